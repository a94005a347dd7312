"""One rule on one bed: its occurrences one after another, as alarms."""

from collections import deque
from dataclasses import dataclass, field
from typing import Protocol

from app.alarms.attention import ATTENTION, Call
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
    changed,
)
from app.alarms.manner import Manner
from app.domain.vitals import Vital

FOLD_MS = 600_000  # occurrences within it are counted together (clinical C20)


class Follower(Protocol):
    """Is told of every step of every case, and says how the alarm stands with it."""

    def follow(self, case: "Case", alarm: Alarm, at: int) -> Alarm: ...


@dataclass(slots=True)
class Subject:
    """What the alarms are about. `scope` is the session's id, the bed's, or "server"."""

    scope: str
    bed: str | None
    session: str | None
    follower: Follower
    retro: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """What all occurrences of a rule have in common."""

    rule: str
    priority: Priority
    kind: Kind
    manner: Manner = field(default_factory=Manner)
    vital: Vital | None = None
    direction: Direction | None = None

    @property
    def shelvable(self) -> bool:
        """Only what is of the equipment, and not high, may be put aside at all."""
        may = self.kind is Kind.TECHNICAL and self.priority is not Priority.HIGH
        return may and self.manner.shelvable


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong: since when (`onset`), which value, against which limit, in words. `shared`:
    the cause it has in common with other beds."""

    onset: int
    text: str
    value: float | None = None
    limit: float | None = None
    shared: str | None = None


class Case:
    """`alarm` is the newest occurrence, None before the first; `count` numbers them from 1.

    `remind_at`: when an acknowledged or shelved alarm calls again if it still is so. `since`: since
    when it is active or unknown, None while it is neither.
    """

    __slots__ = (
        "_raised",
        "_subject",
        "alarm",
        "condition",
        "count",
        "heading",
        "remind_at",
        "since",
    )

    def __init__(self, heading: Heading, subject: Subject) -> None:
        self.heading = heading
        self._subject = subject
        self.alarm: Alarm | None = None
        self.condition = Condition.NORMAL
        self.count = 0
        self.remind_at: int | None = None
        self.since: int | None = None
        self._raised: deque[int] = deque()  # when occurrences were raised, as far as they count

    @property
    def quiet(self) -> bool:
        """Nothing is wrong; at most somebody has yet to see that something was."""
        return self.condition in (Condition.NORMAL, Condition.RETURNED)

    @property
    def held(self) -> bool:
        """It would be raised, but for a fault of the equipment."""
        return self.condition is Condition.PENDING and self._current().reason in _HELD

    @property
    def attention(self) -> Attention | None:
        return None if self.alarm is None else self.alarm.attention

    @property
    def inhibited(self) -> bool:
        return self.inhibited_by is not None

    @property
    def inhibited_by(self) -> str | None:
        return None if self.alarm is None else self.alarm.inhibited_by

    @property
    def prefix(self) -> str:
        """The ids of its alarms without their number."""
        return f"{self._subject.scope}.{self.heading.rule}"

    def tells(self, text: str) -> bool:
        return self.alarm is not None and self.alarm.text == text

    def has_had(self, number: str) -> bool:
        """Whether an occurrence of that number (as it stands in its id) has been."""
        return number.isdecimal() and 1 <= int(number) <= self.count

    # The condition

    def find(
        self, event: Event, because: Reason, at: int, judge: int | None, what: Finding
    ) -> Transition:
        """Something is wrong: `event` is CROSSED, RAISED, or LOST at the end of a delay."""
        fresh = self.alarm is None or self.condition is Condition.NORMAL
        found = self._new(what) if fresh else self._current()
        if self.condition in (Condition.NORMAL, Condition.PENDING) and event is not Event.CROSSED:
            found = changed(found, count=self._occurrences(at))
        if because is Reason.WORSENED:
            found = self._called(found, Call.WORSEN)
        return self._step(found, event, because, at, judge, what)

    def hold(self, because: Reason, at: int, judge: int | None = None) -> Transition | None:
        """It would be raised now: `because` says what is in the way. Told once."""
        if self.held:
            return None
        return self._step(self._current(), Event.INHIBITED, because, at, judge)

    def inhibit(self, by: str, at: int) -> Transition:
        """The technical rule `by` stands for it from now on."""
        held = changed(self._current(), inhibited_by=by)
        return self._step(held, Event.INHIBITED, Reason.INHIBITED, at, None)

    def release(self, at: int) -> Transition:
        free = changed(self._current(), inhibited_by=None)
        return self._step(free, Event.RELEASED, Reason.RELEASED, at, None)

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

    def share(self, cause: str | None, at: int) -> Transition | None:
        """Other beds have it for the same cause, or no longer: no news to whoever saw it."""
        if self.condition is Condition.NORMAL or self._current().shared == cause:
            return None
        self.alarm = changed(self._current(), shared=cause)
        return Transition(at, self.condition, Reason.SHARED, self.alarm)

    def past(self, what: Finding, ended: int, at: int) -> list[Transition]:
        """It was so until `ended`, and is found only now, in late data."""
        raised = self._step(self._new(what), Event.RAISED, Reason.LATE_DATA, at, ended)
        over = changed(self._current(), ended=ended)
        return [raised, self._step(over, Event.LATCHED, Reason.LATE_DATA, at, ended)]

    # The attention it gets

    def acknowledge(self, by: str, at: int) -> Transition:
        seen = changed(
            self._called(self._current(), Call.ACKNOWLEDGE), acknowledged_by=by, acknowledged_at=at
        )
        resound = self.heading.manner.resound_ms
        self.remind_at = None if resound is None else at + resound
        return self._step(seen, Event.ACKNOWLEDGED, Reason.ACKNOWLEDGED, at, None)

    def shelve(self, by: str, at: int, until: int) -> Transition:
        aside = changed(
            self._called(self._current(), Call.SHELVE), shelved_by=by, shelved_until=until
        )
        self.remind_at = until
        return self._told(aside, Reason.SHELVED, at)

    def call(
        self,
        call: Call,
        because: Reason,
        at: int,
        judge: int | None = None,
        what: Finding | None = None,
    ) -> Transition:
        """It asks for attention again."""
        self.remind_at = None
        return self._told(self._called(self._current(), call), because, at, judge, what)

    def remind(self, at: int) -> Transition:
        """The time of its acknowledgement or on its shelf is over."""
        shelved = self.attention is Attention.SHELVED
        return self.call(Call.REMIND, Reason.SHELF_OVER if shelved else Reason.RESOUND, at)

    def _called(self, alarm: Alarm, call: Call) -> Alarm:
        after = ATTENTION[alarm.attention, call]
        if after is not Attention.UNACKNOWLEDGED:
            return changed(alarm, attention=after)
        return changed(
            alarm,
            attention=after,
            acknowledged_by=None,
            acknowledged_at=None,
            shelved_by=None,
            shelved_until=None,
        )

    # Steps

    def _current(self) -> Alarm:
        assert self.alarm is not None, f"{self.prefix} never occurred"
        return self.alarm

    def _occurrences(self, at: int) -> int:
        self._raised.append(at)
        while self._raised[0] <= at - FOLD_MS:
            self._raised.popleft()
        return len(self._raised)

    def _new(self, what: Finding) -> Alarm:
        self.count += 1
        heading, subject = self.heading, self._subject
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
            latched=heading.manner.latched,
            value=what.value,
            limit=what.limit,
            onset=what.onset,
            text=what.text,
            reason=Reason.LIMIT_CROSSED,
            silent=heading.manner.silent,
            group=heading.manner.group,
            retro=subject.retro,
            shared=what.shared,
        )

    def _told(
        self,
        alarm: Alarm,
        because: Reason,
        at: int,
        judge: int | None = None,
        what: Finding | None = None,
    ) -> Transition:
        """A step on the axis of attention alone."""
        found = what or Finding(alarm.onset, alarm.text, alarm.value, alarm.limit)
        told = changed(
            alarm,
            revision=alarm.revision + 1,
            reason=because,
            value=found.value,
            limit=found.limit,
            text=found.text,
            calls_again_at=self.remind_at,
        )
        self.alarm = self._subject.follower.follow(self, told, at)
        return Transition(at, self.condition, because, self.alarm, judge)

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
        if after not in (Condition.ACTIVE, Condition.UNKNOWN):
            self.since = None
            if after is Condition.NORMAL:
                self.remind_at = None
        elif self.since is None:
            self.since = at
        told = changed(
            alarm,
            revision=alarm.revision + shown,
            condition=after,
            reason=because,
            ended=(at if alarm.ended is None else alarm.ended) if over else None,
            value=alarm.value if what is None else what.value,
            limit=alarm.limit if what is None else what.limit,
            text=alarm.text if what is None else what.text,
            inhibited_by=None if over else alarm.inhibited_by,
            calls_again_at=self.remind_at,
        )
        self.alarm = self._subject.follower.follow(self, told, at)
        return Transition(at, before, because, self.alarm, judge)


_WITHDRAWN = (Condition.PENDING, Condition.NORMAL)  # no screen knew of it
_HELD = frozenset({Reason.CUFF_BUSY, Reason.INHIBITED})
