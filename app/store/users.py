"""The people who may sign in. A name is kept as it was given and compared without case."""

import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, insert, select, update

from app.store import audit, sign_ins
from app.store.refusals import BadId, Exists, Unknown
from app.store.tables import users

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@+-]{0,39}")  # ASCII: SQLite's lower() knows no more


@dataclass(frozen=True, slots=True)
class User:
    """Instants are real time; `role` is one of the contract's words."""

    name: str
    role: str
    created_at: int
    disabled_at: int | None


def add(
    connection: Connection, at: int, who: str, name: str, role: str, password_hash: str
) -> User:
    if _NAME.fullmatch(name) is None:
        raise BadId("user", name)
    if find(connection, name) is not None:
        raise Exists("user", name)
    connection.execute(
        insert(users).values(
            name=name, role=role, password_hash=password_hash, created_at=at, password_at=at
        )
    )
    audit.append(connection, at, who, "user_added", name, role=role)
    return User(name, role, at, None)


def find(connection: Connection, name: str) -> User | None:
    row = connection.execute(select(users).where(_named(name))).first()
    return None if row is None else _user(row)


def password_hash(connection: Connection, name: str) -> str | None:
    """What the password is compared with; None for users who may not sign in."""
    return connection.execute(
        select(users.c.password_hash).where(_named(name), users.c.disabled_at.is_(None))
    ).scalar()


def every(connection: Connection) -> list[User]:
    return [_user(row) for row in connection.execute(select(users).order_by(users.c.name))]


def disable(connection: Connection, at: int, who: str, name: str) -> None:
    """Ends the user's sign-ins as well; disabling twice changes nothing."""
    user = _known(connection, name)
    if user.disabled_at is not None:
        return
    connection.execute(update(users).where(users.c.name == user.name).values(disabled_at=at))
    sign_ins.end_all_of(connection, at, user.name)
    audit.append(connection, at, who, "user_disabled", user.name)


def set_password(connection: Connection, at: int, who: str, name: str, password_hash: str) -> None:
    """Ends the user's sign-ins: whoever knew the old password is out."""
    user = _known(connection, name)
    connection.execute(
        update(users)
        .where(users.c.name == user.name)
        .values(password_hash=password_hash, password_at=at)
    )
    sign_ins.end_all_of(connection, at, user.name)
    audit.append(connection, at, who, "password_changed", user.name)


def _named(name: str) -> ColumnElement[bool]:
    return func.lower(users.c.name) == name.lower()


def _known(connection: Connection, name: str) -> User:
    user = find(connection, name)
    if user is None:
        raise Unknown("user", name)
    return user


def _user(row: Row[Any]) -> User:
    return User(row.name, row.role, row.created_at, row.disabled_at)
