"""What runs on networks of any size: communities, ways, places."""

import random
from itertools import combinations, pairwise

import networkx as nx
import numpy as np
import pytest

from replygraph.analyse import collaboration_graph, communities
from replygraph.analyse.circles import circles
from replygraph.analyse.nested import around, arranged, sunflower
from replygraph.analyse.ways import way


def planted(groups, size, seed=0):
    """Return ends and weights of a network whose groups are dense and hardly tied."""
    rng = random.Random(seed)
    pairs = []
    for g in range(groups):
        members = range(g * size, (g + 1) * size)
        pairs += [(a, b, 1.0) for a, b in combinations(members, 2) if rng.random() < 0.6]
    pairs += [(g * size, ((g + 1) % groups) * size, 0.2) for g in range(groups)]
    return [list(column) for column in zip(*pairs, strict=True)]


def graph(a, b, w):
    return nx.Graph([(x, y, {"weight": z}) for x, y, z in zip(a, b, w, strict=True)])


class TestCircles:
    def test_of_a_large_network_are_the_planted_groups(self):
        found = circles(200, *planted(20, 10), small=0)
        assert len(set(found)) == 20
        assert all(len(set(found[g * 10 : g * 10 + 10])) == 1 for g in range(20))

    def test_are_about_as_good_as_those_of_networkx(self):
        a, b, w = planted(12, 12, seed=3)
        ours = circles(144, a, b, w, small=0)
        net = graph(a, b, w)
        theirs = nx.community.louvain_communities(net, weight="weight", seed=0)
        groups = [{n for n in net if ours[n] == g} for g in sorted(set(ours))]
        reached = nx.community.modularity(net, groups, weight="weight")
        assert reached >= nx.community.modularity(net, theirs, weight="weight") - 0.01

    def test_of_a_small_network_are_those_of_the_analysis(self):
        a, b, w = planted(4, 6)
        names = [f"{n:09d}" for n in range(24)]
        pairs = zip([names[x] for x in a], [names[x] for x in b], w, strict=True)
        expected = [{int(n) for n in g} for g in communities(collaboration_graph(pairs))]
        found = circles(24, a, b, w)
        assert [{n for n in range(24) if found[n] == g} for g in sorted(set(found))] == expected

    @pytest.mark.parametrize("small", [0, 100])
    def test_leave_what_is_tied_to_nobody_alone(self, small):
        assert circles(3, [0], [1], [1.0], small=small) == [0, 0, 1]

    def test_are_the_same_in_each_run(self):
        given = planted(9, 9, seed=5)
        assert circles(81, *given, small=0) == circles(81, *given, small=0)


class TestWay:
    def ways(self, count, pairs, start, end):
        a, b, w = zip(*pairs, strict=True)
        return way(count, np.array(a, np.int32), np.array(b, np.int32), np.array(w), start, end)

    def test_has_as_many_steps_as_networkx_finds(self):
        rng = random.Random(7)
        pairs = [(a, b, rng.random()) for a, b in combinations(range(40), 2) if rng.random() < 0.06]
        net = graph(*zip(*pairs, strict=True))
        for end in range(1, 40):
            found = self.ways(40, pairs, 0, end)
            if found is None:
                assert end not in net or 0 not in net or not nx.has_path(net, 0, end)
            else:
                assert len(found) - 1 == nx.shortest_path_length(net, 0, end)
                assert all(net.has_edge(*step) for step in pairwise(found))

    def test_takes_the_strongest_of_equally_short_ones(self):
        pairs = [(0, 1, 0.2), (1, 3, 5.0), (0, 2, 0.5), (2, 3, 0.4)]
        assert self.ways(4, pairs, 0, 3) == [0, 2, 3]

    def test_to_oneself_is_oneself(self):
        assert self.ways(2, [(0, 1, 1.0)], 1, 1) == [1]


class TestPlaces:
    def test_boxes_do_not_overlap_and_tied_ones_are_nearer(self):
        boxes = [(90, 60)] * 12
        ties = [(a, b, 1.0) for a, b in combinations(range(6), 2)]
        ties += [(a, b, 1.0) for a, b in combinations(range(6, 12), 2)]
        points = arranged(ties, boxes)
        for a, b in combinations(range(12), 2):
            assert abs(points[a, 0] - points[b, 0]) >= 88 or abs(points[a, 1] - points[b, 1]) >= 58
        inner = np.mean([np.hypot(*(points[a] - points[b])) for a, b, _ in ties])
        outer = np.mean(
            [np.hypot(*(points[a] - points[b])) for a in range(6) for b in range(6, 12)]
        )
        assert inner < outer

    def test_a_large_box_gets_the_room_it_needs(self):
        points = arranged([(0, 1, 1.0), (1, 2, 1.0)], [(90, 60), (900, 700), (90, 60)])
        assert abs(points[0, 0] - points[1, 0]) >= 490 or abs(points[0, 1] - points[1, 1]) >= 375

    def test_the_middle_stays_in_the_middle(self):
        points = around([0, 0, 1], [(80, 60)] * 4)
        assert points[0].tolist() == [0.0, 0.0]
        assert around([], [(80, 60)]).tolist() == [[0.0, 0.0]]

    def test_a_sunflower_gives_each_its_room(self):
        points = sunflower(50, 20.0)
        least = min(np.hypot(*(points[a] - points[b])) for a, b in combinations(range(50), 2))
        assert least > 15
