"""How every API route treats its body and its Idempotency-Key; `router` makes one for a noun.

A POST with a key acts once: whoever sends it again gets the first answer. Only what took effect is
remembered; a refused request changed nothing and may be tried again. A secret in an answer is
remembered by nobody: the repeated answer has null in its place.
"""

import hashlib
import json
import re
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.routing import APIRoute

from app.auth.dependencies import current
from app.store import idempotency
from app.store.idempotency import Answer
from app.web.body import BadIdempotencyKey, WrongContentType, check_json
from app.web.parts import Parts, parts

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


async def _once(request: Request, key: str, answer: Handler) -> Response:
    principal = (await current(request)).key
    digest = await _digest(request)
    here = parts(request)
    lock = here.repeats.of(principal, key)
    async with lock:
        with here.database.reading() as connection:
            kept = idempotency.find(connection, principal, key, digest)
        if kept is not None:
            return Response(kept.body, kept.status, REPLAYED, "application/json")
        response = await answer(request)
        if response.status_code < 300:
            await _remember(here, principal, key, digest, response)
        return response


async def _remember(here: Parts, principal: str, key: str, digest: str, answer: Response) -> None:
    kept = Answer(answer.status_code, _without_secret(bytes(answer.body)))
    at = here.clock.wall()
    await here.write(
        lambda connection: idempotency.keep(connection, at, principal, key, digest, kept)
    )


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
