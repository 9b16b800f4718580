"""Every IRI leads somewhere: ``/id/…`` to a page for people or to data for programs."""

from __future__ import annotations

import asyncio

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from replygraph import iri as iris
from replygraph.errors import ReplygraphError
from replygraph.serve import links, rdf, web
from replygraph.serve.live import Generation, Live
from replygraph.serve.negotiate import accepted
from replygraph.serve.protocol import OTHER_NAMES, SHORT
from replygraph.serve.thing import thing
from replygraph.store.base import Places
from replygraph.store.full import full_lines
from replygraph.store.records import Records
from replygraph.store.serving import GRAPH_TYPES, Ask, rewritten

_MOST_PAGES = 10_000


async def _named(request: Request, now: Generation) -> str | None:
    """Return the IRI that an address is about; None where it is no IRI."""
    given = request.query_params.get("iri")
    if given is not None:
        return links.clean(given)
    path = request.path_params.get("path", "")
    found = links.clean(now.base + path)
    if path.startswith(("http://", "https://")):  # an identifier of /reconcile that is not ours
        return links.clean(path)
    if found and now.base != iris.BASE:
        # what the authority knows keeps its IRI in stores with a base of their own
        there = await now.query(f"ASK {{ {{ <{found}> ?p ?o }} UNION {{ ?s ?q <{found}> }} }}")
        if b"true" not in there.body:
            return links.clean(iris.BASE + path)
    return found


async def identified(request: Request) -> Response:
    """Lead from an IRI to its page or its data, with 303."""
    live: Live = request.app.state.live
    name = await _named(request, live.now)
    if name is None:
        return web.missing(request, request.path_params.get("path", ""))
    offered = ("text/html", *GRAPH_TYPES)
    wanted = accepted(request.headers.get("accept"), offered, OTHER_NAMES)
    if not wanted:
        text = ", ".join(offered)
        error = ReplygraphError(f"没有所要的格式；可用：{text}。", f"there are: {text}.")
        return web.problem(error, 406, web.language(request))
    base = live.now.base
    page_wanted = wanted[0] == "text/html"
    target = links.place(name, base) if page_wanted else links.address(name, base, "data")
    return RedirectResponse(target, 303, {"Vary": "Accept"})


async def page(request: Request) -> Response:
    """Return the page of an IRI."""
    live: Live = request.app.state.live
    name = await _named(request, live.now)
    number = request.query_params.get("page", "1")
    at = int(number) if number.isdecimal() and 0 < int(number) < _MOST_PAGES else 1
    found = await thing(live.now, name, web.language(request), at) if name else None
    if name is None or found is None:
        return web.missing(request, name or request.path_params.get("path", ""))
    return web.page(
        request,
        "thing.html",
        thing=found,
        at=at,
        data=links.address(name, live.now.base, "data"),
        here=links.address(name, live.now.base),
        view=links.place(name, live.now.base),
    )


async def data(request: Request) -> Response:
    """Return what the graph says of an IRI as RDF; of a letter all, with each mention (NIF)."""
    live: Live = request.app.state.live
    now = live.now
    name = await _named(request, now)
    header = SHORT.get(request.query_params.get("format", ""), request.headers.get("accept"))
    wanted = accepted(header, GRAPH_TYPES, OTHER_NAMES)
    if not wanted:
        offered = ", ".join(GRAPH_TYPES)
        error = ReplygraphError(f"没有所要的格式；可用：{offered}。", f"there are: {offered}.")
        return web.problem(error, 406, web.language(request))
    lines = await _lines(now, name) if name else ""
    if not lines:
        return web.missing(request, name or request.path_params.get("path", ""))
    body = await asyncio.to_thread(rewritten, lines, wanted[0])
    return rdf.tagged(request, body, wanted[0], about=f"{wanted[0]} {lines}")


async def _lines(now: Generation, name: str) -> str:
    """Return N-Triples about an IRI, sorted."""
    query = (
        f"CONSTRUCT {{ <{name}> ?p ?o . ?s ?q <{name}> . ?x rdfs:label ?n }} WHERE {{ "
        f"{{ <{name}> ?p ?o }} UNION {{ SELECT ?s ?q WHERE {{ ?s ?q <{name}> }} LIMIT 20000 }} "
        f"UNION {{ {{ <{name}> ?a ?x }} UNION {{ ?x ?b <{name}> }} ?x rdfs:label ?n }} }}"
    )
    record = None
    if "/letter/" in name:
        record = await asyncio.to_thread(_record, now, name)
    if record:
        query = (
            "CONSTRUCT { ?s ?p ?o . ?x rdfs:label ?n } WHERE { "
            f"{{ GRAPH <{name}> {{ ?s ?p ?o }} }} UNION "
            f"{{ <{name}> rg:mentions|rg:submission ?x . ?x rdfs:label ?n }} }}"
        )
    reply = await now.pool.run(Ask(query, graphs=("application/n-triples",)))
    found = set(reply.body.decode("utf-8").strip().splitlines())
    if record:
        graph = f" <{name}> ."
        found |= {line.strip().removesuffix(graph) + " ." for line in record}
    return "".join(f"{line}\n" for line in sorted(found) if line)


def _record(now: Generation, name: str) -> list[str] | None:
    records = Records(Places(now.store).records, now.at, write=False)
    try:
        record = records.get(name)
    finally:
        records.close()
    return full_lines(record, now.base) if record else None
