"""The record log: opening and closing logs, reading lines back, and checking their chain."""

import json
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select, update

from app.store.tables import logs, private, records
from app.wire.log import link


class BrokenChain(Exception):
    """A record does not follow from the one before it."""

    def __init__(self, log: str, n: int, why: str) -> None:
        self.log, self.n, self.why = log, n, why
        super().__init__(f"log {log}: record {n} {why}")


@dataclass(frozen=True, slots=True)
class Log:
    id: int
    name: str
    kind: str  # session, bed, monitor or server
    bed: str | None
    header: dict[str, Any]
    opened_at: int
    closed_at: int | None


@dataclass(frozen=True, slots=True)
class Line:
    n: int
    at: int
    kind: str
    body: str  # the line without its hash and closing brace
    hash: str

    @property
    def record(self) -> dict[str, Any]:
        """The line as plain data, its hash included."""
        return {**json.loads(self.body + "}"), "hash": self.hash}


def open_log(log: Log) -> Callable[[Connection], None]:
    """Work for the recorder: the log's row, before its first record."""

    def work(connection: Connection) -> None:
        connection.execute(
            insert(logs).values(
                id=log.id,
                name=log.name,
                kind=log.kind,
                bed=log.bed,
                header=json.dumps(log.header, separators=(",", ":"), ensure_ascii=False),
                opened_at=log.opened_at,
                closed_at=None,
            )
        )

    return work


def close_log(log_id: int, at: int) -> Callable[[Connection], None]:
    def work(connection: Connection) -> None:
        connection.execute(update(logs).where(logs.c.id == log_id).values(closed_at=at))

    return work


def keep_private(log_id: int, n: int, values: dict[str, tuple[str, str]]) -> Any:
    """Work for the recorder: the salts and clear values behind a record's commitments."""

    def work(connection: Connection) -> None:
        connection.execute(
            insert(private),
            [
                {"log": log_id, "n": n, "path": path, "salt": salt, "value": value}
                for path, (salt, value) in values.items()
            ],
        )

    return work


def new_salt() -> str:
    return secrets.token_hex(16)


def private_values(connection: Connection, log_id: int) -> dict[int, dict[str, tuple[str, str]]]:
    """{n: {path: (salt, JSON of the clear value)}} of one log."""
    found: dict[int, dict[str, tuple[str, str]]] = {}
    rows = connection.execute(select(private).where(private.c.log == log_id))
    for row in rows:
        found.setdefault(row.n, {})[row.path] = (row.salt, row.value)
    return found


def find_log(connection: Connection, name: str) -> Log | None:
    row = connection.execute(select(logs).where(logs.c.name == name)).first()
    return None if row is None else _log(row)


def open_logs(connection: Connection) -> list[Log]:
    rows = connection.execute(select(logs).where(logs.c.closed_at.is_(None)).order_by(logs.c.id))
    return [_log(row) for row in rows]


def all_logs(connection: Connection) -> list[Log]:
    return [_log(row) for row in connection.execute(select(logs).order_by(logs.c.id))]


def last_log_id(connection: Connection) -> int:
    found = connection.exec_driver_sql("SELECT max(id) FROM logs").scalar()
    return int(found or 0)


def last_instant(connection: Connection) -> int:
    """The newest recorded instant, 0 when nothing is recorded.

    Records of one log rise in time and all logs share one clock, so the last rows hold it.
    """
    found = connection.exec_driver_sql(
        "SELECT max(at) FROM (SELECT at FROM records ORDER BY id DESC LIMIT 1000)"
    ).scalar()
    return int(found or 0)


def lines(
    connection: Connection, log_id: int, after: int = 0, limit: int | None = None
) -> Iterator[Line]:
    """The log's lines with n > `after`, in order."""
    query = (
        select(records.c.n, records.c.at, records.c.kind, records.c.body, records.c.hash)
        .where(records.c.log == log_id, records.c.n > after)
        .order_by(records.c.n)
        .limit(limit)
    )
    for row in connection.execution_options(yield_per=1000).execute(query):
        yield Line(*row)


def of_kind(connection: Connection, log_id: int, kind: str) -> list[Line]:
    """The log's lines of one kind, in order."""
    return page(connection, log_id, 0, None, [kind])


def page(
    connection: Connection,
    log_id: int,
    after: int,
    limit: int | None,
    kinds: list[str] | None,
    *,
    newest: bool = False,
) -> list[Line]:
    """At most `limit` lines with n > `after`, of these kinds if given, in order.

    `newest`: the last ones rather than the first.
    """
    query = select(records.c.n, records.c.at, records.c.kind, records.c.body, records.c.hash).where(
        records.c.log == log_id, records.c.n > after
    )
    if kinds is not None:
        query = query.where(records.c.kind.in_(kinds))
    query = query.order_by(records.c.n.desc() if newest else records.c.n).limit(limit)
    found = [Line(*row) for row in connection.execute(query)]
    return found[::-1] if newest else found


def checked(log: str, found: Iterator[Line]) -> Iterator[Line]:
    """The lines of a whole log, each proved to follow from the one before. Raises BrokenChain."""
    previous, expected = "", 1
    for line in found:
        if line.n != expected:
            raise BrokenChain(log, expected, "is missing")
        if link(previous, line.body) != line.hash:
            raise BrokenChain(log, line.n, "was changed")
        previous, expected = line.hash, expected + 1
        yield line


def _log(row: Any) -> Log:
    return Log(
        row.id, row.name, row.kind, row.bed, json.loads(row.header), row.opened_at, row.closed_at
    )
