"""No value, implausible and critical are three different things."""

import pytest

from tests.peers import Monitor, Screen
from tests.streaming.ward import Place, kept_sending

NO_VALUE = [
    ("hr", None),
    ("hr", -1),
    ("hr", 0),
    ("hr", 255),
    ("pr", 0),
    ("pr", 255),
    ("spo2", None),
    ("spo2", -1),
    ("spo2", 0),
    ("spo2", 127),
    ("spo2", 255),
    ("rr", -1),
    ("rr", 255),
    ("etco2", -1),
]
VALUES = [("hr", 28), ("hr", 127), ("rr", 0), ("etco2", 0), ("hr", 70.5)]
IMPLAUSIBLE = [("spo2", 101), ("spo2", 9), ("hr", 14), ("hr", 301), ("rr", 81), ("etco2", 1e9)]


@pytest.mark.parametrize(("vital", "value"), NO_VALUE)
async def test_what_says_that_there_is_no_value(
    place: Place, vital: str, value: float | None
) -> None:
    async with await place.monitor() as monitor:
        await monitor.take({vital: 50})
        await monitor.take({vital: value})
    shown = place.shown()["vitals"][vital]
    assert (shown["state"], shown["reason"]) == ("invalid", "no_value")
    assert shown["value"] == 50  # the last one; its state says that it is not to be shown
    assert place.records("vitals")[-1]["samples"][0][vital] == value


@pytest.mark.parametrize(("vital", "value"), VALUES)
async def test_what_is_a_value(place: Place, vital: str, value: float) -> None:
    async with await place.monitor() as monitor:
        await monitor.take({vital: value})
    shown = place.shown()["vitals"][vital]
    assert (shown["state"], shown["value"]) == ("live", value)


@pytest.mark.parametrize(("vital", "value"), IMPLAUSIBLE)
async def test_what_cannot_be(place: Place, vital: str, value: float) -> None:
    async with await place.monitor() as monitor:
        await monitor.take({vital: value, "pr": 66})
    vitals = place.shown()["vitals"]
    assert (vitals[vital]["state"], vitals[vital]["reason"]) == ("invalid", "implausible")
    assert (vitals["pr"]["state"], vitals["pr"]["value"]) == ("live", 66)  # the frame's others are
    assert place.records("vitals")[-1]["samples"][0][vital] == value


async def test_pressures_of_255_over_127_are_a_reading(place: Place) -> None:
    async with await place.monitor() as monitor:
        await monitor.take({"sbp": 255, "dbp": 127, "map": 170})
    bp = place.shown()["vitals"]["bp"]
    assert (bp["state"], bp["sbp"], bp["dbp"], bp["source"]) == ("live", 255, 127, "nibp")


async def test_an_arterial_pressure_is_no_cuff_reading(place: Place) -> None:
    async with await place.monitor() as monitor:
        await monitor.take({"sbp": 190, "dbp": 100, "map": 130, "bp": "art"})
    vitals = place.shown()["vitals"]
    assert vitals["bp"]["state"] == "absent"
    assert (vitals["art"]["sbp"], vitals["art"]["source"]) == (190, "art")


async def test_one_cuff_reading_repeated_each_second_is_one(place: Place) -> None:
    async with await place.screen(pending=True) as screen, await place.monitor() as monitor:
        session = await place.infusion(monitor)
        high = {"at": monitor.clock(), "sbp": 165, "dbp": 80, "map": 108}
        for beat in range(5):
            await monitor.take(high, {"hr": 70 + beat})
        await screen.vital(place.bed, "hr", value=74)
        told = [m["alarm"] for m in screen.seen if m["type"] == "alarm"]
        high_rules = [a for a in told if a["rule"].startswith("sbp_high")]
        assert [(a["rule"], a["condition"]) for a in high_rules] == [
            ("sbp_high_low", "active"),
            ("sbp_high_medium", "pending"),
        ]
        await monitor.take({**high, "at": monitor.clock()})
        alarm = await screen.alarm(rule="sbp_high_medium", condition="active")
        assert alarm["reason"] == "confirmed"
        assert [r for r in place.vitals(session)["sbp"] if r == 165] == [165, 165]


async def test_a_critical_heart_rate_is_judged(simulated: Place) -> None:
    async with await simulated.screen() as screen, await simulated.monitor() as monitor:
        await simulated.infusion(monitor)
        async with kept_sending(monitor, {"hr": 28}):
            alarm = await screen.alarm(rule="hr_low_high", condition="active")
        assert (alarm["value"], alarm["priority"]) == (28, "high")


async def test_an_implausible_saturation_makes_unknown_and_never_clears(simulated: Place) -> None:
    async with await simulated.screen() as screen, await simulated.monitor() as monitor:
        await simulated.infusion(monitor)
        raised = await desaturated(monitor, screen)
        for _ in range(3):
            await monitor.take({"spo2": 101})
        unknown = await screen.alarm(id=raised["id"])
        assert (unknown["condition"], unknown["value"]) == ("unknown", 80)
        assert unknown["reason"] == "value_invalid"
        await screen.alarm(rule="spo2_implausible", condition="active", kind="technical")
        await monitor.take({"spo2": 80})
        again = await screen.alarm(id=raised["id"])
        assert (again["condition"], again["reason"]) == ("active", "still_bad")


async def test_silence_makes_unknown_and_is_told_as_missing_data(simulated: Place) -> None:
    async with await simulated.screen() as screen, await simulated.monitor() as monitor:
        await simulated.infusion(monitor)
        raised = await desaturated(monitor, screen)
        unknown = await screen.alarm(id=raised["id"])
        assert (unknown["condition"], unknown["reason"]) == ("unknown", "value_lost")
        await screen.alarm(rule="monitor_silent_medium", reason="no_data", priority="medium")


async def desaturated(monitor: Monitor, screen: Screen) -> dict[str, object]:
    """The high priority alarm of a saturation that stays at 80."""
    await monitor.take({"spo2": 80})
    return await screen.alarm(rule="spo2_low_high", condition="active")
