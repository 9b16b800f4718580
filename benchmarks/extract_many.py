"""As many letters as are wanted, read on a local cluster and left as parts: does it stay linear?

    python benchmarks/extract_many.py LETTERS [FOLDER]

Made letters (`varied.py`) are written to FOLDER/letters as Parquet files of 20,000 rows, then read
by two Dask workers (`replygraph.cluster`), as ``replygraph build --cluster local`` does before it
stores anything. Parts and manifest are left in FOLDER/parts; a run that was broken off goes on.
Without FOLDER all is done in a temporary one, and loaded too (`load_many.py`).
Printed for each tenth: letters a second, CPU milliseconds of the workers a letter, the largest
process so far, bytes of the parts a letter; at the end how far the tenths' CPU time is apart
(wanted: 15 % at most) and the peak (wanted: 2 GiB at most).
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

import load_many
import psutil
import pyarrow as pa
import pyarrow.parquet as pq
import varied

from replygraph import cluster, iri
from replygraph.building import reader
from replygraph.parts import How, Manifest, items, tasks

_ROWS = 20_000
#: letters of one task
_GROUP = 128
_TENTHS = 10


def write(count: int, folder: Path) -> None:
    """Write the Parquet files that are not there yet."""
    folder.mkdir(parents=True, exist_ok=True)
    vary = varied.Vary()
    for start in range(0, count, _ROWS):
        target = folder / f"{start:08d}.parquet"
        if target.exists():
            continue
        numbers = range(start, min(start + _ROWS, count))
        rows = {"url": [f"{n:08d}.txt" for n in numbers], "text": [vary.letter(n) for n in numbers]}
        fresh = target.with_suffix(".new")
        pq.write_table(pa.table(rows), fresh, row_group_size=_GROUP)
        fresh.rename(target)


class Used:
    """CPU seconds of all processes under this one, and the largest of them."""

    def __init__(self) -> None:
        self.seconds: dict[int, float] = {}
        self.peak = 0

    def look(self) -> float:
        for process in psutil.Process().children(recursive=True):
            try:
                times, memory = process.cpu_times(), process.memory_info()
            except psutil.NoSuchProcess:
                continue
            self.seconds[process.pid] = times.user + times.system
            self.peak = max(self.peak, memory.rss)
        return sum(self.seconds.values())


def main(count: int, folder: Path) -> None:
    """Write, read, print."""
    from replygraph import compiled

    print("reading is", "compiled" if compiled() else "pure Python", flush=True)
    write(count, folder / "letters")
    how = How(str(folder / "parts"), iri.BASE, reader())
    manifest = Manifest(folder / "parts" / "manifest.jsonl")
    todo = tasks(items([str(folder / "letters")]))
    used, told, letters, costs = Used(), 0, 0, []
    began, before = time.perf_counter(), 0.0
    for done in cluster.run("local", todo, how, manifest, jobs=2):
        told += done.files * _GROUP
        letters += done.letters
        assert not done.problems, done.problems
        if told >= count * (len(costs) + 1) / _TENTHS:
            now, seconds = time.perf_counter(), used.look()
            each = letters or 1
            costs.append(1000 * (seconds - before) / each)
            size = sum(p.stat().st_size for p in (folder / "parts").glob("*.gz"))
            print(
                f"{time.strftime('%H:%M:%S')} {told:9d} letters; {each / (now - began):5.0f} "
                f"letters/s, CPU {costs[-1]:5.2f} ms a letter, {used.peak >> 20} MB, "
                f"{size / told:6.0f} bytes of parts a letter",
                flush=True,
            )
            began, before, letters = now, seconds, 0
    apart = max(costs) / (min(costs) or 1) - 1
    print(f"CPU a letter, tenths apart by {apart:.1%} (wanted ≤ 15 %); peak {used.peak >> 20} MB")


if __name__ == "__main__":
    if sys.argv[2:]:
        main(int(sys.argv[1]), Path(sys.argv[2]))
    else:
        with tempfile.TemporaryDirectory(prefix="replygraph-bench-") as place:
            main(int(sys.argv[1]), Path(place))
            load_many.main(Path(place), Path(place) / "store", int(sys.argv[1]))
