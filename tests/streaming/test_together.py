"""Several monitors silent for one cause: each bed's log says which ones."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.peers import Api
from tests.streaming.ward import Place, Ward, opened


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Ward]:
    with opened(tmp_path, "--simulation") as ward:
        yield ward


async def advance(ward: Ward, ms: int) -> None:
    developer = Api(ward.server.url, ward.token("developer"))
    answer = await asyncio.to_thread(developer.post, "/api/simulation/clock", {"advance_ms": ms})
    developer.close()
    assert answer.status_code == 200, answer.text


async def leave(*places: Place) -> None:
    """Sessions whose infusion runs, and whose monitors have gone."""
    for place in places:
        async with await place.monitor() as monitor:
            await place.infusion(monitor)


def shared(place: Place) -> list[dict[str, Any]]:
    return [one["body"] for one in place.records("fact") if one["fact"] == "shared"]


async def test_beds_that_fall_silent_together_are_told_of_each_other(stage: Ward) -> None:
    first, second, third = stage.place(), stage.place(), stage.place()
    await leave(first, second)
    await advance(stage, 14_000)
    assert shared(first) == shared(second) == []
    await advance(stage, 10_000)
    (told,) = shared(first)
    assert shared(second) == [told]
    assert told["beds"] == [first.bed, second.bed]
    since = told["since"]
    assert told["cause"] == f"silent since {since}"
    alarm = first.alarms(first.shown()["session"]["id"])["monitor_silent_medium"]
    assert abs(alarm["onset"] - since) <= 10_000

    stage.restart()
    async with await second.monitor() as monitor:
        await monitor.take({"hr": 72, "spo2": 98})
        await leave(third)
        await advance(stage, 1_000)
    assert shared(second)[-1] == {"cause": None, "since": None, "beds": []}
    assert shared(first)[-1] == {**told, "beds": [first.bed]}
    await advance(stage, 20_000)
    assert shared(first)[-1] == {**told, "beds": [first.bed]}, "the others are another event"
    assert shared(third)[-1]["beds"] == [second.bed, third.bed]
    assert shared(third)[-1]["cause"] != told["cause"]
