"""Limits with delay, hysteresis and count. T2 … T10: the sharpest tests of the clinical page."""

import pytest

from app.alarms.condition import Attention, Condition, Reason
from app.domain.phases import Phase
from tests.alarms.series import START, Series, tell, vitals

CASES = [
    (
        "T2: 14 s at 89 are no alarm",
        {"spo2": "97x3 89x14 93x5"},
        ["3s spo2_low_low normal→pending", "3s spo2_low_medium normal→pending",
         "17s spo2_low_medium pending→normal"],
    ),
    (
        "T2: 15 s at 89 are a medium alarm",
        {"spo2": "97x3 89x16"},
        ["3s spo2_low_low normal→pending", "3s spo2_low_medium normal→pending",
         "18s spo2_low_medium pending→active"],
    ),
    (
        "T3: it clears only after the full 10 s at 92",
        {"spo2": "89x16 90x30 91x30 92x9 91 92x11"},
        ["0s spo2_low_low normal→pending", "0s spo2_low_medium normal→pending",
         "15s spo2_low_medium pending→active", "60s spo2_low_low pending→active",
         "96s spo2_low_medium active→normal"],
    ),
    (
        "T4: 5 s at 84 are a high alarm, and it latches",
        {"spo2": "97 84x6 97x11"},
        ["1s spo2_low_low normal→pending", "1s spo2_low_medium normal→pending",
         "1s spo2_low_high normal→pending", "6s spo2_low_high pending→active",
         "7s spo2_low_low pending→normal", "7s spo2_low_medium pending→normal",
         "17s spo2_low_high active→returned"],
    ),
    (
        "HR 28 is critical",
        {"hr": "28x12"},
        ["0s hr_low_medium normal→pending", "0s hr_low_high normal→pending",
         "10s hr_low_high pending→active"],
    ),
    (
        "HR 127 is a value",
        {"hr": "72 127x16"},
        ["1s hr_high_medium normal→pending", "16s hr_high_medium pending→active"],
    ),
    ("HR 0 is no signal, and no value", {"hr": "72 0x12"}, []),
    ("HR 255 is no signal, and no value", {"hr": "72 255x12"}, []),
    (
        "a high limit is crossed by its own value, a low one is not",
        {"hr": "119 120x8", "spo2": "90x9"},
        ["0s spo2_low_low normal→pending", "1s hr_high_medium normal→pending"],
    ),
    (
        "a band value neither raises nor clears",
        {"hr": "121 116x5 121x9 116x3 121"},
        ["0s hr_high_medium normal→pending", "18s hr_high_medium pending→active"],
    ),
    (
        "a pending alarm is withdrawn when the band lasts as long as a clearing must",
        {"hr": "121 116x11"},
        ["0s hr_high_medium normal→pending", "11s hr_high_medium pending→normal"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("name", "rows", "expected"), CASES, ids=[c[0] for c in CASES])
def test_series(name: str, rows: dict[str, str], expected: list[str]) -> None:
    series = Series().feed(**rows)
    told = ("spo2_low", "hr_low", "hr_high_medium", "hr_high_high")
    assert [line for rule in told for line in series.alarms(rule)] == expected


def test_chatter_around_the_limit_is_one_alarm() -> None:
    series = Series(hr="119 121 " * 30)
    assert series.raised("hr_high_medium") == 1
    assert series.alarm("hr_high_medium").condition is Condition.ACTIVE


def test_the_alarm_says_what_was_wrong() -> None:
    alarm = Series(spo2="97 84x6").alarm("spo2_low_high")
    assert alarm.id == "s1.spo2_low_high.1"
    assert (alarm.text, alarm.value, alarm.limit) == ("SpO2 84 < 85", 84, 85)
    assert (alarm.onset, alarm.revision, alarm.bed, alarm.session) == (START + 1000, 1, "1", "s1")


def test_persistence_counts_measured_time_not_arrival() -> None:
    series = Series(lag_ms=400, spo2="97 89x15 93")
    assert series.alarms("spo2_low_medium") == [
        "1.4s spo2_low_medium normal→pending",
        "16s spo2_low_medium pending→active",
    ]


def test_a_pending_alarm_matures_in_silence_and_is_unknown_ten_seconds_after_the_last_value() -> (
    None
):
    series = Series(spo2="97x2 84").wait(20)
    assert series.alarms("spo2_low_high") == [
        "2s spo2_low_high normal→pending",
        "7s spo2_low_high pending→active",
        "12s spo2_low_high active→unknown",
        "17s spo2_low_high unknown→unknown",
    ]
    assert series.alarms("spo2_low_medium")[1:] == ["17s spo2_low_medium pending→pending"]
    assert series.alarm("spo2_low_medium").reason is Reason.INHIBITED


def test_silence_never_clears() -> None:
    series = Series(spo2="84x8 97x4").wait(3600)
    alarm = series.alarm("spo2_low_high")
    assert (alarm.condition, alarm.inhibited_by) == (Condition.UNKNOWN, "monitor_silent_medium")
    series.feed(spo2="97x9")
    assert series.alarm("spo2_low_high").condition is Condition.UNKNOWN
    series.feed(spo2="97x2")
    assert series.alarm("spo2_low_high").condition is Condition.RETURNED


def test_a_clearing_must_be_seen_without_a_gap() -> None:
    series = Series(spo2="84x8").wait(20).feed(spo2="97x6").wait(20).feed(spo2="97x6")
    assert series.alarm("spo2_low_high").condition is Condition.UNKNOWN


def test_time_alone_raises_as_soon_as_the_delay_is_over() -> None:
    judge = Series(spo2="97x2 84").engine
    assert judge.fire(START + 7000) == []
    assert [tell(t) for t in judge.fire(START + 7001)] == ["7s spo2_low_high pending→active"]


@pytest.mark.parametrize("lost", ["off", "5", "0", "127"])
def test_what_cannot_be_believed_never_clears(lost: str) -> None:
    series = Series(spo2=f"84x8 {lost}x300")
    told = [t for t in series.transitions if t.alarm.rule == "spo2_low_high"]
    assert [(t.alarm.condition, t.because) for t in told[2:]] == [
        (Condition.UNKNOWN, Reason.VALUE_INVALID),
        (Condition.UNKNOWN, Reason.INHIBITED),
    ]


def test_bad_again_after_unknown_is_active_again_and_stays_acknowledged() -> None:
    series = Series(spo2="84x8")
    series.say("acknowledge", alarm="s1.spo2_low_high.1", revision=1)
    series.feed(spo2="offx3 84")
    alarm = series.alarm("spo2_low_high")
    assert (alarm.condition, alarm.reason) == (Condition.ACTIVE, Reason.STILL_BAD)
    assert (alarm.revision, alarm.attention) == (4, Attention.ACKNOWLEDGED)


def test_t5_a_medium_pressure_alarm_needs_a_second_reading() -> None:
    unconfirmed = Series().cuff(163).wait(90).cuff(148).wait(300)
    assert unconfirmed.alarms("sbp_high_medium") == [
        "0s sbp_high_medium normal→pending",
        "90s sbp_high_medium pending→normal",
    ]
    confirmed = Series().cuff(163).wait(90).cuff(161)
    assert confirmed.alarms("sbp_high_medium")[1:] == ["90s sbp_high_medium pending→active"]
    assert confirmed.alarm("sbp_high_medium").text == "SBP 161 ≥ 157"


def test_a_second_reading_that_does_not_come_confirms_the_first() -> None:
    series = Series().cuff(163).wait(600)
    assert series.alarms("sbp_high_medium")[1:] == ["180s sbp_high_medium pending→active"]


def test_the_same_reading_sent_every_second_is_one_reading() -> None:
    series = Series()
    for second in range(30):
        series.take(vitals(START + second * 1000, START, sbp=163.0, dbp=80.0))
    assert series.raised("sbp_high_medium") == 0


def test_t6_a_high_pressure_alarm_acts_on_the_first_and_clears_after_two_readings() -> None:
    series = Series().cuff(182).wait(60).cuff(174).wait(60)
    assert series.alarms("sbp_high_high") == ["0s sbp_high_high normal→active"]
    series.cuff(173)
    assert series.alarms("sbp_high_high")[1:] == ["120s sbp_high_high active→returned"]


def test_limits_change_with_the_phase_and_the_next_value_decides() -> None:
    series = Series(Phase.BASELINE, hr="112x16").say("start", watching=1)
    assert series.alarm("hr_high_medium").condition is Condition.ACTIVE
    series.feed(hr="112x11")
    assert series.alarm("hr_high_medium").condition is Condition.NORMAL


def test_nothing_is_judged_before_the_baseline() -> None:
    assert Series(Phase.CHECK_IN, spo2="70x60").wait(120).transitions == []


def test_late_samples_touch_nothing() -> None:
    series = Series(spo2="97x3 84x6")
    before = series.engine.open_alarms()
    for second in range(30):
        series.take(vitals(series.at, START + second * 100, late=True, spo2=99.0, hr=20.0))
    assert series.engine.open_alarms() == before


def test_the_session_ends_and_with_it_every_alarm() -> None:
    series = Series(Phase.OBSERVATION, spo2="84x8").say("discharge")
    assert series.engine.open_alarms(pending=True) == []
    ended = series.alarm("spo2_low_high")
    assert (ended.condition, ended.reason) == (Condition.NORMAL, Reason.SESSION_ENDED)
    assert series.feed(spo2="84x30").wait(300).engine.open_alarms(pending=True) == []


def test_the_limits_in_force_are_told_with_their_history() -> None:
    series = Series(spo2="97x5").say("pause").feed(spo2="97").say("resume")
    medium = next(x for x in series.engine.limits() if x.rule == "spo2_low_medium")
    assert (medium.value, medium.clear, medium.delay_ms) == (90, 92, 15_000)
    spans = series.engine.limit_history()
    assert [(s.from_at - START, s.to_at) for s in spans] == [
        (-2, START - 1), (-1, START), (0, None),
    ]  # fmt: skip
    assert spans[0].limits == ()
    assert 92 in [x.value for x in spans[1].limits if x.rule == "spo2_low_medium"]
