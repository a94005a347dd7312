"""The limits that are in force, and those that were, for the screens."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby, pairwise

from app.alarms.bounds import Inactive, guard
from app.alarms.rules import Edited, Limit, LimitInForce, LimitRule, LimitSpan, Rule
from app.alarms.stage import Stage, stage_of
from app.domain.infusion import InfusionSession
from app.domain.phases import FINAL, Phase


def in_force(rules: Iterable[Rule], stage: Stage) -> tuple[LimitInForce, ...]:
    """In the order of the protocol."""
    limits = (_shown(rule, stage) for rule in rules if isinstance(rule, LimitRule))
    return tuple(limit for limit in limits if limit is not None)


def history(rules: tuple[Rule, ...], session: InfusionSession, now: int) -> list[LimitSpan]:
    """One span a phase, a column of the observation, or an edit; pauses change no limit."""
    spans = []
    for phase, parts in groupby(session.spans, key=lambda span: span.phase):
        if phase in FINAL:
            continue
        whole = list(parts)
        for from_at, to_at in _cut(rules, session, phase, whole[0].from_at, whole[-1].to_at, now):
            stage = replace(stage_of(session, from_at), phase=phase)
            spans.append(LimitSpan(from_at, to_at, in_force(rules, stage)))
    return spans


def _cut(
    rules: Iterable[Rule],
    session: InfusionSession,
    phase: Phase,
    from_at: int,
    to_at: int | None,
    now: int,
) -> Iterator[tuple[int, int | None]]:
    """The stretches of a phase between which the columns changed, up to `now`."""
    stopped = session.stopped_at
    until = now if to_at is None else to_at
    cuts = {edit.at for edit in session.edits}
    if stopped is not None and phase is Phase.OBSERVATION:
        limits = (rule for rule in rules if isinstance(rule, LimitRule))
        cuts |= {stopped + mark for rule in limits for mark in rule.marks()}
    inside = sorted(cut for cut in cuts if from_at < cut <= until and cut != to_at)
    yield from pairwise([from_at, *inside, to_at])


def _shown(rule: LimitRule, stage: Stage) -> LimitInForce | None:
    standing = rule.limit_in(stage)
    if standing is None:
        return None
    inactive = None
    if isinstance(standing, Inactive):
        inactive, standing = standing, _idle(rule, stage)
    return LimitInForce(
        rule.id,
        rule.vital,
        rule.direction,
        rule.priority,
        standing.value,
        standing.clear,
        rule.delay_ms,
        inactive,
        _edited(rule, stage),
    )


def _edited(rule: LimitRule, stage: Stage) -> Edited | None:
    edit = stage.edits.get(rule.id)
    if edit is None:
        return None
    before = rule.limit_in(replace(stage, edits={}))
    return Edited(edit.by, edit.at, before.value if isinstance(before, Limit) else None)


def _idle(rule: LimitRule, stage: Stage) -> Limit:
    """What to show of a limit that has nothing to be relative to."""
    bounds = [column.bound for column in rule.columns[stage.phase]]
    figure = guard(bounds[0], rule.direction) or 0.0
    return Limit(figure, figure)
