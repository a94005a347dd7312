"""The simulation's clock; without --simulation there is nothing here."""

from typing import Annotated

from fastapi import Depends, Request

from app.auth.dependencies import require
from app.auth.principal import Principal
from app.auth.roles import Action
from app.monitoring.errors import NoSuchThing
from app.web.parts import parts
from app.web.route import router
from app.web.session_schemas import AdvanceClock, ClockNow

Driver = Annotated[Principal, Depends(require(Action.DRIVE_CLOCK))]

routes = router("simulation")


@routes.post("/simulation/clock")
async def drive(asked: AdvanceClock, principal: Driver, request: Request) -> ClockNow:
    """Sets the rate, or steps the clock forward; answers when every step was taken."""
    here = parts(request)
    if not here.settings.simulation:
        raise NoSuchThing("simulation", "clock")
    if asked.advance_ms is not None:
        await here.monitoring.advance(asked.advance_ms)
    if asked.rate is not None:
        here.monitoring.set_rate(asked.rate)
    return ClockNow(time=here.clock.now(), rate=here.clock.rate)
