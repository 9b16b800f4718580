"""What a client takes, after RFC 9110: media types and languages with q-values."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_PART = re.compile(r"\s*([^;,\s]+)\s*((?:;[^,]*)?)")
_Q = re.compile(r";\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*(?:;|$)", re.IGNORECASE)


def _weighed(header: str) -> list[tuple[str, float]]:
    found = []
    for part in header.split(","):
        match = _PART.fullmatch(part.strip())
        if match:
            q = _Q.search(match[2])
            found.append((match[1].lower(), float(q[1]) if q else 1.0))
    return found


def _weight(media: str, ranges: Iterable[tuple[str, float]]) -> float:
    """Return the weight of a media type by the most specific range that names it."""
    best, weight = 0, 0.0
    for name, q in ranges:
        rank = 3 if name == media else 2 if name == f"{media.partition('/')[0]}/*" else 0
        rank = 1 if name == "*/*" else rank
        if rank > best:
            best, weight = rank, q
    return weight


@lru_cache(maxsize=256)
def accepted(
    header: str | None, offered: tuple[str, ...], other: tuple[tuple[str, str], ...] = ()
) -> tuple[str, ...]:
    """Return the offered media types that the client takes, best first; all where it says nothing.

    ``other`` gives further names with the offered types that they mean.

    >>> accepted("text/csv;q=0.5, a/b", ("text/csv", "x/y"), (("a/b", "x/y"),))
    ('x/y', 'text/csv')
    >>> accepted("image/png", ("text/csv",))
    ()
    """
    if not header or not header.strip():
        return offered
    ranges = _weighed(header)
    named = dict(ranges)
    names = {media: [media] for media in offered}
    for name, media in other:
        if media in names:
            names[media].append(name)
    weights = {
        media: max([_weight(media, ranges), *(named.get(other_name, 0.0) for other_name in more)])
        for media, (_, *more) in names.items()
    }
    # where weights are equal, the client's own order tells, then ours
    asked = [name for name, _ in ranges]

    def place(media: str) -> tuple[float, int, int]:
        first = min((asked.index(n) for n in names[media] if n in asked), default=len(asked))
        return (-weights[media], first, offered.index(media))

    return tuple(sorted((m for m in offered if weights[m] > 0), key=place))


def language(header: str | None) -> str:
    """Return ``zh`` or ``en``, whichever the client prefers; Chinese where it says neither.

    >>> language("en-GB,en;q=0.9,zh;q=0.8"), language("de"), language(None)
    ('en', 'zh', 'zh')
    """
    weights = {"zh": 0.0, "en": 0.0}
    for name, q in _weighed(header or ""):
        short = name.partition("-")[0]
        if short in weights:
            weights[short] = max(weights[short], q)
    return "en" if weights["en"] > weights["zh"] else "zh"
