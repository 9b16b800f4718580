"""Letters read in parts: what a task takes in, what it leaves behind, and which ones are done.

A task is a batch of files (or a row group of a Parquet file). Its part is two files under the
task's name: ``ID.nq.gz`` with what each letter says as sorted N-Quads, which any RDF store can load
by itself, and ``ID.letters.gz`` with the packed records and what our store makes of each of them.
Both are written under a temporary name and renamed, so that a part is whole or not there;
`Manifest` says which tasks are done.
Addresses are paths or URLs that fsspec knows (``s3://bucket/letters``).
"""

from __future__ import annotations

import gzip
import io
import json
import os
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from hashlib import sha256
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any
from uuid import uuid4

from replygraph.errors import MachineError, ReadError, ReplygraphError, UsageError
from replygraph.pipeline import Outcome, Source, batches, extract_batch, parted
from replygraph.pool import steadily
from replygraph.read import expand, files, sources
from replygraph.store.ready import Ready, from_line, prepared, to_line

#: batches of one task (128 files): it takes some seconds, so that its overhead is nothing
TASK_BATCHES = 8
_LEVEL = 3
#: tells zlib to write a gzip file
_GZIP = 31
_LETTERS = ".letters.gz"


@dataclass(frozen=True, slots=True)
class Item:
    """One file by its address; ``group`` is the row group of a Parquet file.

    ``size`` (bytes) and ``time`` are as listed; they tell whether the file has changed since.
    """

    address: str
    size: int = 0
    time: str = ""
    group: int | None = None


@dataclass(frozen=True, slots=True)
class How:
    """How letters are read, and where the parts go; the same for all tasks of a run."""

    parts: str
    base: str
    reader: str
    with_contacts: bool = False
    spacy_model: str | None = None
    text_column: str = "text"


@dataclass(frozen=True, slots=True)
class Task:
    """Batches of files that are read one after another; a batch is read as one."""

    batches: tuple[tuple[Item, ...], ...]

    @property
    def files(self) -> int:
        """Return how many files it has."""
        return sum(map(len, self.batches))

    def id(self, how: How) -> str:
        """Return the name of its part: the same files, read the same way, give the same name.

        >>> len(Task(((Item("a.txt"),),)).id(How("parts", "https://example.org/", "1.0")))
        24
        """
        told = json.dumps([asdict(self), how.base, how.reader, how.text_column])
        return sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:24]

    def smaller(self) -> list[Task]:
        """Return tasks of one batch each or, of a single batch, of one file each."""
        if len(self.batches) > 1:
            return [Task((batch,)) for batch in self.batches]
        return [Task(((item,),)) for item in self.batches[0]]


@dataclass(slots=True)
class Done:
    """What a task came to: its parts, the letters in them, and what could not be read.

    ``problems`` are (zh, en) sentences that name the file, ``warnings`` are (file, words). A task
    that had to be taken apart has several parts.
    """

    task: str
    parts: list[str] = field(default_factory=list)
    files: int = 0
    letters: int = 0
    problems: list[tuple[str, str]] = field(default_factory=list)
    warnings: list[tuple[str, str]] = field(default_factory=list)

    def include(self, other: Done) -> None:
        """Take in what a piece of this task came to."""
        self.parts += other.parts
        self.files += other.files
        self.letters += other.letters
        self.problems += other.problems
        self.warnings += other.warnings


