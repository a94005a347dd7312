"""Infusion sessions: opening one, what people do with it, and how it stands."""

from typing import Annotated, Any

from fastapi import Depends, Query, Request

from app.auth.dependencies import permit, require
from app.auth.principal import Principal
from app.auth.roles import Action
from app.domain.errors import WrongPhase
from app.domain.gates import Grade
from app.domain.infusion import SessionCommand
from app.monitoring import views
from app.monitoring.commands import Asked, NewSession
from app.monitoring.errors import NoSuchThing
from app.monitoring.recovery import patient_of
from app.protocols import loader
from app.store import sessions as store
from app.store.sessions import SessionRow
from app.web.keeping import keeping
from app.web.parts import Parts, parts
from app.web.route import router
from app.web.session_schemas import (
    Abort,
    CreateSession,
    EditLimit,
    Note,
    OffMonitor,
    Overriding,
    Pause,
    SessionAsked,
    Sessions,
    Stop,
)
from app.wire.anonymity import anonymous_session
from app.wire.screen import PatientView, Session

Reader = Annotated[Principal, Depends(require(Action.READ_SESSIONS))]
Runner = Annotated[Principal, Depends(require(Action.RUN_SESSIONS))]
LimitEditor = Annotated[Principal, Depends(require(Action.EDIT_LIMITS))]
PAGE = 50

routes = router("sessions")


@routes.post("/sessions", status_code=201)
async def create(asked: CreateSession, principal: Runner, request: Request) -> Session:
    here = parts(request)
    simulated = asked.simulated or here.settings.simulation
    permit(request, principal, Action.RUN_SESSIONS, simulated=simulated)
    protocol = here.monitoring.protocol
    if asked.protocol is not None and asked.protocol != protocol.name:
        if asked.protocol not in loader.names():
            raise NoSuchThing("protocol", asked.protocol)
        protocol = loader.load(asked.protocol)
    patient = PatientView(**asked.patient.model_dump())
    new = NewSession(asked.bed, patient, asked.dose_mg_per_kg, simulated)
    return await here.monitoring.commands.create(
        principal.name, new, protocol, keeping(request, 201)
    )


