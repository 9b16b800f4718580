"""The small parts of pages: passages of a letter in pieces, cells as other programs have them."""

import pytest

from replygraph.show.words import COLOURS
from replygraph.views import Words
from replygraph.views.parts import Chip, Link, Part, kind_of, marks, passage, plain, quoted

TEXT = "市科技局会同市教育局于2021年7月调研。其他。"


def record():
    def mention(text, kind, entity):
        start = TEXT.index(text)
        return {"start": start, "end": start + len(text), "type": kind, "entity": entity}

    return {
        "id": "a",
        "text": TEXT,
        "replying_agency": "青岚市科学技术局",
        "date": "2021-09-30",
        "mentions": [
            mention("市教育局", "AGENCY", "urn:b"),
            mention("市科技局", "AGENCY", "urn:a"),
            mention("2021年7月", "DATE", None),
            mention("其他", "EVENT", None),
        ],
    }


def test_a_quote_keeps_the_text_and_marks_what_is_looked_for():
    quote = quoted(record(), "urn:l", 0, 20, {"urn:a"})
    assert quote.text == TEXT[:20]
    assert quote.parts[:3] == (
        Part("市科技局", "agency", "urn:a", strong=True),
        Part("会同"),
        Part("市教育局", "agency", "urn:b"),
    )
    assert (quote.iri, quote.source) == ("urn:l#char=0,20", "青岚市科学技术局")


def test_mentions_that_reach_beyond_the_span_or_overlap_are_left_out():
    found = record()
    found["mentions"].append({"start": 1, "end": 6, "type": "ORG", "entity": "urn:x"})
    assert [m[:2] for m in marks(found, 0, 9)] == [(0, 4)]


@pytest.mark.parametrize("bad", ["urn:l", "urn:l#char=1", "urn:l#char=a,b", "#char=1,2"])
def test_what_is_no_passage_is_none(bad):
    assert passage(bad) is None


def test_kinds_of_iris_have_a_colour():
    for part in ("agency", "lineage", "person", "org", "place", "event", "program", "document"):
        assert kind_of(f"https://w3id.org/replygraph/id/{part}/甲") in COLOURS
    assert kind_of("https://w3id.org/replygraph/id/act/x") == ""


def test_cells_become_plain():
    cells = (None, 3, Words("甲", "a"), Chip("urn:x", "乙"), Link("丙", "/"), ())
    assert [plain(cell) for cell in cells] == [None, 3, Words("甲", "a"), "乙", "丙", ""]
