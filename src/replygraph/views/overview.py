"""The pictures of a corpus network: groups and what is open of them, one agency, the way of two."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from replygraph.analyse.nested import around, arranged
from replygraph.analyse.ways import way
from replygraph.views.cut import (
    MARKS,
    Ground,
    Line,
    Mark,
    Picture,
    Seen,
    box,
    radius,
    strongest,
    totals,
)
from replygraph.views.filters import Chosen, Filter, chosen, degrees, histogram
from replygraph.views.grouped import Group, Grouped, Grouping
from replygraph.views.network import Words
from replygraph.views.whole import ACTS, Floats, Whole, summed

_FEWEST_LINES = 110
_MOST_MARKS = 190
_MARGIN, _TITLE = 40.0, 52.0
_PARTNERS = 60
_SCREEN = 1.75
_ALL = Group("", Words("", ""), np.zeros(0, np.int32), 0)

Points = Mapping[int, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a view draws whatever the acts and years: its marks and where they stand."""

    full: Chosen
    seen: Seen
    places: Points
    grounds: tuple[Ground, ...]
    opened: tuple[str, ...]


def plan(
    net: Whole,
    by: Grouping,
    what: Filter,
    kinds: Mapping[str, Words],
    opened: Sequence[str] | None = None,
) -> Plan:
    """Return the groups, and what is in those that are open, placed.

    Where ``opened`` is None all groups are open if everything then is at most 300 marks, else
    none. Depends on grouping, kinds and region, not on acts and years: what changes over time
    changes in its place.
    """
    full = chosen(net, what, timed=False)
    inside = np.flatnonzero(full.body).astype(np.int32)
    tree = Grouped(net, by, inside, degrees(net, full.strength), kinds)
    keys = set(opened or ())
    if opened is None and len(inside) + int(full.ties.sum()) <= MARKS:
        keys = _all_keys(tree)
    cut, open_now = tree.cut(keys, _MOST_MARKS)
    seen = Seen(net, cut)
    marks = _sized(net, seen, full, full)
    places, grounds = _placed(marks, seen, full, [tree.root, *open_now])
    return Plan(full, seen, places, grounds, tuple(group.key for group in open_now))


def on(net: Whole, laid: Plan, what: Filter) -> Picture:
    """Return the picture of a plan with what the filter leaves of acts and years."""
    left = chosen(net, what) if what.by_act else laid.full
    found = _filled(net, laid.seen, left, laid.full, what)
    spots = [laid.places[n] for n in range(len(found.marks))]
    return replace(found, marks=_at(found.marks, spots), grounds=laid.grounds, opened=laid.opened)


def overview(
    net: Whole,
    by: Grouping,
    what: Filter,
    kinds: Mapping[str, Words],
    *,
    opened: Sequence[str] | None = None,
) -> Picture:
    """Return the groups, and what is in those that are open (see `plan`)."""
    return on(net, plan(net, by, what, kinds, opened), what)


def _all_keys(tree: Grouped) -> set[str]:
    found, waiting = set[str](), [tree.root]
    while waiting and len(found) < MARKS:
        for child in tree.children(waiting.pop()):
            if isinstance(child, Group):
                found.add(child.key)
                waiting.append(child)
    return found


def _filled(net: Whole, seen: Seen, left: Chosen, full: Chosen, what: Filter) -> Picture:
    """Return the picture with its figures and lines, nothing placed yet."""
    acts, met = seen.touched(left)
    marks = tuple(
        replace(mark, acts=int(acts[n]), partners=int(met[n]))
        for n, mark in enumerate(_sized(net, seen, left, full))
    )
    years, undated = histogram(net, what, full.pairs)
    counts = totals(net, left)
    most = max(_FEWEST_LINES, min(MARKS - len(marks), 4 * len(marks)))
    lines, between = _lines(net, seen, left, most)
    counts |= {"lines": len(lines), "lines_all": between, "marks": len(marks) + len(lines)}
    return Picture(marks, lines, (), years, undated, counts)


def _sized(net: Whole, seen: Seen, left: Chosen, full: Chosen) -> list[Mark]:
    """Return the marks with what the filter leaves of their strength, and as large as that.

    What is large is measured by all acts and years, so that sizes can be compared.
    """
    strength, stands = degrees(net, left.strength), seen.stands
    there = stands >= 0
    sums = summed(stands[there], strength[there], len(seen.marks))
    drawn = [body for body in seen.bodies if body >= 0]
    most = float(degrees(net, full.strength)[drawn].max()) if drawn else 0.0
    found = (replace(mark, strength=round(float(sums[n]), 4)) for n, mark in enumerate(seen.marks))
    return [replace(mark, r=round(radius(mark, most), 1)) for mark in found]


