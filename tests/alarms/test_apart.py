"""A monitor that is kept apart is one high alarm; that nothing comes of it is none besides."""

import pytest

from app.alarms.condition import Condition
from app.alarms.inputs import Fact, FactInput
from tests.alarms.series import Series

APART = [Fact.WRONG_PATIENT, Fact.WRONG_DEVICE]


def say(series: Series, fact: Fact, *, wrong: bool) -> None:
    series.take(FactInput(series.at, fact, {"monitor": "m1", "wrong": wrong}))


def stood_for(series: Series) -> dict[str, str | None]:
    """The open silence alarms, and which rule stands for each."""
    opened = series.engine.open_alarms()
    return {a.rule: a.inhibited_by for a in opened if a.rule.startswith("monitor_silent")}


@pytest.mark.parametrize("fact", APART)
def test_its_silence_gives_way(fact: Fact) -> None:
    series = Series(spo2="97x3")
    say(series, fact, wrong=True)
    series.wait(70)
    assert stood_for(series) == {"monitor_silent_medium": fact, "monitor_silent_high": fact}
    assert series.alarm(fact).condition is Condition.ACTIVE
    say(series, fact, wrong=False)
    assert stood_for(series) == {"monitor_silent_medium": None, "monitor_silent_high": None}
    series.feed(spo2="97x2")
    assert stood_for(series) == {}
    assert "unknown" not in {t.alarm.condition for t in series.transitions if "sil" in t.alarm.rule}


def test_a_silence_that_was_there_before_gives_way_too() -> None:
    series = Series(spo2="97x3").wait(20)
    assert stood_for(series) == {"monitor_silent_medium": None}
    say(series, Fact.WRONG_DEVICE, wrong=True)
    assert stood_for(series) == {"monitor_silent_medium": "wrong_device"}
    say(series, Fact.WRONG_PATIENT, wrong=True)
    say(series, Fact.WRONG_DEVICE, wrong=False)
    assert stood_for(series) == {"monitor_silent_medium": "wrong_patient"}
    say(series, Fact.WRONG_PATIENT, wrong=False)
    assert stood_for(series) == {"monitor_silent_medium": None}


def test_another_monitor_is_silent_for_itself() -> None:
    series = Series(spo2="97x3")
    series.take(FactInput(series.at, Fact.BINDING, {"monitor": "m1"}))
    say(series, Fact.WRONG_PATIENT, wrong=True)
    series.wait(20)
    assert stood_for(series) == {"monitor_silent_medium": "wrong_patient"}
    series.take(FactInput(series.at, Fact.BINDING, {"monitor": "m2"}))
    assert stood_for(series) == {"monitor_silent_medium": None}
