"""Several values of one vital that cannot be (clinical C10)."""

from collections import deque

from app.alarms.case import Case, Finding, Heading, Subject
from app.alarms.condition import Event, Kind, Reason, Transition
from app.alarms.rules import ImplausibleRule
from app.alarms.stage import StageChange
from app.alarms.words import implausible


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
