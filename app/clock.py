"""The one place that asks for the time.

*Clinical* time drives phases, cadence, persistence and silence: it starts at the later of the wall
clock and the last recorded instant + 1, runs on the monotonic clock and, in simulation only, at
`rate`. *Real* time drives sign-ins, heartbeats, ticks, sequence holes and time-outs.
"""

import time
from typing import Protocol


class Clock(Protocol):
    """What the program is handed instead of the time module."""

    @property
    def rate(self) -> float: ...

    def now(self) -> int:
        """Clinical ms since the Unix epoch; never goes back."""
        ...

    def wall(self) -> int:
        """Real ms since the Unix epoch, for labels and expiry; may step."""
        ...

    def monotonic(self) -> float:
        """Real seconds on a clock that only runs forward."""
        ...


class SystemClock:
    """Runs on the machine's clocks. `not_before` is the last recorded instant + 1, or 0."""

    def __init__(self, not_before: int = 0, rate: float = 1.0) -> None:
        self._origin = max(self.wall(), not_before)
        self._since = time.monotonic()
        self._rate = rate

    @property
    def rate(self) -> float:
        return self._rate

    def now(self) -> int:
        return self._origin + int((time.monotonic() - self._since) * 1000 * self._rate)

    def wall(self) -> int:
        return time.time_ns() // 1_000_000

    def monotonic(self) -> float:
        return time.monotonic()

    def set_rate(self, rate: float) -> None:
        """From now on run `rate` times as fast as real time (simulation only)."""
        self._rebase(0)
        self._rate = rate

    def advance(self, ms: int) -> None:
        """Step forward (simulation only)."""
        self._rebase(ms)

    def not_before(self, instant: int) -> None:
        """Never show an instant before this one: what was recorded lies in the past."""
        if self.now() < instant:
            self._rebase(instant - self.now())

    def _rebase(self, step: int) -> None:
        now = self.now()
        self._origin, self._since = now + step, time.monotonic()


class ManualClock:
    """A clock that stands until it is moved: for tests and for folding logs."""

    def __init__(self, now: int = 0) -> None:
        self._now = now
        self.rate = 1.0

    def now(self) -> int:
        return self._now

    def wall(self) -> int:
        return self._now

    def monotonic(self) -> float:
        return self._now / 1000

    def advance(self, ms: int) -> None:
        self._now += ms
