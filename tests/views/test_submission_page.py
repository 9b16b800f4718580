"""A submission: roles kept apart, replies side by side where they answer the same suggestion."""

from datetime import date

from explored import ANSWER, co, lead
from replygraph.views.letter import Answered, letter_page
from replygraph.views.parts import Part, Quote
from replygraph.views.submission import handlers, side_by_side, submission_page, vows_sheet

NS = "https://w3id.org/replygraph/ns#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
ABOUT = [
    {"p": RDF + "type", "o": NS + "Proposal"},
    {"p": "http://www.w3.org/2000/01/rdf-schema#label", "o": "第9号提案"},
    {"p": "http://purl.org/dc/terms/title", "o": "关于推进河湾水岸更新的提案"},
    {"p": NS + "proposed", "o": "urn:person/a", "name": "周闻笛"},
    {"p": NS + "assembly", "o": "urn:assembly", "name": "政协绍兴市委员会"},
]


def quote(text):
    return Quote("urn:l", 0, len(text), (Part(text),))


def page():
    records = {letter_page(r).iri: r for r in (co(), lead())}
    handling = [
        {"agency": "urn:agency/w", "name": "水利局", "role": NS + "lead", "reply": "urn:letter/1",
         "date": "2022-06-30", "outcome": NS + "A"},
        {"agency": "urn:agency/m", "name": "财政局", "role": NS + "co"},
        {"agency": "urn:agency/m", "name": "财政局"},
    ]  # fmt: skip
    return submission_page("urn:submission/9", ABOUT, handling, records)


def test_who_asked_and_who_handles_it_in_what_role():
    found = page()
    assert (found.kind, found.title, found.open) == (
        "proposal",
        "关于推进河湾水岸更新的提案",
        True,
    )
    assert [chip.name for chip in found.proposers] == ["周闻笛"]
    assert [(h.agency.name, h.role, h.outcome) for h in found.handlers] == [
        ("水利局", "lead", "A"),
        ("财政局", "co", ""),
    ]


def test_conflicting_roles_are_both_kept():
    rows = [{"agency": "urn:a", "name": "甲", "role": NS + role} for role in ("co", "lead")]
    assert [h.role for h in handlers(rows)] == ["lead", "co"]


def test_the_lead_stands_first_and_like_suggestions_in_one_row():
    found = page()
    assert [reply.role for reply in found.replies] == ["lead", "co"]
    first, second = found.points
    assert first.answers[0].text == ANSWER
    assert first.answers[1].text == "我局安排清岸工程资金。"
    assert second.answers[0] is None
    assert second.answers[1].text == "河湾文化节由市建设局承办。"


def test_two_suggestions_of_one_reply_never_share_a_row():
    one = [Answered(quote("关于设立基金的建议"), quote("答一"))] * 2
    rows = side_by_side([one, one])
    assert len(rows) == 2
    assert all(len(row.answers) == 2 for row in rows)


def test_a_point_without_suggestion_keeps_its_answer():
    (row,) = side_by_side([[Answered(None, quote("答"))]])
    assert (row.suggestion, row.answers[0].text) == (None, "答")


def test_commitments_of_all_replies_lead_to_their_places():
    sheet = vows_sheet(page(), date(2022, 12, 1))
    (row,) = sheet.rows
    assert row[1][0].name == "绍兴市水利局"
    assert (row[2], row[3].zh) == ("2022-12", "尚未到期")
    assert row[0].iri.startswith(row[4].iri + "#char=")
