"""The pulse of the oximeter and the heart rate of the ECG tell different stories (clinical C9)."""

from app.alarms.case import Case, Finding, Heading, Subject
from app.alarms.condition import Condition, Event, Kind, Reason, Transition
from app.alarms.rules import DifferRule
from app.alarms.stage import StageChange
from app.alarms.words import differ
from app.domain.latest import STALE_MS


class DifferWatch:
    """Judged at each pulse beside a heart rate that is not stale."""

    __slots__ = ("_active", "_hr", "_since", "case", "rule")

    def __init__(self, rule: DifferRule, subject: Subject) -> None:
        self.rule = rule
        self.case = Case(Heading(rule.id, rule.priority, Kind.TECHNICAL, rule.manner), subject)
        self._active = False
        self._hr: tuple[float, int] | None = None
        self._since: int | None = None  # of what would change: differing, or agreeing again

    def enter(self, change: StageChange) -> Transition | None:
        self._active = change.phase in self.rule.phases
        return None if self._active else self.case.end(change.because, change.at)

    def take(self, hr: float | None, pr: float | None, judge: int, at: int) -> Transition | None:
        """The good values of one sample."""
        if hr is not None:
            self._hr = (hr, judge)
        if pr is None or not self._active or self._hr is None:
            return None
        if judge - self._hr[1] >= STALE_MS:
            self._since = None
            return None
        differs = abs(self._hr[0] - pr) >= self.rule.by
        if differs is (self.case.condition is Condition.ACTIVE):
            self._since = None
            return None
        if self._since is None:
            self._since = judge
        if judge - self._since < (self.rule.delay_ms if differs else self.rule.clear_delay_ms):
            return None
        onset, self._since = self._since, None
        if not differs:
            return self.case.clear(Reason.VALUE_BACK, at, judge)
        found = Finding(onset, differ(self._hr[0], pr))
        return self.case.find(Event.RAISED, Reason.MATURED, at, judge, found)
