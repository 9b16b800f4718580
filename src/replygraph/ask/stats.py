"""What the graph holds, counted."""

from __future__ import annotations

from typing import Any

from replygraph.store import Store
from replygraph.vocab import PREFIXES

_KINDS = {
    "submissions": "rg:Proposal rg:Suggestion rg:Submission",
    "agencies": "rg:Agency",
    "organizations": "org:Organization",
    "persons": "foaf:Person",
    "places": "schema:Place",
    "events": "schema:Event",
    "programs": "rg:Program",
    "documents": "rg:Document",
    "media": "rg:Medium",
    "handlings": "rg:Handling",
    "joint_acts": "rg:JointAct",
    "collaborations": "rg:Collaboration",
    "commitments": "rg:Commitment",
}


def _count(store: Store, pattern: str) -> int:
    row = store.query(f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}").rows[0][0]
    return int(str(row))


def _by(store: Store, what: str, pattern: str) -> dict[str, int]:
    answer = store.query(
        f"SELECT ?{what} (COUNT(*) AS ?n) WHERE {{ {pattern} }} GROUP BY ?{what} ORDER BY ?{what}"
    )
    found = {}
    for name, number in answer.rows:
        if name is not None:
            found[name.value.removeprefix(PREFIXES["rg"])] = int(str(number))
    return dict(sorted(found.items()))


def stats(store: Store) -> dict[str, Any]:
    """Return counts: letters, things by kind, statements by modality and predicate, triples.

    ``triples_per_letter`` is that of the letters' own graphs, ``facts_per_letter`` what all
    letters together add to it.
    """
    letters = len(store)
    found: dict[str, Any] = {"generation": store.generation, "letters": letters}
    for name, kinds in _KINDS.items():
        found[name] = _count(store, f"VALUES ?k {{ {kinds} }} ?x a ?k")
    found["statements"] = _by(
        store,
        "m",
        "?s a rg:Statement OPTIONAL { ?s rg:modality ?n } BIND(COALESCE(?n, rg:done) AS ?m)",
    )
    found["predicates"] = _by(store, "p", "?s a rg:Statement ; rdf:predicate ?p")
    found["years"] = _by(store, "y", "?l a rg:Letter ; rg:year ?y")
    found["roles"] = _by(store, "r", "?l a rg:Letter ; rg:role ?r")
    found["outcomes"] = _by(store, "o", "?l a rg:Letter ; rg:outcome ?o")
    triples = store.triples()
    own = _count(store, "?l a rg:Letter . GRAPH ?l { ?s ?p ?o }")
    found["triples"] = triples
    found["triples_per_letter"] = round(own / letters, 1) if letters else 0.0
    found["facts_per_letter"] = round((triples - own) / letters, 1) if letters else 0.0
    return found
