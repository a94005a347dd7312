"""What a session was: its vitals, its alarms, its log."""

import asyncio
import json
from typing import Annotated, Any

from fastapi import Query, Request, Response

from app.auth.principal import Principal
from app.store import alarms, records, vitals
from app.store.sessions import SessionRow
from app.web.parts import parts
from app.web.route import router
from app.web.session_schemas import ConditionSpan, LogPage, SessionAlarm, SessionAlarms
from app.web.sessions import Reader, readable

LAST_INSTANT = 253_402_300_799_999
PATIENT = "patient"

routes = router("sessions")


@routes.get("/sessions/{session}/vitals")
async def of_vitals(
    session: str,
    principal: Reader,
    request: Request,
    from_at: Annotated[int, Query(alias="from", ge=0)] = 0,
    to_at: Annotated[int, Query(alias="to", ge=0)] = LAST_INSTANT,
    points: Annotated[int | None, Query(ge=2, le=100_000)] = None,
) -> Response:
    """Columns: one row an instant, null where a vital has none; thinned if `points` asks."""
    here = parts(request)
    row = readable(here, principal, session)
    bed = here.monitoring.beds.of_session(session)
    unsealed = [] if bed is None else list(bed.scope.tail.points(from_at, to_at))

    def read() -> bytes:
        with here.database.reading() as connection:
            found = vitals.columns(connection, row.log, unsealed, from_at, to_at, points)
        return json.dumps(found, separators=(",", ":"), allow_nan=False).encode()

    return Response(await asyncio.to_thread(read), media_type="application/json")


@routes.get("/sessions/{session}/alarms")
async def of_alarms(session: str, principal: Reader, request: Request) -> SessionAlarms:
    """The session's alarms by onset, each with the spans of its conditions."""
    here = parts(request)
    row = readable(here, principal, session)
    with here.database.reading() as connection:
        bodies = alarms.of_log(connection, row.log)
        spans = _spans([line.record for line in records.of_kind(connection, row.log, "transition")])
    return SessionAlarms(items=[_with_spans(json.loads(body), spans) for body in bodies])


@routes.get("/sessions/{session}/log")
async def of_log(
    session: str,
    principal: Reader,
    request: Request,
    after: Annotated[int, Query(ge=0)] = 0,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
    kind: Annotated[list[str] | None, Query()] = None,
    newest: bool = False,
) -> LogPage:
    """Records with n > `after`, of these kinds if any are named; `newest`: the last ones instead.

    `clear` holds reasons and notes behind a record's commitments.
    """
    here = parts(request)
    row = readable(here, principal, session)
    with here.database.reading() as connection:
        lines = records.page(connection, row.log, after, limit + 1, kind, newest=newest)
        private = records.private_values(connection, row.log)
    more = len(lines) > limit
    lines = lines[-limit:] if newest else lines[:limit]
    items = [_clear(line.record, private, principal, row) for line in lines]
    return LogPage(items=items, next=lines[-1].n if more and not newest else None)


def _clear(
    record: dict[str, Any],
    private: dict[int, dict[str, tuple[str, str]]],
    principal: Principal,
    row: SessionRow,
) -> dict[str, Any]:
    if principal.initials_only(simulated=row.simulated) or record["n"] not in private:
        return record
    values = private[record["n"]]
    clear = {name: json.loads(value) for name, (_, value) in values.items() if name != PATIENT}
    return {**record, "clear": clear} if clear else record


def _spans(transitions: list[dict[str, Any]]) -> dict[str, list[ConditionSpan]]:
    found: dict[str, list[ConditionSpan]] = {}
    for record in transitions:
        spans = found.setdefault(record["alarm"], [])
        condition, at = record["condition"], record["at"]
        if spans and spans[-1].condition == condition:
            continue
        if spans:
            spans[-1].to_at = at
        if condition != "normal":
            spans.append(ConditionSpan(condition=condition, from_at=at, to_at=None))
    return found


def _with_spans(alarm: dict[str, Any], spans: dict[str, list[ConditionSpan]]) -> SessionAlarm:
    return SessionAlarm(**alarm, spans=spans.get(alarm["id"], []))
