"""The ontology as a reader wants it: its terms described, and the file in other formats."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from replygraph.resources import ontology_file
from replygraph.vocab import PREFIXES

if TYPE_CHECKING:
    from rdflib import Graph, URIRef

#: media type → rdflib's name of the format
FORMATS = {
    "text/turtle": "turtle",
    "application/ld+json": "json-ld",
    "application/rdf+xml": "xml",
    "application/n-triples": "nt",
}
_MAPPINGS = ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the ontology; ``kind`` is class, property or individual.

    ``above``, ``domain``, ``range`` and ``like`` hold prefixed names, or IRIs without a prefix.
    """

    name: str
    iri: str
    kind: str
    zh: str
    en: str
    definition_zh: str
    definition_en: str
    example: str
    above: tuple[str, ...]
    domain: tuple[str, ...]
    range: tuple[str, ...]
    like: tuple[str, ...]


@cache
def _graph() -> Graph:
    from rdflib import Graph

    return Graph().parse(ontology_file("replygraph.ttl"), format="turtle")


def shorter(iri: str) -> str:
    """Return an IRI with its prefix, where it has one.

    >>> shorter("http://xmlns.com/foaf/0.1/Person"), shorter("urn:x")
    ('foaf:Person', 'urn:x')
    """
    for prefix, base in PREFIXES.items():
        if iri.startswith(base):
            return f"{prefix}:{iri.removeprefix(base)}"
    return iri


@cache
def terms() -> tuple[Term, ...]:
    """Return the terms of the ontology: classes, properties, individuals, each by name.

    >>> next(term for term in terms() if term.name == "jointlySurveys").zh
    '共同调研'
    """
    from rdflib import RDFS, URIRef

    found = [
        _term(_graph(), subject)
        for subject in set(_graph().subjects(RDFS.label))
        if isinstance(subject, URIRef) and str(subject).startswith(PREFIXES["rg"])
    ]
    order = ("class", "property", "individual")
    return tuple(sorted(found, key=lambda term: (order.index(term.kind), term.name)))


def _term(graph: Graph, subject: URIRef) -> Term:
    from rdflib import OWL, RDF, RDFS, SKOS

    kinds = set(graph.objects(subject, RDF.type))
    kind = "individual"
    if OWL.Class in kinds:
        kind = "class"
    elif kinds & {OWL.ObjectProperty, OWL.DatatypeProperty, RDF.Property}:
        kind = "property"

    def text(predicate: URIRef, language: str = "") -> str:
        values = sorted(
            str(value)
            for value in graph.objects(subject, predicate)
            if not language or getattr(value, "language", None) == language
        )
        return values[0] if values else ""

    def names(*predicates: URIRef) -> tuple[str, ...]:
        return tuple(
            sorted(
                shorter(str(value))
                for predicate in predicates
                for value in _flat(graph, subject, predicate)
            )
        )

    above = (RDFS.subClassOf, RDFS.subPropertyOf, *((RDF.type,) if kind == "individual" else ()))
    return Term(
        str(subject).removeprefix(PREFIXES["rg"]),
        str(subject),
        kind,
        text(RDFS.label, "zh"),
        text(RDFS.label, "en"),
        text(SKOS.definition, "zh"),
        text(SKOS.definition, "en"),
        text(SKOS.example),
        names(*above),
        names(RDFS.domain),
        names(RDFS.range),
        names(*(SKOS[name] for name in _MAPPINGS)),
    )


def _flat(graph: Graph, subject: URIRef, predicate: URIRef) -> list[URIRef]:
    """Return the IRIs that a property leads to, those of a union one by one."""
    from rdflib import OWL, URIRef
    from rdflib.collection import Collection

    found: list[URIRef] = []
    for value in graph.objects(subject, predicate):
        union = graph.value(value, OWL.unionOf)
        members = Collection(graph, union) if union is not None else [value]
        found += [member for member in members if isinstance(member, URIRef)]
    return found


@cache
def ontology_as(media: str) -> bytes:
    """Return the ontology in one of `FORMATS`; Turtle is the file as it is kept."""
    if media == "text/turtle":
        return ontology_file("replygraph.ttl").read_bytes()
    graph = _graph()
    text: str = graph.serialize(format=FORMATS[media], encoding=None)
    if media == "application/n-triples":
        text = "".join(sorted(text.splitlines(keepends=True)))
    return text.encode("utf-8")
