"""One pass over a letter finds the words of every vocabulary, wherever they stand."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from replygraph.mentions import agencies, divisions, judge, stops
from replygraph.mentions.vocabulary import STOPS, WORDS, Words, places
from replygraph.model import Span
from replygraph.text import pairs

VOCABULARIES = {
    "divisions": divisions.names,
    "agencies": agencies.names,
    "stops": stops.stops,
    "heads": judge.heads,
}


def plainly(words, text):
    """Return the words in a text, found by looking at every stretch of it."""
    return [
        (start, start + size)
        for start in range(len(text))
        for size in range(2, min(40, len(text) - start) + 1)
        if text[start : start + size] in words._values
    ]


@pytest.mark.parametrize("name", VOCABULARIES)
@settings(deadline=None)  # the first call makes the table
@given(data=st.data())
def test_every_word_is_found_in_any_text(name, data):
    words = VOCABULARIES[name]()
    known = sorted(words._values)
    piece = st.sampled_from(known) | st.text("市县局会开展的在、一𠮷 a", max_size=2)
    text = "".join(data.draw(st.lists(piece, max_size=8)))
    found = [(start, end) for start, end, _ in words.find(text, Span(0, len(text)))]
    assert found == plainly(words, text)


@settings(deadline=None)  # the first call makes the table
@given(st.text("是深圳市的"))
def test_the_longest_word_at_a_place_is_what_a_pattern_finds_there(text):
    words = Words(STOPS, dict.fromkeys(("深圳", "深圳市", "市", "圳市的"), 0))
    longest = re.compile("(?=(深圳市|深圳|圳市的|市))")
    spots = [(at, (2, 3)) for at in range(len(text)) if text[at : at + 2] in ("深圳", "圳市")]
    assert sorted(words.longest(text, 0, len(text), spots)) == [
        match.start() for match in longest.finditer(text)
    ]


@settings(deadline=None)  # the first call makes the table
@given(st.text("ab市𠮷\ud800", max_size=9))
def test_pairs_have_one_number_each_and_stand_where_the_pair_does(text):
    numbers = pairs(text)
    assert len(numbers) == max(0, len(text) - 1)
    for at, number in enumerate(numbers):
        pair = text[at : at + 2]
        for other, another in enumerate(numbers):
            if text[other : other + 2] == pair:
                assert another == number
            elif "𠮷" not in pair + text[other : other + 2]:
                assert another != number


def test_a_text_of_one_character_has_no_word_of_two():
    assert not any(places("市")[:WORDS])
