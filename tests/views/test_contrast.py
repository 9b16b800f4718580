"""Two periods of a network side by side: what is new, gone, stronger, weaker."""

from test_whole import A, B, C, D, act, at, net

from replygraph.views.contrast import contrast
from replygraph.views.filters import Filter

ACTS = [
    act("1", A, B, date="2019", targets=("o1",)),
    act("2", A, B, date="2021", targets=("o2",)),
    act("3", A, B, date="2021", targets=("o3",)),
    act("4", A, C, date="2019", targets=("o4",)),
    act("5", C, D, date="2021", targets=("o5",)),
    act("6", B, D, date="2019", targets=("o6",)),
    act("7", A, B, D, date="2021", targets=("o7",)),
    act("8", A, B, targets=("o8",), letters=("undated",)),
]


def changes(found, whole):
    return {
        "".join(sorted(whole.names[body] for body in (turn.one, turn.other))): turn
        for turn in found.turns
    }


def test_each_tie_of_either_period_has_one_change_with_its_counts():
    whole = net(ACTS)
    found = contrast(whole, Filter(), (2019, 2019), (2021, 2021))
    turns = changes(found, whole)
    told = {name: (turn.change, turn.acts, turn.strength) for name, turn in turns.items()}
    assert told["".join(sorted((A, B)))] == ("more", (1, 3), (1.0, 2.5))
    assert told["".join(sorted((A, C)))] == ("gone", (1, 0), (1.0, 0.0))
    assert told["".join(sorted((C, D)))] == ("new", (0, 1), (0.0, 1.0))
    assert told["".join(sorted((B, D)))] == ("less", (1, 1), (1.0, 0.5))
    assert sum(found.counts().values()) == len(found.turns) == 5
    assert [(side.acts, side.ties, side.bodies) for side in found.sides] == [(3, 3, 4), (4, 4, 4)]
    assert found.turns[0].change == "more", "the largest change first"


def test_periods_that_are_swapped_swap_what_is_new_and_gone():
    whole = net(ACTS)
    there = contrast(whole, Filter(), (2019, 2019), (2021, 2021)).counts()
    back = contrast(whole, Filter(), (2021, 2021), (2019, 2019)).counts()
    assert (there["new"], there["more"], there["same"]) == (
        back["gone"],
        back["less"],
        back["same"],
    )
    same = contrast(whole, Filter(), (2019, 2021), (2019, 2021))
    assert {turn.change for turn in same.turns} == {"same"}


def test_bodies_of_one_period_only_and_the_region_asked_for():
    whole = net(ACTS[:6])
    found = contrast(whole, Filter(), (2019, 2019), (2021, 2021))
    assert found.joined == ()
    early = contrast(whole, Filter(), (2021, 2021), (2020, 2020))
    assert set(early.left) == {at(whole, name) for name in (A, B, C, D)}
    inside = contrast(whole, Filter(region="深圳市"), (2019, 2019), (2021, 2021))
    assert at(whole, D) not in {body for turn in inside.turns for body in (turn.one, turn.other)}
