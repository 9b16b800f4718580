"""One letter gives one record, and one letter of the graph, whatever format it comes in."""

from collections.abc import Mapping
from typing import Any

import pytest

from formats import bare, copies
from material import ROOT, shared
from replygraph.pipeline import extract_batch
from replygraph.read import read
from replygraph.store import open_store

FIELDS = (
    *("is_reply", "reason", "kind", "number", "title", "session", "doc_number", "role"),
    *("replying_agency", "addressees", "addressees_open", "date", "category", "category_text"),
    *("public", "contact", "region", "assembly"),
)


def told(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return all that a record says, offsets aside."""
    text, feedback = record["text"], record["feedback"] or {}
    return {
        **{name: bare(record.get(name)) for name in FIELDS},
        "feedback": (feedback.get("contacted"), feedback.get("opinion")),
        "points": len(record["points"]),
        "mentions": [
            (bare(m["text"]), m["type"], bare(m["canonical"])) for m in record["mentions"]
        ],
        "statements": sorted(
            (*map(bare, (r["subject"], r["predicate"], r["object"], r["date"], r["modality"])),)
            for r in record["relations"]
        ),
        "commitments": [
            (bare(text[slice(*c["text"])]), c["agency"], c["due"]) for c in record["commitments"]
        ],
    }


def records(files: Mapping[str, bytes]) -> dict[str, list[dict[str, Any]]]:
    found = extract_batch(tuple(files.items()), with_contacts=True)
    assert [outcome.error for outcome in found] == [None] * len(files)
    return {outcome.source: list(outcome.records) for outcome in found}


def differing(text: str) -> dict[str, list[str]]:
    """Return what differs from the plain text, by file."""
    found = {name: [told(r) for r in all_] for name, all_ in records(copies(text)).items()}
    first = found.pop("a.txt")
    return {
        name: ["letters"]
        if len(all_) != len(first)
        else [
            key
            for one, other in zip(first, all_, strict=True)
            for key in one
            if one[key] != other[key]
        ]
        for name, all_ in found.items()
        if all_ != first
    }


def test_the_annotated_letters_give_the_same_record_in_every_format() -> None:
    paths = sorted(shared("gold", "letters").glob("*.txt"))
    texts = {path.name: read(path.read_bytes(), path.name).text for path in paths}
    bad = {name: found for name, text in texts.items() if (found := differing(text))}
    assert len(paths) - len(bad) >= 20
    # What a page prints as its breadcrumb is left out of a web page, and stays in a plain text.
    assert len(bad) <= len(paths) // 20, bad


def test_the_sample_letters_give_the_same_record_in_every_format() -> None:
    paths = sorted((ROOT / "data" / "letters").glob("*.txt"))
    texts = {path.name: read(path.read_bytes(), path.name).text for path in paths}
    assert texts
    assert {name: found for name, text in texts.items() if (found := differing(text))} == {}


FULL = """青岚市水务局
关于对市政协三届四次会议第0071号提案的答复
方圆委员：
您提出的《关于加快农村饮水安全工程建设的提案》（第0071号）收悉，现答复如下：
2022年3月，我局联合市财政局印发《青岚市农村供水保障三年行动方案》，安排经费860万元，支持白石县实施管网改造工程。
感谢您对水务工作的关心和支持！
青岚市水务局
2023年7月20日
"""
# Publishers take names, numbers and titles out of what they show.
BARE = """方圆委员：
您提出的提案收悉，现答复如下：
2022年3月，我局联合市财政局印发《青岚市农村供水保障三年行动方案》，安排经费860万元，支持白石县实施管网改造工程。
感谢您对水务工作的关心和支持！
2023年7月20日
"""


@pytest.mark.parametrize("text", [FULL, BARE], ids=["full key", "no number, title or agency"])
def test_a_letter_published_in_five_formats_is_one_letter_of_the_graph(text: str) -> None:
    found = [r for all_ in records(copies(text)).values() for r in all_]
    with open_store(None, write=True) as graph:
        report = graph.update(found)
        assert len(graph) == 1
        assert not report.problems
        # Every copy is counted, none is taken for another letter or lost without a word.
        assert report.added == 1
        counted = report.added + report.replaced + report.unchanged + report.older
        assert counted + report.copies == len(found)
        lines = list(graph.nquads_sorted())
    with open_store(None, write=True) as graph:
        graph.update(reversed(found))
        assert list(graph.nquads_sorted()) == lines


def test_two_letters_without_number_title_and_agency_stay_two() -> None:
    other = BARE.replace("860万元", "90万元")
    found = [
        r
        for all_ in records({"a.txt": BARE.encode(), "b.txt": other.encode()}).values()
        for r in all_
    ]
    with open_store(None, write=True) as graph:
        graph.update(found)
        assert len(graph) == 2


@pytest.mark.parametrize("number", ["0071", "20210587"])
def test_a_table_letter_gives_the_same_record_with_and_without_ruling(number: str) -> None:
    assert (
        differing(
            f"关于第{number}号提案的答复\n张三委员：\n意见建议\t办理答复\n一、扩面。\t已办。\n"
            "市水务局\n2021年7月1日"
        )
        == {}
    )
