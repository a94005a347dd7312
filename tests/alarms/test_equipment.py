"""The monitor itself: re-check (C13), pulse against heart rate (C9), flags (C19), overrun (C18)."""

import pytest

from app.alarms.condition import Attention, Condition, Kind, Priority, Reason
from app.alarms.cuff import Recheck
from app.alarms.inputs import Fact, FactInput
from app.domain.phases import Phase
from tests.alarms.series import START, Series, vitals

MINUTE = 60_000


def test_a_breach_asks_for_another_reading_within_three_minutes() -> None:
    series = Series().cuff(163)
    assert series.engine.recheck == Recheck(START, START + MINUTE, START + 3 * MINUTE)
    series.wait(181)
    assert series.alarms("cuff_recheck") == ["180s cuff_recheck_overdue normal→active"]
    alarm = series.alarm("cuff_recheck_overdue")
    assert (alarm.priority, alarm.text) == (Priority.MEDIUM, "BP re-check overdue 3 min")
    assert series.cuff(120).open() == []
    assert series.engine.recheck is None


def test_beyond_a_high_limit_the_cuff_is_wanted_as_soon_as_the_arm_can_bear_it() -> None:
    assert Series().cuff(185).engine.recheck == Recheck(START, START + 30_000, START + 3 * MINUTE)
    assert Series().cuff(None, None).cuff(143).engine.recheck is None, "low limits ask for nothing"


def test_another_breach_asks_anew_and_a_good_reading_does_not() -> None:
    assert Series().cuff(185).wait(170).cuff(182).wait(170).raised("cuff_recheck_overdue") == 0
    assert Series().cuff(120).wait(500).raised("cuff_recheck_overdue") == 0
    assert Series(Phase.OBSERVATION).cuff(185).wait(500).raised("cuff_recheck_overdue") == 0


def test_a_series_of_rechecks_ends_after_five_minutes_and_the_next_breach_begins_another() -> None:
    series = Series().cuff(185)
    for _ in range(4):
        assert series.wait(60).cuff(185).engine.recheck is not None
    assert series.wait(60).cuff(185).engine.recheck is None, "five minutes after the first one"
    assert series.wait(299).cuff(185).engine.recheck is None, "of the same series"
    assert series.wait(300).cuff(185).engine.recheck is not None
    assert Series().cuff(185).wait(240).cuff(185).wait(300).cuff(185).engine.recheck is not None


def test_an_overdue_recheck_makes_what_was_acknowledged_call_again() -> None:
    series = Series().cuff(185).wait(60)
    alarm = series.alarm("sbp_high_high")
    series.say("acknowledge", alarm=alarm.id, revision=alarm.revision).wait(121)
    alarm = series.alarm("sbp_high_high")
    assert (alarm.attention, alarm.reason) == (Attention.UNACKNOWLEDGED, Reason.RESOUND)
    told = [t.at - START for t in series.transitions if t.because is Reason.RESOUND]
    assert told == [180_000]


def test_a_recheck_that_fails_confirms_the_first_reading() -> None:
    series = Series().cuff(163).wait(60).cuff(None, None)
    alarm = series.alarm("sbp_high_medium")
    assert (alarm.condition, alarm.reason) == (Condition.UNKNOWN, Reason.RECHECK_FAILED)
    series.wait(30).cuff(161)
    assert series.alarm("sbp_high_medium").condition is Condition.ACTIVE


def pulses(series: Series, hr: float | None, pr: float, seconds: int) -> Series:
    for _ in range(seconds):
        values = {"pr": pr, "spo2": 97.0} | ({} if hr is None else {"hr": hr})
        series.take(vitals(series.at, None, False, (), None, **values))
        series.at += 1000
    return series


