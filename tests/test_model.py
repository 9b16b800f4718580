"""The record's values: compared, ordered, hashed and shown by their fields."""

from __future__ import annotations

import pickle

import pytest

from replygraph.model import Entity, Link, Mention, Span


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


def test_a_value_has_no_other_fields():
    with pytest.raises(AttributeError):
        Span(0, 1).text = "我"  # type: ignore[attr-defined]
