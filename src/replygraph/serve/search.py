"""Finding things by name: the page of results, and suggestions while one types."""

from __future__ import annotations

import asyncio

import numpy as np
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from replygraph.serve import links, web
from replygraph.serve.explorer import shell
from replygraph.serve.explorer.patience import patient
from replygraph.serve.finding.names import KINDS, Names, classes_of, kind_bits, names
from replygraph.serve.finding.search import Found, Hit
from replygraph.serve.live import Live
from replygraph.views.finding import Match, kind_sheet, reason, whole_sheet
from replygraph.views.labels import KINDS as KIND_WORDS
from replygraph.views.parts import Sheet, kind_of

_LONGEST = 200
_SUGGESTED = 10
_FEW = 6
_PAGE = 50
_DOWNLOADED = 5000


def _asked(request: Request) -> tuple[str, tuple[str, ...]]:
    """Return the text and the kinds that a request asks for."""
    text = request.query_params.get("q", "").strip()[:_LONGEST]
    given = request.query_params.get("kind", "").split(",")
    return text, tuple(kind for kind in KINDS if kind in given)


def _match(hit: Hit) -> Match:
    return Match(hit.iri, hit.name, hit.note, hit.how, hit.row, hit.letters)


def _counts(found: Found) -> list[tuple[str, int]]:
    """Return how many were found of each kind, kinds in their order."""
    bits = found.index.kinds[found.entries]
    counts = [(kind, int(np.count_nonzero(bits & kind_bits((kind,))))) for kind in KINDS]
    return [(kind, count) for kind, count in counts if count]


def _first(found: Found, kind: str, most: int, start: int = 0) -> list[Match]:
    """Return the likeliest of one kind."""
    fits = np.flatnonzero(found.index.kinds[found.entries] & kind_bits((kind,)))
    return [_match(found.hit(int(place))) for place in fits[start : start + most]]


def _sheets(
    found: Found, kinds: tuple[str, ...], page: int, *, whole: bool
) -> tuple[list[Sheet], list[tuple[str, int]]]:
    counts = _counts(found)
    shown = [(kind, count) for kind, count in counts if not kinds or kind in kinds]
    most = _PAGE if kinds else _FEW
    start = (page - 1) * _PAGE if kinds else 0
    if whole:
        most, start = _DOWNLOADED, 0
    sheets = [kind_sheet(kind, _first(found, kind, most, start), count) for kind, count in shown]
    if whole:
        matches = [_match(hit) for hit in found.hits(0, _DOWNLOADED)]
        sheets.insert(0, whole_sheet(matches, len(found)))
    return sheets, counts


async def search(request: Request) -> Response:
    """Return a page of what a name may mean, by kind; ``?kind=`` one kind in full."""
    text, kinds = _asked(request)
    page = shell.number(request, "page", 1, 100_000)
    whole = request.query_params.get("format") == "csv"
    index = await patient(request, names(shell.generation(request)))
    if isinstance(index, Response):
        return index

    def look() -> tuple[Found, list[Sheet], list[tuple[str, int]]]:
        found = index.find(text)
        return found, *_sheets(found, kinds, page, whole=whole)

    found, sheets, counts = await asyncio.to_thread(look)
    if whole and request.query_params.get("table") in (None, "all"):
        return shell.csv(request, sheets[0])
    of_kind = sum(count for kind, count in counts if kind in kinds)
    return shell.answer(
        request,
        "search.html",
        sheets=sheets,
        text=text,
        chosen=kinds,
        groups=sheets,
        counts=counts,
        found=len(found),
        all_names=len(index.index),
        page=page,
        last=max(1, -(-of_kind // _PAGE)),
        few=_FEW,
        kinds=KIND_WORDS,
    )


def _suggestion(hit: Hit, base: str, lang: str) -> dict[str, object]:
    kind = kind_of(hit.iri)
    why = reason(hit.how, hit.row, hit.name, kind)
    return {
        "iri": hit.iri,
        "name": hit.name,
        "kinds": classes_of(hit.kinds),
        "kind": kind,
        "note": hit.note,
        "why": (why.en if lang == "en" else why.zh) if hit.row != hit.name else "",
        "letters": hit.letters,
        "href": links.place(hit.iri, base),
    }


async def suggest(request: Request) -> Response:
    """Return what ``q`` may mean while it is typed; ``kind`` (agency, place…) narrows it down."""
    live: Live = request.app.state.live
    text, kinds = _asked(request)
    most = shell.number(request, "limit", _SUGGESTED, 50)
    now = live.now
    index: Names = await names(now)
    hits = await asyncio.to_thread(index.hits, text, most, kinds=kinds) if text else []
    lang = web.language(request)
    return JSONResponse([_suggestion(hit, now.base, lang) for hit in hits])
