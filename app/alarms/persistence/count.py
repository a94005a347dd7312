"""Count: so many readings in a row at least this bad; what is worse counts as well.

The first reading waits `delay_ms` for the others. If they do not come it is believed: a cuff that
fails must not hide what it last measured, so that this kind matures in silence by its nature.
"""

from app.alarms.condition import Reason


class Count:
    __slots__ = ("_delay_ms", "_readings", "bad", "since")

    def __init__(self, readings: int, delay_ms: int) -> None:
        self._readings = readings
        self._delay_ms = delay_ms
        self.bad = 0
        self.since = 0

    def first(self, judge: int) -> Reason | None:
        """One reading is never enough: a rule that counts asks for two at least."""
        self.since, self.bad = judge, 1
        return None

    def again(self, judge: int) -> Reason | None:
        self.bad += 1
        if self.bad >= self._readings:
            return Reason.CONFIRMED
        return Reason.MATURED if judge - self.since >= self._delay_ms else None

    @property
    def due(self) -> int:
        return self.since + self._delay_ms

    def counters(self) -> dict[str, int]:
        return {"bad_since": self.since, "bad_readings": self.bad, "readings": self._readings}
