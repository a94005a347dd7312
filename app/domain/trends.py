"""What the last minutes hold, for the baseline (clinical 1.2)."""

from collections import deque
from math import inf

from app.domain import capture
from app.domain.baseline import Baseline
from app.domain.capture import CONTINUOUS_WINDOW_MS, CuffReading
from app.domain.gates import Finding
from app.domain.vitals import Vital

SLOPE_MS = 10_000


class Trends:
    """Cuff readings of the last 15 min, HR and SpO2 of the last 60 s; judge instants in ms."""

    def __init__(self) -> None:
        self._cuff: deque[CuffReading] = deque(maxlen=3)
        self._windows: dict[Vital, deque[tuple[int, float]]] = {
            Vital.HR: deque(),
            Vital.SPO2: deque(),
        }

    def take(self, vital: Vital, judge: int, value: float) -> None:
        """A good value of a continuous vital."""
        window = self._windows.get(vital)
        if window is None:
            return
        window.append((judge, value))
        while window[0][0] < judge - CONTINUOUS_WINDOW_MS:
            window.popleft()

    def highest(self, vital: Vital, since: int) -> float | None:
        """The highest value of HR or SpO2 from `since` on, at most 60 s back."""
        return max((v for judge, v in self._windows[vital] if judge >= since), default=None)

    def falling(self, vital: Vital, now: int, by: float, over_ms: int) -> bool:
        """Whether HR or SpO2 fell by so much every 10 s, all of `over_ms`; by means of 10 s each,
        so that noise is no fall."""
        blocks = over_ms // SLOPE_MS + 1
        block, total, count = 0, 0.0, 0
        newer = -inf  # the mean of the block before, which is later in time
        for judge, value in reversed(self._windows[vital]):
            here = (now - judge) // SLOPE_MS
            if here != block:
                if here != block + 1 or not count or newer > total / count - by:
                    return False  # a block without values, or one that is not low enough
                newer, block, total, count = total / count, here, 0.0, 0
                if block >= blocks:
                    return True
            total += value
            count += 1
        return block == blocks - 1 and count > 0 and newer <= total / count - by

    def take_cuff(self, judge: int, sbp: float, dbp: float, mean: float | None) -> None:
        """A good cuff reading. The last two count; of a third it only matters that it is there."""
        self._cuff.append(CuffReading(judge, sbp, dbp, mean))

    def capture(self, now: int) -> Baseline | None:
        """The baseline as of `now`; None while there are fewer than two cuff readings of 15 min."""
        return capture.capture(self._cuff, *self._minute(now), now)

    def wanted(self, now: int) -> tuple[Finding, ...]:
        """What a capture as of `now` would have, and lack."""
        return capture.findings(self._cuff, *self._minute(now), now)

    def _minute(self, now: int) -> tuple[list[float], list[float]]:
        return self._values(Vital.HR, now), self._values(Vital.SPO2, now)

    def _values(self, vital: Vital, now: int) -> list[float]:
        return [v for judge, v in self._windows[vital] if judge >= now - CONTINUOUS_WINDOW_MS]
