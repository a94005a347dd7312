"""Who did what to which object, and when: append-only, in the transaction of the change itself."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select

from app.store.tables import audit


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """`at` is real time, ms since the epoch; `detail` never holds a secret."""

    at: int
    who: str
    what: str
    on: str
    detail: Mapping[str, Any]


def append(connection: Connection, at: int, who: str, what: str, on: str, **detail: object) -> None:
    connection.execute(
        insert(audit).values(
            at=at, who=who, what=what, object=on, detail=json.dumps(detail, sort_keys=True)
        )
    )


def entries(connection: Connection) -> list[AuditEntry]:
    """All of them, oldest first."""
    rows = connection.execute(select(audit).order_by(audit.c.id))
    return [AuditEntry(r.at, r.who, r.what, r.object, json.loads(r.detail)) for r in rows]
