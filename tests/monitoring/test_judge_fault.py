"""A fault of the judge loses no record, stops no other bed, and does not stay unsaid."""

import logging

import pytest

from app.alarms.condition import Transition
from app.alarms.engine import Engine
from app.alarms.inputs import Fact, FactInput, Input, VitalsInput
from app.domain.vitals import JudgedSample, Vital
from app.monitoring.draft import Draft
from app.monitoring.scope import Scope
from app.protocols import loader
from app.store.records import Log

START = 1_790_000_000_000


class Poisoned(Engine):
    """A judge with a bug: it cannot bear a heart rate of 66."""

    def take(self, given: Input) -> list[Transition]:
        if isinstance(given, VitalsInput) and given.samples[0].values.get(Vital.HR) == 66:
            raise ZeroDivisionError
        return super().take(given)


def test_the_record_of_an_input_that_breaks_the_judge_is_kept(
    caplog: pytest.LogCaptureFixture,
) -> None:
    protocol = loader.load("ketamine-iv-40min")
    log = Log(1, "1~1", "bed", "1", {}, START, None)
    scope = Scope(log, Poisoned("1~1", "1", protocol))
    sample = JudgedSample(at=START, judge=START, values={Vital.HR: 66})
    draft = Draft(scope, START)
    with caplog.at_level(logging.CRITICAL):
        n = draft.take("vitals", {}, VitalsInput(START, "m1", (sample,)))
    assert (n, scope.faults) == (1, 1)
    assert [row[1] for row in draft.entry.records] == [1]
    draft.take("vitals", {}, None)
    assert [row[1] for row in draft.entry.records] == [1, 2]


def test_a_judge_fault_is_a_high_alarm_of_the_server_until_acknowledged() -> None:
    engine = Engine("server~1", None, loader.load("ketamine-iv-40min"))
    raised = engine.take(FactInput(START, Fact.JUDGE_FAULT, {"log": "s1"}))
    assert [(t.alarm.priority, t.alarm.condition) for t in raised] == [("high", "active")]
    engine.fire(START + 61_000)
    assert [alarm.condition for alarm in engine.open_alarms()] == ["returned"]
