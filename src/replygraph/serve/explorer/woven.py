"""The network of the generation that is served: made once, in a process of its own, then kept."""

from __future__ import annotations

import asyncio
from collections import Counter, OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from weakref import WeakKeyDictionary

from replygraph.errors import MachineError
from replygraph.iri import BASE
from replygraph.serve.aside import done_aside
from replygraph.serve.live import Generation, Live
from replygraph.views.overview import Plan
from replygraph.views.whole import Whole, load

_KEPT = 200
_PLANS = 24


@dataclass(slots=True)
class Woven:
    """One network (by lineage or by body), with what finds bodies in it and answers made before."""

    net: Whole
    base: str
    members: dict[int, list[tuple[str, str]]] = field(default_factory=dict)
    _at: dict[str, int] = field(default_factory=dict)
    _called: dict[str, int] = field(default_factory=dict)
    _made: OrderedDict[str, bytes] = field(default_factory=OrderedDict)
    _plans: OrderedDict[object, Plan] = field(default_factory=OrderedDict)

    def __post_init__(self) -> None:
        """Index ids and the names that only one body bears."""
        earlier = self.net.earlier
        self._at = {iri: index for iri, _, index in earlier}
        self._at |= {iri: index for index, iri in enumerate(self.net.ids)}
        counts = Counter(self.net.names) + Counter(name for _, name, _ in earlier)
        self._called = {name: index for _, name, index in earlier if counts[name] <= 2}
        counts = Counter(self.net.names)
        self._called |= {n: i for i, n in enumerate(self.net.names) if counts[n] == 1}
        for iri, name, index in earlier:
            self.members.setdefault(index, []).append((iri, name))

    def find(self, given: str) -> int | None:
        """Return the body that a name, an IRI or the end of an IRI means, None where none."""
        if given in self._called:
            return self._called[given]
        for name in (given, self.base + given, BASE + given):
            if name in self._at:
                return self._at[name]
        return None

    def key(self, body: int) -> str:
        """Return how a body stands in an address: by its name where no other has the same."""
        name, iri = self.net.names[body], self.net.ids[body]
        if self._called.get(name) == body:
            return name
        for base in (self.base, BASE):
            if iri.startswith(base):
                return iri.removeprefix(base)
        return iri

    def iris(self, body: int) -> tuple[str, ...]:
        """Return the IRIs of the bodies of a lineage; of a body its own."""
        return tuple(iri for iri, _ in self.members.get(body, ())) or (self.net.ids[body],)

    def once(self, name: str, make: Callable[[], bytes]) -> bytes:
        """Return what ``make()`` gave for this name; the least used is forgotten."""
        found = self._made.pop(name, None)
        if found is None:
            found = make()
        self._made[name] = found
        while len(self._made) > _KEPT:
            self._made.popitem(last=False)
        return found

    def plan(self, key: object, make: Callable[[], Plan]) -> Plan:
        """Return what stands where, made once for a key."""
        found = self._plans.get(key)
        if found is None:
            found = self._plans.setdefault(key, make())
        while len(self._plans) > _PLANS:
            self._plans.popitem(last=False)
        return found


async def _weave(now: Generation, folder: Path) -> dict[str, Woven]:
    if not await done_aside("replygraph.serve.explorer.weaving", str(now.folder), str(folder)):
        raise MachineError(
            "协作网络未能算出：计算进程意外结束，请查看服务的日志。",
            "the network could not be computed: its process ended; see the log of the service.",
        )
    nets = [await asyncio.to_thread(load, folder, by) for by in ("lineage", "body")]
    return {net.by: await asyncio.to_thread(Woven, net, now.base) for net in nets}


#: what is made or was, by service and generation: one that is read from disk first and from memory
#: later is the same generation, and its network is made once
_MAKING: WeakKeyDictionary[Live, dict[tuple[int, int], asyncio.Future[dict[str, Woven]]]] = (
    WeakKeyDictionary()
)


def _making(live: Live, now: Generation) -> asyncio.Future[dict[str, Woven]]:
    """Return what makes the networks of a generation, begun on the first call."""
    assert live.scratch
    made = _MAKING.setdefault(live, {})
    key = now.number, now.at
    if key not in made:
        folder = live.scratch / f"network-{now.number}-{now.at}"
        made[key] = asyncio.ensure_future(_weave(now, folder))
        made[key].add_done_callback(lambda done: _failed(done) and made.pop(key, None))
        for old in sorted(made)[:-2]:  # the one before may still be asked for
            made.pop(old).cancel()
    return made[key]


def _failed(done: asyncio.Future[dict[str, Woven]]) -> bool:
    return done.cancelled() or done.exception() is not None


async def woven(live: Live, now: Generation, wait: float | None = None) -> dict[str, Woven] | None:
    """Return the networks of a generation by ``lineage`` and ``body``.

    They are made on the first call. None where that takes longer than ``wait`` seconds: it goes
    on, and a later call gets them. Raises MachineError where they cannot be made.
    """
    making = _making(live, now)
    done, _ = await asyncio.wait({making}, timeout=wait)
    return making.result() if done else None
