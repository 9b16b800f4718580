"""A submission: who asked, who handles it in what role, all replies side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from replygraph import iri
from replygraph.claims import Claims, claims
from replygraph.views import due
from replygraph.views.labels import OPINIONS, OUTCOMES, ROLE_ORDER, ROLES, SUBMISSIONS, local
from replygraph.views.letter import Answered, Vow, points, vows
from replygraph.views.network import Words
from replygraph.views.parts import NOTHING, Chip, Column, Part, Quote, Sheet, quoted
from replygraph.vocab import iri as full

Row = Mapping[str, str]
Json = Mapping[str, Any]

#: suggestions of two letters that share this part of their pairs of characters are one
_ALIKE = 0.5
#: the same part of the shorter of them, where one letter says it in more words
_WITHIN = 0.8
_KINDS = {"Proposal": "proposal", "Suggestion": "suggestion"}


@dataclass(frozen=True, slots=True)
class Handler:
    """An agency's part in the handling; ``replies`` are its letters."""

    agency: Chip
    role: str
    role_words: Words
    replies: tuple[Chip, ...]
    date: str
    outcome: str
    outcome_words: Words


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply as a column: whose it is, and what it says as a whole."""

    letter: str
    agency: str
    role: str
    role_words: Words
    date: str
    outcome: str
    outcome_words: Words
    opinion: str
    opinion_words: Words
    contacted: bool | None
    feedback: Quote | None
    vows: tuple[Vow, ...]


@dataclass(frozen=True, slots=True)
class PointRow:
    """One suggestion with the answer of each reply to it, in the order of the replies."""

    suggestion: Quote | None
    answers: tuple[Quote | None, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """All that the page of a submission shows."""

    iri: str
    name: str
    title: str
    kind: str
    kind_words: Words
    number: str
    sessions: tuple[str, ...]
    assembly: Chip | None
    proposers: tuple[Chip, ...]
    open: bool
    supervisors: tuple[Chip, ...]
    handlers: tuple[Handler, ...]
    replies: tuple[Reply, ...]
    points: tuple[PointRow, ...]


def _pairs(text: str) -> set[str]:
    bare = "".join(char for char in text if char.isalnum())
    return {bare[i : i + 2] for i in range(len(bare) - 1)}


def alike(one: str, other: str) -> bool:
    """Tell whether two letters repeat the same suggestion.

    >>> alike("关于办好文化节", "一、关于办好文化节的建议"), alike("关于设基金", "关于办节")
    (True, False)
    """
    a, b = _pairs(one), _pairs(other)
    if not a or not b:
        return False
    shared = len(a & b)
    return shared / len(a | b) >= _ALIKE or shared / min(len(a), len(b)) >= _WITHIN


def side_by_side(told: Sequence[Sequence[Answered]]) -> tuple[PointRow, ...]:
    """Return the points of several replies, those on the same suggestion in one row.

    The first reply gives the order; what only others answer follows. Nothing is joined where two
    suggestions of one reply would come together.
    """
    rows: list[tuple[str, Quote | None, dict[int, Quote | None]]] = []
    for column, reply in enumerate(told):
        for point in reply:
            text = point.suggestion.text if point.suggestion else ""
            place = next(
                (n for n, row in enumerate(rows) if column not in row[2] and alike(row[0], text)),
                None,
            )
            if place is None:
                rows.append((text, point.suggestion, {column: point.answer}))
            else:
                rows[place][2][column] = point.answer
    return tuple(
        PointRow(suggestion, tuple(answers.get(column) for column in range(len(told))))
        for _, suggestion, answers in rows
    )


def handlers(rows: Iterable[Row]) -> tuple[Handler, ...]:
    """Return the agencies that handle it: who leads first; conflicting roles are both kept."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for row in rows:
        role = local(row.get("role", ""))
        one = found.setdefault(
            (row["agency"], role),
            {"name": row["name"], "replies": set(), "dates": set(), "outcomes": set()},
        )
        one["replies"] |= {row["reply"]} if "reply" in row else set()
        one["dates"] |= {row["date"]} if "date" in row else set()
        one["outcomes"] |= {local(row["outcome"])} if "outcome" in row else set()
    known = {agency for agency, role in found if role}
    order = {role: place for place, role in enumerate(ROLE_ORDER)}
    ranked = sorted(found.items(), key=lambda f: (order.get(f[0][1], 9), f[1]["name"], f[0]))
    return tuple(
        Handler(
            Chip(agency, one["name"]),
            role,
            ROLES.get(role, NOTHING),
            tuple(Chip(reply, one["name"]) for reply in sorted(one["replies"])),
            max(one["dates"], default=""),
            min(one["outcomes"], default=""),
            OUTCOMES.get(min(one["outcomes"], default=""), NOTHING),
        )
        for (agency, role), one in ranked
        if role or agency not in known
    )


