"""Delay: bad for so long, without a good value in between.

A value counts until the next one comes, so that a pending alarm of this kind may mature in silence:
the last thing known is bad. Worst case: the delay after the first bad value; a rule that does not
mature in silence waits for the next bad value after that.
"""

from app.alarms.condition import Reason


class Delay:
    """Judge instants and durations in ms."""

    __slots__ = ("_delay_ms", "since")

    def __init__(self, delay_ms: int) -> None:
        self._delay_ms = delay_ms
        self.since = 0

    def first(self, judge: int) -> Reason | None:
        """Why the first bad value is enough, if it is."""
        self.since = judge
        return None if self._delay_ms else Reason.LIMIT_CROSSED

    def again(self, judge: int) -> Reason | None:
        """Why this further bad value is enough, if it is."""
        return Reason.MATURED if judge - self.since >= self._delay_ms else None

    @property
    def due(self) -> int:
        return self.since + self._delay_ms

    def counters(self) -> dict[str, int]:
        return {"bad_since": self.since, "delay_ms": self._delay_ms}
