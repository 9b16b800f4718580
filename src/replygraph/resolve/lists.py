"""Coordinated runs of mentions: A、B和C."""

from __future__ import annotations

import re
from collections.abc import Sequence

from replygraph.model import Mention

#: what may stand between two members of one list, brackets of quotes included
_BETWEEN = re.compile(
    r"[》”\"’』」]?(?:（[^（）]{1,30}）)?(?:单位)?\s*(?:、|和|与|及|以及|暨|/)\s*[《“\"‘『「]?"
    r"|》《|”“|》”“《"
)
_SAME = {
    "AGENCY": 1,
    "ORG": 1,
    "MEDIA": 1,
    "PERSON": 1,
    "PLACE": 2,
    "EVENT": 3,
    "PROGRAM": 3,
    "DOCUMENT": 3,
}


def runs(mentions: Sequence[Mention], text: str) -> tuple[tuple[int, ...], ...]:
    """Return the lists among ``mentions`` (in reading order), as runs of at least two indices.

    ``text`` is the letter's, of which the mentions' spans are offsets.
    """
    found: list[tuple[int, ...]] = []
    run: list[int] = []
    before, end = 0, 0
    for index, mention in enumerate(mentions):
        kind, span = _SAME.get(mention.type, 0), mention.span
        start = span.start
        if run and kind == before and start - end < 40:
            gap = text[end:start]
            if gap == "、" or _BETWEEN.fullmatch(gap):
                run.append(index)
                end = span.end
                continue
        if len(run) > 1:
            found.append(tuple(run))
        run = [index] if kind else []
        before, end = kind, span.end
    if len(run) > 1:
        found.append(tuple(run))
    return tuple(found)
