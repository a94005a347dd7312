"""What a well-formed protocol may still get wrong. Each check yields (key, reason)."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from math import inf

from app.alarms.bounds import Bound, Relative
from app.alarms.condition import Direction, Priority
from app.alarms.duty import Timing
from app.alarms.facts import ABOUT, WATCHABLE
from app.alarms.rules import FactRule, Limit, LimitRule, OffMonitorRule, Protocol, RecheckRule
from app.alarms.stage import Stage
from app.alarms.terms import CombinedRule
from app.domain.baseline import Baseline
from app.domain.capture import CONTINUOUS_WINDOW_MS
from app.domain.phases import Phase
from app.domain.trends import SLOPE_MS
from app.domain.vitals import PRESSURES, Vital
from app.protocols import session_sense

Complaint = tuple[str, str]

# Guard rails for the last line of defence (clinical 2.2).
SPO2_HIGH_FLOOR = 80
SPO2_HIGH_DELAY_MS = 30_000
OFF_MONITOR_MS = 30 * 60_000  # nobody measures anything meanwhile; proposal
_ALWAYS_HIGH = frozenset({Vital.SPO2, Vital.HR, Vital.SBP, Vital.DBP})

BASELINES: tuple[Baseline | None, ...] = (
    None,
    Baseline(0, 90, 50, 65, 45, 92),
    Baseline(0, 105, 65, 80, 54, 95),
    Baseline(0, 120, 80, 93, 72, 97),
    Baseline(0, 135, 88, 103, 90, 98),
    Baseline(0, 145, 95, 110, 105, 100),
)
"""From the lowest to the highest with which an infusion is begun."""


def complaints(protocol: Protocol) -> Iterator[Complaint]:
    yield from _twice(protocol)
    for vital, bounds in protocol.regimen.ranges.items():
        if bounds.low >= bounds.high:
            yield f"plausibility.{vital}", f"low {bounds.low:g} is not below high {bounds.high:g}"
    for rule in protocol.rules:
        if isinstance(rule, LimitRule):
            yield from _bounds(rule, protocol)
            yield from _guard_rails(rule)
        if isinstance(rule, CombinedRule):
            yield from ((f"combined.{rule.id}", reason) for reason in _terms(rule))
        if isinstance(rule, RecheckRule):
            yield from _recheck(rule)
        if isinstance(rule, FactRule):
            yield from ((f"facts.{rule.id}", reason) for reason in _fact(rule))
    yield from _pairs(protocol)
    yield from session_sense.complaints(protocol.regimen)
    yield from _off_monitor(protocol)
    if protocol.escalation is not None:
        yield from _ladder(protocol.escalation)


def _fact(rule: FactRule) -> Iterator[str]:
    if rule.fact not in WATCHABLE:
        yield f"nothing can be judged of the fact {rule.fact}"
    if rule.fact in ABOUT and rule.about is None:
        yield f"needs about: which {ABOUT[rule.fact]}"
    if rule.fact not in ABOUT and rule.about is not None:
        yield f"the fact {rule.fact} is not about one of several"


def _twice(protocol: Protocol) -> Iterator[Complaint]:
    for rule, count in Counter(rule.id for rule in protocol.rules).items():
        if count > 1:
            yield rule, f"is there {count} times"


def _ladder(timing: Timing) -> Iterator[Complaint]:
    """Later steps come later, graver alarms no later than others, all in good time."""
    for priority in (Priority.HIGH, Priority.MEDIUM):
        _, charge_nurse, prescriber = timing.after[priority]
        if prescriber < charge_nurse:
            yield f"escalation.{priority}", "the prescriber is called before the charge nurse"
        if timing.unreceived_ms > charge_nurse:
            key = "escalation.unreceived"
            yield key, f"the charge nurse is called earlier than that for {priority} alarms anyway"
    high, medium = timing.after[Priority.HIGH], timing.after[Priority.MEDIUM]
    if any(grave > mild for grave, mild in zip(high, medium, strict=True)):
        yield "escalation.high", "is slower than for medium alarms"


def _off_monitor(protocol: Protocol) -> Iterator[Complaint]:
    for rule in protocol.rules:
        if isinstance(rule, OffMonitorRule) and not 0 < rule.after_ms <= OFF_MONITOR_MS:
            longest = OFF_MONITOR_MS // 60_000
            yield "off_monitor", f"{rule.id} must come within {longest} minutes, and not at once"


def _recheck(rule: RecheckRule) -> Iterator[Complaint]:
    wanted = max(rule.wanted_ms, rule.wanted_high_ms)
    for phase, delay in rule.delays.items():
        if delay <= wanted:
            yield f"cuff.recheck.phases.{phase}", "overdue before it is wanted"


def _bounds(rule: LimitRule, protocol: Protocol) -> Iterator[Complaint]:
    for phase, columns in rule.columns.items():
        key = f"limits.{rule.id}.{phase}"
        for column in columns:
            yield from ((key, reason) for reason in _bound(column.bound, rule))
    possible = protocol.regimen.ranges.get(rule.vital)
    for stage in stages([rule]):
        limit = rule.limit_in(stage)
        if possible is None or not isinstance(limit, Limit):
            continue
        if not possible.low < limit.value <= possible.high:
            key = f"limits.{rule.id}.{stage.phase}"
            yield key, f"value {limit.value:g} can never be crossed by a plausible {rule.vital}"
            return


def _bound(bound: Bound, rule: LimitRule) -> Iterator[str]:
    if isinstance(bound.value, Relative):
        if bound.at_least is None and bound.at_most is None:
            yield "a value relative to the baseline needs an absolute at_least or at_most"
        elif (bound.at_least or -inf) > (inf if bound.at_most is None else bound.at_most):
            yield f"at_least {bound.at_least:g} is above at_most {bound.at_most:g}"
        if bound.clear is not None or not bound.band:
            yield "a value relative to the baseline is left by a band, not at a clear limit"
    elif bound.clear is None:
        if not bound.band:
            yield "neither clear nor band says where it is left"
    elif (
        bound.clear < bound.value if rule.direction is Direction.LOW else bound.clear > bound.value
    ):
        yield f"clear {bound.clear:g} is on the wrong side of value {bound.value:g}"
    if bound.exception is not None:
        yield from _bound(bound.exception[1], rule)


def _terms(rule: CombinedRule) -> Iterator[str]:
    for term in rule.terms:
        if term.vital is not None and term.score is not None:
            yield "a term is about a vital or a score, not both"
        falls = term.fell is not None or term.slope is not None
        if falls and term.vital not in (Vital.SPO2, Vital.HR):
            yield "only of SpO2 and HR is it known how far they fell"
        spare = 0 if term.slope is None else SLOPE_MS
        if falls and term.within_ms + spare > CONTINUOUS_WINDOW_MS:
            yield "a fall is looked for over 60 s at most"
        if term.rose is not None and term.vital not in PRESSURES:
            yield "only of cuff readings is it known how far they rose"


def _guard_rails(rule: LimitRule) -> Iterator[Complaint]:
    if rule.priority is not Priority.HIGH:
        return
    if Phase.INFUSION not in rule.columns and rule.vital in _ALWAYS_HIGH:
        yield f"limits.{rule.id}", "high limits may not be off during the infusion"
    if rule.vital is not Vital.SPO2:
        return
    for stage in stages([rule]):
        limit = rule.limit_in(stage)
        if isinstance(limit, Limit) and limit.value < SPO2_HIGH_FLOOR:
            yield f"limits.{rule.id}.{stage.phase}", f"value may not be below {SPO2_HIGH_FLOOR}"
            break
    if rule.delay_ms > SPO2_HIGH_DELAY_MS:
        yield f"limits.{rule.id}.delay", f"may not be over {SPO2_HIGH_DELAY_MS // 1000} s"


def stages(rules: Iterable[LimitRule]) -> Iterator[Stage]:
    """Every stage at which one of the rules has another column, for baselines as patients have
    them, and for none."""
    phases = dict.fromkeys(phase for rule in rules for phase in rule.columns)
    for phase in phases:
        columns = {c.from_ms for rule in rules for c in rule.columns.get(phase, ())}
        for from_ms in sorted(columns):
            yield from (Stage(phase, from_ms, baseline) for baseline in BASELINES)


def _pairs(protocol: Protocol) -> Iterator[Complaint]:
    """A limit of lower priority lies inside its high partner; low and high limits do not meet."""
    limits = [rule for rule in protocol.rules if isinstance(rule, LimitRule)]
    for rule in limits:
        for other in limits:
            if rule is not other and rule.vital is other.vital:
                yield from islice(_pair(rule, other), 1)


def _pair(rule: LimitRule, other: LimitRule) -> Iterator[Complaint]:
    for stage in stages([rule, other]):
        mine, theirs = rule.limit_in(stage), other.limit_in(stage)
        if isinstance(mine, Limit) and isinstance(theirs, Limit):
            reason = _crossing(rule, other, mine.value, theirs.value)
            if reason is not None:
                yield f"limits.{rule.id}.{stage.phase}", reason


def _crossing(rule: LimitRule, other: LimitRule, mine: float, theirs: float) -> str | None:
    low = rule.direction is Direction.LOW
    if rule.direction is other.direction:
        beyond = mine < theirs if low else mine > theirs
        if other.priority is Priority.HIGH and rule.priority is not Priority.HIGH and beyond:
            return f"value {mine:g} lies beyond that of {other.id}, {theirs:g}"
    elif low and mine >= theirs:
        return f"low limit {mine:g} is not below the high limit {theirs:g} of {other.id}"
    return None
