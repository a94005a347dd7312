"""Late data judged afterwards, by a second instance that never touches the live one.

It is seeded with what makes the session's limits what they were, its commands, and looks at the
patient only: that data were missing has been told at the time. What it finds is silent.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol as Shape

from app.alarms.condition import Alarm, Condition, Direction, Kind, Priority, Transition
from app.alarms.inputs import CommandInput, Input, VitalsInput
from app.alarms.rules import Protocol
from app.alarms.words import worst
from app.domain.infusion import SessionCommand
from app.domain.plausibility import Ranges, classify
from app.domain.vitals import JudgedSample, Quality, Vital

_SO = frozenset({Condition.ACTIVE, Condition.UNKNOWN})
_SHAPING = frozenset(SessionCommand) - {SessionCommand.NOTE}


@dataclass(frozen=True, slots=True)
class LateFinding:
    """`Lowest SpO2 86 for 0:22`: what an alarm would have been about; judge instants.

    `value` is the worst one, `limit` the one it crossed; `group` that of its rule.
    """

    alarm: str
    rule: str
    vital: Vital
    direction: Direction
    priority: Priority
    value: float
    limit: float | None
    group: str | None
    from_at: int
    to_at: int
    text: str


class Judge(Shape):
    """A fresh instance, made for one batch."""

    protocol: Protocol

    def take(self, given: Input) -> list[Transition]: ...

    def open_alarms(self, pending: bool = False) -> list[Alarm]: ...


class Retro:
    """One batch of late data, for an instance that has judged nothing yet."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge

    def judge(
        self, context: Iterable[Input], late: Iterable[JudgedSample], received: int
    ) -> tuple[list[Transition], list[LateFinding]]:
        """The transitions, all at `received`, and what they come to.

        `context` are the inputs of the log so far, of which the session's commands count.
        """
        samples = sorted((replace(s, late=False) for s in late), key=lambda sample: sample.judge)
        made: list[Transition] = []
        for given in _merged(context, samples):
            made += self._judge.take(given)
        of_patient = [t for t in made if t.alarm.kind is Kind.PHYSIOLOGICAL]
        raised = {t.alarm.id for t in of_patient if t.alarm.condition in _SO}
        kept = [transition for transition in of_patient if transition.alarm.id in raised]
        findings = list(_findings(kept, samples, self._judge.protocol.regimen.ranges))
        return [replace(transition, at=received) for transition in kept], findings

    @property
    def undecided_since(self) -> int | None:
        """Since when something is bad, though not yet for long enough, at the end of the batch."""
        open_alarms = self._judge.open_alarms(pending=True)
        pending = [a.onset for a in open_alarms if a.condition is Condition.PENDING]
        return min(pending, default=None)


def _merged(context: Iterable[Input], samples: Sequence[JudgedSample]) -> Iterator[Input]:
    """Commands and samples in the order in which they were; a command first at a tie."""
    if not samples:
        return
    commands = [c for c in context if isinstance(c, CommandInput) and c.name in _SHAPING]
    merged: list[Input] = [c for c in commands if c.at <= samples[-1].judge]
    merged += [VitalsInput(sample.judge, "", (sample,)) for sample in samples]
    yield from sorted(merged, key=lambda given: given.at)


def _findings(
    transitions: Iterable[Transition], samples: Sequence[JudgedSample], ranges: Ranges
) -> Iterator[LateFinding]:
    """One for each time that an alarm was so, in the order in which those ended."""
    begun: dict[str, tuple[int, Alarm]] = {}
    for step in transitions:
        alarm = step.alarm
        if alarm.condition in _SO and alarm.id not in begun:
            again = step.before is Condition.RETURNED and step.judge is not None
            begun[alarm.id] = (step.judge or 0 if again else alarm.onset, alarm)
        elif alarm.condition not in _SO and alarm.id in begun:
            until = step.at if step.judge is None else step.judge
            yield from _finding(*begun.pop(alarm.id), until, samples, ranges)
    for onset, alarm in begun.values():
        yield from _finding(onset, alarm, samples[-1].judge, samples, ranges)


def _finding(
    onset: int, alarm: Alarm, until: int, samples: Sequence[JudgedSample], ranges: Ranges
) -> Iterator[LateFinding]:
    """None of several vitals together: there is no worst value of them."""
    if alarm.vital is None or alarm.direction is None:
        return
    seen = list(_values(alarm.vital, onset, until, samples, ranges))
    extreme = min if alarm.direction is Direction.LOW else max
    value = extreme(seen, key=lambda one: one[1])[1]
    good_at = _good_at(alarm, seen, until)
    yield LateFinding(
        alarm=alarm.id,
        rule=alarm.rule,
        vital=alarm.vital,
        direction=alarm.direction,
        priority=alarm.priority,
        value=value,
        limit=alarm.limit,
        group=alarm.group,
        from_at=onset,
        to_at=good_at,
        text=worst(alarm.vital, alarm.direction, value, good_at - onset),
    )


def _good_at(alarm: Alarm, seen: Sequence[tuple[int, float]], until: int) -> int:
    """The instant of the first value after the last bad one: that an alarm stays on until values
    were good for a while says nothing of the patient."""
    assert alarm.limit is not None  # an alarm about one vital in one direction crossed a limit
    low = alarm.direction is Direction.LOW
    bad = [at for at, value in seen if (value < alarm.limit if low else value >= alarm.limit)]
    return min((at for at, _ in seen if bad and at > bad[-1]), default=until)


def _values(
    vital: Vital, from_at: int, to_at: int, samples: Sequence[JudgedSample], ranges: Ranges
) -> Iterator[tuple[int, float]]:
    """The believable values of a vital in a span, both ends included, with their instants."""
    for sample in samples:
        value = sample.values.get(vital)
        if value is None or not from_at <= sample.judge <= to_at:
            continue
        if classify(vital, value, ranges) is Quality.OK:
            yield sample.judge, value
