"""The rules of a protocol that are about the equipment."""

from collections.abc import Iterator

from app.alarms.condition import Priority, Step
from app.alarms.manner import Manner
from app.alarms.rules import (
    ArtifactRule,
    CoverageRule,
    CuffOverdueRule,
    DataLossRule,
    DifferRule,
    FactRule,
    FlagRule,
    ImplausibleRule,
    NoSignalRule,
    OffMonitorRule,
    OverrunRule,
    RecheckRule,
    Rule,
    SilenceRule,
)
from app.protocols.schema import (
    FactPart,
    ImplausiblePart,
    OffMonitorPart,
    ProtocolPart,
    ResoundPart,
)

NEVER_SILENT_MS = 120_000  # lost data can't be silenced for longer (clinical C15)


def equipment(part: ProtocolPart) -> Iterator[Rule]:
    yield from _losses(part)
    yield from _cuff(part)
    if part.implausible is not None:
        yield from _implausible(part, part.implausible)
    yield from _signals(part)
    if part.off_monitor is not None:
        yield from _off_monitor(part.off_monitor)
    yield from (_fact(fact, part.resound) for fact in part.facts)


def manner(
    resound: ResoundPart,
    priority: Priority,
    latched: bool = False,
    group: str | None = None,
    reaches: Step | None = None,
) -> Manner:
    """Of an alarm of the equipment: it can be shelved, unless it is high."""
    return Manner(
        latched=latched,
        group=group,
        resound_ms=resounds(resound, priority),
        shelvable=True,
        reaches=reaches,
    )


def resounds(resound: ResoundPart, priority: Priority) -> int | None:
    """How long an acknowledgement of that priority lasts, in ms."""
    match priority:
        case Priority.HIGH:
            return resound.high
        case Priority.MEDIUM:
            return resound.medium
        case Priority.LOW:
            return None


def _losses(part: ProtocolPart) -> Iterator[Rule]:
    lost = Manner(resound_ms=NEVER_SILENT_MS)  # and never shelved
    for silence in part.silence:
        yield SilenceRule(
            f"monitor_silent_{silence.priority}",
            silence.priority,
            "No data from the monitor",
            silence.phases,
            lost,
        )
    for loss in part.data_loss:
        for vital in loss.vitals:
            name = f"{vital}_no_data_{loss.priority}"
            yield DataLossRule(name, vital, loss.priority, loss.phases, lost)
    for no_signal in part.no_signal:
        for vital in no_signal.vitals:
            name = f"{vital}_no_signal_{no_signal.priority}"
            yield NoSignalRule(name, vital, no_signal.priority, no_signal.phases, lost)


def _cuff(part: ProtocolPart) -> Iterator[Rule]:
    for overdue in part.cuff.overdue:
        yield CuffOverdueRule(
            f"cuff_overdue_{overdue.priority}",
            overdue.priority,
            overdue.phases,
            manner(part.resound, overdue.priority, group="Cuff overdue"),
        )
    recheck = part.cuff.recheck
    if recheck is not None:
        how = manner(part.resound, recheck.priority, group="Cuff overdue")
        yield RecheckRule(
            id="cuff_recheck_overdue",
            priority=recheck.priority,
            delays=recheck.phases,
            wanted_ms=recheck.wanted,
            wanted_high_ms=recheck.wanted_high,
            series_ms=recheck.series,
            manner=how,
        )


def _implausible(part: ProtocolPart, rule: ImplausiblePart) -> Iterator[Rule]:
    for vital in part.plausibility:
        yield ImplausibleRule(
            id=f"{vital}_implausible",
            vital=vital,
            priority=rule.priority,
            phases=frozenset(rule.phases),
            count=rule.count,
            within_ms=rule.within,
            manner=manner(part.resound, rule.priority),
        )


def _signals(part: ProtocolPart) -> Iterator[Rule]:
    if (differ := part.differ) is not None:
        yield DifferRule(
            id="pulse_differs",
            priority=differ.priority,
            phases=frozenset(differ.phases),
            by=differ.by,
            delay_ms=differ.delay,
            clear_delay_ms=differ.clear_delay,
            manner=manner(part.resound, differ.priority),
        )
    if (artifact := part.artifact) is not None:
        yield ArtifactRule(
            id=f"{artifact.vital}_artifact",
            vital=artifact.vital,
            priority=artifact.priority,
            phases=frozenset(artifact.phases),
            step=artifact.step,
            within_ms=artifact.within,
            sqi=artifact.sqi,
            pi=artifact.pi,
            hold_ms=artifact.hold,
            manner=manner(part.resound, artifact.priority),
        )
    for flag in part.flags:
        yield FlagRule(
            id=flag.id,
            flag=flag.flag,
            priority=flag.priority,
            text=flag.text,
            holds_ms=flag.holds,
            until_reading=flag.until_reading,
            manner=manner(part.resound, flag.priority),
        )
    if (overrun := part.overrun) is not None:
        how = manner(part.resound, overrun.priority)
        yield OverrunRule("infusion_overrun", overrun.priority, overrun.grace, how)
    if (coverage := part.coverage) is not None:
        yield CoverageRule(
            id="unwatched",
            priority=coverage.priority,
            text="No screen watches this infusion",
            delays=dict.fromkeys(coverage.phases, coverage.delay),
            manner=manner(part.resound, coverage.priority, reaches=coverage.reaches),
        )


def _off_monitor(part: OffMonitorPart) -> Iterator[Rule]:
    """They stand for lost data, and are no more silenced than those."""
    how = Manner(resound_ms=NEVER_SILENT_MS, group="Off the monitor")
    later = part.allowed + part.high
    yield OffMonitorRule("off_monitor_medium", Priority.MEDIUM, part.allowed, how)
    yield OffMonitorRule("off_monitor_high", Priority.HIGH, later, how)


def _fact(part: FactPart, resound: ResoundPart) -> FactRule:
    return FactRule(
        id=part.id,
        fact=part.fact,
        priority=part.priority,
        text=part.text,
        manner=manner(resound, part.priority, part.latched, reaches=part.reaches),
        scope=part.scope,
        holds_ms=part.holds,
        limit=part.limit,
        about=part.about,
    )
