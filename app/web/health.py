"""Whether the process lives, and whether it can do its work; asked without a sign-in."""

from fastapi import APIRouter, Request, Response

from app.web.parts import parts
from app.web.schemas import Health, Readiness

routes = APIRouter(tags=["health"])


@routes.get("/healthz")
async def healthz() -> Health:
    return Health()


@routes.get("/readyz", responses={503: {"model": Readiness}})
async def readyz(request: Request, response: Response) -> Readiness:
    """200 when it can record and judge, else 503 with the reasons."""
    reasons = parts(request).monitoring.readiness()
    if reasons:
        response.status_code = 503
    return Readiness(ready=not reasons, reasons=reasons)
