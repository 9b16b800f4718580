"""Small helpers that every finder uses: word lists as one regular expression, spans as mentions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Protocol

from replygraph.model import Letter, Mention, MentionType, Span


def words(text: str) -> tuple[str, ...]:
    """Return the words of a table, which is written as one text with blanks.

    >>> words("开展 实施")
    ('开展', '实施')
    """
    return tuple(text.split())


def word_set(text: str) -> frozenset[str]:
    """Return the same as a set."""
    return frozenset(text.split())


def has_any(text: str, listed: Iterable[str]) -> bool:
    """Tell whether one of ``listed`` stands in ``text``: a look before a pattern that needs one.

    >>> has_any("设立派出所", ("法庭", "派出所"))
    True
    """
    for word in listed:  # noqa: SIM110 - `any` over a generator takes twice as long
        if word in text:
            return True
    return False


def one_of(listed: Iterable[str]) -> str:
    """Return a regular expression that matches the longest of ``listed``, as a prefix tree.

    A tree tries each character once; an alternation of 200 words tries each word.

    >>> one_of(["开展", "开办", "组织"])
    '(?:开(?:办|展)|组织)'
    """
    return _branch(sorted(set(listed)))


def _branch(listed: list[str]) -> str:
    heads: dict[str, list[str]] = {}
    for word in listed:
        if word:
            heads.setdefault(word[0], []).append(word[1:])
    parts = []
    for head, rests in heads.items():
        tails = [rest for rest in rests if rest]
        if not tails:
            parts.append(re.escape(head))
        elif len(tails) == 1 and len(rests) == 1:
            parts.append(re.escape(head) + re.escape(tails[0]))
        else:
            optional = "?" if len(tails) < len(rests) else ""
            parts.append(re.escape(head) + _branch(tails) + optional)
    return "(?:" + "|".join(parts) + ")"


class Endings:
    """Many words that a text may end with: `str.endswith` would try each of them.

    >>> Endings(["大会", "博览会"]).end("举办博览会与论坛", 0, 5)
    True
    """

    __slots__ = ("_sizes", "_words")

    def __init__(self, listed: Iterable[str]) -> None:
        """Keep ``listed`` and their lengths."""
        self._words = frozenset(listed)
        self._sizes = tuple(sorted({len(word) for word in self._words}))

    def end(self, text: str, start: int, end: int) -> bool:
        """Tell whether one of the words ends ``text[start:end]``."""
        for size in self._sizes:
            if end - size < start:
                return False
            if text[end - size : end] in self._words:
                return True
        return False


_FOLD = tuple(zip(";!?()「」『』", "；！？（）“”“”", strict=True))


def folded(letter: Letter) -> Letter:
    """Return ``letter`` with half-width punctuation and straight quotes in its normal text folded.

    Many publishers write 收悉,现答复如下 and "利剑行动"; one character stands for one.

    >>> from replygraph.model import Span
    >>> text = '开展"利剑"行动,成效好'
    >>> folded(Letter("a", "", "", 0, text, text, Span(0, len(text)))).normal
    '开展“利剑”行动，成效好'
    """
    text = letter.normal
    if "," in text:
        text = _COMMA.sub("，", text)
    for half, full in _FOLD:
        if half in text:
            text = text.replace(half, full)
    if '"' in text:
        lines = text.split("\n")
        for index, line in enumerate(lines):
            if line.count('"') % 2 == 0:
                parts = line.split('"')
                lines[index] = (
                    "".join(
                        part + ("“" if place % 2 == 0 else "”")
                        for place, part in enumerate(parts[:-1])
                    )
                    + parts[-1]
                )
        text = "\n".join(lines)
    if _OPENED.search(letter.normal):
        text = _PINYIN.sub(lambda m: FILLER * (len(m[0]) - 1) + m[1], text)
    return letter if text == letter.normal else replace(letter, normal=text)


#: stands for what a botched conversion put behind a character: 實(shí)施
FILLER = "\ue000"
_PINYIN = re.compile(r"([一-龥])[（(][a-zà-üāēěīōūǎǐǒǔǖǘǚǜńňê]{1,6}[）)]")
_OPENED = re.compile("[（(](?=[a-zà-üāēěīōūǎǐǒǔǖǘǚǜńňê])")
#: a comma that is no part of a number
_COMMA = re.compile(r",(?!\d{3})|(?<!\d),")


def mention(letter: Letter, start: int, end: int, kind: MentionType, rule: str) -> Mention:
    """Return the mention of ``letter.text[start:end]``."""
    return Mention(Span(start, end), letter.text[start:end], kind, rule)


class _Searched(Protocol):
    """A pattern, or a rule around one."""

    def finditer(self, string: str, pos: int, endpos: int, /) -> Iterable[re.Match[str]]: ...


def around(
    letter: Letter, anchor: _Searched, pattern: re.Pattern[str], before: int, after: int
) -> Iterator[re.Match[str]]:
    """Yield what ``pattern`` matches near ``anchor``, from left to right, none twice.

    A pattern that begins with a class of thousands of characters is slow on every character of a
    letter; looked for only ``before`` and ``after`` the places of a plain word, it costs nothing.
    """
    text, last, limit = letter.normal, letter.span.start, letter.span.end
    for hit in anchor.finditer(text, last, limit):
        low, high = max(last, hit.start() - before), min(limit, hit.end() + after)
        while match := pattern.search(text, low, high):
            yield match
            low = last = match.end()
