"""The shipped protocol, and what a wrong one is told."""

import copy
import json
from typing import Any

import pytest

from app.alarms.condition import Direction, Priority
from app.alarms.rules import CuffOverdueRule, DataLossRule, Limit, LimitRule, Protocol
from app.alarms.stage import Stage
from app.domain.baseline import Baseline
from app.domain.phases import Phase
from app.domain.vitals import Vital
from app.protocols.loader import ProtocolError, load, names, parse, read

SHIPPED = "ketamine-iv-40min"
BASELINE = Baseline(0, 120, 80, 93, 72, 98)


@pytest.fixture(scope="module")
def protocol() -> Protocol:
    return load(SHIPPED)


def limit(protocol: Protocol, rule: str) -> LimitRule:
    return next(r for r in protocol.rules if r.id == rule and isinstance(r, LimitRule))


def test_it_is_shipped(protocol: Protocol) -> None:
    assert SHIPPED in names()
    assert (protocol.name, protocol.version) == (SHIPPED, "5")
    assert protocol.regimen.planned_ms == 2_400_000
    assert protocol.regimen.cuff_interval_ms == {
        Phase.INFUSION: 600_000,
        Phase.OBSERVATION: 900_000,
    }


# Priority, then value, clear limit, delay in s and readings during the infusion.
INFUSION = {
    "spo2_low_low": (94, 95, 60, 1),
    "hr_high_low": (101, 96, 60, 1),
    "hr_high_sustained": (110, 105, 60, 1),
    "sbp_high_low": (145, 140, 0, 1),
    "map_high_medium": (115, 110, 180, 2),
    "map_high_high": (130, 125, 0, 1),
    "map_low_medium": (65, 70, 180, 2),
    "map_low_high": (60, 65, 0, 1),
    "rr_low_medium": (9, 10, 30, 1),
    "rr_high_medium": (30, 28, 30, 1),
    "rr_low_high": (6, 8, 15, 1),
    "rr_apnoea": (1, 2, 20, 1),
    "etco2_low_medium": (25, 28, 60, 1),
    "etco2_high_medium": (51, 48, 60, 1),
    "etco2_high_high": (61, 58, 30, 1),
    "spo2_low_medium": (90, 92, 15, 1),
    "spo2_low_high": (85, 88, 5, 1),
    "hr_high_medium": (120, 115, 15, 1),
    "hr_high_high": (140, 135, 10, 1),
    "hr_low_medium": (50, 55, 15, 1),
    "hr_low_high": (40, 45, 10, 1),
    "sbp_high_medium": (157, 152, 180, 2),
    "sbp_high_high": (180, 175, 0, 1),
    "sbp_low_medium": (90, 95, 180, 2),
    "sbp_low_high": (80, 85, 0, 1),
    "dbp_high_medium": (100, 95, 180, 2),
    "dbp_high_high": (110, 105, 0, 1),
    "dbp_low_medium": (50, 55, 180, 2),
    "dbp_low_high": (40, 45, 0, 1),
}


@pytest.mark.parametrize("rule", INFUSION)
def test_limits_of_the_infusion(protocol: Protocol, rule: str) -> None:
    bound = limit(protocol, rule).limit_in(Stage(Phase.INFUSION, 0, BASELINE))
    assert isinstance(bound, Limit)
    assert (bound.value, bound.clear, bound.delay_ms / 1000, bound.readings) == INFUSION[rule]


def test_every_limit_acts_from_the_start_to_the_discharge(protocol: Protocol) -> None:
    for rule in protocol.rules:
        if isinstance(rule, LimitRule):
            assert {Phase.INFUSION, Phase.OBSERVATION} <= set(rule.columns)
            assert rule.manner.latched is (rule.priority is Priority.HIGH)
            assert rule.manner.silent is (rule.priority is Priority.LOW)


def test_lost_data_and_overdue_cuffs(protocol: Protocol) -> None:
    losses = {r.id: r.delays for r in protocol.rules if isinstance(r, DataLossRule)}
    assert losses["spo2_no_data_medium"] == dict.fromkeys(
        [Phase.BASELINE, Phase.INFUSION, Phase.OBSERVATION], 15_000
    )
    assert losses["hr_no_data_high"] == {Phase.INFUSION: 60_000}
    overdue = {r.priority: r.graces for r in protocol.rules if isinstance(r, CuffOverdueRule)}
    assert overdue[Priority.HIGH] == {Phase.INFUSION: 600_000}


