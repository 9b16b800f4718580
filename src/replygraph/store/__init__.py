"""Keeps the graph: an embedded engine with generations, or a SPARQL server, behind one interface.

The public interface::

    open_store(path, *, write=False, base=iri.BASE, public_only=False) -> Store
        path None: in memory, writable. Without ``write`` the last published generation is opened
        read-only, from any number of processes; StoreError where there is none. A path that
        begins with http:// or https:// is the address of a SPARQL server (`remote`).

    Store.update(records, publish=True, tell=None, reader=None) -> BuildReport
        the loop of ``build``: adds records in batches, then publishes. A record is a
        `replygraph.model.Record` or its JSON object (`replygraph.record.to_json`, with ``text``);
        one that is no reply letter is counted and stored as nothing. ``tell(report)`` is called
        after each batch.
    Store.known(digest, reader) -> bool    whether a document was stored whole: leave it out
    Store.add(records) -> BuildReport      one batch, as one transaction
    Store.remove(key) -> int               letters taken out; key: IRI of the letter, or its id
    Store.publish() -> int                 what is known is derived anew; the new generation
    Store.query(sparql) -> Answer          SELECT, ASK, CONSTRUCT, DESCRIBE; else QueryError
    Store.records() -> Iterator[dict]      the records, sorted by key, each with ``iri``
    Store.record(key) -> dict | None       one of them, by IRI or id
    Store.quads(graph=None) -> Iterator[str]        lines of N-Quads, in no order
    Store.nquads_sorted() -> Iterator[str]          the same lines sorted: equal for equal letters
    Store.graphs() -> tuple[str, ...]      IRIs of the graphs, sorted
    Store.as_rdflib() -> rdflib.Dataset    a copy, default graph the union of all
    Store.import_rdf(data, graph, media) -> ImportReport
    Store.generations(), .rollback(n), .prune(keep), .close(); also a context manager

    history(path) -> list[dict]            the generations that are kept, oldest first
    diff(path, one=None, other=None) -> Difference       between two generations
    export(store, form, target) -> None                  trig, nq, ttl (a file a letter), jsonld
    validate(store, language) -> Iterator[Problem]       SHACL, letter by letter

`Answer` has ``kind`` (select, ask, graph), ``columns``, ``rows`` of `Term` or None, ``boolean``
and ``triples``; `replygraph.ask.write` turns it into csv, json and so on.
"""

from replygraph.store.answer import Answer, Term
from replygraph.store.base import BuildReport, ImportReport
from replygraph.store.diff import Difference, diff
from replygraph.store.export import FORMATS, export
from replygraph.store.generations import history
from replygraph.store.interface import Store
from replygraph.store.opening import folder, is_url, open_store
from replygraph.store.validate import Problem, validate

__all__ = [
    "FORMATS",
    "Answer",
    "BuildReport",
    "Difference",
    "ImportReport",
    "Problem",
    "Store",
    "Term",
    "diff",
    "export",
    "folder",
    "history",
    "is_url",
    "open_store",
    "validate",
]