def _lines(net: Whole, seen: Seen, left: Chosen, most: int) -> tuple[tuple[Line, ...], int]:
    pairs, strength, count = seen.between(left)
    if not len(pairs):
        return (), 0
    shown = strongest(pairs, strength, most)
    ends = [(int(pairs[n, 0]), int(pairs[n, 1])) for n in shown]
    acts = seen.acts(left, set(ends))
    lines = tuple(
        Line(
            *pair,
            len(acts[pair]),
            round(float(strength[n]), 4),
            int(count[n]),
            tuple(ACTS[k] for k in sorted({int(net.act_kind[act]) for act in acts[pair]})),
        )
        for n, pair in zip(shown, ends, strict=True)
    )
    return lines, len(pairs)


def _placed(
    marks: Sequence[Mark], seen: Seen, full: Chosen, opened: Sequence[Group]
) -> tuple[dict[int, tuple[float, float]], tuple[Ground, ...]]:
    """Return where each mark stands, and the areas of the groups that are open."""
    parents: dict[str, list[int]] = defaultdict(list)
    for n, mark in enumerate(marks):
        parents[mark.parent].append(n)
    groups = {group.key: group for group in opened if not group.pile}
    inner: dict[str, list[str]] = defaultdict(list)
    for key, group in groups.items():
        if key:
            inner[_parent(key, groups)].append(group.key)
    maker = _Placer(seen, full, marks, parents, inner, groups)
    maker.place("")
    places, grounds = maker.absolute()
    return places, grounds


def _parent(key: str, groups: Mapping[str, Group]) -> str:
    """Return the key of the innermost open group that holds this one."""
    while key:
        key = key.rpartition("/")[0]
        if key in groups:
            return key
    return ""


class _Placer:
    """Places each open group in itself, then where it belongs."""

    def __init__(
        self,
        seen: Seen,
        full: Chosen,
        marks: Sequence[Mark],
        parents: Mapping[str, list[int]],
        inner: Mapping[str, list[str]],
        groups: Mapping[str, Group],
    ) -> None:
        self.marks, self.parents, self.inner, self.groups = marks, parents, inner, groups
        self.pairs, self.strength, _ = seen.between(full)
        self.points: dict[str, list[tuple[float, float]]] = {}
        self.size: dict[str, tuple[float, float]] = {}

    def _owner(self, key: str) -> dict[int, int]:
        """Return for each mark in a group which of the group's children it belongs to."""
        own = self.parents.get(key, [])
        found = {mark: place for place, mark in enumerate(own)}
        for place, child in enumerate(self.inner.get(key, [])):
            waiting = [child]
            while waiting:
                group = waiting.pop()
                found |= dict.fromkeys(self.parents.get(group, []), len(own) + place)
                waiting += self.inner.get(group, [])
        return found

    def place(self, key: str) -> tuple[float, float]:
        """Place what is in a group; return the width and height that it takes."""
        boxes = [box(self.marks[n]) for n in self.parents.get(key, [])]
        boxes += [self.place(child) for child in self.inner.get(key, [])]
        owner = self._owner(key)
        ties: dict[tuple[int, int], float] = defaultdict(float)
        for (a, b), weight in zip(self.pairs.tolist(), self.strength.tolist(), strict=True):
            one, other = owner.get(a), owner.get(b)
            if one is not None and other is not None and one != other:
                ties[min(one, other), max(one, other)] += weight
        wide = _SCREEN if not key else 1.3
        pairs = [(*pair, weight) for pair, weight in ties.items()]
        points = arranged(pairs, boxes, wide=wide)
        self.points[key] = [(float(x), float(y)) for x, y in points]
        reach = np.abs(points) + np.array(boxes).reshape(-1, 2) / 2
        across, high = (2 * reach.max(axis=0)).tolist() if len(boxes) else (0.0, 0.0)
        self.size[key] = (across + _MARGIN, high + _MARGIN + _TITLE)
        return self.size[key]

    def absolute(self) -> tuple[dict[int, tuple[float, float]], tuple[Ground, ...]]:
        """Return where all marks and open groups stand."""
        places: dict[int, tuple[float, float]] = {}
        grounds: list[Ground] = []
        waiting = [("", 0.0, 0.0)]
        while waiting:
            key, x, y = waiting.pop(0)
            own, points = self.parents.get(key, []), self.points[key]
            below = _TITLE / 2 if key else 0.0  # the name of an open group stands above
            for mark, (dx, dy) in zip(own, points, strict=False):
                places[mark] = (x + dx, y + dy + below)
            for child, (dx, dy) in zip(self.inner.get(key, []), points[len(own) :], strict=True):
                waiting.append((child, x + dx, y + dy + below))
                group, (wide, high) = self.groups[child], self.size[child]
                spot = (
                    round(x + dx, 1),
                    round(y + dy + below, 1),
                    round(wide - 16, 1),
                    round(high - 16, 1),
                )
                grounds.append(Ground(child, group.name, len(group.members), *spot))
        return places, tuple(grounds)


