import csv
import io
import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from records import issue, record, seed, survey
from replygraph.ask import cookbook, explain, question, render, stats
from replygraph.errors import ReplygraphError, UsageError
from replygraph.pipeline import extract_all
from replygraph.read import sources
from replygraph.store import open_store


@pytest.fixture(scope="module")
def store():
    lead = record(
        "lead",
        [
            (
                "经商市财政局，现答复如下。",
                [
                    ("方圆", "proposed", "20210009"),
                    ("青岚市科学技术局", "answers", "20210009", "2021-09-30"),
                    ("青岚市科学技术局", "leads", "20210009"),
                    ("青岚市财政局", "coHandles", "20210009"),
                ],
            ),
            (
                "市科技局举办2021年科技节。",
                [
                    ("青岚市科学技术局", "organizes", "2021年科技节", "2021"),
                    ("2021年科技节", "partOf", "科技节"),
                    ("青岚市科学技术局", "implements", "清凉行动"),
                ],
            ),
            ("2022年底前建成三处。", []),
        ],
        number="20210009",
        commitments=[{"text": [31, 42], "agency": "青岚市科学技术局", "due": "2022"}],
    )
    store = open_store(None, write=True)
    store.update([survey("a"), issue("b", number="20210008"), lead, seed()])
    return store


def rows(store, asked, **given):
    return store.query(question(asked).sparql(given)).values()


@pytest.fixture(scope="module")
def sample():
    """Return the graph of the sample letters, through the whole way."""
    letters = Path(__file__).resolve().parents[2] / "data" / "letters"
    store = open_store(None, write=True)
    store.update(r for outcome in extract_all(sources([letters]), jobs=1) for r in outcome.records)
    return store


@pytest.mark.parametrize("asked", cookbook(), ids=lambda q: q.name)
def test_every_question_gives_its_columns_and_something(sample, asked):
    answer = sample.query(asked.sparql())
    assert answer.columns == asked.columns
    assert answer.rows
    assert asked.zh
    assert asked.en
    assert asked.description_zh
    assert asked.description_en


def test_the_most_collaborating_agencies_come_with_what_and_a_sentence(store):
    found = rows(store, "collaborations")
    pair = next(
        r for r in found if {r["agency"], r["partner"]} == {"青岚市科学技术局", "青岚市财政局"}
    )
    assert (pair["strength"], pair["acts"]) == ("2", "2")
    assert pair["about"] in ("青岚市人才办法", "第20210009号提案")
    assert pair["sentence"]
    assert [float(r["strength"]) for r in found] == sorted(
        (float(r["strength"]) for r in found), reverse=True
    )


def test_partners_of_one_agency(store):
    found = rows(store, "partners", name="青岚市教育局")
    assert [r["partner"] for r in found] == ["青岚市气象局", "青岚市科学技术局"]
    assert len(rows(store, "partners", name="深圳市生态环境局")) == 7  # the seed's agency


def test_joint_surveys_name_everybody(store):
    found = [r for r in rows(store, "joint-surveys") if r["object"] == "河湾湿地"]
    assert len(found) == 3
    assert {r["date"] for r in found} == {"2021-07-15"}


def test_who_asked_and_who_answers(store):
    found = [r for r in rows(store, "asked-and-answered") if r["number"] == "20210009"]
    assert [(r["proposer"], r["agency"], r["role"]) for r in found] == [
        ("方圆", "青岚市科学技术局", "lead")
    ]


def test_handling_of_one_submission(store):
    found = rows(store, "handling", number="20210009")
    assert [(r["agency"], r["role"]) for r in found] == [
        ("青岚市财政局", "co"),
        ("青岚市科学技术局", "lead"),
    ]


def test_joint_documents_events_programs_commitments_outcomes(store):
    assert [r["issuer"] for r in rows(store, "joint-documents")] == [
        "青岚市科学技术局",
        "青岚市财政局",
    ]
    assert ("科技节", "2021年科技节") in {(r["series"], r["event"]) for r in rows(store, "events")}
    assert any(r["program"] == "清凉行动" for r in rows(store, "programs"))
    (promise,) = rows(store, "commitments")
    assert (promise["due"], promise["agency"]) == ("2022", "青岚市科学技术局")
    assert promise["commitment"]
    assert {r["outcome"] for r in rows(store, "outcomes")} == {"A"}


