"""The time line: events with their editions; commitments with due dates, and those past them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from replygraph.serve.explorer import reading, shell
from replygraph.serve.explorer.ask import Iri, ask, table
from replygraph.serve.explorer.columns import column
from replygraph.serve.explorer.day import as_of
from replygraph.serve.explorer.patience import patient
from replygraph.serve.explorer.proof import sentences
from replygraph.serve.explorer.register import chunked, promises, replying
from replygraph.serve.explorer.totals import totals
from replygraph.serve.finding.names import names
from replygraph.serve.live import Generation
from replygraph.views import Words, axis, happenings
from replygraph.views import timeline as view
from replygraph.views.axis import Axis, Column, Lane, Period
from replygraph.views.happenings import Happening
from replygraph.views.ledger import Field
from replygraph.views.parts import Quote, Sheet
from replygraph.views.timeline import Test, Vow

_PAGE = 50
_DOWNLOADED = 10_000
#: columns of what letters tell of events
_TOLD = ("event", "p", "who", "m", "date", "passage")
_EARLIEST, _LATEST = 1900, 2100


async def events(now: Generation) -> tuple[Happening, ...]:
    """Return all events with their dates; gathered once a generation."""

    async def gathered() -> tuple[Happening, ...]:
        named, told, aliased, answered, names = await asyncio.gather(
            table(now, "timeline-events"),
            table(now, "timeline-told"),
            table(now, "timeline-aliased"),
            column(now, "rg:replyingAgency"),
            replying(now),
        )
        said = [*told, *aliased]
        who = await chunked(now, "called", "things", (row[2] for row in said))
        called = {row["it"]: row["name"] for row in who}
        by_letter = {letter: names.get(agency, "") for letter, agency in answered}

        def put() -> tuple[Happening, ...]:
            them = (dict(zip(("event", "name"), row, strict=True)) for row in sorted(named))
            rows = (dict(zip(_TOLD, row, strict=True)) for row in said)
            return happenings.happenings(them, rows, called, by_letter)

        return await asyncio.to_thread(put)

    kept: tuple[Happening, ...] = await now.once("happenings", gathered)
    return kept


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks for: an agency (all bodies of its lineage), a span of years."""

    agency: str
    bodies: frozenset[str]
    first: int | None
    last: int | None

    def fits(self, iris: Iterable[str]) -> bool:
        """Tell whether any of these is the agency, or none is asked for."""
        return not self.agency or not self.bodies.isdisjoint(iris)


def _year(request: Request, name: str) -> int | None:
    given = request.query_params.get(name, "")
    if given.isascii() and given.isdigit() and _EARLIEST <= int(given[:5]) <= _LATEST:
        return int(given)
    return None


async def _agency(now: Generation, text: str) -> tuple[str, frozenset[str]]:
    """Return the agency that a text means with all bodies of its lineage, none where none is."""
    hits = (await names(now)).hits(text, 1, kinds=("agency",))
    if not hits:
        return text, frozenset()
    found = Iri(hits[0].iri)
    line = await ask(now, "agency-line", agency=found)
    return hits[0].name, frozenset({found, *(row["body"] for row in line)})


async def _wanted(request: Request, now: Generation) -> Wanted:
    text = request.query_params.get("agency", "").strip()[:100]
    name, bodies = await _agency(now, text) if text else ("", frozenset())
    return Wanted(name, bodies, _year(request, "from"), _year(request, "until"))


async def _quotes(now: Generation, passages: Sequence[str], *, whole: bool) -> dict[str, Quote]:
    """Return sentences, with their names marked unless they are many."""
    return await (sentences if whole else reading.quotes)(now, passages)


@dataclass(frozen=True, slots=True)
class Drawn:
    """What the template draws: axis, columns, lanes; years before and after that can be shown."""

    on: Axis
    columns: tuple[Column, ...]
    states: tuple[str, ...]
    lanes: list[Lane]
    count: int
    earlier: int
    later: int

    @property
    def ticks(self) -> list[tuple[float, str]]:
        """Return the lines of the axis."""
        return self.on.ticks()


def _drawn(
    on: Axis,
    marks: Sequence[tuple[Period, str]],
    states: tuple[str, ...],
    lanes: tuple[list[Lane], int],
) -> Drawn:
    cells = axis.columns(on, marks, states)
    return Drawn(
        on,
        tuple(Column(label, counts, str(year)) for label, year, counts in cells),
        states,
        *lanes,
        sum(when.year < on.first for when, _ in marks),
        sum(when.year > on.last for when, _ in marks),
    )


@dataclass(frozen=True, slots=True)
class Page:
    """A page of rows: where it begins, its number, the number of the last."""

    at: int
    last: int
    start: int
    end: int


