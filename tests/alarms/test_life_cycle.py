"""What becomes of an alarm that somebody attended to: re-sound, re-alarm, shelf, all at once."""

import pytest

from app.alarms.condition import Alarm, Attention, Condition, Reason
from app.alarms.inputs import Fact, FactInput
from app.domain.errors import (
    BadCommand,
    NotAcknowledged,
    NothingToAcknowledge,
    NotShelvable,
    NotShelved,
    StaleRevision,
    UnknownAlarm,
)
from tests.alarms.series import START, Series

MINUTE = 60_000


def do(series: Series, name: str, rule: str, **body: object) -> Alarm:
    alarm = series.alarm(rule)
    series.say(name, alarm=alarm.id, revision=alarm.revision, **body)
    return series.alarm(rule)


def conflict(series: Series) -> Series:
    body = {"monitor": "m1", "boot": "b", "seq": 1}
    return series.take(FactInput(series.at, Fact.SOURCE_CONFLICT, body))


def flood(series: Series, waiting: bool = True) -> Series:
    return series.take(FactInput(series.at, Fact.FLOOD, {"monitor": "m1", "waiting": waiting}))


def attention(series: Series, rule: str) -> tuple[Attention, Reason]:
    alarm = series.alarm(rule)
    return alarm.attention, alarm.reason


def test_t15_an_acknowledged_high_alarm_calls_again_after_120_s() -> None:
    series = Series(spo2="84x6")
    do(series, "acknowledge", "spo2_low_high")
    series.feed(spo2="84x120")
    assert attention(series, "spo2_low_high") == (Attention.ACKNOWLEDGED, Reason.ACKNOWLEDGED)
    series.feed(spo2="84x2")
    alarm = series.alarm("spo2_low_high")
    assert (alarm.attention, alarm.reason) == (Attention.UNACKNOWLEDGED, Reason.RESOUND)
    assert (alarm.acknowledged_by, alarm.condition) == (None, Condition.ACTIVE)
    told = [t for t in series.transitions if t.because is Reason.RESOUND]
    assert [t.at - START for t in told] == [6000 + 120_000]
    assert told[0].before is told[0].alarm.condition


def test_a_medium_one_after_300_s_and_a_low_one_never() -> None:
    series = Series(spo2="89x61", hr="72x61")
    do(series, "acknowledge", "spo2_low_medium")
    do(series, "acknowledge", "spo2_low_low")
    series.feed(spo2="89x302")
    assert attention(series, "spo2_low_medium") == (Attention.UNACKNOWLEDGED, Reason.RESOUND)
    assert attention(series, "spo2_low_low")[0] is Attention.ACKNOWLEDGED


def test_silence_does_not_stop_the_call() -> None:
    series = Series(spo2="84x6")
    do(series, "acknowledge", "spo2_low_high")
    series.wait(121)
    alarm = series.alarm("spo2_low_high")
    assert (alarm.condition, alarm.attention) == (Condition.UNKNOWN, Attention.UNACKNOWLEDGED)


def test_what_is_over_does_not_call_again() -> None:
    series = Series(spo2="84x6")
    do(series, "acknowledge", "spo2_low_high")
    series.feed(spo2="97x200")
    assert Reason.RESOUND not in [t.because for t in series.transitions]


@pytest.mark.parametrize(
    ("then", "again"), [("81x5", False), ("80x1", True), ("84 83 82 81 80", True)]
)
def test_a_worse_value_calls_again(then: str, again: bool) -> None:
    series = Series(spo2="84x6")
    do(series, "acknowledge", "spo2_low_high")
    series.feed(spo2=then)
    alarm = series.alarm("spo2_low_high")
    assert (alarm.reason is Reason.WORSENED) is again
    assert (alarm.attention is Attention.UNACKNOWLEDGED) is again
    assert alarm.text == ("SpO2 80 < 85" if again else "SpO2 84 < 85")


def test_worse_is_measured_from_the_worst_that_was_there_to_see() -> None:
    series = Series(spo2="84x6 79x2 84")
    do(series, "acknowledge", "spo2_low_high")
    series.feed(spo2="79x5")
    assert attention(series, "spo2_low_high")[0] is Attention.ACKNOWLEDGED
    series.feed(spo2="75")
    assert attention(series, "spo2_low_high") == (Attention.UNACKNOWLEDGED, Reason.WORSENED)


def test_worse_after_a_gap_calls_again_too() -> None:
    series = Series(spo2="84x6")
    do(series, "acknowledge", "spo2_low_high")
    series.feed(spo2="offx3 70")
    alarm = series.alarm("spo2_low_high")
    assert (alarm.condition, alarm.reason) == (Condition.ACTIVE, Reason.WORSENED)
    assert alarm.attention is Attention.UNACKNOWLEDGED


@pytest.mark.parametrize(("reading", "again"), [(182, False), (181, False), (183, True)])
def test_a_worse_cuff_reading_calls_again(reading: float, again: bool) -> None:
    series = Series().cuff(182)
    do(series, "acknowledge", "sbp_high_high")
    series.wait(60).cuff(reading)
    assert (attention(series, "sbp_high_high")[0] is Attention.UNACKNOWLEDGED) is again


def test_a_cuff_alarm_calls_again_after_300_s() -> None:
    series = Series().cuff(182)
    do(series, "acknowledge", "sbp_high_high")
    series.wait(120).cuff(182).wait(181)
    assert attention(series, "sbp_high_high") == (Attention.UNACKNOWLEDGED, Reason.RESOUND)


