"""Watches a combined rule: several things that hold together (clinical 2.3)."""

from math import inf

from app.alarms.case import Case, Finding, Heading, Subject
from app.alarms.condition import Condition, Event, Kind, Reason, Transition
from app.alarms.stage import StageChange
from app.alarms.terms import CombinedRule, Picture, Term
from app.domain.latest import ABSENT_MS
from app.domain.vitals import PRESSURES, Vital


class CombinedWatch:
    """`vitals` are those whose values can change it.

    Most of the time its first term does not hold: then nothing else is looked at (`asleep`). What
    is not known neither raises nor clears.
    """

    __slots__ = (
        "_active",
        "_due",
        "_false_since",
        "_gate",
        "_onset",
        "_picture",
        "asleep",
        "case",
        "rule",
        "suspended",
        "vitals",
    )

    def __init__(self, rule: CombinedRule, subject: Subject, picture: Picture) -> None:
        self.rule = rule
        heading = Heading(rule.id, rule.priority, Kind.PHYSIOLOGICAL, rule.manner)
        self.case = Case(heading, subject)
        self.vitals = {term.vital for term in rule.terms if term.vital is not None}
        self.asleep = True
        self.suspended = False  # what its vitals say now counts for nothing
        self._gate = rule.either or rule.every[:1]
        self._picture = picture
        self._active = False
        self._onset = 0
        self._due: int | None = None
        self._false_since: int | None = None

    def enter(self, change: StageChange) -> Transition | None:
        from_ms, before = self.rule.phases.get(change.phase), self._active
        self._active = from_ms is not None and change.stage.since_stop_ms >= from_ms
        if self._active:
            told_before = not before and not self.vitals  # a score stands until the next one
            return self.take(change.at, change.at) if told_before else None
        self._due = None
        return self.case.end(change.because, change.at)

    def wakes(self, vital: Vital) -> tuple[float, float]:
        """From where and below which a value of the vital wakes it."""
        term = next((term for term in self._gate if term.vital is vital), None)
        if term is None:
            return inf, -inf
        return (
            -inf if term.from_ is None else term.from_,
            inf if term.below is None else term.below,
        )

    def take(self, judge: int, at: int) -> Transition | None:
        """Something that may change it was added to the picture."""
        if not self._active or self.suspended:
            return None
        self.asleep = self.case.condition is Condition.NORMAL and not self._open(judge)
        if self.asleep:
            return None
        holds = self._holds(judge)
        if holds is None:
            return None
        return self._take_true(judge, at) if holds else self._take_false(judge, at)

    def lose(self, vital: Vital, at: int) -> Transition | None:
        """A vital of it cannot be believed."""
        return self.case.lose(Reason.VALUE_INVALID, at) if vital in self.vitals else None

    def deadline(self) -> int | None:
        if self._due is not None:
            return self._due
        return self._absent_at() if self.case.condition is Condition.ACTIVE else None

    def fire(self, at: int) -> list[Transition]:
        if self._due is None:
            lost = self.case.lose(Reason.VALUE_LOST, at)
            return [] if lost is None else [lost]
        self._due = None
        return [self.case.find(Event.RAISED, Reason.COMBINATION, at, None, self._finding(at))]

    def _take_true(self, judge: int, at: int) -> Transition | None:
        self._false_since = None
        match self.case.condition:
            case Condition.NORMAL if self.rule.delay_ms:
                self._onset, self._due = judge, judge + self.rule.delay_ms
                return self.case.find(
                    Event.CROSSED, Reason.COMBINATION, at, judge, self._finding(judge)
                )
            case Condition.NORMAL | Condition.UNKNOWN | Condition.RETURNED as before:
                if before is Condition.NORMAL:
                    self._onset = judge
                because = Reason.STILL_BAD if before is Condition.UNKNOWN else Reason.COMBINATION
                return self.case.find(Event.RAISED, because, at, judge, self._finding(judge))
            case Condition.PENDING if self._due is not None and judge >= self._due:
                self._due = None
                return self.case.find(
                    Event.RAISED, Reason.COMBINATION, at, judge, self._finding(judge)
                )
            case _:
                return None

    def _take_false(self, judge: int, at: int) -> Transition | None:
        if self.case.quiet:
            return None
        if self._false_since is None:
            self._false_since = judge
        pending = self.case.condition is Condition.PENDING
        if not pending and judge - self._false_since < self.rule.clear_delay_ms:
            return None
        self._due = self._false_since = None
        return self.case.clear(Reason.COMBINATION_OVER, at, judge)

    def _holds(self, now: int) -> bool | None:
        known = True
        for term in self.rule.every:
            holds = self._picture.holds(term, now)
            if holds is False:
                return False
            known = known and holds is True
        either = [self._picture.holds(term, now) for term in self.rule.either]
        if either and True not in either:
            return None if None in either or not known else False
        return True if known else None

    def _open(self, now: int) -> bool:
        """Whether the first term, or one of the alternatives, holds."""
        return any(self._picture.holds(term, now) for term in self._gate)

    def _absent_at(self) -> int | None:
        """When one of its continuous vitals will be absent."""
        last = self._picture.last
        known = [last[vital][-1][0] for vital in self.vitals - PRESSURES if vital in last]
        return min(known) + ABSENT_MS if known else None

    def _finding(self, now: int) -> Finding:
        inputs = [self._picture.told(term) for term in self.rule.terms if self._said(term, now)]
        text = f"{self.rule.text}: {', '.join(dict.fromkeys(inputs))}"
        return Finding(self._onset, text)

    def _said(self, term: Term, now: int) -> bool:
        return self._picture.holds(term, now) is True
