"""What every store offers, whatever keeps it: a folder, memory, a SPARQL server."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any, Self

from replygraph.claims import Claims, claims
from replygraph.errors import StoreError
from replygraph.reviews import Reviews
from replygraph.store.answer import Answer
from replygraph.store.base import BATCH, BuildReport, ImportReport
from replygraph.store.ready import Given, digest

if TYPE_CHECKING:
    from rdflib import Dataset

Json = Mapping[str, Any]


def read_only() -> StoreError:
    """Return the error of a store that was not opened for writing."""
    return StoreError("图谱以只读方式打开，不能更改。", "the store was opened read-only.")


def keeps_no_generations() -> StoreError:
    """Return the error of a store without generations."""
    return StoreError(
        "只有文件夹中的图谱保留版本；服务器上的图谱请用服务器自己的备份。",
        "only a store in a folder keeps generations; for a server, use its own back-up.",
    )


class Store(ABC):
    """A graph of letters; see `replygraph.store` for what it offers."""

    base: str
    public_only: bool
    generation: int
    writable: bool = False
    #: whether the default graph of queries is the union of all graphs
    union: bool = True

    def __enter__(self) -> Self:
        """Return the store."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    @abstractmethod
    def close(self) -> None:
        """Let go of what the store holds open."""

    # What letters say

    @abstractmethod
    def records(self) -> Iterator[dict[str, Any]]:
        """Yield the records of the letters, sorted by key; ``iri`` is the key."""

    @abstractmethod
    def record(self, key: str) -> dict[str, Any] | None:
        """Return the record of one letter, by IRI or id; None where there is none."""

    @abstractmethod
    def __len__(self) -> int:
        """Return how many letters there are."""

    @abstractmethod
    def reviews(self) -> Reviews:
        """Return what people reviewed."""

    @abstractmethod
    def imported(self) -> dict[str, bytes]:
        """Return the N-Triples that people brought in, by graph."""

    def claims(self) -> Iterator[Claims]:
        """Yield what each letter claims, sorted by key."""
        for record in self.records():
            found = claims(record, self.base)
            if found:
                yield found

    # What the graph says

    @abstractmethod
    def query(self, sparql: str) -> Answer:
        """Return the answer to a SPARQL 1.1 query; the default graph is the union of all graphs.

        The prefixes of `replygraph.vocab.PREFIXES` need not be declared. Raises QueryError for a
        malformed query and for SERVICE, LOAD and Update.
        """

    @abstractmethod
    def quads(self, graph: str | None = None) -> Iterator[str]:
        """Yield lines of N-Quads of all graphs or of one, in no particular order."""

    @abstractmethod
    def graphs(self) -> tuple[str, ...]:
        """Return the IRIs of the graphs, sorted."""

    @abstractmethod
    def triples(self) -> int:
        """Return how many triples there are, each in its one graph."""

    def nquads_sorted(self, graph: str | None = None) -> Iterator[str]:
        """Yield the same lines sorted: byte for byte equal for equal letters."""
        yield from sorted(self.quads(graph))

    def as_rdflib(self) -> Dataset:
        """Return a copy as an rdflib Dataset; its default graph is that of queries."""
        from rdflib import Dataset

        dataset = Dataset(default_union=self.union)
        dataset.parse(data="".join(self.nquads_sorted()), format="nquads")
        return dataset

    # Changes

    def update(
        self,
        records: Iterable[Given],
        *,
        publish: bool = True,
        tell: Callable[[BuildReport], None] | None = None,
        reader: str | None = None,
    ) -> BuildReport:
        """Add records in batches, then publish; see `add`.

        The records of one document must come one after another. With ``reader``, the name of
        what read the documents, they are marked for `known`; edited records have none.
        """
        report, rest, last = BuildReport(), iter(records), ""
        while batch := list(islice(rest, BATCH)):
            digests = [digest(record) for record in batch]
            # Of the last document more records may follow: it is marked with the next batch.
            done, last = {*digests, last} - {digests[-1], ""}, digests[-1]
            report.include(self.add(batch, done, reader))
            if tell:
                tell(report)
        if last:
            self.add((), {last}, reader)
        if publish:
            self.publish()
        return report

    def known(self, digest: str, reader: str) -> bool:  # noqa: ARG002  what a writer knows
        """Tell whether the document with this digest was stored whole, as ``reader`` reads it.

        An interrupted build goes on where it stopped by leaving such documents out.
        """
        return False

    def copied(self, digest: str, source: str, name: str) -> None:  # noqa: ARG002
        """Keep a further source of a document that is stored; ``name`` is the id it gives."""
        raise read_only()

    def add(
        self,
        records: Iterable[Given],  # noqa: ARG002  the interface of writers
        done: Iterable[str] = (),  # noqa: ARG002
        reader: str | None = None,  # noqa: ARG002
    ) -> BuildReport:
        """Add records, or put them in place of earlier ones, all at once or none.

        A record that cannot be taken is reported as a problem and left out. ``done`` are digests
        of documents that are complete with these records, see `update`.
        """
        raise read_only()

    def remove(self, key: str) -> int:  # noqa: ARG002
        """Take out the letters with this IRI or id, or an imported graph; return how many."""
        raise read_only()

    def review(self, reviews: Reviews) -> BuildReport:  # noqa: ARG002
        """Put what people reviewed in place of what they had; it stands for later builds too."""
        raise read_only()

    def stale_reviews(self) -> list[tuple[str, str]]:
        """Return a sentence (zh, en) for each review whose target is not in the graph."""
        raise read_only()

    def import_rdf(self, data: bytes, graph: str, media: str = "text/turtle") -> ImportReport:  # noqa: ARG002
        """Take in RDF of people's own as the graph ``graph``; an earlier import of it is replaced.

        ``media`` is a media type or a file's ending. Triples that stand elsewhere already are
        skipped and counted, and blank nodes become IRIs; where graphs stand apart (`union`), both
        are kept. Raises StoreError for a graph of ours, ReplygraphError for bad RDF.
        """
        raise read_only()

    def publish(self) -> int:
        """Derive anew what is known and publish a generation; return its number.

        Where nothing changed since the last one, that one stands.
        """
        raise read_only()

    # Generations

    def generations(self) -> tuple[int, ...]:
        """Return the published generations that are kept, oldest first."""
        return ()

    def rollback(self, number: int) -> int:  # noqa: ARG002
        """Publish what generation ``number`` held as a new generation; return its number."""
        raise keeps_no_generations()

    def prune(self, keep: int = 3) -> tuple[int, ...]:  # noqa: ARG002
        """Delete all but the last ``keep`` generations; return those deleted."""
        raise keeps_no_generations()
