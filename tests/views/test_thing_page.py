"""Things other than agencies, the start page, the register: from rows to what is shown."""

from datetime import date

from replygraph.views import ledger, start, thing
from replygraph.views.parts import Part, Quote

NS = "https://w3id.org/replygraph/ns#"
X = "https://w3id.org/replygraph/id/"


def said(predicate, who, mode="done"):
    return {"p": NS + predicate, "o": f"{X}agency/{who}", "name": who, "m": NS + mode}


def test_parts_are_headed_as_a_reader_asks_and_plans_stand_apart():
    rows = [
        said("participatesIn", "乙"),
        said("hosts", "甲"),
        said("hosts", "丁", "planned"),
        said("hosts", "甲", "planned"),
        said("supports", "丙", "negated"),
    ]
    found = thing.parts(rows)
    assert [part.heading.zh for part in found] == ["主办", "参加"]
    assert [chip.name for chip in found[0].done] == ["甲"]
    assert [chip.name for chip in found[0].planned] == ["丁"]


def test_joint_acts_stand_once_with_all_who_took_part():
    row = {"act": "urn:a", "kind": NS + "jointSurvey", "date": "2021", "passage": "p"}
    rows = [{**row, "who": "urn:2", "name": "乙"}, {**row, "who": "urn:1", "name": "甲"}]
    sheet = thing.acts_sheet(rows, {"p": Quote("urn:l", 0, 1, (Part("句"),))})
    ((kind, date, who, quote),) = sheet.rows
    assert (kind.zh, date, [c.name for c in who], quote.text) == (
        "联合调研",
        "2021",
        ["乙", "甲"],
        "句",
    )


def test_what_a_person_proposed_says_who_leads():
    rows = [{"about": f"urn:{n}", "name": f"第{n}号提案", "title": "题"} for n in "12"]
    role = {"about": "urn:1", "role": NS + "lead"}
    handlers = [
        {**role, "agency": "urn:a", "name": "甲", "date": "2021", "outcome": NS + "B"},
        {**role, "agency": "urn:b", "name": "乙"},
        {**role, "agency": "urn:c", "name": "丙", "role": NS + "co", "date": "2024"},
    ]
    first, second = thing.submissions_sheet(rows, handlers).rows
    assert (first[0].name, [c.name for c in first[2]]) == ("题", ["乙", "甲"])
    assert (first[3], first[4].zh, second[2]) == ("2021", "B 类", ())


def story(letters=0, **more):
    names = "years classes assemblies busiest ties widest due renamed"
    rows = {name: [] for name in names.split()} | more
    classes = "Letter Submission Proposal Suggestion Agency JointAct Collaboration Commitment"
    totals = dict.fromkeys([f"rg:{name}" for name in classes.split()] + ["foaf:Person"], 0)
    return start.story(rows, 0, totals | {"rg:Letter": letters}, {}, {})


def test_an_empty_store_has_a_story_too():
    found = story()
    assert (found.letters, found.years, found.ties) == (0, (), ())
    assert found.lead.zh.startswith("这里有 0 封答复函。")


def test_the_story_counts_and_asks():
    tie = {"pair": "p", "one": "urn:a", "oneName": "甲", "other": "urn:b", "otherName": "乙",
           "strength": "1.5", "acts": "2", "first": "2021"}  # fmt: skip
    found = story(
        years=[{"year": "2021", "letters": "2"}, {"year": "2023", "letters": "1"}],
        classes=[{"p": NS + "outcome", "value": NS + "A", "letters": "2"},
                 {"p": NS + "opinion", "value": NS + "partly", "letters": "1"}],
        ties=[tie],
        renamed=[{"lineage": "urn:x", "label": "甲局—乙局", "bodies": "2"}],
        widest=[{"about": "urn:s", "name": "第9号提案"}],
    )  # fmt: skip
    assert "2021–2023 年" in found.lead.zh
    assert found.years[1] == ("2022", 0)
    assert (found.judged, found.outcomes[0][2], found.opinions[1][2]) == (2, 2, 1)
    assert (found.ties[0].strength, found.ties[0].quote) == (1.5, None)
    asked = [question.words.zh for question in found.questions]
    assert "甲局和乙局前后都与谁协作？" in asked
    assert any("第9号提案" in words for words in asked)


def test_undated_letters_are_those_that_no_year_counts():
    found = story(years=[{"year": "2021", "letters": "2"}], letters=5)
    assert (found.years, found.undated) == ((("2021", 2),), 3)


