"""One generation opened for answering: bytes in the format asked for, with a cap on rows."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from replygraph.errors import QueryError, ReplygraphError
from replygraph.store.engine import malformed
from replygraph.store.guard import admit, star
from replygraph.vocab import PREFIXES

_RESULTS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
GRAPH_FORMATS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/n-quads": ox.RdfFormat.N_QUADS,
    "application/trig": ox.RdfFormat.TRIG,
    "text/n3": ox.RdfFormat.N3,
}
#: media types of answers to SELECT and ASK, and to CONSTRUCT and DESCRIBE, best first
RESULT_TYPES = tuple(_RESULTS)
GRAPH_TYPES = tuple(GRAPH_FORMATS)
_FUNCTION = re.compile(r"function <([^>]+)>", re.IGNORECASE)
_VARIABLE = re.compile(r"[?$](\w+)")
_Found = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
_MOST_BYTES = 512 * 1024 * 1024
#: what ends a row in each format; inside a value it cannot stand, or hardly ever does
_ROW = {
    ox.QueryResultsFormat.JSON: b"}},{",
    ox.QueryResultsFormat.XML: b"<result>",
    ox.QueryResultsFormat.TSV: b"\n",
}
#: prefixes that answers are shortened with: ours, and those of descriptions of data and services
_PREFIXES = {
    **PREFIXES,
    "dcat": "http://www.w3.org/ns/dcat#",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "vann": "http://purl.org/vocab/vann/",
    "void": "http://rdfs.org/ns/void#",
}
#: bytes in memory for one byte on disk, measured at 11 million quads, and rounded up
_SWELL = 3
#: quads loaded between two looks
_EVERY = 50_000


class TooManyRowsError(ReplygraphError):
    """The answer is longer than the service gives."""


class NotAcceptableError(ReplygraphError):
    """The answer cannot be written in any of the formats asked for."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as bytes; ``kind`` is select, ask or graph."""

    kind: str
    media: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Ask:
    """A query with all that the protocol says about it.

    ``defaults`` and ``named`` are the graphs of the protocol's data set, None where it names none;
    ``base`` is what relative IRIs are read from, the address of the service; ``results`` and
    ``graphs`` the media types that the client takes, best first.
    """

    sparql: str
    defaults: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None
    base: str | None = None
    results: tuple[str, ...] = RESULT_TYPES
    graphs: tuple[str, ...] = GRAPH_TYPES


def _too_many(rows: int) -> TooManyRowsError:
    return TooManyRowsError(
        f"结果超过 {rows} 行的上限，请加 LIMIT 或缩小范围。",
        f"more than {rows} rows, the limit of this service: add LIMIT, or ask for less.",
    )


class _Sink:
    """Takes the answer as it is written, and stops it when it grows too long."""

    def __init__(self, rows: int, mark: bytes) -> None:
        self.parts: list[bytes] = []
        self._left, self._mark, self._size = rows, mark, 0
        self._rows = rows

    def write(self, data: bytes) -> int:
        self.parts.append(bytes(data))
        self._size += len(data)
        self._left -= data.count(self._mark)
        if self._left < -1 or self._size > _MOST_BYTES:
            raise _too_many(self._rows)
        return len(data)

    def flush(self) -> None:
        """Do nothing: all is kept."""

    def body(self) -> bytes:
        return b"".join(self.parts)


class Served:
    """A generation that answers; with ``union`` the default graph is the union of all graphs."""

    def __init__(self, store: ox.Store, *, union: bool = True, memory: bool = False) -> None:
        """Answer from ``store``; `opened` is the way to get one."""
        self._store = store
        self._union = union
        self.memory = memory

    def answer(self, ask: Ask, rows: int) -> Reply:
        """Return the answer in the first format that fits its kind.

        Raises QueryError for what is malformed or refused, NotAcceptableError where no format
        fits, TooManyRowsError.
        """
        try:
            return self._answer(ask, rows)
        except SyntaxError as error:
            raise QueryError(*malformed(str(error), ask.sparql)) from error
        except ValueError as error:
            raise QueryError(
                f"查询无法执行：{error}", f"the query cannot be run: {error}"
            ) from error

    def _found(self, ask: Ask, sparql: str, unknown: tuple[str, ...] = ()) -> _Found:
        """Return what the engine finds; functions that it does not know give errors, so unbound."""
        own = admit(sparql)
        given = ask.defaults is not None or ask.named is not None
        try:
            return self._store.query(
                sparql,
                base_iri=ask.base,
                prefixes=PREFIXES,
                use_default_graph_as_union=self._union and not own and not given,
                default_graph=[ox.NamedNode(g) for g in ask.defaults or ()] if given else None,
                named_graphs=[ox.NamedNode(g) for g in ask.named or ()] if given else None,
                custom_functions={ox.NamedNode(name): _nothing for name in unknown},
            )
        except (ValueError, RuntimeError) as error:
            name = _FUNCTION.search(str(error))
            if name is None or name[1] in unknown:
                raise
            return self._found(ask, sparql, (*unknown, name[1]))

    def _answer(self, ask: Ask, rows: int) -> Reply:
        found = self._found(ask, ask.sparql)
        if isinstance(found, ox.QueryTriples):
            media = _first(ask.graphs, GRAPH_FORMATS)
            return Reply("graph", media, _triples(found, GRAPH_FORMATS[media], rows))
        media = _first(ask.results, _RESULTS)
        form = _RESULTS[media]
        if isinstance(found, ox.QueryBoolean):
            if media.startswith("text/"):  # the standard has no boolean in CSV and TSV
                return Reply("ask", media, b"true\n" if found else b"false\n")
            return Reply("ask", media, found.serialize(format=form) or b"")
        listed = listing(ask.sparql, [v.value for v in found.variables])
        if listed:
            again = self._found(ask, listed)
            found = again if isinstance(again, ox.QuerySolutions) else found
        if form == ox.QueryResultsFormat.CSV:
            return Reply("select", media, _csv(found, rows))
        sink = _Sink(rows, _ROW[form])
        found.serialize(sink, form)  # type: ignore[arg-type]
        return Reply("select", media, sink.body())


