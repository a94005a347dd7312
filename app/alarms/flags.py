"""Watches what a monitor says of itself in a sample's flags."""

from collections.abc import Callable

from app.alarms.case import Case, Finding, Heading, Subject
from app.alarms.condition import Event, Kind, Reason, Transition
from app.alarms.rules import FlagRule

NIBP_BUSY = "nibp_busy"
BUSY_MS = 45_000  # the longest a measurement may hold something back (clinical C12)


class FlagWatch:
    """It is so from the first flagged sample on, and over `holds_ms` after the last one; with
    `until_reading` at the next good cuff reading."""

    __slots__ = ("_ended", "_last", "case", "rule")

    def __init__(self, rule: FlagRule, subject: Subject) -> None:
        self.rule = rule
        self.case = Case(Heading(rule.id, rule.priority, Kind.TECHNICAL, rule.manner), subject)
        self._last = 0
        self._ended = False

    def end(self, because: Reason, at: int) -> Transition | None:
        self._ended = True
        return self.case.end(because, at)

    def take(self, flags: tuple[str, ...], judge: int, at: int) -> Transition | None:
        """Any sample."""
        if self.rule.flag in flags:
            self._last = judge
            if self._ended or not self.case.quiet:
                return None
            return self.case.find(
                Event.RAISED, Reason.FACT, at, judge, Finding(judge, self.rule.text)
            )
        if self.rule.until_reading or judge - self._last < self.rule.holds_ms:
            return None
        return self.case.clear(Reason.FACT_OVER, at, judge)

    def take_reading(self, judge: int, at: int) -> Transition | None:
        """A good cuff reading."""
        return self.case.clear(Reason.VALUE_BACK, at, judge) if self.rule.until_reading else None


class BusyCuff:
    """A cuff that measures on the arm of the probe: `tell` is told when it begins and ends."""

    def __init__(self, tell: Callable[[bool, int], None]) -> None:
        self._tell = tell
        self._since: int | None = None
        self._over = False  # it lasted for too long: until a sample says that it has ended

    def take(self, flags: tuple[str, ...], judge: int, at: int) -> bool:
        """Any sample of continuous vitals; whether something changed."""
        if NIBP_BUSY not in flags:
            self._over = False
            return self._end(at)
        if self._since is not None or self._over:
            return False
        self._since = judge
        self._tell(True, at)
        return True

    def deadline(self) -> int | None:
        return None if self._since is None else self._since + BUSY_MS

    def fire(self, at: int) -> list[Transition]:
        self._over = True
        self._end(at)
        return []

    def _end(self, at: int) -> bool:
        if self._since is None:
            return False
        self._since = None
        self._tell(False, at)
        return True
