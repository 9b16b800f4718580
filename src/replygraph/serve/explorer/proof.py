"""The sentences behind many ties at once, for tables: of each tie its acts by year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from replygraph.serve.explorer.ask import some, table
from replygraph.serve.explorer.columns import column
from replygraph.serve.explorer.woven import Woven
from replygraph.serve.live import Generation
from replygraph.views.corpus import year
from replygraph.views.parts import Part, Quote, passage

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Proof:
    """A joint act of a tie: its year (0: none) and the first of the passages that tell of it."""

    year: int
    passage: str


async def _years(now: Generation) -> dict[str, int]:
    """Return the year of each letter that has one; gathered once a generation."""

    async def gathered() -> dict[str, int]:
        return {iri: int(value) for iri, value in await column(now, "rg:year", "rg:Letter")}

    kept: dict[str, int] = await now.once("letter-years", gathered)
    return kept


async def proofs(
    now: Generation, woven: Woven, pairs: Iterable[Pair]
) -> Mapping[Pair, Sequence[Proof]]:
    """Return for each pair of bodies its joint acts, the earliest first.

    The year of an act is that of the act, else of the earliest letter that tells of it, as in the
    network.
    """
    wanted = list(pairs)
    whose = {iri: body for pair in wanted for body in pair for iri in woven.iris(body)}
    acts: dict[str, tuple[set[int], set[str], str]] = {}
    for these in some(sorted(whose)):
        for act, who, date, place in await table(now, "body-acts", bodies=these):
            bodies, places, _ = acts.setdefault(act, (set(), set(), date))
            bodies.add(whose[who])
            places.add(place)
    dated = await _years(now)
    by_body: dict[int, set[str]] = defaultdict(set)
    told: dict[str, Proof] = {}
    for act, (bodies, places, date) in acts.items():
        letters = {place.partition("#")[0] for place in places}
        when = year(date) or min((dated[one] for one in letters if one in dated), default=0)
        told[act] = Proof(when, min(places))
        for body in bodies:
            by_body[body].add(act)
    return {
        (one, other): sorted(
            (told[act] for act in by_body[one] & by_body[other]),
            key=lambda proof: (proof.year, proof.passage),
        )
        for one, other in wanted
    }


async def sentences(now: Generation, passages: Iterable[str]) -> dict[str, Quote]:
    """Return passages as quotes without marks, for tables with many of them."""
    found: dict[str, Quote] = {}
    for these in some(sorted(passages)):
        for name, text in await table(now, "passage-texts", passages=these):
            if place := passage(name):
                found[name] = Quote(*place, (Part(" ".join(text.split())),))
    return found
