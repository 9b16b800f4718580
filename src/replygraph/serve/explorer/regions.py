"""Regions: provinces, cities and counties with what their agencies answered; a page for each."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Any

import numpy as np
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from replygraph.serve import web
from replygraph.serve.explorer import shell
from replygraph.serve.explorer.ask import ask
from replygraph.serve.explorer.patience import patient
from replygraph.serve.explorer.register import entries
from replygraph.serve.explorer.state import State
from replygraph.serve.explorer.totals import totals
from replygraph.serve.explorer.woven import Woven, woven
from replygraph.serve.live import Generation, Live
from replygraph.views import Words, where
from replygraph.views import regions as view
from replygraph.views.parts import Chip, Column, Link, Sheet
from replygraph.views.regions import Regions

_AGENCIES = 50
_TIES = 25
_PATIENCE = 2.5
_MOST_OPEN = 60
#: width and height of a tile, and the gap between two, in units of the drawing
_TILE, _GAP = 96, 4


async def gathered(now: Generation) -> Regions:
    """Return all regions; gathered once a generation."""

    async def made() -> Regions:
        bodies, filed = await asyncio.gather(ask(now, "regions-bodies"), entries(now))
        return await asyncio.to_thread(view.regions, bodies, filed)

    kept: Regions = await now.once("regions", made)
    return kept


def _opened(request: Request) -> frozenset[str]:
    given = request.query_params.get("open", "").split(",")
    return frozenset(one for one in given[:_MOST_OPEN] if where.is_region(one))


def _toggled(opened: Iterable[str], region: str) -> str | None:
    """Return the parameter with a region opened or, with all below it, closed."""
    left = [one for one in opened if region not in where.chain(one)]
    kept = left if region in opened else [*opened, region]
    return ",".join(sorted(kept)) or None


async def regions(request: Request) -> Response:
    """Return provinces as tiles and as a tree that can be opened down to counties."""
    now = shell.generation(request)
    ready = await patient(request, asyncio.gather(gathered(now), totals(now)))
    if isinstance(ready, Response):
        return ready
    found, all_of = ready
    measure = request.query_params.get("by", "letters")
    measure = measure if measure in view.MEASURES else "letters"
    opened = _opened(request)
    tiles, lows = view.tiles(found, measure)
    return shell.answer(
        request,
        "regions.html",
        sheets=[view.table(found), view.whole_table(found)],
        tiles=tiles,
        lows=lows,
        size=_TILE,
        step=_TILE + _GAP,
        measure=measure,
        measures=view.MEASURES,
        branches=view.tree(found, opened),
        toggled={one: _toggled(opened, one) for one in found.tallies},
        most=max((t.letters for t in found.tallies.values()), default=0),
        provinces=sum(where.level(one) == "province" for one in found.tallies),
        placed=sum(t.letters for r, t in found.tallies.items() if where.level(r) == "province"),
        letters=all_of["rg:Letter"],
        called=view.called,
    )


def _ties(net: Woven, region: str, most: int | None) -> tuple[list[tuple[Any, ...]], int]:
    """Return the strongest ties of bodies of a region, at most so many, and how many there are."""
    whole = net.net
    wanted = "" if region == where.ELSEWHERE else region

    def belongs(name: str) -> bool:
        chain = where.chain(where.of(name))
        return wanted in chain if wanted else not chain

    mine = np.fromiter((belongs(name) for name in whole.names), bool, len(whole.names))
    weights = whole.act_weight[whole.pair_act]
    strength = np.bincount(whole.pair_tie, weights, minlength=len(whole.tie_a))
    acts = np.bincount(whole.pair_tie, minlength=len(whole.tie_a))
    ties = np.flatnonzero(mine[whole.tie_a] | mine[whole.tie_b])
    order = ties[np.lexsort((ties, -strength[ties]))]
    state = State()
    rows = []
    for tie in order[:most].tolist():
        one, other = int(whole.tie_a[tie]), int(whole.tie_b[tie])
        if not mine[one]:
            one, other = other, one
        count = int(acts[tie])
        address = state.address(one=net.key(one), other=net.key(other))
        words = Words(f"{count} 次", f"{count}")
        inside = Words("本地", "within") if mine[other] else Words("外地", "beyond")
        chips = (Chip(whole.ids[at], whole.names[at]) for at in (one, other))
        rows.append((*chips, inside, round(float(strength[tie]), 2), Link(words, address)))
    return rows, len(order)


async def _ties_sheet(
    request: Request, now: Generation, region: str, *, whole: bool
) -> Sheet | None:
    """Return the strongest collaborations; None where the network is still being computed."""
    live: Live = request.app.state.live
    nets = await woven(live, now, wait=None if whole else _PATIENCE)
    if nets is None:
        return None
    rows, total = await asyncio.to_thread(_ties, nets["lineage"], region, None if whole else _TIES)
    columns = (
        Column(Words("本地机构", "agency here")),
        Column(Words("协作机构", "partner")),
        Column(Words("在", "where")),
        Column(Words("强度", "strength"), "bar"),
        Column(Words("联合行动", "joint acts")),
    )
    note = Words(
        "更名前后算作一个机构（按沿革）；强度是各次联合行动的 1/(参与机构数−1) 之和。",
        "Renamed bodies count as one (lineage); strength sums 1/(bodies−1) over the joint acts.",
    )
    title = Words("最紧密的协作", "Closest collaborations")
    return Sheet("ties", title, columns, tuple(rows), total, note)


async def region(request: Request) -> Response:
    """Return the page of a region."""
    now = shell.generation(request)
    code = request.path_params["code"]
    ready = await patient(request, asyncio.gather(gathered(now), totals(now)))
    if isinstance(ready, Response):
        return ready
    found, all_of = ready
    tally = found.tallies.get(code)
    if tally is None and not where.is_region(code):
        return web.missing(request, code)
    tally = tally or view.Tally(code)
    csv = request.query_params.get("format") == "csv"
    ties = await _ties_sheet(request, now, code, whole=csv)
    inside = await asyncio.to_thread(found.inside, code)
    agencies = view.agencies_sheet(inside, None if csv else _AGENCIES)
    chain = where.chain(code)
    way = [*reversed(chain[1:])]
    return shell.answer(
        request,
        "region.html",
        sheets=[view.table(found, code, "below"), view.outcomes_sheet(tally), agencies, ties],
        tally=tally,
        words=view.called(code),
        level=where.LEVELS.get(where.level(code)),
        way=[(view.called(one), view.href(one)) for one in way],
        code=code,
        waiting=ties is None,
        figures=view.figures(tally, all_of),
        filtered=where.is_region(code) or code == where.ELSEWHERE,
    )


ROUTES = [Route("/regions", regions), Route("/regions/{code}", region)]
