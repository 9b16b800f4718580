"""What of a corpus network is drawn at once: a few groups and bodies, placed, with their ties."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from replygraph.views.filters import Chosen
from replygraph.views.grouped import Group
from replygraph.views.names import short
from replygraph.views.network import Words
from replygraph.views.whole import KINDS, Floats, Ints, Whole, summed

#: marks of a first view: bodies, groups and ties together
MARKS = 300


@dataclass(frozen=True, slots=True)
class Mark:
    """A group or a body as drawn, in units of a screen at its natural size; ``id`` is its key.

    Of a group ``size`` counts the bodies, ``kind`` is the commonest among them, and ``top`` are
    the strongest. ``acts``, ``strength`` and ``partners`` are of what the filter leaves; of a
    group they count what lies within it and leads out of it.
    """

    id: str
    name: Words
    label: Words
    kind: str
    group: bool
    size: int
    parent: str
    region: str
    level: int
    acts: int
    strength: float
    partners: int
    x: float = 0.0
    y: float = 0.0
    r: float = 0.0
    top: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A tie as drawn between two marks (indices); ``ties`` counts the pairs of bodies behind it."""

    a: int
    b: int
    acts: int
    strength: float
    ties: int
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ground:
    """The area of a group that is open."""

    key: str
    name: Words
    size: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Picture:
    """What is drawn, and what it counts out of how many (``totals``)."""

    marks: tuple[Mark, ...]
    lines: tuple[Line, ...]
    grounds: tuple[Ground, ...] = ()
    years: Mapping[int, int] = field(default_factory=dict)
    undated: int = 0
    totals: Mapping[str, int] = field(default_factory=dict)
    opened: tuple[str, ...] = ()


def box(mark: Mark) -> tuple[float, float]:
    """Return the width and height that a mark wants with its label underneath."""
    wide = sum(13.0 if ord(char) > 0x2E7F else 7.5 for char in mark.label.zh)
    return max(2 * mark.r + 12, min(wide, 170.0) + 14, 60.0), 2 * mark.r + 32


def radius(mark: Mark, most: float) -> float:
    """Return how large a mark is drawn."""
    if mark.group:
        return float(min(66.0, 13 + 4.6 * mark.size**0.5))
    return float(6 + 13 * (mark.strength / most) ** 0.5) if most > 0 else 6.0


def totals(net: Whole, left: Chosen) -> dict[str, int]:
    """Return how many bodies, ties and acts the filter leaves, and how many there are."""
    ties = left.ties
    active = np.zeros(len(net.ids), dtype=bool)
    active[net.tie_a[ties]] = True
    active[net.tie_b[ties]] = True
    return {
        "bodies": int(active.sum()),
        "bodies_all": len(net.ids),
        "agencies": net.bodies,
        "ties": int(ties.sum()),
        "ties_all": len(net.tie_a),
        "acts": len(np.unique(net.pair_act[left.pairs])),
        "acts_all": len(np.unique(net.pair_act)),
        "letters": net.letters,
    }


def _region(net: Whole, place: Ints) -> str:
    parts = [net.places[int(code)] for code in place]
    return "".join(dict.fromkeys(part for part in parts if part))


def body_mark(net: Whole, body: int, parent: str, *, shortened: bool) -> Mark:
    """Return the mark of a body, its figures still empty."""
    name = net.names[body]
    label = short(name) if shortened else name
    return Mark(
        net.ids[body],
        Words(name, name),
        Words(label, label),
        KINDS[int(net.kind[body])],
        group=False,
        size=1,
        parent=parent,
        region=_region(net, net.place[body]),
        level=int(net.level[body]),
        acts=0,
        strength=0.0,
        partners=0,
    )


def _group_mark(net: Whole, group: Group, parent: str) -> Mark:
    kinds = Counter(net.kind[group.members].tolist())
    best = min(kinds, key=lambda code: (-kinds[code], code))
    return Mark(
        group.key,
        group.name,
        group.name,
        KINDS[best],
        group=True,
        size=len(group.members),
        parent=parent,
        region="",
        level=0,
        acts=0,
        strength=0.0,
        partners=0,
        top=tuple(net.names[int(n)] for n in group.members[:5]),
    )


