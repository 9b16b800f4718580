"""Two periods side by side: what changed in who works with whom, with the sentences of each."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from replygraph.serve.explorer import network, shell
from replygraph.serve.explorer.evidence import chip
from replygraph.serve.explorer.proof import Proof, proofs, sentences
from replygraph.serve.explorer.reading import quotes
from replygraph.serve.explorer.state import State, spell, state
from replygraph.serve.explorer.woven import Woven
from replygraph.serve.live import Generation
from replygraph.views import Words
from replygraph.views.contrast import CHANGES, Contrast, Period, Turn, contrast, usual
from replygraph.views.parts import Badge, Cell, Column, Link, Sheet, focused

_PAGE = 30
_TONES = {"new": "good", "more": "good", "gone": "bad", "less": "warn", "same": ""}
_MOST_BODIES = 60


def _period(text: str) -> Period | None:
    """Return a period as an address names it; open ends and what is no year are none."""
    since, until = spell(text.strip())
    return (since, until) if since and until else None


def _words(period: Period) -> str:
    """Return a period as it stands in the address and in a sentence.

    >>> _words((2019, 2019)), _words((2019, 2021))
    ('2019', '2019-2021')
    """
    return str(period[0]) if period[0] == period[1] else f"{period[0]}-{period[1]}"


def _asked(request: Request, net: Woven) -> tuple[Period, Period]:
    early, late = usual(net.net.years)
    before = _period(request.query_params.get("before", "")) or early
    return before, _period(request.query_params.get("after", "")) or late


def _evidence(net: Woven, view: State, turn: Turn, periods: tuple[Period, Period]) -> list[Cell]:
    """Return the joint acts of a tie in each period, each leading to its evidence."""
    tie = replace(view, view="network", one=net.key(turn.one), other=net.key(turn.other))
    cells: list[Cell] = []
    for number, (since, until) in zip(turn.acts, periods, strict=True):
        what = replace(view.what, since=since, until=until)
        href = replace(tie, what=what, lang="").address()
        cells.append(Link(Words(str(number), str(number)), href) if number else 0)
    return cells


def _within(told: list[Proof], period: Period) -> str:
    """Return the latest passage within a period, "" where there is none."""
    those = [one for one in told if period[0] <= one.year <= period[1]]
    return those[-1].passage if those else ""


def _columns(early: str, late: str, *, whole: bool) -> tuple[Column, ...]:
    """Return the columns: those of the page, with ``whole`` those of the download."""
    first = (
        Column(Words("变化", "change"), "short"),
        Column(Words("机构甲", "one agency")),
        Column(Words("机构乙", "other")),
        Column(Words(f"{early} 年次数", f"acts in {early}"), "number"),
        Column(Words(f"{late} 年次数", f"acts in {late}"), "number"),
    )
    if not whole:
        return (*first, Column(Words("其中一句", "one sentence"), "wide"))
    return (
        *first,
        Column(Words(f"{early} 年强度", f"strength in {early}"), "number"),
        Column(Words(f"{late} 年强度", f"strength in {late}"), "number"),
        Column(Words(f"{early} 年的一句", f"a sentence of {early}"), "wide"),
        Column(Words(f"{late} 年的一句", f"a sentence of {late}"), "wide"),
    )


async def _sheet(
    now: Generation,
    net: Woven,
    view: State,
    turns: tuple[Turn, ...],
    periods: tuple[Period, Period],
    *,
    total: int,
    whole: bool,
) -> Sheet:
    """Return ties as a table, with a sentence of each period."""
    found = await proofs(now, net, ((t.one, t.other) for t in turns))
    places = [
        tuple(_within(list(found[t.one, t.other]), period) for period in periods) for t in turns
    ]
    wanted = [place for pair in places for place in pair if place]
    said = await (sentences(now, wanted) if whole else quotes(now, wanted))
    rows: list[tuple[Cell, ...]] = []
    for turn, pair in zip(turns, places, strict=True):
        focus = {*net.iris(turn.one), *net.iris(turn.other)}
        told = [focused(said[place], focus) if place in said else None for place in pair]
        words = CHANGES[turn.change]
        rows.append(
            (
                Badge(words.zh, words.en, _TONES[turn.change]),
                chip(net, turn.one),
                chip(net, turn.other),
                *(turn.acts if whole else _evidence(net, view, turn, periods)),
                *((*turn.strength, *told) if whole else (told[1] or told[0],)),
            )
        )
    return Sheet(
        "change",
        Words("协作的变化", "What changed"),
        _columns(*(_words(period) for period in periods), whole=whole),
        tuple(rows),
        total,
        Words(
            "次数是联合行动的次数，点开看各次的依据。先看次数，次数相同再看强度"
            "（各次联合行动的 1/(参与机构数−1) 之和）；变化大的在前。没有年份的行动不计。",
            "By the number of joint acts (each leads to its evidence), where that is equal by "
            "strength (the sum of 1/(bodies−1)); the largest change first. "
            "Acts without a year are not counted.",
        ),
    )


def _bodies(net: Woven, view: State, which: tuple[int, ...]) -> list[tuple[str, str]]:
    """Return names of bodies with the address of their ego networks, some of them."""
    named = sorted((net.net.names[body], body) for body in which)[:_MOST_BODIES]
    return [
        (name, replace(view, view="network", ego=net.key(body)).address()) for name, body in named
    ]


async def change(request: Request) -> Response:
    """Return the page that sets two periods side by side, or its table as CSV."""
    now, view = shell.generation(request), state(request.query_params, "change")
    net = await network.ready(request, now, view.by)
    if net is None:
        return shell.waiting(request, network.WEAVING)
    periods = _asked(request, net)
    found: Contrast = await asyncio.to_thread(contrast, net.net, view.what, *periods)
    kind = request.query_params.get("change", "")
    kind = kind if kind in CHANGES else ""
    turns = tuple(t for t in found.turns if kind == t.change or not kind)
    csv = request.query_params.get("format") == "csv"
    last = max(1, -(-len(turns) // _PAGE))
    at = min(shell.number(request, "page", 1, 1_000_000), last)
    shown = turns if csv else turns[(at - 1) * _PAGE : at * _PAGE]
    sheet = await _sheet(now, net, view, shown, periods, total=len(turns), whole=csv)
    if csv:
        return shell.csv(request, sheet)
    return shell.answer(
        request,
        "change.html",
        sheets=[sheet],
        sheet=sheet,
        state=view,
        sides=list(zip(map(_words, periods), found.sides, strict=True)),
        counts=found.counts(),
        changes=CHANGES,
        chosen=kind,
        all_ties=len(found.turns),
        joined=_bodies(net, view, found.joined),
        left=_bodies(net, view, found.left),
        numbers=(len(found.joined), len(found.left)),
        at=at,
        last=last,
        span=net.net.years,
        **{k: v for k, v in network.controls(net, view).items() if k not in ("span", "clear")},
        clear=f"/change?before={_words(periods[0])}&after={_words(periods[1])}",
    )


ROUTES = [Route("/change", change)]
