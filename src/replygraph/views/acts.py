"""Joint acts with the sentences that prove them, and the pairs of agencies that share them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from replygraph.derive import KINDS
from replygraph.derive import Act as Derived
from replygraph.views.corpus import Corpus, Fact, Quote, year

_HANDLING = "jointHandling"
_HANDLED = frozenset({"answers", "leads", "coHandles"})


@dataclass(frozen=True, slots=True)
class Act:
    """A joint act as a page shows it; ``strength`` is what it adds to each pair of agencies."""

    id: str
    kind: str
    object: str
    date: str
    agencies: tuple[str, ...]
    letters: tuple[str, ...]
    quotes: tuple[Quote, ...]
    strength: float

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


def _distinct(facts: Iterable[Fact]) -> tuple[Quote, ...]:
    seen = {(quote.letter, quote.start): quote for fact in facts for quote in fact.quotes}
    return tuple(seen[place] for place in sorted(seen))


def _tells(fact: Fact, act: Derived) -> bool:
    """Say whether the statement is one of those that the act was derived from."""
    if fact.letter not in act.letters or fact.modality != "done":
        return False
    if fact.subject not in act.participants:
        return False
    if act.kind == _HANDLING:
        return fact.predicate in _HANDLED and fact.object == act.target
    if KINDS.get(fact.predicate) != act.kind or fact.date != (act.date or ""):
        return False
    return fact.object == act.target if act.target else fact.object in act.participants


def acts(corpus: Corpus) -> tuple[Act, ...]:
    """Return the joint acts of at least two agencies, by date, kind and IRI."""
    by_letter: dict[str, list[Fact]] = defaultdict(list)
    for fact in corpus.facts:
        by_letter[fact.letter].append(fact)
    found = []
    for act in corpus.derived.acts:
        if len(act.bodies) < 2:
            continue
        told = (fact for key in act.letters for fact in by_letter[key] if _tells(fact, act))
        found.append(
            Act(
                act.iri,
                act.kind,
                act.target or "",
                act.date or "",
                act.bodies,
                act.letters,
                _distinct(told),
                act.strength,
            )
        )
    return tuple(sorted(found, key=lambda a: (a.date, a.kind, a.id)))


def ties(corpus: Corpus, found: tuple[Act, ...]) -> tuple[Tie, ...]:
    """Return the collaborations, the strongest first; ``found`` are the acts of the corpus."""
    place = {act.id: index for index, act in enumerate(found)}
    pairs = (
        Tie(*c.pair, tuple(sorted(place[name] for name in c.acts)), round(c.strength, 6))
        for c in corpus.derived.collaborations
    )
    return tuple(sorted(pairs, key=lambda t: (-t.strength, t.a, t.b)))
