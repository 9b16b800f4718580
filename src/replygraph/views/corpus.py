"""What the letters of a corpus say, gathered as plain values from their records.

The records are objects of the contract (`replygraph.record.to_json`) with the letter's ``text``,
so that every fact can quote its sentence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Json = Mapping[str, Any]

#: Types that are drawn; dates, numbers and media are read in the sentence.
DRAWN = frozenset(
    {"AGENCY", "ORG", "PERSON", "PLACE", "EVENT", "PROGRAM", "DOCUMENT", "PROPOSAL"}
)


@dataclass(frozen=True, slots=True)
class LetterCard:
    """A letter as a page refers to it."""

    key: str
    title: str
    agency: str
    date: str
    number: str
    kind: str
    role: str
    category: str
    session: str
    opinion: str
    addressees: tuple[str, ...]
    source: str

    @property
    def year(self) -> int | None:
        """Return the year of the letter, None where it has no date."""
        return year(self.date)


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of a letter, with the named things in it; offsets count from its start."""

    letter: str
    start: int
    text: str
    marks: tuple[tuple[int, int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Thing:
    """Something named: a body, person, event, program, document, place or submission."""

    id: str
    name: str
    type: str
    aliases: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement of one letter."""

    subject: str
    predicate: str
    object: str
    date: str
    modality: str
    group: str
    letter: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment: who promises what, by when, and in which letter."""

    letter: str
    agency: str
    due: str
    text: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """All that the letters say, sorted; things are looked up by id."""

    letters: Mapping[str, LetterCard]
    things: Mapping[str, Thing]
    facts: tuple[Fact, ...]
    promises: tuple[Promise, ...]
    others: int = 0


def year(date: str | None) -> int | None:
    """Return the year that an EDTF date begins in.

    >>> year("2021-09"), year("2021-03-05/2021-03-09"), year(""), year(None)
    (2021, 2021, None, None)
    """
    return int(date[:4]) if date and date[:4].isdigit() else None


def _key(record: Json) -> str:
    part = record.get("part") or 0
    return f"{record['id']}#{part}" if part else str(record["id"])


def _card(record: Json) -> LetterCard:
    def text(name: str) -> str:
        return str(record.get(name) or "")

    feedback = record.get("feedback") or {}
    return LetterCard(
        key=_key(record),
        title=text("title"),
        agency=text("replying_agency"),
        date=text("date"),
        number=text("number"),
        kind=text("kind"),
        role=text("role"),
        category=text("category"),
        session=text("session"),
        opinion=str(feedback.get("opinion") or ""),
        addressees=tuple(record.get("addressees") or ()),
        source=text("source"),
    )


class _Names:
    """Gives each named thing one id, and gathers how it is written and where."""

    def __init__(self) -> None:
        self.name: dict[str, tuple[str, str]] = {}
        self.aliases: dict[str, set[str]] = defaultdict(set)
        self.letters: dict[str, set[str]] = defaultdict(set)

    def add(self, name: str, kind: str, iri: str | None, scope: str) -> str:
        """Return the id: the IRI, else type and name; within the letter where names repeat."""
        local = kind in {"PROPOSAL", "PERSON"} and not iri
        identity = iri or (f"{kind}:{name}@{scope}" if local else f"{kind}:{name}")
        self.name.setdefault(identity, (name, kind))
        return identity

    def things(self) -> dict[str, Thing]:
        return {
            identity: Thing(
                identity,
                name,
                kind,
                tuple(sorted(self.aliases[identity] - {name})),
                tuple(sorted(self.letters[identity])),
            )
            for identity, (name, kind) in sorted(self.name.items())
        }


class _Reader:
    """Reads one record; mentions are kept in reading order, so that a sentence finds its own."""

    def __init__(self, record: Json, names: _Names) -> None:
        self.record = record
        self.names = names
        self.key = _key(record)
        self.text: str = record.get("text") or ""
        self.types: dict[str, str] = {}
        self.scope = str(record.get("session") or self.key)
        self.marks: list[tuple[int, int, str]] = []
        for mention in record.get("mentions") or ():
            self._mention(mention)
        self.marks.sort()

    def _mention(self, mention: Json) -> None:
        name, kind = mention.get("canonical"), mention["type"]
        if not name or kind not in DRAWN:
            return
        self.types.setdefault(name, kind)
        identity = self._identity(name, kind, mention.get("entity"))
        self.names.letters[identity].add(self.key)
        written = mention.get("text") or self.text[mention["start"] : mention["end"]]
        if kind != "PROPOSAL" and not written.startswith(("我", "贵", "本")):
            self.names.aliases[identity].add("".join(written.split()))
        self.marks.append((mention["start"], mention["end"], identity))

    def _identity(self, name: str, kind: str, iri: str | None) -> str:
        scope = self.key if kind == "PROPOSAL" else self.scope
        return self.names.add(name, kind, iri, scope)

    def end(self, relation: Json, side: str) -> str:
        """Return the id of a relation's subject or object."""
        name = relation[side]
        kind = relation.get(f"{side}_type") or self.types.get(name) or _kind(relation, side)
        identity = self._identity(name, kind, relation.get(f"{side}_iri"))
        self.names.letters[identity].add(self.key)
        return identity

    def quotes(self, spans: Sequence[Sequence[int]]) -> tuple[Quote, ...]:
        return tuple(self.quote(start, end) for start, end in spans)

    def quote(self, start: int, end: int) -> Quote:
        inside = (m for m in self.marks if start <= m[0] and m[1] <= end)
        marks = tuple((left - start, right - start, who) for left, right, who in inside)
        return Quote(self.key, start, self.text[start:end], marks)


def _kind(relation: Json, side: str) -> str:
    """Return the type that the predicate asks for, for an end that no mention names."""
    if side == "object":
        asked = {"answers": "PROPOSAL", "proposed": "PROPOSAL", "coHandles": "PROPOSAL"}
        return asked.get(relation["predicate"], "PROGRAM")
    return "PERSON" if relation["predicate"] == "proposed" else "AGENCY"


def _facts(reader: _Reader, record: Json) -> Iterable[Fact]:
    for relation in record.get("relations") or ():
        yield Fact(
            reader.end(relation, "subject"),
            relation["predicate"],
            reader.end(relation, "object"),
            relation.get("date") or "",
            relation.get("modality") or "done",
            relation.get("group") or "",
            reader.key,
            reader.quotes(relation.get("evidence") or ()),
        )


def corpus(records: Iterable[Json]) -> Corpus:
    """Return what the records say; files that are no reply letters are counted in ``others``.

    The result does not depend on the order of the records.

    >>> corpus([{"id": "a", "is_reply": True, "text": "", "title": "关于治水的提案"}]).letters["a"].title
    '关于治水的提案'
    """
    names = _Names()
    letters: dict[str, LetterCard] = {}
    facts: list[Fact] = []
    promises: list[Promise] = []
    others = 0
    for record in sorted(records, key=_key):
        if not record.get("is_reply", True):
            others += 1
            continue
        reader = _Reader(record, names)
        letters[reader.key] = _card(record)
        facts.extend(_facts(reader, record))
        for promise in record.get("commitments") or ():
            start, end = promise["text"]
            promises.append(
                Promise(
                    reader.key,
                    promise.get("agency") or "",
                    promise.get("due") or "",
                    reader.text[start:end],
                )
            )
    return Corpus(letters, names.things(), tuple(facts), tuple(promises), others)
