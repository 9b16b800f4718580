"""Events by edition and date, commitments as of a day, the axis, regions and their tiles."""

from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replygraph.views import where
from replygraph.views.axis import Axis, axis, columns, dot, period
from replygraph.views.finding import reason
from replygraph.views.happenings import edition, happenings, kind
from replygraph.views.ledger import Entry, Promise
from replygraph.views.parts import Chip
from replygraph.views.regions import SHADES, Regions, Tally, regions, tiles, tree
from replygraph.views.timeline import event_lanes, placed, sifted, vow_lanes, vows

OWN = (Chip("urn:绍兴市水利局", "绍兴市水利局"),)
NS = "https://w3id.org/replygraph/ns#"
WATER, CITY = "绍兴市水利局", "绍兴市柯桥区教育局"


def entry(letter="urn:l", agency=WATER, outcome="A", about="urn:s", day="2022-06-30"):
    return Entry(letter, day, f"urn:{agency}", agency, "lead", outcome, "", about, "proposal",
                 "9", "第9号提案", "题目", "", "", day[:4])  # fmt: skip


def row(event, passage, day="", who=WATER, part="organizes", mode="done"):
    return {"event": event, "p": NS + part, "who": f"urn:{who}", "m": NS + mode,
            "passage": passage, **({"date": day} if day else {})}  # fmt: skip


def happened(told, names=("第三届河湾文化节",)):
    events = [{"event": f"urn:e{n}", "name": name} for n, name in enumerate(names)]
    return happenings(events, told, {f"urn:{WATER}": WATER}, {"urn:l": CITY})


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("第三届河湾文化节", ("河湾文化节", 3, 0)),
        ("首届河湾文化节", ("河湾文化节", 1, 0)),
        ("2024年河湾文化节", ("河湾文化节", 0, 2024)),
        ("2023—2024年河湾马拉松", ("河湾马拉松", 0, 2023)),
        ("第二十一届“河湾”文化节（2022）", ("河湾文化节", 21, 0)),
        ("第十三届", ("第十三届", 13, 0)),
        ("河湾集市", ("河湾集市", 0, 0)),
    ],
)
def test_an_edition_is_told_from_its_series(name, found):
    assert edition(name) == found


@given(st.text(max_size=20))
def test_any_name_has_a_series_and_a_kind(name):
    assert isinstance(kind(name), str)
    assert edition(name)[0] or not name.strip('“”"‘’《》〈〉· ')


class TestHappenings:
    def test_a_vague_date_of_the_same_event_is_the_exact_one(self):
        found = happened([row("urn:e0", "urn:l#1", "2019"), row("urn:e0", "urn:m#2", "2019-11-22")])
        assert [(h.date, h.letters) for h in found] == [("2019-11-22", 2)]

    def test_other_dates_stay_apart_and_the_latest_comes_first(self):
        found = happened([row("urn:e0", "urn:l#1", "2019"), row("urn:e0", "urn:l#2", "2021-03")])
        assert [h.date for h in found] == ["2021-03", "2019"]

    def test_what_happened_is_not_planned_where_one_letter_says_so(self):
        rows = [row("urn:e0", "urn:l#1", "2021", mode="planned"), row("urn:e0", "urn:m#2", "2021")]
        assert [h.planned for h in happened(rows)] == [False]
        assert [h.planned for h in happened(rows[:1])] == [True]

    def test_what_is_denied_did_not_happen(self):
        assert happened([row("urn:e0", "urn:l#1", "2021", mode="negated")]) == ()

    def test_a_year_in_the_name_stands_where_no_letter_dates_it(self):
        [one] = happened([row("urn:e0", "urn:l#1")], ("2024中国科幻大会",))
        assert (one.date, one.named) == ("2024", True)

    def test_the_region_is_the_organisers_else_the_replying_agencys(self):
        assert happened([row("urn:e0", "urn:l#1")])[0].regions == ("330600",)
        assert happened([row("urn:e0", "urn:l#1", who="无名社")])[0].regions == ("330603",)

    def test_editions_share_a_lane(self):
        names = ("第三届河湾文化节", "第四届河湾文化节")
        told = [
            row("urn:e0", "urn:l#1", "2021-10"),
            row("urn:e1", "urn:l#2", "2022", mode="planned"),
        ]
        lanes, count = event_lanes(Axis(2021, 2022), happened(told, names))
        assert count == 1
        assert [(d.state, d.width > 0) for d in lanes[0].dots] == [
            ("done", False),
            ("planned", True),
        ]
        assert lanes[0].href == "河湾文化节"


class TestAxis:
    def test_dates_keep_their_precision(self):
        assert period("2021-02").month == 2
        assert period("2021").month == 0
        assert period("2021-03-05/2021-03-09").end - period("2021-03-05").start == 4
        assert period("春天") is None

    def test_shows_the_last_years_unless_others_are_asked_for(self):
        assert axis([1984, 2023], None, None) == Axis(2012, 2023)
        assert axis([2020, 2023], None, None) == Axis(2020, 2023)
        assert axis([2020], 2010, None) == Axis(2010, 2020)
        assert axis([2020], None, 2010) == Axis(2010, 2010)

    @given(st.dates(date(1950, 1, 1), date(2060, 1, 1)), st.integers(1950, 2060))
    def test_a_mark_lies_on_the_axis(self, day, first):
        on = Axis(first, first + 5)
        made = dot(on, period(day.isoformat()), "done", "urn:x", "")
        assert 0 <= made.x <= 100

    def test_counts_by_month_within_a_year_with_what_has_no_month_apart(self):
        marks = [
            (period("2021-03-04"), "done"),
            (period("2021"), "planned"),
            (period("2020"), "done"),
        ]
        found = columns(Axis(2021, 2021), marks, ("done", "planned"))
        assert found[0] == ("", 2021, (("done", 0), ("planned", 1)))
        assert found[3] == ("3", 2021, (("done", 1), ("planned", 0)))
        assert len(found) == 13

    def test_ticks_are_months_or_years(self):
        assert [label for _, label in Axis(2021, 2021).ticks()][:2] == ["1", "2"]
        assert [label for _, label in Axis(1960, 2020).ticks()][:2] == ["1960", "1970"]