def _reply(record: Json, key: str, letter: Claims) -> Reply:
    feedback = record.get("feedback") or {}
    span = feedback.get("evidence")
    return Reply(
        key,
        letter.agency.label if letter.agency else str(record["id"]),
        letter.role or "",
        ROLES.get(letter.role or "", NOTHING),
        letter.date or "",
        letter.category or "",
        OUTCOMES.get(letter.category or "", NOTHING),
        letter.opinion or "",
        OPINIONS.get(letter.opinion or "", NOTHING),
        letter.contacted,
        quoted(record, key, span[0], span[1]) if span else None,
        vows(letter),
    )


def _described(rows: Iterable[Row]) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in rows:
        pair = row["o"], row.get("name", "")
        if pair not in found[row["p"]]:
            found[row["p"]].append(pair)
    return {predicate: sorted(pairs) for predicate, pairs in found.items()}


def submission_page(
    name: str,
    about: Iterable[Row],
    handling: Iterable[Row],
    records: Mapping[str, Json],
    base: str = iri.BASE,
) -> Page:
    """Return what the page of the submission ``name`` shows.

    ``about`` and ``handling`` are the rows of the queries of those names, ``records`` the letters
    that answer it, by IRI.
    """
    known = _described(about)

    def values(term: str) -> list[str]:
        return [value for value, _ in known.get(full(term), ())]

    def chips(term: str) -> tuple[Chip, ...]:
        pairs = known.get(full(term), ())
        return tuple(Chip(value, label or value) for value, label in pairs)

    order = {role: place for place, role in enumerate(ROLE_ORDER)}
    letters = [(key, record, claims(record, base)) for key, record in records.items()]
    told = [(key, record, letter) for key, record, letter in letters if letter]
    told.sort(key=lambda t: (order.get(t[2].role or "", 9), t[2].date or "", t[0]))
    classes = {local(kind) for kind in values("rdf:type")}
    kind = next((_KINDS[c] for c in sorted(classes) if c in _KINDS), "")
    titles = values("dcterms:title")
    return Page(
        name,
        next(iter(values("rdfs:label")), ""),
        max(titles, key=lambda title: (len(title), title), default=""),
        kind,
        SUBMISSIONS.get(kind, Words("提案、建议", "submission")),
        next(iter(values("rg:number")), ""),
        tuple(values("rg:session")),
        next(iter(chips("rg:assembly")), None),
        chips("rg:proposed"),
        any(letter.addressees_open for _, _, letter in told),
        chips("rg:supervises"),
        handlers(handling),
        tuple(_reply(record, key, letter) for key, record, letter in told),
        side_by_side([points(record, key) for key, record, _ in told]),
    )


def vows_sheet(page: Page, on: date) -> Sheet:
    """Return the commitments of all replies, those with a date first; past or not on a day."""
    promised = [(vow, reply) for reply in page.replies for vow in reply.vows]
    promised.sort(key=lambda p: (not p[0].due, p[0].due, p[1].letter, p[0].span))
    columns = (
        Column(Words("承诺事项", "commitment"), "wide"),
        Column(Words("责任单位", "who promises")),
        Column(Words("完成期限", "due"), "date"),
        due.column(on),
        Column(Words("答复单位", "in the reply of")),
    )
    rows = tuple(
        (
            quote(vow, reply),
            vow.agencies,
            vow.due,
            due.status(vow.due, on),
            Chip(reply.letter, reply.agency),
        )
        for vow, reply in promised
    )
    said = due.summary((vow.due for vow, _ in promised), on)
    note = Words(
        f"{len(page.replies)} 封答复中的承诺；{said.zh}。{due.CAUTION.zh}",
        f"Commitments in {len(page.replies)} replies; {said.en}. {due.CAUTION.en}",
    )
    return Sheet("commitments", Words("承诺", "Commitments"), columns, rows, note=note)


def quote(vow: Vow, reply: Reply) -> Quote:
    """Return a commitment as a quote that leads to its place in the letter."""
    return Quote(reply.letter, *vow.span, (Part(vow.text),), reply.agency, reply.date)
