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
    places = sorted([(item.span.start, item.span.end, at) for at, item in enumerate(items)])
    kept: list[Mention] = []
    # Most touch no other: only runs of overlapping ones are weighed.
    run: list[Mention] = []
    edge = 0
    for start, end, at in places:
        if start >= edge:
            kept += run if len(run) < 2 else _weighed(run)
            run = [items[at]]
            edge = end
            continue
        run.append(items[at])
        edge = max(edge, end)
    kept += run if len(run) < 2 else _weighed(run)
    return tuple(kept)


def _weighed(run: list[Mention]) -> list[Mention]:
    """Return what is kept of mentions that overlap one another, in reading order."""
    ordered = []
    for at, item in enumerate(run):
        span = item.span
        start = span.start
        ordered.append((start - span.end, _RANK[item.type], start, item.rule, at))
    ordered.sort()
    kept: list[tuple[int, int, int]] = []
    for size, _, start, _, at in ordered:
        end = start - size
        for other, other_end, _ in kept:
            if start < other_end and other < end:
                break
        else:
            kept.append((start, end, at))
    kept.sort()
    return [run[at] for _, _, at in kept]
