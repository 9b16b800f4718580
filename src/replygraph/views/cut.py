"""What of a corpus network is drawn at once: a few groups and bodies, placed, with their ties."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from replygraph.resources import authority
from replygraph.views.filters import Chosen
from replygraph.views.grouped import Group
from replygraph.views.names import short
from replygraph.views.network import Words
from replygraph.views.whole import KINDS, Floats, Ints, Whole, summed

#: marks of a first view: bodies, groups and ties together
MARKS = 300
_FLAGS = 80_000_000

_Places = npt.NDArray[np.int64] | Ints


@dataclass(frozen=True, slots=True)
class Mark:
    """A group or a body as drawn, in units of a screen at its natural size; ``id`` is its key.

    Of a group ``size`` counts the bodies, ``kind`` is the commonest among them, ``kinds`` counts
    all of theirs, and ``top`` are the strongest. ``acts``, ``strength`` and ``partners`` are of
    what the filter leaves; of a group they count what lies within it and leads out of it.
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
    kinds: tuple[tuple[str, int], ...] = ()


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
    margin = 52 if mark.group else 12
    return max(2 * mark.r + margin, min(wide, 170.0) + 14, 60.0), 2 * mark.r + 32 + margin / 2


def radius(mark: Mark, most: float) -> float:
    """Return how large a mark is drawn."""
    if mark.group:
        return float(min(58.0, 12 + 3.1 * mark.size**0.5))
    return float(6 + 13 * (mark.strength / most) ** 0.5) if most > 0 else 6.0


def distinct(values: Ints, size: int) -> int:
    """Return how many different values below ``size`` there are."""
    flags = np.zeros(size, dtype=bool)
    flags[values] = True
    return int(np.count_nonzero(flags))


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
        "acts": distinct(net.pair_act[left.pairs], len(net.act_kind)),
        "acts_all": distinct(net.pair_act, len(net.act_kind)),
        "letters": net.letters,
    }


def _region(net: Whole, place: Ints) -> str:
    parts = [net.places[int(code)] for code in place]
    return "".join(dict.fromkeys(part for part in parts if part))


def body_mark(net: Whole, body: int, parent: str, label: str) -> Mark:
    """Return the mark of a body, its figures still empty."""
    name = net.names[body]
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


def _called(name: Words) -> Words:
    """Return a group's name for drawing: an autonomous region as everybody calls it.

    >>> _called(Words("内蒙古自治区", "内蒙古自治区")).zh
    '内蒙古'
    """
    if not name.zh.endswith("自治区"):
        return name
    known = authority().by_name.get(name.zh, ())
    short = next((place.short[0] for place in known if place.short), "")
    return Words(short, short) if short else name


def _group_mark(net: Whole, group: Group, parent: str) -> Mark:
    kinds = Counter(net.kind[group.members].tolist())
    ranked = sorted(kinds, key=lambda code: (-kinds[code], code))
    return Mark(
        group.key,
        group.name,
        _called(group.name),
        KINDS[ranked[0]],
        group=True,
        size=len(group.members),
        parent=parent,
        region="",
        level=0,
        acts=0,
        strength=0.0,
        partners=0,
        top=tuple(net.names[int(n)] for n in group.members[:5]),
        kinds=tuple((KINDS[code], kinds[code]) for code in sorted(kinds)),
    )


