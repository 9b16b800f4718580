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
from itertools import groupby
from operator import itemgetter

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

    def pages(self, size: int) -> Iterator[list[str]]:
        """Yield the texts, ``size`` at a time; those added behind the last one come too."""
        last = ("", "")
        while True:
            query = (
                f"SELECT place, item FROM temp.{self._name} WHERE (place, item) > (?, ?) "  # noqa: S608
                "ORDER BY place, item LIMIT ?"
            )
            rows = self._db.execute(query, (*last, size)).fetchall()
            if not rows:
                return
            yield [item for _, item in rows]
            last = rows[-1]


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

    def touched_values(self, kind: str) -> Iterator[tuple[str, list[str]]]:
        """Yield the keys of `touched`, each with the values of its cell, sorted.

        For cells that do not change while they are read.
        """
        last = ""
        while True:
            rows = self._db.execute(
                "SELECT t.key, c.value FROM (SELECT key FROM touched WHERE kind = :kind AND "
                "key > :last ORDER BY key LIMIT :page) t "
                "LEFT JOIN cell c ON c.kind = :kind AND c.key = t.key ORDER BY t.key",
                {"kind": kind, "last": last, "page": _PAGE},
            ).fetchall()
            for key, members in groupby(rows, key=itemgetter(0)):
                yield self._out(key), sorted(self._out(v) for _, v in members if v is not None)
                last = key
            if not rows:
                return

    def is_touched(self, kind: str) -> bool:
        """Tell whether a cell of this kind changed since `settled`."""
        found = self._db.execute("SELECT 1 FROM touched WHERE kind = ? LIMIT 1", (kind,))
        return found.fetchone() is not None

    def all_touched(self, kind: str) -> bool:
        """Tell whether all cells of this kind changed since `settled`, as in a first build."""
        found = self._db.execute(
            "SELECT 1 FROM cell c WHERE kind = :kind AND NOT EXISTS (SELECT 1 FROM touched t "
            "WHERE t.kind = c.kind AND t.key = c.key) LIMIT 1",
            {"kind": kind},
        )
        return found.fetchone() is None

    def has(self, kind: str) -> bool:
        """Tell whether there is any cell of this kind."""
        found = self._db.execute("SELECT 1 FROM cell WHERE kind = ? LIMIT 1", (kind,))
        return found.fetchone() is not None

    def spool(self, name: str) -> Spool:
        """Return an empty spool under this name; an earlier one of that name is gone."""
        return Spool(self._db, name)

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

    def put_shares(
        self, given: Iterable[tuple[str, list[Entry]]], of: frozenset[str] | None = None
    ) -> None:
        """Put what letters contribute in place of what they contributed before.

        With ``of`` only entries of these kinds are given, and the others stay.
        """
        gone: list[Entry] = []
        fresh: list[Entry] = []
        for letter, entries in given:
            before, after = self.share(letter), set(entries)
            if of is not None:
                after |= {entry for entry in before if entry[0] not in of}
            gone += before - after
            fresh += after - before
            key = self._in(letter)
            if not after:
                self._db.execute("DELETE FROM share WHERE letter = ?", (key,))
            elif before != after:
                rows = sorted(after)
                short = [[kind, self._in(name), self._in(value)] for kind, name, value in rows]
                body = json.dumps(short, ensure_ascii=False, separators=(",", ":"))
                packed = zlib.compress(body.encode("utf-8", "surrogatepass"), 1)
                self._db.execute("INSERT OR REPLACE INTO share VALUES (?, ?)", (key, packed))
        self.drop(gone)
        self.add(fresh)
