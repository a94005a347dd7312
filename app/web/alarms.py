"""Alarms: the recent ones, and what people do about one instance."""

from typing import Annotated

from fastapi import Depends, Query, Request

from app.auth.dependencies import permit, require
from app.auth.principal import Principal
from app.auth.roles import Action
from app.monitoring.commands import Attend
from app.store import alarms as store
from app.web.keeping import keeping
from app.web.parts import parts
from app.web.route import router
from app.web.session_schemas import Alarms, Attended
from app.wire.screen import Alarm

Reader = Annotated[Principal, Depends(require(Action.READ_BEDS))]
Acknowledger = Annotated[Principal, Depends(require(Action.ACKNOWLEDGE))]

routes = router("alarms")


@routes.get("/alarms")
async def every(
    principal: Reader, request: Request, limit: Annotated[int, Query(ge=1, le=500)] = 100
) -> Alarms:
    """The newest alarms first, open and over."""
    with parts(request).database.reading() as connection:
        found = store.newest(connection, limit)
    return Alarms(items=[Alarm.model_validate_json(body) for body in found])


@routes.post("/alarms/{alarm}/{what}")
async def attend(
    alarm: str, what: Attend, asked: Attended, principal: Acknowledger, request: Request
) -> Alarm:
    """Acknowledges the instance at the revision that the caller saw, or takes that back; sets a
    technical alarm aside for ten minutes, or takes that back."""
    here = parts(request)
    simulated = here.monitoring.is_simulated(alarm)
    permit(request, principal, Action.ACKNOWLEDGE, simulated=simulated)
    return await here.monitoring.commands.attend(
        principal.name, what, alarm, asked.revision, asked.reason, keeping(request, 200)
    )
