"""What one letter claims, with every name an IRI: a record of the contract, ready for the graph.

`claims` reads the JSON object that ``extract`` prints, also one that a person edited: an IRI that
is missing is looked up among the letter's mentions, else minted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date as day
from datetime import timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from replygraph import iri
from replygraph.errors import ReplygraphError
from replygraph.model import Span, digest
from replygraph.resources.local import scope_of
from replygraph.vocab import CLASSES, predicates

#: mention types that name things; the others (DATE, INDICATOR) are values
THINGS = frozenset(CLASSES)
#: types whose names vary from letter to letter
NAMED_FREELY = frozenset({"EVENT", "PROGRAM", "DOCUMENT", "ORG"})


class Named(NamedTuple):
    """An entity as a letter names it: its IRI, mention type and canonical name.

    A tuple, since hundreds are compared and looked up for each letter.
    """

    iri: str
    type: str
    label: str


class Claim(NamedTuple):
    """A statement of a letter; ``evidence`` are spans of its text."""

    id: str
    subject: Named
    predicate: str
    object: Named
    date: str | None
    modality: str
    group: str | None
    evidence: tuple[Span, ...]
    rule: str
    #: confirm or set, where people reviewed it
    reviewed: str = ""


class Promise(NamedTuple):
    """A commitment: the clause, who promises, by when."""

    span: Span
    agency: Named | None
    due: str | None


@dataclass(frozen=True, slots=True)
class Claims:
    """All that one reply letter claims. ``iri`` names the letter and its graph."""

    iri: str
    id: str
    source: str
    digest: str
    part: int
    text: str
    kind: str | None
    number: str | None
    title: str | None
    session: str | None
    assembly: str | None
    region: str | None
    doc_number: str | None
    role: str | None
    agency: Named | None
    submission: Named | None
    addressees: tuple[Named, ...]
    addressees_open: bool
    date: str | None
    category: str | None
    category_text: str | None
    public: bool | None
    contact: tuple[str | None, str | None] | None
    contacted: bool | None
    opinion: str | None
    mentioned: tuple[Named, ...]
    indicators: tuple[str, ...]
    statements: tuple[Claim, ...]
    promises: tuple[Promise, ...]
    warnings: tuple[str, ...]
    #: other words (IRI, as written) by which the letter names its things
    written: tuple[tuple[str, str], ...] = ()
    #: what people reviewed: `replygraph.reviews` puts it into the record
    reviewed: tuple[tuple[str, str], ...] = ()
    #: other places where the same letter was read from, word for word
    copies: tuple[str, ...] = ()

    @property
    def sources(self) -> tuple[str, ...]:
        """Return addresses and names of files that the letter was read from.

        Where a file lay on one machine is nothing that others need to know.
        """
        every = (source for source in (self.source, *self.copies) if source)
        names = (s if "://" in s else s.replace("\\", "/").rpartition("/")[2] for s in every)
        return tuple(dict.fromkeys(names))


@lru_cache(maxsize=1 << 12)
def bounds(edtf: str | None) -> tuple[str, str, int] | None:
    """Return (first day, last day, year) of a date as written; None where it is none.

    >>> bounds("2021-09"), bounds("2021-03-05/2021-03-09"), bounds("年底")
    (('2021-09-01', '2021-09-30', 2021), ('2021-03-05', '2021-03-09', 2021), None)
    """
    first, _, last = (edtf or "").partition("/")
    try:
        begin, end = _days(first)[0], _days(last or first)[1]
    except ValueError:
        return None
    return begin.isoformat(), end.isoformat(), begin.year


def _days(text: str) -> tuple[day, day]:
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        one = day(*parts)
        return one, one
    if len(parts) == 2:
        year, month = parts
        after = day(year + month // 12, month % 12 + 1, 1)
        return day(year, month, 1), after - timedelta(days=1)
    return day(parts[0], 1, 1), day(parts[0], 12, 31)


#: agencies and places are named again in letter after letter
_checked = lru_cache(maxsize=1 << 14)(iri.check)


class _Names:
    """Finds or mints the IRIs of what one record names."""

    def __init__(self, record: Mapping[str, Any], base: str) -> None:
        self.record = record
        self.base = base
        # The words of the letter, not the bytes of one of its copies.
        self.apart = record.get("identity") or f"{record['digest'][:16]}-{record.get('part') or 0}"
        self.known: dict[tuple[str, str], str] = {}
        self.types: dict[str, str] = {}
        self.made: dict[tuple[str, str], Named] = {}
        for mention in record.get("mentions") or ():
            name, kind = mention.get("canonical"), mention["type"]
            if name and kind in THINGS:
                self.types.setdefault(name, kind)
                if mention.get("entity"):
                    self.known.setdefault((kind, name), mention["entity"])

    def named(self, name: str, kind: str, given: str | None = None) -> Named:
        """Return the entity; the IRI given wins, then one of the letter's mentions."""
        made = self.made.get((kind, name))
        if made is None or (given and given != made.iri):
            found = given or self.known.get((kind, name)) or self._mint(name, kind)
            made = self.made[kind, name] = Named(_checked(found), kind, name)
        return made

    def _mint(self, name: str, kind: str) -> str:
        record = self.record
        if kind == "PROPOSAL":
            own = name in (record.get("number"), record.get("title"))
            return iri.submission(
                record.get("assembly"),
                record.get("session") if own else None,
                record.get("number") if own else name,
                title=record.get("title") if own else None,
                year=(record.get("date") or "")[:4] or None if own else None,
                apart=self.apart,
                base=self.base,
            )
        scope = scope_of(kind, name, record.get("region"))
        if kind == "PERSON":
            scope = record.get("assembly") or f"~{self.apart}"
        return iri.entity(kind, name, scope, base=self.base)

    def side(self, relation: Mapping[str, Any], side: str) -> Named:
        """Return the subject or the object of a relation."""
        name = relation[side]
        kind = relation.get(f"{side}_type") or self.types.get(name)
        if not kind:
            row = predicates()[relation["predicate"]]
            kind = (row.domain if side == "subject" else row.range)[0]
        return self.named(name, kind, relation.get(f"{side}_iri"))


