"""Measures the store on made letters: building, replacing one, loading, the headline question.

``store_speed.py N…`` measures at these numbers of letters (by default 1000). For each: seconds and
memory of a build, replacing one letter and publishing, loading the same N-Quads into the engine and
into rdflib (a sample of it), and the partners of one agency (cookbook 02), read from disk.
"""

from __future__ import annotations

import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from letters import letters
from rdflib import Dataset

from replygraph.ask import question
from replygraph.store import open_store

#: lines that rdflib is given: it takes a quarter of an hour for 10,000 letters
SAMPLE = 100_000


def timed(work: Any) -> float:
    """Return the seconds that a call took."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def show(name: str, value: str) -> None:
    """Print one figure."""
    sys.stdout.write(f"{name:<42} {value}\n")
    sys.stdout.flush()


def building(count: int, folder: Path) -> None:
    """Build a graph, then replace a letter."""
    with open_store(folder, write=True) as store:
        took = timed(lambda: store.update(letters(count)))
        show(f"build {count} letters", f"{took:.1f} s, {1000 * took / count:.1f} ms a letter")
        record = next(store.records())
        turns = []
        for category in "ABCDABCD":
            changed = {**record, "category": category, "relations": record["relations"][1:]}
            turns.append(timed(lambda changed=changed: store.update([changed])))
        show("replace one letter and publish, p50", f"{statistics.median(turns):.3f} s")
        every = sum(1 for _ in store.quads())
        show("triples a letter, all graphs", f"{every / len(store):.1f}")


def loading(folder: Path) -> None:
    """Load the same lines into the engine on disk and into rdflib."""
    with open_store(folder) as store, tempfile.TemporaryDirectory() as other:
        lines = sorted(line for line, _ in zip(store.quads(), range(SAMPLE), strict=False))
        data = "".join(lines).encode("utf-8")
        how: dict[str, Any] = {"format": ox.RdfFormat.N_QUADS, "lenient": True}
        disk, memory = ox.Store(other), ox.Store()
        kept = timed(lambda: disk.bulk_load(data, **how))
        held = timed(lambda: memory.bulk_load(data, **how))
        plain = timed(lambda: Dataset().parse(data=data.decode("utf-8"), format="nquads"))
    show(
        f"load {len(lines)} quads",
        f"on disk {kept:.2f} s, in memory {held:.2f} s, rdflib (in memory) {plain:.2f} s",
    )
    show("against rdflib", f"{plain / kept:.1f} times on disk, {plain / held:.1f} in memory")


def asking(folder: Path) -> None:
    """Ask for the partners of agencies, of many and of few letters alike."""
    with open_store(folder) as store:
        names = [
            str(row[0])
            for row in store.query(
                "SELECT DISTINCT ?n { ?pair rg:between ?a . ?a rdfs:label ?n }"
            ).rows
        ]
        ask = question("02")
        turns = random.Random(1).sample(sorted(names), min(200, len(names)))
        took = [timed(lambda name=name: store.query(ask.sparql({"name": name}))) for name in turns]
        rows = statistics.mean(len(store.query(ask.sparql({"name": n})).rows) for n in turns[:20])
    p95 = statistics.quantiles(took, n=20)[-1]
    show(
        "partners of one agency, on disk",
        f"p50 {1000 * statistics.median(took):.1f} ms, p95 {1000 * p95:.1f} ms, {rows:.0f} rows",
    )


def main() -> None:
    """Measure each size in a process of its own, so that memory is that of this size."""
    if sys.argv[1:2] == ["--one"]:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder)
            building(int(sys.argv[2]), path)
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            show("memory at most", f"{peak} MB")
            asking(path)
            loading(path)
        return
    for count in sys.argv[1:] or ["1000"]:
        subprocess.run([sys.executable, __file__, "--one", count], check=True)


if __name__ == "__main__":
    main()
