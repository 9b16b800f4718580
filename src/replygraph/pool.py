"""Map a pure function over inputs in worker processes that may die.

A worker that dies takes down a whole ``ProcessPoolExecutor``; here the inputs that were under way
are tried once more, one by one, and the one that kills its worker a second time is named.
"""

from __future__ import annotations

import gc
import multiprocessing
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from itertools import count
from typing import TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")
_times = count()


def steadily(work: Callable[[Given], Made], item: Given) -> Made:
    """Return ``work(item)``; from the second time on, in this process, with less to clean up.

    What the first item brought in (tables, patterns, libraries) stays for good, so the search for
    garbage is told to leave it out: it takes a seventh of the time of reading letters otherwise.

    >>> steadily(len, "答复函")
    3
    """
    if next(_times) == 1:
        gc.collect()
        gc.freeze()
    return work(item)


def run(
    work: Callable[[Given], Made],
    inputs: Iterable[Given],
    *,
    jobs: int,
    died: Callable[[Given], Made],
    split: Callable[[Given], Iterable[Given]] = lambda item: (item,),
    start: str | None = None,
) -> Iterator[Made]:
    """Yield ``work(item)`` for every input, each exactly once, in no order that can be relied on.

    ``jobs`` workers are used, at most four inputs a worker wait in the queue, so memory is bounded.
    ``split(item)`` takes a batch apart before it is tried again, so that only the one to blame is
    lost; ``died(item)`` stands in for an input that killed its worker twice. ``start`` is the way
    of starting processes (``fork``, ``spawn``, ``forkserver``), by default the platform's.
    """
    source = iter(inputs)
    if jobs <= 1:
        yield from map(partial(steadily, work), source)
        return
    suspects: deque[Given] = deque()
    while True:
        broken = yield from _until_broken(work, source, jobs, start)
        suspects.extend(part for item in broken for part in split(item))
        if not broken:
            break
        while suspects:
            yield _alone(work, suspects.popleft(), died, start)


def _until_broken(
    work: Callable[[Given], Made], source: Iterator[Given], jobs: int, start: str | None
) -> Generator[Made, None, list[Given]]:
    """Yield results until the inputs end or a worker dies; return the inputs then under way."""
    under_way: dict[Future[Made], Given] = {}
    context = multiprocessing.get_context(start)
    pool = ProcessPoolExecutor(jobs, mp_context=context)
    broken: list[Given] = []
    try:
        while True:
            while not broken and len(under_way) < 4 * jobs:
                try:
                    item = next(source)
                except StopIteration:
                    break
                try:
                    under_way[pool.submit(steadily, work, item)] = item
                except BrokenProcessPool:
                    broken.append(item)
            if not under_way:
                return broken
            for future in wait(under_way, return_when=FIRST_COMPLETED).done:
                item = under_way.pop(future)
                try:
                    result = future.result()
                except BrokenProcessPool:
                    broken.append(item)
                else:
                    yield result
    finally:
        pool.shutdown(wait=not broken, cancel_futures=True)


def _alone(
    work: Callable[[Given], Made], item: Given, died: Callable[[Given], Made], start: str | None
) -> Made:
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context(start)) as pool:
        try:
            return pool.submit(work, item).result()
        except BrokenProcessPool:
            return died(item)
