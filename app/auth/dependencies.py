"""The one check before every route and every screen socket.

A Bearer token speaks for itself: no page of another site can send one. A cookie is sent by the
browser unasked, so writes and sockets that come with one must also come from our own pages.
"""

from collections.abc import Callable, Coroutine
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.security import APIKeyCookie, HTTPBearer
from starlette.requests import HTTPConnection

from app.auth.authority import Authority
from app.auth.origin import SAFE_METHODS, Site, is_own_write, site
from app.auth.principal import Principal, Via
from app.auth.refusals import CrossSite, OriginRefused, RoleRefused, SignInRequired
from app.auth.roles import Action

COOKIE = "vigil_sign_in"

# For the API's description only: what is sent is read in `authenticate`.
DESCRIBED = [
    Depends(APIKeyCookie(name=COOKIE, scheme_name="sign-in", auto_error=False)),
    Depends(HTTPBearer(scheme_name="token", auto_error=False)),
]


def authority(connection: HTTPConnection) -> Authority:
    found: Authority = connection.app.state.authority
    return found


def authenticate(connection: HTTPConnection) -> Principal:
    """Who is asking; raises SignInRequired. A Bearer token wins over a cookie."""
    header = connection.headers.get("authorization")
    if header is not None:
        scheme, _, secret = header.partition(" ")
        found = (
            authority(connection).by_bearer(secret.strip()) if scheme.lower() == "bearer" else None
        )
    else:
        cookie = connection.cookies.get(COOKIE)
        found = authority(connection).by_cookie(cookie) if cookie else None
    if found is None:
        raise SignInRequired
    return found


def authenticate_socket(connection: HTTPConnection) -> Principal:
    """The same for a socket's handshake; raises SignInRequired, OriginRefused or RoleRefused.

    Browsers let any site open a socket to us, cookie included, so the Origin decides.
    """
    if "authorization" not in connection.headers:
        match _site(connection):
            case Site.FOREIGN:
                raise OriginRefused
            case Site.UNSAID if COOKIE in connection.cookies:
                raise OriginRefused
            case _:
                pass
    principal = authenticate(connection)
    _check_role(connection, principal, Action.READ_BEDS)
    return principal


async def current(request: Request) -> Principal:
    """Dependency: whoever asks. Writes with a cookie raise CrossSite unless they are our own."""
    principal = authenticate(request)
    if principal.via is Via.COOKIE and request.method not in SAFE_METHODS:
        allowed = authority(request).allowed_origins
        if not is_own_write(request.headers, request.url.scheme, allowed):
            raise CrossSite
    return principal


Current = Annotated[Principal, Depends(current)]


def require(action: Action) -> Callable[..., Coroutine[Any, Any, Principal]]:
    """Dependency: whoever asks, if the role has leave for `action`.

    Leave that reaches simulated sessions only is checked again, against the session: `permit`.
    """

    async def permitted(request: Request, principal: Current) -> Principal:
        _check_role(request, principal, action)
        return principal

    return permitted


def permit(
    connection: HTTPConnection, principal: Principal, action: Action, *, simulated: bool
) -> None:
    """Raises RoleRefused if `principal` may not do `action` on this session."""
    if not principal.may(action, simulated=simulated):
        raise _refused(connection, principal, action)


def _check_role(connection: HTTPConnection, principal: Principal, action: Action) -> None:
    if not principal.may_ever(action):
        raise _refused(connection, principal, action)


def _refused(connection: HTTPConnection, principal: Principal, action: Action) -> RoleRefused:
    authority(connection).note_refused(principal, action)
    return RoleRefused(principal.role, action)


def _site(connection: HTTPConnection) -> Site:
    allowed = authority(connection).allowed_origins
    return site(connection.headers, connection.url.scheme, allowed)
