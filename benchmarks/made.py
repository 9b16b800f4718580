"""Stores of made letters for the benchmarks, built once and kept where that is asked for.

``made.py FOLDER N…`` builds FOLDER/letters-N for each N where it is not there yet, and says how
long that took and how much memory. A store that is being built has another name, so that one cut
short is never measured.
"""

from __future__ import annotations

import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from letters import letters

from replygraph.ask import Question, cookbook
from replygraph.store import Store, open_store

#: what the parameters of the cookbook's questions ask for → where such names stand
_NAMES = {
    "name of the agency": "?pair rg:between ?x . ?x rdfs:label ?name",
    "number of the submission": "?x rg:number ?name",
    "member, deputy or group": "?x a foaf:Person ; rdfs:label ?name",
    "name of the event (its editions too)": "?x a schema:Event ; rdfs:label ?name",
    "name of the place": "?x a schema:Place ; rdfs:label ?name",
}
_PAIRS = """SELECT ?subject ?object { ?s rdf:predicate rg:implements ; rg:modality rg:done ;
rdf:subject ?a ; rdf:object ?b . ?a rdfs:label ?subject . ?b rdfs:label ?object } LIMIT 2000"""


def show(name: str, value: str) -> None:
    """Print one figure."""
    sys.stdout.write(f"{name:<42} {value}\n")
    sys.stdout.flush()


@contextmanager
def stores(given: Path | None) -> Iterator[Path]:
    """Yield the folder of stores, by default a temporary one."""
    if given:
        given.mkdir(parents=True, exist_ok=True)
        yield given
    else:
        with tempfile.TemporaryDirectory() as folder:
            yield Path(folder)


def store_of(count: int, folder: Path) -> Path:
    """Return the store of ``count`` letters in ``folder``, built in a process of its own."""
    target = folder / f"letters-{count}"
    if not target.exists():
        fresh = folder / f"letters-{count}.new"
        shutil.rmtree(fresh, ignore_errors=True)
        subprocess.run([sys.executable, __file__, "--one", str(count), str(fresh)], check=True)
        fresh.rename(target)
    return target


def _build(count: int, folder: Path) -> None:
    start = time.perf_counter()
    with open_store(folder, write=True) as store:
        store.update(letters(count))
        triples = store.triples()
    took = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    show(f"build {count} letters", f"{took:.1f} s, {1000 * took / count:.1f} ms a letter")
    show("triples a letter, all graphs", f"{triples / count:.1f}")
    show("memory at most", f"{peak} MB")


def _names(store: Store, pattern: str, count: int) -> list[str]:
    rows = store.query(f"SELECT DISTINCT ?name {{ {pattern} }} LIMIT 5000").rows
    names = sorted(str(row[0]) for row in rows)
    return random.Random(1).sample(names, min(count, len(names)))


def _given(store: Store, question: Question, count: int) -> list[dict[str, str]]:
    """Return values for the parameters of a question, from what the store holds."""
    named = [p for p in question.parameters if p.en in _NAMES]
    if named:
        return [{named[0].name: n} for n in _names(store, _NAMES[named[0].en], count)]
    if {p.name for p in question.parameters} == {"subject", "object"}:
        rows = sorted((str(row[0]), str(row[1])) for row in store.query(_PAIRS).rows)
        some = random.Random(1).sample(rows, min(count, len(rows)))
        return [{"subject": one, "object": other} for one, other in some]
    return [{}]


def filled(folder: Path, count: int = 20) -> dict[str, list[str]]:
    """Return the cookbook's questions by name, each about up to ``count`` names of the store.

    The examples of the files name bodies of the sample letters, which made letters do not know;
    what nobody knows is answered at once.
    """
    with open_store(folder) as store:
        return {q.name: [q.sparql(given) for given in _given(store, q, count)] for q in cookbook()}


def main() -> None:
    """Build the stores."""
    if sys.argv[1] == "--one":
        _build(int(sys.argv[2]), Path(sys.argv[3]))
        return
    with stores(Path(sys.argv[1])) as folder:
        for count in map(int, sys.argv[2:]):
            store_of(count, folder)


if __name__ == "__main__":
    main()
