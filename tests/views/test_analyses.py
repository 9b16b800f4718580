"""Analyses as tables: named things, figures that say out of how many, both languages."""

import sys
from collections import Counter
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "show"))
from stories import stories

from replygraph.errors import UsageError
from replygraph.views import ANALYSES, Scope, acts, analysis, by_lineage, corpus, ties
from replygraph.views.whole import located


@pytest.fixture(scope="module")
def found():
    return by_lineage(corpus(stories()))


def scope_for(name):
    return Scope(since=2022) if name == "change" else Scope()


@pytest.mark.parametrize("name", ANALYSES)
def test_every_analysis_gives_rows_that_fit_its_columns(found, name):
    made = analysis(found, name, scope_for(name))
    assert made.title.zh
    assert made.title.en
    assert str(len(found.letters)) in made.note.zh
    assert "按沿革" in made.note.zh
    assert all(len(row) == len(made.columns) for row in made.rows)
    assert "http" not in str(made.rows)


def test_degree_counts_each_joint_act_once(found):
    made = analysis(found, "degree")
    shared = acts(found)
    assert len(made.rows) == len({b for t in ties(found, shared) for b in (t.a, t.b)})
    for row in made.rows:
        body = next(t.id for t in found.things.values() if t.name == row[0])
        own = [act for act in shared if body in act.agencies]
        assert row[3] == len(own)
        assert row[1] == pytest.approx(len(own), abs=1e-3)  # an act adds 1 to each of its bodies


def test_years_leave_out_what_has_no_date_and_say_so(found):
    whole, part = analysis(found, "degree"), analysis(found, "degree", Scope(since=2023))
    assert sum(r[3] for r in part.rows) < sum(r[3] for r in whole.rows)
    assert "2023—" in part.note.zh


def test_kinds_choose_the_acts(found):
    issues = analysis(found, "degree", Scope(kinds=("jointIssue",)))
    assert 0 < len(issues.rows) < len(analysis(found, "degree").rows)
    with pytest.raises(UsageError, match="--kind"):
        analysis(found, "similarity", Scope(kinds=("jointIssue",)))


def test_change_needs_to_know_where_the_later_period_begins(found):
    with pytest.raises(UsageError, match="--from"):
        analysis(found, "change")
    words = {row[0].zh for row in analysis(found, "change", Scope(since=2022)).rows}
    assert words <= {"加入", "退出", "增强", "减弱"}


def test_a_region_leaves_the_ties_between_its_agencies(found):
    whole = analysis(found, "degree")
    names = {row[0] for row in whole.rows}
    city = Counter(part for name in names for part in located(name)[1:] if part).most_common(1)[0][
        0
    ]
    inside = {name for name in names if city in located(name)}
    assert inside
    part = analysis(found, "degree", Scope(region=city))
    assert {row[0] for row in part.rows} <= inside
    assert part.rows
    assert city in part.note.zh
    changed = analysis(found, "change", Scope(since=2022, region=city))
    told = {cell for row in changed.rows for cell in row[1:3] if cell}
    assert told <= inside
    with pytest.raises(UsageError, match="浙江省、绍兴市"):
        analysis(found, "change", Scope(since=2022, region=city[:-1]))
