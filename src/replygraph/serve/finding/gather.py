"""Gathers the names of a whole generation: a process of its own, so that no query waits for it.

``python -m replygraph.serve.finding.gather GRAPH FILE BASE`` reads a graph from disk and writes the
arrays of the index. Each question goes through the graph in one direction; what belongs together is
put together here, which on disk is many times faster than a join.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from replygraph import iri as iris
from replygraph.serve.explorer.ask import whole
from replygraph.serve.finding.forms import SHORT, Form, agency_forms, place_forms
from replygraph.serve.finding.index import Named, arrays
from replygraph.serve.finding.names import CLASSES, kind_bits
from replygraph.store.serving import Served, opened
from replygraph.views.parts import kind_of
from replygraph.vocab import iri as full


def _where(iri: str, base: str) -> str:
    """Return what an IRI tells of the place of a thing among others of its name.

    >>> _where("https://w3id.org/replygraph/id/person/政协/泉州市/洪雅琴", iris.BASE)
    '政协 泉州市'
    """
    for start in (base, iris.BASE):
        if iri.startswith(start):
            parts = iri.removeprefix(start).split("/")[1:-1]
            return " ".join(part for part in parts if part)
    return ""


Rows = list[list[str]]


def things(
    named: Rows, more: Rows, same: Rows, counts: Mapping[str, int], base: str
) -> list[Named]:
    """Return what there is to be found: IRIs of one thing as one, with all its names."""
    mains = {one: main for one, main in same if one != main}
    classes = {full(name): 1 << place for place, name in enumerate(CLASSES)}
    bits: dict[str, int] = defaultdict(int)
    labels: dict[str, str] = {}
    further: dict[str, dict[str, int]] = defaultdict(dict)
    for iri, kind, name in named:
        main = mains.get(iri, iri)
        bits[main] |= classes.get(kind, 0)
        if main != iri or labels.setdefault(main, name) != name:
            further[main][name] = SHORT
    notes: dict[str, str] = {}
    for iri, name in more:
        main = mains.get(iri, iri)
        if main in bits:
            further[main][name] = SHORT
            notes[main] = name if kind_of(main) == "proposal" else ""
    found = []
    for iri, classed in bits.items():
        kind = kind_of(iri)
        name = labels.get(iri) or next(iter(further[iri]))
        forms = dict(further.get(iri, ()))
        forms.update(form for form in _forms(kind, name) if form[0] not in forms)
        forms.pop(name, None)
        note = " ".join(part for part in (notes.get(iri, ""), _where(iri, base)) if part)
        mask = classed | kind_bits((kind,))
        found.append(Named(iri, name, mask, counts.get(iri, 0), tuple(forms.items()), note))
    return found


def _forms(kind: str, name: str) -> list[Form]:
    if kind == "agency":
        return agency_forms(name)
    return place_forms(name) if kind == "place" else []


def _rows(graph: Served, name: str) -> Rows:
    return whole(graph, f"search-{name}")


def _counts(graph: Served) -> dict[str, int]:
    """Return how many letters name each thing, under any of its IRIs, or answer it."""
    found = {iri: int(count) for iri, count in _rows(graph, "mentions")}
    several: dict[str, set[str]] = defaultdict(set)
    for query in ("aliased", "mains", "replies", "naming"):
        for iri, letter in _rows(graph, query):
            several[iri].add(letter)
    return {**found, **{iri: len(letters) for iri, letters in several.items()}}


def gathered(graph: Served, base: str) -> list[Named]:
    """Return all that can be found in a graph."""
    labels: dict[str, list[str]] = defaultdict(list)
    for iri, name in _rows(graph, "labels"):
        labels[iri].append(name)
    named = [
        [iri, kind, name] for iri, kind in _rows(graph, "classes") for name in labels.get(iri, ())
    ]
    return things(named, _rows(graph, "more"), _rows(graph, "same"), _counts(graph), base)


def main() -> None:
    """Gather what the command line names."""
    folder, file, base = sys.argv[1:4]
    graph = opened(Path(folder), memory=False, union=True)
    np.savez(file, allow_pickle=False, **arrays(gathered(graph, base)))


if __name__ == "__main__":
    main()