@routes.get("/sessions")
async def every(
    principal: Reader,
    request: Request,
    before: Annotated[int | None, Query(ge=0)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = PAGE,
) -> Sessions:
    """Newest first; `next` is the `before` of the following page."""
    here = parts(request)
    with here.database.reading() as connection:
        rows = store.newest(connection, before, limit + 1)
    visible = [
        row for row in rows[:limit] if principal.may(Action.READ_SESSIONS, simulated=row.simulated)
    ]
    following = str(rows[limit - 1].created_at) if len(rows) > limit else None
    return Sessions(items=[_shown(here, principal, row) for row in visible], next=following)


@routes.get("/sessions/{session}")
async def one(session: str, principal: Reader, request: Request) -> Session:
    here = parts(request)
    return _shown(here, principal, readable(here, principal, session))


@routes.post("/sessions/{session}/baseline")
async def baseline(
    session: str, asked: SessionAsked, principal: Runner, request: Request
) -> Session:
    """Opens the baseline phase, or captures the baseline from the readings that are there."""
    return await _command(request, principal, session, SessionCommand.BASELINE, asked)


@routes.post("/sessions/{session}/start")
async def start(session: str, asked: Overriding, principal: Runner, request: Request) -> Session:
    """Begins the infusion. A charge nurse or clinician may pass over a soft gate, with the reason;
    a hard one the clinician alone."""
    return await _overriding(
        request, principal, session, SessionCommand.START, asked, Action.OVERRIDE_GATE
    )


@routes.post("/sessions/{session}/pause")
async def pause(session: str, asked: Pause, principal: Runner, request: Request) -> Session:
    return await _command(
        request, principal, session, SessionCommand.PAUSE, asked, private=_text(asked.reason)
    )


@routes.post("/sessions/{session}/resume")
async def resume(session: str, asked: SessionAsked, principal: Runner, request: Request) -> Session:
    return await _command(request, principal, session, SessionCommand.RESUME, asked)


@routes.post("/sessions/{session}/stop")
async def stop(session: str, asked: Stop, principal: Runner, request: Request) -> Session:
    return await _command(
        request,
        principal,
        session,
        SessionCommand.STOP,
        asked,
        body={"outcome": asked.outcome},
        private=_text(asked.reason),
    )


@routes.post("/sessions/{session}/off-monitor")
async def off_monitor(
    session: str, asked: OffMonitor, principal: Runner, request: Request
) -> Session:
    """The patient leaves the chair, the sensors taken off; not while the drug flows."""
    companion = {} if asked.companion is None else {"companion": asked.companion}
    return await _command(
        request,
        principal,
        session,
        SessionCommand.OFF_MONITOR,
        asked,
        body={"reason": asked.reason},
        private=companion,
    )


@routes.post("/sessions/{session}/back-on-monitor")
async def back_on_monitor(
    session: str, asked: SessionAsked, principal: Runner, request: Request
) -> Session:
    return await _command(request, principal, session, SessionCommand.BACK_ON_MONITOR, asked)


@routes.post("/sessions/{session}/discharge")
async def discharge(
    session: str, asked: Overriding, principal: Runner, request: Request
) -> Session:
    """Ends the session when every criterion passes, or a clinician says why it may all the same."""
    return await _overriding(
        request, principal, session, SessionCommand.DISCHARGE, asked, Action.OVERRIDE_HARD
    )


@routes.post("/sessions/{session}/abort")
async def abort(session: str, asked: Abort, principal: Runner, request: Request) -> Session:
    return await _command(
        request,
        principal,
        session,
        SessionCommand.ABORT,
        asked,
        body={"handed_over": asked.handed_over},
        private=_text(asked.reason),
    )


@routes.post("/sessions/{session}/limits")
async def edit_limit(
    session: str, asked: EditLimit, principal: LimitEditor, request: Request
) -> Session:
    """Moves a limit for this session, within guard rails (422 `limit_refused`)."""
    return await _command(
        request,
        principal,
        session,
        SessionCommand.LIMITS,
        SessionAsked(revision=asked.revision),
        body={"rule": asked.rule, "value": asked.value},
        private={"reason": asked.reason},
        action=Action.EDIT_LIMITS,
    )


@routes.post("/sessions/{session}/notes")
async def note(session: str, asked: Note, principal: Runner, request: Request) -> Session:
    return await _command(
        request, principal, session, SessionCommand.NOTE, asked, private={"text": asked.text}
    )


async def _overriding(
    request: Request,
    principal: Principal,
    session: str,
    name: SessionCommand,
    asked: Overriding,
    least: Action,
) -> Session:
    """With an `override` the command passes over what the role may; `least` is what anybody needs
    to give one."""
    if asked.override is None:
        return await _command(request, principal, session, name, asked)
    simulated = _found(parts(request), session).simulated
    permit(request, principal, least, simulated=simulated)
    hard = principal.may(Action.OVERRIDE_HARD, simulated=simulated)
    grade = Grade.HARD if hard else Grade.SOFT
    body = {"override": True, "overrides": grade.value}
    private = _text(asked.override.reason)
    return await _command(request, principal, session, name, asked, body=body, private=private)


async def _command(
    request: Request,
    principal: Principal,
    session: str,
    name: SessionCommand,
    asked: SessionAsked,
    body: dict[str, Any] | None = None,
    private: dict[str, Any] | None = None,
    action: Action = Action.RUN_SESSIONS,
) -> Session:
    runnable(request, principal, session, name, action)
    command = Asked(
        name=name,
        by=principal.name,
        body=body or {},
        private=private or {},
        happened_at=asked.happened_at,
        revision=asked.revision,
    )
    commands = parts(request).monitoring.commands
    return await commands.session(session, command, keeping(request, 200))


def runnable(
    request: Request,
    principal: Principal,
    session: str,
    what: str,
    action: Action = Action.RUN_SESSIONS,
) -> None:
    """Refuses whoever has no leave for it, and `what` nobody does in a session that is over."""
    row = _found(parts(request), session)
    permit(request, principal, action, simulated=row.simulated)
    if row.ended_at is not None:
        raise WrongPhase(row.phase, what, ())


def readable(here: Parts, principal: Principal, session: str) -> SessionRow:
    """The session's row; what the caller may not read answers like what does not exist."""
    row = _found(here, session)
    if not principal.may(Action.READ_SESSIONS, simulated=row.simulated):
        raise NoSuchThing("session", session)
    return row


def _found(here: Parts, session: str) -> SessionRow:
    with here.database.reading() as connection:
        row = store.find(connection, session)
    if row is None:
        raise NoSuchThing("session", session)
    return row


def _shown(here: Parts, principal: Principal, row: SessionRow) -> Session:
    """A running session as it stands now, an ended one as it stood."""
    bed = here.monitoring.beds.of_session(row.id)
    if bed is not None and bed.session is not None:
        shown = views.session_of(bed.session, bed.scope, bed.patient, here.clock.now())
    else:
        shown = Session.model_validate_json(row.state)
        with here.database.reading() as connection:
            patient = patient_of(connection, row.log)
        shown = shown.model_copy(update={"patient": patient or views.UNKNOWN_PATIENT})
    hidden = principal.initials_only(simulated=row.simulated)
    return anonymous_session(shown) if hidden else shown


def _text(reason: str | None) -> dict[str, str]:
    return {} if reason is None else {"reason": reason}
