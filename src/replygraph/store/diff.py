"""What changed between two generations of a store."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from replygraph import iri
from replygraph.errors import StoreError
from replygraph.store.base import Places
from replygraph.store.records import Records


@dataclass(frozen=True, slots=True)
class Difference:
    """Letters (by IRI) and lines of facts (N-Quads) that came, went or changed; all sorted."""

    one: int
    other: int
    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]
    facts_added: tuple[str, ...]
    facts_removed: tuple[str, ...]


def diff(path: Path | str, one: int | None = None, other: int | None = None) -> Difference:
    """Return what changed from generation ``one`` to ``other``; by default, the last two.

    Raises StoreError where a generation is not there.
    """
    import pyoxigraph as ox

    from replygraph.store import engine

    places = Places(Path(path))
    known = places.numbers()
    last = places.current_number()
    other = last if other is None else other
    if one is None:
        one = max((n for n in known if n < other), default=0)
        if not one and other in known:
            raise StoreError(
                f"{path}：版本 {other} 之前没有别的版本，无可比较；再构建一次即可比较。",
                f"{path}: there is no generation before {other} to compare; build once more.",
            )
    for number in (one, other):
        if number not in known:
            there = "、".join(map(str, known)) or "无"
            raise StoreError(
                f"{path}：没有可比较的版本 {number}；现有版本：{there}。",
                f"{path}: there is no generation {number} to compare; there are: {there}.",
            )
    bodies, facts = [], []
    for number in (one, other):
        records = Records(places.records, number, write=False)
        base = records.setting("base", iri.BASE)
        bodies.append({key: records.get(key) for key in records.letters()})
        records.close()
        graph = ox.Store.read_only(str(places.generation(number) / "graph"))
        facts.append(set(engine.quads(graph, iri.graph("facts", base))))
    before, after = bodies
    return Difference(
        one,
        other,
        tuple(sorted(after.keys() - before.keys())),
        tuple(sorted(before.keys() - after.keys())),
        tuple(sorted(k for k in before.keys() & after.keys() if before[k] != after[k])),
        tuple(sorted(facts[1] - facts[0])),
        tuple(sorted(facts[0] - facts[1])),
    )
