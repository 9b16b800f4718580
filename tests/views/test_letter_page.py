"""A letter as its page shows it: the text whole, sentences and mentions where they stand."""

from hypothesis import given
from hypothesis import strategies as st

from explored import ANSWER, ASKED, HEARD, ISSUE, PROMISE, SURVEY, WATER, co, lead
from replygraph.views import Words
from replygraph.views.letter import letter_page, paragraphs

PAGE = letter_page(lead())


def text_of(found):
    return "\n".join("".join(p.text for run in line for p in run.pieces) for line in found)


def test_the_text_is_whole_and_each_piece_stands_at_its_place():
    text = lead()["text"]
    assert text_of(PAGE.paragraphs) == text
    for line in PAGE.paragraphs:
        for run in line:
            for piece in run.pieces:
                assert text.startswith(piece.text, piece.start)


spans = st.tuples(st.integers(0, 40), st.integers(1, 12)).map(lambda s: (s[0], s[0] + s[1]))


@given(
    st.text("甲乙丙\n，。", max_size=50), st.lists(spans, max_size=6), st.lists(spans, max_size=6)
)
def test_any_text_is_whole_however_it_is_divided(text, marked, sentences):
    inside = sorted(s for s in set(marked) if s[1] <= len(text))
    apart = [s for i, s in enumerate(inside) if all(t[1] <= s[0] for t in inside[:i])]
    mentions = [(start, end, "agency", "urn:x", "甲") for start, end in apart]
    told = [s for s in sentences if s[1] <= len(text)]
    found = paragraphs(text, mentions, told)
    assert text_of(found) == text
    pieces = [p for line in found for run in line for p in run.pieces]
    for start, end in told:
        starts = {p.start for p in pieces} | {p.start + len(p.text) for p in pieces}
        ends = starts | {i for i, char in enumerate(text) if char == "\n"}
        assert {start, end} <= ends | {len(text)}
    marked_text = "".join(p.text for line in found for run in line if run.kind for p in run.pieces)
    assert marked_text == "".join(text[a:b] for a, b in apart).replace("\n", "")


def test_mentions_lead_to_their_things_and_dates_to_none():
    runs = {"".join(p.text for p in run.pieces): run for line in PAGE.paragraphs for run in line}
    assert runs["市水利局"].iri.endswith("/agency/绍兴市水利局")
    assert runs["我局"].name == WATER
    assert (runs["2021年7月15日"].kind, runs["2021年7月15日"].iri) == ("date", "")


def test_statements_stand_in_the_order_of_the_text_with_their_sentences():
    text = lead()["text"]
    starts = [line.spans[0][0] for line in PAGE.lines]
    assert starts == sorted(starts)
    planned = [line for line in PAGE.lines if line.modality == "planned"]
    assert [text[slice(*line.spans[0])] for line in planned] == [PROMISE]
    assert planned[0].mode == Words("计划", "planned")
    anchors = {a for line in PAGE.paragraphs for run in line for p in run.pieces for a in p.anchors}
    for words in (SURVEY, ISSUE, PROMISE, ASKED, ANSWER, HEARD):
        start = text.index(words)
        assert f"char={start},{start + len(words)}" in anchors


def test_points_commitments_and_outcome():
    (point,) = PAGE.points
    assert (point.suggestion.text, point.answer.text) == (ASKED, ANSWER)
    (vow,) = PAGE.vows
    assert (vow.text, vow.due, [a.name for a in vow.agencies]) == (PROMISE, "2022-12", [WATER])
    assert (PAGE.category, PAGE.opinion, PAGE.role_words.zh) == ("A", "satisfied", "主办")
    assert PAGE.submission.name == "第9号"
    assert PAGE.heading.zh == "绍兴市水利局对第9号提案的答复"
    assert {kind: n for kind, _, n in PAGE.legend}["date"] == 1


def test_what_the_letter_does_not_say_stays_empty():
    page = letter_page({"id": "x", "digest": "00ff", "text": "你好"})
    assert (page.submission, page.agency, page.points, page.lines) == (None, None, (), ())
    assert letter_page({"id": "x", "digest": "00ff", "is_reply": False}) is None
    assert letter_page(co()).category == ""
