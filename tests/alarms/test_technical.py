"""What is missing or cannot be: lost data (T10), overdue cuff (T9), implausible values, facts."""

import pytest

from app.alarms.condition import Condition, Priority, Reason
from app.alarms.engine import Engine
from app.alarms.inputs import EndInput, Fact, FactInput
from app.domain.phases import Phase
from tests.alarms.series import PROTOCOL, START, Series, tell, vitals

CUFF = {"cuff_overdue_low", "cuff_overdue_medium", "cuff_overdue_high"}


def fact(at: int, name: Fact, **body: object) -> FactInput:
    return FactInput(at, name, body)


def test_t10_silence_is_medium_at_15_s_and_high_at_60_s_in_infusion() -> None:
    series = Series(spo2="97x3").wait(600)
    assert [tell(t) for t in series.transitions if t.alarm.rule not in CUFF] == [
        "17s monitor_silent_medium normal→active",
        "62s monitor_silent_high normal→active",
    ]
    alarm = series.alarm("monitor_silent_medium")
    assert (alarm.text, alarm.onset) == ("No data from the monitor", START + 2000)
    series.feed(spo2="97")
    assert series.open() == []


def test_a_silence_that_other_beds_share_says_so_and_changes_no_revision() -> None:
    series = Series(spo2="97x3").wait(20)
    silent = series.alarm("monitor_silent_medium")
    series.take(fact(series.at, Fact.SHARED, cause="silent since 5", since=5, beds=["1", "2"]))
    told = series.transitions[-1]
    assert (told.because, told.alarm.shared) == (Reason.SHARED, "silent since 5")
    assert (told.alarm.id, told.alarm.revision) == (silent.id, silent.revision)
    before = len(series.transitions)
    series.take(fact(series.at, Fact.SHARED, cause="silent since 5", since=5, beds=["1", "3"]))
    assert len(series.transitions) == before
    series.wait(60)
    assert series.alarm("monitor_silent_high").shared == "silent since 5"
    series.take(fact(series.at, Fact.SHARED, cause=None, since=None, beds=[]))
    assert {a.shared for a in series.engine.open_alarms() if "silent" in a.rule} == {None}
    series.feed(spo2="97x2").wait(20)
    assert series.alarm("monitor_silent_medium").shared is None


def test_a_cause_that_is_known_before_the_silence_is_an_alarm() -> None:
    series = Series(spo2="97x3")
    series.take(fact(series.at, Fact.SHARED, cause="the switch", beds=["1", "2"]))
    series.wait(20)
    assert [t.alarm.shared for t in series.transitions if "silent" in t.alarm.rule] == [
        "the switch"
    ]


def test_silence_is_never_high_outside_the_infusion() -> None:
    for phase in (Phase.BASELINE, Phase.OBSERVATION):
        assert Series(phase, spo2="97x3").wait(600).open() == ["monitor_silent_medium"]


def test_one_vital_that_is_missing_while_others_come_is_missed_by_itself() -> None:
    series = Series(spo2="97x3 _x61")
    assert series.alarms("spo2") == [
        "17s spo2_no_data_medium normal→active",
        "62s spo2_no_data_high normal→active",
    ]
    assert series.alarm("spo2_no_data_medium").text == "SpO2 no data"
    assert series.alarms("monitor") == []
    assert series.feed(spo2="97").open() == []


def test_a_vital_that_stays_away_after_a_silence_is_missed_at_once() -> None:
    series = Series(spo2="97").wait(29).feed(spo2="_x2")
    assert series.alarms("monitor") == [
        "15s monitor_silent_medium normal→active",
        "30s monitor_silent_medium active→normal",
    ]
    assert series.alarms("spo2_no_data_medium") == ["30s spo2_no_data_medium normal→active"]


def test_a_short_silence_changes_nothing_about_what_was_missing() -> None:
    series = Series(spo2="97 _x2", hr="72x3").wait(11).feed(spo2="_x4")
    assert series.alarms("spo2_no_data_medium") == ["15s spo2_no_data_medium normal→active"]
    assert series.alarms("monitor") == []


def test_c14_a_probe_that_is_off_is_low_at_10_s_medium_at_30_s_and_high_at_60_s() -> None:
    series = Series(spo2="97 offx70")
    assert series.alarms("spo2") == [
        "10s spo2_no_signal_low normal→active",
        "30s spo2_no_signal_medium normal→active",
        "60s spo2_no_signal_high normal→active",
    ]
    assert series.alarm("spo2_no_signal_low").text == "SpO2 no signal"
    series.feed(spo2="97")
    assert series.open() == []
    assert Series(Phase.OBSERVATION, spo2="97 offx70").raised("spo2_no_signal_high") == 0


