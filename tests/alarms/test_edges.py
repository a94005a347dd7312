"""Corners of the judge that no story comes by."""

from app.alarms.condition import Condition, Reason
from app.alarms.engine import Engine
from app.alarms.inputs import EndInput, Fact, FactInput
from app.domain.phases import Phase
from tests.alarms.series import PROTOCOL, START, Series, changed, engine, vitals


def test_without_a_session_there_are_no_limits() -> None:
    assert (engine().limits(), engine().limit_history()) == ([], [])


def test_a_judge_may_begin_with_a_session() -> None:
    session = Series(Phase.BASELINE).engine.session
    assert session is not None
    judge = Engine("s1", "1", PROTOCOL, session)
    assert judge.limits() == Series(Phase.BASELINE).engine.limits()


def test_the_history_of_limits_ends_with_the_session() -> None:
    series = Series(Phase.OBSERVATION).say("discharge")
    assert series.engine.limit_history()[-1].to_at == START


def test_a_combination_that_was_so_when_last_seen_matures_in_silence() -> None:
    series = Series(spo2="97x5 94", rr="9x6").wait(11)
    assert series.alarms("hypoventilation") == [
        "5s hypoventilation normal→pending",
        "15s hypoventilation pending→active",
        "15s hypoventilation active→unknown",
    ]


def test_acknowledged_taken_back_and_acknowledged_again_it_calls_once() -> None:
    series = Series(spo2="84x6")
    for name in ("acknowledge", "unacknowledge", "acknowledge"):
        alarm = series.alarm("spo2_low_high")
        series.say(name, alarm=alarm.id, revision=alarm.revision)
    series.feed(spo2="84x125")
    assert [t.because for t in series.transitions].count(Reason.RESOUND) == 1


def test_a_vital_without_rules_is_kept_and_not_judged() -> None:
    series = Series(protocol=changed({"plausibility.pr": None}))
    series.take(vitals(START, pr=500, hr=72))
    assert series.open() == []


def test_half_a_reading_is_judged_but_is_no_baseline() -> None:
    series = Series().take(vitals(START, sbp=185)).take(vitals(START + 60_000, sbp=185))
    assert "sbp_high_high" in series.open()
    assert series.engine.trends.capture(START + 60_000) is None


def test_a_delay_that_does_not_mature_in_silence_waits_for_the_next_value() -> None:
    waits = changed({"limits.2.matures_in_silence": False})
    series = Series(protocol=waits, spo2="97 84").wait(8)
    assert series.alarms("spo2_low_high") == ["1s spo2_low_high normal→pending"]
    series.feed(spo2="84")
    assert series.alarm("spo2_low_high").reason is Reason.MATURED


def test_a_rule_without_delay_is_held_back_as_well() -> None:
    at_once = changed({"limits.0.delay": "0s"})
    series = Series(protocol=at_once, spo2="97")
    series.take(vitals(START + 1000, flags=("nibp_busy",), spo2=93, hr=72))
    alarm = series.alarm("spo2_low_low")
    assert (alarm.condition, alarm.reason) == (Condition.PENDING, Reason.CUFF_BUSY)


def test_a_cuff_that_is_busy_where_no_saturation_is_judged() -> None:
    bare = changed({"plausibility.spo2": None, "artifact": None, "data_loss": None,
                    "no_signal": None, "limits": []})  # fmt: skip
    series = Series(protocol=bare)
    series.take(vitals(START, flags=("nibp_busy",), spo2=93, hr=72))
    assert series.open() == []


def test_facts_about_a_monitor_after_the_end_are_for_the_next_log() -> None:
    series = Series().take(EndInput(START))
    series.take(FactInput(START + 1, Fact.FLOOD, {"waiting": True}))
    assert series.open() == []


def test_a_pulse_without_any_heart_rate_differs_from_nothing() -> None:
    series = Series()
    for second in range(20):
        series.take(vitals(START + second * 1000, pr=120, spo2=97))
    assert series.raised("pulse_differs") == 0
