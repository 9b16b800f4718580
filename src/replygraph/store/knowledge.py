"""Keeps the engine's graphs in step with the records: letters, then what is known from them.

Letters are brought up to date in batches as they come (`refresh`), facts and identity when a
generation is published (`settle`): only what touched cells say anew is changed in the engine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, islice
from pathlib import Path

import pyoxigraph as ox

from replygraph.claims import claims
from replygraph.derive import KNOWN, OWN, Entry, Settled, known_share, renamed, settle
from replygraph.identify import Identity, Judgements
from replygraph.store import engine
from replygraph.store.base import BATCH
from replygraph.store.identities import SAME, Identities
from replygraph.store.known import Writer
from replygraph.store.letters import Letters
from replygraph.store.loading import Loading
from replygraph.store.ready import Ready
from replygraph.store.records import Records

#: lines of what is settled that are changed at once
_AT_ONCE = 50_000
#: cells of this store: L lines of a place's lineages
_LINES = "L"
#: the setting that stands while things are settled, and after that was broken off
_SETTLING = "settling"


class Knowledge:
    """Brings the graphs of letters, facts, authority and identity up to date."""

    def __init__(self, records: Records, graph: ox.Store, base: str, folder: Path | None) -> None:
        """Work on the given records and engine; ``folder`` is None for those in memory."""
        self._records = records
        self._graph = graph
        self._base = base
        self._folder = folder
        self._cells = records.cells(base)
        self._writer = Writer(base)
        self._identities = Identities(self._cells, self._writer, records.path)
        self._letters = Letters(
            records, self._cells, graph, base, folder, self._identities.identity
        )
        self.judgements = Judgements()
        #: told the lines of what is known before they change in the engine
        self.noting: Callable[[Iterable[str]], None] | None = None

    def _identity(self) -> Identity:
        return self._identities.identity()

    def _flush(self) -> None:
        if self._folder:
            self._graph.flush()

    def refresh(self, made: Mapping[str, Ready] | None = None, *, later: bool = False) -> None:
        """Bring the graphs of changed letters up to date; a crash before the end repeats it.

        ``made`` are letters that were just added, so as not to make their lines twice; ``later``
        lets their graphs wait for others, until this is called without it.
        """
        self._letters.refresh(made or {}, later=later)

    def close(self) -> None:
        """Let go of the engine."""
        self._letters.close()

    def names(self, name: str) -> bool:
        """Tell whether a letter names the thing with this IRI."""
        return bool(self._cells.values("i", name))

    def settle(self) -> None:
        """Bring facts, authority and identity up to date; a crash before the end repeats it."""
        if self._records.setting(_SETTLING):
            self._begin_anew()
        with self._records.transaction():
            self._records.set(_SETTLING, "yes")
            self._records.set("unsettled", "yes")
            self._cells.take_in()
        try:
            with self._records.transaction():
                self._settle_identity()
                self._settle_facts()
                self._flush()
                self._cells.settled()
                self._records.set("unsettled", "")
                self._records.set(_SETTLING, "")
        except BaseException:
            self._cells.rolled_back()
            raise

    def _begin_anew(self) -> None:
        """Forget what was settled, since one that was broken off left lines nobody knows of.

        The engine's changes are not those of the records' transaction: what a broken one brought
        may belong to letters that are gone by now.
        """
        writer = self._writer
        for graph in (writer.facts, writer.authority, writer.identity):
            lines = engine.quads(self._graph, graph)
            while self.noting and (some := list(islice(lines, _AT_ONCE))):
                self.noting(some)
            engine.remove_graphs(self._graph, [graph])
        lines = self._identities.lines()
        while some := list(islice(lines, _AT_ONCE)):
            engine.load(self._graph, some)
        with self._records.transaction():
            self._cells.forget(OWN | {_LINES})

    def _settle_facts(self) -> None:
        """Change the lines of what is settled anew, as many at once as pay for a bulk load."""
        changes = settle(self._cells, self._base)
        if not self._graph.contains_named_graph(ox.NamedNode(self._writer.facts)):
            self._first_facts(changes)
            return
        gone: set[str] = set()
        after: set[str] = set()
        for settled in changes:
            lines = set(self._writer.lines(settled))
            before = set(self._before(settled))
            if settled.kind == "lines":
                before = self._exchange_lines(settled.key, lines)
            gone |= before - lines
            after |= lines - before
            if len(gone) + len(after) > _AT_ONCE:
                self._change(sorted(gone - after), sorted(after))
                gone, after = set(), set()
        self._change(sorted(gone - after), sorted(after))

    def _first_facts(self, changes: Iterable[Settled]) -> None:
        """Add the lines of what is settled where none stand yet, and make more meanwhile."""
        with Loading(self._graph, self._folder) as loading:
            lines = self._first_lines(changes)
            while some := list(islice(lines, _AT_ONCE)):
                if self.noting:
                    self.noting(some)
                loading.load(some)
                some.clear()

    def _first_lines(self, changes: Iterable[Settled]) -> Iterator[str]:
        for settled in changes:
            lines = self._writer.lines(settled)
            if settled.kind == "lines":
                self._exchange_lines(settled.key, set(lines))
            yield from lines

    def _before(self, settled: Settled) -> Iterator[str]:
        """Yield the lines that stand now for what is settled."""
        subject = self._writer.subject(settled)
        if subject is None:
            # A line that stands already may be put in again; only one that goes must be known.
            if settled.kind != "lines" and settled.value is None:
                yield self._writer.plain(settled)
            return
        graphs = [self._writer.facts]
        if settled.kind == "thing":
            graphs.append(self._writer.authority)
        for graph in graphs:
            for predicate, value, line in engine.about(self._graph, subject, graph):
                if self._writer.owns(settled, predicate, value):
                    yield line

    def _exchange_lines(self, place: str, lines: set[str]) -> set[str]:
        """Keep the lines of a place's lineages and return those that stood before."""
        before = set(self._cells.values(_LINES, place))
        self._cells.drop((_LINES, place, line) for line in sorted(before - lines))
        self._cells.add((_LINES, place, line) for line in sorted(lines - before))
        return before

    def _settle_identity(self) -> None:
        """Find anew what is the same; letters that name what changed are shared anew."""
        plain = not self._cells.has(SAME)
        for gone, come in self._identities.settle(self.judgements):
            self._change(gone, come)
        identity = self._identity()
        for letters in self._identities.letters(BATCH):
            self._share(letters, identity, plain=plain)

    def _change(self, gone: Iterable[str], come: Iterable[str]) -> None:
        given = list(gone), list(come)
        if self.noting:
            self.noting(chain(*given))
        engine.change(self._graph, *given)

    def _share(self, letters: Iterable[str], identity: Identity, *, plain: bool) -> None:
        """Share letters anew; ``plain`` tells that they were when nothing was the same."""

        def anew(key: str, entries: list[Entry]) -> list[Entry] | None:
            found = renamed(entries, identity.same) if plain else None
            if found is not None:
                return found
            record = self._records.get(key)
            letter = claims(record, self._base) if record else None
            return known_share(letter, identity, self._base) if letter else None

        self._cells.share_anew(letters, anew, KNOWN)
