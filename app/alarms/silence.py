"""The monitor sends nothing at all: one alarm for the bed, whatever it usually measures (C15)."""

from collections.abc import Mapping

from app.alarms.case import Case, Finding, Heading, Subject
from app.alarms.circumstances import OFF_MONITOR, Circumstances
from app.alarms.condition import Event, Kind, Reason, Transition
from app.alarms.rules import SilenceRule
from app.alarms.stage import StageChange


class SilenceWatch:
    __slots__ = ("_bed", "_cause", "_delay", "_instead", "_since", "case", "rule")

    def __init__(self, rule: SilenceRule, subject: Subject, bed: Circumstances) -> None:
        self.rule = rule
        self.case = Case(Heading(rule.id, rule.priority, Kind.TECHNICAL, rule.manner), subject)
        self._bed = bed
        self._delay: int | None = None
        self._since = 0
        self._cause: str | None = None  # that other beds are silent as well
        self._instead: str | None = None  # the rule that says why nothing comes

    def enter(self, change: StageChange) -> Transition | None:
        before, self._delay = self._delay, self.rule.delays.get(change.phase)
        if self._delay is None:
            return self.case.end(change.because, change.at)
        if before is None:
            self._since = change.at
        return None

    def deadline(self) -> int | None:
        if self._delay is None or self._bed.off or not self.case.quiet:
            return None
        return self._last + self._delay

    def fire(self, at: int) -> list[Transition]:
        found = Finding(self._last, self.rule.text, shared=self._cause)
        raised = self.case.find(Event.RAISED, Reason.NO_DATA, at, None, found)
        if self._instead is None:
            return [raised]
        return [raised, self.case.inhibit(self._instead, at)]

    def take(self, judge: int, at: int) -> Transition | None:
        """Something came."""
        return self.case.clear(Reason.VALUE_BACK, at, judge)

    def share(self, body: Mapping[str, object], at: int) -> Transition | None:
        """Several beds are silent for one cause, or this one no longer is."""
        cause = body.get("cause")
        self._cause = cause if isinstance(cause, str) else None
        return self.case.share(self._cause, at)

    def give_way(self, rule: str | None, at: int) -> Transition | None:
        """What comes is kept apart, and the alarm of `rule` says so in its place; None: not so."""
        self._instead = rule
        by = OFF_MONITOR if rule is None and self._bed.off else rule
        if self.case.quiet or self.case.inhibited_by == by:
            return None
        return self.case.release(at) if by is None else self.case.inhibit(by, at)

    @property
    def _last(self) -> int:
        heard = self._since if self._bed.heard is None else self._bed.heard
        return max(heard, self._bed.back)
