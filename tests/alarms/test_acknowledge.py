"""Acknowledging: one alarm, one revision, one direction."""

import pytest

from app.alarms.condition import Attention, Condition
from app.domain.errors import NothingToAcknowledge, StaleRevision, UnknownAlarm
from tests.alarms.series import Series, command


def ack(series: Series, rule: str, revision: int) -> None:
    series.say("acknowledge", alarm=series.alarm(rule).id, revision=revision)


def test_it_says_who_and_when() -> None:
    series = Series(spo2="84x6")
    ack(series, "spo2_low_high", 1)
    alarm = series.alarm("spo2_low_high")
    assert (alarm.attention, alarm.acknowledged_by) == (Attention.ACKNOWLEDGED, "nurse")
    assert (alarm.acknowledged_at, alarm.revision) == (series.at, 2)
    assert alarm.condition is Condition.ACTIVE


def test_one_direction_leaves_the_other() -> None:
    series = Series(hr="145x11 35x11")
    ack(series, "hr_high_high", series.alarm("hr_high_high").revision)
    low = series.alarm("hr_low_high")
    assert (low.condition, low.attention) == (Condition.ACTIVE, Attention.UNACKNOWLEDGED)


def test_of_two_nurses_one_is_told_that_the_other_was_faster() -> None:
    series = Series(spo2="84x6")
    ack(series, "spo2_low_high", 1)
    with pytest.raises(StaleRevision) as refusal:
        ack(series, "spo2_low_high", 1)
    assert (refusal.value.expected, refusal.value.current) == (1, 2)
    with pytest.raises(NothingToAcknowledge):
        ack(series, "spo2_low_high", 2)


def test_a_refused_one_changes_nothing() -> None:
    series = Series(spo2="84x6")
    before = series.engine.open_alarms()
    for body in (
        {"alarm": "s1.spo2_low_high.2", "revision": 1},
        {"alarm": "s1.spo2_low_high.0", "revision": 1},
        {"alarm": "s1.hr_low_high.1", "revision": 1},
        {"alarm": "nonsense", "revision": 1},
        {"alarm": "s1.spo2_low_medium.1", "revision": 0},  # pending: nobody has seen it
    ):
        with pytest.raises(UnknownAlarm):
            series.engine.refuse(command(series.at, "acknowledge", **body))
    with pytest.raises(StaleRevision):
        series.engine.refuse(command(series.at, "acknowledge", alarm="s1.spo2_low_high.1"))
    assert series.engine.open_alarms() == before


def test_a_latched_alarm_that_is_over_goes_when_it_is_acknowledged() -> None:
    series = Series(spo2="84x6 97x11")
    ack(series, "spo2_low_high", series.alarm("spo2_low_high").revision)
    assert series.alarm("spo2_low_high").condition is Condition.NORMAL
    assert series.open() == []


def test_an_acknowledged_latched_alarm_goes_when_it_is_over() -> None:
    series = Series(spo2="84x6")
    ack(series, "spo2_low_high", 1)
    series.feed(spo2="97x11")
    assert series.alarm("spo2_low_high").condition is Condition.NORMAL


def test_what_comes_again_is_a_new_alarm() -> None:
    series = Series(spo2="84x6")
    ack(series, "spo2_low_high", 1)
    series.feed(spo2="97x11 84x6")
    again = series.alarm("spo2_low_high")
    assert (again.id, again.attention) == ("s1.spo2_low_high.2", Attention.UNACKNOWLEDGED)
    with pytest.raises(NothingToAcknowledge):
        series.say("acknowledge", alarm="s1.spo2_low_high.1", revision=1)


def test_bad_again_before_it_was_acknowledged_is_the_same_alarm() -> None:
    series = Series(spo2="84x6 97x11")
    returned = series.alarm("spo2_low_high")
    series.feed(spo2="84")
    again = series.alarm("spo2_low_high")
    assert again.id == returned.id
    assert (again.condition, again.revision) == (Condition.ACTIVE, returned.revision + 1)
    assert (returned.ended is None, again.ended) == (False, None)
