"""A stretch of a text: the value that reading makes most of.

Written out, not as a dataclass, so that it can be compiled (docs/decisions/0011).
"""

from __future__ import annotations

from dataclasses import Field, field, fields, make_dataclass
from typing import Any, ClassVar, Final


def fields_of(names: str, **defaults: object) -> dict[str, Field[Any]]:
    """Return what `dataclasses` must know to copy (`replace`) and to unfold (`asdict`) a value.

    >>> [item.name for item in fields_of("start end").values()]
    ['start', 'end']
    """
    with_default = {name: field(default=value) for name, value in defaults.items()}
    parts = [(name, Any, with_default.get(name, field())) for name in names.split()]
    made = make_dataclass("Fields", parts, init=False, repr=False, eq=False)
    return {item.name: item for item in fields(made)}


class Span:
    """A half-open range of code points of a document's text."""

    __slots__ = ("end", "start")
    __dataclass_fields__: ClassVar[dict[str, Field[Any]]] = fields_of("start end")

    def __init__(self, start: int, end: int) -> None:
        """Refuse a range that runs backwards."""
        if not 0 <= start <= end:
            raise ValueError(f"not a span: [{start}, {end})")
        self.start: Final = start
        self.end: Final = end

    def of(self, text: str) -> str:
        """Return the slice of ``text``.

        >>> Span(0, 2).of("我局会同市财政局")
        '我局'
        """
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Tell whether ``other`` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def __eq__(self, other: object) -> bool:
        """Compare start and end."""
        return isinstance(other, Span) and self.start == other.start and self.end == other.end

    def __hash__(self) -> int:
        """Return the hash of the pair."""
        return hash((self.start, self.end))

    def __lt__(self, other: Span) -> bool:
        """Sort by start, then by end."""
        if self.start == other.start:
            return self.end < other.end
        return self.start < other.start

    def __repr__(self) -> str:
        """Return how it is made."""
        return f"Span(start={self.start}, end={self.end})"

    def __reduce__(self) -> tuple[type[Span], tuple[int, int]]:
        """Return how a copy is made: compiled, it has no other way through a pickle."""
        return Span, (self.start, self.end)
