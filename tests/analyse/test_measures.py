"""Measures on graphs whose figures are known, and beside those of another library."""

import math

import networkx as nx
import pytest

from replygraph.analyse import (
    backbone,
    betweenness,
    bridges,
    change,
    collaboration_graph,
    communities,
    k_core,
    period_graph,
    projection,
    significance,
    similarity,
    weighted_degree,
)


class Act:
    def __init__(self, kind, year, parties):
        self.kind, self.year, self.strength = kind, year, 1 / (parties - 1)


def karate():
    """Return Zachary's club, the members named by number, with his strengths of ties."""
    graph = nx.karate_club_graph()
    return collaboration_graph(
        (f"{a:02}局", f"{b:02}局", float(w)) for a, b, w in graph.edges(data="weight")
    )


@pytest.fixture(params=["karate", "random", "small world"])
def graph(request):
    if request.param == "karate":
        return karate()
    made = {
        "random": nx.gnm_random_graph(60, 80, seed=5),
        "small world": nx.watts_strogatz_graph(50, 4, 0.1, seed=5),
    }[request.param]
    return collaboration_graph(
        (f"{a:02}", f"{b:02}", 1 + (a * 7 + b * 3) % 5 / 4) for a, b in made.edges
    )


@pytest.fixture
def other(graph):
    igraph = pytest.importorskip(
        "igraph", reason="igraph is not installed: figures not compared with another library"
    )
    return igraph.Graph.TupleList(
        ((a, b, w) for a, b, w in graph.edges(data="weight")), weights=True
    )


def by_name(other, values):
    return dict(zip(other.vs["name"], values, strict=True))


def test_betweenness_is_what_igraph_says(graph, other):
    n = len(graph)
    for weighted in (True, False):
        lengths = [1 / w for w in other.es["weight"]] if weighted else None
        theirs = by_name(other, other.betweenness(weights=lengths))
        for name, value in betweenness(graph, weighted=weighted).items():
            assert value == pytest.approx(theirs[name] * 2 / (n - 1) / (n - 2), abs=1e-9)


def test_weighted_degree_core_and_bridges_are_what_igraph_says(graph, other):
    assert weighted_degree(graph) == pytest.approx(by_name(other, other.strength(weights="weight")))
    assert k_core(graph) == by_name(other, other.coreness())
    names = other.vs["name"]
    theirs = {tuple(sorted((names[e.source], names[e.target]))) for e in other.es[other.bridges()]}
    assert set(bridges(graph)) == theirs


def test_communities_are_as_good_as_those_of_igraph(graph, other):
    groups = communities(graph, seed=1)
    assert sorted(name for group in groups for name in group) == sorted(graph)
    assert groups == communities(graph, seed=1)
    where = {name: index for index, group in enumerate(groups) for name in group}
    ours = other.modularity([where[name] for name in other.vs["name"]], weights="weight")
    theirs = other.community_multilevel(weights="weight").modularity
    assert ours == pytest.approx(theirs, abs=0.03)


def test_known_figures_of_the_karate_club():
    club = karate()
    plain = betweenness(club, weighted=False)
    assert plain["00局"] == pytest.approx(0.4376, abs=1e-4)  # Freeman's normalisation
    assert max(k_core(club).values()) == 4
    assert bridges(club) == [("00局", "11局")]
    assert weighted_degree(club)["33局"] == 48


def test_sampled_betweenness_is_repeatable_and_near():
    club = karate()
    assert betweenness(club, sample=20, seed=3) == betweenness(club, sample=20, seed=3)
    assert betweenness(club, sample=99) == betweenness(club)


def test_backbone_keeps_what_a_body_concentrates_on():
    spokes = [("市府办", f"{i}局", 1.0) for i in range(10)]
    graph = collaboration_graph([*spokes, ("市府办", "水务局", 30.0)])
    chances = significance(graph)
    assert chances["市府办", "水务局"] == pytest.approx((10 / 40) ** 10)
    assert chances["0局", "市府办"] == pytest.approx((39 / 40) ** 10)
    kept = backbone(graph)
    assert sorted(kept) == ["市府办", "水务局"]
    assert kept.edges["市府办", "水务局"]["weight"] == 30.0
    assert set(graph.edges) >= set(kept.edges)


