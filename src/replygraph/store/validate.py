"""Checks the graph against its SHACL shapes, letter by letter, with bounded memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from replygraph import iri
from replygraph.resources import ontology_file
from replygraph.store.nquads import TYPE, kind, rg
from replygraph.vocab import PREFIXES

if TYPE_CHECKING:
    from rdflib import Graph

    from replygraph.store.interface import Store

_SH = "http://www.w3.org/ns/shacl#"
#: types of nodes that belong to no one letter, as lines of N-Triples say them
_KINDS = frozenset(
    f"{TYPE} {kind(name)}"
    for name in (
        *("rg:Handling", "rg:JointAct", "rg:Collaboration", "rg:Period", "rg:Assembly"),
        *("rg:Lineage", "org:ChangeEvent"),
    )
)
#: nodes of these that are checked at once
_NODES = 2000


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong: the letter (IRI), its file, the line (from 1) where known, a sentence."""

    letter: str
    source: str
    line: int | None
    text: str

    def __str__(self) -> str:
        """Return the sentence with its place in front."""
        place = f"{self.source}:{self.line}" if self.line else self.source
        return f"{place}：{self.text}" if self.text.endswith("。") else f"{place}: {self.text}"


@cache
def _shapes() -> Graph:
    from rdflib import Graph

    return Graph().parse(ontology_file("shapes.ttl"), format="turtle")


def _letter_graph(store: Store, letter: str) -> Graph:
    """Return the letter's graph, the facts about what it names, and its own done triples."""
    from rdflib import RDF, Graph, URIRef

    graph = Graph()
    for line in store.quads(letter):
        graph.parse(data=line.rsplit(" <", 1)[0] + " .\n", format="nt")
    named = {o for o in graph.objects() if isinstance(o, URIRef)}
    about = store.query(
        # What others stand for is of their kind.
        f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {{ GRAPH <{letter}> {{ ?l ?m ?s }} }} "
        "OPTIONAL { ?s owl:sameAs ?t } BIND(COALESCE(?t, ?s) AS ?known) "
        "?known ?p ?o FILTER(?p IN (rdf:type, rdfs:label, rg:assembly)) }"
    )
    nodes = {str(name) for name in named}
    for subject, predicate, value in about.triples:
        if subject.value in nodes:
            graph.add((URIRef(subject.value), URIRef(predicate.value), _rdflib(value)))
    ns = PREFIXES["rg"]
    for statement in list(graph.subjects(RDF.type, URIRef(ns + "Statement"))):
        if graph.value(statement, URIRef(ns + "modality")) == URIRef(ns + "done"):
            ends = [
                graph.value(statement, part) for part in (RDF.subject, RDF.predicate, RDF.object)
            ]
            if all(ends):
                graph.add((ends[0], ends[1], ends[2]))  # type: ignore[arg-type]
    return graph


def _rdflib(term: Any) -> Any:
    from rdflib import Literal, URIRef

    if term.kind == "uri":
        return URIRef(term.value)
    return Literal(term.value, lang=term.language, datatype=term.datatype)


def _shared_graphs(store: Store, size: int = _NODES) -> Iterator[Graph]:
    """Yield handlings, joint acts and so on, which belong to no one letter, ``size`` at a time.

    Their lines wait on disk, so that memory does not grow with the letters.
    """
    from rdflib import Graph

    with closing(sqlite3.connect("")) as kept:
        kept.execute("CREATE TABLE node (name TEXT PRIMARY KEY) WITHOUT ROWID")
        kept.execute("CREATE TABLE line (node TEXT, line TEXT, PRIMARY KEY (node, line))")
        for subject, rest in _facts(store):
            if rest in _KINDS:
                kept.execute("INSERT OR IGNORE INTO node VALUES (?)", (subject,))
        for subject, rest in _facts(store):
            kept.execute(
                "INSERT OR IGNORE INTO line SELECT name, ? FROM node WHERE name = ?",
                (f"{subject} {rest} .\n", subject),
            )
        last = ""
        while True:
            nodes = kept.execute(
                "SELECT name FROM node WHERE name > ? ORDER BY name LIMIT ?", (last, size)
            ).fetchall()
            if not nodes:
                return
            first, last = nodes[0][0], nodes[-1][0]
            lines = kept.execute("SELECT line FROM line WHERE node BETWEEN ? AND ?", (first, last))
            yield Graph().parse(data="".join(line for (line,) in lines), format="nt")


