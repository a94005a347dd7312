"""Everything that a transition says of its alarm, after each thing a person or time does to it."""

import pytest

from app.alarms.condition import Alarm, Reason, Transition
from app.alarms.inputs import Fact
from app.alarms.rules import LimitRule
from app.domain.errors import AlarmOver, StaleRevision, UnknownAlarm, UnknownRule
from app.domain.phases import Phase
from tests.alarms.series import DUTY, PROTOCOL, SESSION, START, Series, changed, vitals

MINUTE = 60_000


def said(alarm: Alarm) -> tuple[object, ...]:
    """What a nurse reads on its card."""
    return (alarm.onset, alarm.text, alarm.value, alarm.limit)


def last(series: Series, because: Reason) -> Transition:
    found = [step for step in series.transitions if step.because is because]
    assert found, f"nothing happened because of {because}"
    return found[-1]


DESATURATED = (START, "SpO2 84 < 85", 84.0, 85.0)
HELD = "spo2_low_high"


def test_attention_changes_nothing_of_what_is_wrong() -> None:
    series = Series(spo2="84x6").attend("acknowledge", HELD)
    assert said(last(series, Reason.ACKNOWLEDGED).alarm) == DESATURATED
    series.attend("unacknowledge", HELD)
    back = last(series, Reason.UNACKNOWLEDGED)
    assert said(back.alarm) == DESATURATED
    assert (back.at, back.judge, back.before) == (series.at, None, "active")


def test_a_re_sound_says_what_was_said_and_when_the_next_one_would_be() -> None:
    series = Series(spo2="84x6").attend("acknowledge", HELD)
    acknowledged = series.at
    assert series.present(HELD).calls_again_at == acknowledged + 2 * MINUTE
    series.feed(spo2="84x122")
    called = last(series, Reason.RESOUND)
    assert said(called.alarm) == DESATURATED
    assert called.alarm.calls_again_at is None


def test_worse_is_told_with_the_worse_value_and_its_instant() -> None:
    series = Series(spo2="84x6").attend("acknowledge", HELD)
    worse_at = series.at
    series.feed(spo2="80")
    told = last(series, Reason.WORSENED)
    assert said(told.alarm) == (START, "SpO2 80 < 85", 80.0, 85.0)
    assert (told.at, told.judge) == (worse_at, worse_at)


def test_what_is_set_aside_says_by_whom_until_when_and_for_what() -> None:
    series = Series().fact(Fact.FLOOD, monitor="m1", waiting=True)
    before = series.present("flood")
    series.attend("shelve", "flood", by="nora")
    told = last(series, Reason.SHELVED)
    assert told.at == series.at
    assert (told.alarm.shelved_by, told.alarm.shelved_until) == ("nora", series.at + 10 * MINUTE)
    assert told.alarm.calls_again_at == told.alarm.shelved_until
    assert said(told.alarm) == said(before)
    series.attend("unshelve", "flood")
    free = last(series, Reason.UNSHELVED).alarm
    assert (free.shelved_by, free.shelved_until, free.calls_again_at) == (None, None, None)


def test_on_my_way_says_who_and_when() -> None:
    series = Series(spo2="84x6").attend("on_my_way", HELD, by="nora")
    alarm = last(series, Reason.ON_MY_WAY).alarm
    assert (alarm.seen_by, alarm.seen_at) == ("nora", series.at)
    over = Series(spo2="84x6 97x12").attend("on_my_way", HELD, by="nora")
    alarm = last(over, Reason.ON_MY_WAY).alarm
    assert (alarm.condition, alarm.seen_by, alarm.seen_at) == ("returned", "nora", over.at)


def test_refusals_name_what_they_are_about() -> None:
    series = Series(spo2="84x6")
    alarm = series.present(HELD)
    with pytest.raises(UnknownRule, match="no_such_rule"):
        series.engine.case("no_such_rule")
    with pytest.raises(UnknownAlarm, match=f"{SESSION}.no_such.1"):
        series.say("acknowledge", alarm=f"{SESSION}.no_such.1", revision=1)
    with pytest.raises(StaleRevision, match=alarm.id):
        series.say("acknowledge", alarm=alarm.id, revision=alarm.revision + 1)
    with pytest.raises(StaleRevision):
        series.say("acknowledge", alarm=alarm.id, revision="new")
    series.attend("acknowledge", HELD).feed(spo2="97x20")
    with pytest.raises(AlarmOver, match=alarm.id):
        series.say("acknowledge", alarm=alarm.id, revision=alarm.revision)


