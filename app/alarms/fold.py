"""A whole log through the judge."""

from collections.abc import Iterable, Iterator

from app.alarms.condition import Transition
from app.alarms.engine import Engine
from app.alarms.inputs import Input


def fold(engine: Engine, inputs: Iterable[Input]) -> Iterator[Transition]:
    """Every transition in order. An `EndInput` fires the deadlines up to and with its instant."""
    for given in inputs:
        yield from engine.take(given)
