"""Texts kept aside on disk while a store is settled, so that memory does not grow with them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

#: sorts behind all texts
_BEHIND = "\U0010ffff" * 2


class Spool:
    """Texts kept aside on disk, sorted by place, each once: as many as there are names."""

    def __init__(self, db: sqlite3.Connection, name: str) -> None:
        """Make an empty one; the caller's transaction need not end for it to be there."""
        assert name.isidentifier()
        self._db = db
        self._name = name
        db.execute(f"DROP TABLE IF EXISTS temp.{name}")
        db.execute(
            f"CREATE TEMP TABLE {name} (place TEXT NOT NULL, item TEXT NOT NULL, "
            "PRIMARY KEY (place, item)) WITHOUT ROWID"
        )

    def add(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Add (place, text) pairs."""
        query = f"INSERT OR IGNORE INTO temp.{self._name} VALUES (?, ?)"  # noqa: S608  our name
        self._db.executemany(query, pairs)

    def count(self) -> int:
        """Return how many texts there are."""
        query = f"SELECT COUNT(*) FROM temp.{self._name}"  # noqa: S608  our name
        return int(self._db.execute(query).fetchone()[0])

    def pages(self, size: int, *, back: bool = False) -> Iterator[list[str]]:
        """Yield the texts, ``size`` at a time; those added behind the last one come too.

        With ``back`` the last come first.
        """
        last = (_BEHIND, "") if back else ("", "")
        then, order = ("<", " DESC") if back else (">", "")
        while True:
            query = (
                f"SELECT place, item FROM temp.{self._name} WHERE (place, item) {then} (?, ?) "  # noqa: S608
                f"ORDER BY place{order}, item{order} LIMIT ?"
            )
            rows = self._db.execute(query, (*last, size)).fetchall()
            if not rows:
                return
            yield [item for _, item in rows]
            last = rows[-1]
