"""Sends to a server what changed between two generations of a working copy, in batches.

Each request is an update of SPARQL 1.1 that may be repeated: a graph is emptied and filled, lines
are taken out and put in. A letter's graph and its record travel in one request.
"""

from __future__ import annotations

import zlib
from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Self

import pyoxigraph as ox

from replygraph import iri
from replygraph.store.records import Records
from replygraph.store.remote_sparql import Server, blocks
from replygraph.store.remote_state import (
    REVIEWS,
    STORE,
    body_lines,
    import_node,
    letter_node,
    letters,
    outdate,
)

if TYPE_CHECKING:
    from replygraph.store.base import Places

#: what one request holds at most, in characters and in lines, unless one letter is larger
_MOST = 400_000
_LINES = 2_000
#: noted lines that are looked at together
_NOTED = 20_000


@dataclass(frozen=True, slots=True)
class View:
    """One published generation of the working copy, and the records of the one sent before it.

    ``before`` is None where everything is to be sent. ``changed`` is a file of N-Quads that holds
    all lines of what is known that came or went since, and perhaps some that did not.
    """

    records: Records
    graph: ox.Store
    number: int
    before: Records | None
    changed: Path

    @classmethod
    def open(cls, places: Places, number: int, before: int | None, changed: Path) -> Self:
        """Open a generation, read-only."""
        graph = ox.Store.read_only(str(places.generation(number) / "graph"))
        records = Records(places.records, number, write=False)
        earlier = Records(places.records, before, write=False) if before is not None else None
        return cls(records, graph, number, earlier, changed)

    def close(self) -> None:
        """Close its records."""
        self.records.close()
        if self.before:
            self.before.close()

    def lines(self, name: str) -> list[str]:
        """Return the lines of N-Triples of one graph, sorted."""
        found = self.graph.quads_for_pattern(None, None, None, ox.NamedNode(name))
        return sorted(f"{quad.triple} .\n" for quad in found)


class Change(ABC):
    """A change that the server knows of."""

    @abstractmethod
    def keep(self) -> None:
        """Say that it goes on."""


@dataclass(slots=True)
class _Request:
    """An update as it grows: graphs to empty, lines to put in, nodes whose old bodies go."""

    generation: int
    emptied: list[str] = field(default_factory=list)
    graphs: list[tuple[str, list[str]]] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    renewed: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    size: int = 0
    lines: int = 0

    def full(self) -> bool:
        return self.size > _MOST or self.lines > _LINES or len(self.emptied) > 100

    def fill(self, graph: str, lines: list[str]) -> None:
        self.graphs.append((graph, lines))
        self.size += sum(map(len, lines))
        self.lines += len(lines)

    def keep(self, node: str, bodies: list[bytes]) -> None:
        """Keep bodies under a node, in place of earlier ones."""
        if not bodies:
            self.gone.append(node)
            return
        fresh = list(body_lines(node, self.generation, bodies))
        self.bodies += fresh
        self.size += sum(map(len, fresh))
        self.renewed.append(node)

    def text(self) -> str:
        """Return the update; bodies come first and the old ones go last, see `remote_state`."""
        parts = []
        if self.bodies:
            parts.append(f"INSERT DATA {{ {blocks([(STORE, self.bodies)])} }}")
        parts += [f"CLEAR SILENT GRAPH <{graph}>" for graph in self.emptied]
        if self.graphs:
            parts.append(f"INSERT DATA {{ {blocks(self.graphs)} }}")
        if self.renewed:
            parts.append(outdate(self.renewed, self.generation))
        if self.gone:
            parts.append(outdate(self.gone, None))
        return " ;\n".join(parts)


def push(server: Server, view: View, reviews: str, change: Change) -> None:
    """Bring a server to a generation, from the one before or from anything.

    ``reviews`` is the text of what people reviewed.
    """
    imports = set(view.before.imported()) if view.before else _foreign(server)
    for request in chain(
        _letters(server, view),
        _known(imports, view),
        _kept(imports, view, reviews),
    ):
        change.keep()
        server.update(request)