def _nothing(*_: object) -> None:
    """Stand in for a function that is not known here."""


def listing(sparql: str, names: Sequence[str]) -> str | None:
    """Return ``SELECT *`` with the variables in the order of the query; None where it lists them.

    The engine gives them in the order of the alphabet.

    >>> listing("SELECT * { ?s ?p ?o }", ["o", "p", "s"])
    'SELECT ?s ?p ?o { ?s ?p ?o }'
    """
    place = star(sparql)
    if place is None or not names:
        return None
    where = {name: len(sparql) for name in names}
    for match in _VARIABLE.finditer(sparql):
        if match[1] in where:
            where[match[1]] = min(where[match[1]], match.start())
    ordered = sorted(names, key=lambda name: (where[name], name))
    return f"{sparql[:place]}{' '.join(f'?{name}' for name in ordered)}{sparql[place + 1 :]}"


def _first(wanted: Sequence[str], known: Mapping[str, object]) -> str:
    for media in wanted:
        if media in known:
            return media
    offered = ", ".join(known)
    raise NotAcceptableError(
        f"这类查询的结果没有所要的格式；可用：{offered}。",
        f"answers to such a query are not written in that format; there are: {offered}.",
    )


def _csv(found: ox.QuerySolutions, rows: int) -> bytes:
    """Return the answer as CSV; the engine's has IRIs with a comma without quotes."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow(v.value for v in found.variables)
    for number, solution in enumerate(found):
        if number == rows or target.tell() > _MOST_BYTES:
            raise _too_many(rows)
        writer.writerow(map(_cell, solution))
    return target.getvalue().encode("utf-8")


def _cell(term: object) -> str:
    if isinstance(term, ox.NamedNode | ox.Literal):
        return term.value
    return "" if term is None else str(term)


def _triples(found: ox.QueryTriples, form: ox.RdfFormat, rows: int) -> bytes:
    seen: set[ox.Triple] = set()
    for triple in found:
        seen.add(triple)
        if len(seen) > rows:
            raise _too_many(rows)
    return written(sorted(seen, key=str), form)


def written(triples: Iterable[ox.Triple], form: ox.RdfFormat) -> bytes:
    """Return triples in a format, with the prefixes that they use, always in the same order."""
    found = list(triples)
    used = " ".join(f"{t.predicate} {t.subject} {t.object}" for t in found)
    prefixes = {name: base for name, base in _PREFIXES.items() if f"<{base}" in used}
    body = ox.serialize(found, format=form, prefixes=prefixes) or b""
    if form in (ox.RdfFormat.TURTLE, ox.RdfFormat.N3, ox.RdfFormat.TRIG):
        lines = body.splitlines(keepends=True)
        head = [line for line in lines if line.startswith(b"@prefix")]
        body = b"".join([*sorted(head), *lines[len(head) :]])
    return body if body.endswith(b"\n") else body + b"\n"


def rewritten(lines: str, media: str) -> bytes:
    r"""Return N-Triples in the format ``media``.

    >>> rewritten('<http://a> <http://a/b> "甲"@zh .', "text/turtle").decode()
    '<http://a> <http://a/b> "甲"@zh .\n'
    """
    quads = ox.parse(lines, format=ox.RdfFormat.N_TRIPLES)
    return written((quad.triple for quad in quads), GRAPH_FORMATS[media])


def size(folder: Path) -> int:
    """Return how many bytes the engine's files in ``folder`` take."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def fits(folder: Path, free: int) -> bool:
    """Tell whether the graph in ``folder`` fits into ``free`` bytes of memory."""
    return size(folder) * _SWELL + 64 * 1024 * 1024 < free


def opened(
    folder: Path, *, memory: bool, union: bool = True, look: Callable[[], None] | None = None
) -> Served:
    """Return the graph in ``folder``, read-only, or loaded into memory.

    ``look`` is called now and then while it is loaded: the engine lets no other thread run then.
    """
    disk = ox.Store.read_only(str(folder))
    if not memory:
        return Served(disk, union=union)
    store = ox.Store()
    quads = disk.quads_for_pattern(None, None, None, None)
    store.bulk_extend(_looking(quads, look) if look else quads)
    return Served(store, union=union, memory=True)


def _looking(quads: Iterable[ox.Quad], look: Callable[[], None]) -> Iterator[ox.Quad]:
    for number, quad in enumerate(quads):
        if not number % _EVERY:
            look()
        yield quad
