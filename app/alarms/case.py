"""One rule on one bed: its occurrences one after another, as alarms."""

from dataclasses import dataclass, replace

from app.alarms.condition import (
    NEXT,
    Alarm,
    Attention,
    Condition,
    Direction,
    Event,
    Kind,
    Priority,
    Reason,
    Transition,
)
from app.domain.phases import Phase
from app.domain.vitals import Vital


@dataclass(slots=True)
class Subject:
    """What the alarms are about. `scope` is the session's id, the bed's, or "server"."""

    scope: str
    bed: str | None
    session: str | None


@dataclass(frozen=True, slots=True)
class Heading:
    """What all occurrences of a rule have in common."""

    rule: str
    priority: Priority
    kind: Kind
    latched: bool
    vital: Vital | None = None
    direction: Direction | None = None


@dataclass(frozen=True, slots=True)
class PhaseChange:
    """The session came into `phase`: taken in `at`, said to have happened at `began`. `because`
    is the reason for the end of what the phase does not look for."""

    phase: Phase
    at: int
    began: int
    because: Reason


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong: since when (`onset`), which value, against which limit, in words."""

    onset: int
    text: str
    value: float | None = None
    limit: float | None = None


class Case:
    """`alarm` is the newest occurrence, None before the first; `count` numbers them from 1."""

    __slots__ = ("_heading", "_subject", "alarm", "condition", "count")

    def __init__(self, heading: Heading, subject: Subject) -> None:
        self._heading = heading
        self._subject = subject
        self.alarm: Alarm | None = None
        self.condition = Condition.NORMAL
        self.count = 0

    @property
    def quiet(self) -> bool:
        """Nothing is wrong; at most somebody has yet to see that something was."""
        return self.condition in (Condition.NORMAL, Condition.RETURNED)

    @property
    def prefix(self) -> str:
        """The ids of its alarms without their number."""
        return f"{self._subject.scope}.{self._heading.rule}"

    def has_had(self, number: str) -> bool:
        """Whether an occurrence of that number (as it stands in its id) has been."""
        return number.isdecimal() and 1 <= int(number) <= self.count

    def find(
        self, event: Event, because: Reason, at: int, judge: int | None, what: Finding
    ) -> Transition:
        """Something is wrong: `event` is CROSSED, RAISED, or LOST at the end of a delay."""
        found = (
            self._new(what)
            if self.alarm is None or self.condition is Condition.NORMAL
            else self.alarm
        )
        return self._step(found, event, because, at, judge, what)

    def clear(self, because: Reason, at: int, judge: int | None = None) -> Transition | None:
        """It is over, if it was; a latched alarm seen by nobody stays to be acknowledged."""
        if self.quiet:
            return None
        alarm = self._current()
        stays = (
            alarm.latched
            and alarm.attention is not Attention.ACKNOWLEDGED
            and self.condition is not Condition.PENDING
        )
        return self._step(alarm, Event.LATCHED if stays else Event.CLEARED, because, at, judge)

    def lose(self, because: Reason, at: int) -> Transition | None:
        """What was bad cannot be seen any more."""
        if self.condition is not Condition.ACTIVE:
            return None
        return self._step(self._current(), Event.LOST, because, at, None)

    def end(self, because: Reason, at: int) -> Transition | None:
        """Nothing looks for it any more."""
        if self.condition is Condition.NORMAL:
            return None
        return self._step(self._current(), Event.ENDED, because, at, None)

    def acknowledge(self, by: str, at: int) -> Transition:
        seen = replace(
            self._current(),
            attention=Attention.ACKNOWLEDGED,
            acknowledged_by=by,
            acknowledged_at=at,
        )
        return self._step(seen, Event.ACKNOWLEDGED, Reason.ACKNOWLEDGED, at, None)

    def _current(self) -> Alarm:
        if self.alarm is None:
            raise LookupError(f"{self.prefix} never occurred")
        return self.alarm

    def _new(self, what: Finding) -> Alarm:
        self.count += 1
        heading, subject = self._heading, self._subject
        return Alarm(
            id=f"{self.prefix}.{self.count}",
            revision=0,
            bed=subject.bed,
            session=subject.session,
            rule=heading.rule,
            vital=heading.vital,
            direction=heading.direction,
            priority=heading.priority,
            kind=heading.kind,
            condition=Condition.NORMAL,
            attention=Attention.UNACKNOWLEDGED,
            latched=heading.latched,
            value=what.value,
            limit=what.limit,
            onset=what.onset,
            text=what.text,
            reason=Reason.LIMIT_CROSSED,
        )

    def _step(
        self,
        alarm: Alarm,
        event: Event,
        because: Reason,
        at: int,
        judge: int | None,
        what: Finding | None = None,
    ) -> Transition:
        before = self.condition
        after = NEXT[before, event]
        over = after in (Condition.NORMAL, Condition.RETURNED)
        shown = after is not Condition.PENDING and (before, after) != _WITHDRAWN
        self.condition = after
        self.alarm = replace(
            alarm,
            revision=alarm.revision + shown,
            condition=after,
            reason=because,
            ended=(at if alarm.ended is None else alarm.ended) if over else None,
            value=alarm.value if what is None else what.value,
            limit=alarm.limit if what is None else what.limit,
            text=alarm.text if what is None else what.text,
        )
        return Transition(at, before, because, self.alarm, judge)


_WITHDRAWN = (Condition.PENDING, Condition.NORMAL)  # no screen knew of it
