"""No screen watches a bed whose drug flows: an alarm that reaches people elsewhere at once."""

from collections.abc import Mapping

from app.alarms.case import Case, Finding, Heading, Subject
from app.alarms.condition import Event, Kind, Reason, Transition
from app.alarms.rules import CoverageRule
from app.alarms.stage import StageChange


class CoverageWatch:
    """Judged from the first `stations` fact on: a log without any says nothing about screens."""

    __slots__ = ("_delay", "_since", "_watching", "case", "rule")

    def __init__(self, rule: CoverageRule, subject: Subject) -> None:
        self.rule = rule
        self.case = Case(Heading(rule.id, rule.priority, Kind.TECHNICAL, rule.manner), subject)
        self._delay: int | None = None  # of the phase
        self._watching: int | None = None
        self._since = 0  # nobody watches, or the phase began: the later of the two

    def enter(self, change: StageChange) -> Transition | None:
        before, self._delay = self._delay, self.rule.delays.get(change.phase)
        if self._delay is None:
            return self.case.end(change.because, change.at)
        if before is None:
            self._since = change.at
        return None

    def take(self, body: Mapping[str, object], at: int) -> Transition | None:
        """A `stations` fact."""
        watching = body.get("watching")
        before, self._watching = self._watching, watching if isinstance(watching, int) else 0
        if self._watching > 0:
            return self.case.clear(Reason.FACT_OVER, at)
        if before != 0:
            self._since = at
        return None

    def deadline(self) -> int | None:
        if self._delay is None or self._watching != 0 or not self.case.quiet:
            return None
        return self._since + self._delay

    def fire(self, at: int) -> list[Transition]:
        found = Finding(self._since, self.rule.text)
        return [self.case.find(Event.RAISED, Reason.FACT, at, None, found)]
