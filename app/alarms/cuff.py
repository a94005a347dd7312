"""Watches of the cuff's rhythm: a reading overdue, a re-check overdue (clinical C13)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.alarms.case import Case, Finding, Heading, Subject
from app.alarms.circumstances import Circumstances
from app.alarms.condition import Event, Kind, Priority, Reason, Transition
from app.alarms.rules import CuffOverdueRule, RecheckRule
from app.alarms.stage import StageChange
from app.alarms.words import overdue, recheck
from app.domain.phases import Phase


class CuffWatch:
    """No good cuff reading for its interval and a grace, since the last one, the start, or the
    return to the monitor.

    `intervals` are those of the regimen, in ms.
    """

    __slots__ = (
        "_anchor",
        "_bed",
        "_grace",
        "_hasty_until",
        "_interval",
        "_intervals",
        "case",
        "rule",
    )

    def __init__(
        self,
        rule: CuffOverdueRule,
        intervals: Mapping[Phase, int],
        subject: Subject,
        bed: Circumstances,
    ) -> None:
        self.rule = rule
        self.case = Case(Heading(rule.id, rule.priority, Kind.TECHNICAL, rule.manner), subject)
        self._bed = bed
        self._intervals = intervals
        self._interval: int | None = None
        self._grace: int | None = None
        self._anchor = 0
        self._hasty_until = 0

    def hasten(self, until: int) -> None:
        """The pressure changes fast: readings are due twice as often for a while (clinical C6)."""
        self._hasty_until = until

    def enter(self, change: StageChange) -> Transition | None:
        if self._interval is None:  # the first phase with a cadence: the wait begins with it
            self._anchor = max(self._anchor, change.began)
        self._anchor = max(self._anchor, self._bed.back)
        self._interval = self._intervals.get(change.phase)
        self._grace = self.rule.graces.get(change.phase)
        if self._allowed() is None:
            return self.case.end(change.because, change.at)
        return None

    def deadline(self) -> int | None:
        allowed = self._allowed()
        if allowed is None or self._bed.off or not self.case.quiet:
            return None
        return self._anchor + allowed

    def fire(self, at: int) -> list[Transition]:
        grace = self._grace or 0
        found = Finding(self._anchor + (self._allowed() or 0) - grace, overdue(grace))
        return [self.case.find(Event.RAISED, Reason.OVERDUE, at, None, found)]

    def take(self, judge: int, at: int) -> Transition | None:
        """A good reading."""
        self._anchor = judge
        return self.case.clear(Reason.VALUE_BACK, at, judge)

    def _allowed(self) -> int | None:
        if self._interval is None or self._grace is None:
            return None
        hasty = self._anchor + self._interval // 2 <= self._hasty_until
        return (self._interval // 2 if hasty else self._interval) + self._grace


@dataclass(frozen=True, slots=True)
class Recheck:
    """Another cuff reading is asked for by the one of `asked_at`: wanted from `wanted_at` on,
    overdue from `due_at` on."""

    asked_at: int
    wanted_at: int
    due_at: int


class RecheckWatch:
    """A reading beyond a limit asks for another one soon, in a series of so long at most.

    `hurry` is told when the re-check is overdue: alarms that wait for it call again. Nothing is
    asked of a patient who is off the monitor; back there it is wanted at once.
    """

    __slots__ = (
        "_after",
        "_asked_at",
        "_bed",
        "_began",
        "_hurry",
        "_newest",
        "_wait",
        "case",
        "rule",
    )

    def __init__(
        self,
        rule: RecheckRule,
        subject: Subject,
        bed: Circumstances,
        hurry: Callable[[int], None],
    ) -> None:
        self.rule = rule
        self.case = Case(Heading(rule.id, rule.priority, Kind.TECHNICAL, rule.manner), subject)
        self._bed = bed
        self._hurry = hurry
        self._after: int | None = None
        self._asked_at: int | None = None  # the instant of that reading, None: none is wanted
        self._wait = 0
        self._began: int | None = None  # of the series: its first reading
        self._newest = 0  # and its newest

    def enter(self, change: StageChange) -> Transition | None:
        self._after = self.rule.delays.get(change.phase)
        return self.case.end(change.because, change.at) if self._after is None else None

    @property
    def asked(self) -> Recheck | None:
        """The reading that is wanted; None when none is."""
        asked_at, after = self._asked_at, self._after
        if after is None or asked_at is None or self._bed.off:
            return None
        back = self._bed.back
        return Recheck(asked_at, max(asked_at + self._wait, back), max(asked_at, back) + after)

    def deadline(self) -> int | None:
        asked = self.asked
        return None if asked is None or not self.case.quiet else asked.due_at

    def fire(self, at: int) -> list[Transition]:
        self._hurry(at)
        found = Finding(self._asked_at or at, recheck(self._after or 0))
        return [self.case.find(Event.RAISED, Reason.OVERDUE, at, None, found)]

    def take(self, judge: int, at: int, beyond: Priority | None) -> Transition | None:
        """A good reading; `beyond`: the highest priority among the limits that it crosses."""
        self._asked_at = judge if beyond is not None and self._in_series(judge) else None
        high = beyond is Priority.HIGH
        self._wait = self.rule.wanted_high_ms if high else self.rule.wanted_ms
        return self.case.clear(Reason.VALUE_BACK, at, judge)

    def _in_series(self, judge: int) -> bool:
        """Arms are not squeezed without end: when a series is over, the cuff's own rhythm is kept
        until a reading comes that is no part of it."""
        if self._began is None or judge - self._newest >= self.rule.series_ms:
            self._began = judge
        self._newest = judge
        return judge - self._began < self.rule.series_ms