class Seen:
    """The marks of a cut and which of them stands for each body."""

    def __init__(self, net: Whole, cut: Sequence[tuple[Group | int, Group]]) -> None:
        """Let each mark of the cut stand for its bodies."""
        self.net = net
        self.stands = np.full(len(net.ids), -1, np.int64)
        self.marks: list[Mark] = []
        self.bodies = [-1 if isinstance(child, Group) else child for child, _ in cut]
        homes: dict[str, bool] = {}
        for index, (child, group) in enumerate(cut):
            if isinstance(child, Group):
                self.stands[child.members] = index
                self.marks.append(_group_mark(net, child, group.place))
                continue
            if group.place not in homes:
                homes[group.place] = len(np.unique(net.place[group.members, 1])) == 1
            self.stands[child] = index
            self.marks.append(body_mark(net, child, group.place, shortened=homes[group.place]))

    def between(self, left: Chosen) -> tuple[Ints, Floats, Ints]:
        """Return the pairs of marks with the strength and number of the ties between them."""
        net, ties = self.net, np.flatnonzero(left.ties)
        one, other = self.stands[net.tie_a[ties]], self.stands[net.tie_b[ties]]
        keep = (one >= 0) & (other >= 0) & (one != other)
        low, high = np.minimum(one, other)[keep], np.maximum(one, other)[keep]
        width = len(self.marks) + 1
        codes, place = np.unique(low * width + high, return_inverse=True)
        strength = summed(place, left.strength[ties[keep]], len(codes))
        count = np.bincount(place, minlength=len(codes)).astype(np.int32)
        pairs = np.stack([codes // width, codes % width], axis=1)
        return pairs.astype(np.int32), strength, count

    def acts(self, left: Chosen, shown: set[tuple[int, int]]) -> dict[tuple[int, int], set[int]]:
        """Return the distinct acts behind each of the pairs of marks."""
        net = self.net
        tie, act = net.pair_tie[left.pairs], net.pair_act[left.pairs]
        one, other = self.stands[net.tie_a[tie]], self.stands[net.tie_b[tie]]
        low, high = np.minimum(one, other), np.maximum(one, other)
        width = len(self.marks) + 1
        wanted = np.isin(low * width + high, [a * width + b for a, b in shown])
        found: dict[tuple[int, int], set[int]] = defaultdict(set)
        for a, b, n in zip(
            low[wanted].tolist(), high[wanted].tolist(), act[wanted].tolist(), strict=True
        ):
            found[a, b].add(n)
        return found

    def touched(self, left: Chosen) -> tuple[Ints, Ints]:
        """Return of each mark how many acts and how many bodies outside it is tied to."""
        net = self.net
        tie, act = net.pair_tie[left.pairs], net.pair_act[left.pairs]
        size = len(net.act_kind) + 1
        ends = np.concatenate([self.stands[net.tie_a[tie]], self.stands[net.tie_b[tie]]])
        codes = np.unique(ends * size + np.concatenate([act, act]))
        acts = np.bincount(codes[codes >= 0] // size, minlength=len(self.marks))
        ties = np.flatnonzero(left.ties)
        a, b = net.tie_a[ties], net.tie_b[ties]
        out = self.stands[a] != self.stands[b]
        near = np.concatenate([self.stands[a][out], self.stands[b][out]])
        far = np.concatenate([b[out], a[out]])
        pairs = np.unique(near * (len(net.ids) + 1) + far)
        met = np.bincount(pairs[pairs >= 0] // (len(net.ids) + 1), minlength=len(self.marks))
        return acts.astype(np.int32), met.astype(np.int32)


def strongest(pairs: Ints, strength: Floats, most: int) -> list[int]:
    """Return which pairs to draw: the strongest of each mark first, then the strongest of all."""
    order = np.lexsort((pairs[:, 1], pairs[:, 0], -strength)).tolist()
    seen: set[int] = set()
    first: list[int] = []
    rest: list[int] = []
    for n in order:
        ends = set(pairs[n].tolist())
        (first if ends - seen else rest).append(n)
        seen |= ends
    return sorted([*first, *rest][:most])
