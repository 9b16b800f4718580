"""The network view: who works with whom, groups first, down to the sentence that says so."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from replygraph.serve import rdf, web
from replygraph.serve.explorer import drawing, evidence, shell
from replygraph.serve.explorer.proof import proofs, sentences
from replygraph.serve.explorer.state import State, state, years
from replygraph.serve.explorer.wholes import whole
from replygraph.serve.explorer.woven import Woven, woven
from replygraph.serve.finding.names import names
from replygraph.serve.live import Generation, Live
from replygraph.show.words import COLOURS
from replygraph.views import Words
from replygraph.views.cut import Picture
from replygraph.views.grouped import GROUPINGS, Group
from replygraph.views.parts import Column, Sheet
from replygraph.views.whole import OUTCOMES

_PATIENCE = 2.5
WEAVING = shell.Wait(
    Words("协作网络", "Network"),
    Words("正在整理协作网络……", "Putting the network together …"),
    Words(
        "这份数据第一次打开时要算一遍：机构分成协作圈，位置排好。算好后本页自动打开；之后随点随到。",
        "The first time that these data are opened the network is computed: agencies in circles, "
        "each in its place. This page opens by itself when it is done.",
    ),
)
_HITS = 12
#: ties of the whole table that get a sentence: to look them up takes a second for some thousand
_SENTENCES = 3_000
#: so many agencies are looked at for those that are in the network
_LOOKED = 100
GROUP_WORDS = {
    "circle": Words("协作圈", "circles"),
    "kind": Words("领域", "field"),
    "region": Words("地区", "region"),
}
OUTCOME_WORDS = {
    "A": Words("A 已解决", "A resolved"),
    "B": Words("B 正在解决或列入计划", "B under way or planned"),
    "C": Words("C 留待以后解决", "C later"),
    "D": Words("D 留作参考", "D for reference"),
}


async def ready(request: Request, now: Generation, by: str) -> Woven | None:
    """Return the network; None where it is still being made."""
    live: Live = request.app.state.live
    found = await woven(live, now, _PATIENCE)
    return found[by] if found else None


def _shown(state: State, lang: str) -> State:
    """Return what decides the picture: the state without what is only told beside it."""
    return replace(state, node="", one="", other="", lang=lang)


async def _picture(net: Woven, state: State) -> Picture:
    return await asyncio.to_thread(drawing.picture, net, state)


async def _json(net: Woven, state: State, lang: str) -> bytes:
    """Return the picture as data, made once for a state."""
    shown = _shown(state, lang)

    def make() -> bytes:
        return drawing.packed(drawing.drawn(net, shown, drawing.picture(net, shown)))

    return await asyncio.to_thread(net.once, shown.address(), make)


async def network(request: Request) -> Response:
    """Return the page of the network, or one of its tables as CSV."""
    now, view = shell.generation(request), state(request.query_params)
    net = await ready(request, now, view.by)
    if net is None:
        return shell.waiting(request, WEAVING)
    lang = web.language(request)
    if request.query_params.get("format") == "csv" and request.query_params.get("table") == ALL:
        return shell.csv(request, await _every(now, net, view))
    if request.query_params.get("format") == "csv" and request.query_params.get("table") == "acts":
        return await _acts(request, now, net, view)
    found = await _picture(net, view)
    sheets = drawing.sheets(net, view, found)
    if request.query_params.get("format") == "csv":
        return shell.answer(request, "network.html", sheets=sheets)
    told = await told_beside(now, net, view, found)
    data = drawing.drawn(net, replace(view, lang=lang), found)
    answer = shell.answer(
        request,
        "network.html",
        sheets=sheets,
        state=view,
        panel=told,
        data=data,
        total=found.totals,
        **controls(net, view),
    )
    return rdf.tagged(request, bytes(answer.body), "text/html", vary="Accept, Accept-Language")


async def _every(now: Generation, net: Woven, view: State) -> Sheet:
    """Return all ties as a table, the strongest with the last sentence that tells of them."""
    sheet = await asyncio.to_thread(drawing.everything, net, view)
    ends = [(net.find(str(row[4])), net.find(str(row[5]))) for row in sheet.rows[:_SENTENCES]]
    pairs = [(one, other) for one, other in ends if one is not None and other is not None]
    found = await proofs(now, net, pairs)
    since, until = view.what.since or 0, view.what.until or 9999
    told = {
        pair: those[-1].passage
        for pair, acts in found.items()
        if (those := [act for act in acts if since <= act.year <= until])
    }
    said = await sentences(now, told.values())
    quotes = [said.get(told.get(pair, "")) for pair in pairs]
    quotes += [None] * (len(sheet.rows) - len(quotes))
    rows = tuple((*row, quote) for row, quote in zip(sheet.rows, quotes, strict=True))
    title = Words("其中一句", "one sentence")
    if len(sheet.rows) > _SENTENCES:
        title = Words(f"其中一句（前 {_SENTENCES} 对）", f"one sentence (first {_SENTENCES})")
    return replace(sheet, rows=rows, columns=(*sheet.columns, Column(title, "wide")))


async def _acts(request: Request, now: Generation, net: Woven, view: State) -> Response:
    """Return the acts of a tie as CSV."""
    one, other = net.find(view.one), net.find(view.other)
    if one is None or other is None:
        return web.missing(request, f"{view.one} — {view.other}")
    return shell.csv(request, await evidence.acts_sheet(now, net, view, one, other))


def controls(net: Woven, view: State) -> dict[str, Any]:
    """Return what can be chosen on the page, and what is."""
    what = view.what
    return {
        "groupings": [(g, GROUP_WORDS[g], g == view.group) for g in GROUPINGS],
        "fields": [(k, w, n, k in what.kinds) for k, w, n in drawing.fields(net)],
        "relations": [(k, w, n, k in what.relations) for k, w, n in drawing.relations(net)],
        "outcomes": [(k, OUTCOME_WORDS[k], k in what.outcomes) for k in OUTCOMES],
        "regions": drawing.regions(net, view),
        "span": net.net.years,
        "years": years(what) if what.by_year else "",
        "colours": sorted(COLOURS),
        "clear": State(by=view.by, lang=view.lang, group=view.group, view=view.view).address(),
        "ego_at": net.find(view.ego) if view.ego else None,
        "to_at": net.find(view.to) if view.to else None,
        "names": net.net.names,
        "small": len(net.net.ids) <= WHOLE,
    }


#: the table of all ties, in the address
ALL = "all-ties"
#: up to so many bodies are drawn all at once on demand
WHOLE = 20_000


def _mark(net: Woven, view: State, name: str) -> Group | int | None:
    """Return the body or the group that an address names."""
    body = net.find(name)
    return body if body is not None else drawing.tree(net, view).find(name)


async def told_beside(now: Generation, net: Woven, view: State, found: Picture) -> dict[str, Any]:
    """Return what is told beside the picture: a tie, a body, a group, a way, or how to read it."""
    if view.one and view.other:
        ends = [await asyncio.to_thread(_mark, net, view, n) for n in (view.one, view.other)]
        one, other = ends
        if isinstance(one, int) and isinstance(other, int):
            return {"sort": "tie", "tie": await evidence.tie(now, net, view, one, other)}
        if one is not None and other is not None:
            return {"sort": "groups", **await evidence.groups(net, view, [one, other])}
    at = await asyncio.to_thread(_mark, net, view, view.node) if view.node else None
    if isinstance(at, int):
        return {"sort": "body", **await evidence.body(now, net, view, at)}
    if at is not None:
        return {"sort": "group", **await evidence.groups(net, view, [at]), "key": at.key}
    if view.ego and view.to:
        keys = [mark.id for mark in found.marks]
        return {"sort": "way", "steps": await evidence.way(now, net, view, keys)}
    middle = net.find(view.ego) if view.ego else None
    if middle is not None:
        return {"sort": "body", **await evidence.body(now, net, view, middle)}
    root = drawing.tree(net, view).root
    return {"sort": "start", **await evidence.groups(net, view, [root])}


async def graph(request: Request) -> Response:
    """Return what the view draws, as JSON."""
    now, view = shell.generation(request), state(request.query_params)
    net = await ready(request, now, view.by)
    if net is None:
        return Response(status_code=503, headers={"Retry-After": "3"})
    body = await _json(net, view, web.language(request))
    return rdf.tagged(request, body, "application/json", vary="Accept-Language")


async def panel(request: Request) -> Response:
    """Return what is told beside the picture, as a piece of the page."""
    now, view = shell.generation(request), state(request.query_params)
    net = await ready(request, now, view.by)
    if net is None:
        return Response(status_code=503, headers={"Retry-After": "3"})
    found = await _picture(net, view)
    told = await told_beside(now, net, view, found)
    answer = shell.answer(request, "network_panel.html", panel=told)
    return rdf.tagged(request, bytes(answer.body), "text/html", vary="Accept, Accept-Language")


async def tables(request: Request) -> Response:
    """Return the tables and the counts of the view, as a piece of the page."""
    now, view = shell.generation(request), state(request.query_params)
    net = await ready(request, now, view.by)
    if net is None:
        return Response(status_code=503, headers={"Retry-After": "3"})
    found = await _picture(net, view)
    answer = shell.answer(
        request,
        "network_tables.html",
        sheets=drawing.sheets(net, view, found),
        total=found.totals,
        state=view,
        ego_at=net.find(view.ego) if view.ego else None,
        to_at=net.find(view.to) if view.to else None,
    )
    if request.query_params.get("format") == "csv":
        return answer
    return rdf.tagged(request, bytes(answer.body), "text/html", vary="Accept, Accept-Language")


async def find(request: Request) -> Response:
    """Return the bodies that ``q`` may mean, as the search of all pages finds them."""
    now, view = shell.generation(request), state(request.query_params)
    net = await ready(request, now, view.by)
    text = request.query_params.get("q", "").strip()[:100]
    if net is None or not text:
        return rdf.tagged(request, b"[]", "application/json")
    index = await names(now)
    hits = await asyncio.to_thread(index.hits, text, _LOOKED, kinds=("agency",))
    bodies = dict.fromkeys(net.find(hit.iri) for hit in hits)
    found = [{"key": net.key(n), "name": net.net.names[n]} for n in bodies if n is not None]
    return rdf.tagged(request, drawing.packed(found[:_HITS]), "application/json")


async def everything(request: Request) -> Response:
    """Return all bodies and ties at once, where they are not too many."""
    now, view = shell.generation(request), state(request.query_params)
    net = await ready(request, now, view.by)
    if net is None:
        return Response(status_code=503, headers={"Retry-After": "3"})
    if len(net.net.ids) > WHOLE:
        return web.missing(request, f"> {WHOLE}")
    shown = replace(_shown(view, ""), whole=True)

    def make() -> bytes:
        return drawing.packed(whole(net, shown))

    body = await asyncio.to_thread(net.once, f"whole {shown.address()}", make)
    return rdf.tagged(request, body, "application/json")


ROUTES = [
    Route("/network", network),
    Route("/network/graph.json", graph),
    Route("/network/find.json", find),
    Route("/network/whole.json", everything),
    Route("/network/panel", panel),
    Route("/network/tables", tables),
]
