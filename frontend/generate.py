"""Writes `src/wire.d.ts`: the screen's messages as TypeScript, from the models the server sends.

python frontend/generate.py            writes the file
python frontend/generate.py --check    exit 1 when the file is not what the models say
"""

import sys
from collections.abc import Iterator
from inspect import isclass
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel

from app.wire import chair, from_screen, message, screen

TARGET = Path(__file__).parent / "src" / "wire.d.ts"
HEADER = "// Written by frontend/generate.py from app/wire; do not edit by hand.\n"
ABSTRACT = (message.Message, from_screen.Incoming)
SCALARS = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean"}

Schema = dict[str, Any]


def literal_aliases() -> dict[str, tuple[str, ...]]:
    """The module's own names for sets of words, such as `Phase`."""
    return {
        name: get_args(value)
        for name, value in vars(screen).items()
        if get_origin(value) is Literal
    }


ALIASES = literal_aliases()


def words(values: list[str]) -> str:
    for name, members in ALIASES.items():
        if tuple(values) == members:
            return name
    return " | ".join(f'"{value}"' for value in values)


def type_of(schema: Schema) -> str:
    """One JSON schema as a TypeScript type; an unknown construct raises, it is never `any`."""
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[-1]
    if "const" in schema:
        return f'"{schema["const"]}"'
    if "enum" in schema:
        return words(schema["enum"])
    if "anyOf" in schema:
        return " | ".join(type_of(option) for option in schema["anyOf"])
    kind = schema["type"]
    if kind == "null":
        return "null"
    if kind == "array":
        inner = type_of(schema["items"])
        return f"({inner})[]" if " | " in inner else f"{inner}[]"
    return SCALARS[kind]


def members(model: type[BaseModel]) -> Iterator[str]:
    """Sent messages always carry every member; received ones may leave out what has a default."""
    incoming = issubclass(model, from_screen.Incoming)
    schema = model.model_json_schema(mode="validation" if incoming else "serialization")
    for name, member in schema["properties"].items():
        optional = incoming and name not in schema.get("required", [])
        yield f"  {name}{'?' if optional else ''}: {type_of(member)};"


def models() -> Iterator[type[BaseModel]]:
    for module in (chair, screen, from_screen):
        for value in vars(module).values():
            own = isclass(value) and value.__module__ == module.__name__
            if own and issubclass(value, ABSTRACT) and value not in ABSTRACT:
                yield value


def unions() -> Iterator[str]:
    for name, union in (("Outgoing", screen.Outgoing), ("FromScreen", from_screen.FromScreen)):
        names = [part.__name__ for part in get_args(union)]
        yield f"export type {name} =\n  | " + "\n  | ".join(names) + ";"


def render() -> str:
    parts = [
        f"export type {name} = {' | '.join(f'{chr(34)}{m}{chr(34)}' for m in values)};"
        for name, values in ALIASES.items()
    ]
    parts += [
        "\n".join([f"export interface {model.__name__} {{", *members(model), "}"])
        for model in models()
    ]
    return HEADER + "\n" + "\n\n".join([*parts, *unions()]) + "\n"


def main(arguments: list[str]) -> int:
    text = render()
    if "--check" not in arguments:
        TARGET.write_text(text, encoding="utf-8")
        return 0
    if TARGET.exists() and TARGET.read_text(encoding="utf-8") == text:
        return 0
    print(
        f"{TARGET.name} differs from the models: run python frontend/generate.py", file=sys.stderr
    )
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
