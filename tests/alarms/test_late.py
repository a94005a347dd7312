"""Late data beside the live judge: what was missed is told once, silently, and changes nothing."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.alarms.condition import Attention, Condition, Priority, Reason, Transition
from app.alarms.fold import fold
from app.alarms.inputs import EndInput, Input, VitalsInput
from app.alarms.late import MOST
from app.domain.errors import AlarmOver, UnknownAlarm
from app.domain.phases import Phase
from app.domain.vitals import BloodPressureSource, JudgedSample, Vital
from tests.alarms.series import START, Series, command, engine, row, vitals, way_to
from tests.alarms.test_fold import logs


class CutOff(Series):
    """Ten good seconds, then some in which nothing arrives; what was then comes afterwards."""

    def __init__(self, phase: Phase = Phase.INFUSION, seconds: int = 60) -> None:
        super().__init__(phase, spo2="97x10")
        self.begin = self.at
        self.wait(seconds).feed(spo2="97x2")
        self.came = self.at

    def stored(self, text: str, after: int = 0) -> "CutOff":
        """Saturations of the time that was cut off, from its `after`-th second on."""
        for second, value in enumerate(row(text), after):
            measured = self.begin + second * 1000
            spo2 = None if value is None else float(str(value))
            self.take(vitals(self.at, measured, late=True, spo2=spo2, hr=72.0))
        return self

    @property
    def late(self) -> list[Transition]:
        return [t for t in self.transitions if t.alarm.retro]

    def told(self) -> list[str]:
        """Instant in seconds after the data came, id, step, text."""
        return [
            f"{(t.at - self.came) / 1000:g}s {t.alarm.id} "
            f"{t.before}→{t.alarm.condition} {t.alarm.text}"
            for t in self.late
        ]


def test_a_fall_while_cut_off_is_told_five_seconds_after_the_last_of_it() -> None:
    series = CutOff().stored("97x10 86x22 97x20").feed(spo2="97x10")
    assert series.told() == [
        "5s s1.late1.spo2_low_medium.1 normal→active Lowest SpO2 86 for 0:22 while cut off",
        "5s s1.late1.spo2_low_medium.1 active→returned Lowest SpO2 86 for 0:22 while cut off",
    ]
    alarm = series.late[-1].alarm
    assert (alarm.silent, alarm.latched, alarm.retro) == (True, True, True)
    assert (alarm.value, alarm.limit, alarm.priority) == (86, 90, Priority.MEDIUM)
    assert (alarm.onset, alarm.ended) == (series.begin + 10_000, series.begin + 32_000)
    assert (alarm.attention, alarm.reason) == (Attention.UNACKNOWLEDGED, Reason.LATE_DATA)
    assert (alarm.group, alarm.bed, alarm.session) == ("SpO2 low while cut off", "1", "s1")


def test_every_limit_that_was_crossed_tells_its_own() -> None:
    series = CutOff().stored("97x10 84x22 97x20").wait(6)
    assert {t.alarm.rule for t in series.late} == {"spo2_low_medium", "spo2_low_high"}


@pytest.mark.parametrize("text", ["97x60", "97x10 89x10 97x20", "offx20", ""])
def test_nothing_to_tell_leaves_no_trace(text: str) -> None:
    series = CutOff().stored(text).wait(10)
    assert series.late == []
    fell = series.stored("86x22 97x15", after=20).wait(10)
    assert {t.alarm.id for t in fell.late} == {"s1.late1.spo2_low_medium.1"}


def test_two_batches_are_two_alarms_and_two_falls_in_one_batch_too() -> None:
    series = CutOff().stored("86x16 97x15").wait(6).stored("84x6 97x14", after=40).wait(6)
    assert [t.alarm.id for t in series.late[::2]] == [
        "s1.late1.spo2_low_medium.1",
        "s1.late2.spo2_low_high.1",
    ]
    both = CutOff().stored("84x6 97x14 84x6 97x14").wait(6)
    assert [t.alarm.id for t in both.late[::2]] == [
        "s1.late1.spo2_low_high.1",
        "s1.late2.spo2_low_high.1",
    ]


def test_while_more_comes_it_waits_a_minute_at_most() -> None:
    series = CutOff().stored("97x10 86x22 97x20")
    for _ in range(59):
        series.wait(1).stored("97")
    assert series.late == []
    series.wait(1.001)
    assert [t.at - series.begin for t in series.late] == [122_000, 122_000]


def test_a_fall_that_a_cut_runs_through_is_told_whole_and_once() -> None:
    series = CutOff(seconds=120)
    for second in range(80):
        series.stored("86" if 50 <= second < 66 else "97", after=second).wait(1)
    series.wait(20)
    assert [t.alarm.text for t in series.late[::2]] == ["Lowest SpO2 86 for 0:16 while cut off"]


def test_a_long_backlog_is_judged_in_pieces() -> None:
    series = Series(spo2="97")
    series.wait(MOST * 2 + 100)
    at = series.at
    for second in range(MOST * 2):
        low = MOST - 10 <= second < MOST + 10
        measured = START + 2000 + second * 1000
        series.take(vitals(at, measured, late=True, spo2=86.0 if low else 97.0, hr=72.0))
    series.wait(6)
    late = [t.alarm for t in series.transitions if t.alarm.retro]
    assert [a.text for a in late[::2]] == ["Lowest SpO2 86 for 0:20 while cut off"]


def test_what_was_judged_live_is_not_told_again() -> None:
    series = Series(spo2="97x5 86x20 97x12")
    for second, value in enumerate(row("97x5 86x20 97x12")):
        measured = START + second * 1000
        series.take(vitals(series.at, measured, late=True, spo2=float(str(value)), hr=72.0))
    series.cuff(190).feed(spo2="97x5")
    reading = vitals(series.at, series.at - 5000, late=True, sbp=190, dbp=80)
    series.take(reading).wait(10)
    assert not [t for t in series.transitions if t.alarm.retro]


def test_a_reading_of_the_cuff_that_came_late_is_told_once() -> None:
    series = CutOff()
    for _ in range(3):
        series.take(vitals(series.at, series.begin + 30_000, late=True, sbp=190, dbp=80)).wait(6)
    high = [t for t in series.late if t.alarm.priority is Priority.HIGH]
    assert [t.alarm.text for t in high[::2]] == ["Highest SBP 190 for 0:00 while cut off"]


def test_an_arterial_pressure_is_no_reading() -> None:
    series = CutOff().wait(100)
    before = series.engine.next_deadline()
    (stored,) = vitals(series.at, series.begin, late=True, sbp=190, dbp=80).samples
    arterial = replace(stored, bp=BloodPressureSource.ART)
    series.take(VitalsInput(series.at, "m1", (arterial,)))
    assert series.engine.next_deadline() == before


def test_acknowledging_it_says_that_it_was_seen_and_ends_it() -> None:
    series = CutOff().stored("97x10 86x22 97x20").wait(6)
    (alarm,) = [a for a in series.engine.open_alarms() if a.retro]
    with pytest.raises(UnknownAlarm):
        series.say("acknowledge", alarm="s1.late2.spo2_low_medium.1", revision=2)
    series.say("acknowledge", alarm=alarm.id, revision=alarm.revision)
    seen = series.late[-1].alarm
    assert (seen.condition, seen.attention) == (Condition.NORMAL, Attention.ACKNOWLEDGED)
    assert (seen.acknowledged_by, seen.ended) == ("nurse", series.begin + 32_000)
    with pytest.raises(AlarmOver):
        series.say("acknowledge", alarm=alarm.id, revision=seen.revision)
    assert "spo2_low_medium" not in series.wait(900).open()


def test_it_never_calls_and_never_ends_by_itself() -> None:
    series = CutOff().stored("97x10 84x22 97x20").wait(6)
    told = len(series.late)
    series.feed(spo2="97x900")
    assert len(series.late) == told
    assert [a.condition for a in series.engine.open_alarms() if a.retro] == [Condition.RETURNED] * 2


def test_the_end_of_the_session_judges_what_has_come_and_ends_what_nobody_saw() -> None:
    series = CutOff(Phase.OBSERVATION).stored("97x10 86x22 97x20").say("discharge")
    assert [t.alarm.condition for t in series.late] == [
        Condition.ACTIVE,
        Condition.RETURNED,
        Condition.NORMAL,
    ]
    assert {t.at for t in series.late} == {series.at}
    assert series.late[-1].because is Reason.SESSION_ENDED
    series.stored("84x30").wait(100)
    series.take(EndInput(series.at))
    assert len(series.late) == 3


def test_the_end_of_the_log_judges_what_has_come() -> None:
    series = CutOff().stored("97x10 86x22 97x20")
    series.take(EndInput(series.at))
    assert [t.alarm.reason for t in series.late] == [
        Reason.LATE_DATA,
        Reason.LATE_DATA,
        Reason.SESSION_ENDED,
    ]


def test_without_a_session_nothing_is_judged() -> None:
    judge = engine()
    for second in range(60):
        judge.take(vitals(START + 90_000, START + second * 1000, late=True, spo2=70, hr=72))
    assert judge.next_deadline() is None


def test_limits_are_those_of_the_time_it_is_about() -> None:
    series = (
        Series(Phase.BASELINE, spo2="97x2").wait(120).say("start", watching=1).feed(spo2="97x2")
    )
    for second in range(40):
        series.take(vitals(series.at, START + 20_000 + second * 1000, late=True, hr=112.0))
    series.wait(6)
    late = [t.alarm for t in series.transitions if t.alarm.retro]
    assert {a.text for a in late} == {"Highest HR 112 for 0:39 while cut off"}


def live(transitions: list[Transition]) -> list[str]:
    return [repr(t) for t in transitions if not t.alarm.retro]


@settings(max_examples=60, deadline=None)
@given(logs(), st.data())
def test_the_live_judge_is_the_same_with_and_without_late_data(
    inputs: list[Input], data: st.DataObject
) -> None:
    values = st.sampled_from([None, 30.0, 84.0, 97.0, 190.0])
    more: list[Input] = []
    for given_ in inputs:
        for _ in range(data.draw(st.integers(0, 3)) if given_.at >= START else 0):
            vital = data.draw(st.sampled_from([Vital.SPO2, Vital.HR, Vital.PR, Vital.SBP]))
            measured = given_.at - data.draw(st.integers(0, 40_000))
            late = JudgedSample(measured, measured, {vital: data.draw(values)}, late=True)
            more.append(VitalsInput(given_.at, "m1", (late,)))
        more.append(given_)
    assert live(list(fold(engine(), more))) == live(list(fold(engine(), inputs)))


def test_a_restart_in_between_tells_the_same() -> None:
    inputs: list[Input] = [*way_to(Phase.INFUSION), vitals(START, hr=72, spo2=97)]
    received = START + 90_000
    inputs += [
        vitals(received, START + 20_000 + second * 1000, late=True, spo2=86, hr=72)
        for second in range(30)
    ]
    inputs += [command(received + 1000, "note"), EndInput(received + 10_000)]
    whole = [repr(t) for t in fold(engine(), inputs)]
    judge = engine()
    before = list(fold(judge, inputs[:20]))
    again = engine()
    assert list(fold(again, inputs[:20])) == before
    assert [repr(t) for t in [*before, *fold(again, inputs[20:])]] == whole
    assert any(".late1." in line for line in whole)


def test_a_hint_of_low_priority_is_told_to_nobody_afterwards() -> None:
    series = CutOff(seconds=120).stored("97x10 93x90 97x20").feed(spo2="97x10")
    assert series.told() == []
