"""Measures a store on a SPARQL server beside one in a folder, on made letters.

``remote_speed.py URL [N]``, with the log-in in the environment: seconds of a build of N letters (by
default 1000), of replacing one letter and of removing one, of opening from another machine, and
each question of the cookbook in milliseconds, on the server and in the folder. What the server
holds is compared with the folder. The server should be empty; what was built stays there.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from letters import letters

from replygraph.ask import cookbook
from replygraph.errors import ReplygraphError
from replygraph.store import Store, open_store

ROUNDS = 5


def show(name: str, *values: str) -> None:
    """Print one line of figures."""
    sys.stdout.write(f"{name:<34} {'  '.join(f'{value:>12}' for value in values)}\n")
    sys.stdout.flush()


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that a call took."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def building(place: str | Path, count: int) -> list[float]:
    """Return the seconds of building, replacing one letter, removing one."""
    with open_store(place, write=True) as store:
        took = [timed(lambda: store.update(letters(count)))]
        first = next(store.records())
        changed = {**first, "category": "D", "relations": first["relations"][1:]}
        took.append(timed(lambda: store.update([changed])))
        took.append(timed(lambda: (store.remove(first["iri"]), store.publish())))
    return took


def asking(there: Store, here: Store) -> None:
    """Ask each question of the cookbook of both."""
    for asked in cookbook():
        show(asked.name, *(_asked(store, asked.sparql()) for store in (there, here)))


def _asked(store: Store, sparql: str) -> str:
    try:
        turns = [timed(lambda: store.query(sparql)) for _ in range(ROUNDS)]
    except ReplygraphError as error:
        return error.en[:40]
    return f"{1000 * statistics.median(turns):.1f} ms"


def main() -> None:
    """Measure the server that the first argument names."""
    if not sys.argv[1:]:
        show("remote_speed.py URL [N]: no server was named, nothing is measured")
        return
    url, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    with tempfile.TemporaryDirectory() as place:
        os.environ["REPLYGRAPH_CACHE"] = f"{place}/one"
        rows = zip(building(url, count), building(f"{place}/graph", count), strict=True)
        show(f"{count} letters, s", "server", "folder")
        names = ("build", "replace one, publish", "remove one, publish")
        for name, pair in zip(names, rows, strict=True):
            show(name, *(f"{seconds:.2f} s" for seconds in pair))
        os.environ["REPLYGRAPH_CACHE"] = f"{place}/other"
        show(
            "open on another machine", f"{timed(lambda: open_store(url, write=True).close()):.2f} s"
        )
        with open_store(url) as there, open_store(f"{place}/graph") as here:
            start = time.perf_counter()
            lines = sorted(there.quads())
            took = time.perf_counter() - start
            alike = lines == sorted(here.quads())
            show(f"read all {len(lines)} quads", f"{took:.1f} s", "the same" if alike else "DIFFER")
            asking(there, here)


if __name__ == "__main__":
    main()
