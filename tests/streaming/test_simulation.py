"""The simulation's clock: its rate, and advancing it through every deadline on the way."""

import asyncio
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest

from tests.peers import Api
from tests.streaming.ward import Paced, Place, Ward, opened


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ward]:
    """A simulation of its own at real pace: these tests move its clock."""
    with opened(tmp_path_factory.mktemp("stage"), "--simulation") as ward:
        yield ward


@pytest.fixture
def stand(stage: Ward) -> Place:
    return stage.place()


@pytest.fixture(scope="module")
def developer(stage: Ward) -> Iterator[Api]:
    developer = Api(stage.server.url, stage.token("developer"))
    yield developer
    developer.close()


async def drive(developer: Api, **asked: Any) -> int:
    """Changes the clock; what it shows then."""
    answer = await asyncio.to_thread(developer.post, "/api/simulation/clock", asked)
    assert answer.status_code == 200, answer.text
    time: int = answer.json()["time"]
    return time


async def test_an_advance_lets_all_that_time_pass(stand: Place, developer: Api) -> None:
    async with await stand.monitor() as monitor:
        session = await stand.infusion(monitor)
        began = monitor.clock()
    before = stand.api.get(f"/api/sessions/{session}").json()["clock"]["infused_ms"]
    assert await drive(developer, advance_ms=600_000) - began >= 600_000
    after = stand.api.get(f"/api/sessions/{session}").json()["clock"]["infused_ms"]
    assert 600_000 <= after - before < 620_000
    told = [r for r in stand.records("transition") if r["before"] == "normal"]
    raised = {r["rule"]: r for r in told if r["condition"] == "active"}
    medium, high = raised["monitor_silent_medium"], raised["monitor_silent_high"]
    assert medium["at"] - medium["onset"] == 15_000  # each at its own instant, not at the end
    assert high["at"] - high["onset"] == 60_000
    assert medium["onset"] == high["onset"] < began + 1_000


async def test_both_ends_are_told_of_the_clock(stand: Place, developer: Api) -> None:
    async with await stand.screen() as screen, await stand.monitor() as monitor:
        assert isinstance(monitor, Paced)
        await drive(developer, rate=20)
        assert (await monitor.next("clock"))["rate"] == 20
        assert (await screen.next("clock"))["rate"] == 20
        told = [(await screen.next("heartbeat"))["time"] for _ in range(2)]
        assert 15_000 < told[1] - told[0] < 25_000
        await drive(developer, rate=1)
        assert (await monitor.next("clock"))["rate"] == 1
        assert (await screen.next("clock"))["rate"] == 1


async def test_a_step_waits_for_the_monitors_to_have_sent(stand: Place, developer: Api) -> None:
    async with await stand.monitor() as monitor:
        assert isinstance(monitor, Paced)
        await stand.infusion(monitor)
        driving = asyncio.create_task(drive(developer, advance_ms=20_000))
        for _ in range(20):  # the 20 seconds are sent one by one, as the clock reaches them
            clock = await monitor.next("clock")
            await monitor.vitals({"at": clock["time"], "hr": 72, "spo2": 98})
        monitor.follow(await asyncio.wait_for(driving, 5))
        await monitor.take({"hr": 72, "spo2": 98})
    judged = [s["judge"] for r in stand.records("vitals") for s in r["samples"] if "spo2" in s]
    assert len(judged) == 22
    assert all(later - earlier <= 2_500 for earlier, later in pairwise(judged))
    assert stand.records("late") == []


async def test_silent_monitors_do_not_hold_the_clock_for_ever(stand: Place, developer: Api) -> None:
    async with await stand.monitor() as monitor:
        await monitor.take({"hr": 70})
        loop = asyncio.get_running_loop()
        began = loop.time()
        await drive(developer, advance_ms=5_000)
        assert loop.time() - began < 5 * 0.25 + 1.5


async def test_without_a_simulation_there_is_no_such_clock(place: Place) -> None:
    developer = Api(place.ward.server.url, place.ward.token("developer"))
    answer = developer.post("/api/simulation/clock", {"advance_ms": 1000})
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    developer.close()
