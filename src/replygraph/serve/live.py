"""The generation that is served now, and the next one taking over without a failed request."""

from __future__ import annotations

import asyncio
import logging
import shutil
import tempfile
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from replygraph.errors import ReplygraphError
from replygraph.serve.pool import Pool
from replygraph.serve.processes import FORKS, Forked, Spawned, free_memory
from replygraph.serve.settings import Settings
from replygraph.store import open_store
from replygraph.store.base import Places
from replygraph.store.public import is_public, public_copy
from replygraph.store.serving import Ask, Reply, fits, size

LOG = logging.getLogger("replygraph.serve")
_LOOK = 1.0
#: a graph that loads in about a second is not worth answering from disk first
_SMALL = 8 << 20


@dataclass(slots=True)
class Generation:
    """One generation as it is served: its workers, and what was made of it for all requests.

    ``number`` is its number in the store that was given, ``at`` in the one that is served (a copy,
    where only public letters are); ``union``: the default graph is the union. ``kept`` holds what
    costs something to make and is the same for everybody (an index of names, dumps, counts), by
    name.
    """

    number: int
    at: int
    store: Path
    folder: Path
    base: str
    pool: Pool
    in_memory: bool
    union: bool
    kept: dict[str, asyncio.Future[Any]] = field(default_factory=dict)

    async def query(self, sparql: str, *, rows: int | None = None) -> Reply:
        """Return the answer to a query of ours, as JSON or, for a graph, as Turtle."""
        return await self.pool.run(Ask(sparql), rows=rows)

    async def once(self, name: str, make: Any) -> Any:
        """Return what ``make()`` gives, made once for this generation however many ask."""
        future = self.kept.get(name)
        if future is None:
            future = asyncio.ensure_future(make())
            self.kept[name] = future
            future.add_done_callback(lambda done: self._forget(name, done))
        return await asyncio.shield(future)

    def take_over(self, other: Generation) -> None:
        """Keep what was made of the same generation of the same store while it was read from disk.

        What is still being made stays with the workers that it asks.
        """
        if (self.number, self.at, self.store) == (other.number, other.at, other.store):
            made = other.kept.items()
            self.kept |= {name: it for name, it in made if it.done() and not it.cancelled()}

    def _forget(self, name: str, done: asyncio.Future[Any]) -> None:
        if done.cancelled() or done.exception():
            self.kept.pop(name, None)


def ready_store(settings: Settings) -> Path:
    """Return the folder of the store to serve: the one given, or a copy of what is public in it.

    The copy lies in a temporary folder, which `Live.close` removes. Raises StoreError where there
    is no store, or where others may not see it.
    """
    with open_store(settings.store) as store:
        if not settings.public_only or is_public(store):
            return settings.store
        target = Path(tempfile.mkdtemp(prefix="replygraph-public-")) / "graph"
        public_copy(store, target)
        return target


class Live:
    """Follows the store: `now` is the generation that requests are answered from.

    ``begin`` gathers what the first visitor would otherwise wait for; it is called when a
    generation begins to be served.
    """

    def __init__(self, settings: Settings) -> None:
        """Start the first generation's process; `run` brings it to life."""
        self.settings = settings
        self.begin: Callable[[Live], Coroutine[Any, Any, None]] | None = None
        self._beginning: asyncio.Task[None] | None = None
        self.now: Generation
        self.scratch: Path | None = None
        self._served = 0
        self._first = self._prepare()
        self._follower: asyncio.Task[None] | None = None

    def _prepare(self, *, memory: bool | None = None) -> Generation:
        """Start the processes of the generation that is current, before or beside all others."""
        number = Places(self.settings.store).current_number()
        store = ready_store(self.settings)
        with open_store(store, union=self.settings.union) as opened:
            base, union = opened.base, opened.union
            at = opened.generation
        folder = Places(store).generation(at) / "graph"
        if memory is None:
            memory = size(folder) < _SMALL
        kind = Forked if FORKS else Spawned
        start = kind(folder, memory=memory, union=union, cap=self.settings.memory)
        pool = Pool(start, self.settings)
        self._served = number
        return Generation(number, at, store, folder, base, pool, memory, union)

    def _roomy(self, folder: Path) -> bool:
        """Tell whether the graph fits into memory, once for each worker where they are spawned."""
        copies = 1 if FORKS else self.settings.workers
        return fits(folder, free_memory() // copies)

    async def open(self) -> None:
        """Make the first generation ready, and follow the store from then on."""
        await self._first.pool.open()
        self.scratch = Path(tempfile.mkdtemp(prefix="replygraph-serve-"))
        self.now = self._first
        self._follower = asyncio.create_task(self._follow())

    async def _follow(self) -> None:
        if not self.now.in_memory and self._roomy(self.now.folder):
            await self._switch(memory=True)
        self._warm()
        while True:
            await asyncio.sleep(_LOOK)
            with suppress(ReplygraphError, OSError):
                newer = Places(self.settings.store).current_number() != self._served
                if newer or self.now.pool.start.gone():
                    await self._switch()
                    self._warm()

    def _warm(self) -> None:
        """Begin to gather what visitors of the current generation will ask for."""
        if self._beginning:
            self._beginning.cancel()
        if self.begin:
            self._beginning = asyncio.ensure_future(self.begin(self))

    async def _switch(self, *, memory: bool | None = None) -> None:
        """Let the current generation take over from the one that is served."""
        try:
            fresh = await asyncio.to_thread(self._prepare, memory=memory)
            if memory is None and not fresh.in_memory and self._roomy(fresh.folder):
                await fresh.pool.close()
                fresh = await asyncio.to_thread(self._prepare, memory=True)
            await fresh.pool.open()
        except (ReplygraphError, OSError) as error:
            LOG.warning("generation not taken over: %s", error)
            return
        old = self.now
        fresh.take_over(old)
        self.now = fresh
        LOG.info("generation %s is served, in memory: %s", fresh.number, fresh.in_memory)
        old.pool.retire()
        if old.store not in (self.settings.store, fresh.store):
            _remove(old.store)

    async def close(self) -> None:
        """End all processes."""
        for task in (self._follower, self._beginning):
            if task:
                task.cancel()
        await self.now.pool.close()
        if self.now.store != self.settings.store:
            _remove(self.now.store)
        if self.scratch:
            shutil.rmtree(self.scratch, ignore_errors=True)


def _remove(store: Path) -> None:
    """Remove a copy; queries that still run keep the files open, or have them in memory."""
    shutil.rmtree(store.parent, ignore_errors=True)
