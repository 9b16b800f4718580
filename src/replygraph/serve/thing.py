"""What the graph says of one IRI, gathered for its page."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any

from replygraph.serve import links
from replygraph.serve.describe import rows
from replygraph.serve.live import Generation
from replygraph.serve.words import called, is_term
from replygraph.vocab import PREFIXES

PAGE = 50
_RDF, _RDFS, _RG, _NIF = PREFIXES["rdf"], PREFIXES["rdfs"], PREFIXES["rg"], PREFIXES["nif"]
_TEXT = _NIF + "isString"
#: not among the facts of a page: said elsewhere on it
_HIDDEN = {_RDF + "type", _RDFS + "label", _RG + "mentions", _TEXT}
#: what a thing without a name is told by, in this order
_PARTS = ("rg:actKind", "rg:agency", "rg:between", "rg:participant", "rg:object", "rg:submission")


@dataclass(frozen=True, slots=True)
class Value:
    """Something on a page: text and, where it is an IRI, where that leads."""

    text: str
    href: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A property with its values; ``more`` counts those that are not shown."""

    name: str
    href: str
    values: tuple[Value, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Said:
    """A statement with the sentence that proves it."""

    id: str
    subject: Value
    predicate: Value
    object: Value
    modality: str
    date: str
    sentence: str
    letter: Value


@dataclass(slots=True)
class Thing:
    """What a page shows of an IRI."""

    iri: str
    name: str
    kinds: list[Value] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    inverse: list[Fact] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    letters: list[Value] = field(default_factory=list)
    text: str = ""
    next: bool = False


Row = dict[str, str]


async def thing(now: Generation, iri: str, lang: str, page: int = 1) -> Thing | None:
    """Return what is known of an IRI that `links.clean` let pass, None where it is nothing."""
    start = (page - 1) * PAGE
    out, back, said, letters = await asyncio.gather(
        *(now.query(query) for query in _queries(iri, start))
    )
    facts = json.loads(out.body)["results"]["bindings"]
    inverse = rows(back)
    if not facts and not inverse:
        return await _predicate(now, iri, lang)
    return await _Gather(now, iri, lang).thing(facts, inverse, rows(said), rows(letters))


async def _predicate(now: Generation, iri: str, lang: str) -> Thing | None:
    """Return what a page shows of an IRI that is a property only: what has it."""
    reply = await now.query(
        f"SELECT ?s ?n WHERE {{ {{ SELECT DISTINCT ?s WHERE {{ ?s <{iri}> ?o }} LIMIT {PAGE} }} "
        "OPTIONAL { ?s rdfs:label ?n } } ORDER BY ?n ?s"
    )
    used = rows(reply)
    if not used:
        return None
    gather = _Gather(now, iri, lang)
    found = Thing(iri, called(iri, lang), [gather.term(_RDF + "Property")])
    values = tuple(gather.value(row["s"], row.get("n", "")) for row in used)
    found.inverse = [Fact(found.name, "", values)]
    return found


def _queries(iri: str, start: int) -> tuple[str, ...]:
    ends = (f"{{ GRAPH ?l {{ ?st rdf:{end} <{iri}> }} }}" for end in ("subject", "object"))
    scope = " UNION ".join(ends)
    if "/letter/" in iri:
        scope = f"BIND(<{iri}> AS ?l) GRAPH ?l {{ ?st a rg:Statement }}"
    out = f"SELECT ?p ?o ?n WHERE {{ <{iri}> ?p ?o OPTIONAL {{ ?o rdfs:label ?n }} }} LIMIT 2000"
    back = (
        f"SELECT ?p ?s ?n WHERE {{ {{ SELECT ?p ?s WHERE {{ ?s ?p <{iri}> FILTER(?p NOT IN "
        "(rdf:subject, rdf:object, rdf:predicate, rg:mentions)) } LIMIT 3000 } "
        "OPTIONAL { ?s rdfs:label ?n } }"
    )
    said = (
        "SELECT ?l ?ln ?st ?a ?an ?p ?b ?bn ?m ?d ?t WHERE { "
        f"{{ SELECT DISTINCT ?l ?st WHERE {{ {scope} }} ORDER BY ?l ?st "
        f"LIMIT {PAGE + 1} OFFSET {start} }} "
        "GRAPH ?l { ?st rdf:subject ?a ; rdf:predicate ?p ; rdf:object ?b ; rg:modality ?m ; "
        "rg:evidence ?e . ?e nif:anchorOf ?t . OPTIONAL { ?e nif:beginIndex ?i } "
        "OPTIONAL { ?st rg:date ?d } OPTIONAL { ?l rdfs:label ?ln } } "
        "OPTIONAL { ?a rdfs:label ?an } OPTIONAL { ?b rdfs:label ?bn } } ORDER BY ?l ?i ?st"
    )
    letters = (
        f"SELECT ?l ?n ?d WHERE {{ ?l rg:mentions <{iri}> OPTIONAL {{ ?l rdfs:label ?n }} "
        f"OPTIONAL {{ ?l rg:date ?d }} }} ORDER BY DESC(?d) ?l LIMIT {PAGE + 1} OFFSET {start}"
    )
    return out, back, said, letters


class _Gather:
    """Puts the rows of the queries together."""

    def __init__(self, now: Generation, iri: str, lang: str) -> None:
        self._now, self._iri, self._lang = now, iri, lang

    def value(self, iri: str, name: str = "", note: str = "") -> Value:
        base = self._now.base
        return Value(name or links.tail(iri, base), links.address(iri, base), note)

    def term(self, iri: str) -> Value:
        return Value(called(iri, self._lang), links.address(iri, self._now.base))

    async def thing(
        self, facts: list[dict[str, Any]], inverse: list[Row], said: list[Row], letters: list[Row]
    ) -> Thing:
        names = await self._names(facts, inverse)
        label = next((f["o"]["value"] for f in facts if f["p"]["value"] == _RDFS + "label"), "")
        found = Thing(
            self._iri, label or names.get(self._iri) or links.tail(self._iri, self._now.base)
        )
        found.kinds = [
            self.term(f["o"]["value"]) for f in facts if f["p"]["value"] == _RDF + "type"
        ]
        found.text = next((f["o"]["value"] for f in facts if f["p"]["value"] == _TEXT), "")
        found.facts = self._facts(facts, names)
        found.inverse = self._inverse(inverse, names)
        found.said = self._said(said)
        found.next = len({row["st"] for row in said}) > PAGE or len(letters) > PAGE
        found.letters = [
            self.value(row["l"], row.get("n", ""), row.get("d", "")) for row in letters[:PAGE]
        ]
        return found

    async def _names(self, facts: list[dict[str, Any]], inverse: list[Row]) -> dict[str, str]:
        """Return names for what has no label of its own, from what it is about."""
        bare = {row["s"] for row in inverse if "n" not in row}
        bare |= {f["o"]["value"] for f in facts if f["o"]["type"] == "uri" and "n" not in f}
        bare.add(self._iri)
        nodes = sorted(i for i in bare if links.clean(i) and i.startswith(self._now.base))[:1000]
        if not nodes:
            return {}
        values = " ".join(f"<{node}>" for node in nodes)
        reply = await self._now.query(
            f"SELECT ?s ?p ?o ?n WHERE {{ VALUES ?s {{ {values} }} "
            f"VALUES ?p {{ {' '.join(_PARTS)} }} ?s ?p ?o OPTIONAL {{ ?o rdfs:label ?n }} }} "
            "ORDER BY ?s ?p ?n LIMIT 20000"
        )
        parts: dict[str, list[str]] = {}
        for row in rows(reply):
            name = row.get("n") or called(row["o"], self._lang)
            parts.setdefault(row["s"], []).append(name)
        return {node: " · ".join(dict.fromkeys(found[:4])) for node, found in parts.items()}

    def _facts(self, facts: list[dict[str, Any]], names: dict[str, str]) -> list[Fact]:
        grouped: dict[str, list[Value]] = {}
        for fact in facts:
            predicate, end = fact["p"]["value"], fact["o"]
            if predicate in _HIDDEN:
                continue
            value = Value(end["value"])
            if end["type"] == "uri":
                given = fact.get("n", {}).get("value") or names.get(end["value"], "")
                ours = is_term(end["value"])
                value = self.term(end["value"]) if ours else self.value(end["value"], given)
            grouped.setdefault(predicate, []).append(value)
        return self._listed(grouped)

    def _inverse(self, inverse: list[Row], names: dict[str, str]) -> list[Fact]:
        grouped: dict[str, list[Value]] = {}
        for row in inverse:
            name = row.get("n") or names.get(row["s"], "")
            grouped.setdefault(row["p"], []).append(self.value(row["s"], name))
        return self._listed(grouped)

    def _listed(self, grouped: dict[str, list[Value]]) -> list[Fact]:
        found = []
        for predicate, values in sorted(grouped.items(), key=lambda item: called(item[0], "en")):
            term = self.term(predicate)
            ordered = sorted(set(values), key=lambda value: (value.text, value.href))
            more = max(0, len(ordered) - 100)
            found.append(Fact(term.text, term.href, tuple(ordered[:100]), more))
        return found

    def _said(self, said: list[Row]) -> list[Said]:
        found: dict[str, Said] = {}
        for row in said:
            before = found.get(row["st"])
            sentence = f"{before.sentence} … {row['t']}" if before else row["t"]
            found[row["st"]] = Said(
                row["st"].rpartition("#")[2],
                self.value(row["a"], row.get("an", "")),
                self.term(row["p"]),
                self.value(row["b"], row.get("bn", "")),
                row["m"].removeprefix(_RG),
                row.get("d", ""),
                sentence,
                self.value(row["st"], row.get("ln", "")),
            )
        return list(found.values())[:PAGE]
