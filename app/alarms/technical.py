"""Watches of what is missing: a vital's data, a cuff reading, values that can be believed."""

from collections import deque
from collections.abc import Mapping

from app.alarms.case import Case, Finding, Heading, Subject
from app.alarms.condition import Event, Kind, Reason, Transition
from app.alarms.rules import CuffOverdueRule, DataLossRule, ImplausibleRule
from app.alarms.stage import StageChange
from app.alarms.words import implausible, loss, overdue
from app.domain.phases import Phase
from app.domain.vitals import Quality


class DataLossWatch:
    """Nothing to judge since the last good value; before the first, since the rule is there."""

    __slots__ = ("_delay", "_since", "case", "rule")

    def __init__(self, rule: DataLossRule, subject: Subject) -> None:
        self.rule = rule
        heading = Heading(rule.id, rule.priority, Kind.TECHNICAL, rule.manner, rule.vital)
        self.case = Case(heading, subject)
        self._delay: int | None = None
        self._since = 0

    def enter(self, change: StageChange) -> Transition | None:
        before, self._delay = self._delay, self.rule.delays.get(change.phase)
        if self._delay is None:
            return self.case.end(change.because, change.at)
        if before is None:
            self._since = change.at
        return None

    def deadline(self, good: int | None) -> int | None:
        """`good`: judge instant of the last good value."""
        if self._delay is None or not self.case.quiet:
            return None
        return self._last(good) + self._delay

    def fire(self, at: int, good: int | None, newest: Quality) -> Transition:
        found = Finding(self._last(good), loss(self.rule.vital, newest))
        return self.case.find(Event.RAISED, Reason.NO_DATA, at, None, found)

    def take(self, judge: int, at: int) -> Transition | None:
        """A good value."""
        return self.case.clear(Reason.VALUE_BACK, at, judge)

    def _last(self, good: int | None) -> int:
        return self._since if good is None else good


class CuffWatch:
    """No good cuff reading for its interval and a grace, since the last one or the start.

    `intervals` are those of the regimen, in ms.
    """

    __slots__ = ("_anchor", "_grace", "_interval", "_intervals", "case", "rule")

    def __init__(
        self, rule: CuffOverdueRule, intervals: Mapping[Phase, int], subject: Subject
    ) -> None:
        self.rule = rule
        self.case = Case(Heading(rule.id, rule.priority, Kind.TECHNICAL, rule.manner), subject)
        self._intervals = intervals
        self._interval: int | None = None
        self._grace: int | None = None
        self._anchor = 0

    def enter(self, change: StageChange) -> Transition | None:
        if self._interval is None:  # the first phase with a cadence: the wait begins with it
            self._anchor = max(self._anchor, change.began)
        self._interval = self._intervals.get(change.phase)
        self._grace = self.rule.graces.get(change.phase)
        if self._allowed() is None:
            return self.case.end(change.because, change.at)
        return None

    def deadline(self) -> int | None:
        allowed = self._allowed()
        return None if allowed is None or not self.case.quiet else self._anchor + allowed

    def fire(self, at: int) -> list[Transition]:
        grace, interval = self._grace or 0, self._interval or 0
        found = Finding(self._anchor + interval, overdue(grace))
        return [self.case.find(Event.RAISED, Reason.OVERDUE, at, None, found)]

    def take(self, judge: int, at: int) -> Transition | None:
        """A good reading."""
        self._anchor = judge
        return self.case.clear(Reason.VALUE_BACK, at, judge)

    def _allowed(self) -> int | None:
        if self._interval is None or self._grace is None:
            return None
        return self._interval + self._grace


class ImplausibleWatch:
    """Several values that cannot be within a short time; over once they are that long ago."""

    __slots__ = ("_active", "_instants", "case", "rule")

    def __init__(self, rule: ImplausibleRule, subject: Subject) -> None:
        self.rule = rule
        heading = Heading(rule.id, rule.priority, Kind.TECHNICAL, rule.manner, rule.vital)
        self.case = Case(heading, subject)
        self._instants: deque[int] = deque(maxlen=rule.count)
        self._active = False

    def enter(self, change: StageChange) -> Transition | None:
        self._active = change.phase in self.rule.phases
        return None if self._active else self.case.end(change.because, change.at)

    def take_implausible(self, judge: int, at: int) -> Transition | None:
        self._instants.append(judge)
        if not self._active or not self.case.quiet or len(self._instants) < self.rule.count:
            return None
        if judge - self._instants[0] > self.rule.within_ms:
            return None
        found = Finding(self._instants[0], implausible(self.rule.vital, self.rule.count))
        return self.case.find(Event.RAISED, Reason.IMPLAUSIBLE, at, judge, found)

    def take(self, judge: int, at: int) -> Transition | None:
        """A good value."""
        if not self._instants or judge - self._instants[-1] < self.rule.within_ms:
            return None
        return self.case.clear(Reason.VALUE_BACK, at, judge)
