"""Find the writing agency where it is spelled with blanks: 宝 鸡 市 文 物 局 over the letter."""

from __future__ import annotations

from collections.abc import Iterator

from replygraph.mentions.lexicon import mention
from replygraph.model import Letter, Mention
from replygraph.text import spaced


def find(letter: Letter) -> Iterator[Mention]:
    """Yield the replying agency's own name where blanks stand between its characters.

    >>> from replygraph.model import Letter, Span
    >>> text = "宝 鸡 市 文 物 局"
    >>> letter = Letter("a", "", "", 0, text, text, Span(0, len(text)), agency="宝鸡市文物局")
    >>> [found.text for found in find(letter)]
    ['宝 鸡 市 文 物 局']
    """
    name = letter.agency
    if not name or len(name) < 4 or not name.isalpha():
        return
    for start, end in spaced(letter.normal, name, " \t", 3):
        if end - start > len(name) and letter.span.start <= start and end <= letter.span.end:
            yield mention(letter, start, end, "AGENCY", "agency.signed")
