"""A fault of the equipment stands for what it is the reason of; nothing is cleared by it."""

from typing import Any

from app.alarms.condition import Attention, Condition, Reason
from tests.alarms.series import START, Series, changed, vitals


def inhibitions(series: Series, rule: str) -> list[tuple[float, Reason]]:
    return [
        ((t.at - START) / 1000, t.because)
        for t in series.transitions
        if t.alarm.rule == rule and t.because in (Reason.INHIBITED, Reason.RELEASED)
    ]


def test_a_medium_alarm_is_replaced_as_soon_as_the_probe_is_missed() -> None:
    series = Series(spo2="89x16 offx31")
    alarm = series.alarm("spo2_low_medium")
    assert (alarm.condition, alarm.inhibited_by) == (Condition.UNKNOWN, "spo2_no_signal_medium")
    assert inhibitions(series, "spo2_low_medium") == [(45, Reason.INHIBITED)]
    series.feed(spo2="89")
    alarm = series.alarm("spo2_low_medium")
    assert (alarm.condition, alarm.inhibited_by) == (Condition.ACTIVE, None)
    assert inhibitions(series, "spo2_low_medium")[1:] == [(47, Reason.RELEASED)]


def test_a_low_fault_stands_for_nothing() -> None:
    series = Series(spo2="89x16 offx20")
    assert "spo2_no_signal_low" in series.open()
    assert series.alarm("spo2_low_medium").inhibited_by is None


def test_a_high_alarm_is_replaced_only_after_it_was_shown_for_ten_seconds() -> None:
    series = Series(spo2="97 84x6 _x30")
    assert series.alarms("spo2_low_high")[1:] == [
        "6s spo2_low_high pending→active",
        "16s spo2_low_high active→unknown",
        "21s spo2_low_high unknown→unknown",
    ]


def test_nothing_holds_a_high_alarm_back() -> None:
    assert Series(spo2="97 84x2 offx12").alarms("spo2_low_high") == [
        "1s spo2_low_high normal→pending",
        "6s spo2_low_high pending→unknown",
    ]


def test_or_when_somebody_has_acknowledged_it() -> None:
    hasty = changed({"data_loss.0.phases.infusion": "7s"})
    series = Series(protocol=hasty, spo2="97x2 84 _x7")
    alarm = series.alarm("spo2_low_high")
    assert alarm.inhibited_by is None
    series.say("acknowledge", alarm=alarm.id, revision=alarm.revision).wait(1)
    alarm = series.alarm("spo2_low_high")
    assert alarm.attention is Attention.ACKNOWLEDGED
    assert alarm.inhibited_by == "spo2_no_data_medium"


def test_what_matures_before_the_fault_is_told_stands_for_itself_until_then() -> None:
    series = Series(spo2="97 89 offx40")
    told = [
        ((t.at - START) / 1000, t.because, t.alarm.condition)
        for t in series.transitions
        if t.alarm.rule == "spo2_low_medium"
    ]
    assert told == [
        (1, Reason.LIMIT_CROSSED, Condition.PENDING),
        (16, Reason.VALUE_INVALID, Condition.UNKNOWN),
        (31, Reason.INHIBITED, Condition.UNKNOWN),
    ]


def test_a_low_alarm_waits_while_the_fault_lasts_and_persists_anew_afterwards() -> None:
    series = Series(spo2="97x2 93x2 offx60")
    assert series.alarms("spo2_low_low") == [
        "2s spo2_low_low normal→pending",
        "62s spo2_low_low pending→pending",
    ]
    assert series.alarm("spo2_low_low").reason is Reason.INHIBITED
    assert "spo2_low_low" not in series.open()
    series.feed(spo2="93x61")
    assert series.alarms("spo2_low_low")[2:] == ["124s spo2_low_low pending→active"]


def artifact(series: Series, values: str, poor: bool = True, **others: Any) -> Series:
    """Saturations at one a second with a poor (or good) signal."""
    for text in values.split():
        value, _, times = text.partition("x")
        for _ in range(int(times or 1)):
            quality = {"spo2": {"sqi": 0.2 if poor else 0.9}}
            given = vitals(series.at, quality=quality, spo2=float(value), hr=72, **others)
            series.take(given)
            series.at += 1000
    return series


