"""The record of a letter, as values that nobody changes.

All offsets are half-open, in code points of the document's text: for every span ``s`` of a letter,
``letter.text[s.start:s.end]`` is what stands there, as read. ``letter.normal`` is the same text
with widths, blanks and traditional characters normalised one to one, so the same offsets hold.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeVar, dataclass_transform

# ruff: noqa: PLC0414  these are the record's values too
from replygraph.mention import Candidate as Candidate
from replygraph.mention import Entity as Entity
from replygraph.mention import Link as Link
from replygraph.mention import Mention as Mention
from replygraph.mention import MentionType as MentionType
from replygraph.mention import mention_id as mention_id
from replygraph.span import Span as Span

Modality = Literal["done", "planned", "negated"]
Role = Literal["lead", "co", "split", "sole"]
Kind = Literal["proposal", "suggestion"]
Category = Literal["A", "B", "C", "D"]
Opinion = Literal["satisfied", "partly", "unsatisfied"]
BlockKind = Literal["paragraph", "heading", "cell", "field"]
ZoneKind = Literal["head", "salutation", "opening", "body", "tail", "signoff", "post"]

Class = TypeVar("Class")

#: what is no word of a letter: blanks, marks, signs
_NO_WORD = re.compile(r"[\W_]+")
#: Fewer than this many characters may be a courtesy that many letters share.
_OWN_WORDS = 60


def digest(*parts: str) -> str:
    """Return 16 hexadecimal digits that identify ``parts``; the same on every machine.

    >>> digest("深圳市生态环境局", "answers", "20210587")
    'e70cefd787e40f39'
    """
    return hashlib.sha256("\x1f".join(parts).encode("utf-8")).hexdigest()[:16]


@dataclass_transform(frozen_default=True)
def value() -> Callable[[type[Class]], type[Class]]:
    """Return a decorator that makes a class one of values: slots, compared and hashed by fields.

    The type checker takes the fields for read-only; at run time nothing looks. A dataclass that
    is frozen then too is made three times as slowly, and a letter makes a thousand of them.
    """
    return dataclass(slots=True, unsafe_hash=True)


@value()
class Block:
    """A paragraph, heading, table cell or metadata field of a document, in reading order.

    ``table``, ``row`` and ``column`` count from 0 and are set for cells only; ``page`` counts
    from 1 where the format has pages; ``label`` is the name of a metadata field (发文字号).
    """

    span: Span
    kind: BlockKind = "paragraph"
    table: int | None = None
    row: int | None = None
    column: int | None = None
    page: int | None = None
    label: str | None = None


@value()
class Document:
    """A source file as read.

    ``text`` joins the blocks with line breaks; ``digest`` is the SHA-256 of the bytes;
    ``warnings`` say, for a person, what was repaired or left out.
    """

    id: str
    source: str
    digest: str
    media_type: str
    text: str
    blocks: tuple[Block, ...] = ()
    warnings: tuple[str, ...] = ()


@value()
class Zone:
    """A stretch of the letter's layout: head, salutation, opening, body, tail, sign-off, post."""

    kind: ZoneKind
    span: Span


@value()
class Point:
    """One suggestion of the submission with the passage that answers it."""

    suggestion: Span
    answer: Span


@value()
class Contact:
    """Who handles the letter, as printed."""

    name: str | None
    phone: str | None


@value()
class Feedback:
    """What the letter says of the contact with the proposers."""

    contacted: bool | None
    opinion: Opinion | None
    evidence: Span | None


@value()
class Letter:
    """A document, or a part of one, recognised as a reply letter (or not), with its parts.

    ``agency`` is the replying agency as written (``市生态环境局``); `resolve` gives its canonical
    name. ``private`` are the spans of contact names and telephone numbers, wherever they stand.
    """

    id: str
    source: str
    digest: str
    part: int
    text: str
    normal: str
    span: Span
    blocks: tuple[Block, ...] = ()
    zones: tuple[Zone, ...] = ()
    is_reply: bool = True
    reason: str | None = None
    kind: Kind | None = None
    number: str | None = None
    title: str | None = None
    session: str | None = None
    doc_number: str | None = None
    role: Role | None = None
    agency: str | None = None
    addressees: tuple[str, ...] = ()
    addressees_open: bool = False
    date: str | None = None
    published: str | None = None
    category: Category | None = None
    category_text: str | None = None
    public: bool | None = None
    contact: Contact | None = None
    feedback: Feedback | None = None
    points: tuple[Point, ...] = ()
    private: tuple[Span, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def identity(self) -> str:
        """Return what is the same wherever this letter was published: a digest of its words.

        They run from the salutation to the end of the body, without blanks and signs, so that the
        Word file and the web page around the same letter agree. A letter of few words, which
        others may share, and a file that is no letter have the digest of the file.
        """
        kinds = ("salutation", "opening", "body")
        own = "".join(zone.span.of(self.normal) for zone in self.zones if zone.kind in kinds)
        words = _NO_WORD.sub("", own)
        return (
            digest(words)
            if len(words) >= _OWN_WORDS
            else digest(self.digest or self.id, str(self.part))
        )


@value()
class Resolution:
    """What `resolve` says of a letter: its region, its agency, its assembly, its links.

    ``links`` has one link per mention, in the order of the mentions. ``lists`` are runs of
    mentions coordinated in one list (A、B和C), as indices into ``links``.
    """

    region: str | None
    agency: Entity | None
    assembly: str | None
    submission: Entity | None
    addressees: tuple[Entity, ...]
    links: tuple[Link, ...]
    lists: tuple[tuple[int, ...], ...] = ()
    warnings: tuple[str, ...] = ()


@value()
class Statement:
    """Subject, predicate, object, taken from a letter, with the sentences that prove it.

    ``group`` names the joint act that several subjects share; ``date`` is EDTF as stated.
    """

    subject: Entity
    predicate: str
    object: Entity
    evidence: tuple[Span, ...]
    rule: str
    date: str | None = None
    modality: Modality = "done"
    group: str | None = None

    @property
    def id(self) -> str:
        """Return the identity of the statement within its letter."""
        return "s" + digest(
            self.subject.iri or self.subject.name,
            self.predicate,
            self.object.iri or self.object.name,
            self.date or "",
            self.modality,
        )


@value()
class Commitment:
    """A promised measure: the clause, who promises, and by when."""

    span: Span
    agency: Entity | None
    due: str | None
    rule: str = "commitment"


@value()
class Record:
    """All that one letter yields: the object that ``extract`` prints (the contract).

    ``key`` is minted by `replygraph.iri`; ``text`` is the letter's document with private spans
    masked unless contacts were asked for.
    """

    letter: Letter
    resolution: Resolution | None = None
    statements: tuple[Statement, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    warnings: tuple[str, ...] = ()
    extra: Mapping[str, str] = field(default_factory=dict)

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """Return the mentions in reading order."""
        return tuple(link.mention for link in self.resolution.links) if self.resolution else ()
