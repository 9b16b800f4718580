"""Which thing an address is about: its main IRI, all its IRIs, its name."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from replygraph.serve import links, web
from replygraph.serve.explorer import shell
from replygraph.serve.explorer.ask import Iri, ask
from replygraph.serve.live import Generation


@dataclass(frozen=True, slots=True)
class Known:
    """A thing: ``own`` are all its IRIs, the main one first; letters may use any of them."""

    iri: Iri
    own: tuple[Iri, ...]
    name: str


async def known(now: Generation, name: str) -> Known | None:
    """Return what an IRI stands for; None where the graph says nothing of it."""
    rows = await ask(now, "known", it=Iri(name))
    if not rows:
        return None
    others = sorted({row["alias"] for row in rows if "alias" in row} - {name})
    mains = sorted({row["main"] for row in rows if "main" in row} - {name})
    called = min((row["name"] for row in rows if "name" in row), default="")
    if mains:
        return Known(Iri(mains[0]), (Iri(mains[0]), Iri(name)), called)
    return Known(Iri(name), (Iri(name), *map(Iri, others)), called or links.tail(name, now.base))


async def thing(request: Request, part: str, now: Generation) -> Known | Response:
    """Return the thing that an address is about, or the answer: elsewhere (303), or nowhere (404).

    ``part`` is the part of the IRI behind the base. An IRI that is another one of a thing leads to
    that thing's page.
    """
    for name in shell.subject(request, part, now):
        found = await known(now, name)
        if found and found.iri != name:
            query = f"?{request.url.query}" if request.url.query else ""
            return RedirectResponse(links.place(found.iri, now.base) + query, 303)
        if found:
            return found
    return web.missing(request, request.path_params["path"])
