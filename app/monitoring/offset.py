"""How far a monitor's clock is from ours, from what it stamps and when we receive it. Pure.

The offset is what has to be added to a source instant. It is a fact of the log, so that a replay
corrects the same way.
"""

from collections import deque
from dataclasses import dataclass
from enum import StrEnum

LATE_MS = 3_000  # a sample older than this is late, not a sign of another clock
AHEAD_MS = 2_000  # as far may a frame seem to come from the future before the clock is doubted
SAME_MS = 500  # two frames agree on a new difference when theirs differ by less than this
CONFIRM_MS = 500  # and came at least so far apart: one reading sent twice never agrees with itself
DRIFT_MS = 500  # a slow drift is followed in steps of this size
WINDOW = 30  # frames of which the least delayed one counts for drift


class Cause(StrEnum):
    HELLO = "hello"
    STEP = "step"
    DRIFT = "drift"


@dataclass(frozen=True, slots=True)
class Change:
    offset: int
    cause: Cause


class Offset:
    def __init__(self) -> None:
        self.value = 0
        self._doubt: tuple[int, int] | None = None  # (new difference, when first seen)
        self._recent: deque[int] = deque(maxlen=WINDOW)

    def hello(self, device_time: int, receipt: int) -> Change:
        """A new connection says what its clock shows."""
        return self._take(receipt - device_time, Cause.HELLO)

    def observe(self, at: int, receipt: int, late_ms: int = LATE_MS) -> Change | None:
        """A live frame whose newest sample is stamped `at`; None when nothing new was learnt."""
        difference = receipt - at
        if -AHEAD_MS <= difference - self.value <= late_ms:
            self._doubt = None
            return self._drift(difference)
        if self._doubt is not None and self._confirms(*self._doubt, difference, receipt):
            return self._take(difference, Cause.STEP)
        if self._doubt is None or abs(self._doubt[0] - difference) >= SAME_MS:
            self._doubt = (difference, receipt)
        return None

    @staticmethod
    def _confirms(difference: int, since: int, now_difference: int, receipt: int) -> bool:
        return abs(now_difference - difference) < SAME_MS and receipt - since >= CONFIRM_MS

    def _drift(self, difference: int) -> Change | None:
        self._recent.append(difference)
        if len(self._recent) < WINDOW:
            return None
        least = min(self._recent)
        return self._take(least, Cause.DRIFT) if abs(least - self.value) > DRIFT_MS else None

    def _take(self, offset: int, cause: Cause) -> Change:
        self.value = offset
        self._doubt = None
        self._recent.clear()
        return Change(offset, cause)
