"""Makes the network of a whole generation: a process of its own, so that no query waits for it.

``python -m replygraph.serve.explorer.weaving GRAPH TARGET`` reads the collaborations by
SPARQL and writes them, by lineage and by body, as `replygraph.views.whole` keeps them.
"""

from __future__ import annotations

import os
import sys
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np

from replygraph.analyse.circles import circles
from replygraph.derive import Act
from replygraph.serve.explorer.ask import whole as rows
from replygraph.store.serving import Served, opened
from replygraph.views.whole import ACTS, Body, Told, Whole, save, weights, whole
from replygraph.vocab import PREFIXES

_RG = PREFIXES["rg"]
_NICE = 10


def _many(graph: Served, name: str) -> dict[str, list[str]]:
    """Return for each act what a query says of it, sorted."""
    found: dict[str, list[str]] = defaultdict(list)
    for act, value in rows(graph, name):
        found[act].append(value)
    return {act: sorted(values) for act, values in found.items()}


def _bodies(graph: Served) -> dict[str, Body]:
    """Return the agencies; of several names of one the first in order."""
    found: dict[str, Body] = {}
    for iri, *about in rows(graph, "network-bodies"):
        body = Body(*about)
        before = found.get(iri)
        if before is None or (body.name, body.lineage) < (before.name, before.lineage):
            found[iri] = body
    return found


def _acts(graph: Served, bodies: Mapping[str, Body]) -> list[Act]:
    who = _many(graph, "network-participants")
    about = _many(graph, "network-objects")
    letters = _many(graph, "network-letters")
    dates = dict(rows(graph, "network-dates"))
    found: dict[str, Act] = {}
    for name, said in rows(graph, "network-acts"):
        kind = said.removeprefix(_RG)
        if kind not in ACTS or name in found:
            continue
        everybody = tuple(who.get(name, ()))
        those = tuple(one for one in everybody if one in bodies)
        found[name] = Act(
            name,
            kind,
            tuple(about.get(name, ())),
            dates.get(name),
            everybody,
            those,
            tuple(letters.get(name, ())),
            (),
        )
    return list(found.values())


def with_circles(net: Whole) -> Whole:
    """Return the network with the community of each body."""
    found = circles(len(net.ids), net.tie_a.tolist(), net.tie_b.tolist(), weights(net).tolist())
    return replace(net, circle=np.array(found, np.int32))


def woven(graph: Served) -> tuple[Whole, Whole]:
    """Return the network of a graph by lineage and by body."""
    bodies = _bodies(graph)
    acts = _acts(graph, bodies)
    letters: dict[str, Told] = {}
    for letter, outcome, year in rows(graph, "network-outcomes"):
        when = int(year) if year.isdecimal() else None
        letters[letter] = Told(outcome.removeprefix(_RG), when)
    lines = dict(rows(graph, "network-lineages"))
    by_line = with_circles(whole(acts, bodies, letters, lineages=lines))
    if not any(body.lineage for body in bodies.values()):
        return by_line, replace(by_line, by="body")
    return by_line, with_circles(whole(acts, bodies, letters))


def main() -> None:
    """Weave what the command line names."""
    folder, target = sys.argv[1:3]
    if hasattr(os, "nice"):
        os.nice(_NICE)
    for net in woven(opened(Path(folder), memory=False, union=True)):
        save(net, Path(target))


if __name__ == "__main__":
    main()
