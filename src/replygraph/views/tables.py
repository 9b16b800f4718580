"""Networks as rows, for files that other programs read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from replygraph.analyse import collaboration_graph, weighted_degree
from replygraph.claims import bounds
from replygraph.views.acts import Act, Tie
from replygraph.views.corpus import Corpus, Fact, Thing
from replygraph.views.names import kind, region
from replygraph.views.network import called

Row = dict[str, Any]


def _node(thing: Thing) -> Row:
    agency = thing.type == "AGENCY"
    where = region(thing.name) if agency else ("", "")
    return {
        "id": thing.id,
        "label": called(thing),
        "type": thing.type,
        "kind": kind(thing.name) if agency else None,
        "region": where[0] or None,
        "district": where[1] or None,
        "letters": len(thing.letters),
    }


def _dates(dates: Iterable[str]) -> tuple[str | None, str | None]:
    known = sorted(date for date in dates if date)
    return (known[0], known[-1]) if known else (None, None)


def _intervals(dates: Iterable[str]) -> list[str]:
    """Return the dates as intervals of days (EDTF), each once; what is no date is left out.

    >>> _intervals(["2021-09", "", "2020-03-05"])
    ['2020-03-05/2020-03-05', '2021-09-01/2021-09-30']
    """
    found = {f"{days[0]}/{days[1]}" for date in dates if (days := bounds(date))}
    return sorted(found)


def collaboration_rows(
    corpus: Corpus, acts: Sequence[Act], ties: Sequence[Tie]
) -> tuple[list[Row], list[Row]]:
    """Return the agencies that act jointly, and their collaborations, one row each.

    ``weight`` of a node sums the strengths of its ties; ``weight`` of an edge is its strength,
    Σ 1/(n−1) over the acts; ``dates`` are the days of each dated act, as intervals;
    ``evidence`` is the first sentence that proves it.
    """
    graph = collaboration_graph((t.a, t.b, t.strength) for t in ties)
    degree = weighted_degree(graph)
    nodes = [
        _node(corpus.things[name])
        | {"weight": round(degree[name], 6), "partners": int(graph.degree(name))}
        for name in graph
    ]
    edges = []
    for tie in sorted(ties, key=lambda t: (t.a, t.b)):
        shared = [acts[index] for index in tie.acts]
        first, last = _dates(act.date for act in shared)
        quotes = [quote for act in shared for quote in act.quotes]
        edges.append(
            {
                "source": tie.a,
                "target": tie.b,
                "source_label": corpus.things[tie.a].name,
                "target_label": corpus.things[tie.b].name,
                "weight": round(tie.strength, 6),
                "acts": len(shared),
                "kinds": sorted({act.kind for act in shared}),
                "letters": len({key for act in shared for key in act.letters}),
                "first": first,
                "last": last,
                "dates": _intervals(act.date for act in shared),
                "evidence": quotes[0].text if quotes else None,
                "letter": quotes[0].letter if quotes else None,
            }
        )
    return nodes, edges


def statement_rows(corpus: Corpus) -> tuple[list[Row], list[Row]]:
    """Return all things that statements link, and one row per subject, predicate, object, modality.

    ``weight`` counts the letters that state it.
    """
    grouped: dict[tuple[str, str, str, str], list[Fact]] = defaultdict(list)
    for fact in corpus.facts:
        grouped[fact.subject, fact.predicate, fact.object, fact.modality].append(fact)
    linked = sorted({end for key in grouped for end in (key[0], key[2])})
    edges = []
    for (subject, predicate, target, modality), facts in sorted(grouped.items()):
        first, last = _dates(fact.date for fact in facts)
        quotes = [quote for fact in facts for quote in fact.quotes]
        edges.append(
            {
                "source": subject,
                "target": target,
                "source_label": corpus.things[subject].name,
                "target_label": corpus.things[target].name,
                "label": predicate,
                "modality": modality,
                "weight": len({fact.letter for fact in facts}),
                "first": first,
                "last": last,
                "dates": _intervals(fact.date for fact in facts),
                "evidence": quotes[0].text if quotes else None,
                "letter": quotes[0].letter if quotes else None,
            }
        )
    return [_node(corpus.things[name]) for name in linked], edges
