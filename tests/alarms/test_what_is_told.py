"""Everything that a transition says of its alarm, after each thing a person or time does to it."""

import pytest

from app.alarms.condition import Alarm, Reason, Transition
from app.alarms.inputs import Fact
from app.domain.errors import AlarmOver, StaleRevision, UnknownAlarm, UnknownRule
from tests.alarms.series import SESSION, START, Series

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
