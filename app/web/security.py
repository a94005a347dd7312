"""What surrounds every answer: headers, a limit for bodies, an answer to what nobody foresaw.

Pure ASGI, so that streams pass through; the order is visible in MIDDLEWARE, outermost first.
"""

import logging
import secrets
from collections.abc import Iterable

from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.web import problems
from app.web.body import MAX_BYTES, TooLarge

# Nothing from elsewhere, nothing inline, but for two texts of Plotly's, by their hashes: an empty
# style element that it fills by script, and the style of its maps, which it adds unasked.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "connect-src 'self'",
        "style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
        " 'sha256-ji27qzEtxXZW+7dun6UwjHXJ18e6WAin1VvNtkzIE/o='",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "media-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS = (
    ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
)
HSTS = ("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
NO_STORE = ("Cache-Control", "no-store")

logger = logging.getLogger(__name__)


class SecurityHeaders:
    """Headers on every HTTP answer; answers about patients are kept by no cache."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _headers(scope):
                    headers[name] = value
                headers.setdefault(*NO_STORE)  # pages say otherwise for themselves
            await send(message)

        await self._app(scope, receive, dressed)


class Unforeseen:
    """An error that nobody foresaw: the stack goes to the log, the client gets its number."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except Exception:
            incident = secrets.token_hex(8)
            logger.exception("incident %s", incident)
            if started:
                raise  # half an answer is out: the connection has to break
            answer = problems.response("internal", "something went wrong here", incident=incident)
            await answer(scope, receive, send)


class BodyLimit:
    """Takes a body whole, up to the limit, before anything looks at it: bodies here are small.

    The framework's own limit answers in plain text and outside of the other two.
    """

    def __init__(self, app: ASGIApp, limit: int = MAX_BYTES) -> None:
        self._app = app
        self._limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        body = bytearray()
        more = True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                return
            body += message.get("body", b"")
            more = message.get("more_body", False)
            if len(body) > self._limit:
                await problems.of(TooLarge(self._limit))(scope, receive, send)
                return
        whole: Message | None = {"type": "http.request", "body": bytes(body), "more_body": False}

        async def replayed() -> Message:
            nonlocal whole
            message, whole = whole, None
            return await receive() if message is None else message

        await self._app(scope, replayed, send)


MIDDLEWARE = (Middleware(SecurityHeaders), Middleware(Unforeseen), Middleware(BodyLimit))


def _headers(scope: Scope) -> Iterable[tuple[str, str]]:
    yield from HEADERS
    if scope["scheme"] == "https":
        yield HSTS
