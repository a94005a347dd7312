"""The JSON Schema of protocol files, for editors and other programs; `schema.json` holds it."""

import json

from app.protocols.schema import ProtocolPart

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def text() -> str:
    """As it stands in the file."""
    schema = ProtocolPart.model_json_schema(mode="validation")
    schema = {"$schema": DIALECT, **schema, "title": "Clinical protocol"}
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"
