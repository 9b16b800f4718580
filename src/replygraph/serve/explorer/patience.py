"""Pages that wait for what is made once a generation, where that takes long."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

from starlette.requests import Request
from starlette.responses import Response

from replygraph.serve.explorer import shell
from replygraph.views import Words

#: seconds after which a reader is told that it takes longer
PATIENCE = 8.0
GATHERING = shell.Wait(
    Words("正在整理", "One moment"),
    Words("正在整理数据……", "Putting the data together …"),
    Words(
        "这份数据第一次打开这一页时要整理一遍，好了本页自动打开，之后随点随到。",
        "The first time that this page is opened its data are put together. It opens by itself "
        "when that is done.",
    ),
)
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
    return shell.waiting(request, GATHERING)
