"""Parts of a cluster (`extract_many.py`) loaded into a store: does that stay linear?

    python benchmarks/load_many.py FOLDER STORE [LETTERS]

Takes FOLDER/parts in the order of the manifest, up to LETTERS of them, as ``replygraph build
--cluster`` does once they are there. Printed for each tenth: letters a second, CPU milliseconds a
letter; then the same for what is settled at the end (identity, facts, publishing), the whole,
memory and disk. Wanted: tenths at most 15 % apart.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from replygraph import iri
from replygraph.building import reader
from replygraph.parts import Done, How, Manifest, letters
from replygraph.store import open_store
from replygraph.store.ready import Ready

_TENTHS = 10


class Told:
    """Says at each tenth what the letters since the last one cost."""

    def __init__(self, every: int) -> None:
        self.every = every
        self.seen = 0
        self.costs: list[float] = []
        self.at = time.perf_counter(), time.process_time()

    def since(self, count: int) -> tuple[float, float]:
        """Return seconds and CPU seconds since the last time, by letter."""
        now = time.perf_counter(), time.process_time()
        took = (now[0] - self.at[0]) / count, (now[1] - self.at[1]) / count
        self.at = now
        return took

    def letters(self, done: list[Done], how: How) -> Iterator[Ready | dict]:
        for one in done:
            for part in one.parts:
                for letter in letters(part, how):
                    yield letter
                    self.seen += 1
                    if self.seen % self.every == 0:
                        self.tell()

    def tell(self) -> None:
        wall, cpu = self.since(self.every)
        self.costs.append(1000 * cpu)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
        print(
            f"{time.strftime('%H:%M:%S')} {self.seen:8d} letters; {1 / wall:5.0f} letters/s, "
            f"CPU {1000 * cpu:5.2f} ms a letter, {peak} MB",
            flush=True,
        )


def main(folder: Path, target: Path, most: int) -> None:
    """Load and print."""
    how = How(str(folder / "parts"), iri.BASE, reader())
    done, count = [], 0
    for one in Manifest(folder / "parts" / "manifest.jsonl").done.values():
        if count >= most:
            break
        done.append(one)
        count += one.letters
    told = Told(count // _TENTHS)
    begin = time.perf_counter(), time.process_time()
    with open_store(target, write=True) as store:
        store.update(told.letters(done, how), publish=False, reader=reader())
        told.since(count)
        store.publish()
        wall, cpu = told.since(count)
        print(f"settled and published: {1000 * wall:.2f} ms, CPU {1000 * cpu:.2f} ms a letter")
        wall, cpu = time.perf_counter() - begin[0], time.process_time() - begin[1]
        print(
            f"{count} letters given, {len(store)} stored, {store.triples()} triples: {wall:.0f} s, "
            f"{count / wall:.0f} letters/s, CPU {1000 * cpu / count:.2f} ms a letter"
        )
    # A generation shares its files with the primary: each counts once.
    files = {about.st_ino: about.st_size for p in target.rglob("*") if (about := p.stat())}
    size = sum(files.values())
    apart = max(told.costs) / (min(told.costs) or 1) - 1
    print(f"tenths apart by {apart:.1%} (wanted ≤ 15 %); {size / 1e9:.2f} GB on disk")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]) if sys.argv[3:] else 10**9)
