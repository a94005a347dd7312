"""Watches one limit rule: when does a bad value become an alarm, when is it over."""

from enum import Enum, auto

from app.alarms.attention import Call
from app.alarms.case import Case, Finding, Heading, Subject
from app.alarms.condition import (
    Attention,
    Condition,
    Direction,
    Event,
    Kind,
    Priority,
    Reason,
    Transition,
)
from app.alarms.persistence.count import Count
from app.alarms.persistence.delay import Delay
from app.alarms.persistence.window import Window
from app.alarms.rules import Limit, LimitRule
from app.alarms.stage import StageChange
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
    waits for the next bad value, unless the band lasts as long as a clearing must. While
    `held_back` says why, what would be raised stays pending.
    """

    __slots__ = (
        "_crossed",
        "_good",
        "_good_since",
        "_onset",
        "_persistence",
        "_value",
        "_window",
        "_worst",
        "case",
        "due",
        "held_back",
        "limit",
        "rule",
    )

    def __init__(self, rule: LimitRule, subject: Subject) -> None:
        self.rule = rule
        heading = Heading(
            rule.id, rule.priority, Kind.PHYSIOLOGICAL, rule.manner, rule.vital, rule.direction
        )
        self.case = Case(heading, subject)
        self.limit: Limit | None = None
        self.due: int | None = None
        self.held_back: Reason | None = None
        self._persistence: Delay | Count = (
            Delay(rule.delay_ms) if rule.readings == 1 else Count(rule.readings, rule.delay_ms)
        )
        window = rule.window
        self._window = None if window is None else Window(window.bad_ms, window.within_ms)
        self._onset = 0
        self._value = 0.0  # the last bad one
        self._worst = 0.0  # as far as anybody who acknowledged it knows
        self._crossed = 0.0  # the limit it crossed: a later stage may have another
        self._good = 0
        self._good_since: int | None = None  # of the run of values that are not bad

    def enter(self, change: StageChange) -> Transition | None:
        """The rule ends where the stage has no limit for it, else the next value decides."""
        standing = self.rule.limit_in(change.stage)
        self.limit = standing if isinstance(standing, Limit) else None
        self.interrupt()
        if self.limit is not None:
            return None
        self.due = None
        return self.case.end(change.because, change.at)

    def edit(self, change: StageChange, seen: tuple[float, int] | None) -> Transition | None:
        """Somebody moved the limit. `seen`: the vital's value that still counts, judged at.

        What is not yet an alarm follows at once; an alarm is over by the next values, as ever.
        """
        ended = self.enter(change)
        if self.limit is None or seen is None:
            return ended
        value, judge = seen
        bad = judge_value(value, self.limit, self.rule.direction) is Verdict.BAD
        if bad and self.case.condition is Condition.NORMAL:
            return self._take_bad(self.limit, value, judge, change.at)
        if not bad and self.case.condition is Condition.PENDING:
            self.due = None
            return self.case.clear(Reason.LIMIT_EDITED, change.at, judge)
        return None

    def take(self, value: float, judge: int, at: int) -> Transition | None:
        if self.limit is None:
            return None
        match judge_value(value, self.limit, self.rule.direction):
            case Verdict.BAD:
                return self._take_bad(self.limit, value, judge, at)
            case Verdict.BETWEEN:
                return self._take_between(self.limit, judge, at)
            case _:
                return self._take_good(self.limit, judge, at)

    def lose(self, because: Reason, at: int) -> Transition | None:
        """The vital is absent or invalid. A pending alarm goes on waiting for its delay."""
        self.interrupt()
        return self.case.lose(because, at)

    def interrupt(self) -> None:
        """A clearing must be seen without a gap: it starts anew."""
        self._good, self._good_since = 0, None
        if self._window is not None:
            self._window.interrupt()

    def fire(self, at: int, lost: Reason | None) -> Transition | None:
        """The delay of a pending alarm ends in silence; `lost`: why the vital cannot be seen."""
        self.due = None
        if self.held_back is not None:
            return self.case.hold(self.held_back, at)
        if lost is not None:
            return self.case.find(Event.LOST, lost, at, None, self._finding())
        return self.case.find(Event.RAISED, Reason.MATURED, at, None, self._finding())

    def fail(self, at: int) -> Transition | None:
        """The reading that was to confirm the first one failed: the first is believed."""
        if self.rule.readings == 1 or self.case.condition is not Condition.PENDING:
            return None
        self.due = None
        return self.case.find(Event.LOST, Reason.RECHECK_FAILED, at, None, self._finding())

    @property
    def may_wait(self) -> bool:
        """A high alarm is never held back."""
        return self.rule.priority is not Priority.HIGH

    def release(self, at: int) -> None:
        """Nothing holds it back any more: what waited for that persists anew."""
        self.held_back = None
        if self._window is not None:
            self._window.reset()
        if self.case.held:
            self._persistence.first(at)
            self._arm()

    def counters(self, judge: int) -> dict[str, int]:
        """What persistence has counted, while there is something to count."""
        window = {} if self._window is None else self._window.counters(judge)
        if self.case.condition is Condition.PENDING:
            return {**self._persistence.counters(), **window}
        if self._good_since is not None:
            window |= {"good_since": self._good_since, "good_readings": self._good}
        return window

    def _take_bad(self, limit: Limit, value: float, judge: int, at: int) -> Transition | None:
        self._good, self._good_since = 0, None
        self._value, self._crossed = value, limit.value
        full = self._window is not None and self._window.bad(judge)
        match self.case.condition:
            case Condition.NORMAL:
                self._onset, self._worst = judge, value
                because = self._persistence.first(judge) or (Reason.MATURED if full else None)
                return self._raise(because, judge, at) if because else self._begin(judge, at)
            case Condition.PENDING:
                self._worst = self._worse_of(value)
                because = self._persistence.again(judge) or (Reason.MATURED if full else None)
                if because is not None:
                    return self._raise(because, judge, at)
                self._arm()
                return None
            case Condition.ACTIVE:
                return self._still(value, judge, at)
            case Condition.UNKNOWN:
                because = Reason.WORSENED if self._is_worse(value) else Reason.STILL_BAD
                if because is Reason.WORSENED or not self._acknowledged:
                    self._worst = self._worse_of(value)
                return self._raise(because, judge, at)
            case _:
                self._worst = value
                return self._raise(Reason.LIMIT_CROSSED, judge, at)

    def _begin(self, judge: int, at: int) -> Transition:
        self._arm()
        return self.case.find(Event.CROSSED, Reason.LIMIT_CROSSED, at, judge, self._finding())

    def _arm(self) -> None:
        if self.rule.matures_in_silence:
            self.due = self._persistence.due

    def _raise(self, because: Reason, judge: int, at: int) -> Transition | None:
        self.due = None
        if self.held_back is not None:
            if self.case.condition is Condition.PENDING:
                return self.case.hold(self.held_back, at, judge)
            if self.case.condition is Condition.NORMAL:
                return self.case.find(Event.CROSSED, self.held_back, at, judge, self._finding())
        return self.case.find(Event.RAISED, because, at, judge, self._finding())

    def _still(self, value: float, judge: int, at: int) -> Transition | None:
        """It is so already: worth telling only if it is worse than what was acknowledged."""
        if not self._is_worse(value):
            if not self._acknowledged:
                self._worst = self._worse_of(value)
            return None
        self._worst = value
        return self.case.call(Call.WORSEN, Reason.WORSENED, at, judge, self._finding())

    def _is_worse(self, value: float) -> bool:
        """By enough, than what was acknowledged."""
        step = self.rule.worse_by
        if step is None or not self._acknowledged:
            return False
        if self.rule.direction is Direction.LOW:
            return value <= self._worst - step
        return value >= self._worst + step

    @property
    def _acknowledged(self) -> bool:
        return self.case.attention is Attention.ACKNOWLEDGED

    def _worse_of(self, value: float) -> float:
        worse = min if self.rule.direction is Direction.LOW else max
        return worse(self._worst, value)

    def _take_between(self, limit: Limit, judge: int, at: int) -> Transition | None:
        if self._window is not None:
            self._window.between(judge)
        match self.case.condition:
            case Condition.PENDING:
                self.due = None
                if self._good_since is None:
                    self._good_since = judge
                if judge - self._good_since < limit.clear_delay_ms:
                    return None
                return self.case.clear(Reason.VALUE_BACK, at, judge)
            case Condition.UNKNOWN:
                self._good, self._good_since = 0, None
                return self._raise(Reason.STILL_BAD, judge, at)
            case _:
                self._good, self._good_since = 0, None
                return None

    def _take_good(self, limit: Limit, judge: int, at: int) -> Transition | None:
        if self._window is not None:
            self._window.good(judge)
        match self.case.condition:
            case Condition.PENDING:
                self.due = None
                self._good, self._good_since = 0, None
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
                self._good, self._good_since = 0, None
                return self.case.clear(Reason.VALUE_BACK, at, judge)
            case _:
                return None

    def _finding(self) -> Finding:
        text = beyond(self.rule.vital, self._value, self.rule.direction, self._crossed)
        return Finding(self._onset, text, self._value, self._crossed)
