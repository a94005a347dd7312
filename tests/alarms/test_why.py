"""Why did it (not) fire: inputs, limit, counters and decision, from the judge itself."""

import pytest

from app.alarms.bounds import Inactive
from app.alarms.condition import Condition
from app.alarms.inputs import Input
from app.alarms.rules import Limit
from app.alarms.why import Why, explain, why
from app.domain.errors import UnknownRule
from app.domain.phases import Phase
from app.domain.vitals import ValueState, Vital
from tests.alarms.series import START, Series, engine, vitals, way_to


def log(values: str, phase: Phase = Phase.INFUSION) -> list[Input]:
    inputs = way_to(phase)
    for second, value in enumerate(values.split()):
        inputs.append(vitals(START + second * 1000, spo2=float(value), hr=72))
    return inputs


LOG = log("97 " + "89 " * 10 + "97 " * 3)


def asked(second: float, rule: str = "spo2_low_medium") -> Why:
    return why(engine(), LOG, rule, START + round(second * 1000))


def test_it_was_still_pending() -> None:
    answer = asked(8)
    assert answer.condition is Condition.PENDING
    assert answer.counters["bad_since"] == START + 1000
    assert (answer.counters["delay_ms"], answer.counters["bad_ms"]) == (15_000, 7000)
    assert answer.limit == Limit(90, 92, 15_000, clear_delay_ms=10_000)
    assert (answer.values[Vital.SPO2].value, answer.values[Vital.SPO2].age) == (89, 0)
    assert answer.decision == "pending, because of limit_crossed: SpO2 89 < 90"
    assert answer.stage is not None
    assert answer.stage.phase is Phase.INFUSION


def test_it_was_good_again() -> None:
    assert asked(12).decision == "normal: spo2 97 lies inside 90"
    assert asked(40).decision == "normal: spo2 is absent"
    assert asked(0).decision == "normal: spo2 97 lies inside 90"
    assert asked(40).values[Vital.SPO2].state is ValueState.ABSENT


def test_a_rule_does_not_act_everywhere() -> None:
    before = why(engine(), log("97", Phase.CHECK_IN), "spo2_low_medium", START)
    assert before.decision == "normal: the rule does not act in this phase"
    assert why(engine(), [], "spo2_low_medium", START).stage is None
    bare = Series(Phase.BASELINE).say("baseline", captured={"at": START, "sbp": 120, "dbp": 80})
    inactive = explain(bare.say("start", watching=1).engine, "hr_high_low", START)
    assert inactive.limit is Inactive.NO_BASELINE
    assert inactive.decision == "normal: the rule is inactive (no_baseline)"


def test_nothing_is_missed_while_the_patient_is_off_the_monitor() -> None:
    series = Series(Phase.OBSERVATION, spo2="97").say("off_monitor", reason="walk").wait(60)
    for rule in ("monitor_silent_medium", "spo2_no_data_medium", "cuff_overdue_low"):
        answer = explain(series.engine, rule, series.at)
        assert answer.decision == "normal: nothing is missed while the patient is off the monitor"
    assert explain(series.engine, "spo2_low_high", series.at).decision == "normal: spo2 is absent"


def test_a_clearing_is_counted_too() -> None:
    series = Series(spo2="89x16 97x5")
    counters = explain(series.engine, "spo2_low_medium", series.at - 1000).counters
    assert (counters["good_readings"], counters["good_since"]) == (5, START + 16_000)
    cuff = Series().cuff(163)
    assert explain(cuff.engine, "sbp_high_medium", START).counters["bad_readings"] == 1


def test_rules_of_other_kinds_answer_too() -> None:
    together = asked(5, "hypoventilation")
    assert set(together.values) == {Vital.SPO2, Vital.RR, Vital.ETCO2}
    assert together.decision == "normal: what it watches for was not so"
    assert asked(5, "cuff_overdue_low").values == {}


def test_a_reading_beyond_the_limit_that_waits_for_its_persistence_is_told_as_such() -> None:
    series = Series(Phase.BASELINE, hr="118")
    series.say("start", watching=1)
    now = explain(series.engine, "hr_high_sustained", START + 1)
    assert now.decision == "normal: hr 118 lies beyond 110"


def test_an_unknown_rule() -> None:
    with pytest.raises(UnknownRule):
        asked(1, "nonsense")


def test_what_people_did_about_it_is_no_reason_for_what_is_wrong() -> None:
    series = Series(spo2="84x6").attend("acknowledge", "spo2_low_high")
    assert explain(series.engine, "spo2_low_high", series.at).decision == "active: SpO2 84 < 85"
