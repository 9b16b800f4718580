"""Ordinary words: packaged as they stand, and none of them a division."""

from replygraph.resources import authority, words
from replygraph.resources.compile import compiled_words


def test_what_is_packaged_is_what_the_source_says():
    assert compiled_words() == words.FILE.read_bytes(), "run: make generate"
    assert words.FILE.stat().st_size < 150_000


def test_ordinary_words_have_a_class_and_a_rank():
    known = words.ordinary()
    assert {word: known[word][1] for word in ("因为", "他们", "依托", "部分", "早日")} == {
        "因为": "c",
        "他们": "r",
        "依托": "v",
        "部分": "n",
        "早日": "t",
    }
    assert known["的"][0] < known["我们"][0] < known["退化"][0]


def test_no_division_is_an_ordinary_word():
    assert not set(words.ordinary()) & set(authority().by_name)
