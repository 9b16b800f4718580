"""The collaboration graph and what it says: pure functions from pairs to networkx and figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import networkx as nx

Pair = tuple[str, str, float]


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


def weighted_degree(graph: nx.Graph[str]) -> dict[str, float]:
    """Return for each body the sum of the strengths of its ties: how much it does with others.

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

    The largest comes first, the members of each by weighted degree. Blondel et al. 2008,
    as networkx has it; the seed makes it repeatable.
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