def test_evidence_of_a_relation_shows_plans_too(store):
    found = rows(store, "evidence", subject="深圳市气象局", object="中国（深圳）国际气候影视大会")
    assert {(r["predicate"], r["modality"]) for r in found} == {
        ("jointlySurveys", "done"),
        ("supports", "planned"),
    }


def test_two_agencies_are_related_by_what_they_did_together(store):
    found = rows(store, "evidence", subject="青岚市财政局", object="青岚市科学技术局")
    assert [r["predicate"] for r in found] == ["jointIssue", "jointHandling"]
    assert all(r["sentence"] and r["letter"] for r in found)


def test_the_acts_of_one_agency_come_with_their_sentence(store):
    found = rows(store, "partner-acts", name="青岚市教育局")
    assert {(r["partner"], r["kind"], r["about"]) for r in found} == {
        ("青岚市气象局", "jointSurvey", "河湾湿地"),
        ("青岚市科学技术局", "jointSurvey", "河湾湿地"),
    }
    assert all(r["sentence"] for r in found)


def test_a_name_that_nothing_bears_brings_those_near_it(store):
    with pytest.raises(ReplygraphError, match="相近的有：青岚市教育局。"):
        explain(store, "青岚教育局")


def test_a_name_cannot_break_out_of_its_question(store):
    assert rows(store, "partners", name='"} } DROP ALL #\\') == []
    with pytest.raises(UsageError, match="没有参数"):
        question("partners").sparql({"nane": "x"})
    with pytest.raises(UsageError, match="01-collaborations"):
        question("nothing")


def test_formats_follow_the_standards(store):
    answer = store.query('SELECT ?l ?n ?u { VALUES (?l ?n ?u) { ("甲,\\"乙\\""@zh 1.5 UNDEF) } }')
    assert list(csv.reader(io.StringIO(render(answer, "csv")))) == [
        ["l", "n", "u"],
        ['甲,"乙"', "1.5", ""],
    ]
    assert render(answer, "tsv").splitlines()[1].startswith('"甲,\\"乙\\""@zh\t')
    found = json.loads(render(answer, "json"))
    assert found["results"]["bindings"][0]["l"] == {
        "type": "literal",
        "value": '甲,"乙"',
        "xml:lang": "zh",
    }
    tree = ET.fromstring(render(answer, "xml"))
    assert tree.find(".//{*}literal").text == '甲,"乙"'
    yes = store.query("ASK { ?s ?p ?o }")
    assert json.loads(render(yes, "json")) == {"head": {}, "boolean": True}
    graph = store.query("CONSTRUCT { ?s a ?t } WHERE { ?s a ?t }")
    assert render(graph, "ttl").count(" .\n") == len(graph.triples)
    with pytest.raises(UsageError, match="ttl"):
        render(graph, "csv")


def test_cells_that_a_spreadsheet_would_run_are_text(store):
    answer = store.query('SELECT ?x { VALUES ?x { "=1+1" } }')
    assert render(answer, "csv").splitlines()[1] == "'=1+1"


def test_explain_says_who_says_so_in_which_words(store):
    found = explain(store, "青岚市气象局")
    assert found.kinds == ("rg:Agency",)
    (said,) = found.said
    assert (said.predicate, said.line, said.rule) == ("jointlySurveys", 1, "test.jointlySurveys")
    assert said.sentence.startswith("2021年7月15日")
    one = explain(store, said.statement.rpartition("#")[2])
    assert one.said == (said,)
    assert explain(store, found.iri).said == found.said
    assert explain(store, "20210009").name == "第20210009号提案"


def test_explain_tells_several_apart_and_nothing_from_something(store):
    with pytest.raises(ReplygraphError, match="可能"):
        explain(store, "青岚市")
    with pytest.raises(ReplygraphError, match="没有"):
        explain(store, "无此机构")


def test_stats_count_what_is_there(store):
    found = stats(store)
    assert found["letters"] == 4
    assert found["statements"]["planned"] == 8
    assert found["triples"] == len(list(store.quads()))
