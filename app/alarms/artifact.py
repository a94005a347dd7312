"""A jump of the saturation that the sensor does not believe itself is held, for a while (C11).

The jump is 8 points or more within 2 s while the signal is poor. What is held is not judged: alarms
that are open become unknown. The hold ends with a good signal, with a value near the one before the
jump, with breathing that makes the fall believable (C1), or after 30 s: then it is an alarm of the
equipment, and values are judged again, so that a real fall is never hidden for longer.
"""

from collections.abc import Mapping

from app.alarms.case import Case, Finding, Heading, Subject
from app.alarms.circumstances import Circumstances
from app.alarms.condition import Condition, Event, Kind, Reason, Transition
from app.alarms.rules import ArtifactRule
from app.alarms.stage import StageChange
from app.alarms.words import artifact

Signal = Mapping[str, float]


class ArtifactHold:
    __slots__ = ("_active", "_bed", "_before", "_since", "case", "holding", "rule")

    def __init__(self, rule: ArtifactRule, subject: Subject, bed: Circumstances) -> None:
        self.rule = rule
        heading = Heading(rule.id, rule.priority, Kind.TECHNICAL, rule.manner, rule.vital)
        self.case = Case(heading, subject)
        self._bed = bed
        self._active = False
        self._before = 0.0  # the value before the jump
        self._since = 0
        self.holding = False

    def enter(self, change: StageChange) -> Transition | None:
        self._active = change.phase in self.rule.phases
        if not self._active:
            self.holding = False
            return self.case.end(change.because, change.at)
        if self._bed.off and self.holding:
            self.holding = False
            return self.case.end(Reason.OFF_MONITOR, change.at)
        return None

    def take(
        self,
        value: float,
        signal: Signal | None,
        before: tuple[float, int] | None,
        judge: int,
        at: int,
    ) -> Transition | None:
        """`before` is the last good value with its instant. Sets `holding`: not to be judged."""
        if self.case.condition is Condition.NORMAL:
            jumped = self._jump(value, signal, before, judge)
            return self._begin(before, judge, at) if jumped and before is not None else None
        if self._over(value, signal, judge):
            self.holding = False
            return self.case.clear(Reason.VALUE_BACK, at, judge)
        return None

    @property
    def due(self) -> int | None:
        return self._since + self.rule.hold_ms if self.holding else None

    def fire(self, at: int) -> Transition:
        self.holding = False
        return self.case.find(Event.RAISED, Reason.MATURED, at, None, self._finding())

    def _begin(self, before: tuple[float, int], judge: int, at: int) -> Transition:
        self._before, self._since, self.holding = before[0], judge, True
        return self.case.find(Event.CROSSED, Reason.ARTIFACT, at, judge, self._finding())

    def _jump(
        self, value: float, signal: Signal | None, before: tuple[float, int] | None, judge: int
    ) -> bool:
        if not self._active or self._bed.off or before is None or not self._poor(signal):
            return False
        far = abs(value - before[0]) >= self.rule.step
        soon = judge - before[1] <= self.rule.within_ms
        return far and soon and not self._bed.hypoventilating(judge)

    def _over(self, value: float, signal: Signal | None, judge: int) -> bool:
        near = abs(value - self._before) < self.rule.step
        return near or not self._poor(signal) or self._bed.hypoventilating(judge)

    def _poor(self, signal: Signal | None) -> bool:
        if signal is None:
            return False
        sqi, pi = signal.get("sqi"), signal.get("pi")
        return (sqi is not None and sqi < self.rule.sqi) or (pi is not None and pi < self.rule.pi)

    def _finding(self) -> Finding:
        return Finding(self._since, artifact(self.rule.vital))
