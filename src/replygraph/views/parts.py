"""What the explorer's pages are made of: chips, figures, sheets, quotes, as plain frozen data.

They hold IRIs, not addresses: which page tells of an IRI is for the server to say.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from replygraph.views.network import Words

NOTHING = Words("", "")
_PASSAGE = re.compile(r"(.+)#char=(\d{1,9}),(\d{1,9})")
#: mention types that are values, not things
VALUES = frozenset({"DATE", "INDICATOR"})
#: part of an IRI behind the base → kind, which also names the colour
KINDS = {
    "agency": "agency",
    "lineage": "agency",
    "person": "person",
    "org": "org",
    "place": "place",
    "event": "event",
    "program": "program",
    "document": "document",
    "media": "media",
    "submission": "proposal",
    "letter": "letter",
}
_KIND = re.compile(rf"/({'|'.join(KINDS)})/")


def kind_of(iri: str) -> str:
    """Return the kind of thing that an IRI of ours names, "" where it tells none.

    >>> kind_of("https://w3id.org/replygraph/id/submission/政协/深圳市/5-2/20210007")
    'proposal'
    """
    found = _KIND.search(iri)
    return KINDS[found[1]] if found else ""


@dataclass(frozen=True, slots=True)
class Chip:
    """A thing by its name: what leads to its page. ``note`` stands small behind it."""

    iri: str
    name: str
    note: str | Words = ""

    @property
    def kind(self) -> str:
        """Return the kind, which names the colour."""
        return kind_of(self.iri)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, what it counts (``about`` in full), out of how many, and where it leads."""

    value: int | float
    label: Words
    about: Words
    whole: int | None = None
    href: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet; ``form`` is text, short, number, date, wide (running text) or bar."""

    title: Words
    form: str = "text"


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads to an address of this service."""

    text: str | Words
    href: str


@dataclass(frozen=True, slots=True)
class Badge:
    """A word in a frame; ``tone`` (good, warn, bad or none) says how it is coloured."""

    zh: str
    en: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a quote; ``kind`` and ``iri`` where it names something."""

    text: str
    kind: str = ""
    iri: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of a letter in pieces; ``start`` and ``end`` are places in the letter's text."""

    letter: str
    start: int
    end: int
    parts: tuple[Part, ...]
    source: str = ""
    date: str = ""

    @property
    def text(self) -> str:
        """Return the sentence."""
        return "".join(part.text for part in self.parts)

    @property
    def iri(self) -> str:
        """Return the IRI of the passage."""
        return f"{self.letter}#char={self.start},{self.end}"


Cell = str | int | float | Words | Badge | Chip | Link | Quote | tuple[Chip, ...] | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table that can be sorted and downloaded. ``total`` counts the rows beyond those shown.

    ``note`` says what is counted. ``name`` is the table's in the address of the download.
    """

    name: str
    title: Words
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: int | None = None
    note: Words = NOTHING


def plain(cell: Cell) -> str | int | float | Words | None:
    """Return a cell as a table for other programs has it.

    >>> plain(Chip("urn:x", "深圳市水务局")), plain((Chip("urn:x", "甲"), Chip("urn:y", "乙")))
    ('深圳市水务局', '甲；乙')
    """
    if isinstance(cell, Chip):
        return cell.name
    if isinstance(cell, Quote | Link):
        return cell.text
    if isinstance(cell, Badge):
        return Words(cell.zh, cell.en)
    if isinstance(cell, tuple):
        return "；".join(chip.name for chip in cell)
    return cell


def passage(iri: str) -> tuple[str, int, int] | None:
    """Return letter, start and end of the IRI of a passage, None where it is none.

    >>> passage("https://a/letter/x#char=120,158")
    ('https://a/letter/x', 120, 158)
    """
    found = _PASSAGE.fullmatch(iri)
    return (found[1], int(found[2]), int(found[3])) if found else None


def marks(record: Mapping[str, Any], start: int, end: int) -> Iterator[tuple[int, int, str, str]]:
    """Return start, end, kind and IRI of each mention within the span, in reading order.

    The kind is the type in small letters; dates and indicators have no IRI.
    """
    place = start
    found = ((m["start"], m["end"], m["type"], m.get("entity") or "") for m in record["mentions"])
    for left, right, kind, iri in sorted(found):
        if place <= left < right <= end:
            yield left, right, kind.lower(), iri
            place = right


def focused(quote: Quote, focus: Collection[str]) -> Quote:
    """Return the quote with the names of what is in ``focus`` strong, and no others."""
    parts = (replace(part, strong=part.iri in focus) for part in quote.parts)
    return replace(quote, parts=tuple(parts))


def quoted(
    record: Mapping[str, Any], letter: str, start: int, end: int, focus: Collection[str] = ()
) -> Quote:
    """Return a passage of a letter's text in pieces; names of what is in ``focus`` are strong."""
    text: str = record["text"]
    parts: list[Part] = []
    place = start
    for left, right, kind, iri in marks(record, start, end):
        if kind.upper() in VALUES:
            continue
        if place < left:
            parts.append(Part(text[place:left]))
        parts.append(Part(text[left:right], kind, iri, iri in focus))
        place = right
    if place < end:
        parts.append(Part(text[place:end]))
    source = record.get("replying_agency") or record.get("title") or str(record["id"])
    return Quote(letter, start, end, tuple(parts), source, record.get("date") or "")
