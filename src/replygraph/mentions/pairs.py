"""Find thousands of names in a text by their first two characters.

An automaton compares each character with the 1,500 first characters of its root, one by one: a
character class and a table are six times as fast on Chinese names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from replygraph.model import Span


class Pairs:
    """Names of at least two characters, each with a value.

    >>> [hit for hit in Pairs({"深圳": 1, "深圳市": 2}).find("在深圳市", Span(0, 4))]
    [(1, 3, 1), (1, 4, 2)]
    """

    __slots__ = ("_first", "_sizes", "_values")

    def __init__(self, values: Mapping[str, int]) -> None:
        """Keep ``values``, by name."""
        sizes: dict[str, set[int]] = {}
        for word in values:
            sizes.setdefault(word[:2], set()).add(len(word))
        first, second = ("".join(sorted({word[at] for word in values})) for at in (0, 1))
        self._first = re.compile(f"[{first}](?=[{second}])")
        self._sizes = {pair: tuple(sorted(found)) for pair, found in sizes.items()}
        self._values = dict(values)

    def find(self, text: str, span: Span) -> Iterator[tuple[int, int, int]]:
        """Yield start, end and value of each name in ``span``, from left to right."""
        values, sizes, last = self._values, self._sizes, span.end
        for match in self._first.finditer(text, span.start, last):
            start = match.start()
            for size in sizes.get(text[start : start + 2], ()):
                value = values.get(text[start : start + size])
                if value is not None and start + size <= last:
                    yield start, start + size, value
