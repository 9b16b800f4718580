"""Bodies in groups within groups: by circle, by kind or by region, so that few are seen at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from replygraph.views.names import NATIONAL, short
from replygraph.views.network import Words
from replygraph.views.whole import KINDS, Floats, Ints, Whole

Grouping = Literal["circle", "kind", "region"]
GROUPINGS: tuple[Grouping, ...] = ("circle", "kind", "region")

#: so many stand side by side in one group; what is weaker lies in a pile that can be opened
MOST = 40
_PILE = "+"


@dataclass(frozen=True, slots=True)
class Group:
    """A group: ``members`` are bodies, the strongest first; ``depth`` the level to split next."""

    key: str
    name: Words
    members: Ints
    depth: int
    pile: bool = False

    @property
    def place(self) -> str:
        """Return the key of the group that a pile belongs to, else its own."""
        return self.key.rstrip(_PILE)


class Grouped:
    """The tree of groups of some bodies of a network."""

    def __init__(
        self,
        net: Whole,
        by: Grouping,
        inside: Ints,
        strength: Floats,
        kinds: Mapping[str, Words],
    ) -> None:
        """Group the bodies ``inside``; ``strength`` (of all bodies) says who comes first.

        ``kinds`` are the words for the kinds of agencies.
        """
        self.net, self.by, self._kinds = net, by, kinds
        order = np.lexsort((inside, -strength[inside]))
        self._levels = self._codes()
        self.root = Group("", Words("全部", "All"), inside[order], 0)

    def _codes(self) -> list[Ints]:
        net = self.net
        top = np.where(net.place[:, 0] == len(net.places) - 1, net.place[:, 1], net.place[:, 0])
        if self.by == "region":
            return [top, net.place[:, 1], net.place[:, 2]]
        if self.by == "kind":
            return [net.kind, top, net.place[:, 1]]
        count = int(net.circle.max(initial=-1)) + 1
        if count <= MOST:
            return [net.circle]
        return [_main(net.circle, top, count)[net.circle], net.circle]

    def children(self, group: Group) -> list[Group | int]:
        """Return what a group holds: groups or, at the end, bodies; the weaker ones in a pile."""
        found: list[Group | int]
        if group.pile:
            found = self._unpiled(group)
        else:
            found = list(self._split(group)) or [int(n) for n in group.members]
        if len(found) <= MOST:
            return found
        rest = found[MOST - 1 :]
        members = np.concatenate(
            [one.members if isinstance(one, Group) else np.array([one], np.int32) for one in rest]
        )
        count = len(rest)
        name = Words(f"其余 {count} 个", f"{count} more")
        if isinstance(rest[0], Group):
            name = Words(f"其余 {count} 组", f"{count} more groups")
        pile = Group(f"{group.key}{_PILE}", name, members, group.depth, pile=True)
        return [*found[: MOST - 1], pile]

    def _unpiled(self, group: Group) -> list[Group | int]:
        plain = Group(group.key, group.name, group.members, group.depth)
        return list(self._split(plain)) or [int(n) for n in group.members]

    def _split(self, group: Group) -> Iterator[Group]:
        """Yield the groups of the first level at which there are several, the largest first."""
        for depth in range(group.depth, len(self._levels)):
            codes = self._levels[depth][group.members]
            values = np.unique(codes)
            if len(values) < 2:
                continue
            parts = [(group.members[codes == value], int(value)) for value in values]
            parts.sort(key=lambda part: (-len(part[0]), int(part[0][0])))
            taken: set[str] = set()
            for members, value in parts:
                name = self._name(depth, value, members, taken)
                key = self._key(depth, value, members)
                base = group.key.rstrip(_PILE)
                yield Group(f"{base}/{key}" if base else key, name, members, depth + 1)
            return

    def _key(self, depth: int, value: int, members: Ints) -> str:
        if self._levels[depth] is self.net.circle:
            return f"~{self.net.names[members[0]]}"
        if self.by == "kind" and depth == 0:
            return KINDS[value]
        return self.net.places[value] or "-"

    def _name(self, depth: int, value: int, members: Ints, taken: set[str]) -> Words:
        net = self.net
        if self._levels[depth] is net.circle:
            return circle_name(net, members, taken)
        if self.by == "kind" and depth == 0:
            return self._kinds[KINDS[value]]
        where = net.places[value]
        if where == NATIONAL:
            return Words("国家机关", "National bodies")
        if not where:
            province = net.places[net.place[members[0], 0]]
            if depth and province:
                return Words(f"{province}本级", f"{province} itself")
            return Words("地区不明", "region unknown")
        if depth and where == net.places[net.place[members[0], 0]]:
            return Words(f"{where}本级", f"{where} itself")
        return Words(where, where)

    def cut(
        self, opened: set[str], most: int
    ) -> tuple[list[tuple[Group | int, Group]], list[Group]]:
        """Return what is seen with these groups open, each with the group that it stands in.

        Second, the groups that are open, the outer ones first. Groups that would bring more than
        ``most`` into view stay closed, the later ones first.
        """
        found: list[tuple[Group | int, Group]] = []
        shown: list[Group] = []
        waiting = [self.root]
        room = most
        while waiting:
            group = waiting.pop(0)
            children = self.children(group)
            room -= len(children)
            for child in children:
                opens = isinstance(child, Group) and child.key in opened
                if isinstance(child, Group) and opens and room > 0:
                    waiting.append(child)
                    shown.append(child)
                else:
                    found.append((child, group))
        return found, shown

    def find(self, key: str) -> Group | None:
        """Return the group with this key, None where there is none."""
        group = self.root
        while group.key != key:
            below = [child for child in self.children(group) if isinstance(child, Group)]
            found = [child for child in below if _leads(child, key)]
            found = found or [child for child in below if child.pile]
            if not found:
                return None
            group = found[0]
        return group


def _leads(group: Group, key: str) -> bool:
    return key == group.key or (not group.pile and key.startswith(f"{group.key}/"))


def _main(circle: Ints, top: Ints, count: int) -> Ints:
    """Return for each circle the code that most of its members have, the smaller in a tie."""
    width = int(top.max(initial=0)) + 1
    votes = np.bincount(circle.astype(np.int64) * width + top, minlength=count * width)
    found: Ints = votes.reshape(count, width).argmax(axis=1).astype(np.int32)
    return found


def circle_name(net: Whole, members: Ints, taken: set[str]) -> Words:
    """Name a circle after the region of most members, and where that is taken after its strongest.

    ``taken`` are the regions that name other circles beside it.
    """
    first = net.names[members[0]]
    for column in (2, 1, 0):
        codes, counts = np.unique(net.place[members, column], return_counts=True)
        best = int(codes[int(counts.argmax())])
        where = net.places[best]
        if where and counts.max() * 2 > len(members):
            break
    else:
        return Words(f"{first}等", f"{first} and others")
    zh, en = ("国家机关", "National bodies") if where == NATIONAL else (where, where)
    if where not in taken:
        taken.add(where)
        return Words(zh, en)
    body = short(first)
    return Words(f"{zh} · {body}等", f"{en} · {body} and others")
