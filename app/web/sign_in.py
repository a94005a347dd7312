"""Signing in and out, and who one is."""

from fastapi import Request, Response

from app.auth.dependencies import COOKIE, Current
from app.auth.origin import Site, site
from app.auth.principal import Principal
from app.auth.refusals import CrossSite
from app.auth.roles import Role
from app.auth.sign_in import SignedIn
from app.version import vigil_version
from app.web.parts import Parts, parts
from app.web.route import router
from app.web.schemas import Me, PasswordSignIn, TokenSignIn

LONGEST_COOKIE_S = 400 * 24 * 3600  # browsers keep none longer; a wall's is renewed as it is used

routes = router("sign-in")


@routes.post("/sign-in")
async def sign_in(asked: PasswordSignIn | TokenSignIn, request: Request, response: Response) -> Me:
    """Sets the cookie `vigil_sign_in`. A wall's lives until its token is revoked."""
    here = parts(request)
    origins = here.settings.allowed_origins
    if site(request.headers, request.url.scheme, origins) is Site.FOREIGN:
        raise CrossSite  # nobody is signed in by another site
    signed_in = await _enter(here, asked, _address(request))
    _set_cookie(request, response, signed_in.principal, signed_in.cookie)
    return _me(here, signed_in.principal)


@routes.post("/sign-out", status_code=204)
async def sign_out(principal: Current, request: Request, response: Response) -> None:
    here = parts(request)
    await here.door.leave(principal)
    here.authority.left(principal)  # closes the sockets of this sign-in
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict")


@routes.get("/me")
async def me(principal: Current, request: Request, response: Response) -> Me:
    cookie = request.cookies.get(COOKIE)
    if cookie and principal.sign_in and principal.role is Role.WALL:
        _set_cookie(request, response, principal, cookie)
    return _me(parts(request), principal)


async def _enter(here: Parts, asked: PasswordSignIn | TokenSignIn, address: str) -> SignedIn:
    match asked:
        case PasswordSignIn():
            return await here.door.by_password(asked.username, asked.password, address)
        case TokenSignIn():
            return await here.door.by_token(asked.token, address)


def _me(here: Parts, principal: Principal) -> Me:
    return Me(
        name=principal.name,
        role=principal.role.value,
        via=principal.via.value,
        actions=principal.actions,
        simulation=here.settings.simulation,
        version=vigil_version(),
    )


def _set_cookie(request: Request, response: Response, principal: Principal, cookie: str) -> None:
    hours = parts(request).settings.sign_in_hours
    response.set_cookie(
        COOKIE,
        cookie,
        max_age=LONGEST_COOKIE_S if principal.role is Role.WALL else hours * 3600,
        path="/",
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="strict",
    )


def _address(request: Request) -> str:
    return request.client.host if request.client else "unknown"
