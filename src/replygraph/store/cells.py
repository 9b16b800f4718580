"""The cells of `replygraph.derive`, kept in the file of the records.

They stand for the letters of the next generation, and change in the same transactions as the
letters' own graphs, so that a crash leaves nothing counted twice.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator

from replygraph.derive import Entry

SCHEMA = """
CREATE TABLE IF NOT EXISTS cell (
  kind TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, n INTEGER NOT NULL,
  PRIMARY KEY (kind, key, value)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS touched (
  kind TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (kind, key)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS share (letter TEXT PRIMARY KEY, body BLOB NOT NULL) WITHOUT ROWID;
"""
_PAGE = 5000
#: stands for the base of IRIs inside cells: half of their length
_SHORT = "\x01"


class Kept:
    """Cells in a database; all changes belong to the transaction of the caller."""

    def __init__(self, db: sqlite3.Connection, base: str) -> None:
        """Use the tables of ``db``; ``base`` begins most IRIs."""
        self._db = db
        self._base = base

    def _in(self, text: str) -> str:
        # A lone surrogate is no Unicode text; it becomes a question mark, as in the graph.
        return text.replace(self._base, _SHORT).encode("utf-8", "replace").decode("utf-8")

    def _out(self, text: str) -> str:
        return text.replace(_SHORT, self._base)

    def values(self, kind: str, key: str) -> list[str]:
        """Return the different values of a cell, sorted."""
        rows = self._db.execute(
            "SELECT value FROM cell WHERE kind = ? AND key = ?", (kind, self._in(key))
        )
        return sorted(self._out(row[0]) for row in rows)

    def items(self, kind: str) -> Iterator[tuple[str, str]]:
        """Yield (key, value) of all cells of a kind."""
        rows = self._db.execute("SELECT key, value FROM cell WHERE kind = ?", (kind,))
        for key, value in rows:
            yield self._out(key), self._out(value)

    def add(self, entries: Iterable[Entry]) -> None:
        """Add each value once more to its cell."""
        self._count(entries, 1)

    def drop(self, entries: Iterable[Entry]) -> None:
        """Take each value out of its cell once."""
        self._count(entries, -1)

    def _count(self, entries: Iterable[Entry], sign: int) -> None:
        given = list(entries)
        if not given:
            return
        counted = Counter((k, self._in(key), self._in(v)) for k, key, v in given)
        rows = [(*entry, sign * n) for entry, n in sorted(counted.items())]
        self._db.executemany(
            "INSERT INTO cell VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n",
            rows,
        )
        if sign < 0:
            self._db.executemany(
                "DELETE FROM cell WHERE kind = ? AND key = ? AND value = ? AND n <= 0",
                (row[:3] for row in rows),
            )
        keys = sorted({row[:2] for row in rows})
        self._db.executemany("INSERT OR IGNORE INTO touched VALUES (?, ?)", keys)

    def touched(self, kind: str) -> Iterator[str]:
        """Yield the keys of the cells changed since `settled`, sorted as they are kept."""
        last = ""
        while True:
            rows = self._db.execute(
                "SELECT key FROM touched WHERE kind = ? AND key > ? ORDER BY key LIMIT ?",
                (kind, last, _PAGE),
            ).fetchall()
            for (key,) in rows:
                yield self._out(key)
            if len(rows) < _PAGE:
                return
            last = rows[-1][0]

    def settled(self) -> None:
        """Forget what was touched."""
        self._db.execute("DELETE FROM touched")

    def share(self, letter: str) -> set[Entry]:
        """Return what a letter contributes at present."""
        row = self._db.execute(
            "SELECT body FROM share WHERE letter = ?", (self._in(letter),)
        ).fetchone()
        if row is None:
            return set()
        return {
            (kind, self._out(key), self._out(value))
            for kind, key, value in json.loads(zlib.decompress(row[0]))
        }

    def put_shares(self, given: Iterable[tuple[str, list[Entry]]]) -> None:
        """Put what letters contribute in place of what they contributed before."""
        gone: list[Entry] = []
        fresh: list[Entry] = []
        for letter, entries in given:
            before, after = self.share(letter), set(entries)
            gone += before - after
            fresh += after - before
            key = self._in(letter)
            if not after:
                self._db.execute("DELETE FROM share WHERE letter = ?", (key,))
            elif before != after:
                short = [[kind, self._in(name), self._in(value)] for kind, name, value in entries]
                body = json.dumps(short, ensure_ascii=False, separators=(",", ":"))
                packed = zlib.compress(body.encode("utf-8", "surrogatepass"), 1)
                self._db.execute("INSERT OR REPLACE INTO share VALUES (?, ?)", (key, packed))
        self.drop(gone)
        self.add(fresh)
