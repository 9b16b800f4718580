"""The full annotation of one letter in NIF 2.0, made from its record when it is asked for.

The graph holds what a letter mentions once for each thing, so that 100,000 letters fit; where and
in which words it mentions it, by which rule, and its points stand in the record only.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from replygraph import iri
from replygraph.claims import THINGS, Claims, claims
from replygraph.model import Span
from replygraph.store.nquads import TYPE, Lines, kind, node, passage_pairs, rg, text, typed


def _passage(letter: Claims, span: Span, lines: Lines) -> str:
    """Add a passage of the letter and return its node."""
    passage = node(iri.passage(letter.iri, span.start, span.end))
    lines.add(passage, passage_pairs(letter, span))
    lines.add(passage, [(TYPE, kind("nif:RFC5147String"))])
    lines.add(passage, [(kind("nif:referenceContext"), node(letter.iri))])
    return passage


def _mentions(record: Mapping[str, Any], letter: Claims, lines: Lines) -> None:
    known = {(thing.type, thing.label): thing.iri for thing in letter.mentioned}
    for mention in record.get("mentions") or ():
        passage = _passage(letter, Span(mention["start"], mention["end"]), lines)
        lines.add(passage, [(TYPE, kind("nif:Phrase"))])
        name = mention.get("canonical")
        if mention["type"] in THINGS and name:
            thing = mention.get("entity") or known.get((mention["type"], name))
            if thing:
                lines.add(passage, [(kind("itsrdf:taIdentRef"), node(thing))])
        elif mention["type"] == "DATE" and name:
            lines.add(passage, [(rg("date"), text(name))])
        if mention.get("rule"):
            lines.add(passage, [(rg("rule"), text(mention["rule"]))])


def full_lines(record: Mapping[str, Any], base: str = iri.BASE) -> list[str]:
    """Return the sorted lines of N-Quads that the full annotation adds to a letter's own graph.

    Each mention is a ``nif:Phrase`` with its words, the thing it names (``itsrdf:taIdentRef``)
    and its rule; each point a node with the passages asked and answered. Offsets count code
    points of the letter's text. No lines where the record is none of a reply letter.
    """
    letter = claims(record, base)
    if letter is None:
        return []
    lines = Lines(letter.iri)
    whole = node(letter.iri)
    lines.add(whole, [(TYPE, kind("nif:Context")), (TYPE, kind("nif:RFC5147String"))])
    lines.add(whole, [(kind("nif:beginIndex"), typed(0, "integer"))])
    lines.add(whole, [(kind("nif:endIndex"), typed(len(letter.text), "integer"))])
    _mentions(record, letter, lines)
    for claim in letter.statements:
        for span in claim.evidence:
            passage = _passage(letter, span, lines)
            lines.add(passage, [(TYPE, rg("Evidence"))])
            if claim.rule:
                lines.add(passage, [(rg("rule"), text(claim.rule))])
    for number, point in enumerate(record.get("points") or (), 1):
        about = node(f"{letter.iri}#point-{number}")
        lines.add(whole, [(rg("point"), about)])
        lines.add(about, [(TYPE, rg("Point"))])
        for name, place in (("asked", "suggestion"), ("answered", "answer")):
            if point.get(place):
                lines.add(about, [(rg(name), _passage(letter, Span(*point[place]), lines))])
    return lines.sorted()
