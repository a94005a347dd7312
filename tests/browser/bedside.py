"""A simulated monitor whose patient keeps the values that a test gives it."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress

from app.clock import SystemClock
from app.wire.monitor import Sample
from simulators.connection import ConnectedMonitor
from simulators.faults import Disturbance
from simulators.fleet import power_on

SECOND = 1000


class Bedside:
    """One sample a second of `values`; `cut` pulls the network cable. What there is to
    send meanwhile is kept and sent as stored, as every monitor of the simulators does."""

    can: tuple[str, ...] = ()

    def __init__(self, **values: float) -> None:
        self.values: dict[str, float] = values
        self.flags: list[str] = []
        self.cut = False
        self.monitor: ConnectedMonitor | None = None
        self._cuff: dict[str, float] | None = None
        self._played: deque[Mapping[str, float]] = deque()
        self._next = 0

    def play(self, *seconds: Mapping[str, float]) -> None:
        """For each of the next seconds exactly these values instead."""
        self._played.extend(seconds)

    def show(self, **values: float) -> None:
        """From the next second on; other vitals stay."""
        self.values |= values

    def drop(self, vital: str) -> None:
        """It reports this vital no longer."""
        del self.values[vital]

    def cuff(self, sbp: float, dbp: float, mean: float | None = None) -> None:
        """One reading, with the next second's sample."""
        middle = round((sbp + 2 * dbp) / 3) if mean is None else mean
        self._cuff = {"sbp": sbp, "dbp": dbp, "map": middle}

    # As the monitor's source:

    def begin(self, at: int) -> None:
        self._next = at

    def due(self) -> int:
        return self._next

    def take(self) -> list[Sample]:
        at, self._next = self._next, self._next + SECOND
        cuff, self._cuff = self._cuff, None
        values = self._played.popleft() if self._played else self.values
        given = [each for each in (values, cuff) if each is not None]
        return [self._sample(at, values) for values in given]

    def measure(self) -> None:
        """It cannot measure on request."""

    def link(self, at: int) -> Disturbance:
        return Disturbance(cut=self.cut)

    def _sample(self, at: int, values: Mapping[str, float]) -> Sample:
        sample = Sample(at=at)
        for vital, value in values.items():
            setattr(sample, vital, value)
        if self.flags:
            sample.flags = self.flags
        return sample


@asynccontextmanager
async def sending(url: str, token: str, **values: float) -> AsyncIterator[Bedside]:
    """A monitor that is connected and sends until the end of the block."""
    bedside = Bedside(**values)
    monitor = power_on(url, token, bedside, SystemClock(), link=bedside.link)
    bedside.monitor = monitor
    running = asyncio.create_task(monitor.run())
    try:
        await asyncio.wait_for(monitor.welcome.wait(), 20)
        yield bedside
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
