"""The start page: what is loaded, told in figures, and where to go on."""

from __future__ import annotations

import asyncio
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from replygraph.serve.explorer import reading, shell
from replygraph.serve.explorer.ask import Iri, Row, ask, table
from replygraph.serve.explorer.totals import totals
from replygraph.serve.live import Generation
from replygraph.views import Words
from replygraph.views import start as view
from replygraph.views.agency import telling
from replygraph.views.parts import Column, Link, Sheet
from replygraph.views.sheets import cut
from replygraph.views.start import Story

_TIES = 12
_BUSIEST = 10
#: of agencies that answered as many as the last of these, so many are asked for their names
_EQUAL = 200
#: what is asked as it stands: the rows of a question by the name of its figure
_ASKED = ("years", "classes", "due", "renamed")
#: rows of the shorter tables; the download has all
_SHOWN = 40


async def _ties(now: Generation) -> list[Row]:
    """Return the closest collaborations."""
    strengths = await ask(now, "start-strengths")
    if not strengths:
        return []
    rows = await ask(now, "start-ties", least=view.least(strengths, _TIES))
    return [dict(row) for row in view.closest(rows, _TIES)]


async def _busiest(now: Generation) -> tuple[list[Row], int]:
    """Return the agencies that answered most, and how many answered."""
    counts = {iri: int(n) for iri, n in await table(now, "start-agencies")}
    first = tuple(map(Iri, view.most(counts, _BUSIEST)[:_EQUAL]))
    called = await ask(now, "called", things=first) if first else []
    return [dict(row) for row in view.busiest(counts, called, _BUSIEST)], len(counts)


async def _widest(now: Generation) -> list[Row]:
    """Return the submission that most letters answer."""
    found = await ask(now, "start-widest")
    if not found:
        return []
    widest = max(found, key=lambda row: int(row["letters"]))["about"]
    called = await ask(now, "called", things=(Iri(widest),))
    return [{"about": widest, **row} for row in called[:1]]


async def _assemblies(now: Generation) -> list[Row]:
    """Return the assemblies whose members were answered, those with most letters first."""
    found = await ask(now, "start-assemblies")
    return sorted(found, key=lambda row: (-int(row["letters"]), row["name"]))


async def told(now: Generation) -> Story:
    """Return the story of a generation, gathered once."""

    async def gathered() -> Story:
        (counts, (busiest, answering)), found = await asyncio.gather(
            asyncio.gather(totals(now), _busiest(now)),
            asyncio.gather(
                _widest(now),
                _assemblies(now),
                _ties(now),
                *(ask(now, f"start-{name}") for name in _ASKED),
            ),
        )
        names = ("widest", "assemblies", "ties", *_ASKED)
        rows = dict(zip(names, found, strict=True)) | {"busiest": busiest}
        pairs = tuple(Iri(row["pair"]) for row in rows["ties"])
        acts = telling(await ask(now, "pair-acts", pairs=pairs)) if pairs else {}
        quotes = await reading.quotes(now, (place for place, _, _ in acts.values()))
        return view.story(rows, answering, counts, acts, quotes)

    kept: Story = await now.once("start", gathered)
    return kept


def _sheets(found: Story) -> list[Sheet]:
    return [
        Sheet(
            "ties",
            Words("协作最紧密的机构", "Closest collaborations"),
            (
                Column(Words("机构甲", "one agency")),
                Column(Words("机构乙", "other")),
                Column(Words("强度", "strength"), "bar"),
                Column(Words("联合行动", "joint acts"), "number"),
                Column(Words("年份", "years"), "date"),
                Column(Words("做了什么", "what")),
                Column(Words("其中一句", "one sentence"), "wide"),
            ),
            tuple(
                (t.one, t.other, t.strength, t.acts, t.years, t.what, t.quote) for t in found.ties
            ),
            found.pairs,
            Words(
                "按机构计，更名前后分列；强度是各次联合行动的 1/(参与机构数−1) 之和。",
                "By body, renamed ones apart; strength sums 1/(bodies−1) over the joint acts.",
            ),
        ),
        Sheet(
            "assemblies",
            Words("答复哪里的委员、代表", "To the members of which assembly"),
            (
                Column(Words("政协、人大", "assembly")),
                Column(Words("答复函", "letters"), "bar"),
            ),
            tuple(
                (Link(name, f"/register?{urlencode({'assembly': name})}"), count)
                for name, count in found.assemblies
            ),
        ),
        Sheet(
            "busiest",
            Words("答复最多的机构", "Agencies that answered most"),
            (Column(Words("机构", "agency")), Column(Words("答复函", "letters"), "bar")),
            found.busiest,
        ),
    ]


async def start(request: Request) -> Response:
    """Return the start page."""
    now = shell.generation(request)
    found = await shell.patiently(told(now))
    if found is None:
        return shell.waiting(request)
    csv = request.query_params.get("format") == "csv"
    tables = _sheets(found)
    there = {getattr(route, "path", "") for route in request.app.routes}
    return shell.answer(
        request,
        "start.html",
        sheets=tables if csv else [cut(sheet, _SHOWN) for sheet in tables],
        story=found,
        questions=[
            one for one in found.questions if one.iri or one.path.partition("?")[0] in there
        ][:5],
        there=there,
        generation=now.number,
    )


ROUTES = [Route("/", start)]
