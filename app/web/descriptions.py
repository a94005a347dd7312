"""The descriptions of the API and of the sockets, for whoever is signed in; no page shows them."""

from typing import Any

from fastapi import APIRouter, Request

from app.auth.dependencies import Current
from app.web import asyncapi

routes = APIRouter(include_in_schema=False)


@routes.get("/openapi.json", response_model=None)
async def openapi_document(_: Current, request: Request) -> dict[str, Any]:
    document: dict[str, Any] = request.app.openapi()
    return document


@routes.get("/asyncapi.json", response_model=None)
async def asyncapi_document(_: Current) -> dict[str, Any]:
    return asyncapi.description()
