"""A store on a SPARQL server: read over HTTP, changed by way of a working copy.

All that is asked goes to the server. `replygraph.store.remote_copy` changes it: what is known is
derived in a working copy on this machine, by the same code as in a folder, and sent as changes that
may be repeated.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any

from replygraph import iri
from replygraph.errors import StoreError
from replygraph.reviews import Reviews
from replygraph.store.answer import Answer
from replygraph.store.interface import Store
from replygraph.store.records import unpack
from replygraph.store.remote_sparql import Server, quoted
from replygraph.store.remote_state import (
    REVIEWS,
    STORE,
    VALUE,
    State,
    bodies,
    import_node,
    letter_node,
    letters,
    state,
)


def open_remote(
    url: str, *, write: bool = False, base: str = iri.BASE, public_only: bool = False
) -> Store:
    """Return the store on the server whose queries go to ``url``.

    Raises StoreError where there is none to read, or another process writes; MachineError where
    the server cannot be reached.
    """
    iri.check_base(base)
    server = Server(url)
    try:
        found = state(server)
        if found is not None:
            _check_union(server)
        if write:
            from replygraph.store.remote_copy import open_copy

            return open_copy(server, found, base, public_only=public_only)
        return RemoteStore(server, found)
    except BaseException:
        server.close()
        raise


def _check_union(server: Server) -> None:
    """Refuse a server whose default graph is not the union: all answers would be empty."""
    if not server.query(f"ASK {{ <{STORE}> {VALUE} ?state }}").boolean:
        raise StoreError(
            f"{server.url}：服务器的默认图不是各图的并集，请在服务器上打开该选项"
            "（Fuseki：tdb2:unionDefaultGraph true；Oxigraph：--union-default-graph）。",
            f"{server.url}: the server's default graph is not the union of all graphs; switch "
            "that on (Fuseki: tdb2:unionDefaultGraph true; Oxigraph: --union-default-graph).",
        )


class RemoteStore(Store):
    """What is published on a server, read-only."""

    def __init__(self, server: Server, found: State | None) -> None:
        """Read from a server in a state; StoreError where nothing was published to it."""
        if found is None or not found.generation:
            raise StoreError(
                f"{server.url}：服务器上没有图谱，请先运行 replygraph build … "
                f"--store {server.url}。",
                f"{server.url}: no graph on this server; run replygraph build … "
                f"--store {server.url}.",
            )
        self._server = server
        self._state = found
        self.base = found.base
        self.public_only = found.public_only
        self.generation = found.generation

    def close(self) -> None:
        """Close the connection."""
        self._server.close()

    def records(self) -> Iterator[dict[str, Any]]:
        """Yield the records of the letters, sorted by key; ``iri`` is the key."""
        keys = {letter_node(key): key for key in letters(self._server)}
        for node, found in bodies(self._server, keys):
            yield {**unpack(found[0]), "iri": keys[node]}

    def record(self, key: str) -> dict[str, Any] | None:
        """Return the record of one letter, by IRI or id; None where there is none."""
        if "://" not in key:
            rows = self._server.query(
                f"SELECT ?l {{ ?l a rg:Letter ; dcterms:identifier {quoted(key)} }} "
                "ORDER BY STR(?l) LIMIT 1"
            ).rows
            key = str(rows[0][0]) if rows else ""
        try:
            node = letter_node(iri.check(key))
        except ValueError:
            return None
        for _, found in bodies(self._server, [node]):
            return {**unpack(found[0]), "iri": key}
        return None

    def __len__(self) -> int:
        """Return how many letters there are."""
        return self._state.letters

    def reviews(self) -> Reviews:
        """Return what people reviewed."""
        found = dict(bodies(self._server, [REVIEWS]))
        return Reviews.from_text(
            zlib.decompress(found[REVIEWS][0]).decode("utf-8") if found else ""
        )

    def imported(self) -> dict[str, bytes]:
        """Return the N-Triples that people brought in, by graph."""
        nodes = {import_node(graph): graph for graph in self._state.imports}
        kept = bodies(self._server, nodes)
        return {nodes[node]: zlib.decompress(found[0]) for node, found in kept}

    def query(self, sparql: str) -> Answer:
        """Return the server's answer to a SPARQL 1.1 query.

        The default graph is the union of all that the server holds, other people's data as well.
        Raises QueryError for what is malformed or refused, and where the server gives only a part.
        """
        return self._server.query(sparql)

    def quads(self, graph: str | None = None) -> Iterator[str]:
        """Yield lines of N-Quads of all graphs of the store or of one, in no particular order."""
        if graph is not None:
            yield from self._server.graph(graph)
            return
        for name, count in sorted(self._sizes().items()):
            yield from self._server.graph(name, count)

    def graphs(self) -> tuple[str, ...]:
        """Return the IRIs of the store's own graphs and of those brought in, sorted."""
        return tuple(sorted(self._sizes()))

    def triples(self) -> int:
        """Return how many triples there are, each in its one graph."""
        return sum(self._sizes().values())

    def _sizes(self) -> dict[str, int]:
        rows = self._server.pages(
            "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
        )
        ours = (f"{self.base}letter/", f"{self.base}graph/")
        known = {*self._state.imports}
        return {
            str(name): int(str(count))
            for name, count in rows
            if str(name) != STORE and (str(name).startswith(ours) or str(name) in known)
        }
