"""What is known from all letters together: facts, handlings, joint acts, collaborations.

`derive` is a pure function of the letters (`replygraph.claims.Claims`), in any order: adding,
replacing and removing letters gives what deriving anew gives. `share` and `settle` do the same
letter by letter, for a store that keeps the cells between.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from replygraph import iri
from replygraph.claims import Claims, Named
from replygraph.derive.acts import KINDS, collaboration, collaborations
from replygraph.derive.authority import Change, Known, Line
from replygraph.derive.cells import Cells, Entry, Memory
from replygraph.derive.settle import OWN, Settled, settle
from replygraph.derive.shares import KNOWN, SEP, known_share, renamed, share
from replygraph.derive.values import Act, Collaboration, Facts, Handling, Submission
from replygraph.identify import Identity

__all__ = [
    "KINDS",
    "KNOWN",
    "OWN",
    "SEP",
    "Act",
    "Cells",
    "Change",
    "Collaboration",
    "Entry",
    "Facts",
    "Handling",
    "Known",
    "Line",
    "Memory",
    "Settled",
    "Submission",
    "collaboration",
    "collaborations",
    "derive",
    "known_share",
    "renamed",
    "settle",
    "share",
]


def derive(letters: Iterable[Claims], identity: Identity, base: str = iri.BASE) -> Facts:
    """Return all that is known from ``letters``; their order does not matter."""
    cells = Memory()
    for letter in letters:
        cells.add(share(letter, identity, base))
    found: dict[str, dict[str, Any]] = defaultdict(dict)
    for settled in settle(cells, base):
        if settled.value is not None:
            found[settled.kind][settled.key] = settled.value
    things: list[Named] = [t for called, _ in found["thing"].values() for t in called]

    def split(kind: str) -> list[tuple[str, ...]]:
        return sorted(tuple(key.split(SEP)) for key in found[kind])

    def values(kind: str) -> tuple[Any, ...]:
        return tuple(value for _, value in sorted(found[kind].items()))

    return Facts(
        triples=tuple((s, p, o) for s, p, o in split("triple")),
        things=tuple(sorted(things)),
        submissions=values("submission"),
        members=tuple((person, assembly) for person, assembly in split("member")),
        policies=tuple(sorted(found["policy"])),
        handlings=tuple(sorted(values("handling"), key=lambda h: (h.submission, h.agency))),
        acts=values("act"),
        collaborations=values("pair"),
        dates=tuple(sorted(found["date"])),
        same=dict(sorted(identity.same.items())),
        known={name: known for name, (_, known) in sorted(found["thing"].items()) if known},
        lines=tuple(line for lines in values("lines") for line in lines),
    )
