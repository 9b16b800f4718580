"""The one module that speaks to the embedded engine about terms, queries and graphs."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from replygraph import iri
from replygraph.errors import QueryError, ReplygraphError
from replygraph.model import digest
from replygraph.store.answer import Answer, Term
from replygraph.store.guard import admit
from replygraph.vocab import PREFIXES

_STRING = PREFIXES["xsd"] + "string"
#: a bulk load starts a file of its own, which does not pay for so few lines
FEW = 3000
#: the priority of what gives way to all else
_LAST = 19
_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)


def term(value: Any) -> Term:
    """Return a term of the engine as a plain value."""
    if isinstance(value, ox.NamedNode):
        return Term("uri", value.value)
    if isinstance(value, ox.BlankNode):
        return Term("bnode", value.value)
    if isinstance(value, ox.Literal):
        kind = value.datatype.value
        plain = kind == _STRING or value.language
        return Term("literal", value.value, None if plain else kind, value.language)
    return Term("literal", str(value))


def ask(store: ox.Store, query: str, *, union: bool = True) -> Answer:
    """Return the answer to a query; the default graph is the union of all unless it says FROM.

    Raises QueryError for what is malformed or not allowed.
    """
    own = admit(query)
    try:
        found = store.query(query, prefixes=PREFIXES, use_default_graph_as_union=union and not own)
        if isinstance(found, ox.QueryBoolean):
            return Answer("ask", boolean=bool(found))
        if isinstance(found, ox.QueryTriples):
            triples = sorted({tuple(map(term, t)) for t in found}, key=order)
            return Answer("graph", triples=tuple((t[0], t[1], t[2]) for t in triples))
        columns = tuple(variable.value for variable in found.variables)
        rows = tuple(
            tuple(term(value) if value is not None else None for value in row) for row in found
        )
        return Answer("select", columns, rows)
    except SyntaxError as error:
        raise QueryError(*malformed(str(error), query)) from error
    except ValueError as error:
        raise QueryError(f"查询无法执行：{error}", f"the query cannot be run: {error}") from error


def order(triple: tuple[Term, ...]) -> tuple[tuple[str, ...], ...]:
    """Return what triples are sorted by."""
    return tuple(tuple(part or "" for part in t) for t in triple)


def malformed(message: str, query: str) -> tuple[str, str]:
    """Return what is wrong with a query, and where, from what the engine says of it."""
    match = _PLACE.match(message)
    if not match:
        return f"SPARQL 语法有误：{message}", f"malformed SPARQL: {message}"
    line, column = int(match[1]), int(match[2])
    lines = query.splitlines() or [""]
    near = lines[min(line, len(lines)) - 1].strip()[:60]
    wanted = match[3].split("\n")[0][:160]
    return (
        f"SPARQL 语法有误，第 {line} 行第 {column} 字附近（{near}）：{wanted}",
        f"malformed SPARQL near line {line}, column {column} ({near}): {wanted}",
    )


def open_for_writing(path: Path) -> ox.Store:
    """Open the engine in a folder; writing anew what it has gives way to all else, on Linux.

    It would do so at every second load otherwise, while letters are read: several times as often
    as it is needed, which makes adding a letter dearer the more there are.
    """
    store = ox.Store(str(path))
    if sys.platform == "linux":
        with suppress(OSError):  # no /proc, or a thread that has just ended
            for thread in Path("/proc/self/task").iterdir():
                if (thread / "comm").read_text(encoding="utf-8").startswith("rocksdb:low"):
                    os.setpriority(os.PRIO_PROCESS, int(thread.name), _LAST)
    return store


def load(store: ox.Store, lines: Iterable[str] | bytes) -> None:
    """Add lines of N-Quads, many in bulk; those that stand already stay."""
    data = lines if isinstance(lines, bytes) else "".join(lines).encode("utf-8")
    if data.count(b"\n") > FEW:
        store.bulk_load(data, format=ox.RdfFormat.N_QUADS, lenient=True)
    else:
        store.extend(ox.parse(data, format=ox.RdfFormat.N_QUADS, lenient=True))


def load_file(store: ox.Store, path: Path) -> None:
    """Add a file of many lines of N-Quads."""
    store.bulk_load(path=path, format=ox.RdfFormat.N_QUADS, lenient=True)


def replace_graphs(store: ox.Store, names: Iterable[str], lines: Iterable[str] | bytes) -> None:
    """Put ``lines`` of N-Quads in place of all that stands in the graphs ``names``."""
    remove_graphs(store, names)
    load(store, lines)


def remove_graphs(store: ox.Store, names: Iterable[str]) -> None:
    """Take out all that stands in the graphs ``names``; not all need be there."""
    for name in names:
        graph = ox.NamedNode(name)
        if store.contains_named_graph(graph):
            store.remove_graph(graph)


def change(store: ox.Store, gone: Iterable[str], fresh: Iterable[str]) -> None:
    """Take lines out and put others in."""
    for quad in ox.parse("".join(gone), format=ox.RdfFormat.N_QUADS, lenient=True):
        store.remove(quad)
    load(store, fresh)


def about(store: ox.Store, subject: str, graph: str) -> Iterator[tuple[str, str, str]]:
    """Yield (predicate, object, line) of what a graph says about a subject, as N-Quads has it."""
    found = store.quads_for_pattern(ox.NamedNode(subject), None, None, ox.NamedNode(graph))
    for quad in found:
        line = f"{quad.subject} {quad.predicate} {quad.object} {quad.graph_name} .\n"
        yield str(quad.predicate), str(quad.object), line


def quads(store: ox.Store, graph: str | None = None) -> Iterator[str]:
    """Yield the lines of all graphs, or of one, in the engine's order."""
    name = ox.NamedNode(graph) if graph is not None else None
    for quad in store.quads_for_pattern(None, None, None, name):
        yield f"{quad.subject} {quad.predicate} {quad.object} {quad.graph_name} .\n"


