"""The vocabulary as code: predicates from the one table, terms as a closed namespace.

`RG` (an rdflib namespace that refuses terms the ontology does not define) is loaded on first use,
because rdflib takes a third of a second; `predicates` and `labels` need the standard library only.

>>> from replygraph.vocab import RG
>>> str(RG.jointlySurveys)
'https://w3id.org/replygraph/ns#jointlySurveys'
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from replygraph.resources import ontology_file

if TYPE_CHECKING:
    from replygraph.vocab.terms import RG as RG

__all__ = ["CLASSES", "PREFIXES", "RG", "Predicate", "predicates"]

PREFIXES = {
    "dcterms": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "itsrdf": "http://www.w3.org/2005/11/its/rdf#",
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "rg": "https://w3id.org/replygraph/ns#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "time": "http://www.w3.org/2006/time#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

#: mention type → class of the thing named, as a prefixed name
CLASSES = {
    "PERSON": "foaf:Person",
    "AGENCY": "rg:Agency",
    "ORG": "org:Organization",
    "PLACE": "schema:Place",
    "EVENT": "schema:Event",
    "PROGRAM": "rg:Program",
    "DOCUMENT": "rg:Document",
    "PROPOSAL": "rg:Submission",
    "MEDIA": "rg:Medium",
}


@dataclass(frozen=True, slots=True)
class Predicate:
    """One row of ``ontology/predicates.csv``; domain and range are mention types."""

    name: str
    domain: tuple[str, ...]
    range: tuple[str, ...]
    zh: str
    en: str
    definition_zh: str
    definition_en: str
    cues: tuple[str, ...]
    above: str
    symmetric: bool
    mapping: str
    example: str


@cache
def predicates() -> dict[str, Predicate]:
    """Return the predicates by name, in the order of the table.

    >>> predicates()["issues"].zh, predicates()["issues"].range
    ('印发', ('DOCUMENT', 'PROGRAM'))
    """
    with ontology_file("predicates.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["predicate"]: Predicate(
                row["predicate"],
                tuple(row["domain"].split()),
                tuple(row["range"].split()),
                row["label_zh"],
                row["label_en"],
                row["definition_zh"],
                row["definition_en"],
                tuple(row["cues"].split("|")),
                row["super"],
                row["symmetric"] == "yes",
                row["mapping"],
                row["example"],
            )
            for row in csv.DictReader(file)
        }


def iri(name: str) -> str:
    """Return the IRI of a prefixed name.

    >>> iri("foaf:Person")
    'http://xmlns.com/foaf/0.1/Person'
    """
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


def __getattr__(name: str) -> Any:
    if name == "RG":
        from replygraph.vocab.terms import RG

        return RG
    raise AttributeError(name)
