"""Bodies by what they have a part in: who is alike, who meets where (two kinds of nodes)."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from itertools import combinations
from typing import Literal

import networkx as nx

#: body → what it has a part in (programs, events, documents)
Memberships = Mapping[str, Collection[str]]


def _meetings(memberships: Memberships) -> dict[str, list[str]]:
    """Return for each thing the bodies that have a part in it, sorted."""
    found: dict[str, list[str]] = defaultdict(list)
    for body in sorted(memberships):
        for thing in sorted(set(memberships[body])):
            found[thing].append(body)
    return dict(sorted(found.items()))


def similarity(
    memberships: Memberships,
    *,
    measure: Literal["cosine", "jaccard"] = "cosine",
    least: float = 0.0,
) -> list[tuple[str, str, float, int]]:
    """Return pairs of bodies with how alike their programs are and how many they share.

    For a reader: 1 means that both have a part in exactly the same programs, whether or not they
    ever acted jointly; bodies that share none are not listed. ``cosine`` is shared/√(a·b),
    ``jaccard`` shared/(a + b − shared) for bodies with a and b programs. Only what is above
    ``least`` is returned, the most alike first. One shared program of one each is 1, too: look
    at how many.

    >>> similarity({"甲局": ["治水", "清凉"], "乙局": ["治水"]}, measure="jaccard")
    [('乙局', '甲局', 0.5, 1)]
    """
    sizes = {body: len(set(things)) for body, things in memberships.items()}
    shared: Counter[tuple[str, str]] = Counter()
    for bodies in _meetings(memberships).values():
        shared.update(combinations(bodies, 2))
    found = []
    for (a, b), count in shared.items():
        if measure == "cosine":
            value = count / math.sqrt(sizes[a] * sizes[b])
        else:
            value = count / (sizes[a] + sizes[b] - count)
        if value > least:
            found.append((a, b, value, count))
    return sorted(found, key=lambda row: (-row[2], -row[3], row[0], row[1]))


def projection(
    memberships: Memberships,
    *,
    onto: Literal["bodies", "things"] = "bodies",
    weight: Literal["newman", "count"] = "newman",
) -> nx.Graph[str]:
    """Return the graph of those that meet in something: bodies in programs, or the reverse.

    For a reader: a tie says that two bodies have a part in one program, not that they did
    anything together; it is no collaboration. ``count`` counts what both share; ``newman`` adds
    1/(n−1) for each thing that n share, so that a program of the whole city ties nobody strongly
    (Newman 2001). Things of one body only make no tie.

    >>> sorted(projection({"甲局": ["治水"], "乙局": ["治水"]}).edges(data="weight"))
    [('乙局', '甲局', 1.0)]
    """
    meetings = _meetings(memberships)
    if onto == "things":
        turned = meetings
        meetings = _meetings(turned)
    weights: dict[tuple[str, str], float] = defaultdict(float)
    for members in meetings.values():
        for pair in combinations(members, 2):
            weights[pair] += 1.0 if weight == "count" else 1 / (len(members) - 1)
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted({name for members in meetings.values() for name in members}))
    for (a, b), value in sorted(weights.items()):
        graph.add_edge(a, b, weight=value)
    return graph
