"""Finding things by name: the front page's search, and what the editor completes."""

from __future__ import annotations

import asyncio
import json

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from replygraph.serve import links, web
from replygraph.serve.live import Generation, Live
from replygraph.serve.names import Entry, Names
from replygraph.serve.words import called
from replygraph.vocab import CLASSES

#: classes whose members have names that people look for
NAMED = tuple(dict.fromkeys([*CLASSES.values(), "rg:Letter", "rg:Proposal", "rg:Suggestion"]))
_ALL = 20_000_000


async def names(now: Generation) -> Names:
    """Return the index of names, made once for a generation."""

    async def made() -> Names:
        classes = " ".join(NAMED)
        reply = await now.query(
            f"SELECT ?s ?n ?c WHERE {{ VALUES ?c {{ {classes} }} ?s a ?c ; rdfs:label ?n }}",
            rows=_ALL,
        )
        return await asyncio.to_thread(_index, reply.body)

    found: Names = await now.once("names", made)
    return found


def _index(body: bytes) -> Names:
    kinds: dict[tuple[str, str], list[str]] = {}
    for row in json.loads(body)["results"]["bindings"]:
        key = row["s"]["value"], row["n"]["value"]
        kinds.setdefault(key, []).append(row["c"]["value"])
    return Names(Entry(iri, name, tuple(sorted(found))) for (iri, name), found in kinds.items())


async def search(request: Request) -> Response:
    """Return a page of what a name may mean."""
    live: Live = request.app.state.live
    text = request.query_params.get("q", "").strip()[:200]
    hits = []
    if text:
        index = await names(live.now)
        hits = await asyncio.to_thread(index.find, text, (), 50)
    lang = web.language(request)
    rows = [
        (
            hit.entry.name,
            links.address(hit.entry.iri, live.now.base),
            "、".join(called(kind, lang) for kind in hit.entry.kinds),
        )
        for hit in hits
    ]
    return web.page(request, "search.html", text=text, rows=rows)


async def suggest(request: Request) -> Response:
    """Return names that begin with or hold ``q``, with their IRIs, for the editor."""
    live: Live = request.app.state.live
    text = request.query_params.get("q", "").strip()[:200]
    index = await names(live.now)
    hits = await asyncio.to_thread(index.find, text, (), 12) if text else []
    return JSONResponse(
        [{"iri": hit.entry.iri, "name": hit.entry.name, "kinds": hit.entry.kinds} for hit in hits]
    )
