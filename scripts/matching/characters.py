"""Which characters a piece of a pattern matches, or can begin with; sets of them as C."""

# ruff: noqa: INP001

from __future__ import annotations

import sys
from collections.abc import Iterable
from re import _constants as kinds  # type: ignore[attr-defined]
from typing import Any

Ranges = tuple[tuple[int, int], ...]
Items = list[tuple[Any, Any]]
_LAST = sys.maxunicode
_BMP = 0xFFFF
#: a set of at most so many ranges is asked range by range, others by a table
_FEW = 5
_CATEGORIES = {
    kinds.CATEGORY_DIGIT: str.isdecimal,
    kinds.CATEGORY_SPACE: str.isspace,
    kinds.CATEGORY_WORD: lambda char: char.isalnum() or char == "_",
}
_NEGATED = {
    kinds.CATEGORY_NOT_DIGIT: kinds.CATEGORY_DIGIT,
    kinds.CATEGORY_NOT_SPACE: kinds.CATEGORY_SPACE,
    kinds.CATEGORY_NOT_WORD: kinds.CATEGORY_WORD,
}
REPEATS = (kinds.MAX_REPEAT, kinds.MIN_REPEAT)
#: ends a capturing group
CLOSE = "close"


class UnwrittenError(Exception):
    """Raised where a pattern holds what is not written as C."""


def union(ranges: Iterable[tuple[int, int]]) -> Ranges:
    """Return the same characters as ranges that are sorted and apart."""
    found: list[tuple[int, int]] = []
    for low, high in sorted(ranges):
        if found and low <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(high, found[-1][1]))
        else:
            found.append((low, high))
    return tuple(found)


def others(ranges: Ranges) -> Ranges:
    """Return all characters but those of ``ranges``."""
    begins = [0, *(high + 1 for _, high in ranges)]
    ends = [*(low - 1 for low, _ in ranges), _LAST]
    return tuple((low, high) for low, high in zip(begins, ends, strict=True) if low <= high)


_known: dict[Any, Ranges] = {}


def _category(kind: Any) -> Ranges:
    if kind in _NEGATED:
        return others(_category(_NEGATED[kind]))
    if kind not in _CATEGORIES:
        raise UnwrittenError(kind)
    if kind not in _known:
        inside = _CATEGORIES[kind]
        _known[kind] = union((c, c) for c in range(_LAST + 1) if inside(chr(c)))
    return _known[kind]


def one_of(kind: Any, value: Any) -> Ranges | None:
    """Return the characters that an item matches, if it matches one character."""
    if kind is kinds.LITERAL:
        return ((value, value),)
    if kind is kinds.NOT_LITERAL:
        return others(((value, value),))
    if kind is kinds.ANY:
        return others(((10, 10),))
    if kind is kinds.SUBPATTERN and value[0] is None and len(value[3]) == 1:
        return None if value[1] or value[2] else one_of(*value[3][0])
    if kind is not kinds.IN:
        return None
    found: list[tuple[int, int]] = []
    for what, which in value:
        if what is kinds.LITERAL:
            found.append((which, which))
        elif what is kinds.RANGE:
            found.append(which)
        elif what is kinds.CATEGORY:
            found += _category(which)
        elif what is not kinds.NEGATE:
            raise UnwrittenError(what)
    ranges = union(found)
    return others(ranges) if value[0][0] is kinds.NEGATE else ranges


def first(items: Items) -> tuple[Ranges, bool]:
    """Return what a match of ``items`` may begin with, and whether it may be empty."""
    found: list[tuple[int, int]] = []
    for kind, value in items:
        begin, empty = _first_of(kind, value)
        found += begin
        if not empty:
            return union(found), False
    return union(found), True


def _first_of(kind: Any, value: Any) -> tuple[Ranges, bool]:
    if kind in (kinds.AT, kinds.ASSERT, kinds.ASSERT_NOT, CLOSE):
        return (), True
    one = one_of(kind, value)
    if one is not None:
        return one, False
    if kind is kinds.SUBPATTERN:
        return first(list(value[3]))
    if kind is kinds.BRANCH:
        all_ = [first(list(way)) for way in value[1]]
        return union(r for ranges, _ in all_ for r in ranges), any(empty for _, empty in all_)
    if kind in REPEATS:
        ranges, empty = first(list(value[2]))
        return ranges, empty or value[0] == 0
    if kind is kinds.GROUPREF:
        return ((0, _LAST),), True
    raise UnwrittenError(kind)


def size(ranges: Ranges) -> int:
    """Return how many characters ``ranges`` hold."""
    return sum(high - low + 1 for low, high in ranges)


def apart(some: Ranges, more: Ranges) -> bool:
    """Tell whether no character is in both."""
    return size(union((*some, *more))) == size(some) + size(more)


def cases(ranges: Ranges) -> str:
    """Return the C labels of a switch for ``ranges``."""
    return " ".join(f"case {a}:" if a == b else f"case {a} ... {b}:" for a, b in ranges)


def table(name: str, ranges: Ranges) -> str:
    """Return the C of a function that tells whether a character is of ``ranges``."""
    if len(ranges) <= _FEW:
        inside = " || ".join(
            f"c == {a}" if a == b else f"(c - {a}u <= {b - a}u)" for a, b in ranges
        )
        return f"static inline int {name}(Py_UCS4 c) {{ return {inside}; }}\n"
    rows: dict[bytes, int] = {}
    pages = []
    for page in range(0, _BMP, 256):
        row = bytearray(32)
        for low, high in ranges:
            for char in range(max(low - page, 0), min(high - page, 255) + 1):
                row[char >> 3] |= 1 << (char & 7)
        pages.append(rows.setdefault(bytes(row), len(rows)))
    bits = ",".join("{" + ",".join(map(str, row)) + "}" for row in rows)
    above = tuple((max(low, _BMP + 1), high) for low, high in ranges if high > _BMP)
    beyond = f"{cases(above)} return 1; " if above else ""
    return (
        f"static const unsigned char {name}_pages[] = {{{','.join(map(str, pages))}}};\n"
        f"static const unsigned char {name}_rows[][32] = {{{bits}}};\n"
        f"static inline int {name}(Py_UCS4 c)\n{{\n"
        f"  if (c <= {_BMP}) return bit({name}_pages, {name}_rows, c);\n"
        f"  switch (c) {{ {beyond}default: return 0; }}\n}}\n"
    )
