"""Keeps the graphs of the letters in step with their records.

What a letter says is acknowledged as soon as its record is kept. Its graph may come later: until it
is in the engine for good the letter is marked, and after a crash it is made anew from the record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pyoxigraph as ox

from replygraph.claims import claims
from replygraph.derive import share
from replygraph.identify import Identity
from replygraph.store.base import BATCH
from replygraph.store.cells import Kept, packed
from replygraph.store.copies import standing
from replygraph.store.loading import Loading
from replygraph.store.nquads import letter_quads
from replygraph.store.ready import Ready
from replygraph.store.records import Records, unpack

#: lines of letters that are loaded at once: more than of facts, since memory peaks when these are
#: settled
_AT_ONCE = 100_000


class Letters:
    """Brings the graphs of letters up to date."""

    def __init__(
        self,
        records: Records,
        cells: Kept,
        graph: ox.Store,
        base: str,
        folder: Path | None,
        identity: Callable[[], Identity],
    ) -> None:
        """Work on the given records, cells and engine; ``folder`` is None for those in memory.

        ``identity`` tells what is the same at present.
        """
        self._records = records
        self._cells = cells
        self._base = base
        self._identity = identity
        self._loading = Loading(graph, folder, self._loaded, on_disk=_AT_ONCE)
        self._todo: set[str] = set()

    def refresh(self, made: Mapping[str, Ready], *, later: bool) -> None:
        """Bring the graphs of changed letters up to date.

        ``made`` are letters that were just added, so as not to make their lines twice; a letter
        of which another version stands is made from its record. With ``later`` the graphs may wait
        for others, but not the cells.
        """
        try:
            self._gather(made)
            if not later:
                self._loading.finish()
        except BaseException:
            self._loading.forget()
            self._todo.clear()
            self._records.all_marked()
            raise

    def close(self) -> None:
        """Let go of the engine; what waits is done when the store is opened again."""
        self._loading.close()

    def _gather(self, made: Mapping[str, Ready]) -> None:
        marked = self._records.marked()
        self._todo.update(marked)
        identity = self._identity() if marked else Identity({})
        for start in range(0, len(marked), BATCH):
            keys = marked[start : start + BATCH]
            found = [self._letter(key, made, identity) for key in keys]
            with self._records.transaction():
                shares = (shared for _, shared in found)
                self._cells.hold_shares(zip(keys, shares, strict=True))
            for key, (quads, _) in zip(keys, found, strict=True):
                self._todo.discard(key)
                self._loading.load(quads, key)

    def _loaded(self, keys: Iterable[str]) -> None:
        with self._records.transaction():
            self._records.clean(key for key in keys if key not in self._todo)

    def _letter(
        self, key: str, made: Mapping[str, Ready], identity: Identity
    ) -> tuple[bytes, bytes | None]:
        """Return the lines of the letter's graph as it stands, and what it contributes."""
        versions = self._records.versions(key)
        one = made.get(key)
        if one and versions == [(one.digest, one.part)]:
            if identity.same.keys().isdisjoint(one.names):
                return one.quads, one.share
            found = claims(unpack(one.body), self._base)
            assert found
            return one.quads, packed(share(found, identity, self._base), self._base)
        bodies = self._records.bodies(key)
        record, older = standing(bodies) if bodies else ({}, [])
        found = claims(record, self._base) if record else None
        if not found:
            return b"", None
        lines = "".join(letter_quads(found, older))
        return lines.encode("utf-8"), packed(share(found, identity, self._base), self._base)
