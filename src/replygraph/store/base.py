"""What the parts of the store share: reports, places on disk, the lock of the one writer."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from replygraph.errors import StoreError

#: letters that are brought up to date at once
BATCH = 200


@dataclass(slots=True)
class BuildReport:
    """What became of the records given, counted in letters.

    ``skipped`` are no reply letters, ``withheld`` are not public in a store for public letters
    only, ``older`` are earlier versions of a letter that stands already, ``copies`` further sources
    of one word for word. ``problems`` are sentences (zh, en) on records that could not be taken.
    """

    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    skipped: int = 0
    withheld: int = 0
    older: int = 0
    copies: int = 0
    problems: list[tuple[str, str]] = field(default_factory=list)

    @property
    def seen(self) -> int:
        """Return how many records were given."""
        counted = self.added + self.replaced + self.unchanged
        counted += self.skipped + self.withheld + self.older + self.copies
        return counted + len(self.problems)

    def include(self, other: BuildReport) -> None:
        """Add the counts of another report."""
        for name in ("added", "replaced", "unchanged", "skipped", "withheld", "older", "copies"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.problems += other.problems


@dataclass(frozen=True, slots=True)
class ImportReport:
    """Triples taken into the graph, and those skipped because they stand elsewhere already."""

    graph: str
    added: int
    skipped: int


@dataclass(frozen=True, slots=True)
class Places:
    """Where the parts of a store lie in its folder."""

    root: Path

    @property
    def primary(self) -> Path:
        """Return the folder that only the writer opens."""
        return self.root / "primary"

    @property
    def records(self) -> Path:
        """Return the file of the records."""
        return self.root / "records.sqlite"

    @property
    def current(self) -> Path:
        """Return the file that holds the number of the generation readers open."""
        return self.root / "CURRENT"

    @property
    def log(self) -> Path:
        """Return the run log, the only place with clock readings."""
        return self.root / "runs.jsonl"

    def generation(self, number: int) -> Path:
        """Return the folder of one generation."""
        return self.root / "generations" / f"{number:06d}"

    def numbers(self) -> tuple[int, ...]:
        """Return the generations that are there, oldest first."""
        folder = self.root / "generations"
        if not folder.is_dir():
            return ()
        return tuple(sorted(int(p.name) for p in folder.iterdir() if p.name.isdecimal()))

    def restored(self) -> bool:
        """Tell whether this is a back-up: what was published, without the writer's own engine."""
        return self.current_number() > 0 and not self.primary.exists()

    def current_number(self) -> int:
        """Return the number of the current generation, 0 where nothing is published."""
        try:
            return int(self.current.read_text(encoding="ascii"))
        except (FileNotFoundError, NotADirectoryError):
            return 0
        except ValueError as error:
            raise StoreError(
                f"{self.current}：内容损坏，请写入一个现有版本的编号（见 generations 文件夹）。",
                f"{self.current}: damaged; write the number of a generation that exists into it.",
            ) from error

    def switch(self, number: int) -> None:
        """Make ``number`` the current generation, at once for all readers."""
        fresh = self.current.with_name("CURRENT.new")
        with fresh.open("w", encoding="ascii") as file:
            file.write(f"{number}\n")
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self.current)
        sync_folder(self.root)


def sync_folder(folder: Path) -> None:
    """Make renames in ``folder`` durable, where the system knows how."""
    if sys.platform != "win32":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


class WriteLock:
    """The lock of the one writer of a store; let go when the process ends, however it ends."""

    def __init__(self, root: Path) -> None:
        """Take the lock or raise StoreError."""
        path = root / "lock"
        self._file: IO[str] = path.open("a+", encoding="utf-8")
        try:
            if sys.platform == "win32":
                import msvcrt

                msvcrt.locking(self._file.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                import fcntl

                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            self._file.close()
            raise StoreError(
                f"{root}：另一个 replygraph 正在写入，请等它结束后再试。",
                f"{root}: another replygraph is writing to it; try again when it has ended.",
            ) from error

    def release(self) -> None:
        """Let the lock go."""
        self._file.close()
