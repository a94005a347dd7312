"""What is seen at the chair: assessments and events of a running session."""

from collections.abc import Mapping
from typing import Literal

from fastapi import Request
from pydantic import Field

from app.alarms.inputs import Fact
from app.auth.principal import Principal
from app.monitoring.entering import Entry
from app.monitoring.observations import score, symptom
from app.web.keeping import keeping
from app.web.parts import parts
from app.web.route import router
from app.web.session_schemas import SessionAsked
from app.web.sessions import Runner, runnable
from app.wire.screen import Session

routes = router("sessions")


class Assessment(SessionAsked):
    """MOAA/S: from 5 (answers readily) to 0 (no response to a painful squeeze)."""

    scale: Literal["moaas"]
    score: int = Field(ge=0, le=5)


class Event(SessionAsked):
    """A symptom that is there now, or `none` of them."""

    kind: Literal["headache", "vision", "chest_pain", "neuro_sign", "none"]


@routes.post("/sessions/{session}/assessments")
async def assess(session: str, asked: Assessment, principal: Runner, request: Request) -> Session:
    """The score stands until the next one, and is judged at once."""
    entries = score(asked.scale, asked.score)
    return await _enter(request, principal, session, Fact.SCORE, asked, entries)


@routes.post("/sessions/{session}/events")
async def tell(session: str, asked: Event, principal: Runner, request: Request) -> Session:
    """The symptom counts until `none` is told."""
    entries = symptom(None if asked.kind == "none" else asked.kind)
    return await _enter(request, principal, session, Fact.SYMPTOM, asked, entries)


async def _enter(
    request: Request,
    principal: Principal,
    session: str,
    fact: Fact,
    asked: SessionAsked,
    entries: list[Mapping[str, object]],
) -> Session:
    runnable(request, principal, session, fact)
    entry = Entry(principal.name, asked.happened_at, asked.revision)
    observations = parts(request).monitoring.observations
    return await observations.enter(session, entry, fact, entries, keeping(request, 200))
