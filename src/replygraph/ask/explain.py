"""Where a name or a statement comes from: who says so, in which words, by which rule."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from replygraph import iri
from replygraph.ask.cookbook import escaped
from replygraph.ask.identity import Match, matches
from replygraph.claims import claims
from replygraph.errors import ReplygraphError
from replygraph.store import Store
from replygraph.vocab import PREFIXES


@dataclass(frozen=True, slots=True)
class Said:
    """A statement of one letter; ``line`` counts from 1 in the letter's text."""

    statement: str
    subject: str
    predicate: str
    object: str
    modality: str
    date: str | None
    rule: str
    letter: str
    source: str
    line: int
    sentence: str
    reviewed: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """How a letter writes a name: the words, how often, the rule that found them."""

    text: str
    times: int
    rule: str
    letter: str
    source: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """What the letters say of a thing or, for one statement, where it stands."""

    iri: str
    name: str
    kinds: tuple[str, ...]
    written: tuple[Written, ...]
    said: tuple[Said, ...]
    same: tuple[str, ...] = ()
    matches: tuple[Match, ...] = ()
    reviews: tuple[Review, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """What people did with a field, statement or mention of a letter, and why."""

    letter: str
    target: str
    action: str
    value: str
    who: str
    when: str
    why: str


def _reviews(record: dict[str, Any], *targets: str) -> tuple[Review, ...]:
    """Return the reviews of a letter, or those on some of its targets."""
    return tuple(
        Review(**review)
        for review in record.get("reviews") or ()
        if not targets or review["target"] in targets
    )


def _shorter(name: str) -> str:
    for prefix, base in PREFIXES.items():
        if name.startswith(base):
            return f"{prefix}:{name.removeprefix(base)}"
    return name


#: from a name to the one that stands for it
_STANDS = "OPTIONAL { ?n owl:sameAs ?y } BIND(COALESCE(?y, ?n) AS ?x)"


def _candidates(store: Store, name: str) -> list[tuple[str, str]]:
    """Return (IRI, label) of the things of this name, else of those whose name holds it."""
    quoted = f'"{escaped("".join(name.split()))}"'
    exact = store.query(
        f"SELECT DISTINCT ?x ?l WHERE {{ ?n rdfs:label|dcterms:title|rg:number ?l {_STANDS} "
        f"FILTER(STR(?l) = {quoted}) }} ORDER BY ?x"
    )
    if not exact.rows:
        exact = store.query(
            f"SELECT DISTINCT ?x ?l WHERE {{ ?n rdfs:label ?l {_STANDS} ?x a ?k "
            f"FILTER(?k != rg:Letter && CONTAINS(STR(?l), {quoted})) }} ORDER BY ?l ?x"
        )
    return [(str(row[0]), str(row[1])) for row in exact.rows]


def _near(store: Store, name: str) -> list[str]:
    """Return a few labels with the characters of ``name`` in their order, the shortest first."""
    pattern = ".*".join(re.escape(char) for char in "".join(name.split())[:30])
    found = store.query(
        f"SELECT DISTINCT ?l WHERE {{ ?x rdfs:label ?l ; a ?k FILTER(?k != rg:Letter && "
        f'REGEX(STR(?l), "{escaped(pattern)}")) }} ORDER BY STRLEN(STR(?l)) ?l LIMIT 5'
    )
    return [str(row[0]) for row in found.rows] if len(name) > 1 else []


def _find(store: Store, what: str) -> str:
    if "://" in what:
        try:
            return iri.check(what)
        except ValueError as error:
            raise ReplygraphError(f"不是 IRI：{what}", f"not an IRI: {what}") from error
    found = _candidates(store, what)
    names = sorted({name for name, _ in found})
    if not names:
        near = _near(store, what)
        zh = f"相近的有：{'、'.join(near)}" if near else "请核对名称，或用 query 查找相近的名称"
        en = f"near: {', '.join(near)}" if near else "check the name, or look it up with query"
        raise ReplygraphError(
            f"图谱中没有“{what}”。{zh}。", f"nothing in the graph is called “{what}”; {en}."
        )
    if len(names) > 1:
        shown = "\n".join(f"  {label}  {name}" for name, label in found[:20])
        raise ReplygraphError(
            f"“{what}”有 {len(names)} 个可能，请给出全名或 IRI：\n{shown}",
            f"“{what}” may be {len(names)} things; give the full name or the IRI:\n{shown}",
        )
    return names[0]


def _said(record: dict[str, Any], relation: dict[str, Any], name: str) -> Said:
    text = record.get("text") or ""
    spans = relation.get("evidence") or [[0, 0]]
    start = spans[0][0]
    return Said(
        name,
        relation["subject"],
        relation["predicate"],
        relation["object"],
        relation.get("modality") or "done",
        relation.get("date"),
        relation.get("rule") or "",
        record["iri"],
        record.get("source") or record["id"],
        text.count("\n", 0, start) + 1,
        " … ".join(text[begin:end] for begin, end in spans),
        relation.get("reviewed") or "",
    )


def _statements(store: Store, pattern: str) -> list[Said]:
    """Return the statements that fit, with the rule from the record of their letter."""
    answer = store.query(
        "SELECT DISTINCT ?l ?s ?sl ?p ?ol ?m ?d WHERE { GRAPH ?l { "
        f"{pattern} ?s rdf:subject ?a ; rdf:predicate ?p ; rdf:object ?b ; rg:modality ?m . "
        "OPTIONAL { ?s rg:date ?d } } "
        "OPTIONAL { ?a rdfs:label ?sl } OPTIONAL { ?b rdfs:label ?ol } } ORDER BY ?l ?s"
    )
    found, records = [], dict[str, dict[str, Any]]()
    for letter, statement, subject, predicate, target, modality, date in answer.rows:
        key = str(letter)
        record = records.setdefault(key, store.record(key) or {})
        if not record:
            continue
        relation = _relation(store, record, str(statement)) or {}
        relation = {
            **relation,
            "subject": relation.get("subject") or str(subject or ""),
            "predicate": _shorter(str(predicate)).removeprefix("rg:"),
            "object": relation.get("object") or str(target or ""),
            "modality": _shorter(str(modality)).removeprefix("rg:"),
            "date": str(date) if date else None,
        }
        found.append(_said(record, relation, str(statement)))
    return found


def _relation(store: Store, record: dict[str, Any], statement: str) -> dict[str, Any] | None:
    """Return evidence and rule of a statement, as the record has them."""
    name = statement.rpartition("#")[2]
    letter = claims(record, store.base)
    for claim in letter.statements if letter else ():
        if claim.id == name:
            return {
                "rule": claim.rule,
                "evidence": [[s.start, s.end] for s in claim.evidence],
                "reviewed": claim.reviewed,
            }
    return None


def _written(store: Store, name: str, label: str) -> tuple[Written, ...]:
    letters = store.query(f"SELECT ?l WHERE {{ ?l rg:mentions <{name}> }} ORDER BY ?l")
    found = []
    for row in letters.rows:
        record = store.record(str(row[0]))
        if not record:
            continue
        count: dict[tuple[str, str], int] = {}
        for mention in record.get("mentions") or ():
            if mention.get("entity") == name or (
                # an annotated or edited record may leave the IRI to be minted from the name
                not mention.get("entity") and mention.get("canonical") == label
            ):
                key = mention["text"], mention.get("rule") or ""
                count[key] = count.get(key, 0) + 1
        source = record.get("source") or record["id"]
        for (text, rule), times in sorted(count.items(), key=lambda item: (-item[1], item[0])):
            found.append(Written(text, times, rule, record["iri"], source))
    return tuple(found)


def _stands(store: Store, name: str) -> str:
    answer = store.query(f"SELECT ?x WHERE {{ <{name}> owl:sameAs ?x }}")
    return str(answer.rows[0][0]) if answer.rows else name


def explain(store: Store, what: str) -> Explanation:
    """Return where ``what`` comes from: a name, an IRI, or the id of a statement.

    Raises ReplygraphError where nothing bears the name, or several things do.
    """
    is_statement = what.startswith("s") and len(what) == 17 and "/" not in what
    if is_statement or "#s" in what:
        ending = what.rpartition("#")[2]
        exact = (
            f"FILTER(?s = <{iri.check(what)}>)"
            if "://" in what
            else (f'FILTER(STRENDS(STR(?s), "#{ending}"))')
        )
        said = _statements(store, f"?s a rg:Statement . {exact}")
        if not said:
            raise ReplygraphError(f"没有陈述 {what}。", f"there is no statement {what}.")
        one = said[0]
        name = f"{one.subject} {one.predicate} {one.object}"
        done = [_reviews(store.record(s.letter) or {}, ending) for s in said]
        reviews = tuple(review for some in done for review in some)
        return Explanation(one.statement, name, ("rg:Statement",), (), tuple(said), reviews=reviews)
    name = _stands(store, _find(store, what))
    about = store.query(
        f"SELECT ?k ?l WHERE {{ <{name}> a ?k . OPTIONAL {{ <{name}> rdfs:label ?l }} }} "
        "ORDER BY ?k ?l"
    )
    same = store.query(
        f"SELECT ?x WHERE {{ {{ ?x owl:sameAs <{name}> }} UNION {{ <{name}> owl:sameAs ?x }} }} "
        "ORDER BY ?x"
    )
    either = [name, *(str(row[0]) for row in same.rows)]
    values = " ".join(f"<{one}>" for one in either)
    found = _statements(
        store,
        f"VALUES ?x {{ {values} }} {{ ?s rdf:subject ?x }} UNION {{ ?s rdf:object ?x }}",
    )
    if not (about.rows or found):
        raise ReplygraphError(f"图谱中没有 {name}。", f"the graph does not know {name}.")
    labels = [str(row[1]) for row in about.rows if row[1]]
    label = labels[0] if labels else iri.tail(name, store.base)
    record = store.record(name) if f"{store.base}letter/" in name else None
    return Explanation(
        name,
        label,
        tuple(dict.fromkeys(_shorter(str(row[0])) for row in about.rows)),
        tuple(written for one in either for written in _written(store, one, label)),
        tuple(found),
        tuple(either[1:]),
        matches(store, name) if about.rows else (),
        _reviews(record) if record else (),
    )
