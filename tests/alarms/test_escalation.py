"""Who is called: what the tables of `scenarios/escalation.toml` do not say."""

import re
from pathlib import Path

import pytest

from app.alarms.audible import BEFORE_INFUSION, calls
from app.alarms.calling import Calling
from app.alarms.condition import Alarm, Attention, Condition, Reason, Step
from app.alarms.duty import Roster, plan
from app.alarms.engine import Engine
from app.alarms.inputs import Fact, FactInput
from app.domain.errors import AlarmOver, NothingToAcknowledge, StaleRevision, UnknownAlarm
from app.domain.phases import Phase
from tests.alarms.series import DUTY, PROTOCOL, START, Series, changed, command

HIGH, MEDIUM = "spo2_low_high", "spo2_low_medium"


def desaturated(**duty: list[str]) -> Series:
    """A high alarm that calls since second 5; it is second 6."""
    return Series().fact(Fact.DUTY, **(duty or DUTY)).feed(spo2="84x6")


def coming(alarm: Alarm) -> tuple[Step | None, Step | None, float | None]:
    """Whom it has reached, who is next, and in which second."""
    at = alarm.next_step_at
    return alarm.step, alarm.next_step, None if at is None else (at - START) / 1000


# Beginning and ending


def test_the_transition_with_which_it_begins_says_who_is_next() -> None:
    series = desaturated()
    raised = [t.alarm for t in series.transitions if t.alarm.rule == HIGH][-1]
    assert raised.condition is Condition.ACTIVE
    assert coming(raised) == (Step.NURSE, Step.CHARGE_NURSE, 15), "unless a screen has it"
    assert raised.step_at == START + 5000
    series.receipt(HIGH)
    assert coming(series.alarm(HIGH)) == (Step.NURSE, Step.CHARGE_NURSE, 35)


def test_who_comes_on_duty_late_is_called_at_once_if_no_screen_has_it() -> None:
    series = Series(spo2="84x36").fact(Fact.DUTY, nurse=["anna"], charge_nurse=["bert"])
    told = [t.alarm for t in series.transitions if t.because is Reason.DUTY_CHANGED]
    assert coming(told[0]) == (Step.NURSE, Step.CHARGE_NURSE, 36)
    series.wait(1)
    assert coming(series.alarm(HIGH)) == (Step.CHARGE_NURSE, None, None)


def test_it_raises_no_revision_and_keeps_the_reason() -> None:
    """What a nurse saw before the charge nurse was called she may acknowledge afterwards."""
    series = desaturated()
    seen = series.alarm(HIGH)
    series.receipt(HIGH).feed(spo2="84x120")
    called = series.alarm(HIGH)
    assert called.step is Step.PRESCRIBER
    assert (called.revision, called.reason) == (seen.revision, seen.reason)
    series.say("acknowledge", alarm=seen.id, revision=seen.revision)
    assert coming(series.alarm(HIGH)) == (Step.PRESCRIBER, None, None)


def test_an_acknowledgement_in_the_same_instant_is_in_time() -> None:
    series = desaturated().receipt(HIGH).feed(spo2="84x29")
    assert series.at == START + 35_000
    series.attend("acknowledge", HIGH).feed(spo2="84x10")
    assert series.alarm(HIGH).step is Step.NURSE


def test_a_silent_alarm_calls_nobody() -> None:
    series = Series().fact(Fact.DUTY, **DUTY).feed(spo2="93x120")
    assert coming(series.alarm("spo2_low_low")) == (None, None, None)


def test_a_low_alarm_calls_the_nurses_only() -> None:
    series = Series().fact(Fact.DUTY, **DUTY).feed(pr="100x200")
    assert coming(series.alarm("pulse_differs")) == (Step.NURSE, None, None)


