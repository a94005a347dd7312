"""Nothing to judge of one vital: it does not come, is no signal, or cannot be.

Three causes, three voices. The monitor sends nothing at all: one alarm for the whole bed (silence).
The monitor says that there is no signal: the probe is off (clinical C14). Everything else, the
vital missing while others come or values that cannot be, is lost data of that vital (C15).
"""

from bisect import bisect_right
from dataclasses import dataclass, field

from app.alarms.case import Case, Finding, Heading, Subject
from app.alarms.circumstances import Circumstances
from app.alarms.condition import Event, Kind, Reason, Transition
from app.alarms.rules import DataLossRule, NoSignalRule
from app.alarms.stage import StageChange
from app.alarms.words import loss
from app.domain.latest import ABSENT_MS
from app.domain.vitals import Quality

_NEVER = 2**62
HOLE_MS = 2_000  # good values further apart than this leave a hole


@dataclass(slots=True)
class Heard:
    """What came of one vital: judge instants of the newest good value and of the newest at all.

    `first` is that of the first good one, `holes` are the (from, to) without good ones since.
    """

    good: int | None = None
    seen: int | None = None
    quality: Quality = Quality.OK
    first: int | None = None
    holes: list[tuple[int, int]] = field(default_factory=list)

    def hear(self, judge: int) -> None:
        """A good value."""
        if self.good is None:
            self.first = judge
        elif judge - self.good > HOLE_MS:
            self.holes.append((self.good, judge))
        self.good = judge

    def covers(self, judge: int) -> bool:
        """Whether good values came at that time."""
        if self.good is None or self.first is None or not self.first <= judge <= self.good:
            return False
        before = bisect_right(self.holes, judge, key=lambda hole: hole[0])
        return before == 0 or not self.holes[before - 1][0] < judge < self.holes[before - 1][1]

    def no_signal(self, at: int) -> bool:
        """Whether the monitor says so itself."""
        return (
            self.quality is Quality.NO_VALUE
            and self.seen is not None
            and at - self.seen < ABSENT_MS
        )


class _Watch:
    """The wait since the last good value; before the first, since the rule is there.

    `_look` is the instant to look again when the time is over but the cause was another.
    """

    __slots__ = ("_bed", "_delay", "_look", "_since", "case", "rule")

    def __init__(
        self, rule: DataLossRule | NoSignalRule, subject: Subject, bed: Circumstances
    ) -> None:
        self.rule = rule
        heading = Heading(rule.id, rule.priority, Kind.TECHNICAL, rule.manner, rule.vital)
        self.case = Case(heading, subject)
        self._bed = bed
        self._delay: int | None = None
        self._since = 0
        self._look: int | None = None

    def enter(self, change: StageChange) -> Transition | None:
        before, self._delay = self._delay, self.rule.delays.get(change.phase)
        if self._delay is None:
            return self.case.end(change.because, change.at)
        if before is None:
            self._since = change.at
        return None

    def deadline(self, heard: Heard) -> int | None:
        if self._delay is None or self._bed.off or not self.case.quiet or self._look == _NEVER:
            return None
        return self._last(heard) + self._delay if self._look is None else self._look

    def take(self, judge: int, at: int) -> Transition | None:
        """A good value."""
        self._look = None
        return self.case.clear(Reason.VALUE_BACK, at, judge)

    @property
    def looked(self) -> bool:
        """The time was over once, and the cause another: a good value has to be told."""
        return self._look is not None

    def look_again(self) -> None:
        """Something came that may be the cause."""
        self._look = None

    def _last(self, heard: Heard) -> int:
        return max(self._since if heard.good is None else heard.good, self._bed.back)

    def _raise(self, heard: Heard, at: int) -> Transition:
        self._look = None
        found = Finding(self._last(heard), loss(self.rule.vital, _newest(heard, at)))
        return self.case.find(Event.RAISED, Reason.NO_DATA, at, None, found)


class DataLossWatch(_Watch):
    __slots__ = ()

    def fire(self, at: int, heard: Heard) -> Transition | None:
        if heard.no_signal(at):
            self._look = (heard.seen or 0) + ABSENT_MS  # then it is not said any more
            return None
        if self._bed.heard is None or at - self._bed.heard >= ABSENT_MS:
            self._look = _NEVER  # until the monitor speaks again
            return None
        return self._raise(heard, at)


class NoSignalWatch(_Watch):
    __slots__ = ("_resumed", "_suspended")

    def __init__(self, rule: NoSignalRule, subject: Subject, bed: Circumstances) -> None:
        super().__init__(rule, subject, bed)
        self._suspended = False
        self._resumed = 0

    def suspend(self, suspended: bool, at: int) -> None:
        """The cuff squeezes the arm of the probe: the wait begins anew when it is over."""
        if self._suspended and not suspended:
            self._resumed = at
        self._suspended = suspended

    def deadline(self, heard: Heard) -> int | None:
        if self._suspended or heard.quality is not Quality.NO_VALUE:
            return None
        return super().deadline(heard)

    def _last(self, heard: Heard) -> int:
        return max(super()._last(heard), self._resumed)

    def fire(self, at: int, heard: Heard) -> Transition | None:
        if heard.no_signal(at):
            return self._raise(heard, at)
        self._look = _NEVER  # until the monitor says so
        return None


def _newest(heard: Heard, at: int) -> Quality:
    """What is to be said of it: nothing came for long, or what came."""
    if heard.seen is None or at - heard.seen >= ABSENT_MS:
        return Quality.OK
    return heard.quality
