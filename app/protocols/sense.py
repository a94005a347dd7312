"""What a well-formed protocol may still get wrong. Each check yields (key, reason)."""

from collections import Counter
from collections.abc import Iterator

from app.alarms.condition import Direction, Priority
from app.alarms.facts import WATCHABLE
from app.alarms.rules import FactRule, LimitRule, Protocol
from app.domain.phases import Phase
from app.domain.vitals import Vital

Complaint = tuple[str, str]

# Guard rails for the last line of defence (clinical 2.2).
SPO2_HIGH_FLOOR = 80
SPO2_HIGH_DELAY_MS = 30_000


def complaints(protocol: Protocol) -> Iterator[Complaint]:
    yield from _twice(protocol)
    for vital, bounds in protocol.regimen.ranges.items():
        if bounds.low >= bounds.high:
            yield f"plausibility.{vital}", f"low {bounds.low:g} is not below high {bounds.high:g}"
    for rule in protocol.rules:
        if isinstance(rule, LimitRule):
            yield from _bounds(rule, protocol)
            yield from _guard_rails(rule)
        if isinstance(rule, FactRule) and rule.fact not in WATCHABLE:
            yield f"facts.{rule.id}", f"nothing can be judged of the fact {rule.fact}"
    yield from _pairs(protocol)


def _twice(protocol: Protocol) -> Iterator[Complaint]:
    for rule, count in Counter(rule.id for rule in protocol.rules).items():
        if count > 1:
            yield rule, f"is there {count} times"


def _bounds(rule: LimitRule, protocol: Protocol) -> Iterator[Complaint]:
    possible = protocol.regimen.ranges.get(rule.vital)
    for phase, limit in rule.limits.items():
        key = f"limits.{rule.id}.{phase}"
        low = rule.direction is Direction.LOW
        if limit.clear < limit.value if low else limit.clear > limit.value:
            yield key, f"clear {limit.clear:g} is on the wrong side of value {limit.value:g}"
        if possible is not None and not possible.low < limit.value <= possible.high:
            yield key, f"value {limit.value:g} can never be crossed by a plausible {rule.vital}"


def _guard_rails(rule: LimitRule) -> Iterator[Complaint]:
    if rule.vital is not Vital.SPO2 or rule.priority is not Priority.HIGH:
        return
    for phase, limit in rule.limits.items():
        if limit.value < SPO2_HIGH_FLOOR:
            yield f"limits.{rule.id}.{phase}", f"value may not be below {SPO2_HIGH_FLOOR}"
        if limit.delay_ms > SPO2_HIGH_DELAY_MS:
            yield f"limits.{rule.id}.delay", f"may not be over {SPO2_HIGH_DELAY_MS // 1000} s"


def _pairs(protocol: Protocol) -> Iterator[Complaint]:
    """A limit of lower priority lies inside its high partner; low and high limits do not meet."""
    limits = [rule for rule in protocol.rules if isinstance(rule, LimitRule)]
    for rule in limits:
        for other in limits:
            if rule.vital is not other.vital:
                continue
            for phase in rule.limits.keys() & other.limits.keys():
                yield from _pair(rule, other, phase)


def _pair(rule: LimitRule, other: LimitRule, phase: Phase) -> Iterator[Complaint]:
    mine, theirs = rule.limits[phase].value, other.limits[phase].value
    key = f"limits.{rule.id}.{phase}"
    low = rule.direction is Direction.LOW
    if rule.direction is other.direction:
        beyond = mine < theirs if low else mine > theirs
        if other.priority is Priority.HIGH and rule.priority is not Priority.HIGH and beyond:
            yield key, f"value {mine:g} lies beyond that of {other.id}, {theirs:g}"
    elif low and mine >= theirs:
        yield key, f"low limit {mine:g} is not below the high limit {theirs:g} of {other.id}"
