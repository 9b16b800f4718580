"""Communities of networks of any size: Louvain on plain lists, where networkx takes minutes."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence

#: up to this many nodes the communities are those of `replygraph.analyse.communities`
SMALL = 2_000
_GAIN = 1e-9
_PASSES = 12

Rows = list[dict[int, float]]


def circles(
    count: int,
    sources: Sequence[int],
    targets: Sequence[int],
    weights: Sequence[float],
    *,
    seed: int = 0,
    small: int = SMALL,
) -> list[int]:
    """Return the community of each of the nodes 0 … count−1, the largest community first.

    For a reader: circles that letters show at work together, see
    `replygraph.analyse.communities`, which this is up to ``small`` nodes. Beyond, the same
    method (Blondel et al. 2008) runs on plain lists: 100,000 nodes take seconds. The seed makes
    it repeatable.

    >>> circles(4, [0, 2], [1, 3], [1.0, 1.0])
    [0, 0, 1, 1]
    """
    if count <= small:
        return _exact(count, sources, targets, weights, seed)
    rows: Rows = [{} for _ in range(count)]
    for a, b, weight in zip(sources, targets, weights, strict=True):
        rows[a][b] = rows[a].get(b, 0.0) + weight
        rows[b][a] = rows[b].get(a, 0.0) + weight
    found = list(range(count))
    chance = random.Random(seed)  # noqa: S311  repeatable, not secret
    while True:
        groups = _moved(rows, chance)
        names = {group: index for index, group in enumerate(sorted(set(groups)))}
        groups = [names[group] for group in groups]
        found = [groups[one] for one in found]
        if len(names) == len(rows):
            return _ranked(found)
        rows = _folded(rows, groups, len(names))


def _exact(
    count: int,
    sources: Sequence[int],
    targets: Sequence[int],
    weights: Sequence[float],
    seed: int,
) -> list[int]:
    from replygraph.analyse.graph import collaboration_graph, communities

    graph = collaboration_graph(
        (f"{a:09d}", f"{b:09d}", w) for a, b, w in zip(sources, targets, weights, strict=True)
    )
    graph.add_nodes_from(f"{n:09d}" for n in range(count) if f"{n:09d}" not in graph)
    found = [0] * count
    for index, group in enumerate(communities(graph, seed=seed)):
        for node in group:
            found[int(node)] = index
    return found


def _moved(rows: Rows, chance: random.Random) -> list[int]:
    """Return the groups after nodes have moved to where they gain most, until none does."""
    degree = [sum(row.values()) for row in rows]
    twice = sum(degree) or 1.0
    group = list(range(len(rows)))
    total = degree[:]
    order = list(range(len(rows)))
    chance.shuffle(order)
    for _ in range(_PASSES):
        moves = 0
        for node in order:
            own, mine = group[node], degree[node]
            near: dict[int, float] = {}
            for other, weight in rows[node].items():
                if other != node:
                    there = group[other]
                    near[there] = near.get(there, 0.0) + weight
            total[own] -= mine
            best, most = own, near.get(own, 0.0) - total[own] * mine / twice
            for there, weight in near.items():
                gain = weight - total[there] * mine / twice
                if gain > most + _GAIN:
                    best, most = there, gain
            total[best] += mine
            if best != own:
                group[node] = best
                moves += 1
        if moves * 200 <= len(rows):
            break
    return group


def _folded(rows: Rows, groups: list[int], count: int) -> Rows:
    """Return the network of the groups; what lies within one is its tie to itself."""
    found: Rows = [{} for _ in range(count)]
    for node, row in enumerate(rows):
        mine = found[groups[node]]
        for other, weight in row.items():
            there = groups[other]
            mine[there] = mine.get(there, 0.0) + weight
    return found


def _ranked(found: list[int]) -> list[int]:
    """Return the groups numbered by size, then by their first member."""
    members: dict[int, list[int]] = defaultdict(list)
    for node, group in enumerate(found):
        members[group].append(node)
    order = sorted(members, key=lambda group: (-len(members[group]), members[group][0]))
    place = {group: index for index, group in enumerate(order)}
    return [place[group] for group in found]
