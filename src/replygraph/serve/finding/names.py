"""The index of all names of a generation, made once, beside the event loop."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from replygraph.errors import MachineError
from replygraph.serve.aside import done_aside
from replygraph.serve.finding.index import Index
from replygraph.serve.finding.search import Found, Hit, find
from replygraph.serve.live import Generation
from replygraph.vocab import iri as full

#: classes whose members have names that people look for; a bit each
CLASSES = (
    "foaf:Person",
    "rg:Agency",
    "org:Organization",
    "schema:Place",
    "schema:Event",
    "rg:Program",
    "rg:Document",
    "rg:Submission",
    "rg:Medium",
    "rg:Letter",
    "rg:Proposal",
    "rg:Suggestion",
)
#: kinds of things, in the order of the page of results; bits after those of the classes
KINDS = (
    "agency",
    "proposal",
    "program",
    "event",
    "document",
    "org",
    "place",
    "person",
    "media",
    "letter",
)
_AFTER = 16


def kind_bits(kinds: Iterable[str]) -> int:
    """Return the bits of kinds; what is no kind is left out.

    >>> kind_bits(["agency", "nonsense"]) == 1 << 16
    True
    """
    return sum(1 << (_AFTER + KINDS.index(kind)) for kind in set(kinds) if kind in KINDS)


def class_bits(classes: Iterable[str]) -> int:
    """Return the bits of classes given as IRIs."""
    wanted = set(classes)
    return sum(1 << place for place, name in enumerate(CLASSES) if full(name) in wanted)


def classes_of(bits: int) -> tuple[str, ...]:
    """Return the IRIs of the classes that bits stand for."""
    return tuple(full(name) for place, name in enumerate(CLASSES) if bits >> place & 1)


@dataclass(frozen=True, slots=True)
class Names:
    """All names of a generation."""

    index: Index

    def find(self, text: str, *, kinds: Iterable[str] = (), classes: Iterable[str] = ()) -> Found:
        """Return what a text may mean, of these kinds or classes, else of any."""
        return find(self.index, text, wanted=kind_bits(kinds) | class_bits(classes))

    def hits(
        self, text: str, most: int = 10, *, kinds: Iterable[str] = (), classes: Iterable[str] = ()
    ) -> list[Hit]:
        """Return the likeliest, at most so many."""
        return list(self.find(text, kinds=kinds, classes=classes).hits(0, most))


def _loaded(file: Path) -> Names:
    with np.load(file) as arrays:
        return Names(Index({name: arrays[name] for name in arrays.files}))


async def _gathered(now: Generation) -> Names:
    """Have a process of its own read the names of a generation, so that nothing waits for it."""
    with tempfile.TemporaryDirectory(prefix="replygraph-names-") as folder:
        file = Path(folder) / "names.npz"
        module = "replygraph.serve.finding.gather"
        if not await done_aside(module, str(now.folder), str(file), now.base):
            raise MachineError(
                "名称索引未能建成：进程意外结束，请查看服务的日志。",
                "the index of names could not be made: its process ended; see the service's log.",
            )
        return await asyncio.to_thread(_loaded, file)


async def names(now: Generation) -> Names:
    """Return the index of names, made once for a generation.

    Raises MachineError where it cannot be made.
    """

    async def made() -> Names:
        return await _gathered(now)

    found: Names = await now.once("names", made)
    return found
