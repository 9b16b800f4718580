"""The policy on overlaps, and what every letter's mentions keep to."""

from itertools import pairwise

from helpers import letter_of, shown
from hypothesis import given, settings
from hypothesis import strategies as st

from material import shared
from replygraph.mentions import mentions, pipeline
from replygraph.mentions.overlap import settle
from replygraph.model import Mention, Span

LETTERS = "我局市会节2年0月5日第届号《》“”（）、，。\n 的建设项目公司提案联系人：〔〕"
KINDS = st.sampled_from(["AGENCY", "ORG", "EVENT", "PLACE", "DATE", "DOCUMENT"])


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9), KINDS), max_size=20))
def test_kept_mentions_never_overlap_and_the_longest_stays(drawn):
    found = [Mention(Span(a, a + n), "x" * n, kind, "r") for a, n, kind in drawn]
    kept = settle(found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(kept))
    if found:
        longest = max(item.span.end - item.span.start for item in found)
        assert any(item.span.end - item.span.start == longest for item in kept)
    assert settle(reversed(found)) == kept


def test_of_equal_spans_the_first_type_of_the_policy_wins():
    both = [Mention(Span(0, 4), "市工商联", kind, "r") for kind in ("ORG", "AGENCY")]
    assert [item.type for item in settle(both)] == ["AGENCY"]


@settings(max_examples=60, deadline=None)
@given(st.text(LETTERS, max_size=60))
def test_any_text_gives_slices_of_itself(text):
    for item in mentions(letter_of(text)):
        assert item.text == text[item.span.start : item.span.end]


def test_spans_stand_on_characters_in_spacy():
    text = "2023年，我局举办第29届义博会，😀成交169.4亿元"
    doc = pipeline()(text)
    group = doc.spans["replygraph"]
    spans = [(span.label_, span.start_char, span.text, span.id_) for span in group]
    assert all(text[start : start + len(words)] == words for _, start, words, _ in spans)
    assert ("INDICATOR", "169.4亿元") in [(kind, words) for kind, _, words, _ in spans]
    assert all(rule for *_, rule in spans)


def test_one_finder_alone_works_in_another_pipeline():
    import spacy

    pipeline()
    nlp = spacy.blank("zh")
    nlp.add_pipe("replygraph_dates")
    doc = nlp("计划2026年底前完成")
    assert [(span.label_, span.text) for span in doc.spans["replygraph"]] == [("DATE", "2026年底")]


def test_development_letters_keep_their_score():
    import json

    right = predicted = expected = 0
    for path in sorted(shared("gold", "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        if not gold["is_reply"]:
            continue
        text = shared("gold", "letters", path.stem + ".txt").read_text(encoding="utf-8")
        letter = letter_of(text, title=gold["title"], addressees=tuple(gold["addressees"]))
        found = {(m.span.start, m.span.end, m.type) for m in mentions(letter)}
        wanted = {(m["start"], m["end"], m["type"]) for m in gold["mentions"]}
        right += len(found & wanted)
        predicted += len(found)
        expected += len(wanted)
    assert 2 * right / (predicted + expected) >= 0.98


def test_mentions_are_the_same_twice():
    letter = letter_of("我局会同市财政局举办上海旅游节，办好旅游节，2022年上海旅游节")
    assert shown(mentions(letter), "EVENT AGENCY") == shown(mentions(letter), "EVENT AGENCY")
