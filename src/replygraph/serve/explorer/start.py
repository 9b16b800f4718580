"""The start page: what is loaded, told in figures, and where to go on."""

from __future__ import annotations

import asyncio

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from replygraph.serve.explorer import reading, shell
from replygraph.serve.explorer.ask import Iri, ask
from replygraph.serve.explorer.totals import totals
from replygraph.serve.live import Generation
from replygraph.views import Words
from replygraph.views.agency import telling
from replygraph.views.parts import Column, Sheet
from replygraph.views.start import Story, story

_QUESTIONS = (
    "years",
    "outcomes",
    "assemblies",
    "busiest",
    "answering",
    "ties",
    "widest",
    "due",
    "renamed",
)


async def told(now: Generation) -> Story:
    """Return the story of a generation, gathered once."""

    async def gathered() -> Story:
        found = await asyncio.gather(*(ask(now, f"start-{name}") for name in _QUESTIONS))
        rows = dict(zip(_QUESTIONS, found, strict=True))
        pairs = tuple(Iri(row["pair"]) for row in rows["ties"])
        acts = telling(await ask(now, "pair-acts", pairs=pairs)) if pairs else {}
        quotes = await reading.quotes(now, (place for place, _, _ in acts.values()))
        return story(rows, await totals(now), acts, quotes)

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
            tuple((chip.name, count) for chip, count in found.assemblies),
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
    found = await told(now)
    there = {getattr(route, "path", "") for route in request.app.routes}
    return shell.answer(
        request,
        "start.html",
        sheets=_sheets(found),
        story=found,
        questions=[
            one for one in found.questions if one.iri or one.path.partition("?")[0] in there
        ][:5],
        there=there,
        generation=now.number,
    )


ROUTES = [Route("/", start)]
