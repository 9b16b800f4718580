"""The whole way, on letters that prove what the project promises."""

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from rdflib import Dataset

from material import shared
from replygraph.evaluate import score
from replygraph.pipeline import extract_all, extract_batch, extract_one
from replygraph.read import sources
from replygraph.store import export, open_store

ROOT = Path(__file__).resolve().parents[1]
LETTERS = ROOT / "data" / "letters"
PHONE = "23610132"
SURVEY = """
SELECT ?name ?date ?sentence WHERE {
  ?a rg:jointlySurveys ?x . ?a rdfs:label ?name .
  ?s rdf:subject ?a ; rdf:predicate rg:jointlySurveys ; rdf:object ?x ; rg:date ?date ;
     rg:evidence/nif:anchorOf ?sentence .
}
"""
EIGHT = {
    "深圳市生态环境局",
    "中共深圳市委宣传部",
    "深圳市发展和改革委员会",
    "深圳市科技创新委员会",
    "深圳市教育局",
    "深圳市工业和信息化局",
    "深圳市文化广电旅游体育局",
    "深圳市气象局",
}


@pytest.fixture(scope="module")
def seed():
    return shared("seed", "seed.txt")


@pytest.fixture(scope="module")
def seed_store(seed, tmp_path_factory):
    path = tmp_path_factory.mktemp("seed") / "g"
    with open_store(path, write=True) as graph:
        graph.update(extract_one((seed.name, seed.read_bytes())).records)
    with open_store(path) as graph:
        yield graph


@pytest.fixture(scope="module")
def sample():
    return [o for o in extract_all(sources([LETTERS]), jobs=1) if o.records or o.error]


def test_the_seed_letter_is_read_well(seed):
    gold = json.loads(seed.with_name("seed.json").read_text(encoding="utf-8"))
    outcome = extract_one((seed.name, seed.read_bytes()), with_contacts=True)
    counts = score([(outcome.records[0], gold)]).counts
    assert counts["fields"].f1 == 1
    assert counts["mentions"].f1 >= 0.95
    assert counts["canonical/AGENCY"].f1 == 1
    assert counts["statements"].f1 >= 0.75


def test_the_joint_survey_of_the_seed_is_one_act_of_eight(seed, seed_store):
    outcome = extract_one((seed.name, seed.read_bytes()))
    surveys = [
        r for r in outcome.records[0]["relations"]
        if r["predicate"] == "jointlySurveys" and r["date"] == "2021-07-15"
    ]  # fmt: skip
    assert {r["subject"] for r in surveys} == EIGHT
    assert len({r["group"] for r in surveys}) == 1
    rows = seed_store.query(SURVEY).values()
    assert {row["name"] for row in rows} == EIGHT
    assert {row["date"] for row in rows} == {"2021-07-15"}
    assert all("现场调研" in row["sentence"] for row in rows)


def test_the_exported_trig_answers_the_same_in_plain_rdflib(seed_store, tmp_path):
    export(seed_store, "trig", tmp_path / "g.trig")
    data = Dataset(default_union=True)
    data.parse(tmp_path / "g.trig", format="trig")
    ours = {tuple(row.values()) for row in seed_store.query(SURVEY).values()}
    prefixes = {
        "rg": "https://w3id.org/replygraph/ns#",
        "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    }
    theirs = {tuple(map(str, row)) for row in data.query(SURVEY, initNs=prefixes)}
    assert theirs == ours


def test_the_telephone_number_is_in_nothing_made_without_with_contacts(seed, seed_store, tmp_path):
    record = extract_one((seed.name, seed.read_bytes())).records[0]
    assert PHONE not in json.dumps(record)
    assert "朱庆楼" not in json.dumps(record, ensure_ascii=False)
    for form in ("trig", "nq", "jsonld"):
        export(seed_store, form, tmp_path / f"g.{form}")
    export(seed_store, "ttl", tmp_path / "letters")
    for path in tmp_path.rglob("*"):
        if path.is_file():
            assert PHONE.encode() not in path.read_bytes()
    assert PHONE not in json.dumps(list(seed_store.records()))
    kept = extract_one((seed.name, seed.read_bytes()), with_contacts=True).records[0]
    assert kept["contact"] == {"name": "朱庆楼", "phone": PHONE}


def test_every_quoted_span_is_the_slice_of_the_letter(sample):
    for outcome in sample:
        for record in outcome.records:
            text = record["text"]
            for mention in record["mentions"]:
                assert text[mention["start"] : mention["end"]] == mention["text"]
            spans = [s for r in record["relations"] for s in r["evidence"]]
            spans += [c["text"] for c in record["commitments"]]
            assert all(0 <= a < b <= len(text) and text[a:b].strip() for a, b in spans)


def test_every_anchor_of_the_graph_is_the_slice_of_its_letter(sample):
    with open_store(None, write=True) as graph:
        graph.update(record for outcome in sample for record in outcome.records)
        texts = {record["iri"]: record["text"] for record in graph.records()}
        found = graph.query(
            "SELECT ?letter ?from ?until ?quote WHERE { GRAPH ?letter { ?e nif:anchorOf ?quote ; "
            "nif:beginIndex ?from ; nif:endIndex ?until } }"
        ).values()
    assert len(found) > 100
    for row in found:
        piece = texts[row["letter"]][int(row["from"]) : int(row["until"])]
        assert piece == row["quote"]


def test_every_sample_letter_is_read_without_a_problem(sample):
    assert [outcome.error for outcome in sample if outcome.error] == []
    assert all(record["is_reply"] for outcome in sample for record in outcome.records)


def test_the_same_bytes_come_out_under_any_hash_seed_in_any_order(tmp_path):
    script = (
        "import sys, json, hashlib; from replygraph.pipeline import extract_all;"
        "from replygraph.read import sources; from replygraph.store import open_store;"
        "g = open_store(None, write=True);"
        "rs = [r for o in extract_all(sources([sys.argv[1]]), jobs=1) for r in o.records];"
        "g.update(reversed(rs) if sys.argv[2] == '1' else rs);"
        "print(hashlib.sha256(''.join(g.nquads_sorted()).encode()).hexdigest())"
    )
    digests = set()
    for seed_of_hashes in ("0", "1", "4711"):
        done = subprocess.run(
            [sys.executable, "-c", script, str(LETTERS), seed_of_hashes],
            env={**os.environ, "PYTHONHASHSEED": seed_of_hashes},
            capture_output=True,
            check=True,
            cwd=tmp_path,
        )
        digests.add(done.stdout)
    assert len(digests) == 1


def test_mangled_letters_never_meet_a_defect_of_ours():
    dice = random.Random(7)
    paths = sorted((ROOT / "data" / "gold" / "letters").glob("*.txt"))
    for path in dice.sample(paths, 30):
        text = path.read_text(encoding="utf-8")
        for _ in range(3):
            chars = list(text)
            for _ in range(dice.randint(1, 40)):
                place = dice.randrange(len(chars))
                change = dice.choice(
                    ["", "\n", " ", "《", "”", "。", "市", "我局", "第", "、", "2021年"]
                )
                chars[place] = change if dice.random() < 0.5 else chars[place] + change
            cut = "".join(chars)[dice.randrange(200) :]
            (outcome,) = extract_batch(((path.name, cut.encode("utf-8")),))
            assert outcome.error is None or "未能处理" not in outcome.error[0], outcome.error
