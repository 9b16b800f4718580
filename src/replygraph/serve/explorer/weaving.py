"""Makes the network of a whole generation: a process of its own, so that no query waits for it.

``python -m replygraph.serve.explorer.weaving GRAPH TARGET`` reads the collaborations by
SPARQL and writes them, by lineage and by body, as `replygraph.views.whole` keeps them.
"""

from __future__ import annotations

import csv
import io
import os
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np

from replygraph.analyse.circles import circles
from replygraph.derive import Act
from replygraph.serve.explorer.ask import text
from replygraph.store.serving import Ask, Served, opened
from replygraph.views.whole import ACTS, Body, Told, Whole, save, weights, whole
from replygraph.vocab import PREFIXES

_RG = PREFIXES["rg"]
_MOST = 1 << 40
_NICE = 10

Row = dict[str, str]


def _rows(graph: Served, name: str) -> Iterator[Row]:
    reply = graph.answer(Ask(text(f"network-{name}"), results=("text/csv",)), _MOST)
    yield from csv.DictReader(io.StringIO(reply.body.decode("utf-8"), newline=""))


def _many(graph: Served, name: str, of: str) -> dict[str, list[str]]:
    """Return for each act the values of a column, sorted."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in _rows(graph, name):
        found[row["act"]].append(row[of])
    return {act: sorted(values) for act, values in found.items()}


def _bodies(graph: Served) -> dict[str, Body]:
    """Return the agencies; of several names of one the first in order."""
    found: dict[str, Body] = {}
    for row in _rows(graph, "bodies"):
        body = Body(row["name"], row["level"], row["line"])
        before = found.get(row["body"])
        if before is None or (body.name, body.lineage) < (before.name, before.lineage):
            found[row["body"]] = body
    return found


def _acts(graph: Served, bodies: Mapping[str, Body]) -> list[Act]:
    who = _many(graph, "participants", "who")
    about = _many(graph, "objects", "object")
    letters = _many(graph, "letters", "letter")
    dates = {row["act"]: row["date"] for row in _rows(graph, "dates")}
    found: dict[str, Act] = {}
    for row in _rows(graph, "acts"):
        name, kind = row["act"], row["kind"].removeprefix(_RG)
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
    for row in _rows(graph, "outcomes"):
        year = int(row["year"]) if row["year"].isdecimal() else None
        letters[row["letter"]] = Told(row["outcome"].removeprefix(_RG), year)
    lines = {row["line"]: row["name"] for row in _rows(graph, "lineages")}
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
