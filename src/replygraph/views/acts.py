"""Joint acts with the sentences that prove them, and the pairs of agencies that share them."""

from __future__ import annotations

from dataclasses import dataclass

from replygraph import iri
from replygraph.views.corpus import Corpus, Quote, year


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


def acts(corpus: Corpus) -> tuple[Act, ...]:
    """Return the joint acts of at least two agencies, by date, kind and IRI."""
    told = {
        iri.passage(quote.letter, quote.start, quote.start + len(quote.text)): quote
        for fact in corpus.facts
        for quote in fact.quotes
    }
    found = []
    for act in corpus.derived.acts:
        if len(act.bodies) < 2:
            continue
        found.append(
            Act(
                act.iri,
                act.kind,
                act.target or "",
                act.date or "",
                act.bodies,
                act.letters,
                tuple(told[name] for name in act.evidence if name in told),
                act.strength,
            )
        )
    return tuple(sorted(found, key=lambda a: (a.date, a.kind, a.id)))


def ties(corpus: Corpus, found: tuple[Act, ...]) -> tuple[Tie, ...]:
    """Return the collaborations, the strongest first; ``found`` are the acts of the corpus."""
    place = {act.id: index for index, act in enumerate(found)}
    pairs = (
        Tie(*c.pair, tuple(sorted(place[name] for name in c.acts)), c.strength)
        for c in corpus.derived.collaborations
    )
    return tuple(sorted(pairs, key=lambda t: (-t.strength, t.a, t.b)))
