"""Alarms: the recent ones, and what people do about one instance."""

from typing import Annotated, Literal

from fastapi import Depends, Query, Request

from app.auth.dependencies import permit, require
from app.auth.principal import Principal
from app.auth.roles import Action
from app.monitoring.attending import Attend
from app.store import alarms as store
from app.web.keeping import keeping
from app.web.parts import parts
from app.web.route import router
from app.web.session_schemas import Alarms, Attended, AttendedAll
from app.wire.screen import Alarm

Reader = Annotated[Principal, Depends(require(Action.READ_BEDS))]
Acknowledger = Annotated[Principal, Depends(require(Action.ACKNOWLEDGE))]

Word = Literal["acknowledge", "unacknowledge", "shelve", "unshelve"]

routes = router("alarms")


@routes.get("/alarms")
async def every(
    principal: Reader, request: Request, limit: Annotated[int, Query(ge=1, le=500)] = 100
) -> Alarms:
    """The newest alarms first, open and over."""
    with parts(request).database.reading() as connection:
        found = store.newest(connection, limit)
    return Alarms(items=[Alarm.model_validate_json(body) for body in found])


@routes.post("/alarms/{alarm}/on-my-way")
async def on_my_way(
    alarm: str, asked: Attended, principal: Acknowledger, request: Request
) -> Alarm:
    """The caller has seen it and comes: the next step waits for that, once."""
    return await _attend(request, principal, Attend.ON_MY_WAY, alarm, asked)


@routes.post("/alarms/{alarm}/{what}")
async def attend(
    alarm: str, what: Word, asked: Attended, principal: Acknowledger, request: Request
) -> Alarm:
    """Acknowledges the instance at the revision that the caller saw, or takes that back; sets a
    technical alarm aside for ten minutes, or takes that back."""
    return await _attend(request, principal, Attend(what), alarm, asked)


@routes.post("/beds/{bed}/acknowledge-all")
async def acknowledge_all(
    bed: str, asked: AttendedAll, principal: Acknowledger, request: Request
) -> Alarms:
    """Acknowledges the listed alarms of one bed, each at the revision that was seen, or none."""
    ward, keep = parts(request).monitoring, keeping(request, 200)
    permit(request, principal, Action.ACKNOWLEDGE, simulated=ward.bed_is_simulated(bed))
    listed = [(one.alarm, one.revision) for one in asked.alarms]
    done = await ward.attending.all_listed(
        principal.name,
        bed,
        listed,
        asked.reason,
        None if keep is None else lambda answer: keep(Alarms(items=answer)),
    )
    return Alarms(items=done)


async def _attend(
    request: Request, principal: Principal, what: Attend, alarm: str, asked: Attended
) -> Alarm:
    ward, keep = parts(request).monitoring, keeping(request, 200)
    permit(request, principal, Action.ACKNOWLEDGE, simulated=ward.is_simulated(alarm))
    return await ward.attending.one(
        principal.name,
        what,
        alarm,
        asked.revision,
        asked.reason,
        None if keep is None else lambda answer: keep(answer[0]),
    )