def test_a_second_reading_that_comes_late_confirms_by_the_count_not_by_the_clock() -> None:
    """The first reading of 165 waits three minutes for another; 30 s are not three minutes."""
    series = Series().cuff(165, 88)
    assert not [step for step in series.alarms("sbp_high_medium") if "→active" in step]
    series.wait(30).cuff(166, 88)
    confirmed = last(series, Reason.CONFIRMED)
    assert (confirmed.alarm.rule, confirmed.alarm.value) == ("sbp_high_medium", 166.0)


def step(series: Series, rule: str, condition: str) -> Transition:
    """The first transition of the rule into that condition."""
    return next(
        each
        for each in series.transitions
        if each.alarm.rule == rule and each.alarm.condition == condition
    )


def test_what_time_raises_says_since_when_and_by_how_much() -> None:
    series = Series(spo2="89").wait(3)
    series.feed(spo2="89").wait(4).feed(spo2="88").wait(20)
    raised = step(series, "spo2_low_medium", "active")
    assert said(raised.alarm) == (START, "SpO2 88 < 90", 88.0, 90.0)
    assert (raised.because, raised.judge, raised.at) == (Reason.MATURED, None, START + 15_000)


def test_what_matures_while_nothing_is_seen_says_what_was_last_seen() -> None:
    series = Series(spo2="89 offx18")
    lost = step(series, "spo2_low_medium", "unknown")
    assert said(lost.alarm) == (START, "SpO2 89 < 90", 89.0, 90.0)
    assert (lost.because, lost.judge) == (Reason.VALUE_INVALID, None)


def test_a_failed_re_check_says_what_was_to_be_confirmed() -> None:
    series = Series().cuff(165, 88).wait(60).cuff(None, None)
    failed = last(series, Reason.RECHECK_FAILED)
    assert (failed.alarm.rule, failed.alarm.condition) == ("sbp_high_medium", "unknown")
    assert said(failed.alarm) == (START, "SBP 165 ≥ 157", 165.0, 157.0), "30 % over 120"


def test_between_the_two_bounds_a_pending_alarm_is_over_after_the_clear_delay() -> None:
    """89 asks for 15 s; 91 lies between 90 and 92 and withdraws it after ten seconds."""
    series = Series(spo2="89x3 91x14")
    over = step(series, "spo2_low_medium", "normal")
    assert (over.because, over.at) == (Reason.VALUE_BACK, START + 13_000)
    assert over.judge == START + 13_000


def test_between_the_two_bounds_an_unknown_alarm_is_as_bad_as_it_was() -> None:
    series = Series(spo2="89x17 offx3 91x2")
    back = last(series, Reason.STILL_BAD)
    assert (back.alarm.rule, back.alarm.condition) == ("spo2_low_medium", "active")
    assert (back.at, back.judge) == (START + 20_000, START + 20_000)


def test_good_values_are_counted_anew_after_one_between_the_bounds() -> None:
    series = Series().cuff(185).wait(60).cuff(170).wait(60).cuff(178).wait(60).cuff(170)
    assert series.alarm("sbp_high_high").condition == "active", "two good ones in a row"
    assert series.wait(60).cuff(170).alarm("sbp_high_high").condition == "returned"


def test_what_the_cuff_holds_back_says_which_value_would_have_raised_it() -> None:
    busy = ("nibp_busy",)
    series = Series(spo2="97x2")
    for _ in range(17):
        series.take(vitals(series.at, spo2=89, hr=72, flags=busy))
        series.at += 1000
    held = last(series, Reason.CUFF_BUSY)
    assert (held.alarm.rule, held.alarm.condition) == ("spo2_low_medium", "pending")
    assert held.judge is None or held.judge == START + 17_000


@pytest.mark.parametrize(("watching", "received"), [(True, True), (False, False)])
def test_shown_on_a_screen_that_watches_is_received(watching: bool, received: bool) -> None:
    series = Series().fact(Fact.DUTY, **DUTY).feed(spo2="84x6")
    series.receipt(HELD, "shown", watching=watching)
    assert (series.present(HELD).received_at == series.at) is received


