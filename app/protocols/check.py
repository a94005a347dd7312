"""Everything that can be said about a protocol file: what is wrong, what is odd, how late it is."""

from collections.abc import Iterator
from itertools import combinations, islice

from app.alarms.condition import Direction, Priority, Step
from app.alarms.duty import STEPS, Roster, plan
from app.alarms.rules import Limit, LimitRule, Protocol, Rule
from app.alarms.terms import CombinedRule
from app.alarms.worst_case import chatter_ms, matures_in_silence, worst_case_ms
from app.domain.checklist import Before
from app.domain.holds import Item
from app.domain.regimen import Regimen
from app.domain.vitals import PRESSURES
from app.protocols.sense import stages

_SEVERITY = {Priority.LOW: 0, Priority.MEDIUM: 1, Priority.HIGH: 2}
HEADINGS = (
    "rule",
    "priority",
    "worst case",
    "if it chatters",
    "in silence",
    "charge nurse",
    "prescriber",
)
_EVERYBODY = Roster({step: frozenset({step.value}) for step in STEPS})


def notes(protocol: Protocol) -> Iterator[str]:
    """What is allowed, and may not be meant."""
    limits = [rule for rule in protocol.rules if isinstance(rule, LimitRule)]
    for rule, other in combinations(limits, 2):
        if rule.vital is other.vital and rule.direction is other.direction:
            yield from islice(_overlap(*sorted((rule, other), key=_severity)), 1)
    yield from _missing(protocol.regimen)


def _missing(regimen: Regimen) -> Iterator[str]:
    """Tables of a session that a file may do without."""
    items = {rule.item for rule in regimen.holds}
    for item in Item:
        if item not in items:
            yield f"no {item.label} holds a session back from its start"
    for step in Before:
        if not any(question.before is step for question in regimen.checklist):
            yield f"nothing is asked before the {step}"
    if regimen.dose is None:
        yield "no dose is refused"
    if regimen.discharge is None:
        yield "nothing but a person decides about the discharge"


def table(protocol: Protocol) -> Iterator[tuple[str, ...]]:
    """One row a rule, under HEADINGS."""
    intervals = protocol.regimen.cuff_interval_ms
    for rule in protocol.rules:
        chatter = chatter_ms(rule)
        yield (
            rule.id,
            rule.priority.value,
            spoken(worst_case_ms(rule, intervals)) + (" + cuff" if _measured(rule) else ""),
            "" if chatter is None else spoken(chatter),
            "matures" if matures_in_silence(rule) else "waits",
            *_called(protocol, rule),
        )


def spoken(ms: int) -> str:
    """`0 s`, `90 s`, `20 min`."""
    if ms >= 600_000 and ms % 60_000 == 0:
        return f"{ms // 60_000} min"
    return f"{ms / 1000:g} s"


def _called(protocol: Protocol, rule: Rule) -> tuple[str, str]:
    """How long after it began to call the charge nurse and the prescriber are called."""
    timing, manner = protocol.escalation, rule.manner
    if timing is None or manner.silent:
        return "", ""
    planned = dict(plan(timing, _EVERYBODY, rule.priority, manner.reaches))
    later = (planned.get(step) for step in (Step.CHARGE_NURSE, Step.PRESCRIBER))
    charge_nurse, prescriber = ("" if after is None else spoken(after) for after in later)
    return charge_nurse, prescriber


def _overlap(mild: LimitRule, severe: LimitRule) -> Iterator[str]:
    """A milder rule that says nothing before the severe one does."""
    for stage in stages([mild, severe]):
        first, second = mild.limit_in(stage), severe.limit_in(stage)
        if not isinstance(first, Limit) or not isinstance(second, Limit):
            continue
        low = mild.direction is Direction.LOW
        inside = first.value > second.value if low else first.value < second.value
        if not inside and first.delay_ms >= second.delay_ms and first.readings >= second.readings:
            baseline = "" if stage.baseline is None else " for some baselines"
            yield (
                f"{mild.id} ({first.value:g}) says nothing before {severe.id} ({second.value:g})"
                f" in {stage.phase}{baseline}"
            )


def _severity(rule: LimitRule) -> int:
    return _SEVERITY[rule.priority]


def _measured(rule: Rule) -> bool:
    """Whether it waits for the cuff to measure."""
    match rule:
        case LimitRule():
            return rule.vital in PRESSURES
        case CombinedRule():
            return any(term.vital in PRESSURES for term in rule.terms)
        case _:
            return False
