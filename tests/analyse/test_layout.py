"""Graphs, groups and places: right, repeatable, without overlaps."""

import math
import random
from itertools import combinations

import networkx as nx
import pytest

from replygraph.analyse import (
    collaboration_graph,
    columns,
    communities,
    ego,
    layout,
    rings,
    strongest,
    weighted_degree,
)

PAIRS = [
    *((f"甲{a}", f"甲{b}", 1.0) for a, b in combinations(range(5), 2)),
    *((f"乙{a}", f"乙{b}", 0.5) for a, b in combinations(range(4), 2)),
    ("甲0", "乙0", 0.1),
]


def test_graph_does_not_depend_on_the_order_of_pairs():
    mixed = [(b, a, w) for a, b, w in PAIRS]
    random.Random(1).shuffle(mixed)
    one, other = collaboration_graph(PAIRS), collaboration_graph(mixed)
    assert list(one.edges(data=True)) == list(other.edges(data=True))
    assert communities(one) == communities(other)


def test_communities_are_the_dense_parts():
    found = communities(collaboration_graph(PAIRS))
    assert [sorted({name[0] for name in group}) for group in found] == [["甲"], ["乙"]]
    assert found[0][0] == "甲0"  # the strongest leads its group


def test_weighted_degree_sums_strengths():
    degree = weighted_degree(collaboration_graph(PAIRS))
    assert degree["甲0"] == pytest.approx(4.1)
    assert strongest(collaboration_graph(PAIRS), 2)[0] == "甲0"


def test_ego_keeps_the_strongest_partners():
    graph = collaboration_graph(PAIRS)
    assert set(ego(graph, "甲0", limit=4)) == {f"甲{n}" for n in range(5)}
    with pytest.raises(nx.NodeNotFound):
        ego(graph, "丙局")


def test_layout_is_repeatable_and_labels_have_room():
    graph = collaboration_graph(PAIRS)
    groups = communities(graph)
    boxes = dict.fromkeys(graph, (110.0, 60.0))
    places, circles = layout(graph, groups, boxes=boxes)
    assert (places, circles) == layout(graph, groups, boxes=boxes)
    for a, b in combinations(sorted(places), 2):
        (ax, ay), (bx, by) = places[a], places[b]
        assert abs(ax - bx) > 104 or abs(ay - by) > 54, (a, b)


def test_many_groups_are_packed_without_overlap():
    pairs = [(f"{g}-{a}", f"{g}-{b}", 1.0) for g in range(30) for a, b in combinations(range(6), 2)]
    graph = collaboration_graph(pairs)
    groups = communities(graph)
    places, circles = layout(graph, groups)
    assert len(places) == len(graph)
    assert all(math.isfinite(value) for place in places.values() for value in place)
    centres = [(x, y) for x, y, _ in circles]
    assert len(set(centres)) == len(centres) == 30


def test_rings_and_columns_hold_everything_once():
    places = rings("甲", [[f"乙{n}" for n in range(40)], ["丙"]])
    assert len(set(places.values())) == len(places) == 42
    assert columns([["甲", "乙"], ["丙"]]) == {
        "甲": (0.0, -33.0),
        "乙": (0.0, 33.0),
        "丙": (330.0, 0.0),
    }
