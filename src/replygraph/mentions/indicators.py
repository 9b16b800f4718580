"""Find INDICATOR mentions: a number in digits with its unit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from replygraph.mentions.lexicon import mention
from replygraph.mentions.patterns import ADDRESSEES, DIGITS, INDICATOR
from replygraph.model import Letter, Mention

#: what follows the numbers of dates and of documents, and is no unit
_OF_DATES: Final = frozenset("年月日号")


def find(letter: Letter) -> Iterator[Mention]:
    """Yield amounts, counts and percentages with 余, 多, 万, 亿, + inside.

    约 and 以上 stay outside; durations, ordinals, clock times and “8位代表” are none (guide, 2.2).

    >>> from replygraph.model import Letter, Span
    >>> text = "约1.2亿元，覆盖7个区，增长9.3%以上，为期15天"
    >>> letter = Letter("a", "a.txt", "", 0, text, text, Span(0, len(text)))
    >>> [found.text for found in find(letter)]
    ['1.2亿元', '7个', '9.3%']
    """
    text, last = letter.normal, letter.span.start
    for digits in DIGITS.finditer(text, last, letter.span.end):
        start = digits.start()
        if start < last or text[digits.end() : digits.end() + 1] in _OF_DATES:
            continue
        match = INDICATOR.match(text, start, letter.span.end)
        if match:
            last = match.end()
            if not ADDRESSEES.match(text, start):
                yield mention(letter, start, last, "INDICATOR", "indicator")
