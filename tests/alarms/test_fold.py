"""One log, one outcome: however often time is asked for in between, and over a restart."""

from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from app.alarms.condition import NEXT, Attention, Condition, Reason, Step, Transition
from app.alarms.engine import Engine
from app.alarms.fold import fold
from app.alarms.inputs import EndInput, Fact, FactInput, Input, VitalsInput
from app.domain.phases import Phase
from tests.alarms.series import START, command, engine, vitals, way_to

numbers = st.sampled_from([None, 0, 5, 28, 39, 45, 52, 72, 112, 119, 121, 127, 141, 300, 500])
saturations = st.sampled_from([None, 0, 5, 84, 86, 89, 91, 93, 94.5, 97, 127])
pressures = st.sampled_from([None, 25, 78, 83, 92, 97, 120, 157, 161, 177, 182, 255])
flags = st.sampled_from([(), (), (), ("nibp_busy",), ("spo2_off",), ("battery_low",)])
RULES = ("spo2_low_high", "spo2_low_medium", "hr_high_medium", "spo2_no_signal_medium")
gaps = st.sampled_from([0, 1, 400, 1000, 1000, 1000, 1000, 5000, 10_000, 16_000, 61_000, 700_000])


MOVED = {  # within the guard rails in every phase, whichever of them are moved
    "hr_high_medium": [105, 115, None],
    "spo2_low_high": [82, None],
    "spo2_low_medium": [89, 93, None],
    "sbp_high_medium": [155, 165, None],
}


def stored(at: int, ago: int, spo2: float | None) -> VitalsInput:
    """Twenty seconds that a monitor kept, and sent late."""
    begin = at - ago
    samples = (vitals(begin + n * 1000, late=True, spo2=spo2, hr=72).samples[0] for n in range(20))
    return VitalsInput(at, "m1", tuple(samples))


@st.composite
def steps(draw: st.DrawFn, at: int) -> Input:
    lag = draw(st.sampled_from([0, 0, 300, 2500]))
    match draw(st.sampled_from("vvvvvvccfpsedrlbt")):
        case "v":
            more: dict[str, Any] = draw(
                st.sampled_from([{}, {}, {"pr": 90.0}, {"rr": 9.0}, {"rr": 0.0}])
            )
            return vitals(
                at,
                at - lag,
                flags=draw(flags),
                quality=draw(st.sampled_from([None, None, {"spo2": {"sqi": 0.1}}])),
                hr=draw(numbers),
                spo2=draw(saturations),
                **more,
            )
        case "c":
            sbp = draw(pressures)
            return vitals(at, at - lag, sbp=sbp, dbp=draw(st.sampled_from([45, 76, 99, 112])))
        case "f":
            offset = draw(st.sampled_from([0, 3000]))
            return FactInput(at, Fact.OFFSET, {"offset": offset, "reason": "step"})
        case "p":
            return vitals(at, at - 5000, late=True, spo2=draw(saturations))
        case "l":
            rule, values = draw(st.sampled_from(sorted(MOVED.items())))
            return command(at, "limits", rule=rule, value=draw(st.sampled_from(values)))
        case "b":
            return stored(at, draw(st.integers(20_000, 90_000)), draw(saturations))
        case "t":
            cause = draw(st.sampled_from([None, "silent since 5"]))
            return FactInput(at, Fact.SHARED, {"cause": cause, "beds": []})
        case "d":
            names = st.lists(st.sampled_from(["anna", "bert", "cleo"]), max_size=2)
            return FactInput(at, Fact.DUTY, {step: draw(names) for step in Step})
        case "r":
            rule, event = draw(st.sampled_from(RULES)), draw(st.sampled_from(["shown", "sounded"]))
            told = {"alarm": f"s1.{rule}.1", "revision": draw(st.integers(0, 3)), "event": event}
            return FactInput(at, Fact.RECEIPT, told)
        case "s":
            return FactInput(at, Fact.SOURCE_CONFLICT, {"monitor": "m1"})
        case _:
            return FactInput(at, Fact.BINDING, {"monitor": draw(st.sampled_from(["m1", "m2"]))})


@st.composite
def logs(draw: st.DrawFn) -> list[Input]:
    """A session from its creation on, with a stop somewhere."""
    phase = draw(st.sampled_from([Phase.BASELINE, Phase.INFUSION, Phase.OBSERVATION]))
    inputs: list[Input] = way_to(phase)
    at = START
    for gap in draw(st.lists(gaps, max_size=40)):
        at += gap
        inputs.append(draw(steps(at)))
    if phase is Phase.INFUSION:
        inputs.append(command(at, "stop", outcome="complete"))
    elif draw(st.booleans()):
        inputs = _away(inputs, len(way_to(phase)), draw(st.integers(0, 40)), draw(gaps))
    return [*inputs, EndInput(at + draw(gaps))]