def _spans(pairs: Any) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in pairs or ())


def _statement_id(subject: Named, relation: Mapping[str, Any], target: Named) -> str:
    date, modality = relation.get("date") or "", relation.get("modality") or "done"
    return "s" + digest(subject.iri, relation["predicate"], target.iri, date, modality)


def statement_ids(record: Mapping[str, Any], base: str = iri.BASE) -> list[str]:
    """Return the id of the statement that each relation of a record makes, in their order."""
    names = _Names(record, base)
    return [
        _statement_id(names.side(r, "subject"), r, names.side(r, "object"))
        for r in record.get("relations") or ()
    ]


def _statements(names: _Names, record: Mapping[str, Any]) -> tuple[Claim, ...]:
    found: dict[str, Claim] = {}
    for relation in record.get("relations") or ():
        if relation["predicate"] not in predicates():
            raise ReplygraphError(
                f"{record['id']}：没有“{relation['predicate']}”这一谓词，请改用数据模型中的谓词。",
                f"{record['id']}: “{relation['predicate']}” is no predicate of the data model.",
            )
        subject, target = names.side(relation, "subject"), names.side(relation, "object")
        date, modality = relation.get("date"), relation.get("modality") or "done"
        key = _statement_id(subject, relation, target)
        evidence = _spans(relation.get("evidence"))
        before = found.get(key)
        if before:
            evidence = tuple(sorted({*before.evidence, *evidence}))
        found[key] = Claim(
            key,
            subject,
            relation["predicate"],
            target,
            date,
            modality,
            relation.get("group") or (before.group if before else None),
            evidence,
            relation.get("rule") or "",
            relation.get("reviewed") or (before.reviewed if before else ""),
        )
    return tuple(found[key] for key in sorted(found))


def _mentioned(names: _Names, record: Mapping[str, Any]) -> tuple[Named, ...]:
    found = {
        names.named(m["canonical"], m["type"], m.get("entity"))
        for m in record.get("mentions") or ()
        if m.get("canonical") and m["type"] in THINGS
    }
    return tuple(sorted(found))


def _written(names: _Names, record: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    found = {
        (names.named(m["canonical"], m["type"], m.get("entity")).iri, m["text"])
        for m in record.get("mentions") or ()
        if m.get("canonical") and m["type"] in NAMED_FREELY and m["text"] != m["canonical"]
    }
    return tuple(sorted(found))


def _promises(names: _Names, record: Mapping[str, Any]) -> tuple[Promise, ...]:
    return tuple(
        Promise(
            Span(*promise["text"]),
            names.named(promise["agency"], "AGENCY", promise.get("agency_iri"))
            if promise.get("agency")
            else None,
            promise.get("due"),
        )
        for promise in record.get("commitments") or ()
    )


def _letter_iri(
    names: _Names, submission: Named | None, agency: Named | None, role: str | None
) -> str:
    return iri.letter(
        submission.iri if submission else None,
        agency.iri if agency else None,
        role,
        apart=names.apart,
        base=names.base,
    )


def claims(record: Mapping[str, Any], base: str = iri.BASE) -> Claims | None:
    """Return what the letter of a record claims; None where it is no reply letter.

    Raises `ReplygraphError` where a relation has a predicate that does not exist, and ValueError
    where an IRI that a person wrote into the record is none.

    >>> found = claims({"id": "a", "digest": "00ff", "is_reply": True, "text": "…",
    ...     "assembly": "政协/深圳市", "number": "20210587", "replying_agency": "深圳市水务局"})
    >>> found.iri.rpartition("/id/")[2] if found else None
    'letter/政协/深圳市/2021/20210587/深圳市水务局/reply'
    """
    if not record.get("is_reply", True):
        return None
    names = _Names(record, base)
    called = record.get("number") or record.get("title")
    submission = names.named(called, "PROPOSAL") if called else None
    agency = record.get("replying_agency")
    replying = names.named(agency, "AGENCY") if agency else None
    feedback = record.get("feedback") or {}
    contact = record.get("contact")
    mentions = record.get("mentions") or ()
    return Claims(
        iri=_letter_iri(names, submission, replying, record.get("role")),
        id=str(record["id"]),
        source=record.get("source") or "",
        digest=record["digest"],
        part=record.get("part") or 0,
        text=record.get("text") or "",
        **{
            name: record.get(name)
            for name in (
                *("kind", "number", "title", "session", "assembly", "region", "doc_number"),
                *("role", "date", "category", "category_text", "public"),
            )
        },
        agency=replying,
        submission=submission,
        addressees=tuple(
            names.named(name, names.types.get(name, "PERSON"))
            for name in record.get("addressees") or ()
        ),
        addressees_open=bool(record.get("addressees_open")),
        contact=(contact["name"], contact["phone"]) if contact else None,
        contacted=feedback.get("contacted"),
        opinion=feedback.get("opinion"),
        mentioned=_mentioned(names, record),
        indicators=tuple(sorted({m["text"] for m in mentions if m["type"] == "INDICATOR"})),
        statements=_statements(names, record),
        promises=_promises(names, record),
        warnings=tuple(record.get("warnings") or ()),
        written=_written(names, record),
        reviewed=tuple(
            (str(review["target"]), str(review["action"])) for review in record.get("reviews") or ()
        ),
        copies=tuple(record.get("copies") or ()),
    )
