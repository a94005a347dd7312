"""A monitor's clock may be wrong: nothing is refused, it is corrected, marked and told."""

import asyncio

import pytest

from tests.peers import Monitor, now_ms
from tests.streaming.ward import Place

HOUR = 3_600_000
YEAR_2100 = 4_102_444_800_000
CRITICAL = {"sbp": 190, "dbp": 100, "map": 130}


@pytest.mark.parametrize("begins", [5_000, YEAR_2100], ids=["1970", "2100"])
async def test_a_clock_of_another_time(place: Place, begins: int) -> None:
    async with await place.screen() as screen:
        skew = begins - now_ms()
        async with await place.monitor(skew=skew) as monitor:
            session = await place.infusion(monitor)
            await monitor.take({"hr": 71, "spo2": 97}, CRITICAL)
            alarm = await screen.alarm(rule="sbp_high_high", condition="active")
            assert abs(alarm["onset"] - now_ms()) < 5_000
            bed = place.shown()
            assert abs(bed["monitor"]["skew"] + skew) < 1_000
            assert (bed["vitals"]["hr"]["state"], bed["vitals"]["hr"]["value"]) == ("live", 71)
            assert "clock_skew" in {m["alarm"]["rule"] for m in screen.seen if m["type"] == "alarm"}
            assert place.alarms(session)["sbp_high_high"]["condition"] == "active"
    samples = [s for record in place.records("vitals") for s in record["samples"]]
    assert all(abs(s["at"] - begins) < 60_000 for s in samples)  # as they came
    assert all(abs(s["judge"] - now_ms()) < 60_000 for s in samples)


async def test_a_step_of_an_hour_is_no_lateness(place: Place) -> None:
    async with await place.screen() as screen, await place.monitor() as monitor:
        await place.infusion(monitor)
        for step in (HOUR, -HOUR):
            monitor.skew += step
            await doubted_twice(monitor)
            await monitor.take({"hr": 88 if step > 0 else 89})
            await screen.vital(place.bed, "hr", state="live", value=88 if step > 0 else 89)
        offsets = [r["body"] for r in place.records("fact") if r["fact"] == "offset"]
        steps = [body["offset"] for body in offsets if body["reason"] == "step"]
        assert abs(steps[0] + HOUR) < 1_000
        assert abs(steps[1]) < 1_000


async def test_a_stepped_clock_is_shown_told_and_judged_on(place: Place) -> None:
    async with await place.screen() as screen, await place.monitor() as monitor:
        await place.infusion(monitor)
        monitor.skew = -HOUR
        await doubted_twice(monitor)
        while abs(((await screen.next("monitor"))["monitor"]["skew"] or 0) - HOUR) > 1_000:
            pass
        skewed = await screen.alarm(rule="clock_skew", condition="active")
        assert skewed["kind"] == "technical"
        await monitor.take(CRITICAL)
        await screen.alarm(rule="sbp_high_high", condition="active")


async def test_one_frame_of_another_time_changes_no_clock(place: Place) -> None:
    async with await place.monitor() as monitor:
        await monitor.take({"hr": 70})
        await monitor.take({"at": monitor.clock() - HOUR, "hr": 40})
        await monitor.take({"hr": 71})
        await monitor.take({"at": monitor.clock() - HOUR, "hr": 40}, stored=True)
        await asyncio.sleep(0.55)
        await monitor.take({"at": monitor.clock() - HOUR, "hr": 40}, stored=True)
        await monitor.take({"hr": 72})
    assert place.shown()["monitor"]["skew"] is None
    assert place.shown()["vitals"]["hr"]["value"] == 72
    assert place.stored() == [1, 2, 3, 4, 5, 6]


async def test_a_clock_that_runs_backwards_is_taken_as_it_comes(place: Place) -> None:
    async with await place.monitor() as monitor:
        first = monitor.clock()
        for back in range(5):
            await monitor.take({"at": first - 100 * back, "hr": 70 + back})
    assert place.stored() == [1, 2, 3, 4, 5]
    assert place.shown()["vitals"]["hr"]["value"] == 70
    late = [record["samples"][0].get("late", False) for record in place.records("vitals", "late")]
    assert late == [False, True, True, True, True]


async def test_a_drifting_clock_is_followed(place: Place) -> None:
    async with await place.monitor() as monitor:
        await monitor.take({"hr": 70})
        monitor.skew = -1_000
        for _ in range(45):
            await monitor.vitals({"hr": 71})
        await monitor.acked(46)
    offsets = [r["body"] for r in place.records("fact") if r["fact"] == "offset"]
    (drift,) = [body["offset"] for body in offsets if body["reason"] == "drift"]
    assert abs(drift - 1_000) < 100


async def test_a_sample_from_the_future_is_judged_at_its_receipt(place: Place) -> None:
    async with await place.monitor() as monitor:
        await monitor.take({"at": monitor.clock() + 1_500, "hr": 70})
        (record,) = place.records("vitals")
        (sample,) = record["samples"]
        assert sample["judge"] == record["at"]
        await monitor.take({"hr": 71})
    assert place.shown()["vitals"]["hr"]["value"] == 71


async def doubted_twice(monitor: Monitor) -> None:
    """Two frames of a new time, far enough apart to be believed."""
    await monitor.take({"hr": 80})
    await asyncio.sleep(0.55)  # the server wants 0.5 s between them
    await monitor.take({"hr": 81})
