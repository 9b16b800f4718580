"""Corrections and judgements: they win, survive, are taken back, and say when they miss."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from records import issue, record, survey
from replygraph import iri
from replygraph.ask import explain
from replygraph.claims import claims, statement_ids
from replygraph.errors import ReplygraphError
from replygraph.reviews import (
    Correction,
    Reviews,
    corrected,
    read_corrections,
    read_judgements,
    read_reviews,
    uncorrected,
)
from replygraph.store import open_store

HEAD = "letter,target,action,value,who,when,why\n"
JUDGED = "one,other,judgement,who,when,why\n"
COUNTY = {"agency": "湘潭县民政局", "number": "20210009", "assembly": "政协/湘潭县"}


def program(name, region, **more):
    made = record(name, [("开展“护蕾”行动。", [("局", "implements", "护蕾行动")])], **more)
    return {**made, "region": region}


LETTERS = (
    survey("a"),
    issue("b"),
    program("c", "湘潭市", agency="湘潭市民政局", number="20210003", assembly="政协/湘潭市"),
    program("d", "衢州市", agency="衢州市民政局", number="20210004", assembly="政协/衢州市"),
    program("e", "湘潭县", **COUNTY),
)


def line(letter, target, action, value="", when=""):
    return Correction(letter, target, action, value, "王", when, "核对原件")


def dump(store):
    return list(store.nquads_sorted())


def built(*reviews):
    store = open_store(None, write=True)
    for one in reviews:
        store.review(one)
    store.update(LETTERS)
    return store


def thing(region):
    return iri.entity("PROGRAM", "护蕾行动", region)


def judged(one, other, verdict):
    from replygraph.identify import Judgement

    return Judgement(*sorted((thing(one), thing(other))), verdict, "王", "2024-05-01", "查过")


ID = statement_ids(LETTERS[0])[0]
CORRECTIONS = [
    line("a", "number", "set", "20219999"),
    line("a", "replying_agency", "set", "青岚市教育局"),
    line("b", "category", "set", "C"),
    line("b", "category", "confirm", when="2024-01-02"),
    line("c", "date", "reject"),
    line("a", ID, "reject"),
    line("a", ID, "set", "date=2022；modality=planned", when="2023-01-01"),
    line("nobody", "title", "reject"),
    line(claims(LETTERS[1]).iri, "title", "set", "关于湘莲的提案"),
    line(claims(LETTERS[1]).iri.removeprefix(iri.BASE), "public", "set", "否"),
]
JUDGEMENTS = [
    judged("湘潭市", "衢州市", "same"),
    judged("湘潭市", "湘潭县", "different"),
    judged("衢州市", "湘潭县", "unsure"),
]
REVIEWS = st.builds(
    lambda lines, decisions: Reviews(tuple(lines), tuple(decisions)),
    st.lists(st.sampled_from(CORRECTIONS), unique=True, max_size=6),
    st.lists(st.sampled_from(JUDGEMENTS), unique=True, max_size=3),
)


@settings(max_examples=40, deadline=None)
@given(REVIEWS)
def test_to_apply_and_take_back_is_never_to_have_applied(reviews):
    for letter in LETTERS:
        assert uncorrected(corrected(letter, reviews)) == letter
    store = built(reviews)
    store.review(Reviews())
    store.publish()
    assert dump(store) == dump(built())


@settings(max_examples=40, deadline=None)
@given(REVIEWS, REVIEWS)
def test_what_is_applied_later_gives_what_a_rebuild_gives(one, other):
    store = built(one)
    store.review(other)
    store.publish()
    assert dump(store) == dump(built(other))
    store.update(LETTERS)  # and it survives a rebuild
    assert dump(store) == dump(built(other))
    assert [x for x in store.stale_reviews() if "nobody" not in x[0]] == []


def test_a_field_that_is_set_wins_and_shows_as_reviewed():
    store = built(Reviews((CORRECTIONS[1], CORRECTIONS[2])))
    asked = "SELECT ?n { ?l rg:replyingAgency/rdfs:label ?n ; dcterms:identifier 'a' }"
    assert store.query(asked).values() == [{"n": "青岚市教育局"}]
    asked = "SELECT ?r { ?l rg:reviewed ?r ; dcterms:identifier 'b' ; rg:outcome rg:C }"
    assert store.query(asked).values() == [{"r": "set category"}]
    told = explain(store, claims(corrected(LETTERS[1], store.reviews())).iri)
    assert [(r.target, r.value, r.who, r.why) for r in told.reviews] == [
        ("category", "C", "王", "核对原件")
    ]


def test_a_statement_is_rejected_set_or_confirmed():
    whole = len(claims(LETTERS[0]).statements)
    rejected = corrected(LETTERS[0], Reviews((line("a", ID, "reject"),)))
    assert len(claims(rejected).statements) == whole - 1
    confirmed = corrected(LETTERS[0], Reviews((line("a", ID, "confirm"),)))
    assert {s.id: s.reviewed for s in claims(confirmed).statements}[ID] == "confirm"
    store = built(Reviews((line("a", ID, "confirm"),)))
    told = explain(store, ID)
    assert told.said[0].reviewed == "confirm"
    assert told.reviews[0].action == "confirm"


def test_a_mention_is_renamed():
    name = "m0-1-program"
    made = corrected(LETTERS[2], Reviews((line("c", name, "set", "护蕾专项行动"),)))
    assert "护蕾专项行动" in {m["canonical"] for m in made["mentions"]}


def test_judgements_join_and_part_and_explain_says_who():
    store = built(Reviews((), (JUDGEMENTS[0], JUDGEMENTS[1])))
    same = store.query("SELECT ?a ?b { ?a owl:sameAs ?b }").values()
    assert [{*row.values()} for row in same] == [{thing("湘潭市"), thing("衢州市")}]
    apart = store.query("ASK { ?a owl:differentFrom ?b }")
    assert apart.boolean
    told = explain(store, thing("湘潭市"))
    assert {m.verdict: m.judged for m in told.matches} == {
        "same": ("王", "2024-05-01", "查过"),
        "different": ("王", "2024-05-01", "查过"),
    }


def test_explain_gives_the_reasons_for_what_the_machine_joined():
    told = explain(built(), thing("湘潭县"))
    (match,) = told.matches
    assert (match.verdict, match.judged) == ("same", None)
    assert match.value == pytest.approx(sum(r.weight for r in match.reasons))


def test_lines_whose_target_is_gone_are_told():
    gone = Reviews(
        (line("nobody", "title", "reject"), line("a", "s" + "0" * 16, "reject")),
        (judged("湘潭市", "常德市", "same"),),
    )
    assert len(built(gone).stale_reviews()) == 3


BAD = {
    "letter,target\na,title\n": "第 1 行",
    HEAD + "a,titel,reject,,,,\n": "titel",
    HEAD + "a,title,drop,,,,\n": "drop",
    HEAD + "a,category,set,E,,,\n": "第 2 行",
    HEAD + "\na,date,set,去年,,,\n": "第 3 行",
    HEAD + "a,title,set,,,,\n": "没有给出值",
    HEAD + ",title,reject,,,,\n": "哪封",
    HEAD + f"a,{ID},set,predicate=likes,,,\n": "谓词",
    HEAD + "a,title,reject,,,5月1日,\n": "2024-05-31",
}
BAD_JUDGEMENTS = {
    JUDGED + "program/甲,program/乙,maybe,,,\n": "maybe",
    JUDGED + "program/甲,event/乙,same,,,\n": "一类",
    JUDGED + "agency/甲局,agency/乙局,same,,,\n": "规范档",
    JUDGED + "program/甲,program/甲,same,,,\n": "同一个 IRI",
    JUDGED + "program/甲,,same,,,\n": "IRI",
}


@pytest.mark.parametrize(("text", "words"), [*BAD.items(), *BAD_JUDGEMENTS.items()])
def test_a_bad_line_is_told_with_file_line_and_remedy(tmp_path, text, words):
    path = tmp_path / "table.csv"
    path.write_text(text, encoding="utf-8")
    read = read_corrections if text in BAD else read_judgements
    with pytest.raises(ReplygraphError, match=words) as caught:
        read(path)
    assert "table.csv" in str(caught.value)
    assert "第" in str(caught.value)


def test_a_table_as_excel_saves_it_in_china_is_read(tmp_path):
    path = tmp_path / "corrections.csv"
    text = "答复函,目标,动作,值,谁,何时,为何\na,role,改为,会办,王,2024-05-01,见批示\n"
    path.write_bytes(text.encode("gb18030"))
    (found,) = read_corrections(path)
    assert (found.action, found.value, found.why) == ("set", "会办", "见批示")


def test_tables_in_the_store_are_found_and_stand_until_others_come(tmp_path):
    (tmp_path / "corrections.csv").write_text(HEAD + "a,title,reject,,,,\n", encoding="utf-8")
    found = read_reviews(tmp_path)
    assert len(found.corrections) == 1
    assert Reviews.from_text(found.to_text()) == found
    assert read_reviews(None, kept=found) == found
    assert json.loads(found.to_text())[0][0][-2:] == ["corrections.csv", 2]
