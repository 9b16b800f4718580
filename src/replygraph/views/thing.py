"""A member, event, program, document, place or organisation: who has what part in it, and when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from replygraph.views.labels import (
    ACTS,
    OUTCOMES_SHORT,
    RELATIONS,
    badge,
    local,
    relation,
)
from replygraph.views.network import Words
from replygraph.views.parts import NOTHING, Cell, Chip, Column, Quote, Sheet

Row = Mapping[str, str]

#: relations in the order in which a reader asks for them
_ORDER = (
    "proposed",
    "leads",
    "hosts",
    "organizes",
    "issues",
    "implements",
    "coHandles",
    "supports",
    "participatesIn",
    "jointlySurveys",
    "supervises",
    "cooperatesWith",
    "awardedTo",
    "partOf",
    "answers",
)


@dataclass(frozen=True, slots=True)
class Part:
    """Those that stand in one relation to the thing; ``planned`` has those who only will."""

    heading: Words
    done: tuple[Chip, ...]
    planned: tuple[Chip, ...]


def parts(rows: Iterable[Row]) -> tuple[Part, ...]:
    """Return who stands in which relation to a thing, from statements that have it as object.

    Negated statements give no part.
    """
    found: dict[str, dict[str, tuple[str, set[str]]]] = defaultdict(dict)
    for row in rows:
        name, iri = local(row["p"]), row["o"]
        modes = found[name].setdefault(iri, (row.get("name") or iri, set()))[1]
        modes.add(local(row["m"]))
    return tuple(
        Part(
            RELATIONS.get(name, relation(name)),
            _chips(
                (iri, called) for iri, (called, modes) in found[name].items() if "done" in modes
            ),
            _chips(
                (iri, called)
                for iri, (called, modes) in found[name].items()
                if "done" not in modes and "planned" in modes
            ),
        )
        for name in sorted(found, key=_place)
        if any(modes & {"done", "planned"} for _, modes in found[name].values())
    )


def _place(name: str) -> tuple[int, str]:
    return (_ORDER.index(name) if name in _ORDER else len(_ORDER), name)


def _chips(pairs: Iterable[tuple[str, str]]) -> tuple[Chip, ...]:
    return tuple(Chip(iri, name) for name, iri in sorted((name, iri) for iri, name in pairs))


_DOUBLE = Words("可能与另一次相同，不计", "may be another one, not counted")


def acts_sheet(
    rows: Iterable[Row],
    told: Mapping[str, Quote],
    doubles: Collection[str] = (),
    shown: int | None = None,
) -> Sheet:
    """Return joint acts as a table, the latest first.

    ``doubles`` may be the same as others: they stand in the table, marked, and are not counted.
    """
    found: dict[str, dict[str, str]] = {}
    who: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for row in rows:
        found.setdefault(row["act"], dict(row))
        who[row["act"]].add((row["name"], row["who"]))
    ranked = sorted(found.values(), key=lambda r: r["act"])
    ranked.sort(key=lambda r: r.get("date", ""), reverse=True)
    listed: list[tuple[Cell, ...]] = [
        (
            ACTS.get(local(row["kind"]), NOTHING),
            row.get("date", ""),
            _DOUBLE if row["act"] in doubles else NOTHING,
            tuple(Chip(iri, name) for name, iri in sorted(who[row["act"]])),
            told.get(row.get("passage", "")),
        )
        for row in ranked[:shown]
    ]
    if not doubles:
        listed = [(*row[:2], *row[3:]) for row in listed]
    mark = (Column(Words("计数", "counted"), "short"),) if doubles else ()
    columns = (
        Column(Words("行动", "act")),
        Column(Words("日期", "date"), "date"),
        *mark,
        Column(Words("参与者", "who took part")),
        Column(Words("其中一句", "one sentence"), "wide"),
    )
    return Sheet("acts", Words("联合行动", "Joint acts"), columns, tuple(listed), len(found))


def letters_sheet(rows: Iterable[Row], total: int) -> Sheet:
    """Return the letters that name a thing as a table; ``total`` counts all of them."""
    seen: dict[str, Row] = {}
    for row in rows:
        seen.setdefault(row["letter"], row)
    listed = tuple(
        (
            Chip(row["letter"], row.get("title") or row.get("name") or "—"),
            Chip(row["about"], row.get("name") or "—") if "about" in row else None,
            Chip(row["agency"], row["agencyName"]) if "agency" in row else None,
            row.get("date", ""),
        )
        for row in seen.values()
    )
    columns = (
        Column(Words("答复函", "letter")),
        Column(Words("提案、建议", "submission")),
        Column(Words("答复单位", "replying agency")),
        Column(Words("日期", "date"), "date"),
    )
    return Sheet("letters", Words("提到它的答复函", "Letters that name it"), columns, listed, total)


def submissions_sheet(rows: Iterable[Row], handlers: Iterable[Row]) -> Sheet:
    """Return what a person proposed as a table, the latest answered first.

    ``handlers`` say who handles the submissions; those that lead or handle alone are shown.
    """
    leads: dict[str, set[tuple[str, str]]] = defaultdict(set)
    answered: dict[str, tuple[str, str]] = {}
    for row in handlers:
        if local(row.get("role", "")) in ("lead", "sole"):
            leads[row["about"]].add((row["name"], row["agency"]))
            answer = row.get("date", ""), local(row.get("outcome", ""))
            answered[row["about"]] = max(answer, answered.get(row["about"], ("", "")))
    found: dict[str, Row] = {}
    for row in rows:
        found.setdefault(row["about"], row)
    none = ("", "")
    ranked = sorted(found, key=lambda about: (answered.get(about, none)[0], about), reverse=True)
    listed = tuple(
        (
            Chip(about, found[about].get("title") or found[about]["name"]),
            found[about]["name"],
            tuple(Chip(iri, name) for name, iri in sorted(leads[about])),
            answered.get(about, none)[0],
            badge(answered.get(about, none)[1], OUTCOMES_SHORT),
        )
        for about in ranked
    )
    columns = (
        Column(Words("提案、建议", "submission")),
        Column(Words("编号", "number"), "short"),
        Column(Words("主办、独办单位", "lead agency")),
        Column(Words("答复日期", "date of reply"), "date"),
        Column(Words("办理结果", "outcome")),
    )
    title = Words("提出的提案、建议", "Submissions proposed")
    return Sheet("submissions", title, columns, listed)


def years(rows: Iterable[Row]) -> tuple[tuple[str, int], ...]:
    """Return (year, letters) without gaps, from rows by body and year.

    >>> years([{"year": "2021", "letters": "2"}, {"year": "2023", "letters": "1"}])
    (('2021', 2), ('2022', 0), ('2023', 1))
    """
    counts: dict[int, int] = defaultdict(int)
    for row in rows:
        counts[int(row["year"])] += int(row["letters"])
    if not counts:
        return ()
    first = max(min(counts), max(counts) - 29)
    return tuple((str(year), counts[year]) for year in range(first, max(counts) + 1))
