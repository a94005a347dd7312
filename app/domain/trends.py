"""What the last minutes hold, for the baseline (clinical 1.2)."""

from collections import deque
from math import inf
from statistics import median

from app.domain.baseline import Baseline
from app.domain.vitals import Vital

CUFF_WINDOW_MS = 15 * 60_000
CONTINUOUS_WINDOW_MS = 60_000
SLOPE_MS = 10_000


class Trends:
    """Cuff readings of the last 15 min, HR and SpO2 of the last 60 s; judge instants in ms."""

    def __init__(self) -> None:
        self._cuff: deque[tuple[int, float, float, float | None]] = deque(maxlen=2)
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
        """A good cuff reading; only the last two count."""
        self._cuff.append((judge, sbp, dbp, mean))

    def capture(self, now: int) -> Baseline | None:
        """The mean of the last two cuff readings, the median of HR and SpO2 over 60 s.

        None while there are fewer than two cuff readings of the last 15 min.
        """
        readings = [r for r in self._cuff if r[0] >= now - CUFF_WINDOW_MS]
        if len(readings) < 2:
            return None
        (_, sbp1, dbp1, map1), (_, sbp2, dbp2, map2) = readings
        return Baseline(
            at=now,
            sbp=(sbp1 + sbp2) / 2,
            dbp=(dbp1 + dbp2) / 2,
            map=None if map1 is None or map2 is None else (map1 + map2) / 2,
            hr=self._median(Vital.HR, now),
            spo2=self._median(Vital.SPO2, now),
        )

    def _median(self, vital: Vital, now: int) -> float | None:
        values = [v for judge, v in self._windows[vital] if judge >= now - CONTINUOUS_WINDOW_MS]
        return median(values) if values else None
