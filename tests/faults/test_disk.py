"""The disk is slow, locked or full: alarms are told, nothing is acked, nothing is lost."""

import asyncio
import resource
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.peers import Monitor, Screen
from tests.streaming.ward import Place, Ward, opened

HIGH = {"sbp": 190, "dbp": 100, "map": 130}
TOLD_WITHIN_S = 1.0  # 200 ms, a round of the ticker, and a busy machine
LOCKED_S = 3.0
pytestmark = pytest.mark.faults


@pytest.fixture(scope="module")
def ward(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ward]:
    with opened(tmp_path_factory.mktemp("disk")) as ward:
        yield ward


@pytest.fixture
def place(ward: Ward) -> Place:
    return ward.place()


@contextmanager
def locked(data: Path) -> Iterator[None]:
    """Another process holds the database for writing."""
    with closing(sqlite3.connect(data / "vigil.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@contextmanager
def full(pid: int) -> Iterator[None]:
    """No file of the process can grow or be written any more."""
    before = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, before)


async def test_an_alarm_does_not_wait_for_a_locked_database(place: Place) -> None:
    async with await place.screen() as screen, await place.monitor() as monitor:
        await place.infusion(monitor)
        loop = asyncio.get_running_loop()
        with locked(place.data):
            until = loop.time() + LOCKED_S
            seq = await told_without_disk(screen, monitor)
            assert place.ward.nurse.get("/readyz").status_code == 503
            await not_acked(monitor, until - loop.time())
        await recorded_after_all(screen, monitor, seq)
        assert place.ward.nurse.get("/readyz").status_code == 200


async def test_a_full_disk_is_told_and_everything_kept_is_recorded_later(place: Place) -> None:
    async with await place.screen() as screen, await place.monitor() as monitor:
        await place.infusion(monitor)
        with full(place.ward.server.pid):
            seq = await told_without_disk(screen, monitor)
            for beat in range(20):
                seq = await monitor.vitals({"hr": 60 + beat})
            await screen.vital(place.bed, "hr", value=79)  # displays go on
            assert place.ward.nurse.get("/readyz").json()["reasons"]
            await not_acked(monitor, 0.5)
        await recorded_after_all(screen, monitor, seq)
    assert place.stored() == list(range(1, seq + 1))


async def test_a_command_is_answered_when_it_is_on_disk(place: Place) -> None:
    async with await place.screen() as screen, await place.monitor() as monitor:
        session = await place.infusion(monitor)
        await monitor.take(HIGH)
        alarm = await screen.alarm(rule="sbp_high_high")
        command = {"name": "acknowledge", "alarm": alarm["id"], "revision": alarm["revision"]}
        with locked(place.data):
            await screen.send(type="command", id=3, key="once-and-only-once", **command)
            pausing = asyncio.create_task(
                asyncio.to_thread(place.api.command, session, "pause", reason="nausea")
            )
            told = await screen.alarm(id=alarm["id"], attention="acknowledged")
            assert told["recorded"] is False
            paused = await screen.next("session")
            assert paused["session"]["paused"] is True
            assert not pausing.done()
            assert not [m for m in screen.seen if m["type"] == "result"]
        assert (await screen.next("result", id=3))["ok"] is True
        assert (await pausing)["paused"] is True
        commands = [record["name"] for record in place.records("command")]
        assert commands[-2:] == ["acknowledge", "pause"]


async def told_without_disk(screen: Screen, monitor: Monitor) -> int:
    """A critical reading is announced, unrecorded, with the alarm of the disk; its number."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    seq = await monitor.vitals(HIGH)
    news: dict[str, dict[str, Any]] = {}
    while not news.keys() >= {"sbp_high_high", "recorder_late"}:
        alarm = (await screen.next("alarm"))["alarm"]
        news[alarm["rule"]] = alarm
    assert loop.time() - began < TOLD_WITHIN_S
    assert news["sbp_high_high"]["recorded"] is False
    late = news["recorder_late"]
    assert (late["bed"], late["kind"], late["condition"]) == (None, "technical", "active")
    return seq


async def not_acked(monitor: Monitor, for_s: float) -> None:
    with pytest.raises(TimeoutError):
        await monitor.next("ack", for_s)


async def recorded_after_all(screen: Screen, monitor: Monitor, seq: int) -> None:
    await monitor.acked(seq)
    assert (await screen.alarm(rule="sbp_high_high"))["recorded"] is True
    assert (await screen.alarm(rule="recorder_late", condition="normal"))["bed"] is None
