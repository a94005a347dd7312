"""Browsers that are signed in, as a person or with a token; only the cookie's SHA-256 is kept."""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from app.store.tables import sign_ins, users

KEPT_MS = 30 * 24 * 3600 * 1000  # ended ones are of no use to anybody after a month


@dataclass(frozen=True, slots=True)
class SignIn:
    """`user`, `role` and `disabled` are the person's; a `token` says its own."""

    hash: str
    user: str | None
    role: str | None
    disabled: bool
    token: str | None
    created_at: int
    seen_at: int
    ended_at: int | None


def add(
    connection: Connection, at: int, hash: str, *, user: str | None = None, token: str | None = None
) -> None:
    connection.execute(delete(sign_ins).where(sign_ins.c.ended_at < at - KEPT_MS))
    connection.execute(
        insert(sign_ins).values(hash=hash, user=user, token=token, created_at=at, seen_at=at)
    )


def find(connection: Connection, hash: str) -> SignIn | None:
    row = connection.execute(
        select(sign_ins, users.c.role, users.c.disabled_at)
        .join_from(sign_ins, users, sign_ins.c.user == users.c.name, isouter=True)
        .where(sign_ins.c.hash == hash)
    ).first()
    if row is None:
        return None
    return SignIn(
        hash=row.hash,
        user=row.user,
        role=row.role,
        disabled=row.disabled_at is not None,
        token=row.token,
        created_at=row.created_at,
        seen_at=row.seen_at,
        ended_at=row.ended_at,
    )


def seen(connection: Connection, at: int, hash: str) -> None:
    connection.execute(update(sign_ins).where(sign_ins.c.hash == hash).values(seen_at=at))


def end(connection: Connection, at: int, hash: str) -> None:
    connection.execute(
        update(sign_ins)
        .where(sign_ins.c.hash == hash, sign_ins.c.ended_at.is_(None))
        .values(ended_at=at)
    )


def end_all_of(connection: Connection, at: int, user: str) -> None:
    connection.execute(
        update(sign_ins)
        .where(sign_ins.c.user == user, sign_ins.c.ended_at.is_(None))
        .values(ended_at=at)
    )
