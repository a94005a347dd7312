"""The beds: what is to be seen there now, and what they are called."""

from typing import Annotated

from fastapi import Depends, Request

from app.auth.dependencies import require
from app.auth.principal import Principal
from app.auth.roles import Action
from app.store import directory
from app.store.refusals import Unknown
from app.web.parts import Parts, parts
from app.web.route import router
from app.web.schemas import Page, PutBed
from app.wire.anonymity import anonymous_bed
from app.wire.screen import Bed

Reader = Annotated[Principal, Depends(require(Action.READ_BEDS))]
Keeper = Annotated[Principal, Depends(require(Action.MANAGE_BEDS))]

routes = router("beds")


@routes.get("/beds")
async def every(principal: Reader, request: Request) -> Page[Bed]:
    here = parts(request)
    beds = here.monitoring.beds.bed_ids()
    return Page(items=[_view(here, principal, bed) for bed in beds])


@routes.get("/beds/{bed}")
async def one(bed: str, principal: Reader, request: Request) -> Bed:
    return _view(parts(request), principal, bed)


@routes.put("/beds/{bed}")
async def put(bed: str, asked: PutBed, principal: Keeper, request: Request) -> Bed:
    """Adds the bed, or renames it."""
    here = parts(request)
    at = here.clock.wall()
    await here.change_directory(
        lambda connection: directory.put_bed(connection, at, principal.name, bed, asked.label)
    )
    return _view(here, principal, bed)


def _view(here: Parts, principal: Principal, bed: str) -> Bed:
    beds = here.monitoring.beds
    if bed not in beds.beds:
        raise Unknown("bed", bed)
    view = beds.bed(bed)
    simulated = here.settings.simulation or (view.session is not None and view.session.simulated)
    return anonymous_bed(view) if principal.initials_only(simulated=simulated) else view