class Seen:
    """The marks of a cut and which of them stands for each body."""

    def __init__(self, net: Whole, cut: Sequence[tuple[Group | int, Group]]) -> None:
        """Let each mark of the cut stand for its bodies."""
        self.net = net
        self.stands = np.full(len(net.ids), -1, np.int64)
        self.marks: list[Mark] = []
        self.bodies = [-1 if isinstance(child, Group) else child for child, _ in cut]
        homes: dict[str, tuple[int, ...]] = {}
        for index, (child, group) in enumerate(cut):
            if isinstance(child, Group):
                self.stands[child.members] = index
                self.marks.append(_group_mark(net, child, group.place))
                continue
            if group.place not in homes:
                homes[group.place] = _home(net, group.members)
            self.stands[child] = index
            label = shortened(net, child, homes[group.place])
            self.marks.append(body_mark(net, child, group.place, label))

    def between(self, left: Chosen) -> tuple[Ints, Floats, Ints]:
        """Return the pairs of marks with the strength and number of the ties between them."""
        net, ties = self.net, np.flatnonzero(left.ties)
        one, other = self.stands[net.tie_a[ties]], self.stands[net.tie_b[ties]]
        keep = (one >= 0) & (other >= 0) & (one != other)
        width = len(self.marks)
        codes = (np.minimum(one, other) * width + np.maximum(one, other))[keep]
        count = np.bincount(codes, minlength=width * width)
        strength = summed(codes, left.strength[ties[keep]], width * width)
        found = np.flatnonzero(count)
        pairs = np.stack([found // width, found % width], axis=1) if width else found
        return pairs.astype(np.int32), strength[found], count[found].astype(np.int32)

    def acts(self, left: Chosen, shown: set[tuple[int, int]]) -> dict[tuple[int, int], set[int]]:
        """Return the distinct acts behind each of the pairs of marks."""
        net, width = self.net, len(self.marks)
        one, other = self.stands[net.tie_a], self.stands[net.tie_b]
        codes = np.minimum(one, other) * width + np.maximum(one, other)
        wanted = np.zeros(width * width + 1, dtype=bool)
        wanted[[a * width + b for a, b in shown]] = True
        ties = wanted[np.where((one >= 0) & (other >= 0), codes, -1)]
        pairs = left.pairs & ties[net.pair_tie]
        code, act = codes[net.pair_tie[pairs]], net.pair_act[pairs]
        found: dict[tuple[int, int], set[int]] = {pair: set() for pair in shown}
        for where, n in zip(code.tolist(), act.tolist(), strict=True):
            found[where // width, where % width].add(n)
        return found

    def touched(self, left: Chosen) -> tuple[Ints, Ints]:
        """Return of each mark how many acts and how many bodies outside it is tied to."""
        net, count = self.net, len(self.marks)
        tie, act = net.pair_tie[left.pairs], net.pair_act[left.pairs]
        ends = ((self.stands[net.tie_a[tie]], act), (self.stands[net.tie_b[tie]], act))
        acts = _distinct(ends, count, len(net.act_kind))
        ties = np.flatnonzero(left.ties)
        a, b = net.tie_a[ties], net.tie_b[ties]
        one, other = self.stands[a], self.stands[b]
        out = one != other
        met = _distinct(((one[out], b[out]), (other[out], a[out])), count, len(net.ids))
        return acts, met


def _distinct(pairs: Sequence[tuple[_Places, _Places]], count: int, size: int) -> Ints:
    """Return for each of ``count`` marks how many different values below ``size`` it has."""
    if count * size <= _FLAGS:
        flags = np.zeros((count, size), dtype=bool)
        for mark, value in pairs:
            there = mark >= 0
            flags[mark[there], value[there]] = True
        found: Ints = np.count_nonzero(flags, axis=1).astype(np.int32)
        return found
    every = np.concatenate([mark[mark >= 0] * size + value[mark >= 0] for mark, value in pairs])
    return np.bincount(np.unique(every) // size, minlength=count).astype(np.int32)


def _home(net: Whole, members: Ints) -> tuple[int, ...]:
    """Return the place (province, region, district) that most of the members have."""
    width = len(net.places)
    spots = net.place[members].astype(np.int64)
    codes = (spots[:, 0] * width + spots[:, 1]) * width + spots[:, 2]
    values, counts = np.unique(codes, return_counts=True)
    best = int(values[int(counts.argmax())])
    return best // width // width, best // width % width, best % width


def shortened(net: Whole, body: int, home: tuple[int, ...]) -> str:
    """Return the name of a body without the region, where that is the home of all around it."""
    name = net.names[body]
    if tuple(net.place[body].tolist()) != home:
        return name
    city, district = net.places[home[1]], net.places[home[2]]
    for region in (city + district, district, city):
        if region and name.startswith(region) and len(name) > len(region) + 1:
            return name.removeprefix(region)
    return short(name)


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
