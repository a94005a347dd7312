"""Late data judged afterwards, by a second instance that never touches the live one.

It is seeded with what makes the session's limits what they were, its commands, and looks at the
patient only: that data were missing has been told at the time. What it finds is silent.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from app.alarms.condition import Condition, Direction, Kind, Priority, Transition
from app.alarms.engine import Engine
from app.alarms.inputs import CommandInput, Input, VitalsInput
from app.alarms.words import worst
from app.domain.infusion import SessionCommand
from app.domain.plausibility import Ranges, classify
from app.domain.vitals import JudgedSample, Quality, Vital

_SEEN = frozenset({Condition.ACTIVE, Condition.UNKNOWN, Condition.RETURNED})
_SHAPING = frozenset(SessionCommand) - {SessionCommand.NOTE}


@dataclass(frozen=True, slots=True)
class LateFinding:
    """`Lowest SpO2 86 for 0:22`: what an alarm would have been about; judge instants."""

    alarm: str
    rule: str
    vital: Vital
    priority: Priority
    value: float
    from_at: int
    to_at: int
    text: str


class Retro:
    """One batch of late data: `number` counts the batches of the log from 1.

    The ids of its alarms are `<scope>.late<number>.<rule>.<k>`.
    """

    def __init__(self, live: Engine, number: int) -> None:
        scope = f"{live.scope}.late{number}"
        self._engine = Engine(scope, live.bed, live.protocol, retro=True)

    def judge(
        self, context: Iterable[Input], late: Iterable[JudgedSample], received: int
    ) -> tuple[list[Transition], list[LateFinding]]:
        """The transitions, all at `received`, and what they come to.

        `context` are the inputs of the log so far, of which the session's commands count.
        """
        samples = sorted((replace(s, late=False) for s in late), key=lambda sample: sample.judge)
        made: list[Transition] = []
        for given in _merged(context, samples):
            made += self._engine.take(given)
        told = [replace(t, at=received) for t in made if t.alarm.kind is Kind.PHYSIOLOGICAL]
        raised = {t.alarm.id for t in told if t.alarm.condition in _SEEN}
        kept = [transition for transition in told if transition.alarm.id in raised]
        ranges = self._engine.protocol.regimen.ranges
        return kept, list(_findings(kept, samples, ranges))


def _merged(context: Iterable[Input], samples: Sequence[JudgedSample]) -> Iterator[Input]:
    """Commands and samples in the order in which they were; a command first at a tie."""
    if not samples:
        return
    commands = [c for c in context if isinstance(c, CommandInput) and c.name in _SHAPING]
    merged: list[Input] = [c for c in commands if c.at <= samples[-1].judge]
    merged += [VitalsInput(sample.judge, "", (sample,)) for sample in samples]
    yield from sorted(merged, key=lambda given: given.at)


def _findings(
    transitions: Sequence[Transition], samples: Sequence[JudgedSample], ranges: Ranges
) -> Iterator[LateFinding]:
    cleared = {
        t.alarm.id: t.judge
        for t in transitions
        if t.alarm.condition in (Condition.NORMAL, Condition.RETURNED) and t.judge is not None
    }
    for alarm in {t.alarm.id: t.alarm for t in transitions}.values():
        if alarm.vital is None or alarm.direction is None:
            continue  # of several vitals together there is no worst one
        until = cleared.get(alarm.id, samples[-1].judge)
        extreme = min if alarm.direction is Direction.LOW else max
        value = extreme(_values(alarm.vital, alarm.onset, until, samples, ranges))
        yield LateFinding(
            alarm=alarm.id,
            rule=alarm.rule,
            vital=alarm.vital,
            priority=alarm.priority,
            value=value,
            from_at=alarm.onset,
            to_at=until,
            text=worst(alarm.vital, alarm.direction, value, until - alarm.onset),
        )


def _values(
    vital: Vital, from_at: int, to_at: int, samples: Sequence[JudgedSample], ranges: Ranges
) -> Iterator[float]:
    """The believable values of a vital in a span, both ends included."""
    for sample in samples:
        value = sample.values.get(vital)
        if value is None or not from_at <= sample.judge <= to_at:
            continue
        if classify(vital, value, ranges) is Quality.OK:
            yield value
