"""An agency: strength by lineage as derived, names over time, tables from rows."""

from datetime import date

import pytest

from explored import AFTER, BEFORE, co, lead
from replygraph.claims import claims
from replygraph.derive import collaborations, derive
from replygraph.identify import Judgements, identify
from replygraph.views import agency, sheets
from replygraph.views.parts import Part, Quote

NS = "https://w3id.org/replygraph/ns#"
BASE = "https://w3id.org/replygraph/id/"


def pair(other, strength, acts=1, **more):
    row = {"pair": f"urn:p{other}", "other": f"urn:{other}", "name": other}
    return {**row, "strength": str(strength), "acts": str(acts), "letters": "1", **more}


def test_partners_are_ranked_by_strength():
    rows = [pair("甲", 0.5), pair("乙", 2, first="2021-03", last="2022"), pair("丙", 0.5, 3)]
    found = agency.partners(rows, "body")
    assert [p.chip.name for p in found] == ["乙", "丙", "甲"]
    sheet = sheets.partners_sheet(found, {"urn:p乙": Quote("urn:l", 0, 1, (Part("句"),))}, 2)
    assert (len(sheet.rows), sheet.total) == (2, 3)
    assert (sheet.rows[0][4], sheet.rows[0][5].text, sheet.rows[1][5]) == ("2021–2022", "句", None)


def test_by_lineage_a_partner_leads_to_its_line_under_its_last_name():
    rows = [pair("甲", 1, lineage="urn:lineage/x", lineageName="甲—乙")]
    (found,) = agency.partners(rows, "lineage")
    assert (found.chip.iri, found.chip.name) == ("urn:lineage/x", "乙")
    assert agency.partners(rows, "body")[0].chip.name == "甲"


@pytest.mark.parametrize(
    ("rows", "own", "by", "must"),
    [
        ([pair("甲", 1)], 1, "lineage", False),
        ([pair("甲", 1)], 2, "lineage", True),
        ([pair("甲", 1)], 2, "body", False),
        ([pair("甲", 1, lineage="urn:x"), pair("乙", 1, lineage="urn:x")], 1, "lineage", True),
    ],
)
def test_acts_are_counted_anew_only_where_bodies_merge(rows, own, by, must):
    assert agency.must_count(rows, own, by) is must


def test_strength_by_lineage_is_what_derive_finds():
    letters = [claims(record) for record in (lead(), co())]
    facts = derive(letters, identify(letters, Judgements(())), BASE)
    one = facts.lineages
    own = sorted(one)
    line = one[own[0]]
    label = next(kept.label for kept in facts.lines if kept.iri == line)
    called = {BASE + "agency/" + name: name for name in (BEFORE, AFTER)}
    acts = [
        {
            "act": act.iri,
            "other": body,
            "name": called.get(body, body),
            "kind": f"{NS}{act.kind}",
            **({"date": act.date} if act.date else {}),
            **({"target": target} if target else {}),
            **({"lineage": line, "lineageName": label} if body in one else {}),
        }
        for act in facts.acts
        if set(act.bodies) & set(own)
        for body in act.bodies
        for target in act.targets or ("",)
    ]  # fmt: skip
    told = [{"act": a.iri, "letter": key} for a in facts.acts for key in a.letters]
    found = agency.partners_by_line([], acts, told, own, line)
    wanted = {
        (c.pair[0] if c.pair[1] == line else c.pair[1]): (round(c.strength, 6), len(c.acts))
        for c in collaborations(facts.acts, BASE, lineages=one)
        if line in c.pair
    }
    assert {p.chip.iri: (p.strength, p.acts) for p in found} == wanted
    assert wanted


def test_what_was_done_together_tells_more_than_having_been_asked():
    rows = [
        {"pair": "p", "act": "a", "kind": NS + "jointHandling", "date": "2023", "passage": "x"},
        {"pair": "p", "act": "b", "kind": NS + "jointIssue", "date": "2021", "passage": "y",
         "about": "方案"},
    ]  # fmt: skip
    place, words, date = agency.telling(rows)["p"]
    assert (place, words.zh, date) == ("y", "联合发文·方案", "2021")