def test_shelving_ends_it() -> None:
    series = Series().fact(Fact.DUTY, **DUTY).feed(hr="72x400").wait(0)
    series.take(FactInput(series.at, Fact.SOURCE_CONFLICT, {"monitor": "m1"}))
    assert coming(series.alarm("source_conflict"))[:2] == (Step.NURSE, Step.CHARGE_NURSE)
    series.attend("shelve", "source_conflict")
    assert coming(series.alarm("source_conflict")) == (Step.NURSE, None, None)


def test_what_it_calls_again_for_is_on_the_alarm() -> None:
    series = desaturated()
    assert series.alarm(HIGH).calls_again_at is None
    series.attend("acknowledge", HIGH)
    assert series.alarm(HIGH).calls_again_at == series.at + 120_000
    series.feed(spo2="84x122")
    assert series.alarm(HIGH).calls_again_at is None


def test_an_alarm_of_the_server_calls_too() -> None:
    judge = Engine("server", None, PROTOCOL)
    judge.take(FactInput(START, Fact.DUTY, DUTY))
    (raised,) = judge.take(FactInput(START, Fact.RECORDER_LATE, {"late": True}))
    assert (raised.alarm.step, raised.alarm.next_step) == (Step.NURSE, Step.CHARGE_NURSE)
    (called,) = judge.fire(START + 10_001)
    assert (called.because, called.alarm.step) == (Reason.ESCALATED, Step.CHARGE_NURSE)


def test_a_protocol_without_steps_calls_nobody() -> None:
    series = Series(protocol=changed({"escalation": None})).fact(Fact.DUTY, **DUTY)
    series.feed(spo2="84x6").receipt(HIGH).attend("on_my_way", HIGH).feed(spo2="84x90")
    alarm = series.alarm(HIGH)
    assert coming(alarm) == (None, None, None)
    assert (alarm.received_at, alarm.seen_by) == (None, "nurse")


# The roster


@pytest.mark.parametrize(
    ("nurse", "charge_nurse", "prescriber", "reaches", "planned"),
    [
        ("a", "b", "c", None, "nurse 0, charge_nurse 30, prescriber 60"),
        ("a", "a", "c", None, "nurse 0, prescriber 30"),
        ("a b", "b", "a", None, "nurse 0"),
        ("a", "a b", "b", None, "nurse 0, charge_nurse 30"),
        ("", "b", "c", None, "charge_nurse 0, prescriber 30"),
        ("", "", "c", None, "prescriber 0"),
        ("", "", "", None, "nurse 0"),
        ("a", "b", "c", Step.CHARGE_NURSE, "nurse 0, charge_nurse 0, prescriber 60"),
        ("a", "", "c", Step.CHARGE_NURSE, "nurse 0, prescriber 0"),
        ("a", "b", "c", Step.PRESCRIBER, "nurse 0, charge_nurse 0, prescriber 0"),
        ("a", "b", "", Step.PRESCRIBER, "nurse 0, charge_nurse 0"),
    ],
)
def test_steps_collapse(
    nurse: str, charge_nurse: str, prescriber: str, reaches: Step | None, planned: str
) -> None:
    people = (nurse.split(), charge_nurse.split(), prescriber.split())
    roster = Roster.read(dict(zip(Step, people, strict=True)))
    assert PROTOCOL.escalation is not None
    priority = next(rule for rule in PROTOCOL.rules if rule.id == HIGH).priority
    found = plan(PROTOCOL.escalation, roster, priority, reaches)
    assert ", ".join(f"{step} {after // 1000}" for step, after in found) == planned


def test_what_is_no_list_of_names_is_nobody() -> None:
    roster = Roster.read({"nurse": "anna", "charge_nurse": [1, "bert"]})
    assert roster.missing() == [Step.NURSE, Step.PRESCRIBER]
    assert roster.people[Step.CHARGE_NURSE] == {"bert"}


def test_a_roster_that_comes_while_it_calls_counts_from_the_beginning() -> None:
    series = Series(spo2="84x21")
    assert coming(series.alarm(HIGH)) == (None, None, None)
    series.receipt(HIGH).fact(Fact.DUTY, **DUTY)
    assert series.alarm(HIGH).step_at == series.at == START + 21_000
    assert coming(series.alarm(HIGH)) == (Step.NURSE, Step.CHARGE_NURSE, 35)


