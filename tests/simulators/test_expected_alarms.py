"""Each shipped scenario, judged as its session would be: the alarms it promises come, no others."""

import pytest
from msgspec import UNSET

from app.alarms.condition import Condition
from app.alarms.engine import Engine
from app.alarms.inputs import CommandInput, EndInput, VitalsInput
from app.domain.vitals import JudgedSample, Vital
from app.protocols.loader import load as load_protocol
from app.wire.monitor import Sample
from simulators import scenario
from simulators.chair import LoneChair

START = 1_790_000_000_000
MINUTE = 60_000
PROTOCOL = load_protocol("ketamine-iv-40min")
BASELINE = {"at": START + 4 * MINUTE, "sbp": 122.0, "dbp": 78.0, "map": 93.0}


def commands(told: scenario.Scenario) -> list[CommandInput]:
    """What the nurse records in the course of the scenario."""
    [(begin, end)] = told.infusion
    create = {
        "session": "s1",
        "bed": "1",
        "protocol": {"name": PROTOCOL.name, "version": PROTOCOL.version},
        "planned_ms": PROTOCOL.regimen.planned_ms,
        "dose_mg_per_kg": 0.5,
        "simulated": True,
    }
    steps: list[tuple[float, str, dict[str, object]]] = [
        (0, "create", create),
        (4, "baseline", {"captured": BASELINE}),
        (begin, "start", {}),
        (end, "stop", {"outcome": "complete"}),
    ]
    made = []
    for minute, name, body in steps:
        at = START + int(minute * MINUTE)
        made.append(CommandInput(at, name, "nurse", at, body))
    return made


def received(sample: Sample) -> JudgedSample:
    reported = {vital: getattr(sample, vital.value) for vital in Vital}
    values = {vital: value for vital, value in reported.items() if value is not UNSET}
    return JudgedSample(sample.at, sample.at, values, flags=tuple(sample.flags))


def alarms(told: scenario.Scenario, seed: int, minutes: float) -> set[str]:
    """The rules whose alarms were shown."""
    engine = Engine("s1", "1", PROTOCOL)
    chair = LoneChair(seed, told, minutes)
    chair.begin(START)
    waiting = commands(told)
    transitions = []
    while (at := chair.due()) is not None:
        while waiting and waiting[0].at <= at:
            transitions += engine.take(waiting.pop(0))
        samples = tuple(received(sample) for sample in chair.take())
        if not chair.link(at).cut:
            transitions += engine.take(VitalsInput(at, "m1", samples))
    transitions += engine.take(EndInput(START + int(minutes * MINUTE)))
    hidden = {Condition.NORMAL, Condition.PENDING}
    return {step.alarm.rule for step in transitions if step.alarm.condition not in hidden}


@pytest.mark.parametrize("name", scenario.names())
def test_the_alarms_of_a_scenario(name: str) -> None:
    told = scenario.load(name)
    assert alarms(told, seed=1, minutes=60) == set(told.expected)


@pytest.mark.parametrize("seed", range(2, 12))
def test_an_uneventful_infusion_is_quiet(seed: int) -> None:
    """Some patients' pressure crosses a medium limit by itself, as in life; none a high one."""
    crossed = alarms(scenario.load("quiet"), seed, minutes=60)
    assert not [rule for rule in crossed if rule.endswith("_high") and "cuff" not in rule]
