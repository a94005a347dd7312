"""After a restart: the open logs are read back, checked, and folded into judges that go on."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from app.monitoring.folding import fold, points_of, scope_of
from app.monitoring.scope import Scope
from app.store import chunks, records
from app.store.chunks import MINUTE_MS, Mark, Point
from app.store.durable import Connection
from app.wire.screen import PatientView


@dataclass(frozen=True, slots=True)
class Recovered:
    """Everything that was being written when the process ended. `last_at` is 0 for new data."""

    scopes: list[Scope]
    patients: dict[str, PatientView]  # by the name of the session's log
    last_log: int
    last_at: int


def recover(connection: Connection) -> Recovered:
    """Raises records.BrokenChain, naming the first record that was changed or is missing."""
    scopes = [fold_log(connection, log) for log in records.open_logs(connection)]
    return Recovered(
        scopes=scopes,
        patients={
            scope.log.name: patient
            for scope in scopes
            if scope.log.kind == "session"
            and (patient := patient_of(connection, scope.log.id)) is not None
        },
        last_log=records.last_log_id(connection),
        last_at=records.last_instant(connection),
    )


def fold_log(connection: Connection, log: records.Log) -> Scope:
    """The log as it stood: its chain, its judge, and the minutes that were not yet sealed."""
    scope = scope_of(log)
    sealed = chunks.last_minute(connection, log.id)
    for folded in fold(connection, scope):
        scope.tail.add(unsealed(points_of(scope, folded), sealed))
    return scope


def patient_of(connection: Connection, log_id: int) -> PatientView | None:
    """The patient whom the session's first record committed to."""
    first = records.private_values(connection, log_id).get(1, {})
    if "patient" not in first:
        return None
    return PatientView.model_validate(json.loads(first["patient"][1]))


def unsealed(found: Iterator[Point], sealed: int) -> Iterator[Point]:
    """What may be missing in the chunks: late readings of any minute, and whatever came since the
    last seal, which may lie in the sealed minute itself. What is there already may come again."""
    for point in found:
        if point[1] // MINUTE_MS >= sealed or point[3] & Mark.LATE:
            yield point
