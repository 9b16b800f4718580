"""Find session phrases (市政协三届四次会议), which are EVENT mentions."""

from __future__ import annotations

from collections.abc import Iterator

from replygraph.mentions.lexicon import around, mention
from replygraph.mentions.patterns import SESSION, SESSION_ANCHOR
from replygraph.mentions.rules import Rule
from replygraph.model import Letter, Mention

_ANCHOR = Rule(SESSION_ANCHOR)


def find(letter: Letter) -> Iterator[Mention]:
    """Yield the sessions of political consultative conferences and people's congresses.

    >>> from replygraph.model import Letter, Span
    >>> text = "您在县第十七届人民代表大会第二次会议上提出，见政协马关县第十届委员会第四次会议"
    >>> letter = Letter("a", "a.txt", "", 0, text, text, Span(0, len(text)))
    >>> [found.text for found in find(letter)]
    ['县第十七届人民代表大会第二次会议', '政协马关县第十届委员会第四次会议']
    """
    for match in around(letter, _ANCHOR, SESSION, 30, 8):
        yield mention(letter, *match.span(), "EVENT", "session")