def test_bodies_stand_on_one_time_line_the_earliest_first():
    about = [
        {"body": "urn:b", "p": NS + "validFrom", "o": "2019"},
        {"body": "urn:a", "p": NS + "validUntil", "o": "2019"},
    ]
    counted = [{"body": "urn:a", "year": "2017", "letters": "3"},
               {"body": "urn:b", "year": "2021", "letters": "1"}]  # fmt: skip
    found = agency.bodies([("urn:b", "乙"), ("urn:a", "甲")], about, counted)
    assert [body.name for body in found] == ["甲", "乙"]
    bars, ticks = agency.time_line(found)
    assert bars[0].end == bars[1].start
    assert bars[0].marks[0][2:] == (2017, 3)
    assert [bars[0].open_start, bars[0].open_end, bars[1].open_end] == [True, False, True]
    assert all(0 <= at <= 100 for at, _ in ticks)
    assert agency.time_line(agency.bodies([("urn:c", "丙")], [], [])) == ((), ())


def test_mergers_and_splits_are_called_so():
    def row(before, after):
        return {"change": "c", "before": before, "beforeName": before, "after": after,
                "afterName": after}  # fmt: skip

    assert agency.changes([row("甲", "乙")])[0].kind.zh == "更名"
    assert agency.changes([row("甲", "丙"), row("乙", "丙")])[0].kind.zh == "合并"
    assert agency.changes([row("甲", "乙"), row("甲", "丙")])[0].kind.zh == "拆分"


def test_statements_on_two_iris_of_one_thing_are_one():
    rows = [
        {"p": NS + "issues", "o": "urn:x/document/a", "m": NS + "done", "letters": "1",
         "first": "2021", "main": "urn:x/document/b", "name": "办法"},
        {"p": NS + "issues", "o": "urn:x/document/b", "m": NS + "done", "letters": "2",
         "last": "2023", "name": "办法"},
        {"p": NS + "supports", "o": "urn:x/agency/c", "m": NS + "planned", "letters": "1"},
    ]  # fmt: skip
    works = sheets.statements(rows, frozenset({"document"}))
    assert [(w["o"], w["letters"]) for w in works] == [("urn:x/document/b", "3")]
    sheet = sheets.statements_sheet("works", sheets.NAMED.title, works, {})
    assert sheet.rows[0][2].zh == "印发"


def test_outcomes_by_year_have_a_column_for_what_is_not_given():
    rows = [
        {"year": "2021", "outcome": NS + "A", "letters": "2"},
        {"year": "2021", "letters": "1"},
        {"letters": "4", "outcome": NS + "B"},
    ]
    found = sheets.outcomes_sheet(rows).rows
    assert found[1] == ("2021", 2, 0, 0, 0, 1, 3)
    assert (found[0][0].zh, found[0][2]) == ("未写日期", 4)


def test_replies_and_promises_stand_once():
    row = {"letter": "urn:l", "about": "urn:s", "name": "第9号提案", "role": NS + "lead"}
    sheet = sheets.replies_sheet([row, {**row, "title": "另一题"}], 7)
    assert (len(sheet.rows), sheet.total, sheet.rows[0][2].zh) == (1, 7, "主办")
    promise = {"passage": "urn:l#char=1,3", "text": "将 办", "due": "2022"}
    written = [{"letter": "urn:l", "date": "2021"}]
    for day, status in ((date(2022, 12, 31), "尚未到期"), (date(2023, 1, 1), "期限已过")):
        (row,) = sheets.promises_sheet([promise, promise], written, day).rows
        assert (row[0].text, row[1], row[2].zh, row[3]) == ("将 办", "2022", status, "2021")
    assert sheets.roles([{"role": NS + "co", "submissions": "2"}])[0][1] == 2
