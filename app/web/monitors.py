"""The monitors: added, put at a bed, taken from it, revoked."""

from dataclasses import asdict
from typing import Annotated

from fastapi import Depends, Request

from app.auth import tokens
from app.auth.dependencies import require
from app.auth.principal import Principal
from app.auth.roles import Action
from app.store import directory
from app.web.parts import parts
from app.web.route import router
from app.web.schemas import AddedMonitor, AddMonitor, BindMonitor, Monitor, Page

Reader = Annotated[Principal, Depends(require(Action.READ_MONITORS))]
Keeper = Annotated[Principal, Depends(require(Action.MANAGE_MONITORS))]

routes = router("monitors")


@routes.get("/monitors")
async def every(principal: Reader, request: Request) -> Page[Monitor]:
    with parts(request).database.reading() as connection:
        found = directory.every_monitor(connection)
    return Page(items=[_shown(monitor) for monitor in found])


@routes.post("/monitors", status_code=201)
async def add(asked: AddMonitor, principal: Keeper, request: Request) -> AddedMonitor:
    """The answer holds the monitor's token, this once. A new bed is added."""
    here = parts(request)
    secret = tokens.new(tokens.Kind.MONITOR)
    at = here.clock.wall()
    monitor = await here.change_directory(
        lambda connection: directory.add_monitor(
            connection, at, principal.name, asked.id, tokens.digest(secret), asked.bed
        )
    )
    return AddedMonitor(**_shown(monitor).model_dump(), token=secret)


@routes.post("/monitors/{monitor}/bind")
async def bind(monitor: str, asked: BindMonitor, principal: Keeper, request: Request) -> Monitor:
    """Puts it at a bed that has none; 409 `bed_has_monitor` otherwise."""
    here = parts(request)
    at = here.clock.wall()
    return _shown(
        await here.change_directory(
            lambda connection: directory.bind(connection, at, principal.name, monitor, asked.bed)
        )
    )


@routes.post("/monitors/{monitor}/unbind")
async def unbind(monitor: str, principal: Keeper, request: Request) -> Monitor:
    here = parts(request)
    at = here.clock.wall()
    return _shown(
        await here.change_directory(
            lambda connection: directory.unbind(connection, at, principal.name, monitor)
        )
    )


@routes.post("/monitors/{monitor}/revoke")
async def revoke(monitor: str, principal: Keeper, request: Request) -> Monitor:
    """Its token is void from now on and its connection is closed."""
    here = parts(request)
    at = here.clock.wall()
    return _shown(
        await here.change_directory(
            lambda connection: directory.revoke(connection, at, principal.name, monitor)
        )
    )


def _shown(monitor: directory.Monitor) -> Monitor:
    return Monitor.model_validate(asdict(monitor))