def _letters(server: Server, new: View) -> Iterator[str]:
    """Yield the updates of the letters that came, went or changed."""
    if new.before is None:
        there = {str(row[0]) for row in server.every("?l", "?l a rg:Letter")}
        keys = sorted({*there, *letters(server), *new.records.letters()})
    else:
        there = set(new.before.letters())
        keys = new.records.changed_since(new.before.at)
    request = _Request(new.number)
    for key in keys:
        found = new.records.packed(key)
        if key in there:
            request.emptied.append(key)
        if found:
            request.fill(key, new.lines(key))
        request.keep(letter_node(key), found)
        if request.full():
            yield request.text()
            request = _Request(new.number)
    if request.emptied or request.graphs or request.gone:
        yield request.text()


def _known(imports: set[str], view: View) -> Iterator[str]:
    """Yield the updates of facts, authority, identity, and what people brought in."""
    base = view.records.setting("base", iri.BASE)
    whole = {iri.graph(name, base) for name in ("facts", "authority", "identity")}
    foreign = imports | set(view.records.imported())
    if view.before is not None:
        yield from _changes(view)
        whole = set()
    # What people brought in gives way to what letters say; it is little, and sent whole.
    for graph in sorted(whole | foreign):
        yield f"CLEAR SILENT GRAPH <{graph}>"
        found = view.graph.quads_for_pattern(None, None, None, ox.NamedNode(graph))
        yield from _batches("INSERT", graph, found)


def _changes(view: View) -> Iterator[str]:
    """Yield the updates for the lines that were noted: each stands in the generation, or goes."""
    if not view.changed.exists():
        return
    with view.changed.open(encoding="utf-8") as file:
        while some := list(islice(file, _NOTED)):
            gone: dict[str, list[ox.Quad]] = defaultdict(list)
            come: dict[str, list[ox.Quad]] = defaultdict(list)
            for quad in _parsed(some):
                (come if quad in view.graph else gone)[str(quad.graph_name)[1:-1]].append(quad)
            for what, found in (("DELETE", gone), ("INSERT", come)):
                for graph, quads in sorted(found.items()):
                    yield from _batches(what, graph, quads)


def _parsed(lines: list[str]) -> Iterator[ox.Quad]:
    for line in sorted(set(lines)):
        try:
            yield from ox.parse(line, format=ox.RdfFormat.N_QUADS, lenient=True)
        except SyntaxError:  # cut short by a crash: what it stood for was noted again
            continue


def _foreign(server: Server) -> set[str]:
    """Return the graphs that people brought in, of those that a server keeps."""
    kept = server.every("?r", f"GRAPH <{STORE}> {{ ?r rdf:value ?v }}")
    start = import_node("")
    names = {str(row[0]) for row in kept}
    return {n.removeprefix(start).replace("%23", "#") for n in names if n.startswith(start)}


def _batches(what: str, graph: str, quads: Iterable[ox.Quad]) -> Iterator[str]:
    lines: list[str] = []
    size = 0
    for quad in quads:
        lines.append(f"{quad.triple} .\n")
        size += len(lines[-1])
        if len(lines) >= _LINES or size > _MOST:
            yield f"{what} DATA {{ {blocks([(graph, lines)])} }}"
            lines, size = [], 0
    if lines:
        yield f"{what} DATA {{ {blocks([(graph, lines)])} }}"


def _kept(imports: set[str], new: View, reviews: str) -> Iterator[str]:
    """Yield the updates of what people reviewed and brought in, as they gave it."""
    request = _Request(new.number)
    request.keep(REVIEWS, [zlib.compress(reviews.encode("utf-8"))] if reviews else [])
    before = new.before.imported() if new.before else {}
    after = new.records.imported()
    for graph in sorted(imports | after.keys()):
        body = after.get(graph)
        if body is None or body != before.get(graph):
            request.keep(import_node(graph), [zlib.compress(body)] if body is not None else [])
    yield request.text()
