"""The service and the data set described for programs: SPARQL Service Description, VoID, DCAT."""

from __future__ import annotations

import json
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from replygraph import __version__
from replygraph.serve import rdf, web
from replygraph.serve.live import Generation, Live
from replygraph.serve.negotiate import accepted
from replygraph.store.serving import GRAPH_TYPES, RESULT_TYPES, Reply
from replygraph.vocab import PREFIXES

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
DCAT = "http://www.w3.org/ns/dcat#"
_FORMATS = "http://www.w3.org/ns/formats/"
_IANA = "https://www.iana.org/assignments/media-types/"
_RDF, _DCT, _RDFS = PREFIXES["rdf"], PREFIXES["dcterms"], PREFIXES["rdfs"]
_NAMES = {
    "application/sparql-results+json": "SPARQL_Results_JSON",
    "application/sparql-results+xml": "SPARQL_Results_XML",
    "text/csv": "SPARQL_Results_CSV",
    "text/tab-separated-values": "SPARQL_Results_TSV",
    "text/turtle": "Turtle",
    "application/n-triples": "N-Triples",
    "application/rdf+xml": "RDF_XML",
    "application/ld+json": "JSON-LD",
    "application/n-quads": "N-Quads",
    "application/trig": "TriG",
    "text/n3": "N3",
}


def rows(reply: Reply) -> list[dict[str, str]]:
    """Return the rows of an answer in JSON as plain strings; unbound variables are left out."""
    found = json.loads(reply.body)["results"]["bindings"]
    return [{name: cell["value"] for name, cell in row.items()} for row in found]


def here(request: Request) -> str:
    """Return the address of the service as the client calls it, without a slash at the end."""
    return str(request.base_url).rstrip("/")


async def counts(now: Generation) -> dict[str, Any]:
    """Return how much there is: triples, things, by class and predicate, and the letters' years."""

    async def counted() -> dict[str, Any]:
        every = "SELECT (COUNT(*) AS ?n) (COUNT(DISTINCT ?s) AS ?things) { ?s ?p ?o }"
        total = rows(await now.query(every))[0]
        classes = "SELECT ?c (COUNT(*) AS ?n) { ?s a ?c } GROUP BY ?c ORDER BY DESC(?n) ?c"
        links = "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p ORDER BY DESC(?n) ?p"
        years = "SELECT (MIN(?y) AS ?from) (MAX(?y) AS ?until) { ?l a rg:Letter ; rg:year ?y }"
        return {
            "triples": int(total["n"]),
            "things": int(total["things"]),
            "classes": [(r["c"], int(r["n"])) for r in rows(await now.query(classes))],
            "predicates": [(r["p"], int(r["n"])) for r in rows(await now.query(links))],
            "years": (rows(await now.query(years)) or [{}])[0],
        }

    found: dict[str, Any] = await now.once("counts", counted)
    return found


async def service_description(request: Request) -> Response:
    """Return what the endpoint can do, after SPARQL 1.1 Service Description."""
    live: Live = request.app.state.live
    at = here(request)
    service, data = f"{at}/sparql", f"{at}/.well-known/void#dataset"
    graph = rdf.Triples()
    graph.iri(service, _RDF + "type", SD + "Service")
    graph.iri(service, SD + "endpoint", service)
    graph.iri(service, SD + "supportedLanguage", SD + "SPARQL11Query")
    for media in (*RESULT_TYPES, *GRAPH_TYPES):
        graph.iri(service, SD + "resultFormat", _FORMATS + _NAMES[media])
    if live.now.union:
        graph.iri(service, SD + "feature", SD + "UnionDefaultGraph")
    graph.iri(service, SD + "feature", SD + "EmptyGraphs")
    graph.iri(service, SD + "defaultDataset", data)
    graph.iri(data, _RDF + "type", SD + "Dataset")
    graph.iri(data, SD + "defaultGraph", f"{data}-default")
    graph.iri(f"{data}-default", _RDF + "type", SD + "Graph")
    for name in ("facts", "authority", "identity"):
        node, graph_name = f"{data}-{name}", f"{live.now.base}graph/{name}"
        graph.iri(data, SD + "namedGraph", node)
        graph.iri(node, _RDF + "type", SD + "NamedGraph")
        graph.iri(node, SD + "name", graph_name)
    return await rdf.answer(request, graph)


