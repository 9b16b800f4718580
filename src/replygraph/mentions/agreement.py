"""Let the occurrences of a name agree: a sure one corrects the left edge of an unsure one.

Where no verb stands before a name, its left edge is a guess (牢牢抓住低碳城论坛); where the same
letter has the name behind 举办 or as a short form (低碳城论坛), the guess is put right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from replygraph.mentions.lexicon import mention
from replygraph.mentions.shortforms import short_forms
from replygraph.model import Letter, Mention

#: kinds of edges that are marks or small words and no governing verb
_UNSURE = ("-punct", "-start", "-clause", "-function", "-and")
#: what may stand before a name as a part of it: an edition, a region, the field of a series
_PART = re.compile(
    r".*(?:\d{4}|届|中国|全国|全省|全市|全区|全县|国际|世界|[省市县区州盟旗镇乡村会节赛坛]|暨|第.次)"
)


def agree(letter: Letter, found: Sequence[Mention], places: frozenset[int]) -> Iterator[Mention]:
    """Yield ``found``, the unsure ones cut to the sure name that they end with.

    >>> from replygraph.model import Span
    >>> text = "我局举办低碳城论坛。牢牢抓住低碳城论坛"
    >>> letter = Letter("a", "", "", 0, text, text, Span(0, len(text)))
    >>> sure = Mention(Span(4, 9), "低碳城论坛", "EVENT", "event-head-event")
    >>> guess = Mention(Span(10, 19), "牢牢抓住低碳城论坛", "EVENT", "event-head-punct")
    >>> [item.text for item in agree(letter, [sure, guess], frozenset())]
    ['低碳城论坛', '低碳城论坛']
    """
    names = set(_sure(letter, found))
    for item in found:
        if not item.rule.endswith(_UNSURE):
            yield item
            continue
        start, end = item.span.start, item.span.end
        text = letter.normal[start:end]
        for name in sorted(names, key=len, reverse=True):
            extra = len(text) - len(name)
            if extra < 2 or not text.endswith(name):
                continue
            if not _PART.fullmatch(text[:extra]) and places.isdisjoint(range(start, start + extra)):
                start += extra
            break
        yield (
            item
            if start == item.span.start
            else mention(letter, start, end, item.type, f"{item.rule}-agreed")
        )


def _sure(letter: Letter, found: Iterable[Mention]) -> Iterator[str]:
    for item in found:
        if item.rule.endswith(("-event", "-program", "-honour", "-governed")):
            yield letter.normal[item.span.start : item.span.end]
    for match in short_forms(letter):
        if len(match["name"]) > 2:
            yield match["name"]
