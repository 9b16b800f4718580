"""The query page."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from replygraph.serve import web


async def editor(request: Request) -> Response:
    """Return the query page; the query in its address is in the editor when it opens."""
    return web.page(request, "sparql.html")
