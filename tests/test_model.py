"""The record's values: compared, ordered, hashed and shown by their fields."""

from __future__ import annotations

import pickle
from dataclasses import asdict, replace

import pytest

from replygraph.model import Candidate, Entity, Link, Mention, Span


def test_spans_are_ordered_and_hashed_by_their_offsets():
    assert sorted([Span(3, 5), Span(1, 4), Span(1, 2)]) == [Span(1, 2), Span(1, 4), Span(3, 5)]
    assert hash(Span(1, 2)) == hash((1, 2))
    assert {Span(1, 2), Span(1, 2)} == {Span(1, 2)}
    assert repr(Span(1, 2)) == "Span(start=1, end=2)"


def test_span_refuses_to_run_backwards():
    with pytest.raises(ValueError, match="not a span"):
        Span(2, 1)


def test_values_are_equal_by_their_fields_and_travel_between_processes():
    link = Link(Mention(Span(0, 2), "我局", "AGENCY", "self"), "市财政局", None, "self")
    assert pickle.loads(pickle.dumps(link)) == link
    assert link != Link(link.mention, None, None, "self")
    assert len({Entity("ORG", "甲校"), Entity("ORG", "甲校"), Entity("PLACE", "甲校")}) == 2


def test_values_that_are_written_out_copy_and_unfold_as_dataclasses_do():
    link = Link(Mention(Span(0, 2), "我局", "AGENCY", "self"), "市财政局", None, "self")
    option = Candidate(Entity("AGENCY", "市财政局"), 0.5, "同级")
    assert replace(link, candidates=(option,)).candidates == (option,)
    assert replace(link.mention, type="ORG") == Mention(Span(0, 2), "我局", "ORG", "self")
    unfolded = asdict(replace(link, candidates=(option,)))
    assert unfolded["mention"]["span"] == {"start": 0, "end": 2}
    assert unfolded["candidates"][0]["entity"]["verified"] is False


def test_values_are_shown_as_they_are_made():
    mention = Mention(Span(0, 2), "我局", "AGENCY", "self")
    link = Link(mention, None, None, "self", (Candidate(Entity("ORG", "甲校"), 1.0, "唯一"),))
    assert repr(link) == (
        "Link(mention=Mention(span=Span(start=0, end=2), text='我局', type='AGENCY', rule='self'),"
        " canonical=None, entity=None, rule='self', candidates=(Candidate(entity=Entity(type='ORG',"
        " name='甲校', iri=None, verified=False, scope=''), score=1.0, reason='唯一'),))"
    )


def test_a_value_has_no_other_fields():
    with pytest.raises(AttributeError):
        Span(0, 1).text = "我"  # type: ignore[attr-defined]
