"""What is not looked for, because a word is missing, is not there: on all letters at hand."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from replygraph.letter import letters
from replygraph.mentions import mentions
from replygraph.model import Letter, Resolution
from replygraph.read import read
from replygraph.resolve import resolve
from replygraph.statements import commitments, extract, promises, statements
from replygraph.statements.backing import backing, sent, watched
from replygraph.statements.inner import mark_relatives, mark_watched
from replygraph.statements.parts import PART_WORD, during, parts
from replygraph.statements.surveys import surveys

LETTERS = Path(__file__).parents[2] / "data" / "gold" / "letters"


@pytest.fixture(scope="module")
def linked() -> list[tuple[Letter, Resolution]]:
    found = []
    for path in sorted(LETTERS.glob("*.txt")):
        for letter in letters(read(path.read_bytes(), path.name)):
            if letter.is_reply:
                found.append((letter, resolve(letter, mentions(letter))))
    return found


def test_a_part_without_a_word_of_promises_promises_nothing(linked, monkeypatch):
    quick = [commitments(letter, resolution) for letter, resolution in linked]
    monkeypatch.setattr(promises, "MAY_PROMISE", re.compile(""))
    assert quick == [commitments(letter, resolution) for letter, resolution in linked]
    assert sum(map(len, quick)) > 100


def test_a_sentence_without_their_words_holds_no_phrase(linked, monkeypatch):
    told = extract._told
    looked = 0

    def watch(found, kinds, flat, reading):
        nonlocal looked
        looked += 1
        context = reading.context.carry
        if "verb" not in kinds or "de" not in kinds:
            mark_relatives(found, flat)
        if "verb" not in kinds or "对" not in flat:
            mark_watched(found, flat)
        assert not any(token.inner for token in found)
        if not re.search("[下到获经]", flat):
            assert not list(backing(found, flat))
        facts = told(found, kinds, flat, reading)
        if not PART_WORD.search(flat):
            assert not list(parts(found, flat))
        if not re.search("派|选送", flat):
            assert not list(sent(found, flat))
        if "督办" not in flat:
            assert not list(watched(found, flat))
        if not (reading.surveys or extract.surveyed(flat)):
            assert not list(surveys(found, flat, context))
        if not re.search("间|同期", flat):
            assert not list(during(found, flat, facts))
        return facts

    monkeypatch.setattr(extract, "_told", watch)
    for letter, resolution in linked:
        statements(letter, resolution)
    assert looked > 1000