def test_chance_is_the_integral_that_the_filter_is_defined_by():
    # α = 1 − (k−1) ∫₀^p (1−x)^(k−2) dx, Serrano et al. (2009), equation 2
    graph = karate()
    strength = weighted_degree(graph)
    for (a, b), found in significance(graph).items():
        chances = []
        for end in (a, b):
            k, p = graph.degree(end), graph.edges[a, b]["weight"] / strength[end]
            if k > 1:
                steps = [(i + 0.5) * p / 2000 for i in range(2000)]
                integral = sum((1 - x) ** (k - 2) for x in steps) * p / 2000
                chances.append(1 - (k - 1) * integral)
        assert found == pytest.approx(min(chances, default=1.0), abs=1e-6)


def test_period_and_kind_choose_the_acts():
    ties = [
        ("甲局", "乙局", [Act("jointIssue", 2019, 2), Act("jointSurvey", 2021, 3)]),
        ("甲局", "丙局", [Act("jointSurvey", None, 3)]),
    ]
    whole = period_graph(ties)
    assert whole.edges["甲局", "乙局"] == {"weight": 1.5, "acts": 2}
    assert "丙局" in whole
    assert "丙局" not in period_graph(ties, since=1900)
    assert period_graph(ties, kinds=["jointIssue"]).edges["甲局", "乙局"]["weight"] == 1.0
    assert period_graph(ties, since=2020, until=2021).edges["甲局", "乙局"]["weight"] == 0.5
    assert len(period_graph(ties, until=2018)) == 0


def test_change_tells_who_came_and_went_and_which_ties_grew():
    early = collaboration_graph([("甲局", "乙局", 1.0), ("甲局", "丙局", 2.0)])
    late = collaboration_graph([("甲局", "乙局", 3.0), ("甲局", "丁局", 0.5)])
    found = change(early, late)
    assert (found.joined, found.left) == (("丁局",), ("丙局",))
    assert [(s.before, s.after) for s in found.grew] == [(1.0, 3.0), (0.0, 0.5)]
    assert [(s.before, s.after) for s in found.shrank] == [(2.0, 0.0)]
    back = change(late, early)
    assert (back.joined, back.left) == (found.left, found.joined)
    assert change(early, early).grew == change(early, early).shrank == ()


PARTS = {
    "甲局": ["治水", "清凉", "安居"],
    "乙局": ["治水", "清凉"],
    "丙局": ["安居", "安居"],
    "丁局": ["治水"],
    "戊局": [],
}


def affiliation():
    graph = nx.Graph((body, thing) for body, things in PARTS.items() for thing in things)
    return graph, sorted(set(PARTS) & set(graph))


def test_similarity_is_what_the_definitions_say():
    cosine = {(a, b): v for a, b, v, _ in similarity(PARTS)}
    assert cosine["丁局", "乙局"] == pytest.approx(1 / math.sqrt(2))
    assert ("丙局", "乙局") not in cosine
    graph, bodies = affiliation()
    for a, b, value, shared in similarity(PARTS, measure="jaccard"):
        assert value == next(nx.jaccard_coefficient(graph, [(a, b)]))[2]
        assert shared == len(set(PARTS[a]) & set(PARTS[b]))
    assert similarity(PARTS, least=0.99) == []
    assert bodies


def test_projections_are_what_networkx_and_igraph_say():
    igraph = pytest.importorskip(
        "igraph", reason="igraph is not installed: figures not compared with another library"
    )
    graph, bodies = affiliation()
    newman = nx.bipartite.collaboration_weighted_projected_graph(graph, bodies)
    ours = projection(PARTS)
    assert {frozenset(e) for e in ours.edges} == {frozenset(e) for e in newman.edges}
    for a, b, weight in ours.edges(data="weight"):
        assert weight == pytest.approx(newman.edges[a, b]["weight"])
    theirs = igraph.Graph.TupleList(graph.edges)
    theirs.vs["type"] = [name in bodies for name in theirs.vs["name"]]
    for onto, which in (("bodies", 1), ("things", 0)):
        counted = theirs.bipartite_projection(which=which)
        names = counted.vs["name"]
        found = (
            {frozenset((names[e.source], names[e.target])): e["weight"] for e in counted.es}
            if "weight" in counted.es.attributes()
            else None
        )
        made = projection(PARTS, onto=onto, weight="count")
        assert {frozenset(e) for e in made.edges} == {
            frozenset((names[e.source], names[e.target])) for e in counted.es
        }
        if found:
            for a, b, weight in made.edges(data="weight"):
                assert weight == found[frozenset((a, b))]


def test_an_empty_graph_has_nothing_to_tell():
    empty = collaboration_graph([])
    assert betweenness(empty) == k_core(empty) == significance(empty) == {}
    assert bridges(empty) == communities(empty) == []
    assert len(backbone(empty)) == len(projection({})) == 0
    assert similarity({}) == []