def test_t16_an_artifact_of_ten_seconds_is_held_and_told_to_nobody() -> None:
    series = Series(spo2="97x5")
    for _ in range(10):
        artifact(series, "60x10")
        series.feed(spo2="97x110")
    assert {t.alarm.rule for t in series.transitions} == {"spo2_artifact", "cuff_overdue_low",
        "cuff_overdue_medium", "cuff_overdue_high"}  # fmt: skip
    assert series.raised("spo2_artifact") == 0
    assert series.alarms("spo2_artifact")[:2] == [
        "5s spo2_artifact normal→pending",
        "15s spo2_artifact pending→normal",
    ]


def test_t16_one_of_35_s_is_a_medium_alarm_of_the_equipment() -> None:
    series = artifact(Series(spo2="97x5"), "60x35").feed(spo2="97x12")
    assert series.alarms("spo2_artifact") == [
        "5s spo2_artifact normal→pending",
        "35s spo2_artifact pending→active",
        "40s spo2_artifact active→normal",
    ]
    assert series.raised("spo2_low_high") == series.raised("spo2_low_medium") == 0
    assert series.alarm("spo2_artifact").text == "SpO2 artifact"


def test_after_30_s_a_value_is_judged_whatever_the_signal() -> None:
    series = artifact(Series(spo2="97x5"), "60x45")
    assert series.raised("spo2_low_high") == 1


def test_a_fall_with_a_good_signal_or_without_one_is_judged() -> None:
    assert artifact(Series(spo2="97x5"), "60x7", poor=False).raised("spo2_low_high") == 1
    assert Series(spo2="97x5 60x7").raised("spo2_low_high") == 1


def test_a_slow_fall_is_judged_whatever_the_signal() -> None:
    series = artifact(Series(spo2="97x5"), "93x2 88x2 84x7")
    assert series.raised("spo2_low_high") == 1


def test_the_hold_ends_when_breathing_makes_the_fall_believable() -> None:
    series = artifact(Series(spo2="97x5"), "60x3")
    assert series.engine.open_alarms() == []
    artifact(series, "60x7", rr=8)
    assert series.raised("spo2_low_high") == 1
    assert artifact(Series(spo2="97x5", rr="8x5"), "60x6", rr=8).raised("spo2_low_high") == 1


def test_what_was_open_is_unknown_while_a_jump_is_held() -> None:
    series = artifact(Series(spo2="84x6"), "60x3")
    alarm = series.alarm("spo2_low_high")
    assert (alarm.condition, alarm.reason) == (Condition.UNKNOWN, Reason.ARTIFACT)


def squeeze(series: Series, spo2: float | None, seconds: int, busy: bool = True) -> Series:
    for _ in range(seconds):
        flags = ("nibp_busy",) if busy else ()
        series.take(vitals(series.at, flags=flags, hr=72, spo2=spo2))
        series.at += 1000
    return series


def test_c12_a_measuring_cuff_suspends_low_and_medium_but_never_high() -> None:
    series = squeeze(Series(spo2="97"), 89, 30)
    assert series.open() == []
    assert series.alarms("spo2_low_medium")[-1] == "16s spo2_low_medium pending→pending"
    assert series.alarm("spo2_low_medium").reason is Reason.CUFF_BUSY
    squeeze(series, 97, 2, busy=False)
    assert series.raised("spo2_low_medium") == 0
    assert squeeze(Series(spo2="97"), 84, 6).open() == ["spo2_low_high"]


def test_the_probe_on_a_squeezed_arm_is_not_missed() -> None:
    series = squeeze(Series(spo2="97"), None, 40)
    assert series.open() == []
    squeeze(series, None, 12, busy=False)
    assert series.open() == ["spo2_no_signal_low"]


def test_a_cuff_suspends_for_45_s_at_most() -> None:
    series = squeeze(Series(spo2="97"), 89, 62)
    assert series.alarms("spo2_low_medium")[-1] == "61s spo2_low_medium pending→active"


def test_a_fall_that_lasts_is_raised_after_the_cuff() -> None:
    series = squeeze(squeeze(Series(spo2="97"), 89, 20), 89, 17, busy=False)
    assert series.alarms("spo2_low_medium")[-1] == "36s spo2_low_medium pending→active"