class TestVows:
    def promised(self, due, agencies=OWN):
        return Promise(f"urn:l#char=0,{len(due)}", due, agencies, entry())

    def test_a_due_date_is_past_when_its_last_day_is(self):
        every = placed([self.promised(due) for due in ("2022-06", "2022", "")])
        states = [one.state for one in vows(every, date(2022, 7, 1))]
        assert states == ["past", "ahead", "open"]
        assert [one.late for one in vows(every, date(2022, 7, 1))] == [1, 0, 0]
        assert vows(every, date(2022, 6, 30))[0].state == "ahead"

    def test_those_with_most_dates_passed_come_first(self):
        other = (Chip("urn:o", CITY),)
        every = placed([self.promised("2020"), self.promised("2020-05", other),
                        self.promised("2020-06", other)])  # fmt: skip
        lanes, count = vow_lanes(Axis(2020, 2021), vows(every, date(2021, 1, 1)))
        assert count == 2
        assert [lane.name.name for lane in lanes] == [CITY, WATER]

    def test_the_replying_agency_tells_the_region_where_nobody_is_named(self):
        assert placed([self.promised("2020", ())])[0][2] == ("330600",)


def test_fields_count_what_the_other_fields_leave():
    tests = {
        "a": (None, lambda one: one[0], str),
        "b": (None, lambda one: one[1], str),
    }
    items = [(("x",), ("1",)), (("x", "y"), ("2",)), ((), ("1",))]
    left, fields = sifted(items, tests, {"b": "1"})
    assert left == [items[0], items[2]]
    counts = {f.name: {c.value: c.count for c in f.choices} for f in fields}
    assert counts == {"a": {"x": 1, "none": 1}, "b": {"1": 2, "2": 1}}


class TestRegions:
    def made(self):
        bodies = [
            {"body": f"urn:{WATER}", "name": WATER, "code": "330600"},
            {"body": f"urn:{CITY}", "name": CITY},
            {"body": "urn:n", "name": "生态环境部"},
            {"body": "urn:q", "name": "青岚市教育局"},
        ]
        letters = [
            entry("urn:1"),
            entry("urn:2", CITY, "B", day="2021-01-01"),
            entry("urn:3", CITY, ""),
            replace(entry("urn:4", "青岚市教育局", "D", "urn:t"), agency="urn:q"),
        ]
        return regions(bodies, letters)

    def test_a_region_counts_what_lies_below_it(self):
        found = self.made()
        city = found.tallies["330600"]
        assert (city.letters, city.own, city.agencies, city.submissions) == (3, 1, 2, 1)
        assert city.outcomes == Counter({"A": 1, "B": 1, "": 1})
        assert found.tallies["330000"].letters == 3
        assert found.below["330000"] == ("330600",)
        assert set(found.below[""]) == {"330000", where.NATION, where.ELSEWHERE}
        assert found.tallies[where.ELSEWHERE].outcomes["D"] == 1
        assert [one.name for one in found.inside("330000")] == [CITY, WATER]

    def test_bars_fill_the_width(self):
        bars = self.made().tallies["330600"].bars
        assert [one for one, _, _ in bars] == ["A", "B", "none"]
        assert round(bars[-1][1] + bars[-1][2]) == 100

    def test_the_tree_opens_where_asked(self):
        found = self.made()
        assert [line.tally.region for line in tree(found, frozenset({"330000"}))][:2] == [
            "330000",
            "330600",
        ]
        assert len(tree(found, frozenset())) == 3

    def test_there_are_34_tiles_in_places_of_their_own(self):
        made, lows = tiles(self.made(), "letters")
        assert len(made) == 34
        assert len({(tile.row, tile.column) for tile in made}) == 34
        assert all(where.level(tile.region) == "province" for tile in made)
        assert len({tile.iso for tile in made}) == 34
        assert lows == (3,)
        assert [t.shade for t in made if t.value] == [SHADES]

    @given(st.dictionaries(st.sampled_from([r for r, *_ in where.PROVINCES]), st.integers(1, 99)))
    def test_more_is_never_paler(self, counts):
        tallies = {region: Tally(region, letters=n) for region, n in counts.items()}
        made, _ = tiles(Regions(tallies, {}, {}), "letters")
        some = sorted((t.value, t.shade) for t in made if t.value)
        assert all(one[1] <= other[1] for one, other in pairwise(some))
        assert all(1 <= shade <= SHADES for _, shade in some)


@pytest.mark.parametrize(
    ("how", "as_", "name", "said"),
    [
        ("exact", "甲局", "甲局", "名称相同"),
        ("also contains", "市发改委", "市发展和改革委员会", "又名市发改委"),
        ("formerly exact", "市环境保护局", "市生态环境局", "原名市环境保护局"),
        ("near prefix", "甲局", "甲局", "差一字"),
        ("like", "甲局", "甲局", "写法相近"),
    ],
)
def test_a_hit_says_why(how, as_, name, said):
    assert reason(how, as_, name).zh == said
