"""One infusion session: a value that each command turns into the next one.

`check` refuses, `apply` does; neither looks at a clock. Instants are ms since the epoch.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.domain import absence, bodies, gates, limit_edits
from app.domain.absence import Absence
from app.domain.baseline import Baseline
from app.domain.bodies import Body
from app.domain.errors import (
    BadCommand,
    Criterion,
    GateNotPassed,
    HappenedOutside,
    Result,
    WrongPhase,
)
from app.domain.infusion_clock import Pause, SessionClock, clock, planned_end
from app.domain.limit_edits import LimitEdit
from app.domain.phases import (
    FINAL,
    HANDED_OVER_ONLY,
    TRANSITIONS,
    Phase,
    Place,
    SessionCommand,
    allowed,
    first,
)

__all__ = [
    "InfusionSession",
    "Phase",
    "PhaseSpan",
    "SessionClock",
    "SessionCommand",
    "apply",
    "check",
    "clock",
    "create",
    "planned_end",
]

STOP_OUTCOMES = frozenset({"complete", "stopped_early"})


@dataclass(frozen=True, slots=True)
class PhaseSpan:
    phase: Phase
    paused: bool
    from_at: int
    to_at: int | None = None


@dataclass(frozen=True, slots=True)
class InfusionSession:
    """`protocol` is (name, version), `pauses` are (from, to), the last one open while paused."""

    id: str
    bed: str
    protocol: tuple[str, str]
    simulated: bool
    dose_mg_per_kg: float
    weight_kg: float | None
    planned_ms: int
    created_at: int
    phase: Phase = Phase.CHECK_IN
    paused: bool = False
    revision: int = 1
    started_at: int | None = None
    stopped_at: int | None = None
    ended_at: int | None = None
    outcome: str | None = None
    pauses: tuple[Pause, ...] = ()
    baseline: Baseline | None = None
    spans: tuple[PhaseSpan, ...] = ()
    edits: tuple[LimitEdit, ...] = ()  # of limits, in their order, those that took one back too
    absences: tuple[Absence, ...] = ()  # off the monitor, the last one open while that is so

    @property
    def ended(self) -> bool:
        return self.phase in FINAL

    @property
    def off_monitor(self) -> Absence | None:
        """The present absence."""
        return absence.current(self.absences)

    @property
    def place(self) -> Place:
        return Place(self.phase, self.paused, self.off_monitor is not None)


def create(at: int, body: Body) -> InfusionSession:
    """A session in check-in.

    `body`: session, bed, protocol {name, version}, planned_ms, dose_mg_per_kg, weight_kg,
    simulated. Raises BadCommand when one is missing.
    """
    command = SessionCommand.CREATE
    protocol = bodies.mapping(body, command, "protocol")
    phase = TRANSITIONS[None, command].phase
    return InfusionSession(
        id=bodies.text(body, command, "session"),
        bed=bodies.text(body, command, "bed"),
        protocol=(
            bodies.text(protocol, command, "name"),
            bodies.text(protocol, command, "version"),
        ),
        simulated=body.get("simulated") is True,
        dose_mg_per_kg=bodies.number(body, command, "dose_mg_per_kg"),
        weight_kg=bodies.optional_number(body, command, "weight_kg"),
        planned_ms=bodies.whole(body, command, "planned_ms"),
        created_at=at,
        phase=phase,
        spans=(PhaseSpan(phase, False, at),),
    )


def check(
    session: InfusionSession,
    name: SessionCommand,
    body: Body,
    now: int,
    happened_at: int | None = None,
) -> None:
    """Refuses what may not be done now; changes nothing.

    Raises WrongPhase, HappenedOutside, BadCommand or GateNotPassed.
    """
    if (session.place, name) not in TRANSITIONS or not _handed_over(session, name, body):
        raise refusal(session.place, name)
    at = now if happened_at is None else happened_at
    earliest = _earliest(session, name, now)
    if not earliest <= at <= now:
        raise HappenedOutside(at, earliest, now)
    if name is SessionCommand.STOP:
        _outcome(body)
    if name is SessionCommand.LIMITS:
        limit_edits.read(body, name, "", at)
    if name is SessionCommand.OFF_MONITOR:
        absence.read(body, name, "", at)
    if name in (SessionCommand.BASELINE, SessionCommand.START):
        baseline = _captured(session, name, body)
        if name is SessionCommand.START:
            _pass([*_baseline_missing(baseline), *_unwatched(body), *gates.standing(body)])
    if name is SessionCommand.DISCHARGE:
        _pass(gates.standing(body))


def _pass(unmet: list[Criterion]) -> None:
    if unmet:
        raise GateNotPassed(unmet)


def apply(
    session: InfusionSession, name: SessionCommand, happened_at: int, body: Body, by: str = ""
) -> InfusionSession:
    """The session after the command of `by`. Raises WrongPhase, BadCommand or GateNotPassed."""
    check(session, name, body, happened_at, happened_at)
    place = TRANSITIONS[session.place, name]
    changed = replace(_moved(session, place, happened_at), revision=session.revision + 1)
    match name:
        case SessionCommand.BASELINE:
            return replace(changed, baseline=_captured(session, name, body))
        case SessionCommand.START:
            baseline = _captured(session, name, body)
            return replace(changed, baseline=baseline, started_at=happened_at)
        case SessionCommand.PAUSE:
            return replace(changed, pauses=(*session.pauses, (happened_at, None)))
        case SessionCommand.RESUME:
            return replace(changed, pauses=_closed(session.pauses, happened_at))
        case SessionCommand.STOP:
            return replace(_stopped(changed, happened_at), outcome=_outcome(body))
        case SessionCommand.LIMITS:
            edit = limit_edits.read(body, name, by, happened_at)
            return replace(changed, edits=(*session.edits, edit))
        case SessionCommand.OFF_MONITOR:
            left = absence.read(body, name, by, happened_at)
            return replace(changed, absences=(*session.absences, left))
        case SessionCommand.BACK_ON_MONITOR:
            return replace(changed, absences=absence.over(session.absences, happened_at))
        case SessionCommand.DISCHARGE:
            return replace(changed, ended_at=happened_at)
        case SessionCommand.ABORT:
            return _aborted(changed, session.place in HANDED_OVER_ONLY, happened_at)
        case _:  # a note changes the revision and nothing else; create never comes here
            return changed


def refusal(place: Place, name: SessionCommand) -> WrongPhase:
    """Why a command is not in the table there."""
    return WrongPhase(str(place), name, allowed(place), first(place, name))


def _earliest(session: InfusionSession, name: SessionCommand, now: int) -> int:
    """From when on the command may have happened; a limit is never moved in the past."""
    match name:
        case SessionCommand.NOTE:
            return session.created_at
        case SessionCommand.LIMITS:
            return now
        case _:
            began = session.spans[-1].from_at
            return max([began, *(left.until or left.since for left in session.absences)])


def _moved(session: InfusionSession, place: Place, at: int) -> InfusionSession:
    """In its new place, with the spans to tell of it."""
    if (place.phase, place.paused) == (session.phase, session.paused):
        return session
    last = session.spans[-1]
    spans = (
        *session.spans[:-1],
        replace(last, to_at=at),
        PhaseSpan(place.phase, place.paused, at, at if place.phase in FINAL else None),
    )
    return replace(session, phase=place.phase, paused=place.paused, spans=spans)


def _stopped(session: InfusionSession, at: int) -> InfusionSession:
    """With the infusion over, if there was one that still ran."""
    if session.started_at is None or session.stopped_at is not None:
        return session
    return replace(session, stopped_at=at, pauses=_closed(session.pauses, at))


def _aborted(session: InfusionSession, handed_over: bool, at: int) -> InfusionSession:
    """Ended before its time; whoever was off the monitor is not waited for any more."""
    return replace(
        _stopped(session, at),
        outcome="handed_over" if handed_over else "aborted",
        ended_at=at,
        absences=absence.over(session.absences, at),
    )


def _closed(pauses: tuple[Pause, ...], at: int) -> tuple[Pause, ...]:
    return tuple((start, at if end is None else end) for start, end in pauses)


def _handed_over(session: InfusionSession, name: SessionCommand, body: Body) -> bool:
    if name is not SessionCommand.ABORT or session.place not in HANDED_OVER_ONLY:
        return True
    return body.get("handed_over") is True


def _baseline_missing(baseline: Baseline | None) -> list[Criterion]:
    return [] if baseline else [Criterion("baseline", None, None, Result.UNKNOWN)]


def _unwatched(body: Body) -> list[Criterion]:
    """No armed, visible wall or desk watches the bed (`watching`: how many do), and nobody who
    may took that upon them (`override`)."""
    watching = body.get("watching")
    if body.get("override") is True:
        return []
    if not isinstance(watching, int) or isinstance(watching, bool):
        return [Criterion("station", None, None, Result.UNKNOWN)]
    return [] if watching > 0 else [Criterion("station", watching, None, Result.FAIL)]


def _captured(session: InfusionSession, name: str, body: Body) -> Baseline | None:
    """The baseline the command brings, else the one the session has."""
    captured = body.get("captured")
    if captured is None:
        return session.baseline
    if not isinstance(captured, Mapping):
        raise BadCommand(name, "captured", "is not a baseline")
    try:
        return Baseline.from_body(captured)
    except ValueError as error:
        raise BadCommand(name, "captured", str(error)) from error


def _outcome(body: Body) -> str:
    outcome = body.get("outcome")
    if not isinstance(outcome, str) or outcome not in STOP_OUTCOMES:
        raise BadCommand("stop", "outcome", "is neither complete nor stopped_early")
    return outcome