def test_a_log_header_gives_the_same_protocol(protocol: Protocol) -> None:
    assert parse(json.loads(json.dumps(protocol.source))) == protocol


def change(source: dict[str, Any], key: str, value: object) -> None:
    """Sets a dotted key, or deletes it when the value is None."""
    *path, last = key.split(".")
    part: Any = source
    for step in path:
        part = part[int(step)] if step.isdecimal() else part[step]
    if value is None:
        del part[last]
    else:
        part[last] = value


WRONG = [
    ("planned", 40, "planned", "reads like"),
    ("planned", "40 minutes", "planned", "reads like"),
    ("version", None, "version", "required"),
    ("colour", "red", "colour", "not permitted"),
    ("name", "../x", "name", "match pattern"),
    ("limits.0.priority", "urgent", "limits.0.priority", "'high', 'medium' or 'low'"),
    ("limits.0.vital", "spo3", "limits.0.vital", "Input should be"),
    ("limits.0.phases.infusion.value", "94", "limits.0.phases.infusion.value", "number"),
    ("limits.0.phases.infusion.value", float("nan"), "limits.0.phases.infusion.value", "finite"),
    ("limits.0.readings", 0, "limits.0.readings", "greater than or equal to 1"),
    ("limits.1.window.bad", None, "limits.1.window.bad", "required"),
    (
        "limits.0.phases.infusion.value",
        "baseline 4",
        "limits.0.phases.infusion.value",
        "reads like",
    ),
    (
        "limits.0.phases.infusion.at_least",
        None,
        "limits.spo2_low_low.infusion",
        "needs an absolute",
    ),
    ("limits.0.phases.infusion.at_most", 90, "limits.spo2_low_low.infusion", "above at_most"),
    ("limits.0.phases.infusion.band", None, "limits.spo2_low_low.infusion", "left by a band"),
    ("limits.1.phases.infusion.clear", None, "limits.spo2_low_medium.infusion", "neither"),
    ("limits.1.phases.infusion.clear", 89, "limits.spo2_low_medium.infusion", "wrong side"),
    ("limits.1.phases.infusion.value", 84, "limits.spo2_low_medium.infusion", "beyond that of"),
    ("limits.2.phases.infusion.value", 79, "limits.spo2_low_high.infusion", "below 80"),
    ("limits.2.delay", "31s", "limits.spo2_low_high.delay", "30 s"),
    ("limits.2.priority", "medium", "spo2_low_medium", "2 times"),
    ("limits.4.phases.infusion.value", 400, "limits.hr_high_medium.infusion", "never be crossed"),
    ("plausibility.hr.low", 300, "plausibility.hr", "not below"),
    ("facts.0.fact", "clock", "facts.clock_skew", "nothing can be judged"),
    ("facts.0.fact", "channel", "facts.clock_skew", "needs about"),
    ("facts.0.about", "email", "facts.clock_skew", "not about one of several"),
]


@pytest.mark.parametrize(("key", "value", "named", "reason"), WRONG)
def test_a_wrong_file_is_told_where_and_why(
    protocol: Protocol, key: str, value: object, named: str, reason: str
) -> None:
    source = copy.deepcopy(dict(protocol.source))
    change(source, key, value)
    with pytest.raises(ProtocolError) as error:
        parse(source)
    assert error.value.key == named
    assert reason in error.value.reason


def test_low_and_high_limits_must_not_meet(protocol: Protocol) -> None:
    source = copy.deepcopy(dict(protocol.source))
    change(source, "limits.7.phases.infusion", {"value": 125, "clear": 130})
    with pytest.raises(ProtocolError, match="not below the high limit"):
        parse(source)
    assert limit(protocol, "hr_low_medium").direction is Direction.LOW
    assert limit(protocol, "hr_low_medium").vital is Vital.HR


@pytest.mark.parametrize("name", ["unknown", "../pyproject", "", "ketamine-iv-40min.toml"])
def test_unknown_protocols(name: str) -> None:
    with pytest.raises(ProtocolError):
        load(name)


def test_what_is_not_toml() -> None:
    with pytest.raises(ProtocolError, match="is not TOML"):
        read("limits = [")
