"""The commands as a person types them."""

import csv
import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
import typed
from typed import LETTERS

from replygraph.cli import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
REPLYGRAPH = Path(sys.executable).parent / "replygraph"


def run(*args, code=0, **options):
    return typed.run(*args, code=code, **options).output


def test_help_names_every_command_and_answers_at_once():
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([REPLYGRAPH, "--help"], capture_output=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    for name in COMMANDS:
        assert f"  {name} " in done.stdout.decode("utf-8")
    # CPU time, so that a busy machine does not fail the test
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 0.3


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name):
    assert "--help" in run(name, "--help")


@pytest.mark.parametrize(("lang", "word"), [("zh", "命令"), ("en", "Commands")])
def test_help_speaks_the_users_language(lang, word):
    env = {**os.environ, "REPLYGRAPH_LANG": lang}
    done = subprocess.run([REPLYGRAPH, "--help"], env=env, capture_output=True, check=True)
    assert word in done.stdout.decode("utf-8")


def test_extract_prints_a_table_or_the_contract(tmp_path):
    assert "绍兴市水利局" in run("extract", LETTERS)
    target = tmp_path / "letters.jsonl"
    run("extract", LETTERS, "--format", "jsonl", "-o", target)
    records = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert len(records) == len([p for p in LETTERS.iterdir() if p.suffix in (".txt", ".docx")])
    assert all(record["is_reply"] for record in records)


def test_a_file_that_cannot_be_read_is_named_and_the_others_go_on(tmp_path):
    (tmp_path / "empty.docx").write_bytes(b"")
    (tmp_path / "letter.txt").write_text(
        "市水利局关于市政协三届二次会议第7号提案的答复\n李青委员：\n"
        "您提出的《关于疏浚河道的提案》收悉，现答复如下：\n一、我局已开展疏浚。\n青岚市水利局\n2022年5月6日",
        encoding="utf-8",
    )
    output = run("extract", tmp_path, code=1)
    assert "empty.docx" in output
    assert "7" in output


def test_a_missing_path_is_named():
    assert "没有这个.docx" in run("extract", "没有这个.docx", code=1)


def test_a_missing_graph_tells_how_to_make_one(tmp_path):
    assert "replygraph build" in run("stats", "--store", tmp_path / "none", code=3)


def test_edited_records_can_be_built(tmp_path):
    target = tmp_path / "letters.jsonl"
    run("extract", LETTERS, "--format", "jsonl", "-o", target)
    lines = target.read_text(encoding="utf-8").splitlines()
    record = json.loads(lines[0])
    record["category"] = "D"
    target.write_text("\n".join([json.dumps(record), *lines[1:]]), encoding="utf-8")
    run("build", target, "--store", tmp_path / "g")
    rows = run(
        "query", "SELECT ?l { ?l rg:outcome rg:D }", "--store", tmp_path / "g", "--format", "csv"
    )
    assert len(rows.splitlines()) >= 2


def test_a_line_that_is_no_record_is_named(tmp_path):
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"id": "x"}\n', encoding="utf-8")
    assert "第 1 行" in run("build", bad, "--store", tmp_path / "g", code=1)


def test_query_lists_the_questions_and_answers_in_every_format(store, tmp_path):
    assert "joint-surveys" in run("query", "--store", store)
    for form in ("table", "csv", "tsv", "json", "xml"):
        output = run("query", "--name", "joint-surveys", "--store", store, "--format", form)
        assert "水利局" in output
    target = tmp_path / "a.csv"
    run("query", "--name", "1", "--store", store, "--format", "csv", "-o", target)
    rows = list(csv.DictReader(target.open(encoding="utf-8-sig")))
    assert rows[0]["agency"]
    assert rows[0]["sentence"]
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")
    graph = run("query", "CONSTRUCT { ?s a rg:Letter } { ?s a rg:Letter }", "--store", store)
    assert graph.count("<https://w3id.org/replygraph/ns#Letter>") == 16


@pytest.mark.parametrize(
    "sparql",
    ["SELECT", "DROP ALL", "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }"],
)
def test_what_is_no_harmless_query_is_refused(store, sparql):
    run("query", sparql, "--store", store, code=2)


def test_validate_finds_nothing_in_the_sample(store):
    assert "没有问题" in run("validate", "--store", store)


def test_explain_names_letter_line_and_rule(store):
    output = run("explain", "绍兴市水利局", "--store", store)
    assert "规则" in output
    assert ".docx:" in output
    found = json.loads(run("explain", "绍兴市水利局", "--store", store, "--format", "json"))
    assert found["said"]


def test_a_question_without_answer_and_one_without_name_say_so(store):
    output = run("query", "--name", "partners", "--set", "name=无此局", "--store", store)
    assert "没有结果" in output
    assert "name=绍兴市水利局" in run("query", "--name", "partners", "--store", store)


def test_what_is_no_letter_is_named_in_words(tmp_path):
    (tmp_path / "n.txt").write_text(
        "关于做好提案办理工作的通知\n各有关单位：\n请按时办理。", encoding="utf-8"
    )
    assert "不是答复函（通知）" in run("extract", tmp_path)


def test_diff_is_readable_and_says_where_there_is_nothing_to_compare(tmp_path):
    letters = sorted(LETTERS.glob("*.docx"))[:2]
    folder = tmp_path / "g"
    run("build", letters[0], "--store", folder)
    assert "无可比较" in run("diff", "--store", folder, code=3)
    run("build", letters[1], "--store", folder)
    output = run("diff", "--store", folder)
    assert "答复函 +1 -0 ~0" in output
    assert " rg:answers submission/" in output
    assert "graph/facts" not in output
    assert "/graph/facts> ." in run("diff", "--store", folder, "--format", "nq")


def test_import_keeps_ones_own_triples_over_a_build(store, tmp_path):
    mine = tmp_path / "mine.ttl"
    mine.write_text('<https://example.org/a> <https://example.org/b> "c" .', encoding="utf-8")
    run("import", mine, "--graph", "https://example.org/g", "--store", store)
    run("build", LETTERS, "--store", store)
    assert "是" in run("query", 'ASK { ?s ?p "c" }', "--store", store)


def test_view_and_export_write_files(store, tmp_path):
    run("view", "--store", store, "-o", tmp_path / "n.html")
    run("view", "--store", store, "--around", "绍兴市水利局", "-o", tmp_path / "a.html")
    assert "绍兴市水利局" in (tmp_path / "a.html").read_text(encoding="utf-8")
    for form in ("trig", "nq", "jsonld", "graphml", "gexf"):
        run("export", "--store", store, "--format", form, "-o", tmp_path / f"g.{form}")
        assert (tmp_path / f"g.{form}").stat().st_size > 1000
    run("export", "--store", store, "--format", "ttl", "-o", tmp_path / "letters")
    assert len(list((tmp_path / "letters").glob("*.ttl"))) == 16
    run("export", "--store", store, "--format", "csv", "--what", "statements", "-o", tmp_path / "c")
    assert (tmp_path / "c" / "edges.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_an_unknown_name_is_refused_with_a_hint(store, tmp_path):
    output = run("view", "--store", store, "--around", "没有这个局", "-o", tmp_path / "x", code=1)
    assert "没有这个局" in output
