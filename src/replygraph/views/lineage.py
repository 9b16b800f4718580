"""A corpus in which the bodies that succeed each other by renaming stand as one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from replygraph.derive import Facts, Line, collaborations
from replygraph.views.corpus import Corpus, Fact, Quote, Thing, corpus

if TYPE_CHECKING:
    from replygraph.store import Store

By = Literal["body", "lineage"]


def corpus_of(store: Store, by: By = "body", *, public_only: bool = False) -> Corpus:
    """Return what the letters of a store say, under people's judgements of what is the same.

    ``by`` says whether bodies that succeeded each other by renaming count as one; ``public_only``
    leaves out the letters that are not public.
    """
    records = store.records()
    if public_only:
        records = (record for record in records if record.get("public") is not False)
    found = corpus(records, base=store.base, judgements=store.reviews().judgements)
    return by_lineage(found) if by == "lineage" else found


def _last(line: Line, things: Mapping[str, Thing]) -> str:
    """Return the name of the last body of a line: the label runs from the first to the last."""
    names = [things[member].name for member in line.members if member in things]
    ending = [name for name in names if line.label.endswith(name)]
    return max(ending or names, key=lambda name: (len(name), name))


def _quote(quote: Quote, one: Mapping[str, str]) -> Quote:
    marks = tuple((start, end, one.get(who, who)) for start, end, who in quote.marks)
    return replace(quote, marks=marks)


def _fact(fact: Fact, one: Mapping[str, str]) -> Fact:
    return replace(
        fact,
        subject=one.get(fact.subject, fact.subject),
        object=one.get(fact.object, fact.object),
        quotes=tuple(_quote(quote, one) for quote in fact.quotes),
    )


def _derived(derived: Facts, one: Mapping[str, str], base: str) -> Facts:
    def ones(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(sorted({one.get(name, name) for name in names}))

    acts = tuple(
        replace(act, bodies=ones(act.bodies), participants=ones(act.participants))
        for act in derived.acts
    )
    handlings = (replace(h, agency=one.get(h.agency, h.agency)) for h in derived.handlings)
    return replace(
        derived,
        acts=acts,
        handlings=tuple(handlings),
        collaborations=collaborations(acts, base, lineages=one),
    )


def by_lineage(corpus: Corpus) -> Corpus:
    """Return the corpus with each lineage as one thing, under its IRI and its last name.

    The earlier names become aliases; facts, sentences, joint acts, handlings and collaborations
    speak of the lineage. Bodies that merged or were split up stay apart, and what no letter shows
    to have two names stays as it is. A corpus that is by lineage already is returned as it is.
    """
    if corpus.by == "lineage":
        return corpus
    one = {name: line for name, line in corpus.derived.lineages.items() if name in corpus.things}
    things = {name: thing for name, thing in corpus.things.items() if name not in one}
    for line in corpus.derived.lines:
        members = [corpus.things[m] for m in line.members if m in corpus.things]
        if not line.iri or not members:
            continue
        name = _last(line, corpus.things)
        called = {alias for member in members for alias in (member.name, *member.aliases)}
        letters = {key for member in members for key in member.letters}
        things[line.iri] = Thing(
            line.iri, name, "AGENCY", tuple(sorted(called - {name})), tuple(sorted(letters))
        )
    return replace(
        corpus,
        things=dict(sorted(things.items())),
        facts=tuple(_fact(fact, one) for fact in corpus.facts),
        derived=_derived(corpus.derived, one, corpus.base),
        by="lineage",
        earlier=_earlier(corpus),
    )


def _earlier(corpus: Corpus) -> dict[str, tuple[str, ...]]:
    """Return for each lineage the names of its bodies, the last one first."""
    found = {}
    for line in corpus.derived.lines:
        if line.iri:
            names = (corpus.things[m].name for m in line.members if m in corpus.things)
            found[line.iri] = tuple(sorted(names, key=lambda name: (-line.label.find(name), name)))
    return found
