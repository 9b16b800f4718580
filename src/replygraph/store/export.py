"""Writes the graph in formats that other tools read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING

from replygraph import iri
from replygraph.errors import UsageError
from replygraph.resources import ontology_file
from replygraph.store.full import full_lines
from replygraph.vocab import PREFIXES

if TYPE_CHECKING:
    import pyoxigraph as ox

    from replygraph.store.interface import Store

#: format → whether it is one file (else a folder with a file a letter)
FORMATS = {"trig": True, "nq": True, "jsonld": True, "ttl": False}


def _parsed(lines: Iterator[str]) -> Iterator[ox.Quad]:
    import pyoxigraph

    data = "".join(lines).encode("utf-8")
    yield from pyoxigraph.parse(data, format=pyoxigraph.RdfFormat.N_QUADS)


def _lines(store: Store, graph: str, *, full: bool) -> list[str]:
    """Return the sorted lines of one graph, with the full annotation of a letter if asked for."""
    lines = set(store.quads(graph))
    record = store.record(graph) if full else None
    if record:
        lines.update(full_lines(record, store.base))
    return sorted(lines)


def _quads(store: Store, *, full: bool) -> Iterator[ox.Quad]:
    for graph in store.graphs():
        yield from _parsed(iter(_lines(store, graph, full=full)))


def write(store: Store, form: str, target: IO[bytes], *, full: bool = False) -> None:
    """Write all graphs as ``trig``, ``nq`` or ``jsonld``; equal stores give equal bytes.

    ``full`` adds each mention and point of the letters, which the graph itself does not hold.
    """
    import pyoxigraph

    if form == "nq" and full:
        for graph in store.graphs():
            target.write("".join(_lines(store, graph, full=True)).encode("utf-8"))
    elif form == "nq":
        for line in store.nquads_sorted():
            target.write(line.encode("utf-8"))
    elif form == "trig":
        trig = pyoxigraph.RdfFormat.TRIG
        pyoxigraph.serialize(_quads(store, full=full), target, format=trig, prefixes=PREFIXES)
        target.write(b"\n")
    elif form == "jsonld":
        target.write(_jsonld(store, full=full).encode("utf-8"))
    else:
        raise UsageError(f"没有这种格式：{form}", f"no such format: {form}")


def _jsonld(store: Store, *, full: bool) -> str:
    from rdflib import Dataset
    from rdflib.plugins.serializers.jsonld import from_rdf

    dataset = Dataset(default_union=True)
    lines = (line for graph in store.graphs() for line in _lines(store, graph, full=full))
    dataset.parse(data="".join(lines), format="nquads")
    context = json.loads(ontology_file("context.jsonld").read_text(encoding="utf-8"))
    found = from_rdf(  # type: ignore[no-untyped-call]
        dataset, context_data=context["@context"], use_native_types=False
    )
    return json.dumps(_ordered(found), ensure_ascii=False, indent=1) + "\n"


def _ordered(value: object) -> object:
    """Return JSON with keys and lists of nodes in one order."""
    if isinstance(value, dict):
        return {key: _ordered(value[key]) for key in sorted(value)}
    if isinstance(value, list):
        return sorted(map(_ordered, value), key=lambda v: json.dumps(v, ensure_ascii=False))
    return value


def letter_turtle(store: Store, letter: str, *, full: bool = False) -> bytes:
    """Return the graph of one letter in Turtle, with what the graph calls the things it names."""
    import pyoxigraph

    named = store.query(
        f"SELECT DISTINCT ?x WHERE {{ GRAPH <{iri.check(letter)}> {{ ?s ?p ?x }} }}"
    )
    lines = _lines(store, letter, full=full)
    things = {str(row[0]) for row in named.rows if row[0] and row[0].kind == "uri"}
    about = store.query(
        f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{letter}> {{ ?l ?m ?s }} "
        "?s ?p ?o FILTER(?p IN (rdf:type, rdfs:label, dcterms:title, rg:number)) }"
    )
    triples = [
        pyoxigraph.Triple(quad.subject, quad.predicate, quad.object)
        for quad in _parsed(iter(lines))
    ]
    for subject, predicate, value in about.triples:
        if subject.value in things:
            triples.append(
                pyoxigraph.Triple(
                    pyoxigraph.NamedNode(subject.value),
                    pyoxigraph.NamedNode(predicate.value),
                    pyoxigraph.NamedNode(value.value)
                    if value.kind == "uri"
                    else pyoxigraph.Literal(value.value, language=value.language),
                )
            )
    turtle = pyoxigraph.RdfFormat.TURTLE
    written = pyoxigraph.serialize(triples, format=turtle, prefixes=PREFIXES)
    return (written or b"") + b"\n"


def export(store: Store, form: str, target: Path | IO[bytes], *, full: bool = False) -> None:
    """Write the store to a file or stream; ``ttl`` fills a folder, one file a letter.

    ``full`` adds the full annotation in NIF 2.0 (`replygraph.store.full`).

    Raises UsageError for an unknown format, and for ``ttl`` where ``target`` is no folder's path.
    """
    if form == "ttl":
        if not isinstance(target, Path):
            raise UsageError(
                "ttl 每封信一个文件，请用 -o 给出文件夹。",
                "ttl writes one file a letter; give a folder with -o.",
            )
        target.mkdir(parents=True, exist_ok=True)
        for record in store.records():
            name = iri.tail(record["iri"], store.base).replace("/", "_")
            (target / f"{name}.ttl").write_bytes(letter_turtle(store, record["iri"], full=full))
    elif isinstance(target, Path):
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as file:
            write(store, form, file, full=full)
    else:
        write(store, form, target, full=full)
