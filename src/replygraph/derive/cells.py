"""What letters contribute, cell by cell: a multiset of short texts under (kind, key).

What is known of one thing depends on one cell only, so that a changed letter touches few of them.
The store keeps the cells beside the records; `Memory` keeps them for a single derivation.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Protocol

#: (kind, key, value)
Entry = tuple[str, str, str]


class Cells(Protocol):
    """Cells that can be read and changed; changed ones are remembered as touched."""

    def values(self, kind: str, key: str) -> list[str]:
        """Return the different values of a cell, sorted."""
        ...

    def has(self, kind: str) -> bool:
        """Tell whether there is any cell of this kind."""
        ...

    def add(self, entries: Iterable[Entry]) -> None:
        """Add each value once more to its cell."""
        ...

    def drop(self, entries: Iterable[Entry]) -> None:
        """Take each value out of its cell once."""
        ...

    def touched(self, kind: str) -> Iterable[str]:
        """Return the keys of the cells changed so far, in the same order for the same cells."""
        ...

    def touched_values(self, kind: str) -> Iterable[tuple[str, list[str]]]:
        """Return the keys of `touched`, each with the values of its cell.

        For cells that do not change while they are read.
        """
        ...


class Memory:
    """Cells in memory."""

    def __init__(self) -> None:
        """Start empty."""
        self._cells: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        self._touched: dict[str, set[str]] = defaultdict(set)

    def values(self, kind: str, key: str) -> list[str]:
        """Return the different values of a cell, sorted."""
        return sorted(self._cells[kind, key]) if (kind, key) in self._cells else []

    def has(self, kind: str) -> bool:
        """Tell whether there is any cell of this kind."""
        return any(values for (of, _), values in self._cells.items() if of == kind)

    def add(self, entries: Iterable[Entry]) -> None:
        """Add each value once more to its cell."""
        for kind, key, value in entries:
            self._cells[kind, key][value] += 1
            self._touched[kind].add(key)

    def drop(self, entries: Iterable[Entry]) -> None:
        """Take each value out of its cell once."""
        for kind, key, value in entries:
            cell = self._cells[kind, key]
            cell[value] -= 1
            if cell[value] <= 0:
                del cell[value]
            self._touched[kind].add(key)

    def touched(self, kind: str) -> list[str]:
        """Return the keys of the cells changed since they were last told, sorted."""
        return sorted(self._touched.pop(kind, ()))

    def touched_values(self, kind: str) -> list[tuple[str, list[str]]]:
        """Return the keys of `touched`, each with the values of its cell."""
        return [(key, self.values(kind, key)) for key in self.touched(kind)]