async def void(request: Request) -> Response:
    """Return the data set described in VoID and DCAT, with its dumps."""
    live: Live = request.app.state.live
    found = await counts(live.now)
    at = here(request)
    data = f"{at}/.well-known/void#dataset"
    graph = rdf.Triples()
    for kind in (VOID + "Dataset", DCAT + "Dataset"):
        graph.iri(data, _RDF + "type", kind)
    graph.text(data, _DCT + "title", "答复函图谱", "zh")
    graph.text(data, _DCT + "title", "Graph of reply letters", "en")
    words = ("提案、建议的答复函：谁提出、谁办理、做了什么、答应了什么，附原文依据。", "zh")
    graph.text(data, _DCT + "description", *words)
    graph.text(
        data,
        _DCT + "description",
        "Reply letters to proposals and suggestions: who asked, who handles, what was done and "
        "promised, with the sentences that prove it.",
        "en",
    )
    for code in ("zh", "en"):
        graph.text(data, _DCT + "language", code)
    graph.text(data, DCAT + "version", str(live.now.number))
    graph.iri(data, VOID + "sparqlEndpoint", f"{at}/sparql")
    graph.text(data, VOID + "uriSpace", live.now.base)
    graph.iri(data, VOID + "vocabulary", PREFIXES["rg"].rstrip("#"))
    graph.number(data, VOID + "triples", found["triples"])
    graph.number(data, VOID + "distinctSubjects", found["things"])
    graph.number(data, VOID + "classes", len(found["classes"]))
    graph.number(data, VOID + "properties", len(found["predicates"]))
    _partitions(graph, data, found)
    _distributions(graph, data, at)
    return await rdf.answer(request, graph)


def _partitions(graph: rdf.Triples, data: str, found: dict[str, Any]) -> None:
    for index, (kind, number) in enumerate(found["classes"]):
        part = f"{data}-class-{index}"
        graph.iri(data, VOID + "classPartition", part)
        graph.iri(part, VOID + "class", kind)
        graph.number(part, VOID + "entities", number)
    for index, (name, number) in enumerate(found["predicates"]):
        part = f"{data}-property-{index}"
        graph.iri(data, VOID + "propertyPartition", part)
        graph.iri(part, VOID + "property", name)
        graph.number(part, VOID + "triples", number)


def _distributions(graph: rdf.Triples, data: str, at: str) -> None:
    for name, media in (("nq", "application/n-quads"), ("trig", "application/trig")):
        node, url = f"{data}-{name}", f"{at}/dump/replygraph.{name}.gz"
        graph.iri(data, DCAT + "distribution", node)
        graph.iri(data, VOID + "dataDump", url)
        graph.iri(node, _RDF + "type", DCAT + "Distribution")
        graph.iri(node, DCAT + "downloadURL", url)
        graph.iri(node, DCAT + "mediaType", _IANA + media)
        graph.iri(node, DCAT + "compressFormat", _IANA + "application/gzip")
    service = f"{at}/sparql"
    graph.iri(service, _RDF + "type", DCAT + "DataService")
    graph.iri(service, DCAT + "endpointURL", service)
    graph.iri(service, DCAT + "servesDataset", data)
    graph.text(service, _DCT + "title", f"replygraph {__version__}")


async def capabilities(request: Request) -> Response:
    """Say that the service lives: which generation, whether in memory."""
    live: Live = request.app.state.live
    about = {
        "status": "ok",
        "version": __version__,
        "generation": live.now.number,
        "memory": live.now.in_memory,
    }
    await live.now.query("ASK {}")
    return Response(json.dumps(about) + "\n", media_type="application/json")


def html_first(request: Request, offered: tuple[str, ...]) -> bool:
    """Tell whether the client would rather have a page than any of the formats offered."""
    header = request.headers.get("accept")
    return accepted(header, (*offered, "text/html"))[:1] == ("text/html",)


__all__ = [
    "capabilities",
    "counts",
    "here",
    "html_first",
    "rows",
    "service_description",
    "void",
    "web",
]
