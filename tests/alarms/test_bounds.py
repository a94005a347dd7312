"""Limits relative to the patient's own baseline, and limits that change with the minutes."""

from dataclasses import replace

import pytest

from app.alarms.bounds import Inactive
from app.alarms.rules import Limit, LimitInForce, LimitRule
from app.alarms.stage import Stage
from app.domain.baseline import Baseline
from app.domain.phases import Phase
from tests.alarms.series import BASELINE, PROTOCOL, START, Series, command, engine, vitals, way_to

MINUTE = 60_000


def rule(name: str) -> LimitRule:
    return next(r for r in PROTOCOL.rules if r.id == name and isinstance(r, LimitRule))


def value(name: str, phase: Phase, minute: float, baseline: Baseline | None) -> float | Inactive:
    found = rule(name).limit_in(Stage(phase, round(minute * MINUTE), baseline))
    assert found is not None
    return found.value if isinstance(found, Limit) else found


INFUSION, OBSERVATION = Phase.INFUSION, Phase.OBSERVATION
WITH = [
    # rule, phase, minute since the stop, baseline of that vital, limit by clinical.md 2.2
    ("sbp_high_low", INFUSION, 0, 110, 140),  # more than 132, and at least 140
    ("sbp_high_low", INFUSION, 0, 120, 145),  # more than 144
    ("sbp_high_medium", INFUSION, 0, 110, 150),
    ("sbp_high_medium", INFUSION, 0, 120, 157),
    ("sbp_high_medium", INFUSION, 0, 140, 160),  # the absolute cap wins
    ("sbp_high_medium", OBSERVATION, 29.9, 140, 160),
    ("sbp_high_medium", OBSERVATION, 30, 140, 150),
    ("sbp_high_medium", OBSERVATION, 60, 110, 138),  # more than 25 % an hour after the stop
    ("sbp_high_high", OBSERVATION, 29.9, 120, 180),
    ("sbp_high_high", OBSERVATION, 30, 120, 170),
    ("sbp_low_medium", INFUSION, 0, 120, 90),
    ("sbp_low_medium", INFUSION, 0, 128, 96),
    ("sbp_low_medium", INFUSION, 0, 145, 100),  # never more than 100
    ("dbp_high_medium", INFUSION, 0, 65, 95),
    ("dbp_high_medium", INFUSION, 0, 72, 98),
    ("dbp_high_medium", INFUSION, 0, 90, 100),
    ("hr_high_low", INFUSION, 0, 70, 101),
    ("hr_high_low", INFUSION, 0, 80, 105),
    ("hr_high_low", OBSERVATION, 30, 90, 109),
    ("hr_low_medium", INFUSION, 0, 55, 50),
    ("hr_low_medium", INFUSION, 0, 54, 44),  # an athlete
    ("hr_low_medium", INFUSION, 0, 45, 40),  # never beyond the high limit
    ("spo2_low_low", INFUSION, 0, 97, 94),
    ("spo2_low_low", INFUSION, 0, 99, 95),
    ("spo2_low_low", OBSERVATION, 30, 99, 94),
]


@pytest.mark.parametrize(("name", "phase", "minute", "own", "expected"), WITH)
def test_a_limit_follows_the_baseline_between_absolute_figures(
    name: str, phase: Phase, minute: float, own: float, expected: float
) -> None:
    vital = name.split("_")[0]
    baseline = Baseline.from_body(BASELINE.to_body() | {vital: own})
    assert value(name, phase, minute, baseline) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("sbp_high_low", Inactive.NO_BASELINE),
        ("sbp_high_medium", 160),
        ("sbp_low_medium", 90),
        ("hr_high_low", Inactive.NO_BASELINE),
        ("hr_low_medium", 50),
        ("spo2_low_low", 94),
    ],
)
def test_without_a_baseline_only_what_is_absolute_acts(
    name: str, expected: float | Inactive
) -> None:
    assert value(name, INFUSION, 0, None) == expected


def limit(series: Series, name: str) -> LimitInForce:
    return next(one for one in series.engine.limits() if one.rule == name)


def test_a_rule_without_its_baseline_is_seen_to_be_inactive() -> None:
    series = Series(Phase.BASELINE)
    bare = {"at": START, "sbp": 120.0, "dbp": 80.0}
    series.say("baseline", captured=bare).say("start", watching=1)
    shown = limit(series, "hr_high_low")
    assert (shown.inactive, shown.value) == (Inactive.NO_BASELINE, 101)
    assert limit(series, "sbp_high_low").inactive is None
    assert series.feed(hr="118x70").alarms("hr_high_low") == []


def test_the_column_changes_with_the_minutes_since_the_stop() -> None:
    series = Series(Phase.OBSERVATION, hr="112x2").wait(29 * 60)
    assert limit(series, "hr_high_medium").value == 120
    series.wait(60)
    assert limit(series, "hr_high_medium").value == 110
    series.feed(hr="112x16")
    assert series.raised("hr_high_medium") == 1


def test_the_columns_are_told_with_their_history() -> None:
    series = Series(Phase.OBSERVATION).wait(61 * 60).feed(hr="72")
    spans = [s for s in series.engine.limit_history() if s.from_at >= START]
    assert [(s.from_at - START, s.to_at and s.to_at - START) for s in spans] == [
        (0, 30 * MINUTE),
        (30 * MINUTE, 60 * MINUTE),
        (60 * MINUTE, None),
    ]
    sbp = [x.value for s in spans for x in s.limits if x.rule == "sbp_high_medium"]
    assert sbp == [157, 150, 150]


def test_a_stop_told_late_begins_in_the_column_of_its_minute() -> None:
    judge = engine()
    for given in way_to(INFUSION):
        judge.take(given)
    stop = replace(
        command(START + 40 * MINUTE, "stop", outcome="complete"), happened_at=START + 5 * MINUTE
    )
    judge.take(stop)
    shown = {one.rule: one.value for one in judge.limits()}
    assert shown["hr_high_high"] == 130
    assert judge.take(vitals(START + 70 * MINUTE, hr=72, spo2=97)) != []
