"""A disk that refuses for a while: nothing is lost, nothing is acked before, order is kept."""

import asyncio
import resource
from collections.abc import Callable
from pathlib import Path

import pytest

from app.store import database as opening
from app.store import recorder as recording
from app.store.database import Database
from app.store.migrate import migrate
from app.store.recorder import Entry, Recorder
from tests.store.chain import Chain, Committed, held, notes


async def until(true: Callable[[], object]) -> None:
    async with asyncio.timeout(10):
        while not true():  # noqa: ASYNC110  (the writer's thread has no event to wait for)
            await asyncio.sleep(0.005)


def size(path: str) -> int:
    return Path(path).stat().st_size


@pytest.fixture
def impatient(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
    """A database whose writer waits only 20 ms for another process's lock."""
    monkeypatch.setattr(opening, "BUSY_TIMEOUT_S", 0.02)
    made = Database(tmp_path / "vigil.sqlite3")
    migrate(made)
    return made


async def test_another_process_holds_the_file(impatient: Database) -> None:
    recorder, chain = Recorder(impatient), Chain()
    committed = Committed(recorder)
    recorder.start()
    with held(impatient.path):
        committed.submit("1", chain.opening())
        await until(lambda: recorder.fault)
        for n in range(2, 21):
            committed.submit(str(n), Entry(records=[chain.row()]))
        assert "locked" in (recorder.fault or "")
        assert committed.order == []
    assert await committed.all() == [str(n) for n in range(1, 21)]
    assert recorder.fault is None
    assert notes(impatient.path) == list(range(1, 21))
    await recorder.stop()
    impatient.close()


async def test_what_is_given_up_at_the_end_leaves_no_hole(
    impatient: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk takes again what comes later: nothing may follow on a record that is missing."""
    monkeypatch.setattr(recording, "RETRY_FIRST_S", recording.RETRY_LONGEST_S * 10)
    recorder, chain = Recorder(impatient), Chain()
    committed = Committed(recorder)
    recorder.start()
    committed.submit("1", chain.opening())
    await committed.all()
    with held(impatient.path):
        committed.submit("2", Entry(records=[chain.row()]))
        await until(lambda: recorder.fault)
    committed.submit("3", Entry(records=[chain.row()]))
    await recorder.stop()
    assert committed.order == ["1"]
    assert notes(impatient.path) == [1]
    impatient.close()


async def test_a_full_disk(database: Database) -> None:
    """No file may grow beyond its size now: SQLite hears what a full disk would say."""
    recorder, chain = Recorder(database), Chain()
    committed = Committed(recorder)
    recorder.start()
    committed.submit("1", chain.opening())
    await committed.all()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size(f"{database.path}-wal") + 100, hard))
    try:
        for n in range(2, 41):
            committed.submit(str(n), Entry(records=[chain.row(text="x" * 2000)]))
        await until(lambda: recorder.fault)
        assert committed.order == ["1"]
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert await committed.all() == [str(n) for n in range(1, 41)]
    assert notes(database.path) == list(range(1, 41))
    await recorder.stop()
