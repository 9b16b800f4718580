"""The ontology: a page to read in two languages, and the file in the formats of RDF."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from replygraph.errors import ReplygraphError
from replygraph.serve import rdf, web
from replygraph.serve.negotiate import accepted
from replygraph.serve.protocol import OTHER_NAMES, SHORT
from replygraph.vocab import PREFIXES
from replygraph.vocab.described import FORMATS, ontology_as, terms


async def ontology(request: Request) -> Response:
    """Return the ontology as a page or, by Accept or ``?format=``, as RDF."""
    asked = request.query_params.get("format")
    header = SHORT.get(asked, asked) if asked else request.headers.get("accept")
    wanted = accepted(header, ("text/html", *FORMATS), OTHER_NAMES)
    if not wanted:
        offered = ", ".join(("text/html", *FORMATS))
        error = ReplygraphError(f"没有所要的格式；可用：{offered}。", f"there are: {offered}.")
        return web.problem(error, 406, web.language(request))
    if wanted[0] == "text/html":
        kinds = (
            ("class", "类", "Classes"),
            ("property", "属性", "Properties"),
            ("individual", "取值", "Values"),
        )
        groups = [
            (kind, zh, en, [term for term in terms() if term.kind == kind])
            for kind, zh, en in kinds
        ]
        return web.page(request, "ontology.html", groups=groups, namespace=PREFIXES["rg"])
    about = f"{wanted[0]} {ontology_as('text/turtle').decode('utf-8')}"
    return rdf.tagged(request, ontology_as(wanted[0]), wanted[0], about=about)


async def term(request: Request) -> Response:
    """Lead from the namespace's address (``/ns``) to the ontology."""
    del request
    return RedirectResponse("/ontology", 303)
