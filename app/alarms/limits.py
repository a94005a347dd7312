"""The limits that are in force, and those that were, for the screens."""

from collections.abc import Iterable
from itertools import groupby

from app.alarms.rules import LimitInForce, LimitRule, LimitSpan, Rule
from app.domain.infusion import InfusionSession
from app.domain.phases import FINAL, Phase


def in_force(rules: Iterable[Rule], phase: Phase) -> tuple[LimitInForce, ...]:
    """In the order of the protocol."""
    return tuple(
        LimitInForce(
            rule.id,
            rule.vital,
            rule.direction,
            rule.priority,
            limit.value,
            limit.clear,
            limit.delay_ms,
        )
        for rule in rules
        if isinstance(rule, LimitRule) and (limit := rule.limits.get(phase)) is not None
    )


def history(rules: tuple[Rule, ...], session: InfusionSession) -> list[LimitSpan]:
    """One span a phase; pauses change no limit."""
    spans = []
    for phase, parts in groupby(session.spans, key=lambda span: span.phase):
        if phase in FINAL:
            continue
        whole = list(parts)
        spans.append(LimitSpan(whole[0].from_at, whole[-1].to_at, in_force(rules, phase)))
    return spans
