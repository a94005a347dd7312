"""A log being written by hand: its rows, entries that end when they are on disk, a held file."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.store.recorder import Entry, Recorder, RecordRow
from app.store.records import Log, open_log
from app.wire.log import line, link

AT = 1_790_000_000_000


class Chain:
    """Rows n = 1, 2, … of one log, each a note that holds a number."""

    def __init__(self, log: int = 1, name: str = "s1") -> None:
        self.log = Log(log, name, "session", "1", {"vigil": "log/1"}, AT, None)
        self.n = 0
        self.digest = ""

    def row(self, boot: int | None = None, seq: int | None = None, text: str = "") -> RecordRow:
        self.n += 1
        body = line(self.n, AT + self.n, "note", {"text": text or str(self.n)})
        self.digest = link(self.digest, body)
        return (self.log.id, self.n, AT + self.n, "note", body, self.digest, boot, seq)

    def opening(self) -> Entry:
        """The entry that creates the log, with its first record."""
        return Entry(records=[self.row()], work=[open_log(self.log)])


class Committed:
    """Which entries became durable, in order, and the wait for all that were handed over."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        self.order: list[str] = []

    def submit(self, name: str, entry: Entry) -> None:
        entry.committed = lambda: self.order.append(name)
        self._recorder.submit(entry)

    async def all(self) -> list[str]:
        """The order, once everything handed over before was tried."""
        async with asyncio.timeout(10):
            await self._recorder.write(lambda connection: None)
        return self.order


def notes(path: Path) -> list[int]:
    """The n of every record on disk, in the order in which they were written."""
    connection = sqlite3.connect(path)
    try:
        return [n for (n,) in connection.execute("SELECT n FROM records ORDER BY id")]
    finally:
        connection.close()


@contextmanager
def held(file: Path) -> Iterator[None]:
    """Another process has the database for itself: nothing can be committed."""
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()