class Manifest:
    """The tasks that are done, in a file beside the store; a broken run goes on from it."""

    def __init__(self, path: Path) -> None:
        """Read it; a last line that was cut off by a crash counts as not written."""
        self._path = path
        self.done: dict[str, Done] = {}
        if path.exists():
            for line in path.read_text(encoding="utf-8").splitlines():
                try:
                    found = Done(**json.loads(line))
                except (json.JSONDecodeError, TypeError):
                    continue
                self.done[found.task] = found

    def add(self, done: Done) -> None:
        """Write down that a task is done, durably."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        # Begins with a line break, so that a line cut off before does not spoil it.
        with self._path.open("a", encoding="utf-8") as file:
            file.write("\n" + json.dumps(asdict(done), ensure_ascii=False))
            file.flush()
            os.fsync(file.fileno())
        self.done[done.task] = done


def extra_missing() -> MachineError:
    """Return the error of a machine without the packages for this."""
    return MachineError(
        "--cluster 需要额外的包：pip install 'replygraph[scale]'。",
        "--cluster needs more packages: pip install 'replygraph[scale]'.",
    )


def _opened(address: str) -> tuple[Any, str]:
    """Return the file system of an address and the path on it."""
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise extra_missing() from error
    try:
        return url_to_fs(address)  # type: ignore[no-any-return]
    except (ImportError, ValueError) as error:
        raise UsageError(
            f"{address}：不能识别的地址（{error}）。", f"{address}: unknown address ({error})."
        ) from error


def _remote(address: str) -> bool:
    return "://" in address and not address.startswith("file://")


def _listed(address: str) -> Iterator[Item]:
    """Yield the files at an address: a file, or all files of a folder, sorted."""
    if not _remote(address):
        for file in files(address.removeprefix("file://")):
            about = file.stat()
            whole = str(file.absolute())
            yield from _groups(Item(whole, about.st_size, str(about.st_mtime_ns)))
        return
    fs, path = _opened(address)
    found = fs.find(path, detail=True)
    if not found:
        raise ReadError(f"{address}：没有文件。", f"{address}: no files there.")
    for name, about in sorted(found.items()):
        time = str(about.get("ETag") or about.get("mtime") or "")
        yield from _groups(Item(fs.unstrip_protocol(name), about.get("size") or 0, time))


def _groups(item: Item) -> Iterator[Item]:
    """Yield the file itself or, of a Parquet file, its row groups."""
    if not item.address.endswith(".parquet"):
        yield item
        return
    from pyarrow.parquet import ParquetFile

    fs, path = _opened(item.address)
    with fs.open(path, "rb") as file:
        for number in range(ParquetFile(file).num_row_groups):
            yield replace(item, group=number)


def addresses(path: str) -> Iterator[str]:
    """Yield the addresses in a list: one a line, empty lines left out."""
    fs, place = _opened(path)
    with fs.open(place, "rt", encoding="utf-8-sig") as file:
        yield from filter(None, (line.strip() for line in file))


def items(paths: Iterable[str], lists: Iterable[str] = ()) -> Iterator[Item]:
    """Yield the files at all paths, then those that lists name; in order of names.

    Raises ReadError for a path where nothing is.
    """
    for path in paths:
        yield from _listed(path)
    for one in lists:
        for address in addresses(one):
            # Asking a far machine for each of a million files would take longer than reading them.
            yield from _groups(Item(address)) if _remote(address) else _listed(address)


@contextmanager
def listing(found: Iterable[Item]) -> Iterator[tuple[int, Iterator[Item]]]:
    """Give the number of files and the files, which are listed only once.

    They lie in a temporary file meanwhile: a million addresses are no burden to the memory.

    >>> with listing([Item("a.txt", 12), Item("b.txt", 9)]) as (many, found):
    ...     many, [item.address for item in found]
    (2, ['a.txt', 'b.txt'])
    """
    with TemporaryFile("w+", encoding="utf-8") as file:
        many = 0
        for many, item in enumerate(found, 1):  # noqa: B007  the last number is the count
            told = (item.address, item.size, item.time, item.group)
            file.write(json.dumps(told) + "\n")
        file.seek(0)
        yield many, (Item(*json.loads(line)) for line in file)


def tasks(found: Iterable[Item]) -> Iterator[Task]:
    """Yield tasks; a row group of a Parquet file is one by itself.

    Files are batched as on one machine, so that annexes find their letters in the same way.
    """
    rest = parted(found, _place, lambda item: item.size)
    while some := tuple(islice(rest, TASK_BATCHES)):
        groups = [batch for batch in some if batch[0].group is not None]
        yield from (Task(((item,),)) for batch in groups for item in batch)
        files = tuple(batch for batch in some if batch[0].group is None)
        if files:
            yield Task(files)


def _place(item: Item) -> str:
    """Return the address; a row group is a folder of its own."""
    return item.address if item.group is None else f"{item.address}/{item.group}/"


def _read(item: Item, column: str) -> Iterator[Source]:
    if item.group is not None:
        yield from _rows(item, column)
    elif not _remote(item.address):
        yield from sources([item.address])
    else:
        fs, path = _opened(item.address)
        try:
            data = fs.cat_file(path)
        except OSError as error:
            yield (
                item.address,
                ReadError(f"{item.address}：无法读取（{error}）。", f"{item.address}: {error}."),
            )
            return
        yield from expand(item.address, data)


def _rows(item: Item, column: str) -> Iterator[Source]:
    """Yield the texts of a row group; a column ``url`` or ``source`` names them, else the row."""
    from pyarrow.parquet import ParquetFile

    fs, path = _opened(item.address)
    with fs.open(path, "rb") as file:
        whole = ParquetFile(file)
        names = whole.schema_arrow.names
        if column not in names:
            raise UsageError(
                f"{item.address}：没有 {column} 列（有：{'、'.join(names)}），请用 --text-column。",
                f"{item.address}: no column {column} (there are: {', '.join(names)}); "
                "choose one with --text-column.",
            )
        called = next((name for name in ("url", "source") if name in names), None)
        table = whole.read_row_group(item.group, columns=[c for c in (column, called) if c])
    for number, row in enumerate(table.to_pylist()):
        name = str(row.get(called) or "") if called else ""
        text = row[column]
        data = text if isinstance(text, bytes) else str(text or "").encode("utf-8", "replace")
        yield name or f"{item.address}#{item.group}.{number}", data


def make(task: Task, how: How) -> Done:
    """Read the files of a task and leave its part; return what it came to.

    Runs in a worker: everything it needs is in the two values. Raises OSError where the part
    cannot be written.
    """
    name = task.id(how)
    done = Done(name, [name], task.files)
    lines, quads = [], io.BytesIO()
    # Nearly all of a line is compressed already: to look for what repeats would take thrice as
    # long and find a tenth.
    packer = zlib.compressobj(1, zlib.DEFLATED, _GZIP, zlib.DEF_MEM_LEVEL, zlib.Z_HUFFMAN_ONLY)
    with gzip.GzipFile(fileobj=quads, mode="wb", compresslevel=_LEVEL, mtime=0) as triples:
        for outcome in _outcomes(task, how):
            done.warnings += [(outcome.source, words) for words in outcome.warnings]
            if outcome.error:
                done.problems.append(outcome.error)
            for given in outcome.records:
                lines.append(packer.compress(to_line(given)))
                if isinstance(given, Ready):
                    done.letters += 1
                    triples.write(given.quads)
    lines.append(packer.flush())
    for ending, body in ((".nq.gz", quads.getvalue()), (_LETTERS, b"".join(lines))):
        _put(f"{how.parts}/{name}{ending}", body)
    return done


def _outcomes(task: Task, how: How) -> Iterator[Outcome]:
    work = partial(
        extract_batch,
        with_contacts=how.with_contacts,
        spacy_model=how.spacy_model,
        finish=partial(prepared, base=how.base),
    )
    for batch in task.batches:
        given = [source for item in batch for source in _read(item, how.text_column)]
        # One file may hold many: a zip, a row group.
        for some in [tuple(given)] if len(given) == len(batch) else batches(given):
            yield from steadily(work, some)


def _put(address: str, body: bytes) -> None:
    """Write a file under a temporary name and rename it."""
    fs, path = _opened(address)
    fs.makedirs(path.rpartition("/")[0], exist_ok=True)
    fresh = f"{path}.{uuid4().hex}.new"
    with fs.open(fresh, "wb") as file:
        file.write(body)
    fs.mv(fresh, path)


def there(part: str, how: How) -> bool:
    """Tell whether a part still lies where it was written."""
    fs, path = _opened(f"{how.parts}/{part}{_LETTERS}")
    return bool(fs.exists(path))


def letters(part: str, how: How) -> Iterator[Ready | dict[str, Any]]:
    """Yield the letters of a part, ready to be stored; what is no reply letter as its record.

    Raises ReplygraphError, naming it, where it is gone or damaged.
    """
    address = f"{how.parts}/{part}{_LETTERS}"
    fs, path = _opened(address)
    try:
        with (
            fs.open(path, "rb") as one,
            gzip.open(one) as lines,
            fs.open(f"{path.removesuffix(_LETTERS)}.nq.gz", "rb") as other,
            gzip.open(other) as quads,
        ):
            for line in lines:
                yield from_line(line, quads.read)
    except (OSError, EOFError, ValueError) as error:
        raise ReplygraphError(
            f"{address}：分片缺失或损坏（{error}）；请删除它再运行一次。",
            f"{address}: missing or damaged ({error}); delete it and run again.",
        ) from error
