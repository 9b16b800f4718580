"""The web application: routes from the modules that answer them, behind one guard."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from replygraph.serve import describe, protocol
from replygraph.serve.guard import Guard
from replygraph.serve.live import Live

_QUERY = ["GET", "POST"]
_STATIC = Path(__file__).with_name("static")


def routes() -> list[Route | Mount]:
    """Return all routes; a further part of the site adds its own here."""
    return [
        Route("/sparql", protocol.sparql, methods=_QUERY),
        Route("/sparql/", protocol.sparql, methods=_QUERY),
        Route("/.well-known/void", describe.void),
        Route("/healthz", describe.capabilities),
        Mount("/static", StaticFiles(directory=_STATIC)),
    ]


def app(live: Live) -> Starlette:
    """Return the application that answers from ``live``."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await live.open()
        yield
        await live.close()

    settings = live.settings
    # On 127.0.0.1 only the machine's own names are known; behind a proxy the proxy names it.
    hosts = () if settings.open_to_others else ("127.0.0.1", "localhost", "::1", "testserver")
    site = Starlette(
        routes=routes(),
        lifespan=lifespan,
        middleware=[
            Middleware(Guard, rate=settings.rate if settings.open_to_others else 0, hosts=hosts),
            Middleware(GZipMiddleware, minimum_size=1000, compresslevel=5),
        ],
    )
    site.state.live = live
    return site
