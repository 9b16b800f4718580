"""Find PROPOSAL mentions: number expressions and titles of submissions, wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from replygraph.mentions.lexicon import mention
from replygraph.mentions.patterns import (
    OTHER_TITLE,
    PROPOSAL_LABEL,
    PROPOSAL_NUMBER,
    PROPOSAL_NUMBER_BROKEN,
)
from replygraph.model import Letter, Mention, Span

_LOOSE = str.maketrans(dict.fromkeys("“”\"《》〈〉「」『』‘’'", ""))


def titles(letter: Letter) -> Iterator[Span]:
    """Yield every place where the title of the submission stands, line breaks and quotes aside."""
    for title in (letter.title or "").split("；"):
        letters = [re.escape(char) for char in title.translate(_LOOSE) if not char.isspace()]
        if len(letters) < 4:
            continue
        gap = "[\\s“”\"《》〈〉「」『』‘’']{0,2}"
        pattern = re.compile(f"{letters[0]}{gap}" + gap.join(letters[1:]))
        for match in pattern.finditer(letter.normal, letter.span.start, letter.span.end):
            yield Span(match.start(), match.end())


def find(letter: Letter) -> Iterator[Mention]:
    """Yield the submissions named in ``letter``; a number broken by a line break is one mention.

    >>> from replygraph.model import Letter, Span
    >>> text = "关于第0058\\n号提案的答复。《关于修路的建议》（第89号）收悉"
    >>> letter = Letter("a", "a.txt", "", 0, text, text, Span(0, len(text)), title="关于修路的建议")
    >>> [found.text for found in find(letter)]
    ['关于修路的建议', '第0058\\n号提案', '第89号']
    """
    start, end = letter.span.start, letter.span.end
    for span in titles(letter):
        yield mention(letter, span.start, span.end, "PROPOSAL", "own-title")
    for match in OTHER_TITLE.finditer(letter.normal, start, end):
        title = match["title"]
        if not PROPOSAL_NUMBER.search(title) and ("关于" in title[:2] or "篇" in match["mark"]):
            yield mention(letter, *match.span("title"), "PROPOSAL", "other-title")
    for match in PROPOSAL_NUMBER.finditer(letter.normal, start, end):
        yield mention(letter, *match.span(), "PROPOSAL", "submission-number")
    for match in PROPOSAL_NUMBER_BROKEN.finditer(letter.normal, start, end):
        yield mention(letter, *match.span(), "PROPOSAL", "submission-number-broken")
    for match in PROPOSAL_LABEL.finditer(letter.normal, start, end):
        yield mention(letter, *match.span("number"), "PROPOSAL", "submission-label")
