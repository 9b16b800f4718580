"""Answers of views: a page, or one of its tables as CSV; and which IRI an address is about."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from starlette.requests import Request
from starlette.responses import Response

from replygraph import iri as iris
from replygraph.serve import links, web
from replygraph.serve.live import Generation, Live
from replygraph.show import csv_table
from replygraph.views import Table, Words
from replygraph.views.parts import Sheet, plain

Made = TypeVar("Made")
#: seconds that a page waits for what is made once a generation
PATIENCE = 2.5


def generation(request: Request) -> Generation:
    """Return the generation that this request is answered from; take it once, at the start."""
    live: Live = request.app.state.live
    return live.now


def subject(request: Request, part: str, now: Generation) -> tuple[str, ...]:
    """Return the IRIs that an address like ``/agencies/…`` may be about, the likeliest first.

    ``part`` is the part of the IRI behind the base (``agency``). What the authority file knows
    keeps its IRI in stores with a base of their own, hence there may be two.
    """
    path = f"{part}/{request.path_params['path']}"
    found = (links.clean(base + path) for base in dict.fromkeys((now.base, iris.BASE)))
    return tuple(iri for iri in found if iri)


async def patiently(made: Awaitable[Made], patience: float | None = None) -> Made | None:
    """Return what is being made, or None where it takes longer than people like to look at nothing.

    For what `Generation.once` makes, which goes on meanwhile: answer with `waiting`.
    """
    try:
        return await asyncio.wait_for(made, PATIENCE if patience is None else patience)
    except TimeoutError:
        return None


@dataclass(frozen=True, slots=True)
class Wait:
    """What a page that waits says, and after how many seconds it asks again."""

    title: Words
    heading: Words
    lead: Words
    again: int = 3


COUNTING = Wait(
    Words("正在清点", "Counting"),
    Words("正在清点……", "Counting …"),
    Words(
        "这份数据第一次打开时要清点一遍，清点好后本页自动打开；之后随点随到。",
        "The first time that these data are opened they are counted once. This page opens by "
        "itself when that is done.",
    ),
    2,
)


def waiting(request: Request, wait: Wait = COUNTING) -> Response:
    """Return a page that comes back by itself, for what is being made."""
    answer = web.page(request, "explorer/waiting.html", 202, wait=wait)
    answer.headers["Refresh"] = str(wait.again)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def number(request: Request, name: str, default: int, most: int) -> int:
    """Return a number from the address between 1 and ``most``, else the default.

    >>> from starlette.requests import Request
    >>> asked = Request({"type": "http", "query_string": b"page=3&size=x", "headers": []})
    >>> number(asked, "page", 1, 9), number(asked, "size", 50, 200)
    (3, 50)
    """
    given = request.query_params.get(name, "")
    if given.isascii() and given.isdigit() and len(given) < 10 and 1 <= int(given) <= most:
        return int(given)
    return default


def csv(request: Request, sheet: Sheet) -> Response:
    """Return a table as CSV with a byte order mark, so that Excel reads the Chinese."""
    rows = tuple(
        tuple("" if (text := plain(cell)) is None else text for cell in row) for row in sheet.rows
    )
    columns = tuple(column.title for column in sheet.columns)
    table = Table(sheet.name, sheet.title, sheet.note, columns, rows)
    name = web.filename(f"replygraph-{sheet.name}.csv")
    return Response(
        csv_table(table, lang=web.language(request)),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


class _Sheets(dict[str, Sheet]):
    """Tables by name; one that is not there is None, for templates to ask."""

    def __missing__(self, name: str) -> None:
        return None


def answer(
    request: Request, template: str, *, sheets: Sequence[Sheet | None] = (), **values: Any
) -> Response:
    """Return the page from ``templates/explorer/TEMPLATE``, or with ``?format=csv`` a table.

    ``?table=NAME`` says which of the sheets, the first by default. In the template the sheets
    stand in ``sheets`` by name, those that are None or empty left out.
    """
    there = [sheet for sheet in sheets if sheet and sheet.rows]
    if request.query_params.get("format") == "csv":
        wanted = request.query_params.get("table")
        given = [sheet for sheet in sheets if sheet and wanted in (None, sheet.name)]
        if given:
            return csv(request, given[0])
        return web.missing(request, f"table={wanted}")
    by_name = _Sheets((sheet.name, sheet) for sheet in there)
    return web.page(request, f"explorer/{template}", sheets=by_name, **values)
