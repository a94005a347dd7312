"""Answers to requests that carried an Idempotency-Key, so that a retry never acts twice."""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from app.store.refusals import KeyReused
from app.store.tables import idempotency

KEPT_MS = 48 * 3600 * 1000  # longer than any client goes on trying


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: str


def find(connection: Connection, principal: str, key: str, digest: str) -> Answer | None:
    """The kept answer to this very request; KeyReused if the key belongs to another one."""
    row = connection.execute(
        select(idempotency).where(idempotency.c.principal == principal, idempotency.c.key == key)
    ).first()
    if row is None:
        return None
    if row.digest != digest:
        raise KeyReused
    return Answer(row.status, row.body)


def keep(
    connection: Connection, at: int, principal: str, key: str, digest: str, answer: Answer
) -> None:
    """`at` is real time. The first answer stands."""
    connection.execute(delete(idempotency).where(idempotency.c.at < at - KEPT_MS))
    connection.execute(
        insert(idempotency)
        .prefix_with("OR IGNORE")
        .values(
            principal=principal,
            key=key,
            digest=digest,
            status=answer.status,
            body=answer.body,
            at=at,
        )
    )
