"""The collaboration graph and what it says: pure functions from pairs to networkx and figures."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Protocol

import networkx as nx

Pair = tuple[str, str, float]


class Joint(Protocol):
    """A joint act, as far as a graph needs it; ``strength`` is what it adds to each pair."""

    @property
    def kind(self) -> str:
        """Return the kind of the act."""
        ...

    @property
    def year(self) -> int | None:
        """Return the year of the act, None where no letter dates it."""
        ...

    @property
    def strength(self) -> float:
        """Return 1/(n−1) for n agencies."""
        ...


def collaboration_graph(
    pairs: Iterable[Pair], *, names: Mapping[str, Mapping[str, Any]] | None = None
) -> nx.Graph[str]:
    """Return the undirected graph of the pairs; ``weight`` is the strength of each tie.

    Nodes and edges stand in sorted order, so that everything computed on the graph is the same in
    each run. ``names`` gives attributes of the nodes.

    >>> graph = collaboration_graph([("深圳市教育局", "深圳市气象局", 0.5)])
    >>> graph.edges["深圳市气象局", "深圳市教育局"]["weight"]
    0.5
    """
    weights: dict[tuple[str, str], float] = {}
    for a, b, weight in pairs:
        key = (a, b) if a <= b else (b, a)
        weights[key] = weights.get(key, 0.0) + weight
    attributes = names or {}
    graph: nx.Graph[str] = nx.Graph()
    for node in sorted({end for key in weights for end in key}):
        graph.add_node(node, **attributes.get(node, {}))
    for (a, b), weight in sorted(weights.items()):
        graph.add_edge(a, b, weight=weight)
    return graph


def period_graph(
    ties: Iterable[tuple[str, str, Iterable[Joint]]],
    *,
    kinds: Collection[str] = (),
    since: int | None = None,
    until: int | None = None,
) -> nx.Graph[str]:
    """Return the graph of the joint acts of some kinds (all by default) within a period.

    For a reader: a tie says that letters report at least one such act of both, in the years from
    ``since`` to ``until``, both included. An act without a date belongs to no period: it counts
    only where neither year is given. ``ties`` are pairs with the acts that they share; edges
    carry ``weight`` (Σ 1/(n−1)) and ``acts``, how many.

    >>> period_graph([("甲局", "乙局", [])]).number_of_edges()
    0
    """
    kept: dict[tuple[str, str], int] = {}
    pairs: list[Pair] = []
    for a, b, acts in ties:
        found = [act.strength for act in acts if _counts(act, kinds, since, until)]
        if found:
            pairs.append((a, b, sum(found)))
            kept[(a, b) if a <= b else (b, a)] = len(found)
    graph = collaboration_graph(pairs)
    for (a, b), count in kept.items():
        graph.edges[a, b]["acts"] = count
    return graph


def _counts(act: Joint, kinds: Collection[str], since: int | None, until: int | None) -> bool:
    if kinds and act.kind not in kinds:
        return False
    if since is None and until is None:
        return True
    return act.year is not None and (since or 0) <= act.year <= (until or 9999)


def weighted_degree(graph: nx.Graph[str]) -> dict[str, float]:
    """Return for each body the sum of the strengths of its ties: how much it does with others.

    For a reader: an act of n bodies adds 1 in all to each of them, so that the sum counts the
    joint acts that the body had a part in, large gatherings no more than work of two. Newman
    2001.

    >>> weighted_degree(collaboration_graph([("甲局", "乙局", 1.0), ("甲局", "丙局", 0.5)]))["甲局"]
    1.5
    """
    return {node: float(degree) for node, degree in graph.degree(weight="weight")}


def ego(graph: nx.Graph[str], node: str, *, limit: int | None = None) -> nx.Graph[str]:
    """Return the node, its strongest ``limit`` partners, and the ties among them.

    Raises ``networkx.NodeNotFound`` for a node that the graph lacks.
    """
    if node not in graph:
        raise nx.NodeNotFound(node)
    ranked = sorted(graph[node], key=lambda other: (-graph[node][other]["weight"], other))
    return graph.subgraph([node, *ranked[:limit]]).copy()


def communities(graph: nx.Graph[str], *, seed: int = 0) -> list[list[str]]:
    """Return groups of bodies that act more with each other than with the rest (Louvain).

    For a reader: circles that letters show at work together, not departments of an organisation
    chart; another seed may draw the line between close circles elsewhere. The largest comes
    first, the members of each by weighted degree. Blondel et al. 2008, as networkx has it; the
    seed makes it repeatable.
    """
    if not graph:
        return []
    found = nx.community.louvain_communities(graph, weight="weight", seed=seed)
    degree = weighted_degree(graph)
    groups = [sorted(group, key=lambda node: (-degree[node], node)) for group in found]
    return sorted(groups, key=lambda group: (-len(group), group[0]))


def strongest(graph: nx.Graph[str], limit: int) -> list[str]:
    """Return the ``limit`` nodes with the largest weighted degree, the largest first."""
    degree = weighted_degree(graph)
    return sorted(graph, key=lambda node: (-degree[node], node))[:limit]
