"""Find PROPOSAL mentions: number expressions and titles of submissions, wherever they stand."""

from __future__ import annotations

from collections.abc import Iterator

from replygraph.mentions.lexicon import around, mention
from replygraph.mentions.patterns import (
    OTHER_TITLE,
    PROPOSAL_ANCHOR,
    PROPOSAL_LABEL,
    PROPOSAL_NUMBER,
    PROPOSAL_NUMBER_BROKEN,
)
from replygraph.mentions.rules import Rule
from replygraph.model import Letter, Mention, Span

_OTHER, _LABEL, _NUMBER = Rule(OTHER_TITLE), Rule(PROPOSAL_LABEL), Rule(PROPOSAL_NUMBER)

#: what may stand between two characters of a title as written: marks, blanks, line breaks
_GAP = frozenset("“”\"《》〈〉「」『』‘’' \n\t　，,；;：:（）()")


def titles(letter: Letter) -> Iterator[Span]:
    """Yield every place where the title of the submission stands, line breaks and quotes aside."""
    text, limit = letter.normal, letter.span.end
    for title in (letter.title or "").split("；"):
        wanted = [char for char in title if char not in _GAP]
        if len(wanted) < 4:
            continue
        place = text.find(wanted[0], letter.span.start, limit)
        while place >= 0:
            end = _reads(text, place, limit, wanted)
            if end:
                yield Span(place, end)
            place = text.find(wanted[0], end or place + 1, limit)


def _reads(text: str, place: int, limit: int, wanted: list[str]) -> int | None:
    """Return where ``wanted`` ends, read from ``place`` over at most two gaps at a time."""
    for char in wanted:
        gaps = 0
        while place < limit and text[place] != char:
            if text[place] not in _GAP or gaps == 2:
                return None
            gaps += 1
            place += 1
        if place >= limit:
            return None
        place += 1
    return place


def find(letter: Letter) -> Iterator[Mention]:
    r"""Yield the submissions named in ``letter``; a number broken by a line break is one mention.

    >>> from replygraph.model import Letter, Span
    >>> text = "关于第0058\n号提案的答复。《关于修路的建议》（第89号）收悉"
    >>> letter = Letter("a", "a.txt", "", 0, text, text, Span(0, len(text)), title="关于修路的建议")
    >>> sorted({found.text for found in find(letter)})
    ['关于修路的建议', '第0058\n号提案', '第89号']
    """
    start, end = letter.span.start, letter.span.end
    for span in titles(letter):
        yield mention(letter, span.start, span.end, "PROPOSAL", "own-title")
    for match in _OTHER.finditer(letter.normal, start, end):
        title = match["title"]
        if not PROPOSAL_NUMBER.search(title) and ("关于" in title[:2] or "篇" in match["mark"]):
            yield mention(letter, *match.span("title"), "PROPOSAL", "other-title")
    for match in _NUMBER.finditer(letter.normal, start, end):
        yield mention(letter, *match.span(), "PROPOSAL", "submission-number")
    for match in around(letter, PROPOSAL_ANCHOR, PROPOSAL_NUMBER_BROKEN, 16, 10):
        yield mention(letter, *match.span(), "PROPOSAL", "submission-number-broken")
    for match in _LABEL.finditer(letter.normal, start, end):
        yield mention(letter, *match.span("number"), "PROPOSAL", "submission-label")