def test_c9_pulse_and_heart_rate_15_apart_for_15_s() -> None:
    series = pulses(Series(), 72, 86, 30)
    assert series.transitions == []
    pulses(series, 72, 87, 16)
    assert series.alarms("pulse") == ["45s pulse_differs normal→active"]
    alarm = series.alarm("pulse_differs")
    assert (alarm.priority, alarm.kind, alarm.text, alarm.onset) == (
        Priority.LOW, Kind.TECHNICAL, "Pulse 87 and HR 72 differ", START + 30_000,
    )  # fmt: skip
    pulses(series, 72, 72, 5)
    pulses(series, 72, 90, 2)
    pulses(series, 72, 72, 11)
    assert series.alarms("pulse")[1:] == ["63s pulse_differs active→normal"]


def test_a_heart_rate_that_is_not_there_differs_from_nothing() -> None:
    series = pulses(Series(hr="120x2"), None, 72, 30)
    assert series.raised("pulse_differs") == 0


def flagged(series: Series, flags: tuple[str, ...], seconds: int = 1) -> Series:
    for _ in range(seconds):
        series.take(vitals(series.at, flags=flags, hr=72, spo2=97))
        series.at += 1000
    return series


def test_c19_a_battery_is_low_until_it_was_not_for_a_while() -> None:
    series = flagged(Series(), ("battery_low",), 3)
    assert series.open() == ["battery_low"]
    flagged(series, ("battery_critical",))
    assert series.open() == ["battery_low", "battery_critical"]
    flagged(series, (), 31)
    assert series.open() == []
    assert series.alarms("battery_low")[1:] == ["32s battery_low active→normal"]


def test_a_cuff_that_measured_nothing_is_told_until_it_measures() -> None:
    series = flagged(Series(), ("nibp_failed",))
    flagged(series, (), 60)
    assert series.open() == ["cuff_failed"]
    assert series.cuff(120).open() == []


def test_what_a_monitor_said_of_itself_ends_with_it() -> None:
    series = flagged(Series(), ("battery_low",))
    series.take(FactInput(series.at, Fact.BINDING, {"monitor": "m1"}))
    assert series.open() == ["battery_low"]
    series.take(FactInput(series.at, Fact.BINDING, {"monitor": "m2"}))
    assert series.open() == []
    flagged(series, ("battery_low",)).say("stop", outcome="complete").say("discharge")
    assert series.open() == []
    assert flagged(series, ("battery_low",)).open() == []


def test_c18_an_infusion_over_time_is_told_pauses_not_counted() -> None:
    series = Series().wait(10 * 60).say("pause").wait(20 * 60)
    assert series.raised("infusion_overrun") == 0
    series.say("resume").wait(35 * 60 + 1)
    assert series.alarms("infusion_overrun") == ["3900s infusion_overrun normal→active"]
    assert series.alarm("infusion_overrun").text == "Infusion 5 min over time"
    series.say("stop", outcome="complete")
    assert series.alarm("infusion_overrun").condition is Condition.NORMAL


@pytest.mark.parametrize("fact", [Fact.WRONG_PATIENT, Fact.WRONG_DEVICE])
def test_t13_another_patient_or_device_is_a_high_alarm_that_latches(fact: Fact) -> None:
    series = Series().take(FactInput(START, fact, {"monitor": "m1", "wrong": True}))
    alarm = series.alarm(fact.value)
    assert (alarm.priority, alarm.kind, alarm.latched) == (Priority.HIGH, Kind.TECHNICAL, True)
    series.take(FactInput(START + 1000, fact, {"monitor": "m1", "wrong": False}))
    assert series.alarm(fact.value).condition is Condition.RETURNED


def test_what_comes_late_says_nothing_of_the_present() -> None:
    series = Series(hr="72").wait(14)
    series.take(vitals(series.at, START + 5000, late=True, hr=72, flags=("battery_low",)))
    assert series.open() == ["monitor_silent_medium"]


def test_a_limit_that_is_moved_gives_an_unwatched_infusion_no_more_time() -> None:
    series = Series().fact(Fact.STATIONS, watching=0).wait(10)
    series.say("limits", rule="hr_high_sustained", value=115).wait(30)
    assert series.alarms("unwatched") == ["20s unwatched normal→active"]
