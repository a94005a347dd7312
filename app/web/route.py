"""How every API route treats its body and its Idempotency-Key; `router` makes one for a noun.

A POST with a key acts once: whoever sends it again gets the first answer (see `web.repeats`). A
secret in an answer is remembered by nobody: the repeated answer has null in its place.
"""

import hashlib
import json
import re
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.routing import APIRoute

from app.auth.dependencies import current
from app.auth.refusals import SignInRequired
from app.monitoring.errors import NotRecordedYet
from app.store.idempotency import Answer
from app.web.body import BadIdempotencyKey, WrongContentType, check_json
from app.web.parts import Parts, parts
from app.web.repeats import Once

SECRET = "token"  # the member of an answer that is given out once
REPLAYED = {"Idempotency-Replayed": "true"}
Handler = Callable[[Request], Coroutine[Any, Any, Response]]

_KEY = re.compile(r"[\x21-\x7e]{1,200}")


class Route(APIRoute):
    """The framework's route behind our two checks."""

    def get_route_handler(self) -> Handler:
        answer = super().get_route_handler()

        async def handle(request: Request) -> Response:
            await _check_body(request)
            key = request.headers.get("idempotency-key")
            if key is None or request.method != "POST":
                return await answer(request)
            if _KEY.fullmatch(key) is None:
                raise BadIdempotencyKey
            return await _once(request, key, answer)

        return handle


def router(noun: str) -> APIRouter:
    """Routes about one noun, under /api."""
    return APIRouter(prefix="/api", tags=[noun], route_class=Route)


def once(request: Request) -> Once | None:
    """For a handler that keeps its answer in its own transaction; None without a key."""
    found: Once | None = getattr(request.state, "once", None)
    return found


async def _once(request: Request, key: str, answer: Handler) -> Response:
    here = parts(request)
    try:
        principal = await current(request)
    except SignInRequired:
        return await answer(request)  # signing in is nobody's request yet; others refuse it
    this = Once(principal.key, key, await _digest(request))
    async with here.repeats.of(this.principal, key):
        with here.database.reading() as connection:
            before = this.find(connection)
        waiting = (this.principal, key)
        if before is not None:
            here.repeats.unsettled.discard(waiting)
            return Response(before.body, before.status, REPLAYED, "application/json")
        if waiting in here.repeats.unsettled:
            raise NotRecordedYet
        request.state.once = this
        try:
            response = await answer(request)
        except NotRecordedYet:
            here.repeats.unsettled.add(waiting)
            raise
        if response.status_code < 300 and not this.kept:
            await _remember(here, this, response)
        return response


async def _remember(here: Parts, this: Once, response: Response) -> None:
    answer = Answer(response.status_code, _without_secret(bytes(response.body)))
    at = here.clock.wall()
    await here.write(lambda connection: this.keep(connection, at, answer))


def _without_secret(body: bytes) -> str:
    value = json.loads(body) if body else None
    if isinstance(value, dict) and SECRET in value:
        return json.dumps(value | {SECRET: None})
    return body.decode()


async def _digest(request: Request) -> str:
    """What a repeat must have in common with the first request."""
    head = f"{request.method} {request.url.path}?{request.url.query}\n"
    return hashlib.sha256(head.encode() + await request.body()).hexdigest()


async def _check_body(request: Request) -> None:
    body = await request.body()
    if not body:
        return
    content_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if content_type != "application/json":
        raise WrongContentType
    check_json(body)
