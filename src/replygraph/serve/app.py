"""The web application: routes from the modules that answer them, behind one guard."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from replygraph.errors import ReplygraphError
from replygraph.serve import (
    describe,
    dumps,
    explorer,
    protocol,
    reconcile,
    search,
    things,
    vocabulary,
    web,
)
from replygraph.serve.explorer.register import promises
from replygraph.serve.explorer.start import told
from replygraph.serve.explorer.timeline import events
from replygraph.serve.explorer.totals import totals
from replygraph.serve.explorer.woven import woven
from replygraph.serve.finding.names import names
from replygraph.serve.guard import Guard
from replygraph.serve.live import Live
from replygraph.serve.pool import LimitError

#: letters of a generation whose register and time line are gathered before anybody asks; of more
#: they take memory that few readers need
_BEFOREHAND = 50_000
_QUERY = ["GET", "POST"]
_STATIC = Path(__file__).with_name("static")


def routes() -> list[Route | Mount]:
    """Return all routes; a further part of the site adds its own here."""
    return [
        Route("/sparql", protocol.sparql, methods=_QUERY),
        Route("/sparql/", protocol.sparql, methods=_QUERY),
        Route("/.well-known/void", describe.void),
        Route("/healthz", describe.capabilities),
        Route("/search", search.search),
        Route("/suggest", search.suggest),
        Route("/id/{path:path}", things.identified),
        Route("/id", things.identified),
        Route("/page/{path:path}", things.page),
        Route("/page", things.page),
        Route("/data/{path:path}", things.data),
        Route("/data", things.data),
        Route("/ontology", vocabulary.ontology),
        Route("/ns", vocabulary.term),
        Route("/dump", dumps.overview),
        Route("/dump/{name}", dumps.file),
        Route("/reconcile", reconcile.reconcile, methods=_QUERY),
        Route("/reconcile/suggest/entity", reconcile.suggest_entity),
        Route("/reconcile/suggest/type", reconcile.suggest_type),
        Route("/reconcile/suggest/property", reconcile.suggest_property),
        Route("/reconcile/preview", reconcile.preview),
        Route("/reconcile/flyout", reconcile.flyout),
        *explorer.routes(),
        Mount("/static", StaticFiles(directory=_STATIC)),
    ]


async def _limited(request: Request, error: Exception) -> Response:
    assert isinstance(error, LimitError)
    return web.problem(
        error, 503, web.language(request), {"X-Limit": error.limit, "Retry-After": "5"}
    )


async def _failed(request: Request, error: Exception) -> Response:
    assert isinstance(error, ReplygraphError)
    return web.problem(error, 500, web.language(request))


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 404:
        return web.missing(request, request.url.path)
    return Response(f"{error.detail}\n", error.status_code, error.headers, "text/plain")


async def begin(live: Live) -> None:
    """Gather what the first visitor of a generation would wait for, the first page first."""
    now = live.now
    with suppress(ReplygraphError):  # whoever asks meets the error again, and is told
        await told(now)
        await names(now)
        await woven(live, now)
        if (await totals(now))["rg:Letter"] <= _BEFOREHAND:
            await promises(now)
            await events(now)


def app(live: Live) -> Starlette:
    """Return the application that answers from ``live``."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await live.open()
        yield
        await live.close()

    settings = live.settings
    rate = settings.rate if settings.open_to_others else 0
    site = Starlette(
        routes=routes(),
        exception_handlers={
            LimitError: _limited,
            ReplygraphError: _failed,
            HTTPException: _refused,
        },
        lifespan=lifespan,
        middleware=[
            Middleware(Guard, rate=rate, hosts=settings.known_as),
            Middleware(GZipMiddleware, minimum_size=1000, compresslevel=5),
        ],
    )
    site.state.live = live
    return site