def test_an_acknowledgement_can_be_taken_back() -> None:
    series = Series(spo2="84x6")
    with pytest.raises(NotAcknowledged):
        do(series, "unacknowledge", "spo2_low_high")
    do(series, "acknowledge", "spo2_low_high")
    alarm = do(series, "unacknowledge", "spo2_low_high")
    assert (alarm.attention, alarm.reason) == (Attention.UNACKNOWLEDGED, Reason.UNACKNOWLEDGED)
    assert (alarm.revision, alarm.acknowledged_by, alarm.acknowledged_at) == (3, None, None)
    series.feed(spo2="84x130")
    assert Reason.RESOUND not in [t.because for t in series.transitions]


def test_a_technical_alarm_is_shelved_for_ten_minutes() -> None:
    series = flood(Series())
    alarm = do(series, "shelve", "flood")
    assert (alarm.attention, alarm.shelved_by) == (Attention.SHELVED, "nurse")
    assert alarm.shelved_until == series.at + 10 * MINUTE
    with pytest.raises(NothingToAcknowledge, match="is shelved"):
        do(series, "acknowledge", "flood")
    with pytest.raises(NotShelvable, match="already"):
        do(series, "shelve", "flood")
    series.wait(599)
    assert attention(series, "flood")[0] is Attention.SHELVED
    series.wait(2)
    assert attention(series, "flood") == (Attention.UNACKNOWLEDGED, Reason.SHELF_OVER)
    assert series.alarm("flood").shelved_until is None


def test_it_can_be_taken_from_the_shelf() -> None:
    series = flood(Series())
    with pytest.raises(NotShelved):
        do(series, "unshelve", "flood")
    do(series, "shelve", "flood", duration_ms=MINUTE)
    alarm = do(series, "unshelve", "flood")
    assert (alarm.attention, alarm.reason) == (Attention.UNACKNOWLEDGED, Reason.UNSHELVED)


def test_what_is_over_leaves_the_shelf_and_the_next_one_is_not_on_it() -> None:
    series = flood(Series())
    do(series, "shelve", "flood")
    flood(series, waiting=False)
    assert series.open() == []
    flood(series)
    again = series.alarm("flood")
    assert (again.attention, again.count) == (Attention.UNACKNOWLEDGED, 2)


@pytest.mark.parametrize("duration", [0, 10 * MINUTE + 1, "10min", True])
def test_nothing_is_shelved_for_longer(duration: object) -> None:
    with pytest.raises(BadCommand):
        do(flood(Series()), "shelve", "flood", duration_ms=duration)


def test_alarms_of_the_patient_and_high_ones_are_never_shelved() -> None:
    series = Series(spo2="84x16")
    for rule in ("spo2_low_high", "spo2_low_medium"):
        with pytest.raises(NotShelvable):
            do(series, "shelve", rule)
    returned = conflict(Series()).wait(61)
    with pytest.raises(NothingToAcknowledge, match="over"):
        do(returned, "shelve", "source_conflict")


def test_all_that_are_listed_are_acknowledged_and_no_other() -> None:
    series = Series(spo2="84x16")
    listed = [{"alarm": a.id, "revision": a.revision} for a in series.engine.open_alarms()]
    conflict(series)
    series.say("acknowledge_all", alarms=listed)
    assert [(a.rule, a.attention) for a in series.engine.open_alarms()] == [
        ("spo2_low_medium", Attention.ACKNOWLEDGED),
        ("spo2_low_high", Attention.ACKNOWLEDGED),
        ("source_conflict", Attention.UNACKNOWLEDGED),
    ]


def test_a_list_with_one_that_has_changed_acknowledges_none() -> None:
    series = Series(spo2="84x16")
    listed = [{"alarm": a.id, "revision": a.revision} for a in series.engine.open_alarms()]
    do(series, "acknowledge", "spo2_low_high")
    before = series.engine.open_alarms()
    with pytest.raises(StaleRevision):
        series.say("acknowledge_all", alarms=listed)
    assert series.engine.open_alarms() == before


@pytest.mark.parametrize("alarms", [None, [], ["x"], "x"])
def test_a_list_is_a_list(alarms: object) -> None:
    with pytest.raises(BadCommand):
        Series(spo2="84x6").say("acknowledge_all", alarms=alarms)


def test_a_list_names_each_alarm_once() -> None:
    series = Series(spo2="84x6")
    entry = {"alarm": series.alarm("spo2_low_high").id, "revision": 1}
    with pytest.raises(BadCommand, match="twice"):
        series.say("acknowledge_all", alarms=[entry, entry])
    with pytest.raises(UnknownAlarm):
        series.say("acknowledge_all", alarms=[{"alarm": "s1.hr_low_high.1", "revision": 1}])


def test_an_alarm_that_comes_three_times_in_ten_minutes_counts_them() -> None:
    series = Series(spo2="89x16 97x11 89x16 97x11 89x16 97x11")
    assert series.alarm("spo2_low_medium").count == 3
    series.wait(600).feed(spo2="89x16")
    assert series.alarm("spo2_low_medium").count == 1


def test_alarms_of_one_event_are_one_card() -> None:
    series = Series().cuff(185, 112)
    assert {a.group for a in series.engine.open_alarms()} == {"BP high"}
