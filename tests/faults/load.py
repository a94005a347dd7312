"""Monitors that send without waiting, and remember what the server acked."""

import asyncio

from websockets.exceptions import ConnectionClosed

from tests.peers import Monitor
from tests.streaming.ward import Place

IN_FLIGHT = 8
BOOT = "load"


def heart_rate(seq: int) -> int:
    """What the monitor says in its frame of this number; inside every limit."""
    return 60 + seq % 40


class Sender:
    """One monitor under load. `acked` is the promise that the disk has to keep."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.acked = 0
        self._at: dict[int, int] = {}  # a frame that is sent again says the same
        self._room = asyncio.Semaphore(IN_FLIGHT)
        self._goal = 0
        self._reached = asyncio.Event()

    async def run(self) -> None:
        """Sends until the server is gone, beginning after what is on disk."""
        try:
            async with await self.place.monitor(BOOT) as monitor, asyncio.TaskGroup() as both:
                assert monitor.welcome["acked"] >= self.acked
                self.acked = monitor.welcome["acked"]
                self._room = asyncio.Semaphore(IN_FLIGHT)
                both.create_task(self._send(monitor))
                both.create_task(self._read(monitor))
        except* (ConnectionClosed, OSError):
            pass

    async def acks(self, more: int) -> None:
        """Waits until so many more frames are acked."""
        self._goal = self.acked + more
        self._reached.clear()
        await asyncio.wait_for(self._reached.wait(), 20)

    async def _send(self, monitor: Monitor) -> None:
        seq = self.acked
        while True:
            await self._room.acquire()
            seq += 1
            at = self._at.setdefault(seq, monitor.clock())
            await monitor.vitals({"at": at, "hr": heart_rate(seq), "spo2": 97}, seq=seq)

    async def _read(self, monitor: Monitor) -> None:
        while True:
            seq = (await monitor.next("ack"))["seq"]
            for _ in range(seq - self.acked):
                self._room.release()
            self.acked = seq
            if seq >= self._goal:
                self._reached.set()
