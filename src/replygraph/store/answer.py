"""Answers of queries as plain values, whatever the engine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple


class Term(NamedTuple):
    """A term of RDF; ``str(term)`` is its value.

    ``datatype`` is set for literals with a type other than xsd:string, ``language`` for those in
    a language.
    """

    kind: Literal["uri", "literal", "bnode"]
    value: str
    datatype: str | None = None
    language: str | None = None

    def __str__(self) -> str:
        """Return the value: IRI, lexical form or label."""
        return self.value


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query gave: rows (select), yes or no (ask), or triples (graph).

    ``rows`` are in the order of the answer, parallel to ``columns``, None where unbound.
    """

    kind: Literal["select", "ask", "graph"]
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Term | None, ...], ...] = ()
    boolean: bool | None = None
    triples: tuple[tuple[Term, Term, Term], ...] = ()

    def values(self) -> list[dict[str, str | None]]:
        """Return the rows as dictionaries of plain strings."""
        return [
            dict(zip(self.columns, (str(t) if t else None for t in row), strict=True))
            for row in self.rows
        ]
