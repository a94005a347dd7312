"""The duty roster: who is called at each step of an escalation."""

from dataclasses import asdict
from typing import Annotated

from fastapi import Depends, Request

from app.auth.dependencies import require
from app.auth.principal import Principal
from app.auth.roles import Action
from app.store import duty
from app.store.duty import Contact, Roster
from app.web import schemas
from app.web.parts import parts
from app.web.route import router

Reader = Annotated[Principal, Depends(require(Action.READ_DUTY))]
InCharge = Annotated[Principal, Depends(require(Action.MANAGE_DUTY))]

routes = router("duty")


@routes.get("/duty")
async def get(principal: Reader, request: Request) -> schemas.Duty:
    """Who is on duty now; whoever may not sign in any more is not."""
    with parts(request).database.reading() as connection:
        return _shown(duty.current(connection))


@routes.put("/duty")
async def put(asked: schemas.Duty, principal: InCharge, request: Request) -> schemas.Duty:
    """Sets the whole roster; every running judge knows it when this answers."""
    here = parts(request)
    at, roster = here.clock.wall(), _asked(asked)
    return _shown(
        await here.change_directory(
            lambda connection: duty.put(connection, at, principal.name, roster)
        )
    )


def _asked(asked: schemas.Duty) -> Roster:
    def contacts(listed: list[schemas.Contact]) -> tuple[Contact, ...]:
        return tuple(Contact(one.name, one.email) for one in listed)

    return Roster(
        asked.revision,
        contacts(asked.nurse),
        contacts(asked.charge_nurse),
        contacts(asked.prescriber),
    )


def _shown(roster: Roster) -> schemas.Duty:
    return schemas.Duty.model_validate(asdict(roster), strict=False)
