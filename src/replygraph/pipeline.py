"""The one place that knows the order of the steps, for one letter and for a heap of files."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from replygraph import pool
from replygraph.errors import ReplygraphError
from replygraph.letter import letters
from replygraph.mentions import mentions
from replygraph.model import Document, Letter, Record
from replygraph.read import read
from replygraph.record import to_json
from replygraph.resolve import resolve
from replygraph.statements import commitments, statements


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one source: its records in the contract's shape, or why there are none.

    ``error`` is (zh, en) wording for a person; ``warnings`` are those of reading.
    """

    source: str
    records: tuple[dict[str, Any], ...] = ()
    error: tuple[str, str] | None = None
    warnings: tuple[str, ...] = ()


def understand(letter: Letter) -> Record:
    r"""Return the record of one letter; a letter that is no reply yields no facts.

    >>> from replygraph.read import read
    >>> text = "关于对第12号提案的答复\n李明委员：\n您提的《关于修老街的提案》收悉，现答复如下。"
    >>> [understand(x).letter.number for x in letters(read(text.encode("utf-8"), "a.txt"))]
    ['12']
    """
    if not letter.is_reply:
        return Record(letter)
    resolution = resolve(letter, mentions(letter))
    return Record(
        letter,
        resolution,
        statements(letter, resolution),
        commitments(letter, resolution),
        resolution.warnings,
    )


def records(document: Document) -> Iterator[Record]:
    """Yield one record per letter that ``document`` holds (usually one)."""
    for letter in letters(document):
        yield understand(letter)


def extract_one(source: tuple[str, bytes], *, with_contacts: bool = False) -> Outcome:
    """Return what one (name, bytes) source yields; an unreadable one gives an outcome, no error."""
    name, data = source
    try:
        document = read(data, name)
        found = tuple(to_json(record, with_contacts=with_contacts) for record in records(document))
    except ReplygraphError as error:
        return Outcome(name, error=(error.zh, error.en))
    return Outcome(name, found, warnings=document.warnings)


def _died(source: tuple[str, bytes]) -> Outcome:
    return Outcome(
        source[0],
        error=(
            f"{source[0]}：处理该文件的进程两次异常退出，已跳过；请把该文件发给我们。",
            f"{source[0]}: this file killed its worker twice and was left out; please report it.",
        ),
    )


def extract_all(
    sources: Iterable[tuple[str, bytes]],
    *,
    jobs: int | None = None,
    with_contacts: bool = False,
    start: str | None = None,
) -> Iterator[Outcome]:
    """Yield one outcome per source, in ``jobs`` worker processes (default: one per core)."""
    work = partial(extract_one, with_contacts=with_contacts)
    yield from pool.run(work, sources, jobs=jobs or os.cpu_count() or 1, died=_died, start=start)
