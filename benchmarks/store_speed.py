"""Measures the store on made letters: building, replacing one, loading, the headline question.

    store_speed.py [--stores FOLDER] [--sample LINES] [--turns T] N…

For each number of letters (by default 1000), in processes of their own: seconds and memory of a
build (`made.py`; kept in FOLDER, and taken from there if it is there), replacing one letter and
publishing, loading the same N-Quads into the engine on disk, in memory and into rdflib, and the
partners of one agency (cookbook 02), read from disk. Loading takes LINES lines (by default 100,000,
0 is all of them: rdflib takes 50 s a million, and 2 GB), T times in turn (by default 3); figures
are medians, by the clock and by the processor. Wanted: 5 times rdflib.
"""

from __future__ import annotations

import argparse
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from made import filled, show, store_of, stores
from rdflib import Dataset

from replygraph.store import open_store

Took = tuple[float, float]


def timed(work: Callable[[], object]) -> Took:
    """Return the seconds that a call took, by the clock and by the processor."""
    start, busy = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - start, time.process_time() - busy


def replacing(folder: Path) -> None:
    """Replace a letter in a copy of the store."""
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
        copy = Path(scratch) / "graph"
        shutil.copytree(folder, copy, symlinks=False)
        with open_store(copy, write=True) as store:
            record = next(store.records())
            turns = []
            for category in "ABCDABCD":
                changed = {**record, "category": category, "relations": record["relations"][1:]}
                turns.append(timed(lambda changed=changed: store.update([changed]))[0])
    show("replace one letter and publish, p50", f"{statistics.median(turns):.3f} s")


def loading(folder: Path, sample: int, turns: int) -> None:
    """Load the same lines into the engine on disk, in memory, and into rdflib, in turn."""
    with open_store(folder) as store:
        lines = sorted(islice(store.quads(), sample) if sample else store.quads())
    data = "".join(lines).encode("utf-8")
    count = len(lines)
    del lines
    how: dict[str, Any] = {"format": ox.RdfFormat.N_QUADS, "lenient": True}
    took: dict[str, list[Took]] = {"on disk": [], "in memory": [], "rdflib": []}
    for _ in range(turns):
        with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
            load = ox.Store(scratch).bulk_load
            took["on disk"].append(timed(partial(load, data, **how)))
            del load
        took["in memory"].append(timed(lambda: ox.Store().bulk_load(data, **how)))
        took["rdflib"].append(timed(lambda: Dataset().parse(data=data, format="nquads")))
    middle = {
        who: tuple(statistics.median(column) for column in zip(*some, strict=True))
        for who, some in took.items()
    }
    for who, (clock, busy) in middle.items():
        show(f"load {count} quads, {who}", f"{clock:.2f} s, processor {busy:.2f} s")
    for who in ("on disk", "in memory"):
        clock, busy = (a / b for a, b in zip(middle["rdflib"], middle[who], strict=True))
        show(f"rdflib against {who}", f"{clock:.1f} times, processor {busy:.1f} times")


def asking(folder: Path) -> None:
    """Ask for the partners of agencies, of many and of few letters alike."""
    queries = next(q for name, q in filled(folder, 200).items() if name.startswith("02"))
    random.Random(1).shuffle(queries)
    with open_store(folder) as store:
        took = [timed(lambda query=query: store.query(query))[0] for query in queries]
        rows = statistics.mean(len(store.query(query).rows) for query in queries[:20])
    p95 = statistics.quantiles(took, n=20)[-1]
    show(
        "partners of one agency, on disk",
        f"p50 {1000 * statistics.median(took):.1f} ms, p95 {1000 * p95:.1f} ms, {rows:.0f} rows",
    )


def main() -> None:
    """Measure each size, each part in a process of its own."""
    parser = argparse.ArgumentParser()
    parser.add_argument("counts", nargs="*", type=int, default=[1000])
    parser.add_argument("--stores", type=Path)
    parser.add_argument("--sample", type=int, default=100_000)
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--part", choices=["replacing", "loading", "asking"])
    given = parser.parse_intermixed_args()
    with stores(given.stores) as kept:
        for count in given.counts:
            folder = store_of(count, kept)
            if given.part == "replacing":
                replacing(folder)
            elif given.part == "loading":
                loading(folder, given.sample, given.turns)
            elif given.part == "asking":
                asking(folder)
            for part in () if given.part else ("asking", "replacing", "loading"):
                command = [sys.executable, __file__, "--part", part, "--stores", str(kept)]
                command += ["--sample", str(given.sample), "--turns", str(given.turns)]
                subprocess.run([*command, str(count)], check=True)


if __name__ == "__main__":
    main()
