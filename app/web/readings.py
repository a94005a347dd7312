"""Readings by hand: what somebody read off a device or measured, where no monitor sends it."""

from typing import Literal

from fastapi import Request

from app.domain.vitals import Vital
from app.monitoring.entering import Entry
from app.web.keeping import keeping
from app.web.parts import parts
from app.web.route import router
from app.web.schemas import Asked
from app.web.session_schemas import SessionAsked
from app.web.sessions import Runner, runnable
from app.wire.screen import Session

routes = router("sessions")


class HandVitals(Asked):
    """1/min, percent, mmHg. A pressure has both its values; null stands for not measured."""

    hr: float | None = None
    pr: float | None = None
    spo2: float | None = None
    rr: float | None = None
    etco2: float | None = None
    sbp: float | None = None
    dbp: float | None = None
    map: float | None = None

    def values(self) -> dict[Vital, float]:
        return {
            vital: value for vital in Vital if (value := getattr(self, vital.value)) is not None
        }


class Reading(SessionAsked):
    vitals: HandVitals
    how: Literal["read_from_monitor", "measured_by_hand"] = "measured_by_hand"


@routes.post("/sessions/{session}/readings")
async def read(session: str, asked: Reading, principal: Runner, request: Request) -> Session:
    """Judged like the monitor's values, and shown as entered (422 `implausible`: in words)."""
    runnable(request, principal, session, "readings")
    entry = Entry(principal.name, asked.happened_at, asked.revision)
    by_hand = parts(request).monitoring.by_hand
    values = asked.vitals.values()
    return await by_hand.enter(session, entry, asked.how, values, keeping(request, 200))