def _away(inputs: list[Input], first: int, left: int, gone: int) -> list[Input]:
    """The same, with the patient off the monitor for a while."""
    after = min(first + left, len(inputs))
    off = command(inputs[after - 1].at, "off_monitor", reason="walk")
    back = command(min(off.at + gone, inputs[-1].at), "back_on_monitor")
    later = [given for given in inputs[after:] if given.at > back.at]
    between = [given for given in inputs[after:] if given.at <= back.at]
    return [*inputs[:after], off, *between, back, *later]


CALLED = {
    Reason.ESCALATED,
    Reason.RECEIVED,
    Reason.DUTY_CHANGED,
    Reason.SHARED,
}  # these change no revision


def interleaved(inputs: list[Input], data: st.DataObject) -> list[Transition]:
    """The same, with the time asked for at random in between."""
    judge = engine()
    transitions: list[Transition] = []
    for before, after in pairwise([inputs[0], *inputs]):
        instants = st.lists(st.integers(before.at, after.at), max_size=3)
        for now in sorted(data.draw(instants)):
            transitions += judge.fire(now)
            assert not judge.due(now)
            assert (judge.next_deadline() or now) >= now
        transitions += judge.take(after)
    return transitions


@settings(max_examples=40, deadline=None)
@given(inputs=logs(), data=st.data())
def test_asking_for_the_time_changes_nothing(inputs: list[Input], data: st.DataObject) -> None:
    assert interleaved(inputs, data) == list(fold(engine(), inputs))


@settings(max_examples=40, deadline=None)
@given(inputs=logs())
def test_every_alarm_tells_a_whole_story(inputs: list[Input]) -> None:
    """Each transition begins where the one before ended, is in the table, and counts on."""
    conditions: dict[str, Condition] = {}
    revisions: dict[str, int] = {}
    now = 0
    for transition in fold(engine(), inputs):
        alarm = transition.alarm
        assert transition.before is conditions.get(alarm.id, Condition.NORMAL)
        called = transition.because in CALLED
        assert called or alarm.condition in [
            after for (before, _), after in NEXT.items() if before is transition.before
        ]
        hidden = Condition.PENDING in (transition.before, alarm.condition) and (
            alarm.condition in (Condition.PENDING, Condition.NORMAL)
        )
        assert alarm.revision - revisions.get(alarm.id, 0) == (0 if hidden or called else 1)
        assert transition.at >= now
        now = transition.at
        conditions[alarm.id], revisions[alarm.id] = alarm.condition, alarm.revision


@settings(max_examples=40, deadline=None)
@given(inputs=logs(), cut=st.integers(0, 60))
def test_a_restart_goes_on_as_if_there_had_been_none(inputs: list[Input], cut: int) -> None:
    whole = list(fold(engine(), inputs))
    killed, restarted = engine(), engine()
    before = list(fold(killed, inputs[:cut]))
    assert list(fold(restarted, inputs[:cut])) == before
    assert restarted.open_alarms(pending=True) == killed.open_alarms(pending=True)
    assert restarted.next_deadline() == killed.next_deadline()
    assert before + list(fold(restarted, inputs[cut:])) == whole


@settings(max_examples=40, deadline=None)
@given(inputs=logs())
def test_only_people_acknowledge(inputs: list[Input]) -> None:
    for transition in fold(engine(), inputs):
        assert transition.alarm.attention is Attention.UNACKNOWLEDGED


def test_the_end_fires_what_is_due_up_to_its_instant() -> None:
    inputs = [*way_to(Phase.INFUSION), vitals(START, hr=72, spo2=97)]
    assert list(fold(engine(), [*inputs, EndInput(START + 14_999)])) == []
    told = [t.alarm.rule for t in fold(engine(), [*inputs, EndInput(START + 15_000)])]
    assert told == ["monitor_silent_medium"]


def test_at_a_tie_the_input_goes_first() -> None:
    judge: Engine = engine()
    inputs = [*way_to(Phase.INFUSION), vitals(START, hr=72, spo2=97)]
    assert list(fold(judge, inputs)) == []
    assert judge.next_deadline() == START + 15_000
    assert judge.take(vitals(START + 15_000, hr=72, spo2=97)) == []
