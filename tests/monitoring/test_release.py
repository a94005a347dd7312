"""One order, the commit before the ack, and an alarm that waits 200 ms for the disk at most."""

import asyncio
from functools import partial

import pytest

from app.clock import ManualClock
from app.monitoring.release import Release
from app.store.database import Database
from app.store.recorder import Entry, Recorder
from tests.store.chain import Chain, held

AFTER_S = 0.2


class Told:
    """What was announced (and whether it was on disk) and what was acked, in order."""

    def __init__(self, release: Release) -> None:
        self._release = release
        self.steps: list[str] = []
        self.acked = asyncio.Event()

    def submit(self, name: str, entry: Entry, *, order: str = "1", at_once: bool = False) -> None:
        self._release.submit(
            order, entry, partial(self._announce, name), partial(self._done, name), at_once=at_once
        )

    def _announce(self, name: str, recorded: bool) -> None:
        self.steps.append(name if recorded else f"{name} unrecorded")

    def _done(self, name: str) -> None:
        self.steps.append(f"ack {name}")


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(1_000_000)


@pytest.fixture
def release(recorder: Recorder, clock: ManualClock) -> Release:
    return Release(recorder, clock, AFTER_S)


async def committed(recorder: Recorder) -> None:
    async with asyncio.timeout(10):
        await recorder.write(lambda connection: None)


async def test_first_numbered_first_released(recorder: Recorder, release: Release) -> None:
    chain, told = Chain(), Told(release)
    told.submit("1", chain.opening())
    told.submit("2", Entry(records=[chain.row()]))
    told.submit("3", Entry(records=[chain.row()]))
    assert told.steps == [], "nothing before the commit"
    await committed(recorder)
    assert told.steps == ["1", "ack 1", "2", "ack 2", "3", "ack 3"]
    assert not release.overdue()


async def test_an_announcement_waits_200_ms_for_the_disk_and_an_ack_for_ever(
    database: Database, recorder: Recorder, release: Release, clock: ManualClock
) -> None:
    chain, told = Chain(), Told(release)
    with held(database.path):
        told.submit("1", chain.opening())
        clock.advance(199)
        told.submit("2", Entry(records=[chain.row()]))
        assert not release.overdue()
        assert told.steps == []
        clock.advance(1)
        assert release.overdue()
        assert told.steps == ["1 unrecorded"]
        clock.advance(10_000)
        assert release.overdue()
        assert told.steps == ["1 unrecorded", "2 unrecorded"], "each is told once"
    await committed(recorder)
    assert told.steps[2:] == ["1", "ack 1", "2", "ack 2"]
    assert not release.overdue()


async def test_what_cannot_wait_is_told_at_once_and_again_when_recorded(
    recorder: Recorder, release: Release
) -> None:
    told = Told(release)
    told.submit("disk late", Chain().opening(), at_once=True)
    assert told.steps == ["disk late unrecorded"]
    await committed(recorder)
    assert told.steps == ["disk late unrecorded", "disk late", "ack disk late"]


async def test_acks_alone_count_as_waiting_for_the_disk(
    database: Database, release: Release, recorder: Recorder, clock: ManualClock
) -> None:
    with held(database.path):
        release.submit("1", Entry(), None, None)
        clock.advance(200)
        assert release.overdue()
    await committed(recorder)
    assert not release.overdue()


async def test_an_entry_that_is_refused_is_never_acked_nor_what_follows_it(
    recorder: Recorder, release: Release, clock: ManualClock
) -> None:
    """An ack says "everything up to here": it must not pass over what is not on disk."""
    chain, other, told = Chain(), Chain(2, "s2"), Told(release)
    told.submit("open", chain.opening())
    row = chain.row()
    told.submit("kept", Entry(records=[row]))
    told.submit("refused", Entry(records=[row]))
    told.submit("after", Entry(records=[chain.row()]))
    told.submit("other bed", other.opening(), order="2")
    await committed(recorder)
    assert [step for step in told.steps if step.startswith("ack")] == [
        "ack open",
        "ack kept",
        "ack other bed",
    ]
    clock.advance(200)
    assert release.overdue(), "and it stays visible as recording late"
    assert told.steps[-2:] == ["refused unrecorded", "after unrecorded"]
