"""The hub: numbered changes at once, numerics in ticks, each text made once."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest

from app.clock import ManualClock
from app.live.hub import Hub
from app.live.outbox import Outbox
from app.wire import screen as wire
from tests.live.ward import (
    TICK_MS,
    Ward,
    alarm,
    alarm_change,
    session,
    subscribed,
    watch,
)

NOW = 1_790_000_000_000


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(NOW)


@pytest.fixture
def ward() -> Ward:
    return Ward("1", "2", "3")


@pytest.fixture
def hub(clock: ManualClock, ward: Ward) -> Hub:
    return made(clock, ward, TICK_MS)


def made(clock: ManualClock, ward: Ward, tick_ms: int) -> Hub:
    return Hub(
        clock, ward, "run-1", tick_ms=tick_ms, history=4, outbox_changes=10, outbox_seconds=2.0
    )


async def texts(outbox: Outbox) -> list[str]:
    async with asyncio.timeout(5):
        found = await outbox.take()
    assert found is not None
    return found


async def messages(outbox: Outbox) -> list[dict[str, Any]]:
    return [json.loads(text) for text in await texts(outbox)]


async def tick(outbox: Outbox) -> dict[str, float]:
    """Heart rates by bed of the next numerics."""
    async with asyncio.timeout(5):
        while True:
            for message in await messages(outbox):
                if message["type"] == "vitals":
                    return {one["bed"]: one["vitals"]["hr"]["value"] for one in message["beds"]}


def all_changed(hub: Hub, ward: Ward) -> None:
    for bed in ward.bed_ids():
        hub.vitals_changed(bed)


@asynccontextmanager
async def running(hub: Hub) -> AsyncIterator[None]:
    task = asyncio.create_task(hub.run())
    yield
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


@pytest.fixture
async def ticking(hub: Hub) -> AsyncIterator[None]:
    async with running(hub):
        yield


# --- changes ---


async def test_a_change_goes_at_once_to_who_watches_its_bed(hub: Hub) -> None:
    everything, one, two = subscribed(hub), subscribed(hub, "1"), subscribed(hub, "2")
    hub.announce(alarm_change("1"))
    hub.announce(alarm_change(None, "server.1"))
    assert [m["cursor"] for m in await messages(everything)] == [1, 2]
    assert [m["alarm"]["id"] for m in await messages(one)] == ["a.1", "server.1"]
    assert [m["alarm"]["id"] for m in await messages(two)] == ["server.1"]


async def test_pending_alarms_go_to_who_asked(hub: Hub, ward: Ward) -> None:
    ward.open = [alarm("1", "a.1"), alarm("1", "a.2", "pending")]
    asking = hub.subscribe(watch(pending=True), 1)
    other = hub.subscribe(watch(), 1)
    assert [a["id"] for a in json.loads(asking[1][0])["alarms"]] == ["a.1", "a.2"]
    assert [a["id"] for a in json.loads(other[1][0])["alarms"]] == ["a.1"]
    hub.announce(alarm_change("1", "a.3"), pending=True)
    hub.announce(alarm_change("1", "a.4"))
    assert [m["alarm"]["id"] for m in await messages(asking[0])] == ["a.3", "a.4"]
    assert [m["alarm"]["id"] for m in await messages(other[0])] == ["a.4"]


async def test_identities_stay_with_those_who_may_see_them(hub: Hub) -> None:
    nurse, wall = watch(), watch(identified=False)
    nurse_box, nurse_first = hub.subscribe(nurse, 1)
    wall_box, wall_first = hub.subscribe(wall, 1)
    hub.announce(wire.SessionChange(cursor=0, bed="1", change=1, session=session("1")))
    for first, box, seen in ((nurse_first, nurse_box, True), (wall_first, wall_box, False)):
        for text in (*first, *await texts(box)):
            assert ("MRN-1" in text) is seen
            assert ("1984" in text) is seen
            assert "M.K." in text


async def test_a_text_is_made_once_for_all_screens(hub: Hub) -> None:
    boxes = [subscribed(hub), subscribed(hub), subscribed(hub, "1")]
    hub.announce(alarm_change("1"))
    first, second, third = [(await texts(box))[0] for box in boxes]
    assert first is second is third


async def test_a_screen_that_does_not_read_delays_nobody(hub: Hub, clock: ManualClock) -> None:
    stalled, reading = subscribed(hub), subscribed(hub)
    received = 0
    for _ in range(11):
        hub.announce(alarm_change("1"))
        received += len(await messages(reading))
    assert received == 11
    assert stalled.overflowed
    assert not reading.overflowed


async def test_the_clock_is_told(hub: Hub, clock: ManualClock) -> None:
    box = subscribed(hub)
    clock.rate = 10.0
    hub.clock_changed()
    assert await messages(box) == [{"type": "clock", "time": NOW, "rate": 10.0}]


# --- subscribing ---


async def test_a_snapshot_is_what_is_true_and_what_follows_comes_after(
    hub: Hub, ward: Ward
) -> None:
    hub.announce(alarm_change("1"))
    ward.open = [alarm("1", "a.1"), alarm("2", "b.1"), alarm(None, "server.1")]
    box, first = hub.subscribe(watch("1", "9"), 7)
    (snapshot,) = [json.loads(text) for text in first]
    assert (snapshot["type"], snapshot["id"], snapshot["cursor"]) == ("snapshot", 7, 1)
    assert [bed["bed"] for bed in snapshot["beds"]] == ["1"]
    assert [one["id"] for one in snapshot["alarms"]] == ["a.1", "server.1"]
    hub.announce(alarm_change("1", "a.2"))
    assert [m["cursor"] for m in await messages(box)] == [2]


@pytest.mark.parametrize(
    ("instance", "since", "missed"),
    [
        ("run-1", 6, []),
        ("run-1", 4, [5, 6]),
        ("run-1", 2, [3, 4, 5, 6]),
        ("run-1", 1, None),  # forgotten: four changes are kept
        ("run-1", 7, None),  # never happened
        ("run-0", 4, None),  # another run of the server
        (None, 4, None),
        ("run-1", None, None),
    ],
)
async def test_a_screen_resumes_where_it_was(
    hub: Hub, instance: str | None, since: int | None, missed: list[int] | None
) -> None:
    for number in range(1, 7):
        hub.announce(alarm_change("1", f"a.{number}"))
    box, first = hub.subscribe(watch(), 3, instance, since)
    head, *rest = [json.loads(text) for text in first]
    assert head["type"] == ("snapshot" if missed is None else "resumed")
    assert (head["id"], head["cursor"]) == (3, 6)
    assert [one["cursor"] for one in rest] == (missed or [])
    hub.announce(alarm_change("1", "a.7"))
    assert [m["cursor"] for m in await messages(box)] == [7]


async def test_resuming_brings_only_what_the_screen_watches(hub: Hub) -> None:
    hub.announce(alarm_change("1"))
    hub.announce(alarm_change("2"))
    hub.announce(alarm_change("1"), pending=True)
    _, (_, *rest) = hub.subscribe(watch("1"), 1, "run-1", 0)
    assert [json.loads(text)["cursor"] for text in rest] == [1]


async def test_who_left_gets_nothing(hub: Hub) -> None:
    box = subscribed(hub)
    hub.unsubscribe(box)
    for _ in range(20):
        hub.announce(alarm_change("1"))
    assert not box.overflowed


# --- ticks ---


@pytest.mark.usefixtures("ticking")
async def test_a_tick_holds_what_changed(hub: Hub, ward: Ward) -> None:
    box = subscribed(hub)
    all_changed(hub, ward)
    assert await tick(box) == {"1": 72, "2": 72, "3": 72}
    ward.rates["2"] = 80
    hub.vitals_changed("2")
    assert await tick(box) == {"2": 80}


async def test_every_bed_comes_once_a_second_for_its_ages(clock: ManualClock, ward: Ward) -> None:
    hub = made(clock, ward, tick_ms=100)
    async with running(hub):
        box = subscribed(hub)
        assert await tick(box) == {"1": 72, "2": 72, "3": 72}
        clock.advance(500)
        hub.vitals_changed("2")
        assert await tick(box) == {"2": 72}
        clock.advance(450)  # the next tick would come after the second
        assert await tick(box) == {"1": 72, "3": 72}


@pytest.mark.usefixtures("ticking")
async def test_a_screen_that_missed_a_tick_gets_all_its_beds(
    hub: Hub, ward: Ward, clock: ManualClock
) -> None:
    slow, quick = subscribed(hub, "1", "2"), subscribed(hub)
    all_changed(hub, ward)
    assert await tick(quick) == {"1": 72, "2": 72, "3": 72}
    for bed, rate in (("1", 81.0), ("2", 82.0), ("3", 83.0)):
        ward.rates[bed] = rate
        hub.vitals_changed(bed)
        assert await tick(quick) == {bed: rate}
    assert await tick(slow) == {"1": 81, "2": 82}, "the newest of each, though none was taken"
    hub.vitals_changed("2")
    assert await tick(slow) == {"2": 82}


@pytest.mark.usefixtures("ticking")
async def test_numerics_are_made_once_for_all_screens(hub: Hub, ward: Ward) -> None:
    boxes = [subscribed(hub), subscribed(hub), subscribed(hub, "1", "2", "3")]
    all_changed(hub, ward)
    found = [text for box in boxes for text in await texts(box) if '"type":"vitals"' in text]
    assert len(found) == 3
    assert found[0] is found[1]
    assert ward.asked == 3, "each bed was asked once, for whichever screens"


@pytest.mark.usefixtures("ticking")
async def test_a_screen_gets_only_its_beds(hub: Hub, ward: Ward) -> None:
    box = subscribed(hub, "2")
    all_changed(hub, ward)
    assert await tick(box) == {"2": 72}
    hub.vitals_changed("1")
    hub.vitals_changed("2")
    assert await tick(box) == {"2": 72}


@pytest.mark.usefixtures("ticking")
async def test_a_heartbeat_comes_outside_the_numerics(hub: Hub) -> None:
    box = subscribed(hub)
    found: list[dict[str, Any]] = []
    while not found:
        found = [m for m in await messages(box) if m["type"] == "heartbeat"]
    assert found == [{"type": "heartbeat", "cursor": 0, "time": NOW}]


@pytest.mark.usefixtures("ticking")
async def test_changes_that_wait_too_long_end_the_screen(hub: Hub, clock: ManualClock) -> None:
    stalled, reading = subscribed(hub), subscribed(hub)
    hub.announce(alarm_change("1"))
    await messages(reading)
    clock.advance(2_001)
    await tick(reading)  # a second is over for every bed
    hub.vitals_changed("1")
    await tick(reading)  # after one whole round
    assert stalled.overflowed
    assert not reading.overflowed


@pytest.mark.usefixtures("ticking")
async def test_a_tick_that_fails_is_told_and_the_next_one_comes(
    hub: Hub, ward: Ward, caplog: pytest.LogCaptureFixture
) -> None:
    box = subscribed(hub)
    all_changed(hub, ward)
    await tick(box)
    ward.failing = {"1"}
    hub.vitals_changed("1")
    async with asyncio.timeout(5):
        while "a tick could not be sent" not in caplog.text:  # noqa: ASYNC110  (no event tells)
            await asyncio.sleep(0.001)
    ward.failing = set()
    hub.vitals_changed("2")
    assert await tick(box) == {"2": 72}
