"""What a person does about a bed's alarms together, and on the way to them, through both doors."""

import uuid
from typing import Any

from tests.peers import Screen
from tests.streaming.test_screen_commands import asked, raised
from tests.streaming.ward import Place

TWO = {"sbp": 190, "dbp": 130, "map": 150}  # one reading, several alarms


async def calling(place: Place) -> list[dict[str, Any]]:
    """The alarms of a reading that is far too high, as a nurse's screen lists them."""
    async with await place.screen() as screen, await place.monitor() as monitor:
        await place.infusion(monitor)
        await monitor.take(TWO)
        await screen.alarm(rule="sbp_high_high", condition="active")
        await screen.alarm(rule="dbp_high_high", condition="active")
    async with await place.screen() as screen:
        return [one for one in screen.snapshot["alarms"] if one["vital"] in ("sbp", "dbp")]


def seen(alarms: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"alarm": one["id"], "revision": one["revision"]} for one in alarms]


def commands(place: Place, name: str) -> list[dict[str, Any]]:
    return [r for r in place.records("command") if r["name"] == name]


async def all_of(screen: Screen, place: Place, alarms: Any, **members: Any) -> dict[str, Any]:
    """The answer to "acknowledge all" of this bed."""
    await screen.send(
        **{
            "type": "command",
            "id": 6,
            "key": str(uuid.uuid4()),
            "name": "acknowledge_all",
            "bed": place.bed,
            "alarms": alarms,
        }
        | members
    )
    return await screen.next("result", id=6)


async def test_all_that_are_listed_in_one_command(place: Place) -> None:
    alarms = await calling(place)
    assert len(alarms) >= 2
    async with await place.screen() as screen:
        key = str(uuid.uuid4())
        for _ in range(2):
            assert (await all_of(screen, place, seen(alarms), key=key, reason="both"))["ok"]
    (command,) = commands(place, "acknowledge_all")
    assert command["body"]["alarms"] == seen(alarms)
    assert "both" not in str(command)
    async with await place.screen() as screen:
        now = {one["id"]: one["attention"] for one in screen.snapshot["alarms"]}
    assert {now[one["id"]] for one in alarms} == {"acknowledged"}


async def test_all_or_none(place: Place) -> None:
    alarms = await calling(place)
    stale = [*seen(alarms)[:-1], {**seen(alarms)[-1], "revision": 99}]
    foreign = [*seen(alarms), {"alarm": "server.recorder_late.1", "revision": 1}]
    twice = [*seen(alarms), seen(alarms)[0]]
    async with await place.screen() as screen:
        for listed, code in (
            (stale, "stale_revision"),
            (foreign, "unknown_alarm"),
            (twice, "bad_command"),
            ([], "unknown_command"),
        ):
            answer = await all_of(screen, place, listed)
            assert answer["problem"]["code"] == code
        nowhere = await all_of(screen, place, seen(alarms), bed="nowhere")
        assert nowhere["problem"]["code"] == "not_found"
        assert (await all_of(screen, place, seen(alarms)))["ok"]
    assert len(commands(place, "acknowledge_all")) == 1


async def test_all_of_a_bed_over_http(place: Place) -> None:
    alarms = await calling(place)
    path, body = f"/api/beds/{place.bed}/acknowledge-all", {"alarms": seen(alarms)}
    done = place.api.post(path, body, Idempotency_Key="all-of-them")
    assert done.status_code == 200, done.text
    assert [one["id"] for one in done.json()["items"]] == [one["id"] for one in alarms]
    assert {one["attention"] for one in done.json()["items"]} == {"acknowledged"}
    again = place.api.post(path, body, Idempotency_Key="all-of-them")
    assert again.json() == done.json()
    refused = place.api.post(path, body)
    assert (refused.status_code, refused.json()["code"]) == (409, "stale_revision")


async def test_somebody_is_on_the_way(place: Place) -> None:
    alarm = await raised(place)
    async with await place.screen() as screen, await place.screen() as other:
        assert (await asked(screen, alarm, name="on_my_way"))["ok"] is True
        while (told := await other.alarm(id=alarm["id"]))["seen_by"] is None:
            pass
        assert told["seen_by"].startswith("token:")
        assert (told["revision"], told["attention"]) == (alarm["revision"], "unacknowledged")
    again = place.api.post(f"/api/alarms/{alarm['id']}/on-my-way", {"revision": alarm["revision"]})
    assert again.status_code == 200, again.text
    assert again.json()["seen_by"] == told["seen_by"]
    assert len(commands(place, "on_my_way")) == 2


async def test_the_wall_is_nobody_who_comes(place: Place) -> None:
    alarms = await calling(place)
    ward = place.ward
    async with await Screen.on(ward.ws, ward.token("wall"), place.bed) as wall:
        assert (await asked(wall, alarms[0], name="on_my_way"))["problem"]["code"] == "role"
        assert (await all_of(wall, place, seen(alarms)))["problem"]["code"] == "role"
