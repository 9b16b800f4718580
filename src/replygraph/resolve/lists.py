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
    for index, mention in enumerate(mentions):
        if run:
            last = mentions[run[-1]]
            kind = _SAME.get(mention.type)
            gap = text[last.span.end : mention.span.start]
            if len(gap) < 40 and kind == _SAME.get(last.type) and _BETWEEN.fullmatch(gap):
                run.append(index)
                continue
            if len(run) > 1:
                found.append(tuple(run))
        run = [index] if mention.type in _SAME else []
    if len(run) > 1:
        found.append(tuple(run))
    return tuple(found)
