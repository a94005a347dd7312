"""A cuff reading beyond a limit asks for another one: of the nurse, or of a monitor that can."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.peers import Api, Monitor, Screen
from tests.streaming.ward import Paced, Place, Ward, opened

MINUTE = 60_000
HIGH = {"sbp": 163, "dbp": 84, "map": 110}
HIGHER = {"sbp": 185, "dbp": 84, "map": 110}
GOOD = {"sbp": 124, "dbp": 80, "map": 95}


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Ward]:
    """A simulation of its own: its clock is moved, and it may be restarted."""
    with opened(tmp_path, "--simulation") as ward:
        yield ward


async def advance(ward: Ward, ms: int, monitor: Paced) -> None:
    """So much time passes, in every second of which the monitor sends."""
    developer = Api(ward.server.url, ward.token("developer"))
    asked = {"advance_ms": ms}
    driving = asyncio.create_task(asyncio.to_thread(developer.post, "/api/simulation/clock", asked))
    while not driving.done():
        hearing = asyncio.create_task(monitor.any())
        await asyncio.wait({driving, hearing}, return_when=asyncio.FIRST_COMPLETED)
        if not hearing.done():
            hearing.cancel()
            await asyncio.wait({hearing})
        elif (message := hearing.result())["type"] == "clock":
            await monitor.vitals({"at": message["time"], "hr": 72, "spo2": 98})
    answer = driving.result()
    developer.close()
    assert answer.status_code == 200, answer.text
    monitor.follow(answer.json()["time"])


async def connected(place: Place, *can: str) -> Paced:
    dialled = await Monitor.dial(place.ward.ws, place.token)
    monitor = Paced(dialled.socket, "b1", place.ward.rate)
    await monitor.hello(simulated=True, can=list(can))
    return monitor


def due(place: Place, session: str) -> list[dict[str, Any]]:
    tasks: list[dict[str, Any]] = place.api.get(f"/api/sessions/{session}").json()["due"]
    return tasks


async def told(screen: Screen) -> list[dict[str, Any]]:
    """The tasks that the next change of the session brings to the screen."""
    tasks: list[dict[str, Any]] = (await screen.next("session"))["session"]["due"]
    return tasks


async def requests(monitor: Paced) -> int:
    """How many requests have reached the monitor: the ack comes after what was sent before."""
    await monitor.take({"hr": 72})
    return sum(message["type"] == "request" for message in monitor.seen)


async def test_the_screen_is_told_what_is_due_and_when_it_no_longer_is(place: Place) -> None:
    async with await place.monitor() as monitor:
        session = await place.infusion(monitor)
        async with await place.screen() as screen:
            await monitor.take(HIGH)
            (task,) = await told(screen)
            assert (task["task"], task["how"]) == ("nibp_recheck", "press_start")
            assert task["wanted_at"] - task["asked_at"] == MINUTE
            assert task["due_at"] - task["asked_at"] == 3 * MINUTE
            assert due(place, session) == [task]
            await monitor.take(HIGHER)
            (sooner,) = await told(screen)
            assert sooner["wanted_at"] - sooner["asked_at"] == 30_000, "beyond a high limit"
            await monitor.take(GOOD)
            assert len(await told(screen)) == 1, "a high one is over after two good readings"
            await monitor.take(GOOD)
            assert await told(screen) == []
            assert due(place, session) == []


async def test_a_monitor_that_can_is_asked_once_for_each_reading(stage: Ward) -> None:
    place = stage.place()
    async with await connected(place, "nibp") as monitor:
        session = await place.infusion(monitor)
        await monitor.take(HIGH)
        (task,) = due(place, session)
        await advance(stage, 50_000, monitor)
        assert await requests(monitor) == 0
        await advance(stage, 15_000, monitor)
        assert await requests(monitor) == 1
        assert due(place, session) == [{**task, "how": "requested"}]
        await advance(stage, 60_000, monitor)
        assert await requests(monitor) == 1, "once"
        await monitor.take(HIGH)
        (again,) = due(place, session)
        assert (again["how"], again["asked_at"] > task["asked_at"]) == ("press_start", True)
        await advance(stage, 65_000, monitor)
        assert await requests(monitor) == 2
        await monitor.take(GOOD)
        await advance(stage, 90_000, monitor)
        assert await requests(monitor) == 2
    asked = [f["body"] for f in place.records("fact") if f["fact"] == "requested"]
    assert [one["asked_at"] for one in asked] == [task["asked_at"], again["asked_at"]]


async def test_others_are_for_somebody_to_press(stage: Ward) -> None:
    place = stage.place()
    async with await connected(place) as monitor:
        session = await place.infusion(monitor)
        await monitor.take(HIGH)
        await advance(stage, 90_000, monitor)
        assert await requests(monitor) == 0
        assert [task["how"] for task in due(place, session)] == ["press_start"]


async def test_a_restart_asks_for_nothing_twice(stage: Ward) -> None:
    place = stage.place()
    async with await connected(place, "nibp") as monitor:
        session = await place.infusion(monitor)
        await monitor.take(HIGH)
        await advance(stage, 65_000, monitor)
        assert await requests(monitor) == 1
    stage.restart(kill=True)
    async with await connected(place, "nibp") as monitor:
        assert [task["how"] for task in due(place, session)] == ["requested"]
        await advance(stage, 30_000, monitor)
        assert await requests(monitor) == 0


async def test_what_is_kept_apart_is_not_asked(stage: Ward) -> None:
    place = stage.place()
    async with await connected(place, "nibp") as monitor:
        await place.infusion(monitor)
        await monitor.take(HIGH, {"hr": 72, "patient": "MRN-1"})
        await monitor.take({"hr": 72, "patient": "MRN-2"})
        await advance(stage, 65_000, monitor)
        assert await requests(monitor) == 0
        await monitor.take({"hr": 72, "patient": "MRN-1"})
        await advance(stage, 2_000, monitor)
        assert await requests(monitor) == 1
