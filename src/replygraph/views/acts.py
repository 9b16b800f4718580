"""Joint acts: several bodies doing one thing together, once, however many letters tell of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from replygraph.views.corpus import Corpus, Fact, Quote, year

BODIES = frozenset({"AGENCY"})

#: Predicates whose joint subjects act together, and the kind of act that makes.
ACT_KINDS = {
    "issues": "issue",
    "jointlySurveys": "survey",
    "hosts": "event",
    "organizes": "event",
    "implements": "program",
    "leads": "program",
    "cooperatesWith": "agreement",
    "coHandles": "handling",
    "answers": "handling",
}


@dataclass(frozen=True, slots=True)
class Act:
    """One joint act; ``strength`` is what it adds to each pair, 1/(n−1) for n participants."""

    kind: str
    object: str
    date: str
    participants: tuple[str, ...]
    letters: tuple[str, ...]
    quotes: tuple[Quote, ...]

    @property
    def strength(self) -> float:
        """Return what the act adds to the tie of each pair."""
        return 1 / (len(self.participants) - 1)

    @property
    def year(self) -> int | None:
        """Return the year of the act, None where no letter dates it."""
        return year(self.date)


@dataclass(frozen=True, slots=True)
class Tie:
    """A collaboration: two agencies and the joint acts they share (indices into the acts)."""

    a: str
    b: str
    acts: tuple[int, ...]
    strength: float


def _groups(corpus: Corpus) -> dict[tuple[str, ...], list[Fact]]:
    """Return the facts that tell of one act in one letter, under the key of that act."""
    groups: dict[tuple[str, ...], list[Fact]] = defaultdict(list)
    for fact in corpus.facts:
        kind = ACT_KINDS.get(fact.predicate)
        if kind is None or fact.modality != "done":
            continue
        if corpus.things[fact.subject].type not in BODIES:
            continue
        if kind == "handling":
            if corpus.things[fact.object].type == "PROPOSAL":
                groups[kind, fact.object].append(fact)
        elif kind == "agreement":
            if corpus.things[fact.object].type in BODIES:
                pair = sorted((fact.subject, fact.object))
                groups[kind, *pair, fact.date or fact.letter].append(fact)
        else:
            start = str(fact.quotes[0].start) if fact.quotes else ""
            groups[kind, fact.object, fact.date, fact.letter, fact.group or start].append(fact)
    return groups


def _merged(corpus: Corpus) -> dict[tuple[str, ...], list[Fact]]:
    """Return the same with the letters that report one dated act brought together."""
    merged: dict[tuple[str, ...], list[Fact]] = defaultdict(list)
    for key, facts in _groups(corpus).items():
        bodies = {f.subject for f in facts} | {
            f.object for f in facts if corpus.things[f.object].type in BODIES
        }
        if len(bodies) < 2:
            continue
        dated = len(key) == 5 and key[2]
        merged[key[:3] if dated else key].extend(facts)
    return merged


def _distinct(facts: Iterable[Fact]) -> tuple[Quote, ...]:
    seen = {(quote.letter, quote.start): quote for fact in facts for quote in fact.quotes}
    return tuple(seen[place] for place in sorted(seen))


def acts(corpus: Corpus) -> tuple[Act, ...]:
    """Return the joint acts of at least two bodies, by date, kind and object."""
    found: list[Act] = []
    for key, facts in _merged(corpus).items():
        kind = key[0]
        bodies = {fact.subject for fact in facts}
        if kind == "agreement":
            bodies |= {fact.object for fact in facts}
        dates = sorted({fact.date for fact in facts if fact.date})
        found.append(
            Act(
                kind,
                "" if kind == "agreement" else facts[0].object,
                dates[0] if dates else "",
                tuple(sorted(bodies)),
                tuple(sorted({fact.letter for fact in facts})),
                _distinct(facts),
            )
        )
    return tuple(sorted(found, key=lambda a: (a.date, a.kind, a.object, a.participants)))


def ties(found: tuple[Act, ...]) -> tuple[Tie, ...]:
    """Return the pairs of bodies that share an act, the strongest first.

    Strength is the sum of 1/(n−1) over the shared acts of n participants.
    """
    shared: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, act in enumerate(found):
        for pair in combinations(act.participants, 2):
            shared[pair].append(index)
    pairs = (
        Tie(a, b, tuple(where), round(sum(found[i].strength for i in where), 6))
        for (a, b), where in shared.items()
    )
    return tuple(sorted(pairs, key=lambda t: (-t.strength, t.a, t.b)))