def test_a_roster_that_comes_too_late_calls_at_once() -> None:
    series = Series(spo2="84x101").receipt(HIGH).fact(Fact.DUTY, **DUTY)
    assert coming(series.alarm(HIGH)) == (Step.NURSE, Step.CHARGE_NURSE, 101)
    series.feed(spo2="84x2")
    assert series.alarms(HIGH)[-1] == "101s spo2_low_high active→active"
    assert coming(series.alarm(HIGH)) == (Step.PRESCRIBER, None, None)


def test_other_names_in_the_same_steps_are_no_news() -> None:
    series = desaturated()
    before = len(series.transitions)
    series.fact(Fact.DUTY, nurse=["nora"], charge_nurse=["berta"], prescriber=["cleo"])
    assert len(series.transitions) == before


def test_a_held_step_stays_held_when_another_takes_its_place() -> None:
    series = desaturated().receipt(HIGH).attend("on_my_way", HIGH)
    assert coming(series.alarm(HIGH)) == (Step.NURSE, Step.CHARGE_NURSE, 66)
    series.fact(Fact.DUTY, nurse=["anna"], charge_nurse=[], prescriber=["cleo"])
    assert coming(series.alarm(HIGH)) == (Step.NURSE, Step.PRESCRIBER, 66)


def test_an_empty_step_is_an_alarm_that_names_who_is_missing() -> None:
    judge = Engine("server", None, PROTOCOL)

    def told(at: int, **people: list[str]) -> list[tuple[str, Condition]]:
        body = {"nurse": ["anna"], **people}
        found = judge.take(FactInput(at, Fact.DUTY, body))
        return [(t.alarm.text, t.alarm.condition) for t in found]

    both = "Nobody on duty: charge nurse, prescriber"
    one = "Nobody on duty: prescriber"
    assert told(START) == [(both, Condition.ACTIVE)]
    assert told(START + 1, nurse=["nora"]) == []
    changed_to = told(START + 2, charge_nurse=["bert"])
    assert changed_to == [(both, Condition.NORMAL), (one, Condition.ACTIVE)]
    over = told(START + 3, charge_nurse=["bert"], prescriber=["cleo"])
    assert over == [(one, Condition.NORMAL)]


# Receipts


def test_a_receipt_of_what_was_before_does_not_count() -> None:
    series = desaturated()
    before = series.alarm(HIGH)
    series.attend("acknowledge", HIGH).feed(spo2="84x121")
    old = {"alarm": before.id, "revision": before.revision, "event": "sounded"}
    for body in (old, {**old, "alarm": "s1.nothing.1"}, {**old, "revision": None}):
        series.wait(0).fact(Fact.RECEIPT, **body)
    assert series.alarm(HIGH).received_at is None
    series.receipt(HIGH)
    assert series.alarm(HIGH).received_at == series.at


def test_a_receipt_of_a_later_revision_counts() -> None:
    """It was lost from view meanwhile: the card is the same."""
    series = desaturated().feed(spo2="off")
    assert series.alarm(HIGH).condition is Condition.UNKNOWN
    series.receipt(HIGH, event="seen")
    assert series.alarm(HIGH).received_at == series.at


# On my way


def test_on_my_way_marks_and_leaves_it_unacknowledged() -> None:
    series = desaturated().attend("on_my_way", HIGH, "anna")
    alarm = series.alarm(HIGH)
    assert (alarm.seen_by, alarm.seen_at) == ("anna", series.at)
    assert (alarm.attention, alarm.received_at) == (Attention.UNACKNOWLEDGED, None)
    series.feed(spo2="84x30")
    assert series.alarm(HIGH).step is Step.NURSE  # who comes has it, whatever the screens say


