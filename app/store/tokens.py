"""API and wall tokens; only their SHA-256 is kept. Monitors' tokens are in the directory."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from app.store import audit
from app.store.refusals import Unknown
from app.store.tables import tokens


@dataclass(frozen=True, slots=True)
class Token:
    """Instants are real time; one without `expires_at` lives until it is revoked."""

    id: str
    role: str
    label: str
    created_at: int
    expires_at: int | None
    revoked_at: int | None

    def usable(self, now: int) -> bool:
        if self.revoked_at is not None:
            return False
        return self.expires_at is None or now < self.expires_at


def add(
    connection: Connection,
    at: int,
    who: str,
    *,
    id: str,
    hash: str,
    role: str,
    label: str,
    expires_at: int | None,
) -> Token:
    connection.execute(
        insert(tokens).values(
            id=id, hash=hash, role=role, label=label, created_at=at, expires_at=expires_at
        )
    )
    audit.append(connection, at, who, "token_added", id, role=role, label=label)
    return Token(id, role, label, at, expires_at, None)


def by_hash(connection: Connection, hash: str) -> Token | None:
    row = connection.execute(select(tokens).where(tokens.c.hash == hash)).first()
    return None if row is None else _token(row)


def find(connection: Connection, id: str) -> Token | None:
    row = connection.execute(select(tokens).where(tokens.c.id == id)).first()
    return None if row is None else _token(row)


def every(connection: Connection) -> list[Token]:
    rows = connection.execute(select(tokens).order_by(tokens.c.created_at, tokens.c.id))
    return [_token(row) for row in rows]


def revoke(connection: Connection, at: int, who: str, id: str) -> Token:
    """Revoking twice changes nothing."""
    token = find(connection, id)
    if token is None:
        raise Unknown("token", id)
    if token.revoked_at is not None:
        return token
    connection.execute(update(tokens).where(tokens.c.id == id).values(revoked_at=at))
    audit.append(connection, at, who, "token_revoked", id)
    return Token(id, token.role, token.label, token.created_at, token.expires_at, at)


def _token(row: Row[Any]) -> Token:
    return Token(row.id, row.role, row.label, row.created_at, row.expires_at, row.revoked_at)
