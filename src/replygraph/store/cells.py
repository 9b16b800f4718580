"""The cells of `replygraph.derive`, kept in the file of the records.

They stand for the letters of the next generation, and change in the same transactions as the
letters' own graphs, so that a crash leaves nothing counted twice. What letters contribute is kept
letter by letter as it comes, and taken into the cells when they are next read: sorted, thousands
of letters at once, since a letter's entries lie all over the cells.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator
from heapq import merge
from itertools import chain, groupby
from operator import itemgetter

from replygraph.derive import Entry
from replygraph.store.spool import Spool

SCHEMA = """
CREATE TABLE IF NOT EXISTS cell (
  kind TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, n INTEGER NOT NULL,
  PRIMARY KEY (kind, key, value)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS touched (
  kind TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (kind, key)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS share (letter TEXT PRIMARY KEY, body BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS waiting (letter TEXT PRIMARY KEY, before BLOB) WITHOUT ROWID;
"""
_PAGE = 5000
#: kinds of cells that letters fill (`replygraph.derive.shares`)
_OF_LETTERS = frozenset("tnmedykribsa")
#: letters whose entries are taken in at once: on disk, so that they may be many
_TAKEN_IN = 50_000
#: among what is touched: all cells, as in a first build, but for those named there that are gone
_EVERY = "*"
#: stands for the base of IRIs inside cells: half of their length
_SHORT = "\x01"
#: the same as JSON has it
_SHORT_TEXT = b"\\u0001"
_text = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Kept:
    """Cells in a database; all changes belong to the transaction of the caller."""

    def __init__(self, db: sqlite3.Connection, base: str) -> None:
        """Use the tables of ``db``; ``base`` begins most IRIs."""
        self._db = db
        self.base = base
        self._waiting: bool | None = None

    def _in(self, text: str) -> str:
        return _short(text, self.base)

    def _out(self, text: str) -> str:
        return text.replace(_SHORT, self.base)

    def values(self, kind: str, key: str) -> list[str]:
        """Return the different values of a cell, sorted."""
        self._ready(kind)
        rows = self._db.execute(
            "SELECT value FROM cell WHERE kind = ? AND key = ?", (kind, self._in(key))
        )
        return sorted([self._out(value) for (value,) in rows])

    def items(self, kind: str) -> Iterator[tuple[str, str]]:
        """Yield (key, value) of all cells of a kind."""
        self._ready(kind)
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
        self._change(sorted((k, self._in(key), self._in(v), sign) for k, key, v in entries))

    def _change(self, rows: list[tuple[str, str, str, int]]) -> None:
        """Count values, which are shortened and sorted, into their cells or out of them."""
        if not rows:
            return
        self._db.executemany(
            "INSERT INTO cell VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n",
            rows,
        )
        gone = [row[:3] for row in rows if row[3] < 0]
        self._db.executemany(
            "DELETE FROM cell WHERE kind = ? AND key = ? AND value = ? AND n <= 0", gone
        )
        changed = gone if self._every() else rows
        keys = sorted({row[:2] for row in changed})
        self._db.executemany("INSERT OR IGNORE INTO touched VALUES (?, ?)", keys)

    def _every(self) -> bool:
        """Tell whether all cells are touched."""
        found = self._db.execute("SELECT 1 FROM touched WHERE kind = ?", (_EVERY,))
        return found.fetchone() is not None

    def touched(self, kind: str) -> Iterator[str]:
        """Yield the keys of the cells changed since `settled`, sorted as they are kept."""
        self._ready(kind)
        keys = self._keys("touched", kind)
        if self._every():
            keys = (key for key, _ in groupby(merge(keys, self._keys("cell", kind))))
        return map(self._out, keys)

    def _keys(self, table: str, kind: str) -> Iterator[str]:
        """Yield the keys of a kind in one of the two tables, sorted."""
        query = (
            f"SELECT DISTINCT key FROM {table} WHERE kind = ? AND key > ? "  # noqa: S608  ours
            "ORDER BY key LIMIT ?"
        )
        last = ""
        while rows := self._db.execute(query, (kind, last, _PAGE)).fetchall():
            yield from chain.from_iterable(rows)
            last = rows[-1][0]

    def touched_values(self, kind: str) -> Iterator[tuple[str, list[str]]]:
        """Yield the keys of `touched`, each with the values of its cell, sorted.

        For cells that do not change while they are read.
        """
        self._ready(kind)
        return self._every_value(kind) if self._every() else self._touched_values(kind)

    def _every_value(self, kind: str) -> Iterator[tuple[str, list[str]]]:
        rows: Iterator[tuple[str, str | None]] = self._rows(kind)
        gone = self._keys("touched", kind)
        if (first := next(gone, None)) is not None:
            rows = merge(rows, ((key, None) for key in chain((first,), gone)), key=itemgetter(0))
        for key, members in groupby(rows, key=itemgetter(0)):
            yield self._out(key), sorted([self._out(v) for _, v in members if v is not None])

    def _rows(self, kind: str) -> Iterator[tuple[str, str | None]]:
        """Yield key and value of all cells of a kind as they are kept, sorted."""
        last = ("", "")
        query = (
            "SELECT key, value FROM cell WHERE kind = ? AND (key, value) > (?, ?) "
            "ORDER BY key, value LIMIT ?"
        )
        while rows := self._db.execute(query, (kind, *last, _PAGE)).fetchall():
            yield from rows
            last = rows[-1]

    def _touched_values(self, kind: str) -> Iterator[tuple[str, list[str]]]:
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
        return next(iter(self.touched(kind)), None) is not None

    def all_touched(self, kind: str) -> bool:
        """Tell whether all cells of this kind changed since `settled`, as in a first build."""
        self._ready(kind)
        if self._every():
            return True
        found = self._db.execute(
            "SELECT 1 FROM cell c WHERE kind = :kind AND NOT EXISTS (SELECT 1 FROM touched t "
            "WHERE t.kind = c.kind AND t.key = c.key) LIMIT 1",
            {"kind": kind},
        )
        return found.fetchone() is None

    def has(self, kind: str) -> bool:
        """Tell whether there is any cell of this kind."""
        self._ready(kind)
        found = self._db.execute("SELECT 1 FROM cell WHERE kind = ? LIMIT 1", (kind,))
        return found.fetchone() is not None

    def spool(self, name: str) -> Spool:
        """Return an empty spool under this name; an earlier one of that name is gone."""
        return Spool(self._db, name)

    def settled(self) -> None:
        """Forget what was touched."""
        self._ready("t")
        self._db.execute("DELETE FROM touched")

    def forget(self, kinds: Iterable[str]) -> None:
        """Empty all cells of some kinds, and have all others touched."""
        self._db.executemany("DELETE FROM cell WHERE kind = ?", zip(sorted(kinds)))
        self._db.execute("INSERT OR IGNORE INTO touched VALUES (?, '')", (_EVERY,))

    def rolled_back(self) -> None:
        """Hear that the caller's transaction was undone: what was taken in waits again."""
        self._waiting = None

    def _share(self, letter: str) -> bytes | None:
        row = self._db.execute("SELECT body FROM share WHERE letter = ?", (letter,)).fetchone()
        return row[0] if row else None

    def _put_share(self, letter: str, body: bytes | None) -> None:
        if body is None:
            self._db.execute("DELETE FROM share WHERE letter = ?", (letter,))
        else:
            self._db.execute("INSERT OR REPLACE INTO share VALUES (?, ?)", (letter, body))

    def hold_shares(self, given: Iterable[tuple[str, bytes | None]]) -> None:
        """Keep what letters contribute (`packed`); it stands in the cells once these are read."""
        for letter, after in given:
            key = self._in(letter)
            before = self._share(key)
            if before != after:
                self._db.execute("INSERT OR IGNORE INTO waiting VALUES (?, ?)", (key, before))
                self._put_share(key, after)
                self._waiting = True

    def share_anew(
        self,
        letters: Iterable[str],
        anew: Callable[[str, list[Entry]], Iterable[Entry] | None],
        of: frozenset[str],
    ) -> None:
        """Put what letters contribute to cells of some kinds in place of what they did before.

        ``anew`` returns it by letter and all that this one contributes; None leaves that as it is.
        """
        self._ready("t")
        changes: list[tuple[str, str, str, int]] = []
        for letter in letters:
            key = self._in(letter)
            held = _read(self._share(key))
            before = [(kind, self._out(name), self._out(value)) for kind, name, value in held]
            found = anew(letter, before)
            if found is None:
                continue
            after = {entry for entry in before if entry[0] not in of}.union(found)
            if changed := _changes(set(before), after):
                changes += [(kind, self._in(name), self._in(v), n) for kind, name, v, n in changed]
                self._put_share(key, packed(sorted(after), self.base))
        self._change(sorted(changes))

    def take_in(self) -> None:
        """Take in what letters contribute; else that is done when their cells are first read."""
        self._ready("t")

    def _ready(self, kind: str) -> None:
        """Take in what letters contribute, before cells that they fill are read."""
        if kind not in _OF_LETTERS:
            return
        if self._waiting is None:
            found = self._db.execute("SELECT 1 FROM waiting LIMIT 1").fetchone()
            self._waiting = found is not None
        if self._waiting:
            self._waiting = False
            self._db.execute("SAVEPOINT taking")
            try:
                while self._take_in():
                    pass
            except BaseException:
                self._waiting = None
                self._db.execute("ROLLBACK TO taking")
                raise
            finally:
                self._db.execute("RELEASE taking")

    def _take_in(self) -> bool:
        """Take in the first letters that wait; return whether there were any."""
        rows = self._db.execute(
            "SELECT w.letter, w.before, s.body FROM waiting w LEFT JOIN share s "
            "ON s.letter = w.letter ORDER BY w.letter LIMIT ?",
            (_TAKEN_IN,),
        )
        self._db.execute("DROP TABLE IF EXISTS temp.change")
        self._db.execute("CREATE TEMP TABLE change (kind TEXT, key TEXT, value TEXT, n INTEGER)")
        last, gone = "", False
        for letter, before, after in rows:
            last = letter
            if before is None:
                put = "INSERT INTO temp.change VALUES (?, ?, ?, 1)"
                self._db.executemany(put, _read(after))
            else:
                changes, gone = _changes(_unpacked(before), _unpacked(after)), True
                self._db.executemany("INSERT INTO temp.change VALUES (?, ?, ?, ?)", changes)
        if last:
            self._put_changes(gone=gone)
        self._db.execute("DROP TABLE temp.change")
        self._db.execute("DELETE FROM waiting WHERE letter <= ?", (last,))
        return bool(last)

    def _put_changes(self, *, gone: bool) -> None:
        """Count into the cells what was put aside; ``gone`` where some of it counts out of them."""
        put = (
            "INSERT INTO cell SELECT kind, key, value, SUM(n) FROM temp.change WHERE true "
            "GROUP BY kind, key, value"
        )
        if self._db.execute("SELECT 1 FROM cell LIMIT 1").fetchone() is None and not gone:
            self._db.execute(put)
            self._db.execute("INSERT OR IGNORE INTO touched VALUES (?, '')", (_EVERY,))
            return
        self._db.execute(put + " ON CONFLICT DO UPDATE SET n = n + excluded.n")
        if gone:
            self._db.execute(
                "DELETE FROM cell WHERE (kind, key, value) IN "
                "(SELECT kind, key, value FROM temp.change WHERE n < 0) AND n <= 0"
            )
        where = "WHERE n < 0 " if self._every() else ""
        self._db.execute(
            "INSERT OR IGNORE INTO touched SELECT DISTINCT kind, key "  # noqa: S608  ours
            f"FROM temp.change {where}ORDER BY kind, key"
        )


def _short(text: str, base: str) -> str:
    return _clean(text.replace(base, _SHORT))


def _clean(text: str) -> str:
    # A lone surrogate is no Unicode text; it becomes a question mark, as in the graph.
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode("utf-8")
    return text


def packed(entries: Collection[Entry], base: str) -> bytes | None:
    """Return what a letter contributes as `Kept.hold_shares` keeps it; None for nothing.

    The entries are sorted, each once.
    """
    if not entries:
        return None
    try:
        body = _text(entries).encode("utf-8")
    except UnicodeEncodeError:
        clean = sorted({(kind, _clean(key), _clean(value)) for kind, key, value in entries})
        body = _text(clean).encode("utf-8")
    return zlib.compress(body.replace(base.encode("utf-8"), _SHORT_TEXT), 1)


def _unpacked(body: bytes | None) -> set[Entry]:
    return {(kind, key, value) for kind, key, value in _read(body)}


def _read(body: bytes | None) -> list[list[str]]:
    """Return the entries of a letter as they are kept: sorted, each once."""
    if body is None:
        return []
    found: list[list[str]] = json.loads(zlib.decompress(body))
    return found


def _changes(before: set[Entry], after: set[Entry]) -> list[tuple[str, str, str, int]]:
    """Return the entries that go (counted -1) and those that come (1)."""
    return [(*entry, -1) for entry in before - after] + [(*entry, 1) for entry in after - before]