def test_agencies_that_answered_as_many_are_ranked_by_name():
    counts = {"urn:a": 1, "urn:b": 3, "urn:c": 1, "urn:d": 1}
    assert start.most(counts, 2) == ["urn:b", "urn:a", "urn:c", "urn:d"]
    names = {"urn:a": "丙局", "urn:b": "乙局", "urn:c": "甲局"}
    called = [{"it": iri, "name": name} for iri, name in names.items()]
    assert [row["name"] for row in start.busiest(counts, called, 2)] == ["乙局", "丙局"]
    assert start.busiest({}, []) == []


LETTERS = {
    f"urn:{n}": {"date": date, "agency": "urn:a", "about": f"urn:s{n}", "role": NS + role}
    for n, date, role in (("1", "2021-05", "lead"), ("2", "2023", "co"), ("3", "", "lead"))
}
SUBMISSIONS = {
    "urn:s1": {"class": NS + "Proposal", "name": "第126号提案", "number": "126",
               "title": "关于河湾", "assembly": "urn:c"},
    "urn:s2": {"class": NS + "Suggestion", "name": "第9号建议", "number": "9"},
}  # fmt: skip
FILED = ledger.entries(LETTERS, SUBMISSIONS, {"urn:a": "市水利局"}, {"urn:c": "政协"})


def same(entry):
    return entry


def test_letters_are_filed_the_latest_first():
    assert [one.letter for one in FILED] == ["urn:2", "urn:1", "urn:3"]
    assert (FILED[1].kind, FILED[1].title, FILED[2].kind) == ("proposal", "关于河湾", "")


def test_each_choice_says_what_it_will_leave():
    left, fields = ledger.sifted(FILED, {"role": "lead"}, "", same)
    assert [one.letter for one in left] == ["urn:1", "urn:3"]
    by_name = {field.name: field for field in fields}
    assert {c.value: c.count for c in by_name["role"].choices} == {"lead": 2, "co": 1}
    assert {c.value: c.count for c in by_name["year"].choices} == {"2021": 1, "none": 1}
    for field in fields:
        for choice in field.choices:
            asked = {"role": "lead", field.name: choice.value}
            assert len(ledger.sifted(FILED, asked, "", same)[0]) == choice.count


def test_words_are_looked_for_in_title_number_and_agency():
    assert [e.letter for e in ledger.sifted(FILED, {}, "河湾 126", same)[0]] == ["urn:1"]
    assert len(ledger.sifted(FILED, {}, "水利", same)[0]) == 3
    assert ledger.sifted(FILED, {"year": "1999"}, "", same)[0] == []


def test_numbers_are_put_in_order_as_numbers_and_the_empty_come_last():
    for down, order in ((False, ["9", "126", ""]), (True, ["126", "9", ""])):
        assert [e.number for e in ledger.ordered(FILED, "number", down=down)] == order


def test_commitments_are_filed_by_due_date_with_all_who_promise():
    rows = {
        "urn:1#char=1,2": {},
        "urn:2#char=1,2": {"due": "2024"},
        "urn:gone#char=1,2": {"due": "2024"},
    }
    who = [("urn:2#char=1,2", f"urn:{one}") for one in ("a", "b", "nameless")]
    found = ledger.promises(rows, who, {"urn:a": "甲", "urn:b": "乙"}, FILED)
    assert [(one.due, [c.name for c in one.agencies]) for one in found] == [
        ("2024", ["乙", "甲"]),
        ("", []),
    ]
    sheet = ledger.promises_sheet(
        found, [{"passage": "urn:1#char=1,2", "text": "将 办"}], 2, date(2025, 1, 1)
    )
    assert [(row[0].text, row[2].zh) for row in sheet.rows] == [
        ("—", "期限已过"),
        ("将 办", "未写期限"),
    ]


def test_a_row_of_the_register_leaves_the_replying_agency_out_of_the_others():
    handlers = [{"about": "urn:s1", "agency": iri, "name": name}
                for iri, name in (("urn:a", "市水利局"), ("urn:b", "市财政局"))]  # fmt: skip
    people = [{"about": "urn:s1", "who": "urn:p", "name": "周闻笛"}]
    (row,) = ledger.letters_sheet([FILED[1]], people, handlers, 3).rows
    assert [chip.name for chip in row[6]] == ["市财政局"]
    assert [chip.name for chip in row[3]] == ["周闻笛"]


def test_acts_that_may_be_the_same_are_marked_and_only_where_there_are_some():
    rows = [{"act": f"urn:{n}", "kind": NS + "jointIssue", "who": "urn:w", "name": "甲"}
            for n in "ab"]  # fmt: skip
    plain = thing.acts_sheet(rows, {})
    assert [len(row) for row in plain.rows] == [len(plain.columns)] * 2 == [4, 4]
    marked = thing.acts_sheet(rows, {}, {"urn:b"})
    assert [row[2].zh for row in marked.rows] == ["", "可能与另一次相同，不计"]
    assert len(marked.columns) == len(marked.rows[0]) == 5
