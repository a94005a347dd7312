"""What the tables of a session may get wrong though they are well formed. Yields (key, reason)."""

from collections import Counter
from collections.abc import Iterator

from app.domain.checklist import Answer, Question
from app.domain.dose import DoseLimits
from app.domain.holds import HoldRule, Item, Outside
from app.domain.plausibility import Range, Ranges
from app.domain.regimen import Regimen
from app.domain.vitals import Vital
from app.protocols import discharge_sense

_MOAAS = Range(0, 5)

Edge = tuple[float, int]
"""A bound and how far past it a value has to be: 140 itself, or anything beyond."""


def complaints(regimen: Regimen) -> Iterator[tuple[str, str]]:
    yield from _stretches(regimen.holds)
    if regimen.dose is not None:
        yield from _dose(regimen.dose)
    if regimen.discharge is not None:
        yield from discharge_sense.complaints(regimen.discharge, regimen.checklist, regimen.ranges)
    for name, count in Counter(question.id for question in regimen.checklist).items():
        if count > 1:
            yield f"checklist.{name}", f"is there {count} times"
    for question in regimen.checklist:
        yield from ((f"checklist.{question.id}", reason) for reason in _question(question))
    for rule in regimen.holds:
        key = f"holds.{rule.item}"
        yield from ((key, reason) for reason in _hold(rule))
        yield from ((key, reason) for reason in _possible(rule, regimen.ranges))


def _stretches(rules: tuple[HoldRule, ...]) -> Iterator[tuple[str, str]]:
    """Every age of every item has one rule."""
    for (item, age), count in Counter((rule.item, rule.from_age) for rule in rules).items():
        if count > 1:
            yield f"holds.{item}", f"is there {count} times from {age} years"
    for item in dict.fromkeys(rule.item for rule in rules):
        youngest = min(rule.from_age for rule in rules if rule.item is item)
        if youngest > 0:
            yield f"holds.{item}", f"says nothing of patients under {youngest} years"


def _dose(limits: DoseLimits) -> Iterator[tuple[str, str]]:
    """A slip of one decimal place has to end outside, whichever way it goes."""
    named = (
        ("usual_mg_per_kg", limits.usual),
        ("possible_mg_per_kg", limits.possible),
        ("weight_kg", limits.weight),
        ("volume_ml", limits.volume),
    )
    for name, bounds in named:
        if not 0 < bounds.low < bounds.high:
            yield f"dose.{name}", f"low {bounds.low:g} is not between 0 and high {bounds.high:g}"
    usual, possible, weight = limits.usual, limits.possible, limits.weight
    if not possible.low <= usual.low <= usual.high <= possible.high:
        yield "dose.possible_mg_per_kg", "leaves out usual doses"
    if possible.low <= usual.high / 10 or possible.high >= usual.low * 10:
        yield "dose.possible_mg_per_kg", "a usual dose with a misplaced point would pass"
    if weight.high >= weight.low * 10:
        yield "dose.weight_kg", "a weight with a misplaced point would pass"


def _question(question: Question) -> Iterator[str]:
    if not question.passes - {Answer.NOT_APPLICABLE}:
        yield "the answer that it expects cannot be given"
    if question.passes == question.answers:
        yield "every answer passes"


def _hold(rule: HoldRule) -> Iterator[str]:
    for grade, outside in (("soft", rule.soft), ("hard", rule.hard)):
        if outside.above is not None and outside.from_ is not None:
            yield f"{grade} has both above and from"
        if outside.below is not None and outside.up_to is not None:
            yield f"{grade} has both below and up_to"
        if _upper(outside) is None and _lower(outside) is None:
            yield f"{grade} has no bound"
    upper, lower = _upper(rule.soft), _lower(rule.soft)
    if upper is not None and lower is not None and upper <= (-lower[0], -lower[1]):
        yield "soft leaves no value that passes"
    for edge, side in ((_upper, "above"), (_lower, "below")):
        soft, hard = edge(rule.soft), edge(rule.hard)
        if soft is not None and hard is not None and hard < soft:
            yield f"the hard bound {side} is reached before the soft one"
        elif soft is not None and hard is not None and hard == soft:
            yield f"the soft bound {side} says nothing before the hard one"


def _possible(rule: HoldRule, ranges: Ranges) -> Iterator[str]:
    known = _MOAAS if rule.item is Item.MOAAS else ranges.get(Vital(rule.item.value))
    if known is None:
        return
    for outside in (rule.soft, rule.hard):
        for bound in (outside.above, outside.from_, outside.below, outside.up_to):
            if bound is not None and not known.low <= bound <= known.high:
                yield f"{bound:g} is not between {known.low:g} and {known.high:g}"


def _upper(outside: Outside) -> Edge | None:
    if outside.from_ is not None:
        return outside.from_, 0
    return None if outside.above is None else (outside.above, 1)


def _lower(outside: Outside) -> Edge | None:
    """Mirrored, so that further out is greater on both sides."""
    if outside.up_to is not None:
        return -outside.up_to, 0
    return None if outside.below is None else (-outside.below, 1)
