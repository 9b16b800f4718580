"""What the letters of a corpus say, gathered as plain values from their records.

The records are objects of the contract (`replygraph.record.to_json`) with the letter's ``text``,
so that every fact can quote its sentence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from replygraph import iri
from replygraph.claims import Claims, Named, claims
from replygraph.derive import Facts, derive
from replygraph.identify import Identity, Judgement, Judgements, identify

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class LetterCard:
    """A letter as a page refers to it; ``key`` is its IRI, ``id`` the file that it came from."""

    key: str
    id: str
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
    """All that the letters say, sorted; things and letters are looked up by IRI.

    ``others`` counts the files that are no reply letters; ``derived`` is what `derive` knows.
    ``by`` says whether bodies count by their own name or by lineage (`by_lineage`); ``earlier``
    are the names of the bodies of each lineage, the last one first.
    """

    letters: Mapping[str, LetterCard]
    things: Mapping[str, Thing]
    facts: tuple[Fact, ...]
    promises: tuple[Promise, ...]
    derived: Facts
    others: int = 0
    base: str = iri.BASE
    by: str = "body"
    earlier: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def year(date: str | None) -> int | None:
    """Return the year that an EDTF date begins in.

    >>> year("2021-09"), year("2021-03-05/2021-03-09"), year(""), year(None)
    (2021, 2021, None, None)
    """
    return int(date[:4]) if date and date[:4].isdigit() else None


@dataclass(slots=True)
class _Names:
    """Gathers how each thing is called and written, and in which letters."""

    identity: Identity
    called: dict[str, tuple[str, str]] = field(default_factory=dict)
    aliases: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    letters: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, thing: Named, letter: str) -> str:
        """Return the id that stands for the thing, which is named in the letter."""
        name = self.identity.of(thing.iri)
        before = self.called.get(name)
        if before is None or (thing.label, thing.type) < before:
            self.called[name] = (thing.label, thing.type)
        self.letters[name].add(letter)
        return name

    def things(self) -> dict[str, Thing]:
        return {
            name: Thing(
                name,
                label,
                kind,
                tuple(sorted(self.aliases[name] - {label})),
                tuple(sorted(self.letters[name])),
            )
            for name, (label, kind) in sorted(self.called.items())
        }


def _card(letter: Claims) -> LetterCard:
    return LetterCard(
        key=letter.iri,
        id=letter.id,
        title=letter.title or "",
        agency=letter.agency.label if letter.agency else "",
        date=letter.date or "",
        number=letter.number or "",
        kind=letter.kind or "",
        role=letter.role or "",
        category=letter.category or "",
        session=letter.session or "",
        opinion=letter.opinion or "",
        addressees=tuple(thing.label for thing in letter.addressees),
        source=letter.source,
    )


class _Reader:
    """Reads one letter; mentions are kept in reading order, so that a sentence finds its own."""

    def __init__(self, record: Json, letter: Claims, names: _Names) -> None:
        self.letter = letter
        self.names = names
        self.marks: list[tuple[int, int, str]] = []
        known = {(thing.type, thing.label): thing for thing in letter.mentioned}
        for mention in record.get("mentions") or ():
            thing = known.get((mention["type"], mention.get("canonical") or ""))
            if thing:
                self._mention(mention, names.add(thing, letter.iri))
        self.marks.sort()

    def _mention(self, mention: Json, name: str) -> None:
        start, end = mention["start"], mention["end"]
        self.marks.append((start, end, name))
        written = "".join(self.letter.text[start:end].split())
        if mention["type"] != "PROPOSAL" and not written.startswith(("我", "贵", "本")):
            self.names.aliases[name].add(written)

    def facts(self) -> Iterable[Fact]:
        for claim in self.letter.statements:
            yield Fact(
                self.names.add(claim.subject, self.letter.iri),
                claim.predicate,
                self.names.add(claim.object, self.letter.iri),
                claim.date or "",
                claim.modality,
                claim.group or "",
                self.letter.iri,
                tuple(self.quote(span.start, span.end) for span in claim.evidence),
            )

    def promises(self) -> Iterable[Promise]:
        for promise in self.letter.promises:
            yield Promise(
                self.letter.iri,
                promise.agency.label if promise.agency else "",
                promise.due or "",
                promise.span.of(self.letter.text),
            )

    def quote(self, start: int, end: int) -> Quote:
        inside = (m for m in self.marks if start <= m[0] and m[1] <= end)
        marks = tuple((left - start, right - start, who) for left, right, who in inside)
        return Quote(self.letter.iri, start, self.letter.text[start:end], marks)


def corpus(
    records: Iterable[Json], *, base: str = iri.BASE, judgements: Iterable[Judgement] = ()
) -> Corpus:
    """Return what the records say; the result does not depend on their order.

    A record needs ``id``, ``digest`` and ``text``. Where two are versions of the same reply, the
    later one stands. ``judgements`` are people's decisions on what is the same. Raises what
    `replygraph.claims.claims` raises.

    >>> record = {"id": "a", "digest": "00ff", "text": "", "title": "关于治水的提案"}
    >>> [card.title for card in corpus([record]).letters.values()]
    ['关于治水的提案']
    """
    read: dict[str, tuple[Json, Claims]] = {}
    others = 0
    for record in sorted(records, key=lambda r: (r.get("date") or "", r["digest"], str(r["id"]))):
        letter = claims(record, base)
        if letter is None:
            others += 1
        else:
            read[letter.iri] = (record, letter)
    letters = [letter for _, letter in read.values()]
    identity = identify(letters, Judgements(judgements))
    names = _Names(identity)
    facts: list[Fact] = []
    promises: list[Promise] = []
    for _, (record, letter) in sorted(read.items()):
        reader = _Reader(record, letter, names)
        for thing in (letter.submission, letter.agency):
            if thing:
                names.add(thing, letter.iri)
        facts.extend(reader.facts())
        promises.extend(reader.promises())
    return Corpus(
        {letter.iri: _card(letter) for letter in sorted(letters, key=lambda x: x.iri)},
        names.things(),
        tuple(facts),
        tuple(promises),
        derive(letters, identity, base),
        others,
        base,
    )
