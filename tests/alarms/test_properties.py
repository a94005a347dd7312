"""What holds for every session: whatever comes, in whatever pieces."""

from collections.abc import Sequence
from contextlib import suppress
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from app.alarms.audible import calls
from app.alarms.condition import Attention, Condition, Kind, Priority, Reason, Step
from app.alarms.fold import fold
from app.alarms.inputs import Fact, FactInput, Input, VitalsInput
from app.domain.errors import NothingToAcknowledge, Refusal, StaleRevision
from app.domain.phases import Phase
from tests.alarms.series import DUTY, START, Series, command, engine, vitals, way_to
from tests.alarms.test_fold import logs

SATURATIONS = st.lists(st.sampled_from([84.0, 86.0, 89.0, 91.0, 93.0, 97.0]), max_size=60)
RANK = {Priority.LOW: 1, Priority.MEDIUM: 2, Priority.HIGH: 3}
STEPS = list(Step)
NAMES = ["acknowledge", "unacknowledge", "shelve", "unshelve", "on_my_way"]
OPEN = {Condition.ACTIVE, Condition.UNKNOWN, Condition.RETURNED}


def told(inputs: Sequence[Input]) -> list[str]:
    return [repr(transition) for transition in fold(engine(), inputs)]


@settings(max_examples=30, deadline=None)
@given(logs())
def test_folding_twice_is_equal(inputs: list[Input]) -> None:
    assert told(inputs) == told(inputs)


@settings(max_examples=30, deadline=None)
@given(SATURATIONS, st.data())
def test_splitting_the_frames_differently_changes_nothing(
    values: list[float], data: st.DataObject
) -> None:
    """A frame of several samples, or each sample by itself, received in the same instant."""
    samples = [vitals(START + n * 1000, spo2=v, hr=72).samples[0] for n, v in enumerate(values)]
    received = START + 60_000
    cuts = sorted(data.draw(st.sets(st.integers(0, len(samples)))) | {0, len(samples)})
    one_by_one = [VitalsInput(received, "m1", (sample,)) for sample in samples]
    together = [VitalsInput(received, "m1", tuple(samples[a:b])) for a, b in pairwise(cuts)]
    way = [*way_to(Phase.INFUSION), FactInput(START, Fact.DUTY, DUTY)]
    assert told([*way, *one_by_one]) == told([*way, *together])


@settings(max_examples=30, deadline=None)
@given(SATURATIONS, st.integers(0, 4000))
def test_silence_never_yields_normal(values: list[float], seconds: int) -> None:
    """But for what was still pending, and for rules that look for nothing of the patient."""
    series = Series(spo2=" ".join(map(str, values)))
    before = {a.id for a in series.engine.open_alarms() if a.kind is Kind.PHYSIOLOGICAL}
    series.wait(seconds)
    assert before <= {a.id for a in series.engine.open_alarms()}


@settings(max_examples=30, deadline=None)
@given(SATURATIONS, st.integers(0, 14))
def test_a_worse_value_never_yields_a_lower_priority(values: list[float], drop: int) -> None:
    def severity(saturations: list[float]) -> int:
        series = Series(spo2=" ".join(map(str, saturations)))
        found = [a for a in series.engine.open_alarms() if a.rule.startswith("spo2_low")]
        return max((RANK[alarm.priority] for alarm in found), default=0)

    assert severity([v - drop for v in values]) >= severity(values)


@settings(max_examples=30, deadline=None)
@given(SATURATIONS)
def test_acknowledging_twice_changes_nothing(values: list[float]) -> None:
    series = Series(spo2=" ".join(map(str, values)))
    for alarm in series.engine.open_alarms():
        series.say("acknowledge", alarm=alarm.id, revision=alarm.revision)
        after = series.engine.open_alarms()
        for revision in (alarm.revision, alarm.revision + 1):
            try:
                series.say("acknowledge", alarm=alarm.id, revision=revision)
                raise AssertionError("it was taken twice")
            except (NothingToAcknowledge, StaleRevision):
                assert series.engine.open_alarms() == after


@settings(max_examples=30, deadline=None)
@given(logs())
def test_no_alarm_without_a_condition(inputs: list[Input]) -> None:
    """What calls for attention was raised before, and what is over was open before."""
    was_open: set[str] = set()
    for step in fold(engine(), inputs):
        alarm = step.alarm
        if alarm.attention is not Attention.UNACKNOWLEDGED or alarm.condition in OPEN:
            assert alarm.onset <= step.at
        if alarm.condition in OPEN:
            was_open.add(alarm.id)
        elif step.before in OPEN:
            assert alarm.id in was_open


@settings(max_examples=60, deadline=None)
@given(logs())
def test_nobody_is_called_without_a_condition(inputs: list[Input]) -> None:
    """Whoever is called, or would be next, is so because of an alarm that calls; and in order."""
    judge = engine()
    for given_ in inputs:
        for transition in judge.take(given_):
            alarm, because = transition.alarm, transition.because
            if because is Reason.ESCALATED or alarm.next_step is not None:
                assert alarm.attention is Attention.UNACKNOWLEDGED
                assert alarm.condition in (Condition.ACTIVE, Condition.UNKNOWN)
                assert not any((alarm.silent, alarm.retro, alarm.inhibited_by))
            if alarm.next_step is not None and alarm.next_step_at is not None:
                assert alarm.step is None or STEPS.index(alarm.step) < STEPS.index(alarm.next_step)
                assert alarm.next_step_at >= transition.at
        judge.fire(given_.at)
        for alarm in judge.open_alarms():
            phase = None if judge.session is None else judge.session.phase
            assert alarm.next_step is None or calls(alarm, phase)


@settings(max_examples=30, deadline=None)
@given(logs(), st.data())
def test_what_is_refused_changes_nothing(inputs: list[Input], data: st.DataObject) -> None:
    judge = engine()
    list(fold(judge, inputs[: len(inputs) // 2]))
    before, due = judge.open_alarms(pending=True), judge.next_deadline()
    name = data.draw(st.sampled_from(NAMES))
    ids = [alarm.id for alarm in before] or ["s1.nothing.1"]
    at = inputs[len(inputs) // 2].at
    body = {"alarm": data.draw(st.sampled_from(ids)), "revision": data.draw(st.integers(0, 3))}
    with suppress(Refusal):
        judge.refuse(command(at, name, **body))
    assert judge.open_alarms(pending=True) == before
    assert judge.next_deadline() == due
