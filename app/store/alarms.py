"""The derived table of alarms: each instance after its last transition."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from app.store.tables import alarms


def keep(log: int, values: list[dict[str, Any]]) -> Callable[[Connection], None]:
    """Work for the recorder. Each value: id, revision, condition, onset, body (JSON)."""

    def work(connection: Connection) -> None:
        statement = insert(alarms)
        connection.execute(
            statement.on_conflict_do_update(
                index_elements=["id"],
                set_={
                    "revision": statement.excluded.revision,
                    "condition": statement.excluded.condition,
                    "onset": statement.excluded.onset,
                    "body": statement.excluded.body,
                },
            ),
            [{"log": log, **value} for value in values],
        )

    return work


def of_log(connection: Connection, log: int) -> list[str]:
    """The JSON of each alarm of one log, by onset."""
    query = select(alarms.c.body).where(alarms.c.log == log).order_by(alarms.c.onset, alarms.c.id)
    return [row.body for row in connection.execute(query)]


def newest(connection: Connection, limit: int) -> list[str]:
    query = select(alarms.c.body).order_by(alarms.c.onset.desc(), alarms.c.id).limit(limit)
    return [row.body for row in connection.execute(query)]


def clear(connection: Connection) -> None:
    connection.execute(delete(alarms))
