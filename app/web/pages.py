"""The pages and what they load, straight from `frontend/`: what is read is what runs.

The pages hold no data, so that everybody may load them: the sign-in page is one of them.
"""

import importlib.util
import os
from pathlib import Path

from fastapi import APIRouter
from starlette.responses import FileResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

import app

PAGES = ("/", "/sign-in", "/wall", "/overview", "/duty", "/beds/{bed}")
PUBLIC = frozenset({"css", "src", "icon.svg"})  # not the tools and tests beside them
PLOTLY = "plotly.min.js"  # comes with its own wheel
REVALIDATE = {"Cache-Control": "no-cache"}  # an update of Vigil shows at once; unchanged: 304


class Static(StaticFiles):
    """What the pages load, under /static."""

    def __init__(self) -> None:
        super().__init__(directory=frontend())

    def lookup_path(self, path: str) -> tuple[str, os.stat_result | None]:
        if path == PLOTLY:
            file = _plotly() / PLOTLY
            return str(file), file.stat()
        if path.split(os.sep)[0] in PUBLIC:
            return super().lookup_path(path)
        return "", None

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers.update(REVALIDATE)
        return response


def frontend() -> Path:
    """The folder in a checkout, or beside the installed package."""
    return Path(app.__file__).parent.parent / "frontend"


def routes() -> APIRouter:
    found = APIRouter(include_in_schema=False)
    for address in PAGES:
        found.add_api_route(address, _page, methods=["GET", "HEAD"])
    return found


async def _page() -> FileResponse:
    """The one page; its script shows what the address asks for."""
    return FileResponse(frontend() / "index.html", headers=REVALIDATE)


def _plotly() -> Path:
    """The folder of plotly.min.js; the Python package is found, not imported."""
    found = importlib.util.find_spec("plotly")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent / "package_data"
