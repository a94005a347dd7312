"""A station's sound is paused on the server: told, kept, and broken by whatever calls anew."""

import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.peers import Monitor, Screen
from tests.streaming.ward import Place, Ward, opened

RAISED = {"sbp": 165, "dbp": 85, "map": 111}  # medium, once a second reading says so
DIASTOLIC = {"sbp": 165, "dbp": 120, "map": 125}  # high, at once
LONGEST_MS = 120_000


@pytest.fixture
def place(ward: Ward) -> Place:
    return ward.place()


@pytest.fixture
def fragile(tmp_path: Path) -> Iterator[Ward]:
    with opened(tmp_path) as ward:
        yield ward


@asynccontextmanager
async def station(
    place: Place, name: str = "", token: str = "", left_ms: int | None = 0, **said: Any
) -> AsyncIterator[Screen]:
    """An armed desk that shows the place's bed; `left_ms`: of the pause it is told of, if known."""
    ward = place.ward
    async with await Screen.on(ward.ws, token or ward.nurse_token, place.bed) as screen:
        await say(screen, name or str(uuid.uuid4()), beds=[place.bed], **said)
        if left_ms is not None:
            assert (await screen.next("audio"))["left_ms"] == left_ms
        yield screen


async def say(screen: Screen, name: str, **said: Any) -> None:
    standing = {"kind": "desk", "armed": True, "visible": True} | said
    await screen.send(type="station", station=name, **standing)


async def command(screen: Screen, name: str, **members: Any) -> dict[str, Any]:
    key = str(uuid.uuid4())
    await screen.send(**{"type": "command", "id": 7, "key": key, "name": name} | members)
    return await screen.next("result", id=7)


async def obeyed(screen: Screen, name: str, **members: Any) -> dict[str, Any]:
    """What the station was told of its sound after a command that must succeed."""
    before = len(screen.seen)
    assert (await command(screen, name, **members))["ok"]
    told = [message for message in screen.seen[before:] if message["type"] == "audio"]
    return told[-1] if told else await screen.next("audio")


async def paused(screen: Screen, **members: Any) -> dict[str, Any]:
    """What the station was told of the pause it asked for."""
    told = await obeyed(screen, "pause_audio", **members)
    assert told["left_ms"] > 0
    return told


def facts(place: Place) -> list[tuple[bool, str]]:
    """(paused, because) of the bed's facts about sound, in order."""
    bodies = [r["body"] for r in place.records("fact") if r["fact"] == "audio"]
    return [(body["paused"], body["because"]) for body in bodies]


async def medium(screen: Screen, monitor: Monitor) -> dict[str, Any]:
    """An infusion's medium alarm, calling."""
    await monitor.take(RAISED)
    await monitor.take(RAISED)
    return await screen.alarm(rule="sbp_high_medium", condition="active")


async def test_what_calls_anew_breaks_it_right_behind_its_alarm(place: Place) -> None:
    async with await place.monitor() as monitor, station(place) as screen:
        await place.infusion(monitor)
        await medium(screen, monitor)
        told = await paused(screen)
        assert LONGEST_MS - 3000 <= told["left_ms"] <= LONGEST_MS
        await monitor.take(RAISED)  # the same condition goes on: nothing new
        await monitor.take(DIASTOLIC)
        over = await screen.next("audio")
        assert (over["left_ms"], over["because"]) == (0, "new_condition")
        alarms = [m["alarm"] for m in screen.seen if m["type"] == "alarm"]
        assert "dbp_high_high" in {alarm["rule"] for alarm in alarms}  # told before
        behind = screen.seen[screen.seen.index(over) - 1]
        assert behind["type"] == "alarm"
        await paused(screen)
    assert facts(place) == [(True, "asked"), (False, "new_condition"), (True, "asked")]


async def test_what_somebody_has_seen_calls_anew(place: Place) -> None:
    async with await place.monitor() as monitor, station(place) as screen:
        await place.infusion(monitor)
        alarm = await medium(screen, monitor)
        path = f"/api/alarms/{alarm['id']}"
        await paused(screen)
        seen = place.api.post(f"{path}/acknowledge", {"revision": alarm["revision"]}).json()
        assert (await obeyed(screen, "resume_audio"))["left_ms"] == 0
        await paused(screen)
        place.api.post(
            f"{path}/unacknowledge", {"revision": seen["revision"], "reason": "not seen after all"}
        )
        assert (await screen.next("audio"))["because"] == "new_condition"


