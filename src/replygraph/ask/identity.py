"""Why two names are one thing, or may be, reason by reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from replygraph.claims import claims
from replygraph.identify import Grouping, Judgement, Judgements, Score, grouping
from replygraph.store import Store


@dataclass(frozen=True, slots=True)
class Reason:
    """One feature that was compared: what came of it, what it adds, whether it decides alone."""

    name: str
    value: str
    weight: float
    forbids: bool


@dataclass(frozen=True, slots=True)
class Match:
    """Another name (``iri``, ``label``), compared with ``other``: same, unsure or different.

    ``judged`` says who decided, when and why, where people did; ``value`` is the sum of weights.
    """

    iri: str
    label: str
    other: str
    verdict: str
    value: float
    reasons: tuple[Reason, ...]
    judged: tuple[str, str, str] | None = None


def matches(store: Store, name: str) -> tuple[Match, ...]:
    """Return the names that are one with ``name`` (the IRI that stands), that may be, or are not.

    The last are those that people judged different.
    """
    judgements = Judgements(store.reviews().judgements)
    group = [name, *_related(store, f"?x owl:sameAs <{name}>")]
    unsure = _related(
        store,
        " UNION ".join(
            f"{{ ?x rg:possiblySame <{one}> }} UNION {{ <{one}> rg:possiblySame ?x }}"
            for one in group
        ),
    )
    apart = {other for one in group for other in judgements.judged_with(one)}
    others = sorted({*group[1:], *unsure, *apart} - {name})
    if not others:
        return ()
    made = _grouping(store, {*group, *others}, judgements)
    found = []
    for other in others:
        best = _best(made, other, [one for one in group if one != other])
        if best:
            found.append(_match(made, other, *best, judgements))
    return tuple(sorted(found, key=lambda m: (m.verdict != "same", m.verdict, -m.value, m.iri)))


def _related(store: Store, pattern: str) -> list[str]:
    answer = store.query(f"SELECT DISTINCT ?x WHERE {{ {pattern} }} ORDER BY ?x")
    return [str(row[0]) for row in answer.rows]


def _grouping(store: Store, names: Iterable[str], judgements: Judgements) -> Grouping:
    values = " ".join(f"<{name}>" for name in sorted(names))
    letters = _related(
        store,
        f"VALUES ?t {{ {values} }} {{ ?x rg:mentions ?t }} UNION {{ GRAPH ?x {{ "
        "{ ?s rdf:subject ?t } UNION { ?s rdf:object ?t } } }",
    )
    records = (store.record(letter) for letter in letters)
    made, _ = grouping(
        [letter for record in records if record and (letter := claims(record, store.base))],
        judgements,
    )
    return made


def _best(made: Grouping, other: str, group: list[str]) -> tuple[str, Score] | None:
    """Return the member of the group with which ``other`` agrees best."""
    scores = ((one, score) for one in group if (score := made.score(one, other)) is not None)
    ranked = sorted(scores, key=lambda pair: (pair[1].judged is None, -pair[1].value, pair[0]))
    return ranked[0] if ranked else None


def _match(made: Grouping, name: str, other: str, score: Score, judgements: Judgements) -> Match:
    thing = made.thing(name)
    pair = sorted((name, other))
    judged: Judgement | None = judgements.by_pair.get((pair[0], pair[1]))
    return Match(
        name,
        thing.label if thing else "",
        other,
        score.verdict,
        score.value,
        tuple(Reason(f.name, f.value, f.weight, f.forbids) for f in score.features),
        (judged.who, judged.when, judged.why) if judged else None,
    )
