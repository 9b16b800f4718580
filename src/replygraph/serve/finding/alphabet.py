"""The characters of an index of names, and which of them a typed syllable may stand for."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from replygraph.resources.pinyin import TWO_LETTERS, readings, syllables
from replygraph.text import normal

Mask = npt.NDArray[np.bool_]
_MOST_READINGS = 3
_KEPT = 400


class _Kept(dict[int, int | None]):
    """What becomes of a character when names are compared: marks and blanks go, others stay."""

    def __missing__(self, code: int) -> int | None:
        kept = code if code == 10 or chr(code).isalnum() else None
        self[code] = kept
        return kept


_KEEP = _Kept()


def folded(text: str) -> str:
    """Return a text as names are compared: one width, simplified, no blanks, no marks.

    Line breaks stay, so that many names may be folded at once.

    >>> folded(" 《深圳市 Ｇ20 方案》"), folded("臺灣")
    ('深圳市g20方案', '台湾')
    """
    return normal(unicodedata.normalize("NFKC", text)).casefold().translate(_KEEP)


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(one[:size] for one in syllables() for size in range(1, len(one) + 1))


def typed(text: str, start: int) -> list[str]:
    """Return what a character may be typed as at ``start``: its syllable, or how that begins.

    In the midst of a text only whole syllables and first letters count, at its end any beginning.

    >>> typed("shenzhen", 0), typed("shenz", 4), typed("szs", 1), typed("xia", 1)
    (['s', 'sh', 'she', 'shen'], ['z'], ['z'], [])
    """
    found = []
    for end in range(start + 1, min(len(text), start + 6) + 1):
        part = text[start:end]
        if part not in _beginnings():
            break
        if end - start == 1 or part in TWO_LETTERS or part in syllables() or end == len(text):
            found.append(part)
    return found


class Alphabet:
    """Characters by small numbers; 0 stands between names."""

    def __init__(self, chars: Sequence[str]) -> None:
        """Take the characters in the order of their numbers."""
        self.chars = chars
        self.number = {char: place for place, char in enumerate(chars)}
        known = readings()
        self._syllables = sorted(syllables())
        numbers = {one: place for place, one in enumerate(self._syllables)}
        self._read = np.full((len(chars), _MOST_READINGS), -1, np.int16)
        for place, char in enumerate(chars):
            for nth, one in enumerate(known.get(char, ())[:_MOST_READINGS]):
                self._read[place, nth] = numbers[one]
        self._masks: dict[tuple[str, bool], Mask] = {}

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.chars)

    def read(self, part: str, *, whole: bool = False) -> Mask:
        """Return which characters are read as a syllable, or as one that begins so."""
        if (part, whole) not in self._masks:
            fits = [one == part if whole else one.startswith(part) for one in self._syllables]
            # where there is no further reading stands -1: the last, which fits nothing
            found = np.asarray(np.array([*fits, False])[self._read].any(axis=1))
            if len(part) == 1 and part in self.number:
                found[self.number[part]] = True
            if len(self._masks) >= _KEPT:
                self.forget()
            self._masks[part, whole] = found
        return self._masks[part, whole]

    def forget(self) -> None:
        """Forget which characters syllables stand for, as before the first question."""
        self._masks.clear()

    def same(self, char: str) -> Mask:
        """Return which characters are read like one, itself included."""
        found = np.zeros(len(self.chars), bool)
        if char in self.number:
            found[self.number[char]] = True
        for one in readings().get(char, ()):
            found |= self.read(one, whole=True)
        return found
