"""The one writer: order, one commit for what waits, and what fails fails alone."""

import asyncio
import sqlite3
from collections.abc import Callable

import pytest
from sqlalchemy import Connection, event, text
from sqlalchemy.exc import IntegrityError

from app.store import boots
from app.store.boots import Boot
from app.store.database import Database
from app.store.recorder import Entry, Recorder
from tests.store.chain import AT, Chain, Committed, notes


def count_commits(database: Database) -> Callable[[], int]:
    commits: list[None] = []
    event.listen(database.writer, "commit", lambda _: commits.append(None))
    return lambda: len(commits)


async def test_what_was_handed_over_first_is_on_disk_first(
    database: Database, recorder: Recorder
) -> None:
    chain, committed = Chain(), Committed(recorder)
    committed.submit("1", chain.opening())
    for n in range(2, 301):
        committed.submit(str(n), Entry(records=[chain.row()]))
    assert await committed.all() == [str(n) for n in range(1, 301)]
    assert notes(database.path) == list(range(1, 301))


async def test_what_waits_is_committed_together(database: Database) -> None:
    recorder, chain = Recorder(database), Chain()
    committed = Committed(recorder)
    commits = count_commits(database)
    committed.submit("1", chain.opening())
    for n in range(2, 101):
        committed.submit(str(n), Entry(records=[chain.row()]))
    recorder.start()
    await committed.all()
    assert commits() <= 2, "all that waited, and the question whether it is done"
    await recorder.stop()


async def test_it_is_on_disk_when_it_says_so(database: Database, recorder: Recorder) -> None:
    chain = Chain()
    seen: list[list[int]] = []
    done = asyncio.Event()
    entry = chain.opening()

    def committed() -> None:
        seen.append(notes(database.path))
        done.set()

    entry.committed = committed
    recorder.submit(entry)
    async with asyncio.timeout(10):
        await done.wait()
    assert seen == [[1]]


async def test_stopping_commits_what_waits(database: Database) -> None:
    recorder, chain = Recorder(database), Chain()
    recorder.submit(chain.opening())
    for _ in range(50):
        recorder.submit(Entry(records=[chain.row()]))
    recorder.start()
    await recorder.stop()
    assert notes(database.path) == list(range(1, 52))


async def test_an_ack_is_raised_and_never_lowered(database: Database, recorder: Recorder) -> None:
    boot = Boot(1, "m1", "b1", 0)
    recorder.submit(Entry(work=[boots.opened(boot, AT)], acked=(1, 5)))
    recorder.submit(Entry(acked=(1, 3)))
    await recorder.write(lambda connection: None)
    recorder.submit(Entry(acked=(1, 4)))
    await recorder.write(lambda connection: None)
    found = await recorder.write(lambda connection: boots.find(connection, "m1", "b1"))
    assert found == Boot(1, "m1", "b1", 5)


async def test_work_that_raises_fails_only_its_caller(
    database: Database, recorder: Recorder
) -> None:
    chain, committed = Chain(), Committed(recorder)

    def half(connection: Connection) -> None:
        connection.execute(text("INSERT INTO beds VALUES ('9', 'nine', 0)"))
        raise LookupError("changed my mind")

    def twice(connection: Connection) -> None:
        for _ in range(2):
            connection.execute(text("INSERT INTO beds VALUES ('8', 'eight', 0)"))

    committed.submit("before", chain.opening())
    first = asyncio.create_task(recorder.write(half))
    second = asyncio.create_task(recorder.write(twice))
    await asyncio.sleep(0)  # both are handed over
    committed.submit("after", Entry(records=[chain.row()]))
    with pytest.raises(LookupError, match="changed my mind"):
        await first
    with pytest.raises(IntegrityError):
        await second
    assert await committed.all() == ["before", "after"]
    beds = await recorder.write(lambda c: c.execute(text("SELECT id FROM beds")).all())
    assert beds == [], "nothing of it was kept"
    assert recorder.fault is None


async def test_the_answer_of_work_is_durable(database: Database, recorder: Recorder) -> None:
    def add(connection: Connection) -> str:
        connection.execute(text("INSERT INTO beds VALUES ('9', 'nine', 0)"))
        return "added"

    assert await recorder.write(add) == "added"
    connection = sqlite3.connect(database.path)
    assert connection.execute("SELECT id FROM beds").fetchall() == [("9",)]
    connection.close()


async def test_a_record_that_cannot_be_is_never_acked_and_the_others_are_kept(
    database: Database, recorder: Recorder, caplog: pytest.LogCaptureFixture
) -> None:
    """The same number of the same power-on twice, for whatever reason: the schema refuses it."""
    chain, other = Chain(), Chain(2, "s2")
    committed = Committed(recorder)
    committed.submit("open", chain.opening())
    committed.submit("other", other.opening())
    committed.submit("boot", Entry(work=[boots.opened(Boot(1, "m1", "b1", 0), AT)]))
    committed.submit("7", Entry(records=[chain.row(1, 7)]))
    committed.submit("7 again", Entry(records=[other.row(1, 7)]))
    committed.submit("next", Entry(records=[chain.row()]))
    assert await committed.all() == ["open", "other", "boot", "7", "next"]
    assert "refused by the database" in caplog.text


async def test_records_are_kept_when_what_is_derived_from_them_fails(
    database: Database, recorder: Recorder, caplog: pytest.LogCaptureFixture
) -> None:
    chain, committed = Chain(), Committed(recorder)

    def broken(connection: Connection) -> None:
        raise ZeroDivisionError

    committed.submit("open", chain.opening())
    committed.submit("derived", Entry(records=[chain.row()], work=[broken]))
    committed.submit("next", Entry(records=[chain.row()]))
    assert await committed.all() == ["open", "derived", "next"]
    assert notes(database.path) == [1, 2, 3]
    assert "without what is derived" in caplog.text


async def test_a_fault_after_one_commit_does_not_keep_the_others_waiting(
    recorder: Recorder, caplog: pytest.LogCaptureFixture
) -> None:
    chain, committed = Chain(), Committed(recorder)

    def failing() -> None:
        raise ZeroDivisionError

    broken = chain.opening()
    broken.committed = failing
    recorder.submit(broken)
    committed.submit("next", Entry(records=[chain.row()]))
    assert await committed.all() == ["next"]
    assert "ZeroDivisionError" in caplog.text
