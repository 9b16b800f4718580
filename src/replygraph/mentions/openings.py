"""What a pattern's matches begin with, and what they cannot do without: read off the pattern.

Most rules find nothing in most letters. Where a rule cannot match need not be tried, and what a
rule needs is written in its pattern already: no list beside it can grow stale.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from re import _constants as kinds  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, Final

#: a class of more characters tells too little; so does a set of more beginnings
_CLASS: Final = 60
_MOST: Final = 3000
#: what a match may begin with, and whether that is all that is known of it
_Start = tuple[str, bool]
_WIDTHLESS: Final = (kinds.ASSERT, kinds.ASSERT_NOT, kinds.AT)
_REPEATS: Final = (kinds.MAX_REPEAT, kinds.MIN_REPEAT, kinds.POSSESSIVE_REPEAT)
_ANYTHING: Final[frozenset[_Start]] = frozenset([("", True)])
_NOTHING: Final[frozenset[_Start]] = frozenset([("", False)])


def openings(pattern: re.Pattern[str]) -> frozenset[str] | None:
    """Return pairs of characters, and single ones, of which one begins whatever is matched.

    None where the pattern may begin with nearly anything.

    >>> sorted(openings(re.compile("(?<!一)(?:大道|[路街]段?|自治州?府)(?!口)")))
    ['大道', '自治', '街', '路']
    >>> openings(re.compile("[一-龥]路")) is None
    True
    """
    if pattern.flags & re.IGNORECASE:
        return None
    starts = {text for text, _ in _starts(parser.parse(pattern.pattern, pattern.flags))}
    if "" in starts or len(starts) > _MOST:
        return None
    return frozenset(text for text in starts if len(text) == 1 or text[0] not in starts)


def _starts(tree: Iterable[tuple[Any, Any]]) -> frozenset[_Start]:
    """Return the first two characters, or one, of what a parsed pattern matches."""
    found: frozenset[_Start] = _NOTHING
    for kind, value in tree:
        if kind in _WIDTHLESS:
            continue
        if all(told or len(text) > 1 for text, told in found):
            break
        following = _of(kind, value)
        found = frozenset(
            joined
            for text, told in found
            for joined in (
                [(text, told)]
                if told or len(text) > 1
                else [((text + more)[:2], known) for more, known in following]
            )
        )
    return found


def _of(kind: Any, value: Any) -> frozenset[_Start]:
    """Return the same of one item of a parsed pattern."""
    if kind is kinds.LITERAL:
        return frozenset([(chr(value), False)])
    if kind is kinds.IN:
        chars = _chars(value)
        return frozenset((char, False) for char in chars) if chars else _ANYTHING
    if kind is kinds.SUBPATTERN:
        return _ANYTHING if value[1] & re.IGNORECASE else _starts(value[3])
    if kind is kinds.BRANCH:
        return frozenset().union(*map(_starts, value[1]))
    if kind in _REPEATS:
        least, most, body = value
        starts = _starts(body)
        if most > 1:  # what follows may be the same once more, or what stands behind
            starts = frozenset((text, True) for text, _ in starts)
        return starts if least else starts | _NOTHING
    return _ANYTHING


def _chars(items: Iterable[tuple[Any, Any]]) -> list[str]:
    """Return the characters of a small class, none where it is large or says what is not in it."""
    found: list[str] = []
    for kind, value in items:
        if kind is kinds.LITERAL:
            found.append(chr(value))
        elif kind is kinds.RANGE and value[1] - value[0] < _CLASS:
            found += map(chr, range(value[0], value[1] + 1))
        else:
            return []
    return found if len(found) <= _CLASS else []
