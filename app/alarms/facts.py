"""Watches a fact about the equipment."""

from collections.abc import Mapping
from enum import Enum, auto

from app.alarms.case import Case, Finding, Heading, Subject
from app.alarms.condition import Event, Kind, Reason, Transition
from app.alarms.duty import Roster
from app.alarms.inputs import Fact
from app.alarms.rules import FactRule
from app.alarms.words import nobody, off_by

Body = Mapping[str, object]


class Bearing(Enum):
    """What a fact means for the rule that watches it."""

    STANDS = auto()  # it is so, until the opposite is said
    OCCURRED = auto()  # it happened: it counts for a while
    OVER = auto()  # it is not so


_FLAGS: Mapping[Fact, str] = {
    Fact.RECORDER_LATE: "late",
    Fact.FLOOD: "waiting",
    Fact.WRONG_PATIENT: "wrong",
    Fact.WRONG_DEVICE: "wrong",
    Fact.CHANNEL: "failing",
}
ABOUT: Mapping[Fact, str] = {Fact.CHANNEL: "channel"}  # which of several the fact is about
_EVENTS = {Fact.SOURCE_CONFLICT, Fact.TAKEOVERS, Fact.JUDGE_FAULT}
APART = frozenset({Fact.WRONG_PATIENT, Fact.WRONG_DEVICE})
"""While they stand, what the monitor sends does not come here."""
WATCHABLE = frozenset({Fact.OFFSET, Fact.DUTY, *_EVENTS, *_FLAGS})


def bearing(rule: FactRule, body: Body) -> Bearing:
    """Flags stand until they are taken back, an offset while it is over the rule's limit, a duty
    roster while nobody is in one of its steps."""
    if rule.fact in _FLAGS:
        return Bearing.STANDS if body.get(_FLAGS[rule.fact]) is True else Bearing.OVER
    if rule.fact is Fact.DUTY:
        return Bearing.STANDS if Roster.read(body).missing() else Bearing.OVER
    if rule.fact is not Fact.OFFSET:
        return Bearing.OCCURRED
    if abs(_offset(body)) > (rule.limit or 0):
        return Bearing.STANDS
    return Bearing.OCCURRED if body.get("reason") == "step" else Bearing.OVER


def concerns(rule: FactRule, body: Body) -> bool:
    """Whether the fact is about what the rule watches, where there are several."""
    return rule.about is None or body.get(ABOUT[rule.fact]) == rule.about


class FactWatch:
    __slots__ = ("_until", "case", "ended", "rule")

    def __init__(self, rule: FactRule, subject: Subject) -> None:
        self.rule = rule
        self.case = Case(Heading(rule.id, rule.priority, Kind.TECHNICAL, rule.manner), subject)
        self.ended = False  # with its session
        self._until: int | None = None  # how long what occurred still counts

    def end(self, because: Reason, at: int) -> Transition | None:
        self.ended, self._until = True, None
        return self.case.end(because, at)

    def deadline(self) -> int | None:
        return self._until

    def fire(self, at: int) -> list[Transition]:
        self._until = None
        return self._clear(at)

    def take(self, body: Body, at: int) -> list[Transition]:
        if self.ended or not concerns(self.rule, body):
            return []
        match bearing(self.rule, body):
            case Bearing.STANDS:
                self._until = None
                return self._raise(body, at)
            case Bearing.OCCURRED:
                self._until = at + self.rule.holds_ms
                return self._raise(body, at)
            case Bearing.OVER if self._until is None:
                return self._clear(at)
            case _:
                return []  # what occurred still counts

    def unbind(self, at: int) -> Transition | None:
        """Another monitor is bound: what was said of the one before is over."""
        self._until = None
        return self.case.clear(Reason.FACT_OVER, at)

    def _raise(self, body: Body, at: int) -> list[Transition]:
        """Other people who are missing are another alarm: nobody has seen that one."""
        found = self._finding(body, at)
        over: list[Transition] = []
        if not self.case.quiet:
            if self.rule.fact is not Fact.DUTY or self.case.tells(found.text):
                return []
            over = self._clear(at)
        return [*over, self.case.find(Event.RAISED, Reason.FACT, at, None, found)]

    def _clear(self, at: int) -> list[Transition]:
        cleared = self.case.clear(Reason.FACT_OVER, at)
        return [] if cleared is None else [cleared]

    def _finding(self, body: Body, at: int) -> Finding:
        if self.rule.fact is Fact.DUTY:
            return Finding(at, nobody(self.rule.text, Roster.read(body).missing()))
        if self.rule.fact is not Fact.OFFSET:
            return Finding(at, self.rule.text)
        offset = _offset(body)
        return Finding(at, off_by(self.rule.text, offset), offset, self.rule.limit)


def _offset(body: Body) -> float:
    offset = body.get("offset")
    return float(offset) if isinstance(offset, int | float) else 0.0
