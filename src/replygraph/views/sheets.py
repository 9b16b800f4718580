"""The tables of pages on agencies and other things: partners, statements, replies, promises."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from replygraph.views import due
from replygraph.views.agency import Partner, span
from replygraph.views.labels import (
    KINDS,
    OUTCOMES_SHORT,
    ROLE_ORDER,
    ROLES,
    badge,
    local,
    mode,
    relation,
)
from replygraph.views.network import Words
from replygraph.views.parts import (
    NOTHING,
    Cell,
    Chip,
    Column,
    Part,
    Quote,
    Sheet,
    kind_of,
    passage,
)

Row = Mapping[str, str]

NAMED = Column(Words("名称", "name"))
LETTERS = Column(Words("答复函", "letters"), "number")
YEARS = Column(Words("年份", "years"), "date")


def partners_sheet(
    found: Sequence[Partner], told: Mapping[str, Quote], shown: int | None = None
) -> Sheet:
    """Return the partners as a table; ``told`` has a sentence for some of the pairs."""
    rows: list[tuple[Cell, ...]] = [
        (
            one.chip,
            one.strength,
            one.acts,
            one.letters,
            span(one.first, one.last),
            next((told[pair] for pair in one.pairs if pair in told), None),
        )
        for one in found[:shown]
    ]
    columns = (
        Column(Words("协作机构", "partner")),
        Column(Words("强度", "strength"), "bar"),
        Column(Words("联合行动", "joint acts"), "number"),
        LETTERS,
        YEARS,
        Column(Words("其中一句", "one sentence"), "wide"),
    )
    note = Words(
        "协作指共同发文、调研、办活动、签协议、会办等同一次行动；同被提到不算。"
        "强度是各次行动的 1/(参与机构数−1) 之和：两家合办记 1，五家合办每对记 0.25。",
        "Collaboration is doing one thing together once (issuing, surveying, an event, an "
        "agreement, handling); being named together is not. Strength sums 1/(bodies−1) over the "
        "acts: two alone count 1, five together 0.25 a pair.",
    )
    title = Words("和谁协作", "With whom it works")
    return Sheet("partners", title, columns, tuple(rows), len(found), note)


def statements(rows: Iterable[Row], kinds: frozenset[str] | None = None) -> list[dict[str, str]]:
    """Return grouped statements with things by their main IRI, the most told first."""
    found: dict[tuple[str, str, str], dict[str, str]] = {}
    for row in rows:
        thing = row.get("main") or row["o"]
        if kinds is not None and kind_of(thing) not in kinds:
            continue
        key = row["p"], thing, row["m"]
        one = found.get(key)
        if one is None:
            found[key] = {**row, "o": thing}
            continue
        one["letters"] = str(int(one["letters"]) + int(row["letters"]))
        one["first"] = min(filter(None, (one.get("first"), row.get("first"))), default="")
        one["last"] = max(filter(None, (one.get("last"), row.get("last"))), default="")
    return sorted(found.values(), key=lambda r: (-int(r["letters"]), r.get("name", ""), r["o"]))


def statements_sheet(
    name: str,
    title: Words,
    rows: Sequence[Row],
    told: Mapping[str, Quote],
    shown: int | None = None,
) -> Sheet:
    """Return grouped statements as a table; ``told`` has sentences by their IRI."""
    listed: list[tuple[Cell, ...]] = []
    for row in rows[:shown]:
        quote = told.get(row.get("passage", ""))
        listed.append(
            (
                Chip(row["o"], row.get("name") or row["o"]),
                KINDS.get(kind_of(row["o"]), NOTHING),
                relation(local(row["p"])),
                mode(local(row["m"])),
                int(row["letters"]),
                span(row.get("first", ""), row.get("last", "")),
                quote,
            )
        )
    columns = (
        NAMED,
        Column(Words("种类", "kind")),
        Column(Words("关系", "relation")),
        Column(Words("情态", "status")),
        LETTERS,
        YEARS,
        Column(Words("其中一句", "one sentence"), "wide"),
    )
    return Sheet(name, title, columns, tuple(listed), len(rows))


def outcomes_sheet(rows: Iterable[Row]) -> Sheet:
    """Return replies by year and class; the last columns are those without a class, and all."""
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in rows:
        counts[row.get("year", "")][local(row.get("outcome", ""))] += int(row["letters"])
    columns = (
        Column(Words("年份", "year"), "date"),
        *(Column(words, "number") for words in OUTCOMES_SHORT.values()),
        Column(Words("未写类别", "not given"), "number"),
        Column(Words("合计", "all"), "number"),
    )
    listed = tuple(
        (
            year or Words("未写日期", "no date"),
            *(counts[year][letter] for letter in (*OUTCOMES_SHORT, "")),
            sum(counts[year].values()),
        )
        for year in sorted(counts)
    )
    title = Words("各年答复的办理结果", "Outcomes of its replies by year")
    return Sheet("outcomes", title, columns, listed)


def replies_sheet(rows: Iterable[Row], total: int) -> Sheet:
    """Return the replies as a table; ``total`` counts all of them."""
    seen: dict[str, Row] = {}
    for row in rows:
        seen.setdefault(row["letter"], row)
    listed = tuple(
        (
            Chip(row["letter"], row.get("title") or row.get("name") or "—"),
            Chip(row["about"], row.get("name") or "—") if "about" in row else None,
            ROLES.get(local(row.get("role", "")), NOTHING),
            row.get("date", ""),
            badge(local(row.get("outcome", "")), OUTCOMES_SHORT),
        )
        for row in seen.values()
    )
    columns = (
        Column(Words("答复函", "letter")),
        Column(Words("提案、建议", "submission")),
        Column(Words("办理方式", "role")),
        Column(Words("日期", "date"), "date"),
        Column(Words("办理结果", "outcome")),
    )
    return Sheet("replies", Words("它的答复", "Its replies"), columns, listed, total)


def promises_sheet(rows: Iterable[Row], dates: Iterable[Row], on: date) -> Sheet:
    """Return commitments as a table, the latest due first; ``dates`` are those of the letters.

    Whether they are past is told as of the day ``on``.
    """
    written = {row["letter"]: row["date"] for row in dates}
    found: dict[str, Row] = {}
    for row in rows:
        found.setdefault(row["passage"], row)
    listed: list[tuple[Cell, ...]] = []
    for iri, row in list(found.items()):
        place = passage(iri)
        if place and "text" in row:
            text = " ".join(row["text"].split())
            replied = written.get(place[0], "")
            quote = Quote(*place, (Part(text),), "", replied)
            until = row.get("due", "")
            listed.append((quote, until, due.status(until, on), replied))
    columns = (
        Column(Words("承诺事项", "commitment"), "wide"),
        Column(Words("完成期限", "due"), "date"),
        due.column(on),
        Column(Words("答复日期", "date of reply"), "date"),
    )
    title = Words("它的承诺", "What it promised")
    said = due.summary((str(row[1]) for row in listed), on)
    note = Words(f"{said.zh}。{due.CAUTION.zh}", f"{said.en}. {due.CAUTION.en}")
    return Sheet("promises", title, columns, tuple(listed), note=note)


def roles(rows: Iterable[Row]) -> tuple[tuple[Words, int], ...]:
    """Return how many submissions are handled in each role, in the order of the roles."""
    counts = {local(row.get("role", "")): int(row["submissions"]) for row in rows}
    return tuple(
        (ROLES.get(role, Words("办理", "handles")), counts[role])
        for role in ROLE_ORDER
        if counts.get(role)
    )


def cut(sheet: Sheet, most: int) -> Sheet:
    """Return the first rows of a table, which still says how many there are."""
    total = sheet.total if sheet.total is not None else len(sheet.rows)
    return replace(sheet, rows=sheet.rows[:most], total=total)
