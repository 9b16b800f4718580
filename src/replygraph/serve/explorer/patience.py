"""A page that waits for what is gathered once a generation, where that takes long."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

from starlette.requests import Request
from starlette.responses import Response

from replygraph.serve import web

#: seconds after which a reader is told that it takes longer
PATIENCE = 8.0
_AGAIN = 3
Value = TypeVar("Value")


async def patient(request: Request, work: Awaitable[Value]) -> Value | Response:
    """Return what ``work`` gives; after `PATIENCE` seconds a page that asks again by itself.

    The work goes on meanwhile. A download waits for it. Raises what the work raises.
    """
    making = asyncio.ensure_future(work)
    whole = request.query_params.get("format") == "csv"
    done, _ = await asyncio.wait({making}, timeout=None if whole else PATIENCE)
    if done:
        return making.result()
    making.add_done_callback(lambda late: late.cancelled() or late.exception())
    answer = web.page(request, "explorer/wait.html", 202)
    answer.headers["Refresh"] = str(_AGAIN)
    answer.headers["Cache-Control"] = "no-store"
    return answer
