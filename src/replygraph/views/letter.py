"""A letter as one reads it: its text in pieces, what it names, states, promises and answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from replygraph import iri
from replygraph.claims import Claims, Named, claims
from replygraph.model import Span
from replygraph.views.labels import KINDS, MODES, OPINIONS, OUTCOMES, ROLES, relation
from replygraph.views.network import Words
from replygraph.views.parts import NOTHING, VALUES, Chip, Quote, quoted

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the text that no mention, sentence or promise divides.

    ``anchors`` are the spans that begin here, as fragments of addresses.
    """

    start: int
    text: str
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """Pieces that belong to one mention (``kind`` in small letters), or to none."""

    pieces: tuple[Piece, ...]
    kind: str = ""
    iri: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A statement as a list shows it: three texts, how it stands, where it is said."""

    id: str
    subject: Chip
    relation: Words
    object: Chip
    modality: str
    mode: Words
    date: str
    rule: str
    reviewed: bool
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Vow:
    """A commitment: who promises what until when (EDTF), and where that is said."""

    text: str
    agencies: tuple[Chip, ...]
    due: str
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Answered:
    """A point: what was suggested, and the passage that answers it; None where not told."""

    suggestion: Quote | None
    answer: Quote | None


@dataclass(frozen=True, slots=True)
class Page:
    """All that the page of a letter shows."""

    iri: str
    id: str
    title: str
    heading: Words
    submission: Chip | None
    agency: Chip | None
    addressees: tuple[Chip, ...]
    addressees_open: bool
    role: str
    role_words: Words
    date: str
    doc_number: str
    session: str
    category: str
    outcome: Words
    category_text: str
    opinion: str
    opinion_words: Words
    contacted: bool | None
    feedback: tuple[int, int] | None
    public: bool | None
    source: str
    warnings: tuple[str, ...]
    paragraphs: tuple[tuple[Run, ...], ...]
    legend: tuple[tuple[str, Words, int], ...]
    lines: tuple[Line, ...]
    vows: tuple[Vow, ...]
    points: tuple[Answered, ...]


def chip(named: Named | None) -> Chip | None:
    """Return a thing that a letter names as a chip; a submission by its number as one says it."""
    if named is None:
        return None
    number = named.type == "PROPOSAL" and named.label.isascii()
    return Chip(named.iri, f"第{named.label}号" if number else named.label)


def _chips(named: Iterable[Named]) -> tuple[Chip, ...]:
    return tuple(found for one in named if (found := chip(one)))


def lines(letter: Claims) -> tuple[Line, ...]:
    """Return the statements in the order in which they are said."""
    found = []
    for claim in letter.statements:
        (subject, target) = _chips((claim.subject, claim.object))
        found.append(
            Line(
                claim.id,
                subject,
                relation(claim.predicate),
                target,
                claim.modality,
                MODES[claim.modality],
                claim.date or "",
                claim.rule,
                bool(claim.reviewed),
                tuple((span.start, span.end) for span in claim.evidence),
            )
        )
    return tuple(sorted(found, key=lambda s: (s.spans or ((1 << 30, 0),), s.id)))


def vows(letter: Claims) -> tuple[Vow, ...]:
    """Return the commitments in the order in which they are made; those who promise as one."""
    found: dict[tuple[int, int, str], list[Named]] = {}
    for promise in letter.promises:
        key = promise.span.start, promise.span.end, promise.due or ""
        found.setdefault(key, [])
        if promise.agency and promise.agency not in found[key]:
            found[key].append(promise.agency)
    return tuple(
        Vow(" ".join(letter.text[start:end].split()), _chips(who), due, (start, end))
        for (start, end, due), who in sorted(found.items())
    )


def points(record: Json, letter: str) -> tuple[Answered, ...]:
    """Return the points of the letter with the IRI, in its order."""

    def quote(span: Any) -> Quote | None:
        return quoted(record, letter, *span) if span and span[0] < span[1] else None

    return tuple(
        Answered(quote(point.get("suggestion")), quote(point.get("answer")))
        for point in record.get("points") or ()
    )


def _mentions(record: Json, letter: Claims) -> list[tuple[int, int, str, str, str]]:
    """Return start, end, kind, IRI and canonical name of what is mentioned, without overlaps."""
    known = {(thing.type, thing.label): thing.iri for thing in letter.mentioned}
    found: list[tuple[int, int, str, str, str]] = []
    for mention in sorted(record.get("mentions") or (), key=lambda m: (m["start"], m["end"])):
        kind, name = mention["type"], mention.get("canonical") or ""
        if found and mention["start"] < found[-1][1]:
            continue
        where = "" if kind in VALUES else mention.get("entity") or known.get((kind, name), "")
        found.append((mention["start"], mention["end"], kind.lower(), where, name))
    return found


def paragraphs(
    text: str, marked: Iterable[tuple[int, int, str, str, str]], spans: Iterable[tuple[int, int]]
) -> tuple[tuple[Run, ...], ...]:
    """Return the text line by line, divided where a mention or one of the spans begins or ends.

    The pieces put together are the text without its line breaks.
    """
    starts: dict[int, list[str]] = {}
    for start, end in sorted(set(spans)):
        starts.setdefault(start, []).append(f"char={start},{end}")
    mentions = [m for m in marked if m[0] < m[1]]
    cuts = {edge for m in mentions for edge in m[:2]} | {edge for span in spans for edge in span}
    found = []
    place = 0
    at = 0
    for line in text.split("\n"):
        stop = place + len(line)
        edges = sorted({place, stop, *(cut for cut in cuts if place < cut < stop)})
        runs: list[Run] = []
        for left, right in pairwise(edges):
            while at < len(mentions) and mentions[at][1] <= left:
                at += 1
            piece = Piece(left, text[left:right], tuple(starts.pop(left, ())))
            inside = at < len(mentions) and mentions[at][0] <= left
            kind, where, name = mentions[at][2:] if inside else ("", "", "")
            if inside and runs and runs[-1].kind and mentions[at][0] <= runs[-1].pieces[0].start:
                runs[-1] = Run((*runs[-1].pieces, piece), kind, where, name)
            else:
                runs.append(Run((piece,), kind, where, name))
        found.append(tuple(runs))
        place = stop + 1
    return tuple(found)


def _legend(marked: Iterable[tuple[int, int, str, str, str]]) -> tuple[tuple[str, Words, int], ...]:
    counts = Counter(mention[2] for mention in marked)
    return tuple((kind, words, counts[kind]) for kind, words in KINDS.items() if counts[kind])


def _heading(letter: Claims) -> Words:
    who = letter.agency.label if letter.agency else ""
    number = f"第{letter.number}号" if letter.number else ""
    what = {"proposal": "提案", "suggestion": "建议"}.get(letter.kind or "", "")
    en = {"proposal": "proposal", "suggestion": "suggestion"}.get(letter.kind or "", "submission")
    zh = f"{who}对{number}{what or '来函'}的答复"
    by = f" by {who}" if who else ""
    return Words(zh, f"Reply{by} to {en} {letter.number or ''}".strip())


def letter_page(record: Json, base: str = iri.BASE) -> Page | None:
    """Return what the page of a letter shows; None for what is no reply letter."""
    letter = claims(record, base)
    if letter is None:
        return None
    marked = _mentions(record, letter)
    told = lines(letter)
    promised = vows(letter)
    feedback = (record.get("feedback") or {}).get("evidence")
    spans = [span for line in told for span in line.spans]
    spans += [vow.span for vow in promised]
    answered = points(record, letter.iri)
    sides = (side for point in answered for side in (point.suggestion, point.answer) if side)
    spans += [(side.start, side.end) for side in sides]
    spans += [(feedback[0], feedback[1])] if feedback else []
    whole = Span(0, len(letter.text))
    spans = [span for span in spans if whole.start <= span[0] < span[1] <= whole.end]
    return Page(
        letter.iri,
        letter.id,
        letter.title or "",
        _heading(letter),
        chip(letter.submission),
        chip(letter.agency),
        _chips(letter.addressees),
        letter.addressees_open,
        letter.role or "",
        ROLES.get(letter.role or "", NOTHING),
        letter.date or "",
        letter.doc_number or "",
        letter.session or "",
        letter.category or "",
        OUTCOMES.get(letter.category or "", NOTHING),
        letter.category_text or "",
        letter.opinion or "",
        OPINIONS.get(letter.opinion or "", NOTHING),
        letter.contacted,
        (feedback[0], feedback[1]) if feedback else None,
        letter.public,
        "、".join(letter.sources),
        letter.warnings,
        paragraphs(letter.text, marked, spans),
        _legend(marked),
        told,
        promised,
        answered,
    )
