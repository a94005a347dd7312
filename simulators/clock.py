"""Time as simulators see it: a clock they are handed, and the server's clock as they follow it."""

from typing import Protocol


class Clock(Protocol):
    """What a simulator is handed instead of the time module."""

    def now(self) -> int:
        """Ms since the Unix epoch."""
        ...

    def monotonic(self) -> float:
        """Real seconds on a clock that only runs forward."""
        ...


class FollowedClock:
    """The server's clinical clock, as last heard, run on at its rate between two messages."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._heard_at = clock.monotonic()
        self._time = clock.now()
        self.rate = 1.0

    def hear(self, time: int, rate: float) -> None:
        """The server says that its clock shows `time` (ms) and runs `rate` times real time."""
        self._heard_at, self._time, self.rate = self._clock.monotonic(), time, rate

    def now(self) -> int:
        """Clinical ms since the Unix epoch."""
        passed = self._clock.monotonic() - self._heard_at
        return self._time + int(passed * 1000 * self.rate)

    def real_seconds_until(self, instant: int) -> float:
        """How long to sleep until the clinical `instant`; 0 if it has passed."""
        return max(0.0, (instant - self.now()) / 1000 / self.rate)