def triples_of(data: bytes, media: str, graph: str, *, blank: bool = False) -> list[str]:
    """Return RDF of people's own as sorted N-Triples lines; blank nodes become IRIs of ``graph``.

    ``media`` is a media type or the end of a file's name; with ``blank`` blank nodes stay, under
    names that no other graph has. Raises ReplygraphError for an unknown media type, for data that
    is not in it, and for a graph that is no IRI.
    """
    try:
        iri.check(graph)
        return _triples(data, media, graph, blank=blank)
    except (ValueError, SyntaxError) as error:
        raise ReplygraphError(
            f"{graph}：无法作为 {media} 读入（{error}），请检查文件与格式。",
            f"{graph}: cannot be read as {media} ({error}); check file and format.",
        ) from error


def _triples(data: bytes, media: str, graph: str, *, blank: bool) -> list[str]:
    form = ox.RdfFormat.from_media_type(media) or ox.RdfFormat.from_extension(media.lstrip("."))
    if form is None:
        raise ValueError(media)
    parsed = ox.Dataset(
        ox.Quad(quad.subject, quad.predicate, quad.object, ox.DefaultGraph())
        for quad in ox.parse(data, format=form, base_iri=graph)
    )
    parsed.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    lines = set()
    named = f"_:g{digest(graph)}" if blank else f"<{graph}/genid/"
    close = "" if blank else ">"
    for quad in parsed:
        ends = (
            f"{named}{end.value}{close}" if isinstance(end, ox.BlankNode) else str(end)
            for end in (quad.subject, quad.object)
        )
        subject, value = ends
        lines.add(f"{subject} {quad.predicate} {value} .\n")
    return sorted(lines)


def elsewhere(store: ox.Store, line: str, graph: str) -> bool:
    """Tell whether the triple of an N-Triples line stands in a graph other than ``graph``."""
    triple = next(iter(ox.parse(line, format=ox.RdfFormat.N_TRIPLES)))
    found = store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
    return any(quad.graph_name != ox.NamedNode(graph) for quad in found)
