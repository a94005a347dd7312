"""One vital of one bed: everything that watches its values, and when it was last heard."""

from collections.abc import Sequence
from math import inf

from app.alarms.case import Case
from app.alarms.condition import Condition, Direction, Reason, Transition
from app.alarms.limit_watch import LimitWatch
from app.alarms.stage import StageChange
from app.alarms.technical import DataLossWatch, ImplausibleWatch
from app.domain.latest import ABSENT_MS
from app.domain.vitals import PRESSURES, Quality, Vital

Watch = LimitWatch | DataLossWatch | ImplausibleWatch


class Channel:
    """Only judged values come here; instants are judge instants unless they are called `at`.

    While nothing is wrong a value inside all limits needs one comparison: that is the usual case,
    and the reason for `_calm`, `_low` and `_high`.
    """

    def __init__(self, vital: Vital, watches: Sequence[Watch]) -> None:
        self.vital = vital
        self.watches = tuple(watches)
        self._limits = [w for w in watches if isinstance(w, LimitWatch)]
        self._losses = [w for w in watches if isinstance(w, DataLossWatch)]
        self._implausible = [w for w in watches if isinstance(w, ImplausibleWatch)]
        self._continuous = vital not in PRESSURES  # a cuff is silent most of the time
        self._seen: int | None = None
        self._good: int | None = None
        self._quality = Quality.OK
        self._calm = False
        self._low, self._high = -inf, inf

    @property
    def cases(self) -> list[Case]:
        return [watch.case for watch in self.watches]

    def enter(self, change: StageChange) -> list[Transition]:
        steps = [watch.enter(change) for watch in self.watches]
        self._survey()
        return [step for step in steps if step is not None]

    def take(
        self, value: float | None, quality: Quality, judge: int, at: int
    ) -> list[Transition] | None:
        """None when nothing came of it and no deadline came nearer."""
        if value is not None and self._calm and self._low <= value < self._high:
            self._seen = self._good = judge
            return None
        if self._seen is not None and self._continuous and judge - self._seen >= ABSENT_MS:
            for watch in self._limits:
                watch.interrupt()
        self._seen, self._quality = judge, quality
        steps = (
            self._take_bad_quality(quality, judge, at)
            if value is None
            else self._take_value(value, judge, at)
        )
        self._survey()
        return [step for step in steps if step is not None]

    def _take_value(self, value: float, judge: int, at: int) -> list[Transition | None]:
        self._good = judge
        return [
            *(loss.take(judge, at) for loss in self._losses),
            *(watch.take(judge, at) for watch in self._implausible),
            *(limit.take(value, judge, at) for limit in self._limits),
        ]

    def _take_bad_quality(self, quality: Quality, judge: int, at: int) -> list[Transition | None]:
        steps = [limit.lose(Reason.VALUE_INVALID, at) for limit in self._limits]
        if quality is Quality.IMPLAUSIBLE:
            steps += [watch.take_implausible(judge, at) for watch in self._implausible]
        return steps

    def deadline(self) -> int | None:
        """The next instant at which time alone changes something."""
        due = [watch.due for watch in self._limits]
        due += [loss.deadline(self._good) for loss in self._losses]
        due.append(self._absent_at())
        return min((instant for instant in due if instant is not None), default=None)

    def fire(self, at: int) -> list[Transition]:
        """Everything that is due by `at`."""
        steps: list[Transition | None] = []
        absent_at = self._absent_at()
        if absent_at is not None and absent_at <= at:
            steps += [limit.lose(Reason.VALUE_LOST, at) for limit in self._limits]
        lost = self._lost(at)
        for limit in self._limits:
            if limit.due is not None and limit.due <= at:
                steps.append(limit.fire(at, lost))
        newest = self._quality if lost is Reason.VALUE_INVALID else Quality.OK
        for loss in self._losses:
            due = loss.deadline(self._good)
            if due is not None and due <= at:
                steps.append(loss.fire(at, self._good, newest))
        self._survey()
        return [step for step in steps if step is not None]

    def _absent_at(self) -> int | None:
        """When an active alarm will be about something that nobody sees any more."""
        if not self._continuous or self._seen is None:
            return None
        if not any(limit.case.condition is Condition.ACTIVE for limit in self._limits):
            return None
        return self._seen + ABSENT_MS

    def _lost(self, at: int) -> Reason | None:
        if self._seen is None or (self._continuous and at - self._seen >= ABSENT_MS):
            return Reason.VALUE_LOST
        return None if self._quality is Quality.OK else Reason.VALUE_INVALID

    def _survey(self) -> None:
        self._calm = (
            self._good is not None
            and self._quality is Quality.OK
            and all(watch.case.condition is Condition.NORMAL for watch in self.watches)
        )
        bounds = [(w.rule.direction, w.limit.value) for w in self._limits if w.limit is not None]
        self._low = max((v for d, v in bounds if d is Direction.LOW), default=-inf)
        self._high = min((v for d, v in bounds if d is Direction.HIGH), default=inf)
