"""Find MEDIA mentions: outlets, programmes, named accounts and platforms."""

from __future__ import annotations

import re
from collections.abc import Iterator

from replygraph.mentions.lexicon import around, mention, one_of
from replygraph.mentions.people_patterns import (
    MEDIA_COLUMN,
    MEDIA_CONTEXT,
    MEDIA_CONTEXT_ANCHOR,
    MEDIA_NAMES,
    MEDIA_QUOTED,
    MEDIA_SHAPE,
    MEDIA_SHAPE_ANCHOR,
)
from replygraph.model import Letter, Mention

_NAMES = re.compile(one_of(MEDIA_NAMES) + MEDIA_COLUMN)


def find(letter: Letter) -> Iterator[Mention]:
    """Yield the media named in ``letter``; bare 微信 and 微博 are none.

    >>> from replygraph.model import Letter, Span
    >>> text = "人民日报、抖音等报道"
    >>> letter = Letter("a", "a.txt", "", 0, text, text, Span(0, len(text)))
    >>> sorted({found.text for found in find(letter)})
    ['人民日报', '抖音']
    """
    for match in _NAMES.finditer(letter.normal, letter.span.start, letter.span.end):
        yield mention(letter, *match.span(), "MEDIA", "media-name")
    for match in around(letter, MEDIA_SHAPE_ANCHOR, MEDIA_SHAPE, 10, 0):
        yield mention(letter, *match.span("name"), "MEDIA", "media-shape")
    for match in MEDIA_QUOTED.finditer(letter.normal, letter.span.start, letter.span.end):
        yield mention(letter, *match.span(), "MEDIA", "media-quoted")
    for match in around(letter, MEDIA_CONTEXT_ANCHOR, MEDIA_CONTEXT, 60, 6):
        group = match.lastgroup or "list"
        if group not in ("list", "report"):
            yield mention(letter, *match.span(group), "MEDIA", f"media-{group}")
            continue
        start = match.start(group)
        for item in re.split("[、和]", match[group]):
            yield mention(letter, start, start + len(item), "MEDIA", "media-list")
            start += len(item) + 1
