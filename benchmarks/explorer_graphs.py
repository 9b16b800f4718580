"""Makes stores with the joint acts of many agencies, to measure the network views at any size.

Agencies are real divisions with the usual kinds of agencies; who acts with whom is invented, at
the density of the annotated letters: about 25 letters a division with four joint acts each, most
of them within the division, some with its city and province. ``explorer_graphs.py FOLDER N``
writes a store with N agencies.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
from letters import KINDS, letters

from replygraph import iri
from replygraph.resources import authority
from replygraph.store import open_store
from replygraph.store.base import Places
from replygraph.vocab import CLASSES, PREFIXES

MORE = [
    "公安局", "审计局", "统计局", "信访局", "档案局", "城市管理局", "乡村振兴局", "行政审批局",
    "科学技术协会", "总工会", "妇女联合会", "残疾人联合会", "机关事务管理局",
]  # fmt: skip
ACTS = (
    ("jointHandling", 35), ("jointSurvey", 20), ("jointIssue", 15), ("jointEvent", 12),
    ("jointProgram", 10), ("agreement", 8),
)  # fmt: skip
LETTERS = 25
PER_LETTER = 4


def _iri(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"<{PREFIXES[prefix]}{local}>"


def _agencies(count: int) -> list[list[str]]:
    """Return the agencies of as many divisions as are needed, those of one place together."""
    known = authority()
    places = [p for p in known.places if p.until == 9999]
    random.Random(1).shuffle(places)
    kinds = [*KINDS, *MORE]
    found: list[list[str]] = []
    left = count
    for place in places:
        if left <= 0:
            break
        above = [p.name for p in reversed(known.above(place))]
        city = above[-1] if place.level == "county" and above else ""
        name = f"{city}{place.name}" if place.name.endswith("区") else place.name
        found.append([f"{name}{kind}" for kind in kinds[:left]])
        left -= len(kinds)
    return found


def lines(count: int) -> Iterator[str]:
    """Yield N-Quads about ``count`` agencies."""
    rng = random.Random(count)
    base, facts = iri.BASE, f"<{iri.graph('facts', iri.BASE)}>"
    kind_of, weight = zip(*ACTS, strict=True)
    a, label = f"<{PREFIXES['rdf']}type>", f"<{PREFIXES['rdfs']}label>"
    groups = _agencies(count)

    def node(name: str) -> str:
        return f"<{iri.entity('AGENCY', name, base=base)}>"

    for names in groups:
        for name in names:
            yield f"{node(name)} {a} {_iri(CLASSES['AGENCY'])} {facts} .\n"
            yield f'{node(name)} {label} "{name}"@zh {facts} .\n'
    for number, names in enumerate(groups):
        leaders = rng.choices(names, [1 / (n + 1) for n in range(len(names))], k=LETTERS)
        for turn, leader in enumerate(leaders):
            letter = f"<{base}letter/made/{number}-{turn}>"
            year = rng.choices(range(2012, 2025), range(1, 14))[0]
            yield f"{letter} {a} {_iri('rg:Letter')} {facts} .\n"
            yield f'{letter} {_iri("rg:year")} "{year}"^^<{PREFIXES["xsd"]}integer> {facts} .\n'
            yield f"{letter} {_iri('rg:outcome')} {_iri('rg:' + rng.choice('AABC'))} {facts} .\n"
            for step in range(PER_LETTER):
                others = rng.choices(names, [1 / (n + 2) for n in range(len(names))], k=2)
                if rng.random() < 0.12:  # with somebody elsewhere
                    others[0] = rng.choice(rng.choice(groups[: 1 + number]))
                act = f"<{base}act/made-{number}-{turn}-{step}>"
                kind = rng.choices(kind_of, weight)[0]
                yield f"{act} {a} {_iri('rg:JointAct')} {facts} .\n"
                yield f"{act} {_iri('rg:actKind')} {_iri(f'rg:{kind}')} {facts} .\n"
                if kind != "jointHandling":
                    when = f"{year}-{rng.randint(1, 12):02d}"
                    yield f'{act} {_iri("rg:date")} "{when}" {facts} .\n'
                yield f"{act} {_iri('rg:reportedBy')} {letter} {facts} .\n"
                for body in sorted({leader, *others}):
                    yield f"{act} {_iri('rg:participant')} {node(body)} {facts} .\n"


def store(folder: Path, count: int) -> None:
    """Write a store with ``count`` agencies into ``folder``."""
    with open_store(folder, write=True) as kept:
        kept.update(letters(1))
        kept.publish()
        at = kept.generation
    with tempfile.NamedTemporaryFile("w", suffix=".nq", encoding="utf-8", delete=False) as file:
        file.writelines(lines(count))
    graph = ox.Store(str(Places(folder).generation(at) / "graph"))
    graph.bulk_load(path=file.name, format=ox.RdfFormat.N_QUADS)
    graph.flush()
    Path(file.name).unlink()


if __name__ == "__main__":
    store(Path(sys.argv[1]), int(sys.argv[2]))