def _facts(store: Store) -> Iterator[tuple[str, str]]:
    """Yield (subject, predicate and object) of what is known from all letters.

    Read as it stands, not asked for: servers cut long answers short.
    """
    evidence = f"{rg('evidence')} "
    for name in ("authority", "facts"):
        for line in store.quads(iri.graph(name, store.base)):
            subject, _, rest = line.rsplit(" <", 1)[0].partition(" ")
            if not rest.startswith(evidence):  # passages are checked with their letters
                yield subject, rest


def _check(graph: Graph, language: str) -> Iterator[tuple[str, str, str]]:
    """Yield (node, value, sentence) for each result of SHACL."""
    import pyshacl
    from rdflib import RDF, Literal, URIRef

    _, report, _ = pyshacl.validate(graph, shacl_graph=_shapes(), inplace=True)
    for result in report.subjects(RDF.type, URIRef(_SH + "ValidationResult")):
        node = str(report.value(result, URIRef(_SH + "focusNode")))
        value = report.value(result, URIRef(_SH + "value"))
        texts = {
            m.language: str(m)
            for m in report.objects(result, URIRef(_SH + "resultMessage"))
            if isinstance(m, Literal)
        }
        yield node, str(value or ""), texts.get(language) or min(texts.values(), default="")


def validate(store: Store, language: str = "zh") -> Iterator[Problem]:
    """Yield one sentence for each problem, in the order of the letters and of their lines."""
    for record in store.records():
        letter = record["iri"]
        graph = _letter_graph(store, letter)
        names = _labels(graph)
        source = record.get("source") or record["id"]
        found = set()
        for node, value, sentence in _check(graph, language):
            line = _line(record, node)
            what = names.get(node) or (iri.tail(node, store.base) if node != letter else "")
            found.add((line or 0, _sentence(what, value, sentence, language)))
        for line, text in sorted(found):
            yield Problem(letter, source, line or None, text)
    facts = iri.graph("facts", store.base)
    for graph in _shared_graphs(store):
        rest = {
            _sentence(iri.tail(node, store.base), value, sentence, language)
            for node, value, sentence in _check(graph, language)
        }
        for text in sorted(rest):
            yield Problem(facts, "图谱" if language == "zh" else "graph", None, text)


def _sentence(what: str, value: str, sentence: str, language: str) -> str:
    shown = iri.tail(value)[:60] if value and value != what else ""
    if language == "zh":
        return f"{f'“{what}”' if what else ''}{sentence}{f'（{shown}）' if shown else ''}。"
    return f"{f'“{what}”: ' if what else ''}{sentence}{f' ({shown})' if shown else ''}."


def _labels(graph: Graph) -> dict[str, str]:
    """Return the names of things, and of statements the words that they quote."""
    from rdflib import RDFS, URIRef

    names = {str(s): str(o) for s, o in graph.subject_objects(RDFS.label)}
    anchor = URIRef(PREFIXES["nif"] + "anchorOf")
    for passage, quoted in graph.subject_objects(anchor):
        words = str(quoted)
        short = words if len(words) <= 30 else f"{words[:30]}…"
        names[str(passage)] = short
        for statement in graph.subjects(URIRef(PREFIXES["rg"] + "evidence"), passage):
            names.setdefault(str(statement), short)
    return names


def _line(record: dict[str, Any], node: str) -> int | None:
    """Return the line of the letter that a node stands in: its passage, or its first evidence."""
    text = record.get("text") or ""
    _, _, place = node.partition("#char=")
    if place:
        return text.count("\n", 0, int(place.split(",")[0])) + 1
    _, _, name = node.partition("#")
    for relation in record.get("relations") or ():
        if name and relation.get("id") == name and relation["evidence"]:
            return text.count("\n", 0, relation["evidence"][0][0]) + 1
    for mention in record.get("mentions") or ():
        if mention.get("entity") == node:
            return text.count("\n", 0, mention["start"]) + 1
    return None