def test_a_flag_says_it_too_whatever_value_comes_with_it() -> None:
    series = Series()
    for second in range(12):
        series.take(vitals(START + second * 1000, hr=72, spo2=97, flags=("spo2_off",)))
    assert series.open() == ["spo2_no_signal_low"]
    for second in range(12, 24):
        series.take(vitals(START + second * 1000, spo2=97, flags=("ecg_off",)))
    assert series.open() == ["hr_no_signal_low"]


def test_a_probe_that_is_off_when_the_link_breaks_is_not_told_twice() -> None:
    series = Series(spo2="97 offx14").wait(100)
    assert series.alarms("spo2") == ["10s spo2_no_signal_low normal→active"]
    assert series.raised("monitor_silent_high") == 1


def test_values_that_cannot_be_are_no_data() -> None:
    series = Series(spo2="97 5x20")
    assert series.alarms("spo2_no") == ["15s spo2_no_data_medium normal→active"]
    assert series.alarm("spo2_no_data_medium").text == "SpO2 no plausible value"


def test_a_vital_that_never_came_is_missed_from_the_baseline_on() -> None:
    series = Series(Phase.BASELINE, hr="_x20")
    assert series.alarms("hr_no_data") == ["15s hr_no_data_medium normal→active"]


def test_loss_long_before_the_start_is_high_as_soon_as_the_infusion_runs() -> None:
    series = Series(Phase.BASELINE, spo2="97").wait(300).say("start", watching=1).wait(1)
    assert series.alarms("monitor") == [
        "15s monitor_silent_medium normal→active",
        "301s monitor_silent_high normal→active",
    ]


def test_t9_the_cuff_is_overdue_at_12_15_and_20_min() -> None:
    series = Series().cuff(120).wait(60 * 60)
    assert series.alarms("cuff") == [
        "720s cuff_overdue_low normal→active",
        "900s cuff_overdue_medium normal→active",
        "1200s cuff_overdue_high normal→active",
    ]
    assert series.alarm("cuff_overdue_low").text == "Cuff overdue 2 min"
    series.cuff(120)
    assert not [rule for rule in series.open() if rule.startswith("cuff")]


def test_without_any_reading_the_cuff_is_waited_for_from_the_start() -> None:
    assert Series().wait(721).alarms("cuff") == ["720s cuff_overdue_low normal→active"]


def test_in_observation_the_cuff_is_due_every_15_min() -> None:
    series = Series().cuff(120).say("stop", outcome="complete").wait(60 * 60)
    assert series.alarms("cuff") == [
        "1020s cuff_overdue_low normal→active",
        "1200s cuff_overdue_medium normal→active",
    ]


def test_a_new_phase_does_not_excuse_the_cuff() -> None:
    series = Series().cuff(120).wait(300).say("stop", outcome="complete").wait(800)
    assert series.alarms("cuff") == ["1020s cuff_overdue_low normal→active"]


@pytest.mark.parametrize(("sbp", "dbp"), [(None, None), (80, 120), (310, 90), (120, None)])
def test_a_reading_that_is_none_does_not_count(sbp: float | None, dbp: float | None) -> None:
    series = Series().wait(600).cuff(sbp, dbp).wait(200)
    assert series.alarms("cuff_overdue_low") == ["720s cuff_overdue_low normal→active"]


def test_three_implausible_values_in_30_s_are_told() -> None:
    assert Series(hr="72 400 72x30 400 72x2 400").raised("hr_implausible") == 0
    series = Series(hr="72 400 72 400 72 400")
    assert series.alarms("hr_implausible") == ["5s hr_implausible normal→active"]
    assert series.alarms("hr_high") == []
    series.feed(hr="72x31")
    assert series.alarms("hr_implausible")[1:] == ["35s hr_implausible active→normal"]


def test_a_wrong_monitor_clock_is_told_until_it_is_right_again() -> None:
    series = Series()
    series.take(fact(START, Fact.OFFSET, monitor="m1", offset=-3_600_000, reason="step"))
    alarm = series.alarm("clock_skew")
    assert (alarm.condition, alarm.priority) == (Condition.ACTIVE, Priority.LOW)
    assert (alarm.text, alarm.value) == ("Monitor clock off by -3600 s", -3_600_000)
    series.take(fact(START + 1000, Fact.OFFSET, monitor="m1", offset=2100, reason="drift"))
    assert series.raised("clock_skew") == 1
    series.take(fact(START + 2000, Fact.OFFSET, monitor="m1", offset=40, reason="hello"))
    assert series.alarm("clock_skew").condition is Condition.NORMAL


