"""Every error a client gets is `application/problem+json` (RFC 9457) with a stable `code`.

The errors of the other rooms know nothing of HTTP; the one table here gives them a status.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from http import HTTPStatus
from math import isfinite
from types import MappingProxyType
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from app.auth.refusals import Denied, SignInRequired, Throttled
from app.domain import errors as domain
from app.store import refusals as store
from app.store.durable import NotRecorded
from app.web.body import BadRequest

STATUS: Mapping[str, int] = MappingProxyType(
    {
        # what was sent
        "malformed_json": 400,
        "too_deep": 400,
        "number_out_of_range": 422,
        "bad_text": 422,
        "content_type": 415,
        "too_large": 413,
        "bad_idempotency_key": 400,
        "invalid": 422,
        "bad_id": 422,
        # who asks
        "sign_in_required": 401,
        "bad_credentials": 401,
        "throttled": 429,
        "role": 403,
        "origin": 403,
        "csrf": 403,
        # what it is asked of
        "not_found": 404,
        "method_not_allowed": 405,
        "exists": 409,
        "bed_has_monitor": 409,
        "monitor_revoked": 409,
        "idempotency_key_reused": 422,
        "unknown_user": 422,
        "unfit_for_duty": 422,
        # the session and the judge
        "wrong_phase": 409,
        "gate": 422,
        "stale_revision": 409,
        "happened_at": 422,
        "bad_command": 422,
        "unknown_alarm": 404,
        "nothing_to_acknowledge": 409,
        "not_acknowledged": 409,
        "not_shelvable": 409,
        "not_shelved": 409,
        "unknown_rule": 404,
        "limit_refused": 422,
        "implausible_dose": 422,
        "same_person": 422,
        "implausible": 422,
        "bed_occupied": 409,
        "simulated_only": 409,
        # telling people outside
        "channel_not_configured": 409,
        "no_address": 422,
        # ourselves
        "internal": 500,
        "not_recorded_yet": 503,
    }
)

Coded = domain.Refusal | store.Refusal | Denied | BadRequest


def response(
    code: str,
    detail: str,
    *,
    status: int | None = None,
    headers: Mapping[str, str] | None = None,
    **members: Any,
) -> Response:
    """A problem; `members` are further facts for programs."""
    status = STATUS[code] if status is None else status
    body = {"code": code, "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    return Response(
        json.dumps(body | members, allow_nan=False),
        status_code=status,
        headers=headers,
        media_type="application/problem+json",
    )


def of(error: Coded) -> Response:
    """The answer to an error of ours."""
    return response(error.code, str(error), headers=_headers(error), **_members(error))


def install(app: FastAPI) -> None:
    """Makes every error of `app` a problem; only what nobody foresaw is left to `Unforeseen`."""
    for kind in (domain.Refusal, store.Refusal, Denied, BadRequest):
        app.add_exception_handler(kind, _ours)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)


def _headers(error: Coded) -> dict[str, str]:
    match error:
        case Throttled():
            return {"Retry-After": str(error.retry_after_s)}
        case SignInRequired():
            return {"WWW-Authenticate": 'Bearer realm="vigil"'}
        case NotRecorded():
            return {"Retry-After": "1"}
        case _:
            return {}


def _members(error: Coded) -> dict[str, Any]:
    match error:
        case domain.GateNotPassed():
            return {"criteria": [asdict(criterion) for criterion in error.criteria]}
        case domain.WrongPhase():
            return {"phase": error.phase, "allowed": list(error.allowed), "first": error.first}
        case domain.StaleRevision():
            return {"revision": error.current}
        case domain.LimitRefused():
            return {"lowest": _finite(error.lowest), "highest": _finite(error.highest)}
        case domain.HappenedOutside():
            return {"earliest": error.earliest, "latest": error.latest}
        case _:
            return {}


def _finite(number: float) -> float | None:
    return number if isfinite(number) else None


async def _ours(_: Request, error: Exception) -> Response:
    assert isinstance(error, Coded)
    return of(error)


async def _invalid(_: Request, error: Exception) -> Response:
    """Names the fields and what is wrong with them; what was sent is not repeated."""
    assert isinstance(error, RequestValidationError)
    errors = [
        {"field": ".".join(str(part) for part in each["loc"][1:]), "reason": each["msg"]}
        for each in error.errors()
    ]
    detail = "; ".join(f"{each['field'] or 'body'}: {each['reason']}" for each in errors)
    return response("invalid", detail, errors=errors)


_HTTP = {
    404: ("not_found", "there is nothing here"),
    405: ("method_not_allowed", "this address does not take this method"),
}


async def _http(_: Request, error: Exception) -> Response:
    """What the framework itself refuses: unknown addresses and methods."""
    assert isinstance(error, HTTPException)
    code, detail = _HTTP.get(error.status_code, ("refused", str(error.detail)))
    return response(code, detail, status=error.status_code, headers=error.headers)
