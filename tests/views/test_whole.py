"""The network of a whole corpus: what it counts, what is drawn of it, at any size."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from replygraph.derive import Act, collaborations
from replygraph.show.words import KINDS as WORDS
from replygraph.views import Words
from replygraph.views.cut import MARKS
from replygraph.views.filters import Filter, chosen, degrees
from replygraph.views.grouped import MOST, Grouped
from replygraph.views.matrix import matrix
from replygraph.views.overview import between, ego, overview
from replygraph.views.scattered import scattered
from replygraph.views.whole import Body, Told, load, located, save, weights, whole

KINDS = {name: Words(*pair) for name, pair in WORDS.items()}
A, B, C, D = "深圳市教育局", "深圳市水务局", "深圳市财政局", "广州市教育局"


def act(name, *bodies, kind="jointIssue", date=None, letters=("l1",), targets=("x",)):
    where = tuple(sorted(bodies))
    return Act(name, kind, targets, date, where, where, letters, ())


def net(acts, *, letters=None, lineages=None, bodies=None):
    known = bodies or {name: Body(name) for one in acts for name in one.bodies}
    return whole(acts, known, letters or {"l1": Told("A", 2020)}, lineages=lineages)


@pytest.fixture
def small():
    acts = [
        act("1", A, B, date="2019-05", targets=("o1",)),
        act("2", A, B, C, date="2021", targets=("o2",), kind="jointSurvey"),
        act("3", C, D, targets=("o3",), letters=("l2",), kind="jointHandling"),
    ]
    return net(acts, letters={"l1": Told("A", 2020), "l2": Told("B", 2022)})


def at(found, name):
    return found.names.index(name)


class TestArrays:
    def test_strength_and_acts_are_those_of_derived_collaborations(self, small):
        acts = [
            act("1", A, B, date="2019-05", targets=("o1",)),
            act("2", A, B, C, date="2021", targets=("o2",), kind="jointSurvey"),
            act("3", C, D, targets=("o3",), letters=("l2",), kind="jointHandling"),
        ]
        pairs = {c.pair: (c.strength, len(c.acts)) for c in collaborations(acts)}
        ties = zip(
            small.tie_a, small.tie_b, weights(small), chosen(small, Filter()).count, strict=True
        )
        assert {(small.ids[a], small.ids[b]): (w, n) for a, b, w, n in ties} == pairs

    def test_acts_that_may_be_the_same_count_once(self):
        twice = [act("1", A, B, date="2021"), act("2", A, B, date="2021-03")]
        assert chosen(net(twice), Filter()).count.tolist() == [1]

    def test_undated_acts_stand_under_the_year_of_their_earliest_letter(self, small):
        assert small.years == (2019, 2021, 2022)
        assert small.act_dated.tolist() == [1, 1, 0]

    def test_lineages_count_as_one_body_under_the_last_name(self):
        old, new = "深圳市水务管理局", B
        bodies = {A: Body(A), old: Body(old, "", "L"), new: Body(new, "", "L")}
        acts = [act("1", A, old, targets=("o1",)), act("2", A, new, targets=("o2",))]
        found = net(acts, bodies=bodies, lineages={"L": f"{old}—{new}"})
        assert (found.names, found.bodies) == ((new, A), 2)
        assert chosen(found, Filter()).count.tolist() == [2]
        assert found.earlier == ((new, new, 0), (old, old, 0))
        apart = net(acts, bodies=bodies)
        assert (apart.by, len(apart.ids), apart.bodies) == ("body", 3, 3)

    def test_an_act_within_one_lineage_ties_nobody(self):
        bodies = {A: Body(A, "", "L"), B: Body(B, "", "L")}
        assert net([act("1", A, B)], bodies=bodies, lineages={"L": B}).ids == ()

    def test_saved_and_loaded_is_the_same(self, small, tmp_path):
        save(small, tmp_path)
        again = load(tmp_path, "body")
        assert again.names == small.names
        assert again.earlier == small.earlier
        assert np.array_equal(again.pair_act, small.pair_act)

    def test_places_are_told_by_names(self):
        assert located("深圳市龙岗区教育局") == ("广东省", "深圳市", "龙岗区")
        assert located("某某协会")[0] == ""
        assert located("松溪区城市管理局") == ("", "松溪区", "")


class TestFilters:
    @pytest.mark.parametrize(
        ("what", "ties"),
        [
            (Filter(), 4),
            (Filter(since=2019, until=2019), 1),
            (Filter(since=2020), 4),
            (Filter(relations=("jointSurvey",)), 3),
            (Filter(outcomes=("B",)), 1),
            (Filter(region="深圳市"), 3),
            (Filter(region="广东省"), 4),
            (Filter(kinds=("culture",)), 0),
            (Filter(region="没有"), 0),
        ],
    )
    def test_leave_the_ties_that_fit(self, small, what, ties):
        assert int(chosen(small, what).ties.sum()) == ties

    def test_degrees_sum_the_ties(self, small):
        found = degrees(small, chosen(small, Filter()).strength)
        assert found[at(small, A)] == pytest.approx(1 + 0.5 + 0.5)


def synthetic(groups, size):
    """Return a network of cities whose agencies act in pairs, each city tied to the next."""
    cities = [f"{chr(0x4E10 + g)}安市" for g in range(groups)]
    names = [[f"{city}{chr(0x5200 + n)}业局" for n in range(size)] for city in cities]
    acts = []
    for g, those in enumerate(names):
        acts += [
            act(f"{g}-{a}-{b}", those[a], those[b], targets=(f"{g}-{a}-{b}",), date="2021")
            for a, b in combinations(range(size), 2)
            if (a + b) % 3
        ]
        acts.append(act(f"n{g}", those[0], names[(g + 1) % groups][0], targets=(f"n{g}",)))
    return net(acts)


class TestOverview:
    def test_a_small_network_opens_whole(self, small):
        found = overview(small, "circle", Filter(), KINDS)
        assert {m.name.zh for m in found.marks} == {A, B, C, D}
        assert found.totals["acts"] == 3
        assert found.totals["ties_all"] == 4

    @pytest.mark.parametrize("by", ["circle", "kind", "region"])
    def test_a_large_one_shows_at_most_300_marks_and_counts_everybody(self, by):
        large = synthetic(60, 12)
        found = overview(large, by, Filter(), KINDS)
        assert len(found.marks) + len(found.lines) <= MARKS
        assert sum(mark.size for mark in found.marks) == len(large.ids)
        assert found.totals["lines_all"] >= len(found.lines)

    def test_a_group_opens_in_its_place_and_closes_again(self):
        large = synthetic(60, 12)
        closed = overview(large, "region", Filter(), KINDS, opened=[])
        key = next(mark.id for mark in closed.marks if mark.group and mark.size == 12)
        found = overview(large, "region", Filter(), KINDS, opened=[key])
        assert found.opened == (key,)
        assert sum(not mark.group for mark in found.marks) == 12
        assert [ground.key for ground in found.grounds] == [key]
        assert sum(mark.size for mark in found.marks) == len(large.ids)

    def test_what_is_weaker_lies_in_a_pile_that_opens(self):
        large = synthetic(60, 12)
        closed = overview(large, "region", Filter(), KINDS, opened=[])
        assert len(closed.marks) == MOST
        pile = closed.marks[-1]
        assert pile.name.zh == "其余 21 组"
        found = overview(large, "region", Filter(), KINDS, opened=[pile.id])
        assert len(found.marks) == 60

    def test_places_stay_when_years_change(self):
        large = synthetic(20, 12)
        one = overview(large, "region", Filter(), KINDS, opened=[])
        other = overview(large, "region", Filter(since=2021, until=2021), KINDS, opened=[])
        assert [(m.id, m.x, m.y) for m in one.marks] == [(m.id, m.x, m.y) for m in other.marks]

    def test_marks_do_not_lie_on_each_other(self):
        found = overview(synthetic(30, 6), "region", Filter(), KINDS, opened=[])
        for one, other in combinations(found.marks, 2):
            assert np.hypot(one.x - other.x, one.y - other.y) > one.r + other.r

    def test_every_key_that_is_shown_is_found_again(self):
        large = synthetic(60, 12)
        tree = Grouped(
            large, "region", np.arange(len(large.ids)), degrees(large, weights(large)), KINDS
        )
        for mark in overview(large, "region", Filter(), KINDS, opened=[]).marks:
            assert tree.find(mark.id).key == mark.id
        assert tree.find("没有") is None

    def test_an_empty_network_is_an_empty_picture(self):
        assert overview(net([]), "circle", Filter(), KINDS).marks == ()

    @settings(deadline=None, max_examples=15)
    @given(st.integers(0, 2**32 - 1))
    def test_the_same_network_gives_the_same_picture(self, seed):
        rng = np.random.default_rng(seed)
        names = [f"{chr(0x4E10 + n)}安市教育局" for n in range(8)]
        acts = [
            act(str(n), *{names[i] for i in rng.integers(0, 8, 3)}, targets=(str(n),))
            for n in range(6)
        ]
        one, other = (
            overview(net(order), "region", Filter(), KINDS) for order in (acts, acts[::-1])
        )
        assert one == other


class TestEgo:
    def test_shows_partners_by_strength_and_counts_all(self, small):
        found = ego(small, at(small, A), Filter())
        assert [m.name.zh for m in found.marks] == [A, B, C]
        assert found.totals["partners_all"] == 2
        assert found.totals["own_acts"] == 2
        assert found.years == {2019: 1, 2021: 1}

    def test_keeps_partners_of_other_years_in_their_place(self, small):
        all_of = ego(small, at(small, A), Filter())
        found = ego(small, at(small, A), Filter(since=2019, until=2019))
        assert [(m.id, m.x) for m in found.marks] == [(m.id, m.x) for m in all_of.marks]
        assert found.totals["partners"] == 1
        assert len(found.lines) == 1

    def test_draws_only_the_strongest(self):
        large = synthetic(2, 40)
        found = ego(large, 0, Filter(), most=5)
        assert len(found.marks) == 6
        assert found.totals["partners_all"] > 5


class TestBetween:
    def test_is_the_shortest_way(self, small):
        found = between(small, at(small, A), at(small, D), Filter())
        assert [m.name.zh for m in found.marks] == [A, C, D]
        assert len(found.lines) == 2

    def test_is_none_where_no_way_leads(self, small):
        found = between(small, at(small, A), at(small, D), Filter(since=2019, until=2019))
        assert found is None


class TestMatrix:
    def test_puts_circles_side_by_side_and_counts_out_of_all(self):
        large = synthetic(3, 6)
        found = matrix(large, Filter(), 10)
        assert len(found.rows) == 10
        assert found.bodies == 18
        assert sum(block.size for block in found.blocks) == 10
        assert all(1 <= square.shade <= 6 for square in found.squares)
        assert max(square.shade for square in found.squares) == 6

    def test_of_nothing_is_empty(self, small):
        assert matrix(small, Filter(region="没有"), 10).rows == ()


def test_all_at_once_gives_each_body_a_place_of_its_own():
    large = synthetic(60, 12)
    tree = Grouped(
        large, "region", np.arange(len(large.ids)), degrees(large, weights(large)), KINDS
    )
    points = scattered(tree, np.arange(len(large.ids)))
    assert len({(round(x), round(y)) for x, y in points}) == len(large.ids)
