"""Reads letters into a store: the one way that ``replygraph build`` and `replygraph.build` go.

Files that the store holds already, read by the same version in the same way, are not read again;
edited records (``.jsonl``, as ``extract`` prints them) come last, so that they stand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from replygraph import __version__
from replygraph.errors import UsageError

if TYPE_CHECKING:
    from replygraph.pipeline import Outcome, Source
    from replygraph.store import BuildReport, Store

#: where letters are: paths, folders, patterns, zip files, ``-``, or the bytes of a letter
Given = str | Path | bytes


def named(letters: Iterable[Given]) -> Iterator[Source]:
    """Yield name and bytes (or the error) of every document; bytes are named by their number."""
    from replygraph.read import sources

    for number, item in enumerate(letters, 1):
        if isinstance(item, bytes):
            yield f"letter-{number}", item
        else:
            yield from sources([item])


def reader(*, with_contacts: bool = False, spacy_model: str | None = None) -> str:
    """Return the name of what reads: another version, or one with contacts, may read otherwise.

    >>> reader(spacy_model="zh_core_web_sm") == f"{__version__} zh_core_web_sm"
    True
    """
    name = f"{__version__}{' contacts' if with_contacts else ''}"
    return name + (f" {spacy_model}" if spacy_model else "")


def read_into(
    graph: Store,
    letters: Iterable[Given],
    *,
    tell: Callable[[Outcome | None], None],
    again: bool = False,
    jobs: int | None = None,
    far: Iterable[Outcome] | None = None,
    **how: Any,
) -> BuildReport:
    """Read letters into ``graph`` and publish it; return the counts.

    ``tell`` is called with what became of each file, with None for one that is stored already and
    left out; ``again`` reads those too. ``how`` is that of `reader`. A source that cannot be read
    is left out, and ``tell`` hears of it. Raises UsageError for an edited file that is not there.
    ``far`` is what a cluster makes of the letters, which are then not read here.
    """
    from replygraph.pipeline import extract_all
    from replygraph.read.pieces import stem
    from replygraph.store.ready import prepared

    given = list(letters)
    edited = [str(p) for p in given if not isinstance(p, bytes) and str(p).endswith(".jsonl")]
    found = named(p for p in given if isinstance(p, bytes) or str(p) not in edited)
    name = reader(**how)
    left = 0

    def unread() -> Iterator[Source]:
        nonlocal left
        for source, data in found:
            digest = sha256(data).hexdigest() if isinstance(data, bytes) else ""
            if digest and graph.known(digest, name):
                graph.copied(digest, source, stem(source))
                left += 1
                tell(None)
            else:
                yield source, data

    def records(outcomes: Iterable[Outcome]) -> Iterator[Any]:
        for outcome in outcomes:
            tell(outcome)
            yield from outcome.records

    outcomes = far
    if outcomes is None:
        finish = partial(prepared, base=graph.base)
        given_now = found if again else unread()
        outcomes = extract_all(given_now, jobs=jobs, finish=finish, **how)
    report = graph.update(records(outcomes), publish=not edited, reader=name)
    if edited:
        report.include(graph.update(records(_edited(edited))))
    report.unchanged += left
    return report


def _edited(paths: Iterable[str]) -> Iterator[Outcome]:
    from replygraph.pipeline import from_jsonl

    for path in paths:
        try:
            yield from_jsonl(path, Path(path).read_bytes())
        except OSError as error:
            raise UsageError(
                f"{path}：无法读取（{error.strerror}）。", f"{path}: {error.strerror}."
            ) from error
