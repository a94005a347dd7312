"""A session's log as lines of text, ready to be folded and verified anywhere else."""

import json
from collections.abc import Iterator

from app.monitoring.errors import NoSuchThing
from app.store import records
from app.store.durable import Connection
from app.wire.log import whole


def lines(connection: Connection, session: str, *, identified: bool) -> Iterator[str]:
    """The header, then every record; with `identified`, the clear values and salts after them.

    Each `{"private":…}` line opens the commitment that record n holds under that name. Raises
    NoSuchThing at once, not with the first line.
    """
    log = records.find_log(connection, session)
    if log is None or log.kind != "session":
        raise NoSuchThing("session", session)
    return _lines(connection, log, identified)


def _lines(connection: Connection, log: records.Log, identified: bool) -> Iterator[str]:
    yield _json(log.header)
    for line in records.lines(connection, log.id):
        yield whole(line.body, line.hash)
    if identified:
        for n, values in sorted(records.private_values(connection, log.id).items()):
            for name, (salt, value) in values.items():
                opened = {"n": n, "name": name, "salt": salt, "value": json.loads(value)}
                yield _json({"private": opened})


def _json(value: object) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)
