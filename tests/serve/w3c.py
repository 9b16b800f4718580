"""The test suites of the W3C: their manifests, data and results, compared by value."""

import csv
import io
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import rdflib
from rdflib import RDF, BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.compare import isomorphic, to_isomorphic
from rdflib.query import Result

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
BASE = "http://www.w3.org/2009/sparql/docs/tests/data-sparql11/"
_RS = Namespace("urn:row:")
_NUMBERS = {"integer", "decimal", "double", "float"}
MEDIA = {
    ".srx": "application/sparql-results+xml",
    ".srj": "application/sparql-results+json",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".ttl": "application/n-triples",
}


def manifest(path: Path, base: str) -> Graph:
    return Graph().parse(path, format="turtle", publicID=base + path.name)


def entries(root: Path, name: str):
    """Yield (folder, graph, test) of the manifests that ``name`` includes."""
    top = manifest(root / name, BASE)
    for include in Collection(top, next(top.objects(None, MF.include))):
        folder = str(include).removeprefix(BASE).rpartition("/")[0]
        found = manifest(root / folder / "manifest.ttl", f"{BASE}{folder}/")
        for test in Collection(found, next(found.objects(None, MF.entries))):
            yield folder, found, test


def files(graph, action):
    """Return query, data and named data of a test as IRIs."""
    if isinstance(action, URIRef):
        return action, [], []
    query = graph.value(action, QT.query)
    return query, list(graph.objects(action, QT.data)), list(graph.objects(action, QT.graphData))


def _plain(term):
    """Return a term by its value: 0.90 and 0.9 are one number."""
    if isinstance(term, Literal) and term.language:
        return Literal(str(term), lang=term.language.lower())
    if isinstance(term, Literal) and term.datatype:
        name = str(term.datatype).rpartition("#")[2]
        if name in _NUMBERS:
            try:
                value = Decimal(str(term)) if "E" not in str(term).upper() else float(str(term))
                return Literal(f"{float(value):.10g}", datatype=term.datatype)
            except ArithmeticError:
                return term
        if name == "string":
            return Literal(str(term))
        if name == "dateTime":
            return Literal(str(term).replace("+00:00", "Z"), datatype=term.datatype)
    return term


def as_graph(result: Result) -> Graph:
    """Return a table as a graph, so that blank nodes can be compared."""
    graph = Graph()
    for row in result.bindings:
        node = BNode()
        graph.add((node, RDF.type, _RS.Row))
        for name, value in row.items():
            if value is not None:
                graph.add((node, _RS[str(name)], _plain(value)))
    return graph


def same_table(one: Result, other: Result) -> bool:
    if one.type == "ASK":
        return one.askAnswer == other.askAnswer
    names = {str(v) for v in one.vars or ()}, {str(v) for v in other.vars or ()}
    sized = len(one.bindings) == len(other.bindings)
    blank = any(isinstance(v, BNode) for row in one.bindings for v in row.values())
    if not blank:

        def rows(result):
            return Counter(
                frozenset((str(k), _plain(v).n3()) for k, v in row.items() if v is not None)
                for row in result.bindings
            )

        return names[0] == names[1] and rows(one) == rows(other)
    return names[0] == names[1] and sized and isomorphic(as_graph(one), as_graph(other))


def same_graph(one: Graph, other: Graph) -> bool:
    def plain(graph):
        found = Graph()
        for s, p, o in graph:
            found.add((s, p, _plain(o)))
        return to_isomorphic(found)

    return plain(one) == plain(other)


def _number(cell: str) -> str:
    try:
        return f"{float(cell):.10g}"
    except ValueError:
        return cell


def same_csv(one: bytes, other: bytes) -> bool:
    """Compare CSV rows; blank nodes are told by where else they stand."""

    def rows(data):
        found = [tuple(row) for row in csv.reader(io.StringIO(data.decode("utf-8")))]
        known: dict[str, str] = {}
        for row in found[:1] + sorted(
            found[1:], key=lambda r: [re.sub("_:.*", "_:", c) for c in r]
        ):
            for cell in row:
                if cell.startswith("_:"):
                    known.setdefault(cell, f"_:{len(known)}")
        return found[0], Counter(tuple(known.get(c, _number(c)) for c in row) for row in found[1:])

    return rows(one) == rows(other)


def read_table(data: bytes, media: str) -> Result:
    if media == "text/csv":
        return Result.parse(io.BytesIO(data), format="csv")
    names = {
        "application/sparql-results+xml": "xml",
        "application/sparql-results+json": "json",
        "text/tab-separated-values": "tsv",
    }
    return Result.parse(io.BytesIO(data), format=names[media])


RS = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")


def table_of(graph: Graph):
    """Return a table that is written as a graph."""
    result = Result("SELECT")
    node = next(graph.subjects(RDF.type, RS.ResultSet))
    result.vars = [rdflib.Variable(str(v)) for v in graph.objects(node, RS.resultVariable)]
    result.bindings = [
        {
            rdflib.Variable(str(graph.value(cell, RS.variable))): graph.value(cell, RS.value)
            for cell in graph.objects(row, RS.binding)
        }
        for row in graph.objects(node, RS.solution)
    ]
    return result


def read_expected(path: Path, base: str):
    """Return the expected table or graph; a table may be written as a graph (rs:)."""
    if path.suffix in (".ttl", ".rdf", ".nt"):
        form = {".ttl": "turtle", ".rdf": "xml", ".nt": "nt"}[path.suffix]
        graph = rdflib.Graph().parse(path, format=form, publicID=base)
        return table_of(graph) if (None, RDF.type, RS.ResultSet) in graph else graph
    return read_table(path.read_bytes(), MEDIA[path.suffix])
