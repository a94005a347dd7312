"""Watches one limit rule: when does a bad value become an alarm, when is it over."""

from enum import Enum, auto

from app.alarms.case import Case, Finding, Heading, PhaseChange, Subject
from app.alarms.condition import Condition, Direction, Event, Kind, Reason, Transition
from app.alarms.rules import Limit, LimitRule
from app.alarms.words import beyond


class Verdict(Enum):
    BAD = auto()  # beyond the limit
    BETWEEN = auto()  # inside the limit, not yet inside the clear limit
    GOOD = auto()


def judge_value(value: float, limit: Limit, direction: Direction) -> Verdict:
    """Low limits are crossed below them and left from the clear limit up; high ones from the limit
    up and left below the clear limit."""
    if direction is Direction.LOW:
        bad, good = value < limit.value, value >= limit.clear
    else:
        bad, good = value >= limit.value, value < limit.clear
    return Verdict.BAD if bad else Verdict.GOOD if good else Verdict.BETWEEN


class LimitWatch:
    """Persistence is counted in judge instants; `due` is when a pending alarm matures in silence.

    The band between limit and clear limit keeps what is: an open alarm stays open, a pending one
    waits for the next bad value, unless the band lasts as long as a clearing must.
    """

    __slots__ = (
        "_bad",
        "_crossed",
        "_good",
        "_good_since",
        "_onset",
        "_value",
        "case",
        "due",
        "limit",
        "rule",
    )

    def __init__(self, rule: LimitRule, subject: Subject) -> None:
        self.rule = rule
        heading = Heading(
            rule.id, rule.priority, Kind.PHYSIOLOGICAL, rule.latched, rule.vital, rule.direction
        )
        self.case = Case(heading, subject)
        self.limit: Limit | None = None
        self.due: int | None = None
        self._onset = 0
        self._value = 0.0  # the last bad one
        self._crossed = 0.0  # the limit it crossed: a later phase may have another
        self._bad = 0  # bad readings in a row, the band not counted
        self._good = 0
        self._good_since: int | None = None  # of the run of values that are not bad

    def enter(self, change: PhaseChange) -> Transition | None:
        """The rule ends where the phase has no limit for it, else the next value decides."""
        self.limit = self.rule.limits.get(change.phase)
        self.interrupt()
        if self.limit is not None:
            return None
        self.due = None
        return self.case.end(change.because, change.at)

    def take(self, value: float, judge: int, at: int) -> Transition | None:
        if self.limit is None:
            return None
        match judge_value(value, self.limit, self.rule.direction):
            case Verdict.BAD:
                return self._take_bad(self.limit, value, judge, at)
            case Verdict.BETWEEN:
                return self._take_between(self.limit, judge, at)
            case Verdict.GOOD:
                return self._take_good(self.limit, judge, at)

    def lose(self, because: Reason, at: int) -> Transition | None:
        """The vital is absent or invalid. A pending alarm goes on waiting for its delay."""
        self.interrupt()
        return self.case.lose(because, at)

    def interrupt(self) -> None:
        """A clearing must be seen without a gap: it starts anew."""
        self._good, self._good_since = 0, None

    def fire(self, at: int, lost: Reason | None) -> Transition:
        """The delay of a pending alarm ends in silence; `lost`: why the vital cannot be seen."""
        self.due = None
        if lost is not None:
            return self.case.find(Event.LOST, lost, at, None, self._finding())
        return self.case.find(Event.RAISED, Reason.MATURED, at, None, self._finding())

    def _take_bad(self, limit: Limit, value: float, judge: int, at: int) -> Transition | None:
        self.interrupt()
        self._value, self._crossed = value, limit.value
        match self.case.condition:
            case Condition.NORMAL:
                self._onset, self._bad = judge, 1
                return self._first(limit, judge, at)
            case Condition.PENDING:
                self._bad += 1
                return self._again(limit, judge, at)
            case Condition.ACTIVE:
                return None
            case Condition.UNKNOWN:
                return self._raise(Reason.STILL_BAD, judge, at)
            case Condition.RETURNED:
                return self._raise(Reason.LIMIT_CROSSED, judge, at)

    def _first(self, limit: Limit, judge: int, at: int) -> Transition:
        if limit.readings == 1 and limit.delay_ms == 0:
            return self._raise(Reason.LIMIT_CROSSED, judge, at)
        self._arm(limit)
        return self.case.find(Event.CROSSED, Reason.LIMIT_CROSSED, at, judge, self._finding())

    def _again(self, limit: Limit, judge: int, at: int) -> Transition | None:
        if limit.readings > 1 and self._bad >= limit.readings:
            return self._raise(Reason.CONFIRMED, judge, at)
        if judge - self._onset >= limit.delay_ms:
            return self._raise(Reason.MATURED, judge, at)
        self._arm(limit)
        return None

    def _arm(self, limit: Limit) -> None:
        if self.rule.matures_in_silence:
            self.due = self._onset + limit.delay_ms

    def _raise(self, because: Reason, judge: int, at: int) -> Transition:
        self.due = None
        return self.case.find(Event.RAISED, because, at, judge, self._finding())

    def _take_between(self, limit: Limit, judge: int, at: int) -> Transition | None:
        match self.case.condition:
            case Condition.PENDING:
                self.due = None
                if self._good_since is None:
                    self._good_since = judge
                if judge - self._good_since < limit.clear_delay_ms:
                    return None
                return self.case.clear(Reason.VALUE_BACK, at, judge)
            case Condition.UNKNOWN:
                self.interrupt()
                return self._raise(Reason.STILL_BAD, judge, at)
            case _:
                self.interrupt()
                return None

    def _take_good(self, limit: Limit, judge: int, at: int) -> Transition | None:
        match self.case.condition:
            case Condition.PENDING:
                self.due = None
                self.interrupt()
                return self.case.clear(Reason.VALUE_BACK, at, judge)
            case Condition.ACTIVE | Condition.UNKNOWN:
                self._good += 1
                if self._good_since is None:
                    self._good_since = judge
                if (
                    self._good < limit.clear_readings
                    or judge - self._good_since < limit.clear_delay_ms
                ):
                    return None
                self.interrupt()
                return self.case.clear(Reason.VALUE_BACK, at, judge)
            case _:
                return None

    def _finding(self) -> Finding:
        text = beyond(self.rule.vital, self._value, self.rule.direction, self._crossed)
        return Finding(self._onset, text, self._value, self._crossed)
