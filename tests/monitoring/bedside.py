"""The ward of a server without its sockets: one bed "1" with monitor m1, and what it answers."""

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from app.clock import SystemClock
from app.monitoring import ward as monitoring
from app.settings import Settings
from app.store import directory
from app.store.database import Database
from app.store.recorder import Recorder
from app.wire.monitor import Ack, Sample, ToMonitor, Vitals, Welcome, encode
from app.wire.screen import Change
from tests.running import put_on_duty

WAIT_S = 10.0


class Screens:
    """Everything announced, in order."""

    def __init__(self) -> None:
        self.changes: list[tuple[Change, bool]] = []
        self.vitals: list[str] = []

    def announce(self, change: Change, *, pending: bool = False) -> None:
        self.changes.append((change, pending))

    def vitals_changed(self, bed: str) -> None:
        self.vitals.append(bed)

    def clock_changed(self) -> None:
        pass


class Link:
    """One connection of a monitor: what the server said on it."""

    def __init__(self) -> None:
        self.said: list[ToMonitor] = []
        self.closed: int | None = None

    def send(self, message: ToMonitor) -> None:
        self.said.append(message)

    def ack(self, seq: int) -> None:
        self.said.append(Ack(seq))

    def close(self, code: int, reason: str) -> None:
        self.closed = code

    def of(self, kind: type[ToMonitor]) -> list[Any]:
        return [message for message in self.said if isinstance(message, kind)]

    @property
    def acked(self) -> int:
        """How far is acked; 0 if nothing is."""
        return max((ack.seq for ack in self.of(Ack)), default=0)


class Ward:
    """The server's monitoring on `data`; `m1` is how its monitor is addressed."""

    def __init__(self, data: Path, hole_seconds: float) -> None:
        data.mkdir(exist_ok=True)
        self.file = data / "vigil.sqlite3"
        put_on_duty(data)
        self.database = Database(self.file)
        with self.database.writing() as connection:
            if directory.find_bed(connection, "1") is None:
                directory.add_bed(connection, 1, "test", "1", "One")
                directory.add_monitor(connection, 1, "test", "m1", "hash", "1")
        self.recorder = Recorder(self.database)
        self.clock = SystemClock()
        settings = Settings(data=data, hole_seconds=hole_seconds)
        self.ward = monitoring.Ward(settings, self.clock, self.database, self.recorder)
        self.screens = Screens()
        self.link = Link()

    @property
    def intake(self) -> Any:
        return self.ward.intake

    @property
    def m1(self) -> Any:
        return self.ward.beds.monitors["m1"]

    def hello(self, boot: str = "b1", link: Link | None = None) -> Welcome:
        """Connects; what the server welcomed the monitor with."""
        self.link = link or Link()
        text = json.dumps({"type": "hello", "boot": boot, "time": self.clock.now()})
        self.intake.hello(self.m1, text, self.link)
        (welcome,) = self.link.of(Welcome)
        assert isinstance(welcome, Welcome)
        return welcome

    def say(self, text: str) -> None:
        self.intake.message(self.m1, self.link, text)

    def vitals(self, seq: int, *samples: Sample, stored: bool = False) -> None:
        self.say(encode(Vitals(seq, list(samples), stored)))

    async def settled(self) -> Link:
        """Waits until everything handed over is on disk and released."""
        async with asyncio.timeout(WAIT_S):
            await self.recorder.write(lambda connection: None)
        return self.link

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        connection = sqlite3.connect(self.file)
        try:
            return connection.execute(query).fetchall()
        finally:
            connection.close()

    def numbers(self, *kinds: str) -> list[int]:
        """The numbers of frames on disk, in order."""
        named = ",".join(f"'{kind}'" for kind in kinds or ("vitals", "late"))
        query = f"SELECT seq FROM records WHERE kind IN ({named}) ORDER BY id"
        return [seq for (seq,) in self.rows(query)]


@asynccontextmanager
async def opened(data: Path, hole_seconds: float = 60.0) -> AsyncIterator[Ward]:
    """A ward that is closed again as a server that stops."""
    made = Ward(data, hole_seconds)
    made.recorder.start()
    made.ward.start(made.screens)
    yield made
    await made.recorder.stop()
    made.database.close()
