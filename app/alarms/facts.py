"""Watches a fact about the equipment."""

from collections.abc import Mapping
from enum import Enum, auto

from app.alarms.case import Case, Finding, Heading, Subject
from app.alarms.condition import Event, Kind, Reason, Transition
from app.alarms.inputs import Fact
from app.alarms.rules import FactRule
from app.alarms.words import off_by

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
}
_EVENTS = {Fact.SOURCE_CONFLICT, Fact.TAKEOVERS, Fact.JUDGE_FAULT}
WATCHABLE = frozenset({Fact.OFFSET, *_EVENTS, *_FLAGS})


def bearing(rule: FactRule, body: Body) -> Bearing:
    """Flags stand until they are taken back, an offset while it is over the rule's limit."""
    if rule.fact in _FLAGS:
        return Bearing.STANDS if body.get(_FLAGS[rule.fact]) is True else Bearing.OVER
    if rule.fact is not Fact.OFFSET:
        return Bearing.OCCURRED
    if abs(_offset(body)) > (rule.limit or 0):
        return Bearing.STANDS
    return Bearing.OCCURRED if body.get("reason") == "step" else Bearing.OVER


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
        cleared = self.case.clear(Reason.FACT_OVER, at)
        return [] if cleared is None else [cleared]

    def take(self, body: Body, at: int) -> Transition | None:
        if self.ended:
            return None
        match bearing(self.rule, body):
            case Bearing.STANDS:
                self._until = None
                return self._raise(body, at)
            case Bearing.OCCURRED:
                self._until = at + self.rule.holds_ms
                return self._raise(body, at)
            case Bearing.OVER if self._until is None:
                return self.case.clear(Reason.FACT_OVER, at)
            case _:
                return None  # what occurred still counts

    def unbind(self, at: int) -> Transition | None:
        """Another monitor is bound: what was said of the one before is over."""
        self._until = None
        return self.case.clear(Reason.FACT_OVER, at)

    def _raise(self, body: Body, at: int) -> Transition | None:
        if not self.case.quiet:
            return None
        return self.case.find(Event.RAISED, Reason.FACT, at, None, self._finding(body, at))

    def _finding(self, body: Body, at: int) -> Finding:
        if self.rule.fact is not Fact.OFFSET:
            return Finding(at, self.rule.text)
        offset = _offset(body)
        return Finding(at, off_by(self.rule.text, offset), offset, self.rule.limit)


def _offset(body: Body) -> float:
    offset = body.get("offset")
    return float(offset) if isinstance(offset, int | float) else 0.0
