"""What stands before the next step of a session, as of now: the start, or the discharge."""

from collections.abc import Iterable
from typing import Any

from app.domain import checklist, holds
from app.domain.ages import surely_at_least
from app.domain.baseline import Baseline
from app.domain.checklist import Before
from app.domain.discharge import Facts, Scored
from app.domain.errors import Result
from app.domain.gates import Finding, unmet
from app.domain.holds import Measured
from app.domain.infusion import InfusionSession
from app.domain.phases import Phase
from app.domain.readiness import readiness
from app.domain.vitals import Vital
from app.monitoring.scope import Scope
from app.wire.screen import PatientView


def before(scope: Scope, patient: PatientView | None, now: int) -> tuple[Finding, ...]:
    """The findings of the step that the session's phase leads to; none while the drug flows."""
    session = scope.engine.session
    match None if session is None else session.phase:
        case Phase.CHECK_IN | Phase.BASELINE:
            return before_start(scope, patient, now)
        case Phase.OBSERVATION:
            return before_discharge(scope, now)
        case _:
            return ()


def before_start(scope: Scope, patient: PatientView | None, now: int) -> tuple[Finding, ...]:
    """The questions, what the baseline and its kin are held against, whether its readings agree."""
    regimen, engine = scope.engine.protocol.regimen, scope.engine
    captured = engine.trends.capture(now)
    if captured is None and engine.session is not None:
        captured = engine.session.baseline
    age = surely_at_least(None if patient is None else patient.birth_year, now)
    agree = (each for each in engine.trends.wanted(now) if each.id == "baseline_agreement")
    return (
        *checklist.judge(regimen.checklist, scope.chart.answers, Before.START, now),
        *holds.judge(regimen.holds, _presented(scope, captured, now), age, now),
        *(each for each in agree if each.result is Result.FAIL),
    )


def before_discharge(scope: Scope, now: int) -> tuple[Finding, ...]:
    """The criteria of leaving; none where the protocol has none."""
    regimen, session = scope.engine.protocol.regimen, scope.engine.session
    if regimen.discharge is None or session is None:
        return ()
    return readiness(regimen.discharge, regimen.checklist, _facts(scope, session, now))


def held(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """What was not passed, as it stands in the command that meets it."""
    return [finding.criterion.to_body() for finding in unmet(findings)]


def _presented(
    scope: Scope, captured: Baseline | None, now: int
) -> dict[holds.Item, holds.Measured]:
    rr = scope.engine.latest.now(Vital.RR, now)
    moaas = scope.chart.score("moaas")
    return holds.presented(
        captured,
        None if rr.value is None or rr.age is None else Measured(rr.value, now - rr.age),
        None if moaas is None or moaas.score is None else Measured(moaas.score, moaas.at),
    )


def _facts(scope: Scope, session: InfusionSession, now: int) -> Facts:
    chart, recent = scope.chart, scope.recent
    assert recent is not None  # there is a discharge
    return Facts(
        now=now,
        started_at=session.started_at,
        stopped_at=session.stopped_at,
        baseline=session.baseline,
        cuff=recent.cuff,
        vitals=recent.vitals,
        scores=tuple(Scored(taken.at, taken.scale, taken.score) for taken in chart.taken),
        answers=chart.answers,
        vomited=tuple(each.at for each in chart.happened if each.kind == "vomiting"),
        off_monitor=tuple((left.since, left.until) for left in session.absences),
    )
