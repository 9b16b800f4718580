"""Warnings of reading: Chinese in the record, both languages for whoever reads the messages."""

import pickle
import re

import pytest
from samples import LETTER, make_text

from replygraph.errors import Note
from replygraph.read import read
from replygraph.read.web import _MAX_BYTES

FILES = {
    "control character": ("答复函\n我\x00局\n".encode(), "a.txt"),
    "broken byte": (make_text(LETTER).encode() + "特此答复".encode()[:-1], "a.txt"),
    "long text": (("我局已办理。" * 99 + "\n").encode() * 2000, "a.txt"),
    "long page": (b"<html><body><p>" + "答复".encode() * (_MAX_BYTES // 6 + 9), "a.html"),
}


@pytest.mark.parametrize(("data", "source"), FILES.values(), ids=FILES)
def test_a_warning_has_english_words_beside_the_chinese(data, source):
    (first, *_) = read(data, source).warnings
    assert isinstance(first, Note)
    assert re.search("[一-龥]", first)
    assert not re.search("[一-龥]", first.tell("en"))


def test_a_note_is_its_chinese_words_and_travels_whole():
    note = Note("共 3 页。", "3 pages.")
    again = pickle.loads(pickle.dumps(note))
    assert (note, hash(note), f"{note}") == ("共 3 页。", hash("共 3 页。"), "共 3 页。")
    assert (again, again.tell("en"), again.tell("zh")) == (note, "3 pages.", "共 3 页。")
