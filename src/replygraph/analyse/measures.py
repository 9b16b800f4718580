"""Who stands where in a collaboration graph: between others, in the core, at a bridge.

All functions take a graph of `replygraph.analyse.collaboration_graph` and return plain values in
a fixed order; ``weight`` of an edge is the strength of the tie, Σ 1/(n−1) over the joint acts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import networkx as nx

# Lengths of ways are whole numbers, so that equal ways are equal in sum: divisible by 1 to 16.
_UNIT = 720_720_000


def betweenness(
    graph: nx.Graph[str], *, weighted: bool = True, sample: int | None = None, seed: int = 0
) -> dict[str, float]:
    """Return for each body the share of shortest ways between all others that lead over it.

    For a reader: who connects parts that otherwise hardly meet. 0 means that nobody needs the
    body to reach another, 1 that everybody does (the middle of a star). It tells of position,
    not of importance: a small office between two cities may lead. With ``weighted`` a strong tie
    is a short way (length 1/weight). Freeman 1977, Brandes 2001; ``sample`` bodies as starts make
    it an estimate for large graphs.

    >>> star = nx.Graph([("市府办", "甲局"), ("市府办", "乙局"), ("市府办", "丙局")])
    >>> betweenness(star, weighted=False)["市府办"]
    1.0
    """
    lengths = graph.copy()
    for _, _, data in lengths.edges(data=True):
        data["length"] = round(_UNIT / data.get("weight", 1.0))
    starts = None if sample is None or sample >= len(graph) else sample
    found = nx.betweenness_centrality(
        lengths, k=starts, weight="length" if weighted else None, seed=seed
    )
    return {node: float(found[node]) for node in graph}


def k_core(graph: nx.Graph[str]) -> dict[str, int]:
    """Return for each body the largest k so that it belongs to a circle of k partners each.

    For a reader: the core is the group in which everybody acts with at least k others of the
    group; who has many partners that have no other partner stays outside. Seidman 1983.

    >>> k_core(nx.Graph([("甲局", "乙局"), ("乙局", "丙局"), ("甲局", "丙局"), ("甲局", "丁局")]))
    {'甲局': 2, '乙局': 2, '丙局': 2, '丁局': 1}
    """
    found = nx.core_number(graph)
    return {node: int(found[node]) for node in graph}


def bridges(graph: nx.Graph[str]) -> list[tuple[str, str]]:
    """Return the ties without which two parts would no longer be connected, sorted.

    For a reader: the only joint work that links one circle of bodies with another; where it ends,
    they no longer meet. A tie to a body that has no other partner is one, too.

    >>> bridges(nx.Graph([("甲局", "乙局"), ("乙局", "丙局"), ("甲局", "丙局"), ("丙局", "丁局")]))
    [('丁局', '丙局')]
    """
    return sorted((min(pair), max(pair)) for pair in nx.bridges(graph))


def significance(graph: nx.Graph[str]) -> dict[tuple[str, str], float]:
    """Return for each tie how likely it would be at least so strong by chance, from 0 to 1.

    For a reader: the smaller, the more one of the two concentrates on this partner. Tells of the
    share within each body's own work, so that ties of small bodies count as well. The null model
    spreads a body's strength at random over its k partners: α = (1 − share)^(k−1), the smaller
    of both ends; a body with one partner tells nothing (1). Serrano, Boguñá, Vespignani 2009.

    >>> graph = nx.Graph([("甲局", "乙局", {"weight": 3.0}), ("甲局", "丙局", {"weight": 1.0})])
    >>> significance(graph)["乙局", "甲局"]
    0.25
    """
    strength = dict(graph.degree(weight="weight"))
    found: dict[tuple[str, str], float] = {}
    for a, b, weight in graph.edges(data="weight", default=1.0):
        chances = (
            float((1 - weight / strength[end]) ** (len(graph[end]) - 1))
            for end in (a, b)
            if len(graph[end]) > 1
        )
        found[(a, b) if a <= b else (b, a)] = min(chances, default=1.0)
    return dict(sorted(found.items()))


def backbone(graph: nx.Graph[str], *, alpha: float = 0.05) -> nx.Graph[str]:
    """Return the graph with the ties only that chance would hardly make (see `significance`).

    For a reader: what remains when ties are taken away that are as weak as one would expect of
    anybody; who has no tie left is left out. ``alpha`` is the level: smaller keeps less.

    >>> graph = nx.Graph([("甲局", "乙局", {"weight": 3.0}), ("甲局", "丙局", {"weight": 1.0})])
    >>> list(backbone(graph, alpha=0.3).edges)
    [('甲局', '乙局')]
    """
    keep = {pair for pair, chance in significance(graph).items() if chance < alpha}
    kept: nx.Graph[str] = nx.Graph()
    ends = {end for pair in keep for end in pair}
    kept.add_nodes_from((node, data) for node, data in graph.nodes(data=True) if node in ends)
    kept.add_edges_from(
        (a, b, data)
        for a, b, data in graph.edges(data=True)
        if ((a, b) if a <= b else (b, a)) in keep
    )
    return kept


@dataclass(frozen=True, slots=True)
class Shift:
    """A tie whose strength differs between two periods; 0 where it is not there."""

    a: str
    b: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed from one period to the next, each sorted, the largest change first."""

    joined: tuple[str, ...]
    left: tuple[str, ...]
    grew: tuple[Shift, ...]
    shrank: tuple[Shift, ...]


def change(before: nx.Graph[str], after: nx.Graph[str]) -> Difference:
    """Return who joined and left, and which ties grew and shrank (also from or to nothing).

    For a reader: joined are bodies with a joint act in the later period and none in the earlier.
    It tells of what letters report: a body whose later letters are not in the corpus seems to
    have left.

    >>> early = nx.Graph([("甲局", "乙局", {"weight": 1.0})])
    >>> late = nx.Graph([("甲局", "丙局", {"weight": 0.5})])
    >>> found = change(early, late)
    >>> found.joined, found.left, found.grew[0].after
    (('丙局',), ('乙局',), 0.5)
    """
    shifts: list[Shift] = []
    pairs = {(a, b) if a <= b else (b, a) for graph in (before, after) for a, b in graph.edges}
    for a, b in sorted(pairs):
        early, late = (_weight(graph, a, b) for graph in (before, after))
        if early != late:
            shifts.append(Shift(a, b, early, late))
    shifts.sort(key=lambda s: (-abs(s.after - s.before), s.a, s.b))
    return Difference(
        tuple(sorted(set(after) - set(before))),
        tuple(sorted(set(before) - set(after))),
        tuple(s for s in shifts if s.after > s.before),
        tuple(s for s in shifts if s.after < s.before),
    )


def _weight(graph: nx.Graph[str], a: str, b: str) -> float:
    data: dict[str, Any] = graph.get_edge_data(a, b, default={"weight": 0.0})
    return float(data.get("weight", 1.0))