async def test_a_station_that_does_not_show_the_bed_stays_silent(place: Place) -> None:
    elsewhere = place.ward.place()
    async with (
        await place.monitor() as monitor,
        station(place) as here,
        station(elsewhere) as there,
    ):
        await place.infusion(monitor)
        await paused(there)
        await paused(here)
        await monitor.take(DIASTOLIC)
        assert (await here.next("audio"))["because"] == "new_condition"
        await say(there, str(uuid.uuid4()), beds=[elsewhere.bed])  # another station, then back
        (first,) = [m for m in there.seen if m["type"] == "audio" and m["left_ms"] > 0]
        assert (await there.next("audio"))["left_ms"] == 0
        assert first["by"].startswith("token:")
    assert facts(elsewhere) == [(True, "asked")]


async def test_it_ends_by_itself_and_on_request(place: Place) -> None:
    name = "the desk by the window"
    async with station(place, name) as screen:
        await paused(screen, duration_ms=300)
        assert (await screen.next("audio"))["because"] == "over"
        await paused(screen)
        resumed = await obeyed(screen, "resume_audio")
        assert (resumed["left_ms"], resumed["because"]) == (0, "asked")
    assert facts(place) == [
        (True, "asked"),
        (False, "over"),
        (True, "asked"),
        (False, "asked"),
    ]


async def test_a_key_pauses_once(place: Place) -> None:
    async with station(place) as screen:
        key = str(uuid.uuid4())
        assert (await command(screen, "pause_audio", key=key))["ok"]
        assert (await command(screen, "resume_audio"))["ok"]
        assert (await command(screen, "pause_audio", key=key))["ok"]
    assert facts(place) == [(True, "asked"), (False, "asked")]


async def test_a_page_that_comes_back_is_told(place: Place) -> None:
    name = str(uuid.uuid4())
    async with station(place, name) as screen:
        await paused(screen)
    async with station(place, name, left_ms=None) as again, station(place):
        assert 0 < (await again.next("audio"))["left_ms"] <= LONGEST_MS
        await again.send(type="subscribe", id=2, beds=[place.bed])
        assert (await again.next("audio"))["left_ms"] > 0


async def test_a_wall_pauses_its_own_sound_and_nobody_else_without_leave_does(
    place: Place,
) -> None:
    async with station(place, token=place.ward.token("wall"), kind="wall") as wall:
        assert (await paused(wall))["by"] == "wall"
    async with station(place, token=place.ward.token("administrator")) as screen:
        assert (await command(screen, "pause_audio"))["problem"]["code"] == "role"


@pytest.mark.parametrize("duration_ms", [0, -1, LONGEST_MS + 1])
async def test_not_for_longer_than_two_minutes(place: Place, duration_ms: int) -> None:
    async with station(place) as screen:
        refused = await command(screen, "pause_audio", duration_ms=duration_ms)
        assert refused["problem"]["code"] == "bad_command"
    assert facts(place) == []


async def test_a_screen_without_a_name_has_no_sound_to_pause(place: Place) -> None:
    async with await place.screen() as screen:
        for name in ("pause_audio", "resume_audio"):
            assert (await command(screen, name))["problem"]["code"] == "no_station"


async def test_it_outlives_a_crash_and_is_no_longer_for_it(fragile: Ward) -> None:
    place, name = fragile.place(), str(uuid.uuid4())
    async with await place.monitor() as monitor, station(place, name) as screen:
        await place.infusion(monitor)
        alarm = await medium(screen, monitor)
        before = await paused(screen)
        await paused(screen, duration_ms=60_000)
        fragile.restart(kill=True)
    async with station(place, name, left_ms=None) as again:
        told = await again.next("audio")
        assert 30_000 < told["left_ms"] < 60_000
        assert told["by"] == before["by"]
        path = f"/api/alarms/{alarm['id']}/on-my-way"  # it called before: no news of it breaks it
        assert place.api.post(path, {"revision": alarm["revision"]}).status_code == 200
        while (await again.alarm(id=alarm["id"]))["seen_by"] is None:
            pass
        await again.next("heartbeat")  # in the same lane
        since = again.seen[again.seen.index(told) + 1 :]
        assert not [message for message in since if message["type"] == "audio"]


async def test_what_broke_it_has_broken_it_after_a_crash(fragile: Ward) -> None:
    place, name = fragile.place(), str(uuid.uuid4())
    async with await place.monitor() as monitor, station(place, name) as screen:
        await place.infusion(monitor)
        await paused(screen)
        await monitor.take(DIASTOLIC)  # acked: the alarm is on disk
        assert place.shown()["alarms"]
        fragile.restart(kill=True)
    async with station(place, name) as again:
        (alarm,) = [a for a in again.snapshot["alarms"] if a["rule"] == "dbp_high_high"]
        assert alarm["attention"] == "unacknowledged"
