"""One vital of one bed: everything that watches its values, and when it was last heard."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import inf

from app.alarms.artifact import ArtifactHold, Signal
from app.alarms.case import Case
from app.alarms.condition import Condition, Direction, Reason, Transition
from app.alarms.implausible import ImplausibleWatch
from app.alarms.inhibition import Inhibition
from app.alarms.limit_watch import LimitWatch
from app.alarms.loss import DataLossWatch, Heard, NoSignalWatch
from app.alarms.stage import StageChange
from app.domain.latest import ABSENT_MS
from app.domain.vitals import PRESSURES, Quality, Vital

Watch = LimitWatch | DataLossWatch | NoSignalWatch | ImplausibleWatch | ArtifactHold


@dataclass(slots=True)
class Watches:
    """What watches one vital, in the order of the protocol."""

    limits: list[LimitWatch] = field(default_factory=list)
    losses: list[DataLossWatch] = field(default_factory=list)
    no_signal: list[NoSignalWatch] = field(default_factory=list)
    implausible: list[ImplausibleWatch] = field(default_factory=list)
    artifacts: list[ArtifactHold] = field(default_factory=list)

    def add(self, watch: Watch) -> None:
        match watch:
            case LimitWatch():
                self.limits.append(watch)
            case DataLossWatch():
                self.losses.append(watch)
            case NoSignalWatch():
                self.no_signal.append(watch)
            case ImplausibleWatch():
                self.implausible.append(watch)
            case _:
                self.artifacts.append(watch)

    def all(self) -> list[Watch]:
        found: list[Watch] = []
        found += self.limits
        found += self.losses
        found += self.no_signal
        found += self.implausible
        found += self.artifacts
        return found


class Channel:
    """Only judged values come here; instants are judge instants unless they are called `at`.

    While nothing is wrong a value inside all limits needs one comparison: that is the usual case,
    and the reason for `_calm`, `_low` and `_high`.
    """

    def __init__(self, vital: Vital, watches: Watches, silences: Sequence[Case]) -> None:
        self.vital = vital
        self.watches = watches.all()
        self.limits = watches.limits
        self._losses: list[DataLossWatch | NoSignalWatch] = [*watches.losses, *watches.no_signal]
        self._no_signal = watches.no_signal
        self._implausible = watches.implausible
        self._artifacts = watches.artifacts
        self._continuous = vital not in PRESSURES  # a cuff is silent most of the time
        self.faults = [watch.case for watch in (*self._losses, *self._artifacts)]
        self._inhibition = Inhibition(
            watches.limits, [*self.faults, *silences] if self._continuous else []
        )
        self.heard = Heard()
        self._value = 0.0  # the last good one
        self._calm = False
        self._due: int | None = None  # of all but the inhibition
        self._due_known = False
        self._low, self._high = -inf, inf

    @property
    def cases(self) -> list[Case]:
        return [watch.case for watch in self.watches]

    @property
    def holding(self) -> bool:
        """Values are not judged: they are taken for an artifact."""
        return bool(self._artifacts) and self._artifacts[0].holding

    def enter(self, change: StageChange) -> list[Transition]:
        steps = [watch.enter(change) for watch in self.watches]
        self._survey()
        return _present(steps)

    def edit(self, rule: str, change: StageChange) -> list[Transition]:
        """Somebody moved the limit of a rule: it is judged anew by what can be seen now.

        A cuff reading counts from now on; else a re-check would be overdue before it was asked for.
        """
        judge = self.heard.good if self._continuous else change.at
        seen = None
        if judge is not None and self._lost(change.at) is None and not self.holding:
            seen = self._value, judge
        limits = [limit for limit in self.limits if limit.rule.id == rule]
        steps = [limit.edit(change, seen) for limit in limits]
        self._survey()
        return _present(steps)

    def take(
        self,
        value: float | None,
        quality: Quality,
        judge: int,
        at: int,
        signal: Signal | None = None,
    ) -> list[Transition] | None:
        """None when nothing came of it and no deadline came nearer."""
        heard = self.heard
        if value is not None and self._calm and self._low <= value < self._high:
            heard.seen = judge
            heard.hear(judge)
            self._value = value
            self._due_known = False
            return None
        if heard.seen is not None and self._continuous and judge - heard.seen >= ABSENT_MS:
            for watch in self.limits:
                watch.interrupt()
        heard.seen, heard.quality = judge, quality
        if value is None:
            steps = self._take_bad_quality(quality, judge, at)
        else:
            steps = self._take_value(value, judge, at, signal)
        steps += self._inhibition.settle(at)
        self._survey()
        return _present(steps)

    def _take_value(
        self, value: float, judge: int, at: int, signal: Signal | None
    ) -> list[Transition | None]:
        before = None if self.heard.good is None else (self._value, self.heard.good)
        self.heard.hear(judge)
        steps = [hold.take(value, signal, before, judge, at) for hold in self._artifacts]
        if self.holding:
            return steps + [limit.lose(Reason.ARTIFACT, at) for limit in self.limits]
        self._value = value
        steps += [loss.take(judge, at) for loss in self._losses]
        steps += [watch.take(judge, at) for watch in self._implausible]
        steps += [limit.take(value, judge, at) for limit in self.limits]
        return steps

    def _take_bad_quality(self, quality: Quality, judge: int, at: int) -> list[Transition | None]:
        steps: list[Transition | None] = []
        if not self._continuous:
            steps += [limit.fail(at) for limit in self.limits]
        steps += [limit.lose(Reason.VALUE_INVALID, at) for limit in self.limits]
        if quality is Quality.IMPLAUSIBLE:
            steps += [watch.take_implausible(judge, at) for watch in self._implausible]
        for loss in self._losses:
            loss.look_again()
        return steps

    def wake(self) -> None:
        """The monitor speaks again after a silence: what is missing is missing by itself."""
        for loss in self._losses:
            loss.look_again()
        self._survey()

    def busy(self, busy: bool, at: int) -> None:
        """The cuff measures on the arm of the probe, or has ended (clinical C12)."""
        for limit in self.limits:
            if busy and limit.may_wait and limit.held_back is None:
                limit.held_back = Reason.CUFF_BUSY
            elif not busy and limit.held_back is Reason.CUFF_BUSY:
                limit.release(at)
        for watch in self._no_signal:
            watch.suspend(busy, at)
        self._due_known = False

    def deadline(self) -> int | None:
        """The next instant at which time alone changes something."""
        if not self._due_known:
            self._due, self._due_known = self._own_deadline(), True
        inhibition = self._inhibition.deadline()
        if inhibition is None or self._due is None:
            return self._due if inhibition is None else inhibition
        return min(self._due, inhibition)

    def _own_deadline(self) -> int | None:
        due = [watch.due for watch in self.limits]
        due += [loss.deadline(self.heard) for loss in self._losses]
        due += [hold.due for hold in self._artifacts]
        due.append(self._absent_at())
        return min((instant for instant in due if instant is not None), default=None)

    def fire(self, at: int) -> list[Transition]:
        """Everything that is due by `at`."""
        steps: list[Transition | None] = []
        absent_at = self._absent_at()
        if absent_at is not None and absent_at <= at:
            steps += [limit.lose(Reason.VALUE_LOST, at) for limit in self.limits]
        for loss in self._losses:
            due = loss.deadline(self.heard)
            if due is not None and due <= at:
                steps.append(loss.fire(at, self.heard))
        steps += [
            hold.fire(at) for hold in self._artifacts if hold.due is not None and hold.due <= at
        ]
        steps += self._inhibition.settle(at)
        lost = self._lost(at)
        for limit in self.limits:
            if limit.due is not None and limit.due <= at:
                steps.append(limit.fire(at, lost))
        steps += self._inhibition.settle(at)
        self._survey()
        return _present(steps)

    def _absent_at(self) -> int | None:
        """When an active alarm will be about something that nobody sees any more."""
        if not self._continuous or self.heard.seen is None:
            return None
        if not any(limit.case.condition is Condition.ACTIVE for limit in self.limits):
            return None
        return self.heard.seen + ABSENT_MS

    def _lost(self, at: int) -> Reason | None:
        seen = self.heard.seen
        if seen is None or (self._continuous and at - seen >= ABSENT_MS):
            return Reason.VALUE_LOST
        return None if self.heard.quality is Quality.OK else Reason.VALUE_INVALID

    def _survey(self) -> None:
        self._due_known = False
        self._calm = (
            self.heard.good is not None
            and self.heard.quality is Quality.OK
            and all(watch.case.condition is Condition.NORMAL for watch in self.watches)
            and not any(loss.looked for loss in self._losses)
        )
        bounds = [(w.rule.direction, w.limit.value) for w in self.limits if w.limit is not None]
        self._low = max((v for d, v in bounds if d is Direction.LOW), default=-inf)
        self._high = min((v for d, v in bounds if d is Direction.HIGH), default=inf)


def _present(steps: Iterable[Transition | None]) -> list[Transition]:
    return [step for step in steps if step is not None]
