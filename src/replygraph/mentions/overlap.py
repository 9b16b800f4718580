"""The one written policy for overlapping mentions.

1. A longer mention wins over every mention inside it or across its edge (省教育厅名师工作室计划
   is one PROGRAM; a date inside a title is no DATE).
2. Of two that are equally long, the type that is named first in `PRIORITY` wins; of the same type,
   the one that begins first, then the rule that is first in the alphabet.
3. What stands in 《》 is one name: nothing inside it counts, and only the whole of it.

Since every title is longer than what it holds, the third follows from the first.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from replygraph.model import Mention, MentionType

#: which reading wins on the same span
PRIORITY: Final[tuple[MentionType, ...]] = (
    "PROPOSAL",
    "DOCUMENT",
    "AGENCY",
    "PERSON",
    "MEDIA",
    "ORG",
    "EVENT",
    "PROGRAM",
    "PLACE",
    "DATE",
    "INDICATOR",
)
_RANK: Final = {kind: rank for rank, kind in enumerate(PRIORITY)}


def settle(found: Iterable[Mention]) -> tuple[Mention, ...]:
    """Return the mentions that the policy keeps: in reading order, none overlapping another.

    >>> from replygraph.model import Span
    >>> long = Mention(Span(0, 11), "省教育厅名师工作室计划", "PROGRAM", "head")
    >>> short = Mention(Span(0, 4), "省教育厅", "AGENCY", "authority")
    >>> [kept.type for kept in settle([short, long])]
    ['PROGRAM']
    """
    items = tuple(found)
    ordered = []
    for at, item in enumerate(items):
        span = item.span
        start = span.start
        ordered.append((start - span.end, _RANK[item.type], start, item.rule, at))
    ordered.sort()
    taken = bytearray(max((item.span.end for item in items), default=0))
    kept = []
    for size, _, start, _, at in ordered:
        end = start - size
        if taken.find(1, start, end) < 0:
            taken[start:end] = b"\x01" * (end - start)
            kept.append((start, at))
    kept.sort()
    return tuple(items[at] for _, at in kept)
