"""How far somebody may move a limit for one session (clinical 2.2, 3.6): asked before each edit.

A limit stays inside what a value of its vital can be, so that none is switched off by moving it
away. One of low or medium priority stays inside its high partners, and they outside of it. A high
limit is at least one above every low limit of the vital. Saturation is never judged later than at
80. The partners are those of the stage that is in force; before the baseline phase, those of it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import ceil, floor, inf

from app.alarms.condition import Direction, Priority
from app.alarms.rules import Limit, LimitRule, Protocol
from app.alarms.stage import Stage
from app.alarms.words import LABELS
from app.domain.errors import LimitRefused, UnknownRule
from app.domain.limit_edits import LimitEdit
from app.domain.phases import Phase
from app.domain.vitals import Vital

LOWEST_SPO2 = 80


@dataclass(frozen=True, slots=True)
class Rail:
    """A whole number that a limit may not go below or above, and why."""

    at: float
    why: str


def check(protocol: Protocol, stage: Stage, edit: LimitEdit) -> None:
    """Raises UnknownRule for what is no limit of the protocol, LimitRefused for what goes too far.

    An edit without a value takes the one before back: the protocol's own limit may by now be beyond
    another one that was moved.
    """
    limits = [rule for rule in protocol.rules if isinstance(rule, LimitRule)]
    rule = next((rule for rule in limits if rule.id == edit.rule), None)
    if rule is None:
        raise UnknownRule(edit.rule)
    stage = _judged(stage)
    value = edit.value if edit.value is not None else _own(rule, stage)
    if value is None:
        return
    bounds = protocol.regimen.ranges.get(rule.vital)
    below = [] if bounds is None else [_outer(rule, bounds.low)]
    above = [] if bounds is None else [_inner(rule, bounds.high)]
    for other in limits:
        standing = other.limit_in(stage) if other.vital is rule.vital else None
        if isinstance(standing, Limit) and other is not rule:
            below += _floors(rule, other, standing.value)
            above += _ceilings(rule, other, standing.value)
    if rule.vital is Vital.SPO2 and _is_low(rule) and _is_high_priority(rule):
        below.append(Rail(LOWEST_SPO2, f"it is never below {LOWEST_SPO2}"))
    _within(rule, value, below, above)


def _within(rule: LimitRule, value: float, below: Iterable[Rail], above: Iterable[Rail]) -> None:
    lowest = max(below, key=lambda rail: rail.at, default=Rail(-inf, ""))
    highest = min(above, key=lambda rail: rail.at, default=Rail(inf, ""))
    if value < lowest.at:
        why = lowest.why
    elif value > highest.at:
        why = highest.why
    elif value != floor(value):
        why = "it is a whole number"
    else:
        return
    raise LimitRefused(name(rule), value, why, lowest.at, highest.at)


def name(rule: LimitRule) -> str:
    """`SpO2 low (high priority)`"""
    return f"{LABELS[rule.vital]} {rule.direction} ({rule.priority} priority)"


def _outer(rule: LimitRule, lowest: float) -> Rail:
    """Below the lowest value that can be nothing is: such a low limit would be none."""
    first = floor(lowest) + 1 if _is_low(rule) else ceil(lowest)
    return Rail(first, f"no value of {LABELS[rule.vital]} is below {lowest:g}")


def _inner(rule: LimitRule, highest: float) -> Rail:
    return Rail(floor(highest), f"no value of {LABELS[rule.vital]} is above {highest:g}")


def _floors(rule: LimitRule, other: LimitRule, value: float) -> Iterator[Rail]:
    """What `other`, at `value`, asks the limit of `rule` to be at least."""
    stands = f"{name(other)} stands at {value:g}"
    if other.direction is not rule.direction:
        if not _is_low(rule):
            yield Rail(floor(value) + 1, f"a high limit is above the low one: {stands}")
    elif _is_high_priority(other if _is_low(rule) else rule) and _differ(rule, other):
        yield Rail(floor(value) + 1, f"a high-priority limit lies further out: {stands}")


def _ceilings(rule: LimitRule, other: LimitRule, value: float) -> Iterator[Rail]:
    stands = f"{name(other)} stands at {value:g}"
    if other.direction is not rule.direction:
        if _is_low(rule):
            yield Rail(ceil(value) - 1, f"a low limit is below the high one: {stands}")
    elif _is_high_priority(rule if _is_low(rule) else other) and _differ(rule, other):
        yield Rail(ceil(value) - 1, f"a high-priority limit lies further out: {stands}")


def _own(rule: LimitRule, stage: Stage) -> float | None:
    """What the protocol says, for a rule that acts in the stage."""
    others = {ident: edit for ident, edit in stage.edits.items() if ident != rule.id}
    standing = rule.limit_in(Stage(stage.phase, stage.since_stop_ms, stage.baseline, others))
    return standing.value if isinstance(standing, Limit) else None


def _judged(stage: Stage) -> Stage:
    """Check-in judges nothing: the limits to come are those of the baseline phase."""
    if stage.phase is not Phase.CHECK_IN:
        return stage
    return Stage(Phase.BASELINE, 0, stage.baseline, stage.edits)


def _is_low(rule: LimitRule) -> bool:
    return rule.direction is Direction.LOW


def _is_high_priority(rule: LimitRule) -> bool:
    return rule.priority is Priority.HIGH


def _differ(rule: LimitRule, other: LimitRule) -> bool:
    return _is_high_priority(rule) != _is_high_priority(other)
