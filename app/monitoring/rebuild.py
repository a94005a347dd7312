"""Makes every derived table anew from the record log."""

from collections.abc import Callable

from app.alarms.condition import Transition
from app.alarms.inputs import CommandInput
from app.monitoring import derived
from app.monitoring.folding import fold, points_of, scope_of
from app.store import alarms, chunks, records, sessions
from app.store.database import Database
from app.store.durable import Connection


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
    scope = scope_of(log)
    transitions: list[Transition] = []
    row: sessions.SessionRow | None = None
    for folded in fold(connection, scope):
        transitions += folded.transitions
        scope.tail.add(points_of(scope, folded))
        if isinstance(folded.given, CommandInput) and scope.engine.session is not None:
            row = derived.session_row(scope, folded.given.at)
    if rows := derived.alarm_rows(transitions):
        alarms.keep(log.id, rows)(connection)
    if row is not None:
        sessions.keep(row)(connection)
    for work in scope.tail.seal(log.id, None)[0]:
        work(connection)
