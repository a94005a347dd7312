"""Tokens of programs and walls: added, listed without their secrets, revoked."""

from dataclasses import asdict
from typing import Annotated

from fastapi import Depends, Request

from app.auth import tokens
from app.auth.dependencies import require
from app.auth.principal import Principal
from app.auth.roles import Action
from app.store import tokens as stored
from app.web.parts import parts
from app.web.route import router
from app.web.schemas import AddedToken, AddToken, Page, Token

DAY_MS = 24 * 3600 * 1000

Keeper = Annotated[Principal, Depends(require(Action.MANAGE_TOKENS))]

routes = router("tokens")


@routes.get("/tokens")
async def every(principal: Keeper, request: Request) -> Page[Token]:
    with parts(request).database.reading() as connection:
        found = stored.every(connection)
    return Page(items=[_shown(token) for token in found])


@routes.post("/tokens", status_code=201)
async def add(asked: AddToken, principal: Keeper, request: Request) -> AddedToken:
    """The answer holds the token itself, this once. Without `days` it lives until revoked."""
    here = parts(request)
    secret, id = tokens.new(tokens.Kind.API), tokens.new_id()
    at = here.clock.wall()
    expires_at = None if asked.days is None else at + asked.days * DAY_MS
    token = await here.change_directory(
        lambda connection: stored.add(
            connection,
            at,
            principal.name,
            id=id,
            hash=tokens.digest(secret),
            role=asked.role,
            label=asked.label,
            expires_at=expires_at,
        )
    )
    return AddedToken(**_shown(token).model_dump(), token=secret)


@routes.post("/tokens/{token}/revoke")
async def revoke(token: str, principal: Keeper, request: Request) -> Token:
    """Void from now on; the sockets and sign-ins that used it end."""
    here = parts(request)
    at = here.clock.wall()
    return _shown(
        await here.change_directory(
            lambda connection: stored.revoke(connection, at, principal.name, token)
        )
    )


def _shown(token: stored.Token) -> Token:
    return Token.model_validate(asdict(token))
