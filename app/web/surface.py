"""Everything that speaks HTTP, put together: the routes, what surrounds them, how errors look."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager

from fastapi import APIRouter, FastAPI

from app.auth.dependencies import DESCRIBED
from app.version import vigil_version
from app.web import beds, descriptions, duty, health, monitors, pages, problems, sign_in, tokens
from app.web.security import MIDDLEWARE

Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]

API = (sign_in.routes, beds.routes, duty.routes, monitors.routes, tokens.routes)
REST = (health.routes, descriptions.routes)


def build(lifespan: Lifespan, further: Sequence[APIRouter] = ()) -> FastAPI:
    """The application without its parts: `lifespan` calls `equip` before requests come.

    `further` are routers of nouns that need more than `Parts`, and the sockets.
    """
    app = FastAPI(
        title="Vigil",
        version=vigil_version(),
        lifespan=lifespan,
        middleware=list(MIDDLEWARE),
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    problems.install(app)
    for router in API:
        app.include_router(router, dependencies=DESCRIBED)
    for router in (*further, *REST, pages.routes()):
        app.include_router(router)
    app.mount("/static", pages.Static())
    return app