def _page(request: Request, total: int, *, whole: bool) -> Page:
    last = max(1, -(-total // _PAGE))
    at = min(shell.number(request, "page", 1, 1_000_000), last)
    if whole:
        return Page(at, last, 0, _DOWNLOADED)
    return Page(at, last, (at - 1) * _PAGE, at * _PAGE)


def _in_years(when: Period | None, wanted: Wanted) -> bool:
    """Tell whether a date lies in the years asked for; what has none only where none are."""
    if wanted.first is None and wanted.last is None:
        return True
    if when is None:
        return False
    return (wanted.first or _EARLIEST) <= when.year <= (wanted.last or _LATEST)


def _event_tests() -> dict[str, Test[Happening]]:
    return {
        "region": (
            Words("地区", "region"),
            lambda one: view.provinces(one.regions),
            view.region_words,
        ),
        "kind": (
            Words("类型", "kind"),
            lambda one: (one.kind,),
            lambda value: happenings.KINDS.get(value, value),
        ),
        "state": (
            Words("状态", "status"),
            lambda one: ("planned" if one.planned else "done",),
            lambda value: view.STATES.get(value, value),
        ),
    }


async def timeline(request: Request) -> Response:
    """Return the time line of events."""
    now = shell.generation(request)
    gathering = asyncio.gather(events(now), _wanted(request, now), totals(now))
    gathered = await patient(request, gathering)
    if isinstance(gathered, Response):
        return gathered
    every, wanted, all_of = gathered
    whole = request.query_params.get("format") == "csv"
    series = request.query_params.get("series", "")[:200]
    asked = dict(request.query_params)

    def look() -> tuple[list[Happening], tuple[Field, ...], Drawn | None]:
        some = [
            one
            for one in every
            if (not series or one.series == series) and wanted.fits(iri for _, iri, _ in one.who)
        ]
        left, fields = view.sifted(some, _event_tests(), asked)
        marks = [(h.when, "planned" if h.planned else "done") for h in left if h.when]
        on = axis.axis((when.year for when, _ in marks), wanted.first, wanted.last)
        drawn = _drawn(on, marks, ("done", "planned"), view.event_lanes(on, left)) if on else None
        return left, fields, drawn

    left, fields, drawn = await asyncio.to_thread(look)
    rows = [one for one in left if _in_years(one.when, wanted)]
    page = _page(request, len(rows), whole=whole)
    shown = rows[page.start : page.end]
    quotes = await _quotes(now, [one.passage for one in shown], whole=whole)
    figures = view.event_figures(rows, all_of["schema:Event"])
    return _answer(
        request,
        fields=fields,
        drawn=drawn,
        page=page,
        wanted=wanted,
        figures=figures,
        sheet=view.events_sheet(shown, quotes, len(rows)),
        series=series,
        vows=False,
    )


def _answer(request: Request, *, sheet: Sheet, fields: Any, **values: Any) -> Response:
    shown = [view.shown_regions(one) if one.name == "region" else one for one in fields]
    return shell.answer(
        request,
        "timeline.html",
        sheets=[sheet],
        sheet=sheet,
        fields=shown,
        state_words=view.STATES,
        some=any(one.chosen for one in shown)
        or any(request.query_params.get(name) for name in ("agency", "from", "until", "series")),
        **values,
    )


def _vow_tests() -> dict[str, Test[Vow]]:
    return {
        "region": (
            Words("地区", "region"),
            lambda one: view.provinces(one.regions),
            view.region_words,
        ),
        "state": (
            Words("状态", "status"),
            lambda one: (one.state,),
            lambda value: view.STATES.get(value, value),
        ),
    }


async def _placed(now: Generation) -> list[view.Placed]:
    """Return all commitments with when and where they are due; gathered once a generation."""

    async def made() -> list[view.Placed]:
        every = await promises(now)
        return await asyncio.to_thread(view.placed, every)

    kept: list[view.Placed] = await now.once("commitments-placed", made)
    return kept


async def commitments(request: Request) -> Response:
    """Return the time line of commitments, as of a day: that of the newest letter, or ``?on=``."""
    now = shell.generation(request)
    gathering = asyncio.gather(_placed(now), _wanted(request, now), as_of(request, now))
    gathered = await patient(request, gathering)
    if isinstance(gathered, Response):
        return gathered
    every, wanted, (today, chosen) = gathered
    whole = request.query_params.get("format") == "csv"
    asked = dict(request.query_params)

    def look() -> tuple[list[Vow], tuple[Field, ...], Drawn | None]:
        some = (it for it in every if wanted.fits(chip.iri for chip in it[0].agencies))
        left, fields = view.sifted(view.vows(some, today), _vow_tests(), asked)
        marks = [(one.when, one.state) for one in left if one.when]
        on = axis.axis((when.year for when, _ in marks), wanted.first, wanted.last)
        drawn = _drawn(on, marks, ("past", "ahead"), view.vow_lanes(on, left)) if on else None
        return left, fields, drawn

    left, fields, drawn = await asyncio.to_thread(look)
    rows = [one for one in left if _in_years(one.when, wanted)]
    page = _page(request, len(rows), whole=whole)
    shown = rows[page.start : page.end]
    quotes = await _quotes(now, [one.promise.passage for one in shown], whole=whole)
    figures = view.vow_figures(rows, len(every), today)
    return _answer(
        request,
        fields=fields,
        drawn=drawn,
        page=page,
        wanted=wanted,
        figures=figures,
        sheet=view.vows_sheet(shown, quotes, len(rows)),
        series="",
        vows=True,
        today=today.isoformat(),
        chosen=chosen,
    )


ROUTES = [Route("/timeline", timeline), Route("/timeline/commitments", commitments)]
