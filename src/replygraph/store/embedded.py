"""The embedded store: one writer on the primary, readers on published generations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from replygraph import iri
from replygraph.errors import ReplygraphError, StoreError
from replygraph.model import Record
from replygraph.record import to_json
from replygraph.store import engine
from replygraph.store.answer import Answer
from replygraph.store.base import BuildReport, ImportReport, Places, WriteLock
from replygraph.store.copies import also_at, same_words, with_copies
from replygraph.store.generations import delete, on_disk, seal, tidy
from replygraph.store.interface import Store, read_only
from replygraph.store.knowledge import Knowledge
from replygraph.store.ready import Given, Ready, ready
from replygraph.store.records import LAYOUT, Records, Row, pack, unpack
from replygraph.store.reviewing import Reviewable, Reviewing


def open_store(
    path: Path | str | None,
    *,
    write: bool = False,
    base: str = iri.BASE,
    public_only: bool = False,
    union: bool | None = None,
) -> Embedded:
    """Return the store in a folder, or in memory: see `replygraph.store.opening.open_store`."""
    iri.check_base(base)
    places = Places(Path(path)) if path is not None else None
    if places and not write:
        if not places.current_number():
            raise StoreError(
                f"{places.root}：这里没有图谱，请先运行 replygraph build … --store {places.root}。",
                f"{places.root}: no graph here; run replygraph build … --store {places.root}.",
            )
        return Embedded(places, None, base, public_only=public_only, union=union)
    lock = None
    if places:
        try:
            places.root.mkdir(parents=True, exist_ok=True)
            lock = WriteLock(places.root)
            tidy(places)
        except OSError as error:
            raise StoreError(
                f"{places.root}：无法写入（{error.strerror}），请换一个位置或检查权限。",
                f"{places.root}: cannot be written ({error.strerror}); choose another place.",
            ) from error
    try:
        return Embedded(places, lock, base, public_only=public_only, union=union)
    except StoreError:
        if lock:
            lock.release()
        raise


class Embedded(Reviewable, Store):
    """A store in a folder or in memory."""

    def __init__(
        self,
        places: Places | None,
        lock: WriteLock | None,
        base: str,
        *,
        public_only: bool,
        union: bool | None,
    ) -> None:
        """Open it; `open_store` is the way to call this."""
        self.places = places
        self._lock = lock
        self.writable = lock is not None or places is None
        self.generation = places.current_number() if places else 0
        at = self.generation + 1 if self.writable else self.generation
        self._records = Records(places.records if places else None, at, write=self.writable)
        self.base = self._settle("base", base)
        restored = bool(self.writable and places and places.restored())
        self._graph = self._open_engine()
        self.public_only = self._settle("public", "yes" if public_only else "no") == "yes"
        self.union = self._united(union)
        folder = self.places.root if self.places else None
        self._knowledge = Knowledge(self._records, self._graph, self.base, folder)
        if self.writable:
            if restored or self._records.setting("layout") != LAYOUT:
                self._records.mark_all(settled=not restored)
                self._records.set("layout", LAYOUT)
            self._knowledge.refresh()
        self._reviewing = Reviewing(self._records, self._knowledge, self.base)

    def _open_engine(self) -> ox.Store:
        if self.places is None:
            return ox.Store()
        if not self.writable:
            return ox.Store.read_only(str(self.places.generation(self.generation) / "graph"))
        return engine.open_for_writing(self.places.primary)

    def _settle(self, name: str, wanted: str) -> str:
        """Return a setting of the store; the writer keeps what the first build said."""
        kept = self._records.setting(name)
        if not self.writable:
            return kept or wanted
        if name == "base" and kept and wanted not in (kept, iri.BASE):
            self._records.close()
            raise StoreError(
                f"图谱建立时的 --base 是 {kept}，不能改为 {wanted}；请另建一个。",
                f"the graph was built with --base {kept}; build another one for {wanted}.",
            )
        value = "yes" if "yes" in (kept, wanted) else (kept or wanted)
        if value != kept:
            self._records.set(name, value)
        return value

    def _united(self, wanted: bool | None) -> bool:
        """Return whether the default graph is the union; the writer keeps what it is told."""
        kept = self._records.setting("union", "yes") == "yes"
        if wanted is None or wanted == kept:
            return kept
        if self.writable:
            self._records.set("union", "yes" if wanted else "no")
            self._records.set("unsettled", "yes")  # people's own triples stand otherwise then
        return wanted

    def close(self) -> None:
        """Let go of files and lock."""
        self._knowledge.close()
        self._records.close()
        del self._graph, self._knowledge, self._reviewing  # lets the engine's own lock go
        if self._lock:
            self._lock.release()

    def _for_writing(self) -> None:
        if not self.writable:
            raise read_only()

    # What letters say

    def records(self) -> Iterator[dict[str, Any]]:
        """Yield the records of the letters, sorted by key; ``iri`` is the key."""
        for key in self._records.letters():
            record = self._records.get(key)
            if record:
                yield {**record, "iri": key}

    def record(self, key: str) -> dict[str, Any] | None:
        """Return the record of one letter, by IRI or id; None where there is none."""
        for found in self._records.keys_of(key)[:1]:
            record = self._records.get(found)
            return {**record, "iri": found} if record else None
        return None

    def __len__(self) -> int:
        """Return how many letters there are."""
        return self._records.count()

    def imported(self) -> dict[str, bytes]:
        """Return the N-Triples that people brought in, by graph."""
        return self._records.imported()

    def known(self, digest: str, reader: str) -> bool:
        """Tell whether the document with this digest was stored whole, as ``reader`` reads it.

        An interrupted build goes on where it stopped by leaving such documents out.
        """
        return self._records.seen(digest) == reader

    def add(
        self,
        records: Iterable[Given],
        done: Iterable[str] = (),
        reader: str | None = None,
    ) -> BuildReport:
        """Add records, or put them in place of earlier ones, all at once or none.

        A record that cannot be taken is reported as a problem and left out. ``done`` are digests
        of documents that are complete with these records, see `update`.
        """
        self._for_writing()
        report = BuildReport()
        made: dict[str, Ready] = {}
        with on_disk(self.places.root if self.places else None):
            self._take(records, report, made, sorted(done), reader)
            self._knowledge.refresh(made, later=True)
        return report

    def _take(
        self,
        records: Iterable[Given],
        report: BuildReport,
        made: dict[str, Ready],
        done: Iterable[str],
        reader: str | None,
    ) -> None:
        with self._records.transaction():
            for given in records:
                one = to_json(given) if isinstance(given, Record) else given
                try:
                    self._add(one, report, made)
                except ReplygraphError as error:
                    report.problems.append((error.zh, error.en))
                except (ValueError, KeyError, TypeError) as error:
                    record = unpack(one.body) if isinstance(one, Ready) else one
                    name = record.get("source") or record.get("id")
                    report.problems.append(
                        (
                            f"{name}：记录不合约定（{error}），已略过；请对照 extract 的输出修改。",
                            f"{name}: not a record ({error}); compare with what extract prints.",
                        )
                    )
            self._records.mark_seen(done, reader)

    def _add(
        self, given: Mapping[str, Any] | Ready, report: BuildReport, made: dict[str, Ready]
    ) -> None:
        if isinstance(given, Ready) and self._reviewing.reviews.corrections:
            given = unpack(given.body)
        if isinstance(given, Ready):
            one: Ready | None = given
        else:
            one = ready(self._reviewing.corrected(dict(given)), self.base)
        if one is None:
            report.skipped += 1
            return
        if self.public_only and one.public is False:
            report.withheld += 1
            return
        kept = self._records.body(one.key, one.digest, one.part)
        one, copied = with_copies(one, kept, self.base)
        made[one.key] = one
        self._reviewing.note(one.key, reviewed=one.reviewed)
        before = self._records.version(one.key)
        row = Row(one.key, one.digest, one.part, one.id, one.date, one.body)
        if not self._records.put(row):
            report.unchanged += 1
        elif before is None:
            report.added += 1
        elif copied or (
            kept is None and same_words(one.body, self._records.body(one.key, *before))
        ):
            report.copies += 1
        elif self._records.version(one.key) == (one.digest, one.part):
            report.replaced += 1
        else:
            report.older += 1

    def copied(self, digest: str, source: str, name: str) -> None:
        """Keep a further source of a document that is stored; ``name`` is the id it gives."""
        self._for_writing()
        if self._records.is_source(digest, source):
            return
        with self._records.transaction():
            for key in self._records.of_document(digest):
                for body in self._records.bodies(key):
                    if body["digest"] == digest:
                        one = also_at(body, source, name)
                        at = str(one["id"]), body.get("date") or ""
                        row = Row(key, digest, body.get("part") or 0, *at, pack(one))
                        self._records.put(row)
            self._records.mark_source(digest, source)

    def remove(self, key: str) -> int:
        """Take out the letters with this IRI or id, or an imported graph; return how many."""
        self._for_writing()
        with self._records.transaction():
            keys = self._records.keys_of(key)
            for found in keys:
                self._records.drop(found)
            graphs = [key] if key in self._records.imported() else []
            for graph in graphs:
                self._records.put_import(graph, None)
        self._knowledge.refresh()
        return len(keys) + len(graphs)

    # Generations

    def publish(self) -> int:
        """Derive anew what is known and publish a generation; return its number.

        Where nothing changed since the last one, that one stands.
        """
        self._for_writing()
        self._whole()
        if self.generation and not self._records.pending():
            return self.generation
        number = self.generation + 1
        with on_disk(self.places.root if self.places else None):
            self._knowledge.settle()
            self._place_imports()
            if self.places:
                self._graph.flush()
                about = {"generation": number, "letters": len(self), "base": self.base}
                seal(self.places, self._graph, about)
        self.generation = number
        self._records.at = number + 1
        return number

    def _place_imports(self) -> None:
        """Give people's own triples their graphs, but for those that stand elsewhere now."""
        if not self._records.has_imports():
            return
        engine.replace_graphs(self._graph, self._foreign(), ())
        for graph, triples in self._records.imported().items():
            lines = triples.decode("utf-8").splitlines(keepends=True)
            fresh = [line for line in lines if not self._elsewhere(line, graph)]
            quads = (f"{line[:-3]} <{graph}> .\n" for line in fresh)
            engine.replace_graphs(self._graph, [], quads)

    def _elsewhere(self, line: str, graph: str) -> bool:
        """Tell whether a triple stands in another graph, where graphs count together."""
        return self.union and engine.elsewhere(self._whole(), line, graph)

    def _foreign(self) -> list[str]:
        return [graph for graph in self.graphs() if not self._ours(graph)]

    def _ours(self, graph: str) -> bool:
        return graph.startswith((f"{self.base}letter/", f"{self.base}graph/"))

    def generations(self) -> tuple[int, ...]:
        """Return the published generations that are kept, oldest first."""
        return self.places.numbers() if self.places else ()

    def rollback(self, number: int) -> int:
        """Publish what generation ``number`` held as a new generation; return its number."""
        self._for_writing()
        if number not in self.generations():
            known = "、".join(map(str, self.generations())) or "无"
            raise StoreError(
                f"没有版本 {number}；现有版本：{known}。",
                f"there is no generation {number}; there are: {known}.",
            )
        self._records.restore(number)
        self._knowledge.refresh()
        return self.publish()

    def prune(self, keep: int = 3) -> tuple[int, ...]:
        """Delete all but the last ``keep`` generations; return those deleted."""
        self._for_writing()
        assert keep >= 1
        gone = self.generations()[:-keep]
        if self.places and gone:
            delete(self.places, gone)
            self._records.forget(self.generations()[0])
        return gone

    # What the graph says

    def _whole(self) -> ox.Store:
        """Return the engine with the graphs of all letters; some may wait until now."""
        if self.writable:
            with on_disk(self.places.root if self.places else None):
                self._knowledge.refresh()
        return self._graph

    def query(self, sparql: str) -> Answer:
        """Return the answer to a SPARQL 1.1 query; the default graph is the union of all graphs.

        The prefixes of `replygraph.vocab.PREFIXES` need not be declared. Raises QueryError for a
        malformed query and for SERVICE, LOAD and Update.
        """
        return engine.ask(self._whole(), sparql, union=self.union)

    def quads(self, graph: str | None = None) -> Iterator[str]:
        """Yield lines of N-Quads of all graphs or of one, in no particular order."""
        return engine.quads(self._whole(), graph)

    def graphs(self) -> tuple[str, ...]:
        """Return the IRIs of the graphs, sorted."""
        return tuple(sorted(str(graph.value) for graph in self._whole().named_graphs()))

    def triples(self) -> int:
        """Return how many triples there are, each in its one graph."""
        return len(self._whole())

    def import_rdf(self, data: bytes, graph: str, media: str = "text/turtle") -> ImportReport:
        """Take in RDF of people's own as the graph ``graph``; an earlier import of it is replaced.

        ``media`` is a media type or a file's ending. Triples that stand elsewhere already are
        skipped and counted, and blank nodes become IRIs; where graphs stand apart (`union`), both
        are kept. Raises StoreError for a graph of ours, ReplygraphError for bad RDF.
        """
        self._for_writing()
        lines = engine.triples_of(data, media, graph, blank=not self.union)
        if self._ours(graph):
            raise StoreError(
                f"{graph}：这是图谱自己的图，请用别的 IRI。",
                f"{graph}: a graph of replygraph's own; choose another IRI.",
            )
        skipped = sum(self._elsewhere(line, graph) for line in lines)
        with self._records.transaction():
            self._records.put_import(graph, "".join(lines).encode("utf-8"))
        return ImportReport(graph, len(lines) - skipped, skipped)
