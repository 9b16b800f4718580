"""The records of the letters, compressed, with their history by generation.

One SQLite file holds them for all generations: a row stands from the generation that brought it
(``since``) to the one that no longer has it (``until``). Rows of the next generation are there
before it is published; readers of earlier ones do not see them. So publishing costs nothing, and
a crash leaves what was acknowledged. ``dirty`` names the letters whose graph is not yet in the
engine; they are done again after a crash.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from replygraph.errors import StoreError
from replygraph.store import cells

#: how the store keeps what it knows; one of an older layout is brought up to date when written to
LAYOUT = "4"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS record (
  key TEXT NOT NULL, digest TEXT NOT NULL, part INTEGER NOT NULL, id TEXT NOT NULL,
  date TEXT NOT NULL, since INTEGER NOT NULL, until INTEGER, body BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS record_key ON record (key, digest, part);
CREATE INDEX IF NOT EXISTS record_id ON record (id);
CREATE TABLE IF NOT EXISTS imported (
  graph TEXT NOT NULL, since INTEGER NOT NULL, until INTEGER, body BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS dirty (key TEXT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS seen (digest TEXT PRIMARY KEY, reader TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS source (
  digest TEXT NOT NULL, source TEXT NOT NULL, PRIMARY KEY (digest, source)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS record_digest ON record (digest);
CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""
#: pages that the writer keeps in memory, and memory for sorting
_CACHE_KB = 16 * 1024
#: packs in half the time of level 6, into a tenth more
_LEVEL = 3
_AT = "since <= :at AND (until IS NULL OR until > :at)"
# Of several versions of one letter the latest stands: by date, then (so that it never depends on
# the order of arrival) by digest.
_LAST = "ORDER BY date DESC, digest DESC, part DESC"

Json = dict[str, Any]


def pack(record: Mapping[str, Any]) -> bytes:
    """Return the record compressed; equal records give equal bytes."""
    text = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "surrogatepass"), _LEVEL)


def unpack(body: bytes) -> Json:
    """Return what `pack` was given."""
    found: Json = json.loads(zlib.decompress(body).decode("utf-8", "surrogatepass"))
    return found


def _same(one: bytes, other: bytes) -> bool:
    """Tell whether two packed records are equal, also where they were packed at another level."""
    return one == other or unpack(one) == unpack(other)


def _reader(path: Path) -> sqlite3.Connection:
    """Open the file for reading, also where its folder cannot be written to (a CD, a share)."""
    uri = path.resolve().as_uri()
    db = sqlite3.connect(f"{uri}?mode=ro", uri=True, check_same_thread=False)
    try:
        db.execute("SELECT 1 FROM setting")
    except sqlite3.OperationalError:
        db.close()
        db = sqlite3.connect(f"{uri}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    return db


@dataclass(frozen=True, slots=True)
class Row:
    """A record to be kept, with what identifies it."""

    key: str
    digest: str
    part: int
    id: str
    date: str
    body: bytes


class Records:
    """The records as they stand ``at`` one generation; the writer's is the next one."""

    def __init__(self, path: Path | None, at: int, *, write: bool) -> None:
        """Open the file; None keeps the records in memory."""
        self.at = at
        self.path = path
        self._marked: set[str] | None = None
        if path is None:
            self._db = sqlite3.connect(":memory:", check_same_thread=False)
        elif write:
            self._db = sqlite3.connect(path, check_same_thread=False)
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=FULL")
            self._db.execute(f"PRAGMA cache_size={-_CACHE_KB}")
        else:
            self._db = _reader(path)
        self._db.isolation_level = None
        if write or path is None:
            self._db.executescript(_SCHEMA + cells.SCHEMA)
        layout = self.setting("layout")
        if layout.isdecimal() and int(layout) > int(LAYOUT):
            self.close()
            raise StoreError(
                f"{path}：图谱由更新版本的 replygraph 建立，请升级后再用，或另建一个。",
                f"{path}: a newer replygraph made this graph; upgrade, or build another one.",
            )

    def cells(self, base: str) -> cells.Kept:
        """Return the cells that stand beside the records."""
        return cells.Kept(self._db, base)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make all changes inside at once, or none of them."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._db.execute("COMMIT")
        except BaseException:
            if self._db.in_transaction:  # a full disk may have ended it already
                self._db.execute("ROLLBACK")
            raise

    def _select(self, what: str, where: str = "1", order: str = "", **values: Any) -> Any:
        query = f"SELECT {what} FROM record WHERE {_AT} AND {where} {order}"  # noqa: S608  ours
        return self._db.execute(query, {"at": self.at, **values})

    def letters(self) -> list[str]:
        """Return the keys of the letters that stand, sorted."""
        return [row[0] for row in self._select("DISTINCT key", order="ORDER BY key")]

    def keys_of(self, name: str) -> list[str]:
        """Return the keys of the letters with this key or id."""
        found = self._select("DISTINCT key", "(key = :n OR id = :n)", "ORDER BY key", n=name)
        return [row[0] for row in found]

    def get(self, key: str) -> Json | None:
        """Return the record of a letter, its latest version; None where there is none."""
        row = self._select("body", "key = :k", f"{_LAST} LIMIT 1", k=key).fetchone()
        return unpack(row[0]) if row else None

    def bodies(self, key: str) -> list[Json]:
        """Return the records of all versions of a letter, the one that stands first."""
        return [unpack(row[0]) for row in self._select("body", "key = :k", _LAST, k=key)]

    def packed(self, key: str) -> list[bytes]:
        """Return the same compressed, as they are kept."""
        return [row[0] for row in self._select("body", "key = :k", _LAST, k=key)]

    def changed_since(self, generation: int) -> list[str]:
        """Return the keys of letters that came, went or changed after a generation, sorted."""
        later = self._db.execute(
            "SELECT DISTINCT key FROM record WHERE (since > :g AND since <= :at) "
            "OR (until > :g AND until <= :at) ORDER BY key",
            {"g": generation, "at": self.at},
        )
        return [row[0] for row in later]

    def body(self, key: str, digest: str, part: int) -> bytes | None:
        """Return the packed record of one version of a letter; None where it is not kept."""
        where = "key = :k AND digest = :d AND part = :p"
        row = self._select("body", where, k=key, d=digest, p=part).fetchone()
        return bytes(row[0]) if row else None

    def version(self, key: str) -> tuple[str, int] | None:
        """Return digest and part of the version of a letter that stands."""
        found = self._select("digest, part", "key = :k", f"{_LAST} LIMIT 1", k=key)
        row: tuple[str, int] | None = found.fetchone()
        return row

    def versions(self, key: str) -> list[tuple[str, int]]:
        """Return digest and part of the versions of a letter, first the one that stands."""
        found = self._select("digest, part", "key = :k", _LAST, k=key)
        return [(row[0], row[1]) for row in found]

    def seen(self, digest: str) -> str | None:
        """Return who read the document with this digest to its end; None where nobody did."""
        row = self._db.execute("SELECT reader FROM seen WHERE digest = ?", (digest,)).fetchone()
        return str(row[0]) if row else None

    def of_document(self, digest: str) -> list[str]:
        """Return the keys of the letters of which a version was read from this document."""
        found = self._select("DISTINCT key", "digest = :d", "ORDER BY key", d=digest)
        return [row[0] for row in found]

    def is_source(self, digest: str, source: str) -> bool:
        """Tell whether a document is known to lie there."""
        found = self._db.execute(
            "SELECT 1 FROM source WHERE digest = ? AND source = ?", (digest, source)
        )
        return found.fetchone() is not None

    def mark_source(self, digest: str, source: str) -> None:
        """Remember that a document lies there."""
        self._db.execute("INSERT OR IGNORE INTO source VALUES (?, ?)", (digest, source))

    def mark_seen(self, digests: Iterable[str], reader: str | None) -> None:
        """Say who read documents to their end; None says that they must be read again."""
        if reader is None:
            self._db.executemany("DELETE FROM seen WHERE digest = ?", ((d,) for d in digests))
        else:
            rows = ((digest, reader) for digest in digests)
            self._db.executemany("INSERT OR REPLACE INTO seen VALUES (?, ?)", rows)

    def count(self) -> int:
        """Return how many letters stand."""
        return int(self._select("COUNT(DISTINCT key)").fetchone()[0])

    def put(self, row: Row) -> bool:
        """Keep a record; return whether anything changed."""
        where = "key = :k AND digest = :d AND part = :p"
        given: dict[str, Any] = {"k": row.key, "d": row.digest, "p": row.part}
        before = self._select("rowid, since, body", where, **given).fetchone()
        if before and _same(before[2], row.body):
            return False
        if before:
            self._end(before[0], before[1])
        self._db.execute(
            "INSERT INTO record VALUES (?, ?, ?, ?, ?, ?, NULL, ?)",
            (row.key, row.digest, row.part, row.id, row.date, self.at, row.body),
        )
        self._mark(row.key)
        return True

    def _end(self, rowid: int, since: int) -> None:
        if since == self.at:  # never published: nobody can have seen it
            self._db.execute("DELETE FROM record WHERE rowid = ?", (rowid,))
        else:
            self._db.execute("UPDATE record SET until = ? WHERE rowid = ?", (self.at, rowid))

    def drop(self, key: str) -> None:
        """Take a letter out, all its versions."""
        digests = [digest for digest, _ in self.versions(key)]
        self.mark_seen(digests, None)
        self._db.executemany("DELETE FROM source WHERE digest = ?", ((d,) for d in digests))
        for rowid, since in self._select("rowid, since", "key = :k", k=key).fetchall():
            self._end(rowid, since)
        self._mark(key)

    def _mark(self, key: str) -> None:
        self._db.execute("INSERT OR IGNORE INTO dirty VALUES (?)", (key,))
        if self._marked is not None:
            self._marked.add(key)

    def marked(self) -> list[str]:
        """Return the letters that were marked since this was last asked for, sorted.

        At first, and after `all_marked`, these are all whose graph is not up to date.
        """
        if self._marked is None:
            self._marked = {row[0] for row in self._db.execute("SELECT key FROM dirty")}
        marked, self._marked = sorted(self._marked), set()
        return marked

    def all_marked(self) -> None:
        """Have `marked` begin anew."""
        self._marked = None

    def clean(self, keys: Iterable[str]) -> None:
        """Say, within a transaction, that the engine now has the graphs of these letters."""
        self._db.executemany("DELETE FROM dirty WHERE key = ?", ((key,) for key in keys))

    def mark_all(self, *, settled: bool = True) -> None:
        """Have all letters brought up to date anew, what follows too if not ``settled``."""
        if not settled:
            self.set("settling", "yes")
        self._db.execute(
            f"INSERT OR IGNORE INTO dirty SELECT key FROM record WHERE {_AT}",  # noqa: S608
            {"at": self.at},
        )
        self.all_marked()

    def pending(self) -> bool:
        """Tell whether the next generation differs from the last one."""
        if self.setting("unsettled"):
            return True
        for table in ("record", "imported"):
            query = f"SELECT 1 FROM {table} WHERE since = ? OR until = ? LIMIT 1"  # noqa: S608
            if self._db.execute(query, (self.at, self.at)).fetchone():
                return True
        return False

    def has_imports(self) -> bool:
        """Tell whether people ever brought in triples of their own."""
        return self._db.execute("SELECT 1 FROM imported LIMIT 1").fetchone() is not None

    def imported(self) -> dict[str, bytes]:
        """Return the N-Triples that people brought in, by graph."""
        query = f"SELECT graph, body FROM imported WHERE {_AT} ORDER BY graph"  # noqa: S608
        return {g: zlib.decompress(b) for g, b in self._db.execute(query, {"at": self.at})}

    def put_import(self, graph: str, triples: bytes | None) -> None:
        """Keep the triples of a graph of people's own; None takes the graph out."""
        for rowid, since in self._db.execute(
            f"SELECT rowid, since FROM imported WHERE {_AT} AND graph = :g",  # noqa: S608
            {"at": self.at, "g": graph},
        ).fetchall():
            if since == self.at:
                self._db.execute("DELETE FROM imported WHERE rowid = ?", (rowid,))
            else:
                self._db.execute("UPDATE imported SET until = ? WHERE rowid = ?", (self.at, rowid))
        if triples is not None:
            body = zlib.compress(triples, 6)
            self._db.execute("INSERT INTO imported VALUES (?, ?, NULL, ?)", (graph, self.at, body))

    def setting(self, name: str, default: str = "") -> str:
        """Return a setting of the store."""
        row = self._db.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else default

    def set(self, name: str, value: str) -> None:
        """Keep a setting of the store."""
        self._db.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (name, value))

    def forget(self, oldest: int) -> None:
        """Let go of rows that no generation from ``oldest`` on has."""
        with self.transaction():
            for table in ("record", "imported"):
                query = f"DELETE FROM {table} WHERE until IS NOT NULL AND until <= ?"  # noqa: S608
                self._db.execute(query, (oldest,))

    def restore(self, generation: int) -> list[str]:
        """Make the next generation's rows those of ``generation``; return the keys that changed."""
        columns = "key, digest, part, id, date"
        then = f"since <= {int(generation)} AND (until IS NULL OR until > {int(generation)})"
        with self.transaction():
            self._db.execute("DELETE FROM seen")
            self._db.execute("DELETE FROM source")
            changed = [
                row[0]
                for row in self._db.execute(
                    f"SELECT DISTINCT key FROM record WHERE ({_AT}) <> ({then})",  # noqa: S608
                    {"at": self.at},
                )
            ]
            for table, names in (("record", columns), ("imported", "graph")):
                self._db.execute(f"DELETE FROM {table} WHERE since = ?", (self.at,))  # noqa: S608
                self._db.execute(
                    f"UPDATE {table} SET until = ? "  # noqa: S608
                    f"WHERE until IS NULL AND NOT ({then})",
                    (self.at,),
                )
                self._db.execute(
                    f"INSERT INTO {table} ({names}, since, until, body) "  # noqa: S608
                    f"SELECT {names}, {self.at}, NULL, body FROM {table} "
                    f"WHERE {then} AND until IS NOT NULL",
                )
            self._db.executemany(
                "INSERT OR IGNORE INTO dirty VALUES (?)", ((key,) for key in changed)
            )
        self.all_marked()
        return sorted(changed)
