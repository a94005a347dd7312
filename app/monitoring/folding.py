"""A stored log through its judge again: after a restart, and to make the derived tables anew."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.alarms.condition import Transition
from app.alarms.engine import Engine
from app.alarms.inputs import Input, ReadingInput, VitalsInput
from app.monitoring.scope import Scope
from app.monitoring.series import points
from app.protocols import loader
from app.store import records
from app.store.chunks import Point
from app.store.durable import Connection
from app.wire.log import read_input


@dataclass(frozen=True, slots=True)
class Folded:
    """One record: what the judge got of it, if anything, and what it made of that."""

    line: records.Line
    given: Input | None
    transitions: list[Transition]


def scope_of(log: records.Log) -> Scope:
    """The log with a judge that knows nothing yet."""
    protocol = loader.parse(log.header["protocol"])
    return Scope(log, Engine(log.header["scope"], log.bed, protocol))


def fold(connection: Connection, scope: Scope) -> Iterator[Folded]:
    """Every record of the scope's log, in order, through its judge. Raises BrokenChain.

    Time alone may have made the last transitions: a record of one says that every deadline up to
    its instant has fired, and firing them now keeps them from firing again later.
    """
    line: records.Line | None = None
    for line in records.checked(scope.log.name, records.lines(connection, scope.log.id)):
        scope.n, scope.digest = line.n, line.hash
        given = read_input(line.body)
        yield Folded(line, given, [] if given is None else scope.judge(given))
    if line is not None and line.kind == "transition":
        yield Folded(line, None, scope.fire(line.at + 1))


def points_of(scope: Scope, folded: Folded) -> Iterator[Point]:
    """The points that a record adds to the series."""
    if isinstance(folded.given, VitalsInput | ReadingInput):
        yield from points(folded.given.samples, scope.engine.protocol.regimen)