def test_a_step_to_the_right_time_is_told_for_a_minute() -> None:
    series = Series().take(fact(START, Fact.OFFSET, monitor="m1", offset=3, reason="step"))
    series.wait(61)
    assert series.alarms("clock_skew") == [
        "0s clock_skew normal→active",
        "60s clock_skew active→normal",
    ]


def test_a_step_back_to_the_right_time_ends_a_wrong_clock_after_a_minute() -> None:
    series = Series()
    series.take(fact(START, Fact.OFFSET, monitor="m1", offset=9000, reason="hello"))
    series.take(fact(START + 5000, Fact.OFFSET, monitor="m1", offset=3, reason="step"))
    series.take(fact(START + 9000, Fact.OFFSET, monitor="m1", offset=5, reason="drift"))
    assert series.wait(66).alarms("clock_skew")[1:] == ["65s clock_skew active→normal"]


def test_a_source_conflict_stays_until_acknowledged() -> None:
    series = Series().take(fact(START, Fact.SOURCE_CONFLICT, monitor="m1", boot="b", seq=4))
    series.wait(61)
    alarm = series.alarm("source_conflict")
    assert (alarm.condition, alarm.reason) == (Condition.RETURNED, Reason.FACT_OVER)
    series.say("acknowledge", alarm=alarm.id, revision=alarm.revision)
    assert "source_conflict" not in series.open()


def test_another_monitor_does_not_inherit_the_faults_of_the_one_before() -> None:
    series = Series()
    series.take(fact(START, Fact.BINDING, monitor="m1"))
    series.take(fact(START, Fact.FLOOD, monitor="m1", waiting=True))
    series.take(fact(START + 1, Fact.BINDING, monitor="m1"))
    assert series.open() == ["flood"]
    series.take(fact(START + 2, Fact.BINDING, monitor="m2"))
    assert series.open() == []


def test_the_server_judges_its_own_facts_and_beds_theirs() -> None:
    server, bed = Engine("server", None, PROTOCOL), Engine("7", "7", PROTOCOL)
    late = fact(START, Fact.RECORDER_LATE, late=True)
    takeovers = fact(START, Fact.TAKEOVERS, monitor="m1", count=4)
    assert [t.alarm.id for t in server.take(late)] == ["server.recorder_late.1"]
    assert server.take(takeovers) == []
    assert bed.take(late) == []
    assert [t.alarm.id for t in bed.take(takeovers)] == ["7.takeovers.1"]
    assert server.take(fact(START + 9, Fact.RECORDER_LATE, late=False))[0].alarm.ended == START + 9


def test_each_way_to_tell_people_outside_has_its_own_alarm() -> None:
    server = Engine("server", None, PROTOCOL)

    def said(at: int, channel: str, failing: bool) -> list[str]:
        given = fact(START + at, Fact.CHANNEL, channel=channel, failing=failing)
        return [tell(t).split(" ", 1)[1] for t in server.take(given)]

    assert said(0, "webhook", True) == ["webhook_failing normal→active"]
    assert said(1, "webhook", True) == []
    assert said(2, "email", False) == [], "another one that works takes nothing back"
    assert said(3, "email", True) == ["email_failing normal→active"]
    assert said(4, "webhook", False) == ["webhook_failing active→normal"]
    assert [alarm.rule for alarm in server.open_alarms()] == ["email_failing"]


def test_a_first_value_measured_before_the_phase_began_counts_from_its_own_instant() -> None:
    series = Series(Phase.BASELINE)
    assert not series.engine.due(START + 1)
    series.take(vitals(START + 500, START - 800, hr=72, spo2=97))
    assert [tell(t) for t in series.engine.fire(START + 14_201)] == [
        "14.2s monitor_silent_medium normal→active",
    ]


def test_the_end_of_a_log_ends_what_it_told_of_the_equipment() -> None:
    series = Series()
    series.take(fact(START, Fact.OFFSET, monitor="m1", offset=9000, reason="hello"))
    assert series.open() == ["clock_skew"]
    series.take(EndInput(START + 1000))
    assert series.open() == []