def test_what_was_said_of_another_monitor_is_over_at_once() -> None:
    series = Series().fact(Fact.BINDING, monitor="m1")
    series.fact(Fact.SOURCE_CONFLICT, monitor="m1", boot="b", seq=1)
    series.take(vitals(series.at, spo2=97, flags=("battery_low",))).wait(2)
    series.fact(Fact.BINDING, monitor="m2")
    over = [each for each in series.transitions if each.because is Reason.FACT_OVER]
    assert {each.alarm.rule for each in over} == {"source_conflict", "battery_low"}
    assert {each.at for each in over} == {series.at}


def test_what_is_of_the_equipment_ends_with_the_session_and_says_so() -> None:
    series = Series(Phase.OBSERVATION).fact(Fact.FLOOD, monitor="m1", waiting=True)
    series.take(vitals(series.at, spo2=97, flags=("battery_low",)))
    series.say("discharge")
    for rule in ("flood", "battery_low"):
        assert step(series, rule, "normal").because is Reason.SESSION_ENDED


def test_stations_are_told_of_and_one_fact_may_say_two_things() -> None:
    series = Series().fact(Fact.STATIONS, watching=0).wait(21)
    series.fact(Fact.STATIONS, watching=1)
    over = step(series, "unwatched", "normal")
    assert (over.at, over.because) == (series.at, Reason.FACT_OVER)


def test_a_baseline_has_the_mean_pressure_that_the_cuff_said() -> None:
    series = Series(Phase.BASELINE, spo2="97x5")
    for mean in (92, 94):
        series.take(vitals(series.at, sbp=120, dbp=80, map=mean)).wait(90)
    captured = series.engine.trends.capture(series.at)
    assert captured is not None
    assert captured.map == 93.0


def test_a_shared_cause_is_told_at_its_instant_of_an_alarm_that_stays_what_it_is() -> None:
    series = Series(spo2="97x2").wait(20)
    series.fact(Fact.SHARED, cause="silent since 1", beds=["1", "2"])
    told = last(series, Reason.SHARED)
    assert (told.at, told.before, told.alarm.condition) == (series.at, "active", "active")
    assert told.alarm.shared == "silent since 1"


def test_a_late_finding_is_told_with_the_instant_at_which_it_was_over() -> None:
    series = Series(spo2="97x10")
    begin = series.at
    series.wait(60)
    for second, value in enumerate([*[86] * 22, *[97] * 20]):
        series.take(vitals(series.at, begin + 1000 * second, late=True, spo2=value, hr=72))
    series.wait(6)
    late = [each for each in series.transitions if each.alarm.retro]
    assert [(each.judge, each.alarm.condition) for each in late] == [
        (begin + 22_000, "active"),
        (begin + 22_000, "returned"),
    ]


def test_a_pending_alarm_that_a_moved_limit_ends_says_when_and_by_which_value() -> None:
    series = Series(spo2="89x5")
    series.say("limits", rule="spo2_low_medium", value=88)
    over = step(series, "spo2_low_medium", "normal")
    assert (over.because, over.at) == (Reason.LIMIT_EDITED, series.at)
    assert over.judge == START + 4_000
    assert series.wait(30).alarms("spo2_low_medium")[-1] == "5s spo2_low_medium pending→normal"


def test_counters_are_told_by_name() -> None:
    delayed = Series(spo2="89x5").engine.limit_watch("spo2_low_medium")
    assert delayed is not None
    assert delayed.counters(START + 4_000)["bad_since"] == START
    counted = Series().cuff(165, 88).engine.limit_watch("sbp_high_medium")
    assert counted is not None
    counters = counted.counters(START)
    assert (counters["bad_since"], counters["bad_readings"], counters["readings"]) == (START, 1, 2)


def test_the_first_of_two_readings_is_believed_when_the_second_comes_too_late() -> None:
    """Where three are asked for, the second does not wait for longer than the first would."""
    three = changed({f"limits.{number('sbp_high_medium')}.readings": 3})
    series = Series(protocol=three).cuff(165, 88).wait(60).cuff(166, 88)
    assert series.alarm("sbp_high_medium").condition == "pending"
    series.wait(121)
    assert series.alarm("sbp_high_medium").condition in ("active", "unknown")


def number(rule: str) -> int:
    """Which of the protocol's limits it is."""
    ids = [each.id for each in PROTOCOL.rules if isinstance(each, LimitRule)]
    return ids.index(rule)
