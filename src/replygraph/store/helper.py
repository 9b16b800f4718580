"""Groups things in a second process, while this one groups others: most of what identity costs.

The second process is this module, run by itself: it reads the cells of things from the file of
the records, where they stand before anything is settled, and answers a line of JSON, names, with
another one, their groups. Which process groups what makes no difference to what is found.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, Self

from replygraph.identify import Grouping, Judgement, Judgements
from replygraph.store.cells import Kept
from replygraph.store.records import Records
from replygraph.store.spool import Spool

#: things that are grouped at once
PAGE = 1000
#: a second process does not pay for fewer things: it takes a third of a second to start
_LEAST = 5 * PAGE
#: pages that wait for the second process, or that it works on
_AHEAD = 2
_PROGRAM = (sys.executable, "-m", "replygraph.store.helper")


class Found(NamedTuple):
    """Groups of some things: ``same`` leads to what stands for one, and to its own label.

    ``unsure`` are pairs that stay undecided, ``seen`` all things that were looked at.
    """

    same: dict[str, list[str]]
    unsure: list[list[str]]
    seen: list[str]


def grouping(cells: Kept, judgements: Judgements) -> Grouping:
    """Return the means to group things by what cells hold of them."""
    return Grouping(
        lambda name: cells.values("i", name), lambda key: cells.values("b", key), judgements
    )


def found(means: Grouping, names: Iterable[str]) -> Found:
    """Return the groups of things and of all that hang together with them."""
    given = set(names)
    groups = means.groups(given)
    same = {}
    for name, stands in groups.same.items():
        thing = means.thing(name)
        same[name] = [stands, thing.label if thing else ""]
    return Found(same, sorted(map(list, groups.unsure)), sorted(given | groups.seen))


def every(cells: Kept, path: Path | None, things: Spool, judgements: Judgements) -> Iterator[Found]:
    """Yield the groups of all ``things``, page by page: in two processes where that pays."""
    means = grouping(cells, judgements)
    count = things.count()
    second = _started(path, cells.base, judgements) if path and count >= _LEAST else None
    if second is None:
        for names in things.pages(PAGE):
            yield found(means, names)
        return
    # One begins at the front and one at the back: names side by side have much in common.
    front, back, left = things.pages(PAGE), things.pages(PAGE, back=True), count
    with second as helper:
        while left > 0:
            for names in helper.missing(front if left > PAGE else iter(())):
                left -= len(names)
            if left > 0:
                names = next(back)
                left -= len(names)
                yield found(means, names)
            yield from helper.done(means)
        yield from helper.done(means, wait=True)


def _started(path: Path, base: str, judgements: Judgements) -> Helper | None:
    """Return the second process; None where it would not help or cannot be had."""
    if (os.cpu_count() or 1) < 2:
        return None
    try:
        return Helper(path, base, judgements)
    except OSError:
        return None


class Helper:
    """The second process, with the pages that it has before it."""

    def __init__(self, path: Path, base: str, judgements: Judgements) -> None:
        """Start it."""
        self._process = subprocess.Popen(  # noqa: S603  our own module
            [*_PROGRAM, str(path), base],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._pages: deque[tuple[list[str], Future[Found]]] = deque()
        told = [(j.one, j.other, j.verdict, j.who, j.when, j.why) for j in judgements.all()]
        self._thread.submit(self._say, told)

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the process."""
        self._process.kill()
        self._thread.shutdown(cancel_futures=True)
        self._process.communicate()

    def _say(self, value: object) -> None:
        assert self._process.stdin
        self._process.stdin.write(json.dumps(value).encode("ascii") + b"\n")
        self._process.stdin.flush()

    def _ask(self, names: list[str]) -> Found:
        assert self._process.stdout
        self._say(names)
        return Found(*json.loads(self._process.stdout.readline()))

    def missing(self, pages: Iterator[list[str]]) -> Iterator[list[str]]:
        """Give it as many pages as it should have before it, and yield those given."""
        while len(self._pages) < _AHEAD and (names := next(pages, None)):
            self._pages.append((names, self._thread.submit(self._ask, names)))
            yield names

    def done(self, means: Grouping, *, wait: bool = False) -> Iterator[Found]:
        """Yield what it found so far, or all; a page that it could not do is done here."""
        while self._pages and (wait or self._pages[0][1].done()):
            names, future = self._pages.popleft()
            try:
                result = future.result()
            except (OSError, ValueError):
                result = found(means, names)
            yield result


def main(path: str, base: str) -> None:
    """Answer until there is no more question."""
    means: Grouping | None = None
    cells = Records(Path(path), 0, write=False).cells(base)
    for line in sys.stdin.buffer:
        given = json.loads(line)
        if means is None:
            means = grouping(cells, Judgements(Judgement(*one) for one in given))
        else:
            answer = json.dumps(found(means, given)).encode("ascii")
            sys.stdout.buffer.write(answer + b"\n")
            sys.stdout.buffer.flush()


if __name__ == "__main__":
    with suppress(KeyboardInterrupt, BrokenPipeError):
        main(*sys.argv[1:])
