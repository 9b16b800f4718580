"""Where a letter says what it will call something from then on: （以下简称瓷博会）."""

from __future__ import annotations

import re
from functools import lru_cache

from replygraph.mentions.patterns import SHORT_FORM
from replygraph.mentions.rules import Rule
from replygraph.model import Letter

_RULE = Rule(SHORT_FORM)


def short_forms(letter: Letter) -> tuple[re.Match[str], ...]:
    """Return the matches of `SHORT_FORM` in ``letter``, in reading order.

    >>> from replygraph.model import Span
    >>> text = "景德镇陶瓷博览会（以下简称瓷博会）"
    >>> [match["name"] for match in short_forms(Letter("", "", "", 0, text, text, Span(0, 17)))]
    ['瓷博会']
    """
    return _matches(letter.normal, letter.span.start, letter.span.end)


@lru_cache(maxsize=2)
def _matches(text: str, start: int, end: int) -> tuple[re.Match[str], ...]:
    # three finders ask; two plain searches tell at once that most letters have none
    if "称" not in text and "（即" not in text and "(即" not in text:
        return ()
    return tuple(_RULE.finditer(text, start, end))
