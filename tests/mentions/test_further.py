"""A spaCy pipeline of one's own fills gaps, and says plainly when it is not there."""

import json

import pytest
import spacy
from click.testing import CliRunner

from replygraph import extract
from replygraph.cli import group
from replygraph.errors import UsageError
from replygraph.mentions import mentions, pipeline
from replygraph.mentions.further import check, find, load
from replygraph.model import Letter, Span
from replygraph.pipeline import extract_all
from tagged import tagged

TEXT, MARKED = tagged(
    "我局在{L:云栖里}召开座谈会，听取{A:青岚市棉麻蚕桑办公室}和{O:飞雁车友}的意见，"
    "印发{D:《青岚市节水办法》}。近年来成效明显。"
)
LETTER = (
    "关于对市政协第12号提案的答复\n李明委员：\n您提的《关于修老街的提案》收悉，现答复如下。\n"
    "我局在云栖里设点，支持飞雁车友修路。\n联系人：万里 电话：82345678\n"
    "青岚市水利局\n2021年3月5日\n"
)
PATTERNS = (
    ("GPE", "云栖里"),
    ("ORG", "棉麻蚕桑办公室"),
    ("ORG", "飞雁车友"),
    ("LAW", "市节水办法"),
    ("DATE", "近年来"),
    ("PERSON", "万里"),
)


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    """Return the folder of a small pipeline, with word tokens as real ones have."""
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "char"}}})
    ruler = nlp.add_pipe("entity_ruler", config={"overwrite_ents": True})
    ruler.add_patterns([{"label": label, "pattern": name} for label, name in PATTERNS])
    path = tmp_path_factory.mktemp("model") / "ours"
    nlp.to_disk(path)
    return str(path)


def letter(text):
    return Letter("a", "", "", 0, text, text, Span(0, len(text)))


def types(found):
    return {(m.text, m.type, m.rule) for m in found if m.rule.startswith("model-")}


def test_it_adds_names_that_the_rules_have_not(model):
    assert types(mentions(letter(TEXT), spacy_model=model)) >= {
        ("云栖里", "PLACE", "model-gpe"),
        ("飞雁车友", "ORG", "model-org"),
    }


def test_it_leaves_the_rules_mentions_as_they_are(model):
    ours = mentions(letter(TEXT))
    both = mentions(letter(TEXT), spacy_model=model)
    assert set(ours) == {m for m in both if not m.rule.startswith("model-")}


def test_an_organisation_that_ends_like_an_office_is_an_agency(model):
    found = find(letter("听取棉麻蚕桑办公室的意见"), (), load(model))
    assert [(m.text, m.type) for m in found] == [("棉麻蚕桑办公室", "AGENCY")]


def test_vague_dates_and_contact_names_stay_out(model):
    record = next(extract_all([("a.txt", LETTER.encode())], spacy_model=model)).records[0]
    added = {m["text"] for m in record["mentions"] if m["rule"].startswith("model-")}
    assert added == {"云栖里", "飞雁车友"}
    assert not types(find(letter("近年来，"), (), load(model)))


def test_offsets_are_those_of_a_letter_inside_a_longer_text(model):
    text = "导航 首页\n在云栖里开会\n版权所有 云栖里"
    part = Letter("a", "", "", 0, text, text, Span(6, 13))
    (found,) = find(part, (), load(model))
    assert found.span == Span(7, 10)


def test_it_can_be_put_into_the_pipeline_by_hand(model):
    nlp = pipeline()
    nlp.add_pipe("replygraph_further", before="replygraph_overlaps", config={"model": model})
    doc = nlp("大家在云栖里开会")
    assert ("云栖里", "PLACE") in {(str(s), s.label_) for s in doc.spans["replygraph"]}


def test_a_model_that_is_not_there_is_said_with_the_remedy():
    with pytest.raises(UsageError, match="请先安装") as told:
        check("zh_no_such_model")
    assert "spacy download zh_no_such_model" in told.value.en


def test_a_model_that_does_not_load_is_said(tmp_path):
    (tmp_path / "config.cfg").write_text("[nlp]\nlang = 'xx'\npipeline = ['no']\n", "utf-8")
    with pytest.raises(UsageError, match="无法载入"):
        load(str(tmp_path))


def test_scripts_can_give_it(model):
    (record,) = extract(LETTER.encode(), spacy_model=model)
    assert "云栖里" in {m["text"] for m in record["mentions"]}


def test_the_commands_take_it(model, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(LETTER, "utf-8")
    run = CliRunner()
    done = run.invoke(group, ["extract", str(path), "--format", "jsonl", "--spacy-model", model])
    assert done.exit_code == 0, done.output
    record = json.loads(done.stdout)
    assert "云栖里" in {m["text"] for m in record["mentions"]}
    store = str(tmp_path / "g")
    done = run.invoke(group, ["build", str(path), "--store", store])
    done = run.invoke(group, ["build", str(path), "--store", store, "--spacy-model", model])
    assert done.exit_code == 0, done.output
    done = run.invoke(group, ["build", str(path), "--store", store, "--spacy-model", "zh_none"])
    assert done.exit_code == 2
    assert "zh_none" in done.output
