"""Off the monitor, beyond the tables of scenarios/off_monitor.toml: what is rare."""

import pytest

from app.alarms.condition import Attention, Priority, Reason
from app.alarms.cuff import Recheck
from app.alarms.inputs import CommandInput, Fact
from app.domain.errors import BadCommand
from app.domain.phases import Phase
from tests.alarms.series import START, Series, changed

BATHROOM = {"reason": "bathroom"}


def left(at: int, happened_at: int) -> CommandInput:
    return CommandInput(at, "off_monitor", "nurse", happened_at, BATHROOM)


def asked(series: Series) -> Recheck | None:
    return series.engine.recheck


def held(series: Series) -> dict[str, str | None]:
    """The open alarms of the equipment, and what stands for them."""
    return {alarm.rule: alarm.inhibited_by for alarm in series.engine.open_alarms()}


def test_a_re_check_is_not_asked_of_who_is_away_and_wanted_at_once_afterwards() -> None:
    series = Series().cuff(165).say("pause")
    assert asked(series) == Recheck(START, START + 60_000, START + 180_000)
    series.wait(30).say("off_monitor", **BATHROOM)
    assert asked(series) is None
    series.wait(400).say("back_on_monitor")
    back = START + 430_000
    assert asked(series) == Recheck(START, back, back + 180_000)
    series.wait(181)
    assert series.alarms("cuff_recheck") == ["610s cuff_recheck_overdue normal→active"]


def test_an_overdue_re_check_is_held_and_comes_back() -> None:
    series = Series().cuff(165).say("pause").wait(200)
    assert held(series)["cuff_recheck_overdue"] is None
    series.say("off_monitor", **BATHROOM).wait(60)
    assert held(series)["cuff_recheck_overdue"] == "off_monitor"
    series.say("back_on_monitor")
    assert held(series)["cuff_recheck_overdue"] is None


def test_monitors_kept_apart_meanwhile_leave_the_silence_held() -> None:
    series = Series(Phase.OBSERVATION, spo2="97").wait(20)
    series.say("off_monitor", **BATHROOM)
    for wrong, by in ((True, "wrong_patient"), (False, "off_monitor"), (False, "off_monitor")):
        series.fact(Fact.WRONG_PATIENT, monitor="m1", wrong=wrong)
        assert held(series)["monitor_silent_medium"] == by
    series.say("back_on_monitor")
    assert held(series)["monitor_silent_medium"] is None


def test_monitors_kept_apart_before_and_after_stand_for_the_silence() -> None:
    series = Series(Phase.OBSERVATION, spo2="97").wait(20)
    series.fact(Fact.WRONG_PATIENT, monitor="m1", wrong=True)
    series.say("off_monitor", **BATHROOM).wait(5).say("back_on_monitor")
    assert held(series)["monitor_silent_medium"] == "wrong_patient"


def test_no_other_command_puts_off_what_is_missing() -> None:
    series = Series(Phase.OBSERVATION, spo2="97").wait(9)
    series.say("note").wait(10)
    assert series.alarms("monitor_silent") == ["15s monitor_silent_medium normal→active"]


def test_stopped_while_away_the_countdown_goes_on() -> None:
    series = Series().say("pause").say("off_monitor", **BATHROOM).wait(300)
    series.say("stop", outcome="stopped_early").wait(301)
    assert series.alarms("off_monitor") == ["600s off_monitor_medium normal→active"]


def test_a_hand_over_ends_its_alarms() -> None:
    series = Series(Phase.OBSERVATION).wait(20).say("off_monitor", **BATHROOM).wait(601)
    series.say("abort", handed_over=True)
    assert series.alarms("off_monitor")[-1] == "621s off_monitor_medium active→normal"
    assert series.alarm("off_monitor_medium").reason is Reason.SESSION_ENDED
    assert [a for a in series.engine.open_alarms() if a.inhibited_by] == []


def test_recorded_late_it_counts_from_when_it_was() -> None:
    series = Series(Phase.OBSERVATION, spo2="97").wait(120)
    assert held(series) == {"monitor_silent_medium": None}
    series.take(left(series.at, series.at - 100_000)).wait(501)
    assert series.alarms("off_monitor") == ["621s off_monitor_medium normal→active"]
    assert series.alarm("off_monitor_medium").onset == START + 621_000


def test_it_can_be_acknowledged_and_not_put_aside() -> None:
    series = Series(Phase.OBSERVATION).say("off_monitor", **BATHROOM).wait(601)
    case = series.engine.case("off_monitor_medium")
    assert (case.heading.shelvable, case.heading.priority) == (False, Priority.MEDIUM)
    alarm = series.alarm("off_monitor_medium")
    assert alarm.text == "Off the monitor for 10 min"
    series.attend("acknowledge", "off_monitor_medium").wait(120)
    assert series.alarm("off_monitor_high").text == "Off the monitor for 12 min"
    assert series.engine.case("off_monitor_medium").attention is Attention.UNACKNOWLEDGED


def test_a_protocol_that_says_nothing_of_it_allows_none() -> None:
    series = Series(Phase.OBSERVATION, protocol=changed({"off_monitor": None}))
    with pytest.raises(BadCommand, match="allows no time off the monitor"):
        series.say("off_monitor", **BATHROOM)
