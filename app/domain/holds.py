"""Vitals and sedation that hold an infusion back before it starts (clinical 1.3).

The figures are data of the protocol. What was not measured, or too long ago, is unknown, and holds
as firmly as the protocol says.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain.ages import spoken
from app.domain.baseline import Baseline
from app.domain.errors import Result
from app.domain.gates import Finding, Grade


class Item(StrEnum):
    """mmHg, 1/min, percent, and the score of MOAA/S."""

    SBP = "sbp"
    DBP = "dbp"
    HR = "hr"
    SPO2 = "spo2"
    RR = "rr"
    MOAAS = "moaas"

    @property
    def label(self) -> str:
        return _LABELS.get(self, self.upper())


_LABELS = {Item.SPO2: "SpO2", Item.MOAAS: "MOAA/S"}


@dataclass(frozen=True, slots=True)
class Outside:
    """Where a value is out of bounds; None: on that side nothing is."""

    above: float | None = None  # more than
    from_: float | None = None  # this or more
    below: float | None = None  # less than
    up_to: float | None = None  # this or less

    def crossed(self, value: float) -> tuple[str, float] | None:
        """The bound that `value` is beyond: in words, and as a figure."""
        if self.above is not None and value > self.above:
            return f"is above {self.above:g}", self.above
        if self.from_ is not None and value >= self.from_:
            return f"is {self.from_:g} or more", self.from_
        if self.below is not None and value < self.below:
            return f"is below {self.below:g}", self.below
        if self.up_to is not None and value <= self.up_to:
            return f"is {self.up_to:g} or less", self.up_to
        return None


@dataclass(frozen=True, slots=True)
class HoldRule:
    """For patients of `from_age` years or more, until another rule of the item starts.

    A value counts for `within_ms`; `unknown` is how firmly a missing one holds.
    """

    item: Item
    soft: Outside
    hard: Outside
    within_ms: int
    unknown: Grade = Grade.HARD
    from_age: int = 0


@dataclass(frozen=True, slots=True)
class Measured:
    """A value and the instant (ms since the epoch) from which it counts."""

    value: float
    at: int


def presented(
    baseline: Baseline | None, rr: Measured | None = None, moaas: Measured | None = None
) -> dict[Item, Measured]:
    """What there is to be held against the rules."""
    found = {item: value for item, value in ((Item.RR, rr), (Item.MOAAS, moaas)) if value}
    if baseline is None:
        return found
    measured = {
        Item.SBP: (baseline.sbp, baseline.cuff_at),
        Item.DBP: (baseline.dbp, baseline.cuff_at),
        Item.HR: (baseline.hr, baseline.at),
        Item.SPO2: (baseline.spo2, baseline.at),
    }
    for item, (value, at) in measured.items():
        if value is not None:
            found[item] = Measured(value, baseline.at if at is None else at)
    return found


def judge(
    rules: Sequence[HoldRule], values: Mapping[Item, Measured], age: int | None, now: int
) -> tuple[Finding, ...]:
    """Every item once, in the order of the rules. An unknown `age` (years) is taken as the lowest,
    whose limits are the narrowest; `now` in ms since the epoch."""
    return tuple(_judge(rule, values.get(rule.item), now) for rule in _of_age(rules, age or 0))


def _of_age(rules: Sequence[HoldRule], age: int) -> Iterator[HoldRule]:
    for item in dict.fromkeys(rule.item for rule in rules):
        fitting = [rule for rule in rules if rule.item is item and rule.from_age <= age]
        if fitting:
            yield max(fitting, key=lambda rule: rule.from_age)


def _judge(rule: HoldRule, measured: Measured | None, now: int) -> Finding:
    name, label = rule.item.value, rule.item.label
    if measured is None:
        return _unknown(rule, f"{label} was not measured", None, None)
    value, age = measured.value, max(0, now - measured.at)
    if age > rule.within_ms:
        old = f"{label} {value:g} was measured {spoken(age)} ago"
        return _unknown(rule, f"{old}, which is over {spoken(rule.within_ms)}", value, age)
    for grade, outside in ((Grade.HARD, rule.hard), (Grade.SOFT, rule.soft)):
        crossed = outside.crossed(value)
        if crossed is not None:
            words, limit = crossed
            text = f"{label} {value:g} {words}"
            return Finding(name, text, Result.FAIL, value, age, grade, limit, "measure again")
    return Finding(name, f"{label} {value:g}", Result.PASS, value, age)


def _unknown(rule: HoldRule, text: str, value: float | None, age: int | None) -> Finding:
    needs = f"measure {rule.item.label}"
    return Finding(rule.item.value, text, Result.UNKNOWN, value, age, rule.unknown, None, needs)
