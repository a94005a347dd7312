"""From the parts of a protocol file to what the judge uses."""

from collections.abc import Iterator

from app.alarms.bounds import Bound, Column, Relative
from app.alarms.condition import Priority
from app.alarms.duty import Timing
from app.alarms.manner import Manner
from app.alarms.rules import LimitRule, Rule, WindowPart
from app.alarms.terms import TOGETHER_MS, CombinedRule, Term
from app.domain.plausibility import Range
from app.domain.regimen import Regimen
from app.domain.vitals import PRESSURES
from app.protocols.discharge_build import discharge
from app.protocols.equipment import equipment, resounds
from app.protocols.schema import (
    BoundPart,
    CombinedPart,
    LimitPart,
    ProtocolPart,
    ResoundPart,
    TermPart,
    ValuePart,
)
from app.protocols.session_build import dose, hold, question


def regimen(part: ProtocolPart) -> Regimen:
    return Regimen(
        name=part.name,
        version=part.version,
        title=part.title,
        planned_ms=part.planned,
        cuff_interval_ms=part.cuff.interval,
        ranges={vital: Range(r.low, r.high) for vital, r in part.plausibility.items()},
        holds=tuple(hold(each) for each in part.holds),
        checklist=tuple(question(each) for each in part.checklist),
        dose=None if part.dose is None else dose(part.dose),
        discharge=None if part.discharge is None else discharge(part.discharge),
        settle_ms=part.settle,
        off_monitor_ms=None if part.off_monitor is None else part.off_monitor.allowed,
    )


def escalation(part: ProtocolPart) -> Timing | None:
    """What is low calls nobody but the nurses."""
    told = part.escalation
    if told is None:
        return None
    after = {
        Priority.HIGH: (0, told.high.charge_nurse, told.high.prescriber),
        Priority.MEDIUM: (0, told.medium.charge_nurse, told.medium.prescriber),
        Priority.LOW: (0,),
    }
    return Timing(after, told.unreceived, told.hold)


def rules(part: ProtocolPart) -> Iterator[Rule]:
    """In the order of the file, which is the order in which alarms of one instant are told."""
    yield from (_limit_rule(limit, part.resound) for limit in part.limits)
    yield from (_combined(rule, part.resound) for rule in part.combined)
    yield from equipment(part)


def _limit_rule(part: LimitPart, resound: ResoundPart) -> LimitRule:
    cuff = part.vital in PRESSURES and part.priority is not Priority.LOW
    window = part.window
    return LimitRule(
        id=part.id or f"{part.vital}_{part.direction}_{part.priority}",
        vital=part.vital,
        direction=part.direction,
        priority=part.priority,
        columns={phase: _columns(bound) for phase, bound in part.phases.items()},
        delay_ms=part.delay,
        readings=part.readings,
        window=None if window is None else WindowPart(window.bad, window.within),
        clear_delay_ms=part.clear_delay,
        clear_readings=part.clear_readings,
        matures_in_silence=part.matures_in_silence,
        worse_by=part.worse,
        manner=Manner(
            latched=part.latched,
            silent=part.silent,
            group=part.group,
            reaches=part.reaches,
            resound_ms=resound.cuff if cuff else resounds(resound, part.priority),
        ),
    )


def _columns(part: BoundPart) -> tuple[Column, ...]:
    exception = part.if_baseline_below
    first = _bound(part, None if exception is None else (exception.baseline, _bound(exception)))
    later = sorted(part.later, key=lambda column: column.from_)
    return (Column(0, first), *(Column(column.from_, _bound(column)) for column in later))


def _bound(part: ValuePart, exception: tuple[float, Bound] | None = None) -> Bound:
    return Bound(part.value, part.clear, part.band or 0.0, part.at_least, part.at_most, exception)


def _combined(part: CombinedPart, resound: ResoundPart) -> CombinedRule:
    return CombinedRule(
        id=part.id,
        priority=part.priority,
        text=part.text,
        phases=dict.fromkeys(part.phases, part.after_stop),
        every=tuple(_term(term) for term in part.all),
        either=tuple(_term(term) for term in part.any),
        delay_ms=part.delay,
        clear_delay_ms=part.clear_delay,
        hasten_ms=part.hasten_cuff,
        manner=Manner(
            latched=part.latched,
            silent=part.silent,
            group=part.group,
            reaches=part.reaches,
            resound_ms=resounds(resound, part.priority),
        ),
    )


def _term(part: TermPart) -> Term:
    return Term(
        vital=part.vital,
        score=part.score,
        below=part.below,
        from_=part.from_,
        fell=part.fell,
        rose=part.rose,
        slope=part.slope,
        within_ms=TOGETHER_MS if part.within is None else part.within,
        over=part.over if isinstance(part.over, Relative) else None,
        readings=part.readings,
    )