def _alone(net: Whole, members: Sequence[int]) -> Seen:
    """Return some bodies by themselves."""
    group = replace(_ALL, members=np.array(members, np.int32))
    return Seen(net, [(int(n), group) for n in members])


def ego(net: Whole, body: int, what: Filter, *, most: int = _PARTNERS) -> Picture:
    """Return a body in the middle of its strongest partners, and their ties among each other.

    Who is a partner is told by all acts and years; what the filter leaves of it by the figures:
    acts and strength of a partner are those it shares with the body, ``partners`` counts all of
    its own. ``totals["partners_all"]`` counts all partners, also those that are not drawn.
    """
    wide = replace(what, kinds=(), region="")
    full = chosen(net, wide, timed=False)
    left = chosen(net, wide) if what.by_act else full
    every, now = _near(net, body, full), _near(net, body, left)
    near = sorted(every, key=lambda other: (-every[other][0], other))[:most]
    members = [body, *near]
    seen = _alone(net, members)
    picture = _filled(net, seen, left, full, what)
    top = max((strength for strength, _ in every.values()), default=1.0)
    circles = [int(net.circle[n]) for n in near]
    own = _own(net, body, left)
    first = replace(picture.marks[0], label=picture.marks[0].name, acts=own["own_acts"], r=19.0)
    standing = [
        first,
        *(_shared(m, every[n], top) for m, n in zip(picture.marks[1:], near, strict=True)),
    ]
    points = around(circles, [box(mark) for mark in standing])
    drawn = [_shared(m, now.get(n), top) for m, n in zip(picture.marks[1:], near, strict=True)]
    pairs = full.pairs & ((net.tie_a == body) | (net.tie_b == body))[net.pair_tie]
    years, undated = histogram(net, what, pairs)
    counts = dict(picture.totals) | {"partners_all": len(every), "partners": len(now)}
    return replace(
        picture,
        marks=_at([first, *drawn], points),
        years=years,
        undated=undated,
        totals=counts | own,
    )


def _shared(mark: Mark, tie: tuple[float, int] | None, most: float) -> Mark:
    """Return a partner with what it shares with the body in the middle, as large as that."""
    strength, acts = tie or (0.0, 0)
    found = replace(mark, acts=acts, strength=round(strength, 4))
    return replace(found, r=round(radius(found, most), 1))


def _own(net: Whole, body: int, left: Chosen) -> dict[str, int]:
    """Return how many acts and ties of the body the filter leaves."""
    mine = (net.tie_a == body) | (net.tie_b == body)
    acts = np.unique(net.pair_act[left.pairs & mine[net.pair_tie]])
    return {"own_acts": len(acts), "own_ties": int((mine & left.ties).sum())}


def _near(net: Whole, body: int, left: Chosen) -> dict[int, tuple[float, int]]:
    """Return the partners of a body with strength and number of acts of each tie."""
    ties = np.flatnonzero(left.ties & ((net.tie_a == body) | (net.tie_b == body)))
    others = np.where(net.tie_a[ties] == body, net.tie_b[ties], net.tie_a[ties])
    values = zip(left.strength[ties].tolist(), left.count[ties].tolist(), strict=True)
    return dict(zip(others.tolist(), values, strict=True))


def _at(marks: Sequence[Mark], points: Sequence[Sequence[float]] | Floats) -> tuple[Mark, ...]:
    return tuple(
        replace(mark, x=round(float(points[n][0]), 1), y=round(float(points[n][1]), 1))
        for n, mark in enumerate(marks)
    )


def between(net: Whole, one: int, other: int, what: Filter) -> Picture | None:
    """Return the shortest way of collaborations between two bodies, None where there is none.

    The fewest ties count; among equals the one whose weakest tie is the strongest.
    """
    wide = replace(what, kinds=(), region="")
    full = chosen(net, wide, timed=False)
    left = chosen(net, wide) if what.by_act else full
    ties = np.flatnonzero(left.ties)
    found = way(len(net.ids), net.tie_a[ties], net.tie_b[ties], left.strength[ties], one, other)
    if found is None:
        return None
    picture = _filled(net, _alone(net, found), left, left, what)
    points = [(n * 260.0, 60.0 * (n % 2) - 30.0) for n in range(len(found))]
    steps = {(n, n + 1) for n in range(len(found) - 1)}
    lines = tuple(line for line in picture.lines if (line.a, line.b) in steps)
    marks = tuple(replace(m, label=m.name, r=m.r + 6) for m in _at(picture.marks, points))
    return replace(picture, marks=marks, lines=lines)
