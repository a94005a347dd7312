"""What comes late is filed in its place; it raises nothing and clears nothing."""

from typing import Any

from tests.streaming.ward import Place

MINUTE = 60_000
HIGH = {"sbp": 190, "dbp": 100, "map": 130}
GOOD = {"sbp": 120, "dbp": 70, "map": 87}


async def test_a_stored_desaturation_is_filed_and_raises_nothing(place: Place) -> None:
    async with await place.screen() as screen, await place.monitor() as monitor:
        session = await place.infusion(monitor)
        began = monitor.clock() - 60_000
        low = [{"at": began + 1000 * k, "spo2": 70, "hr": 30} for k in range(30)]
        await monitor.take(*low, stored=True)
        changed = await screen.next("history_changed")
        assert changed["bed"] == place.bed
        assert abs(changed["from"] - began) < 100
        assert abs(changed["to"] - began - 29_000) < 100
        await monitor.take({"spo2": 97})
        assert place.alarms(session) == {}
        assert place.shown()["vitals"]["spo2"]["value"] == 97
        assert place.vitals(session)["spo2"].count(70) == 30
        (late,) = place.records("late")
        assert late["stored"] is True


async def test_the_server_decides_what_is_late(place: Place) -> None:
    async with await place.screen() as screen, await place.monitor() as monitor:
        session = await place.infusion(monitor)
        await monitor.take({"spo2": 96, "hr": 70})
        old = monitor.clock() - 4_000
        await monitor.take({"at": old, "spo2": 70})  # older than 3 s
        await screen.next("history_changed")
        await monitor.take({"at": monitor.clock() - 61_000, **HIGH})  # a cuff: older than 60 s
        await screen.next("history_changed")
        await monitor.take({"at": monitor.clock() - 30_000, "spo2": 96, **HIGH})
        assert place.alarms(session) == {}  # and that one is older than the newest reading
        assert place.shown()["vitals"]["bp"]["sbp"] == 122


async def test_a_cuff_reading_of_half_a_minute_ago_is_judged(place: Place) -> None:
    async with await place.screen() as screen, await place.monitor() as monitor:
        session = place.session()
        place.api.command(session, "baseline")
        await monitor.take({"at": monitor.clock() - 30_000, **HIGH})
        await screen.alarm(rule="sbp_high_high", condition="active")


async def test_late_good_values_clear_nothing(place: Place) -> None:
    async with await place.screen() as screen, await place.monitor() as monitor:
        await place.infusion(monitor)
        await monitor.take(HIGH)
        raised = await screen.alarm(rule="sbp_high_high", condition="active")
        for minutes in (4, 3, 2):
            await monitor.take({"at": monitor.clock() - minutes * MINUTE, **GOOD})
        await monitor.take({"at": monitor.clock(), **GOOD}, stored=True)
        await monitor.take(GOOD)  # the first good one that counts: two are needed
        await monitor.take({"hr": 72})
        await screen.vital(place.bed, "hr", value=72)
        assert [a for a in told(screen.seen) if a["id"] == raised["id"]] == [raised]
        await monitor.take(GOOD)
        returned = await screen.alarm(id=raised["id"])
        assert (returned["condition"], returned["latched"]) == ("returned", True)


async def test_the_live_lane_is_not_held_up_by_a_backlog(place: Place) -> None:
    async with await place.screen() as screen, await place.monitor() as monitor:
        session = await place.infusion(monitor)
        began = monitor.clock() - 30 * MINUTE
        for part in range(30):
            begin = began + part * MINUTE
            old = [{"at": begin + 1000 * k, "hr": 65, "spo2": 95} for k in range(60)]
            await monitor.vitals(*old, stored=True)
        await monitor.vitals({"hr": 77, "spo2": 98})
        await screen.vital(place.bed, "hr", state="live", value=77)
        await monitor.acked(33)
        assert place.vitals(session)["hr"].count(65) == 1800
        assert place.alarms(session) == {}


def told(messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [message["alarm"] for message in messages if message["type"] == "alarm"]
