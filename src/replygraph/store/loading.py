"""Loads lines of N-Quads into the engine, many at once, while the next ones are made.

A load makes a file for each order in which the engine keeps quads, and every second load has it
write what it has of that order anew. So lines are gathered, on disk, until there are enough.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import IO, Self

import pyoxigraph as ox

from replygraph.store import engine

#: lines that are loaded at once: twice as many cost a tenth less, and 40 MB more; what is gathered
#: for an engine in memory lies there too
_ON_DISK, _IN_MEMORY = 50_000, 30_000
#: files in the store's folder with lines that wait
WAITING = "waiting-*.nq"


class _Gathered:
    """Lines that are to be loaded at once: of each graph that is named, its last ones."""

    def __init__(self, path: Path | None) -> None:
        """Gather them in a file; None gathers them in memory."""
        self.path = path
        self.lines = 0
        self.graphs: dict[str, tuple[int, int]] = {}
        self._file: IO[bytes] | None = None
        self._dead = False

    def add(self, data: bytes, graph: str | None) -> None:
        """Add lines; ``graph`` is replaced by them, None where they come to what stands."""
        if self._file is None:
            self._file = self.path.open("w+b") if self.path else io.BytesIO()
        if graph is not None:
            self._dead |= self.graphs.pop(graph, None) is not None
            self.graphs[graph] = self._file.tell(), len(data)
        self._file.write(data)
        self.lines += data.count(b"\n")

    def __bool__(self) -> bool:
        """Tell whether there is anything to do."""
        return self._file is not None

    def put_into(self, store: ox.Store) -> None:
        """Put the lines into the engine, for good, and let go of them."""
        assert self._file
        engine.remove_graphs(store, self.graphs)
        if self._dead:
            self._drop_dead(self._file)
        if self.path and self.lines > engine.FEW:
            self._file.flush()
            engine.load_file(store, self.path)
        elif self.lines:
            self._file.seek(0)
            engine.load(store, self._file.read())
        if self.path:
            store.flush()
        self.drop()

    def _drop_dead(self, file: IO[bytes]) -> None:
        """Leave the last lines of each graph only; lines without a graph are not among them."""
        end = self.lines = 0
        for start, size in self.graphs.values():
            file.seek(start)
            data = file.read(size)
            file.seek(end)
            end += file.write(data)
            self.lines += data.count(b"\n")
        file.truncate(end)

    def drop(self) -> None:
        """Let go of the lines."""
        if self._file:
            self._file.close()
            self._file = None
            if self.path:
                self.path.unlink()


class Loading:
    """Loads lines in a thread of its own, while more are gathered.

    The engine works without the interpreter's lock. What goes wrong is raised by the next call,
    at the latest by `finish` or where the ``with`` block ends.
    """

    def __init__(
        self,
        store: ox.Store,
        folder: Path | None,
        done: Callable[[list[str]], None] = lambda _: None,
        *,
        on_disk: int = _ON_DISK,
    ) -> None:
        """Load into ``store``; ``folder`` is where lines wait, None for a store in memory.

        ``done`` is told the graphs that are in the engine for good, between two calls; ``on_disk``
        lines are loaded at once where lines wait in a folder.
        """
        self._store = store
        self._folder = folder
        self._done = done
        self._most = on_disk if folder else _IN_MEMORY
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._last: Future[None] | None = None
        self._count = 0
        self._next = self._under_way = self._fresh()

    def _fresh(self) -> _Gathered:
        self._count += 1
        name = WAITING.replace("*", f"{id(self)}-{self._count}")
        return _Gathered(self._folder / name if self._folder else None)

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def load(self, lines: Iterable[str] | bytes, graph: str | None = None) -> None:
        """Add lines of N-Quads, in place of all that stands in ``graph`` if that is given."""
        data = lines if isinstance(lines, bytes) else "".join(lines).encode("utf-8")
        self._next.add(data, graph)
        if self._next.lines > self._most:
            self._begin()

    def _begin(self) -> None:
        """Begin to load what was gathered, once what came before is there."""
        self._wait()
        if self._next:
            self._under_way, self._next = self._next, self._fresh()
            self._last = self._thread.submit(self._under_way.put_into, self._store)

    def _wait(self) -> None:
        if self._last:
            last, self._last = self._last, None
            last.result()
            if self._under_way.graphs:
                self._done([g for g in self._under_way.graphs if g not in self._next.graphs])

    def finish(self) -> None:
        """Wait until all is there."""
        self._begin()
        self._wait()

    def forget(self) -> None:
        """Let go of what is not there yet."""
        if self._last:
            self._last.exception()
            self._last = None
        self._under_way.drop()
        self._next.drop()
        self._next = self._fresh()

    def close(self) -> None:
        """Let go of what is not there yet, and of the engine."""
        self.forget()
        self._thread.shutdown()
        del self._store, self._done

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Wait until all is there; after an error, until nothing is under way."""
        try:
            if kind is None:
                self.finish()
        finally:
            self.close()
