"""What holds a session back before its start: the shipped figures, worked out by hand."""

from dataclasses import replace

import pytest

from app.domain.baseline import Baseline
from app.domain.errors import Criterion, Result
from app.domain.gates import Finding, Grade, unmet
from app.domain.holds import Item, Measured, judge, presented
from app.protocols.loader import load

RULES = load("ketamine-iv-40min").regimen.holds
NOW = 1_790_000_000_000
MIN = 60_000
GOOD = {
    Item.SBP: 120.0,
    Item.DBP: 80.0,
    Item.HR: 70.0,
    Item.SPO2: 97.0,
    Item.RR: 14.0,
    Item.MOAAS: 5.0,
}


def findings(values: dict[Item, float | None], age: int | None = 40) -> tuple[Finding, ...]:
    given = {**GOOD, **values}
    measured = {item: Measured(v, NOW - MIN) for item, v in given.items() if v is not None}
    return judge(RULES, measured, age, NOW)


SOFT, HARD = Grade.SOFT, Grade.HARD
FIGURES: list[tuple[Item, float, int | None, Grade | None]] = [
    # value · age in years · what holds
    (Item.SBP, 140, 40, None),
    (Item.SBP, 140.5, 40, SOFT),  # a mean may lie between two whole numbers
    (Item.SBP, 159.5, 40, SOFT),
    (Item.SBP, 160, 40, HARD),
    (Item.SBP, 150, 64, SOFT),
    (Item.SBP, 150, 65, None),
    (Item.SBP, 150.5, 65, SOFT),
    (Item.SBP, 160, 90, HARD),
    (Item.SBP, 145, None, SOFT),  # an unknown age has the narrower limits
    (Item.SBP, 145, 0, SOFT),
    (Item.DBP, 90, 40, None),
    (Item.DBP, 91, 40, SOFT),
    (Item.DBP, 91, 70, SOFT),  # only the systolic limit is wider for the old
    (Item.DBP, 100, 40, HARD),
    (Item.HR, 100, 40, None),
    (Item.HR, 101, 40, SOFT),
    (Item.HR, 110, 40, SOFT),
    (Item.HR, 111, 40, HARD),
    (Item.HR, 50, 40, None),
    (Item.HR, 49, 40, SOFT),
    (Item.HR, 45, 40, SOFT),
    (Item.HR, 44, 40, HARD),
    (Item.SPO2, 95, 40, None),
    (Item.SPO2, 94.5, 40, SOFT),
    (Item.SPO2, 92, 40, SOFT),
    (Item.SPO2, 91, 40, HARD),
    (Item.RR, 12, 40, None),
    (Item.RR, 20, 40, None),
    (Item.RR, 11, 40, SOFT),
    (Item.RR, 21, 40, SOFT),
    (Item.RR, 9, 40, SOFT),
    (Item.RR, 8, 40, HARD),
    (Item.RR, 25, 40, HARD),
    (Item.MOAAS, 5, 40, None),
    (Item.MOAAS, 4, 40, SOFT),
    (Item.MOAAS, 3, 40, HARD),
]


@pytest.mark.parametrize(("item", "value", "age", "grade"), FIGURES)
def test_the_figures(item: Item, value: float, age: int | None, grade: Grade | None) -> None:
    held = unmet(findings({item: value}, age))
    assert [(f.id, f.value, f.grade, f.result) for f in held] == (
        [(item.value, value, grade, Result.FAIL)] if grade else []
    )


def test_every_item_is_told_once_with_its_words_and_its_limit() -> None:
    told = findings({Item.SBP: 142, Item.DBP: 101})
    assert [f.id for f in told] == ["sbp", "dbp", "hr", "spo2", "rr", "moaas"]
    assert told[0] == Finding(
        "sbp", "SBP 142 is above 140", Result.FAIL, 142, MIN, SOFT, 140, "measure again"
    )
    assert told[1].text == "DBP 101 is 100 or more"
    assert told[3] == Finding("spo2", "SpO2 97", Result.PASS, 97, MIN)
    assert told[0].criterion == Criterion(
        "sbp", 142, MIN, Result.FAIL, "SBP 142 is above 140", "soft", "measure again"
    )
    assert [f.grade for f in told] == [SOFT, HARD, None, None, None, None]


@pytest.mark.parametrize(
    ("item", "grade"),
    [
        (Item.SBP, HARD),
        (Item.DBP, HARD),
        (Item.HR, HARD),
        (Item.SPO2, HARD),
        (Item.RR, SOFT),
        (Item.MOAAS, SOFT),
    ],
)
def test_what_is_missing_or_too_old_is_unknown_and_holds(item: Item, grade: Grade) -> None:
    (missing,) = unmet(findings({item: None}))
    assert (missing.id, missing.result, missing.grade) == (item.value, Result.UNKNOWN, grade)
    measured = {other: Measured(value, NOW) for other, value in GOOD.items()}
    measured[item] = Measured(GOOD[item], NOW - 15 * MIN)
    assert unmet(judge(RULES, measured, 40, NOW)) == ()
    (old,) = unmet(judge(RULES, measured, 40, NOW + 1))
    assert (old.id, old.result, old.grade, old.age) == (
        item.value,
        Result.UNKNOWN,
        grade,
        15 * MIN + 1,
    )


def test_a_baseline_counts_from_its_older_cuff_reading() -> None:
    baseline = Baseline(NOW - MIN, 120, 80, 93, 72, None, NOW - 14 * MIN)
    given = presented(baseline, moaas=Measured(5, NOW))
    assert given == {
        Item.SBP: Measured(120, NOW - 14 * MIN),
        Item.DBP: Measured(80, NOW - 14 * MIN),
        Item.HR: Measured(72, NOW - MIN),
        Item.MOAAS: Measured(5, NOW),
    }
    held = unmet(judge(RULES, given, 40, NOW + 2 * MIN))
    assert [f.id for f in held] == ["sbp", "dbp", "spo2", "rr"]
    assert held[0].text == "SBP 120 was measured 16 min ago, which is over 15 min"
    assert presented(None) == {}


def test_an_item_with_rules_for_the_old_only_asks_nothing_of_the_young() -> None:
    old = [replace(rule, from_age=65) for rule in RULES if rule.item is Item.SBP][:1]
    values = {Item.SBP: Measured(200, NOW)}
    assert judge(old, values, 40, NOW) == ()
    assert [found.grade for found in judge(old, values, 65, NOW)] == [Grade.HARD]
