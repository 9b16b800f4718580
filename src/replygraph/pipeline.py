"""The one place that knows the order of the steps, for one letter and for a heap of files."""

from __future__ import annotations

import json
import os
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from operator import itemgetter
from typing import Any, TypeVar

from replygraph import pool
from replygraph.errors import Note, ReplygraphError
from replygraph.letter import family, folder, letters, with_annexes
from replygraph.mentions import mentions
from replygraph.model import Document, Letter, Record
from replygraph.read import read_many
from replygraph.record import to_json
from replygraph.resolve import resolve
from replygraph.statements import commitments, statements

#: a task for a worker: some files, or fewer large ones
BATCH_FILES = 16
BATCH_BYTES = 4 << 20
_JOINED = Note(
    "作为附件并入同一文件夹内的答复函。", "joined, as an annex, to the letter in the same folder."
)
Source = tuple[str, bytes | ReplygraphError]
Batch = tuple[Source, ...]
Given = TypeVar("Given")
#: what a worker does with a record before it hands it over
Finish = Callable[[dict[str, Any]], Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one source: its records in the contract's shape, or why there are none.

    Where `extract_all` was told to finish the records, they are what that made of them.
    ``error`` is (zh, en) wording for a person; ``warnings`` are those of reading. ``files`` counts
    the sources that it tells of: other than one where a cluster read many.
    """

    source: str
    records: tuple[Any, ...] = ()
    error: tuple[str, str] | None = None
    warnings: tuple[str, ...] = ()
    files: int = 1


def understand(letter: Letter, *, spacy_model: str | None = None) -> Record:
    r"""Return the record of one letter; a letter that is no reply yields no facts.

    ``spacy_model`` is a spaCy pipeline of one's own (package or folder), as a further finder.

    >>> from replygraph.read import read
    >>> text = "关于对第12号提案的答复\n李明委员：\n您提的《关于修老街的提案》收悉，现答复如下。"
    >>> [understand(x).letter.number for x in letters(read(text.encode("utf-8"), "a.txt"))]
    ['12']
    """
    if not letter.is_reply:
        return Record(letter)
    resolution = resolve(letter, mentions(letter, spacy_model=spacy_model))
    return Record(
        letter,
        resolution,
        statements(letter, resolution),
        commitments(letter, resolution),
        resolution.warnings,
    )


def records(document: Document, *, spacy_model: str | None = None) -> Iterator[Record]:
    """Yield one record per letter that ``document`` holds (usually one)."""
    for letter in letters(document):
        yield understand(letter, spacy_model=spacy_model)


def extract_one(
    source: Source, *, with_contacts: bool = False, spacy_model: str | None = None
) -> Outcome:
    """Return what one (name, bytes) source yields; an unreadable one gives an outcome, no error."""
    return extract_batch((source,), with_contacts=with_contacts, spacy_model=spacy_model)[0]


def extract_batch(
    batch: Batch,
    *,
    with_contacts: bool = False,
    spacy_model: str | None = None,
    finish: Finish | None = None,
) -> tuple[Outcome, ...]:
    """Return one outcome per source; old Word files of a batch share one call of LibreOffice."""

    def work(record: Record) -> Any:
        found = to_json(record, with_contacts=with_contacts)
        return finish(found) if finish else found

    found_files = list(read_many(batch))
    # A letter and the annexes beside it are one document; they are in one batch (`batches`).
    whole = iter(with_annexes([it for _name, it in found_files if isinstance(it, Document)]))
    outcomes = []
    for name, given in found_files:
        if isinstance(given, ReplygraphError):
            outcomes.append(Outcome(name, error=(given.zh, given.en)))
            continue
        document = next(whole)
        if document is None:
            outcomes.append(Outcome(name, warnings=(_JOINED,)))
            continue
        outcomes.append(_understood(name, document, work, spacy_model))
    return tuple(outcomes)


def _understood(
    name: str,
    document: Document,
    work: Callable[[Record], Any],
    spacy_model: str | None,
) -> Outcome:
    try:
        found = tuple(map(work, records(document, spacy_model=spacy_model)))
    except ReplygraphError:
        raise
    except Exception as error:  # noqa: BLE001  a defect met in one letter must not end the batch
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{type(error).__name__}: {error} ({place.name}:{place.lineno})"
        return Outcome(
            name,
            error=(
                f"{name}：程序未能处理此文件，已跳过，请把它发给我们（{where}）。",
                f"{name}: left out, a defect of ours; please report it ({where}).",
            ),
        )
    return Outcome(name, found, warnings=document.warnings)


def _died(batch: Batch) -> tuple[Outcome, ...]:
    return tuple(
        Outcome(
            name,
            error=(
                f"{name}：处理该文件的进程两次异常退出，已跳过；请把该文件发给我们。",
                f"{name}: this file killed its worker twice and was left out; please report it.",
            ),
        )
        for name, _ in batch
    )


def _weight(source: Source) -> int:
    return len(source[1]) if isinstance(source[1], bytes) else 0


def batches(sources: Iterable[Source]) -> Iterator[Batch]:
    """Yield batches of sources; where it can be, the files of one folder are not parted."""
    return parted(sources, itemgetter(0), _weight)


def parted(
    sources: Iterable[Given], name: Callable[[Given], str], weight: Callable[[Given], int]
) -> Iterator[tuple[Given, ...]]:
    """Yield batches of anything that has a name and a weight in bytes.

    How a folder is parted depends on that folder alone, so that the same letters find the same
    annexes whoever reads them.
    """
    batch: list[Given] = []
    size = 0
    for source in sources:
        if len(batch) >= BATCH_FILES or size >= BATCH_BYTES:
            cut = _cut(list(map(name, batch)), name(source))
            yield tuple(batch[:cut])
            batch = batch[cut:]
            size = sum(map(weight, batch))
        batch.append(source)
        size += weight(source)
    if batch:
        yield tuple(batch)


def _cut(batch: list[str], following: str) -> int:
    """Return how many files of a full batch go: not those at its end that ``following`` is with."""
    for alike in (folder, family):
        kin = alike(following)
        cut = len(batch)
        while cut and alike(batch[cut - 1]) == kin:
            cut -= 1
        if cut:
            return cut
    return len(batch)


def extract_all(
    sources: Iterable[Source],
    *,
    jobs: int | None = None,
    with_contacts: bool = False,
    spacy_model: str | None = None,
    finish: Finish | None = None,
    start: str | None = None,
) -> Iterator[Outcome]:
    """Yield one outcome per source, in ``jobs`` worker processes (default: one per core).

    ``finish`` is applied to each record in the worker that made it. A heap that fits in one batch
    is read in this process, without starting workers.
    """
    work = partial(
        extract_batch, with_contacts=with_contacts, spacy_model=spacy_model, finish=finish
    )
    given = batches(sources)
    first = list(islice(given, 2))
    workers = 1 if len(first) < 2 else jobs or os.cpu_count() or 1
    for outcomes in pool.run(
        work,
        chain(first, given),
        jobs=workers,
        died=_died,
        split=lambda b: [(s,) for s in b],
        start=start,
    ):
        yield from outcomes


def from_jsonl(name: str, data: bytes) -> Outcome:
    """Return the records that ``extract --format jsonl`` printed, perhaps corrected since.

    A line that is no record of the contract is named with its number.
    """
    found = []
    for number, line in enumerate(data.decode("utf-8-sig").splitlines(), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            missing = {"id", "is_reply", "text", "mentions", "relations"} - record.keys()
        except (json.JSONDecodeError, AttributeError):
            missing = {"JSON"}
        if missing:
            what = "、".join(sorted(missing))
            return Outcome(
                name,
                error=(
                    f"{name} 第 {number} 行：不是 extract 输出的记录（缺 {what}），请修正该行。",
                    f"{name} line {number}: no record as extract prints it (without {what}).",
                ),
            )
        found.append(record)
    return Outcome(name, tuple(found))
