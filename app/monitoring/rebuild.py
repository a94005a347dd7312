"""Makes every derived table anew from the record log."""

from collections.abc import Callable

from app.alarms.condition import Transition
from app.alarms.engine import Engine
from app.alarms.inputs import CommandInput, VitalsInput
from app.monitoring import derived
from app.monitoring.scope import Scope
from app.monitoring.series import points
from app.protocols import loader
from app.store import alarms, chunks, records, sessions
from app.store.database import Database
from app.store.durable import Connection
from app.wire.log import read_input


def rebuild(database: Database, progress: Callable[[int, int], None]) -> int:
    """In one transaction; `progress` hears (done, of). How many logs there are.

    Raises records.BrokenChain: what cannot be trusted is not made into something else.
    """
    with database.writing() as connection:
        alarms.clear(connection)
        sessions.clear(connection)
        chunks.clear(connection)
        logs = records.all_logs(connection)
        for done, log in enumerate(logs, start=1):
            _rebuild(connection, log)
            progress(done, len(logs))
    return len(logs)


def _rebuild(connection: Connection, log: records.Log) -> None:
    protocol = loader.parse(log.header["protocol"])
    scope = Scope(log, Engine(log.header["scope"], log.bed, protocol))
    transitions: list[Transition] = []
    row: sessions.SessionRow | None = None
    at = 0
    for line in records.checked(log.name, records.lines(connection, log.id)):
        at = line.at
        given = read_input(line.body)
        if given is None:
            continue
        transitions += scope.judge(given)
        if isinstance(given, VitalsInput):
            scope.tail.add(points(given.samples, protocol.regimen))
        elif isinstance(given, CommandInput) and scope.engine.session is not None:
            row = derived.session_row(scope, given.at)
    transitions += scope.fire(at + 1)  # what the ticker let fire after the last input
    if rows := derived.alarm_rows(transitions):
        alarms.keep(log.id, rows)(connection)
    if row is not None:
        sessions.keep(row)(connection)
    for work in scope.tail.seal(log.id, None)[0]:
        work(connection)
