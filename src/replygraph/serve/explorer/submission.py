"""A submission: who asked, who handles it, every reply side by side."""

from __future__ import annotations

import asyncio

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from replygraph.serve import links
from replygraph.serve.explorer import reading, shell
from replygraph.serve.explorer.ask import Iri, ask
from replygraph.serve.explorer.day import as_of
from replygraph.serve.explorer.known import thing
from replygraph.views import due
from replygraph.views.labels import TONES
from replygraph.views.submission import Page, submission_page, vows_sheet


async def submission(request: Request) -> Response:
    """Return the page of a submission."""
    now = shell.generation(request)
    found = await thing(request, "submission", now)
    if isinstance(found, Response):
        return found
    (on, _), about, handling, letters = await asyncio.gather(
        as_of(request, now),
        ask(now, "submission", submission=found.iri),
        ask(now, "submission-handling", submission=found.iri),
        ask(now, "submission-letters", submissions=found.own),
    )
    records = await reading.records(now, (Iri(row["letter"]) for row in letters))
    page: Page = submission_page(found.iri, about, handling, records, now.base)
    return shell.answer(
        request,
        "submission.html",
        sheets=[vows_sheet(page, on)],
        submission=page,
        promised=due.summary((vow.due for reply in page.replies for vow in reply.vows), on),
        tones=TONES,
        facts=links.address(found.iri, now.base),
    )


ROUTES = [Route("/submissions/{path:path}", submission)]
