"""The reading view: a letter with what was read out of it."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from replygraph.serve import links, web
from replygraph.serve.explorer import reading, shell
from replygraph.views import Words
from replygraph.views.correcting import corrections_sheet
from replygraph.views.labels import TONES, mode
from replygraph.views.letter import Page, letter_page
from replygraph.views.parts import Column, Sheet


def statements_sheet(page: Page) -> Sheet:
    """Return the statements as a table."""
    columns = (
        Column(Words("主体", "subject")),
        Column(Words("关系", "relation")),
        Column(Words("对象", "object")),
        Column(Words("情态", "status")),
        Column(Words("日期", "date"), "date"),
        Column(Words("字位", "characters")),
        Column(Words("规则", "rule")),
    )
    rows = tuple(
        (
            line.subject,
            line.relation,
            line.object,
            mode(line.modality),
            line.date,
            "；".join(f"{start}–{end}" for start, end in line.spans),
            line.rule,
        )
        for line in page.lines
    )
    return Sheet("statements", Words("陈述", "Statements"), columns, rows)


async def letter(request: Request) -> Response:
    """Return the page of a letter."""
    now = shell.generation(request)
    names = shell.subject(request, "letter", now)
    known = await reading.records(now, names)
    found = next((known[name] for name in names if name in known), None)
    page = letter_page(found, now.base) if found else None
    if found is None or page is None:
        return web.missing(request, request.path_params["path"])
    hidden = {kind for kind in request.query_params.get("hide", "").split(",") if kind}
    return shell.answer(
        request,
        "letter.html",
        sheets=[statements_sheet(page), corrections_sheet(found, now.base)],
        letter=page,
        hidden=[kind for kind, _, _ in page.legend if kind in hidden],
        tones=TONES,
        facts=links.address(page.iri, now.base),
    )


ROUTES = [Route("/letters/{path:path}", letter)]