def test_one_step_of_many_is_held() -> None:
    series = desaturated().receipt(HIGH).feed(spo2="84x30").attend("on_my_way", HIGH)
    assert coming(series.alarm(HIGH)) == (Step.CHARGE_NURSE, Step.PRESCRIBER, 96)
    series.attend("on_my_way", HIGH, "nora")
    assert coming(series.alarm(HIGH)) == (Step.CHARGE_NURSE, Step.PRESCRIBER, 96)


def test_it_is_refused_as_an_acknowledgement_is() -> None:
    series = desaturated()
    alarm = series.alarm(HIGH)

    def refused(ident: str, revision: int) -> type[Exception]:
        try:
            asked = command(series.at, "on_my_way", alarm=ident, revision=revision)
            series.engine.refuse(asked)
        except Exception as error:
            return type(error)
        raise AssertionError("it was taken")

    assert refused(alarm.id, alarm.revision - 1) is StaleRevision
    assert refused("s1.hr_low_high.1", 1) is UnknownAlarm
    series.attend("acknowledge", HIGH)
    assert refused(alarm.id, series.alarm(HIGH).revision) is NothingToAcknowledge
    series.feed(spo2="97x11")
    assert refused(alarm.id, series.alarm(HIGH).revision) is AlarmOver


def test_it_marks_an_alarm_that_is_over_and_calls_nobody() -> None:
    series = desaturated().receipt(HIGH).feed(spo2="97x11").attend("on_my_way", HIGH)
    alarm = series.alarm(HIGH)
    assert (alarm.condition, alarm.seen_by) == (Condition.RETURNED, "nurse")
    assert coming(alarm) == (Step.NURSE, None, None)


def test_who_said_so_is_forgotten_when_it_calls_anew() -> None:
    series = desaturated().receipt(HIGH).attend("on_my_way", HIGH).attend("acknowledge", HIGH)
    assert series.alarm(HIGH).seen_by == "nurse"
    series.feed(spo2="84x122")
    alarm = series.alarm(HIGH)
    assert (alarm.seen_by, alarm.received_at, alarm.step) == (None, None, Step.NURSE)


def test_whoever_is_alone_and_unwatched_has_the_prescriber_called_at_once() -> None:
    series = Series().fact(Fact.DUTY, nurse=["anna"], charge_nurse=["anna"], prescriber=["cleo"])
    series.fact(Fact.STATIONS, watching=0).feed(spo2="97x22")
    assert coming(series.alarm("unwatched")) == (Step.PRESCRIBER, None, None)
    assert not series.alarm("unwatched").latched


# What calls


@pytest.mark.parametrize("phase", [None, Phase.CHECK_IN, Phase.BASELINE])
def test_before_the_infusion_what_is_of_the_equipment_or_low_is_only_shown(
    phase: Phase | None,
) -> None:
    patient = desaturated().alarm(HIGH)
    equipment = Series(hr="72x16", spo2="_x16").alarm("spo2_no_data_medium")
    low = Series(pr="100x20").alarm("pulse_differs")
    told = [calls(alarm, phase) for alarm in (patient, equipment, low)]
    assert told == [True, False, False]
    assert all(calls(alarm, Phase.INFUSION) for alarm in (patient, equipment, low))


def test_screens_sound_from_the_same_phases_on() -> None:
    page = Path(__file__).parents[2] / "frontend" / "src" / "alarms" / "audible.js"
    found = re.search(r"BEFORE_INFUSION = new Set\(\[(.*?)\]\)", page.read_text(encoding="utf-8"))
    assert found is not None
    assert set(re.findall(r'"(\w+)"', found[1])) == {p.value for p in BEFORE_INFUSION if p}


def test_a_step_is_called_with_those_that_are_due_as_well() -> None:
    calling = Calling(since=0, revision=1)
    calling.follow([(Step.NURSE, 0), (Step.CHARGE_NURSE, 10), (Step.PRESCRIBER, 20)], 0)
    assert calling.due(None) == 10
    calling.advance(None, 20)
    assert (calling.step, calling.due(None)) == (Step.PRESCRIBER, None)
