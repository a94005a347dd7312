"""How the judged state is shown: domain values as the screen's messages. Ages are clinical."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from app.alarms import condition, rules
from app.alarms.cuff import Recheck
from app.alarms.inputs import Fact
from app.domain.infusion import InfusionSession
from app.domain.infusion_clock import clock, planned_end
from app.domain.latest import LatestVitals, PressureNow, VitalNow
from app.domain.regimen import Regimen
from app.domain.vitals import Quality, Vital
from app.monitoring import chart_views
from app.monitoring.monitors import Monitor
from app.monitoring.scope import Scope
from app.monitoring.watched import Bed
from app.wire import screen as wire
from app.wire.chair import DueTask, OffMonitor

_REASONS: Mapping[Quality | None, Literal["no_value", "implausible"]] = {
    Quality.NO_VALUE: "no_value",
    Quality.IMPLAUSIBLE: "implausible",
}


def bed(bed: Bed, now: int) -> wire.Bed:
    shown = bed.shown
    return wire.Bed(
        bed=bed.id,
        label=bed.label,
        monitor=None if bed.monitor is None else monitor(bed.monitor),
        session=None if shown.session is None else session(bed, now),
        vitals=vitals(bed.scope.engine.latest, now),
        alarms=sorted(
            ident
            for ident, alarm in shown.alarms.items()
            if alarm.condition is not condition.Condition.PENDING
        ),
        change=shown.change,
    )


def monitor(monitor: Monitor) -> wire.MonitorView:
    return wire.MonitorView(
        id=monitor.id,
        connected=monitor.connected,
        skew=monitor.skew,
        simulated=monitor.simulated,
        model=None if monitor.device is None else monitor.device.model or None,
        last_at=monitor.last_at,
    )


def vitals(latest: LatestVitals, now: int) -> wire.Vitals:
    arterial = latest.arterial(now)
    return wire.Vitals(
        hr=vital(latest.now(Vital.HR, now)),
        pr=vital(latest.now(Vital.PR, now)),
        spo2=vital(latest.now(Vital.SPO2, now)),
        rr=vital(latest.now(Vital.RR, now)),
        etco2=vital(latest.now(Vital.ETCO2, now)),
        bp=pressure(latest.cuff(now)),
        art=None if arterial is None else pressure(arterial),
    )


def vital(now: VitalNow) -> wire.VitalView:
    return wire.VitalView.model_construct(
        value=now.value,
        at=now.at,
        age=now.age,
        state=now.state.value,
        reason=_REASONS.get(now.reason),
        held=now.held,
        source="hand" if now.by_hand else "monitor",
    )


def pressure(now: PressureNow) -> wire.BloodPressureView:
    return wire.BloodPressureView.model_construct(
        sbp=now.sbp,
        dbp=now.dbp,
        map=now.map,
        at=now.at,
        age=now.age,
        state=now.state.value,
        source=None if now.source is None else now.source.value,
        reason=_REASONS.get(now.reason),
    )


def alarm(alarm: condition.Alarm, *, recorded: bool = True) -> wire.Alarm:
    return wire.Alarm(
        id=alarm.id,
        revision=alarm.revision,
        bed=alarm.bed,
        session=alarm.session,
        rule=alarm.rule,
        vital=None if alarm.vital is None else alarm.vital.value,
        direction=None if alarm.direction is None else alarm.direction.value,
        priority=alarm.priority.value,
        kind=alarm.kind.value,
        condition=alarm.condition.value,
        attention=alarm.attention.value,
        latched=alarm.latched,
        value=alarm.value,
        limit=alarm.limit,
        onset=alarm.onset,
        ended=alarm.ended,
        text=alarm.text,
        reason=alarm.reason.value,
        acknowledged_by=alarm.acknowledged_by,
        acknowledged_at=alarm.acknowledged_at,
        shelved_by=alarm.shelved_by,
        shelved_until=alarm.shelved_until,
        silent=alarm.silent,
        group=alarm.group,
        count=alarm.count,
        inhibited_by=alarm.inhibited_by,
        retro=alarm.retro,
        calls_again_at=alarm.calls_again_at,
        step=None if alarm.step is None else alarm.step.value,
        step_at=alarm.step_at,
        next_step=None if alarm.next_step is None else alarm.next_step.value,
        next_step_at=alarm.next_step_at,
        received_at=alarm.received_at,
        seen_by=alarm.seen_by,
        seen_at=alarm.seen_at,
        shared=alarm.shared,
        recorded=recorded,
    )


def session(bed: Bed, now: int) -> wire.Session:
    """The session of this bed as it stands now. The bed must have one."""
    running = bed.shown.session or bed.session
    assert running is not None
    return session_of(running, bed.scope, bed.patient, now)


def session_of(
    session: InfusionSession, scope: Scope, patient: wire.PatientView | None, now: int
) -> wire.Session:
    shown = _limits(scope, session, now)
    times = clock(session, now)
    return wire.Session(
        id=session.id,
        revision=session.revision,
        bed=session.bed,
        phase=session.phase.value,
        paused=session.paused,
        clock=wire.Clock(
            planned_ms=times.planned_ms,
            infused_ms=times.infused_ms,
            since_start_ms=times.since_start_ms,
            since_stop_ms=times.since_stop_ms,
            paused_ms=times.paused_ms,
        ),
        outcome=session.outcome,
        protocol=wire.ProtocolName(name=session.protocol[0], version=session.protocol[1]),
        limits=shown.in_force,
        patient=patient or UNKNOWN_PATIENT,
        dose=wire.Dose(
            mg_per_kg=session.dose_mg_per_kg,
            mg=round(session.dose_mg_per_kg * (session.weight_kg or 0), 1),
        ),
        simulated=session.simulated,
        baseline=_baseline(session),
        created_at=session.created_at,
        started_at=session.started_at,
        stopped_at=session.stopped_at,
        ended_at=session.ended_at,
        planned_end=planned_end(session),
        phases=[
            wire.PhaseSpan(
                phase=span.phase.value, paused=span.paused, from_at=span.from_at, to_at=span.to_at
            )
            for span in session.spans
        ],
        limit_history=shown.history,
        due=due(scope),
        off_monitor=off_monitor(session, scope.engine.protocol.regimen),
        assessments=chart_views.assessments(scope.chart),
        checklist=chart_views.checklist(scope.chart, scope.engine.protocol.regimen),
    )


def off_monitor(session: InfusionSession, regimen: Regimen) -> OffMonitor | None:
    left = session.off_monitor
    if left is None:
        return None
    until = left.since + (regimen.off_monitor_ms or 0)
    return OffMonitor(since=left.since, until=until, reason=left.reason.value, by=left.by)


def due(scope: Scope) -> list[DueTask]:
    """What is to be done at the chair."""
    asked = scope.engine.recheck
    if asked is None:
        return []
    return [
        DueTask(
            task="nibp_recheck",
            how="requested" if requested(scope, asked) else "press_start",
            asked_at=asked.asked_at,
            wanted_at=asked.wanted_at,
            due_at=asked.due_at,
        )
    ]


def requested(scope: Scope, asked: Recheck) -> bool:
    """Whether the monitor was asked for this reading."""
    return scope.said.get(Fact.REQUESTED, {}).get("asked_at") == asked.asked_at


@dataclass(frozen=True, slots=True)
class ShownLimits:
    """The limits of a session as messages. They change with its commands and, by minutes since the
    stop, with time: so they are made anew for each command and each clinical second."""

    session: InfusionSession
    second: int
    in_force: list[wire.Limit]
    history: list[wire.LimitSpan]


def _limits(scope: Scope, session: InfusionSession, now: int) -> ShownLimits:
    known = scope.shown_limits
    if isinstance(known, ShownLimits) and known.session is session and known.second == now // 1000:
        return known
    shown = ShownLimits(
        session,
        now // 1000,
        [limit(in_force) for in_force in scope.engine.limits()],
        [
            wire.LimitSpan(
                from_at=span.from_at, to_at=span.to_at, limits=[limit(one) for one in span.limits]
            )
            for span in scope.engine.limit_history()
        ],
    )
    scope.shown_limits = shown
    return shown


def limit(limit: rules.LimitInForce) -> wire.Limit:
    return wire.Limit(
        rule=limit.rule,
        vital=limit.vital.value,
        direction=limit.direction.value,
        priority=limit.priority.value,
        value=limit.value,
        clear=limit.clear,
        delay_ms=limit.delay_ms,
        inactive=None if limit.inactive is None else limit.inactive.value,
        edited=None
        if limit.edited is None
        else wire.LimitEdit(by=limit.edited.by, at=limit.edited.at, before=limit.edited.before),
    )


UNKNOWN_PATIENT = wire.PatientView(
    identifier=None, initials="?", birth_year=None, sex=None, weight_kg=None
)


def _baseline(session: InfusionSession) -> wire.Baseline | None:
    captured = session.baseline
    if captured is None:
        return None
    return wire.Baseline(
        at=captured.at,
        sbp=captured.sbp,
        dbp=captured.dbp,
        map=captured.map,
        hr=captured.hr,
        spo2=captured.spo2,
    )
