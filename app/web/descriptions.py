"""The API's own description, for whoever is signed in; there is no page that shows it."""

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse

from app.auth.dependencies import Current

routes = APIRouter(include_in_schema=False)


@routes.get("/openapi.json")
async def openapi(_: Current, request: Request) -> JSONResponse:
    return JSONResponse(request.app.openapi())
