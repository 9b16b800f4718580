"""What two bodies did together: their joint acts with the sentences that prove them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from replygraph.derive import Act
from replygraph.derive.acts import collaboration
from replygraph.views.corpus import year
from replygraph.views.filters import Filter
from replygraph.vocab import PREFIXES

_RG = PREFIXES["rg"]
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Joint:
    """A joint act of two bodies; ``about`` and ``letters`` are pairs of IRI and name.

    ``year`` is that of the earliest letter that reports it where no letter dates the act.
    """

    iri: str
    kind: str
    date: str
    year: int
    about: tuple[tuple[str, str], ...]
    who: tuple[str, ...]
    letters: tuple[tuple[str, str], ...]
    outcomes: tuple[str, ...]
    passages: tuple[str, ...]
    bodies: int


def _gathered(rows: Iterable[Row]) -> dict[str, dict[str, dict[str, Row]]]:
    """Return the rows by act, by property, by value; of several names the first in order."""
    found: dict[str, dict[str, dict[str, Row]]] = defaultdict(lambda: defaultdict(dict))
    for row in rows:
        values = found[row["act"]][row["p"].removeprefix(_RG)]
        before = values.get(row["o"])
        if before is None or row.get("name", "") < before.get("name", ""):
            values[row["o"]] = row
    return found


def _act(name: str, parts: Mapping[str, Mapping[str, Row]], one: Mapping[str, str]) -> Act:
    def values(which: str) -> tuple[str, ...]:
        return tuple(sorted(parts.get(which, {})))

    who = parts.get("participant", {})
    agencies = {one.get(body, body) for body, row in who.items() if row.get("type")}
    return Act(
        name,
        next(iter(values("actKind")), "").removeprefix(_RG),
        values("object"),
        next(iter(values("date")), None),
        tuple(sorted({one.get(body, body) for body in who})),
        tuple(sorted(agencies)),
        values("reportedBy"),
        values("evidence"),
    )


def joint_acts(
    rows: Iterable[Row], pair: tuple[str, str], one: Mapping[str, str] | None = None
) -> tuple[Joint, ...]:
    """Return the acts that two bodies share, the latest first; what may be the same counts once.

    ``one`` maps bodies to their lineages, where the pair is of lineages.
    """
    gathered = _gathered(rows)
    acts = {name: _act(name, parts, one or {}) for name, parts in gathered.items()}
    told = [act for act in acts.values() if len(act.bodies) > 1]
    kept = collaboration(pair, told).acts if told else ()
    found = []
    for name in kept:
        act, parts = acts[name], gathered[name]
        letters = parts.get("reportedBy", {})
        years = [int(r["year"]) for r in letters.values() if r.get("year", "").isdecimal()]
        about = parts.get("object", {})
        found.append(
            Joint(
                name,
                act.kind,
                act.date or "",
                year(act.date) or min(years, default=0),
                tuple((iri, about[iri].get("name", "")) for iri in act.targets),
                act.bodies,
                tuple((iri, letters[iri].get("name", "")) for iri in act.letters),
                tuple(
                    sorted(
                        {r["outcome"].removeprefix(_RG) for r in letters.values() if "outcome" in r}
                    )
                ),
                act.evidence,
                len(act.bodies),
            )
        )
    found.sort(key=lambda joint: joint.iri)
    found.sort(key=lambda joint: joint.date or str(joint.year or ""), reverse=True)
    return tuple(found)


def fitting(acts: Iterable[Joint], what: Filter) -> tuple[Joint, ...]:
    """Return the acts of the relations, outcomes and years asked for."""

    def fits(act: Joint) -> bool:
        if what.relations and act.kind not in what.relations:
            return False
        if what.outcomes and not set(what.outcomes) & set(act.outcomes):
            return False
        if what.by_year:
            return (what.since or 1) <= act.year <= (what.until or 9999)
        return True

    return tuple(act for act in acts if fits(act))
