"""The register (台账) as a page looks at it: rows that are sifted, counted by choice and paged."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import TypeVar

from replygraph.views import due
from replygraph.views.axis import period
from replygraph.views.labels import OPINIONS, OUTCOMES_SHORT, ROLES, SUBMISSIONS, badge, local
from replygraph.views.network import Words
from replygraph.views.parts import NOTHING, Cell, Chip, Column, Part, Quote, Sheet, passage

Row = Mapping[str, str]
Filed = TypeVar("Filed")

_KINDS = {"Proposal": "proposal", "Suggestion": "suggestion"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A letter as it is filed."""

    letter: str
    date: str
    agency: str
    agency_name: str
    role: str
    outcome: str
    opinion: str
    about: str
    kind: str
    number: str
    name: str
    title: str
    session: str
    assembly: str
    #: of the reply, "" where it has no date
    year: str


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment as it is filed; its text is asked for when it is shown."""

    passage: str
    due: str
    agencies: tuple[Chip, ...]
    entry: Entry

    @property
    def year(self) -> str:
        """Return the year in which it is due, "" where no date is given."""
        return self.due[:4]


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a field that can be chosen, with how many rows it leaves."""

    value: str
    words: str | Words
    count: int


@dataclass(frozen=True, slots=True)
class Field:
    """A field to sift by: what is chosen (None: all), and its choices with their counts."""

    name: str
    words: Words
    chosen: str | None
    choices: tuple[Choice, ...]


#: how a letter without a value stands in the address
NONE = "none"
#: name in the address → words, attribute of an entry, words of its values
FIELDS: dict[str, tuple[Words, str, Mapping[str, Words]]] = {
    "assembly": (Words("政协、人大", "assembly"), "assembly", {}),
    "year": (Words("答复年份", "year of reply"), "year", {}),
    "agency": (Words("答复单位", "replying agency"), "agency_name", {}),
    "kind": (Words("类型", "kind"), "kind", SUBMISSIONS),
    "role": (Words("办理方式", "role"), "role", ROLES),
    "outcome": (Words("办理结果", "outcome"), "outcome", OUTCOMES_SHORT),
    "opinion": (Words("委员意见", "opinion"), "opinion", OPINIONS),
}
#: what rows can be put in order by → attributes
ORDERS = {
    "date": ("date", "letter"),
    "number": ("number", "date", "letter"),
    "agency": ("agency_name", "date", "letter"),
    "title": ("title", "letter"),
    "outcome": ("outcome", "date", "letter"),
    "assembly": ("assembly", "date", "letter"),
}


def entries(
    letters: Mapping[str, Row],
    submissions: Mapping[str, Row],
    names: Mapping[str, str],
    assemblies: Mapping[str, str],
) -> tuple[Entry, ...]:
    """Return all letters as they are filed, the latest first; equal texts are kept once.

    Letters and submissions are rows by IRI; ``names`` of agencies and of assemblies by theirs.
    """
    kept: dict[str, str] = {}

    def once(text: str) -> str:
        return kept.setdefault(text, text)

    found = []
    for letter, row in letters.items():
        filed = submissions.get(row.get("about", ""), {})
        agency = row.get("agency", "")
        one = Entry(
            letter,
            once(row.get("date", "")),
            once(agency),
            once(names.get(agency, "")),
            once(local(row.get("role", ""))),
            once(local(row.get("outcome", ""))),
            once(local(row.get("opinion", ""))),
            once(row.get("about", "")),
            once(_KINDS.get(local(filed.get("class", "")), "")),
            once(filed.get("number", "")),
            once(filed.get("name", "")),
            once(filed.get("title", "")),
            once(filed.get("session", "")),
            once(assemblies.get(filed.get("assembly", ""), "")),
            once(row.get("date", "")[:4]),
        )
        found.append(one)
    return tuple(sorted(found, key=attrgetter("date", "letter"), reverse=True))


def promises(
    rows: Mapping[str, Row],
    agencies: Iterable[Sequence[str]],
    names: Mapping[str, str],
    filed: Iterable[Entry],
) -> tuple[Promise, ...]:
    """Return all commitments, those with a date first, the earliest first.

    ``rows`` are by passage, ``agencies`` passages with who promises, ``names`` those of agencies.
    """
    known = {entry.letter: entry for entry in filed}
    who: dict[str, dict[str, str]] = defaultdict(dict)
    for place, agency in agencies:
        if agency in names:
            who[place][agency] = names[agency]
    found = []
    for iri, row in rows.items():
        entry = known.get(iri.partition("#")[0])
        if entry:
            named = sorted((name, agency) for agency, name in who[iri].items())
            found.append(
                Promise(iri, row.get("due", ""), tuple(Chip(a, n) for n, a in named), entry)
            )
    return tuple(sorted(found, key=lambda p: (not p.due, p.due, p.passage)))


def due_in(rows: Sequence[Promise], state: str, on: date) -> Sequence[Promise]:
    """Return the commitments whose due date is in a state on a day (``dated``: in any but open).

    What is no state asks for nothing.
    """
    if state == "dated":
        return [one for one in rows if one.due]
    state = "open" if state == "undated" else state
    if state not in due.STATES:
        return rows
    return [one for one in rows if due.state(period(one.due), on) == state]


def _text(entry: Entry) -> str:
    return f"{entry.title}\n{entry.number}\n{entry.agency_name}\n{entry.name}".casefold()


def sifted(
    rows: Sequence[Filed],
    asked: Mapping[str, str],
    words: str,
    entry: Callable[[Filed], Entry],
) -> tuple[list[Filed], tuple[Field, ...]]:
    """Return the rows that have all values asked for, and the fields with what each would leave.

    A field's counts are of the rows that the other fields leave, so that each choice says what it
    will give. ``words`` stand in the title, the number or the name of the agency, in any case.
    """
    wanted = {name: value for name, value in asked.items() if name in FIELDS and value}
    parts = words.casefold().split()
    if parts:
        rows = [row for row in rows if all(part in _text(entry(row)) for part in parts)]
    gets = {name: attrgetter(FIELDS[name][1]) for name in FIELDS}
    tests = [(name, gets[name], "" if value == NONE else value) for name, value in wanted.items()]
    left: list[Filed] = list(rows) if not tests else []
    beside: dict[str, list[Filed]] = {name: [] for name in wanted}
    for row in rows if tests else ():
        one = entry(row)
        missed = [name for name, get, value in tests if get(one) != value]
        if not missed:
            left.append(row)
        elif len(missed) == 1:
            beside[missed[0]].append(row)
    fields = []
    for name, get in gets.items():
        counts: Counter[str] = Counter(map(get, map(entry, left)))
        counts.update(map(get, map(entry, beside.get(name, ()))))
        fields.append(_field(name, wanted.get(name), counts))
    return left, tuple(fields)


def _field(name: str, chosen: str | None, counts: Counter[str]) -> Field:
    words, _, called = FIELDS[name]
    order = list(called)
    ranked = sorted(
        counts.items(),
        key=lambda item: (
            item[0] == "",
            order.index(item[0]) if item[0] in order else 0,
            -int(item[0]) if name == "year" and item[0].isdigit() else -item[1],
            item[0],
        ),
    )
    choices = [
        Choice(value or NONE, called.get(value, value) if value else Words("未写", "not given"), n)
        for value, n in ranked
    ]
    if chosen and chosen not in {choice.value for choice in choices}:
        choices.append(Choice(chosen, called.get(chosen, chosen), 0))
    return Field(name, words, chosen, tuple(choices))


def _natural(text: str) -> tuple[int, int, str]:
    """Return what numbers of submissions are put in order by: 9 before 126, 0417 after 9."""
    return (0, int(text), text) if text.isascii() and text.isdigit() else (1, 0, text)


def ordered(rows: Sequence[Entry], by: str, *, down: bool) -> list[Entry]:
    """Return letters in order; those without a value come last either way."""
    get = attrgetter(*ORDERS[by])
    first = attrgetter(ORDERS[by][0])

    def key(entry: Entry) -> tuple[object, ...]:
        return (_natural(entry.number), *get(entry)) if by == "number" else tuple(get(entry))

    ranked = sorted(rows, key=key, reverse=down)
    return sorted(ranked, key=lambda entry: not first(entry))


def letters_sheet(
    rows: Sequence[Entry], people: Iterable[Row], handlers: Iterable[Row], total: int
) -> Sheet:
    """Return letters as a table: who asked, who answered in what role, who else handles it."""
    proposers: dict[str, dict[str, str]] = defaultdict(dict)
    for row in people:
        proposers[row["about"]][row["who"]] = row["name"]
    others: dict[str, dict[str, str]] = defaultdict(dict)
    for row in handlers:
        others[row["about"]][row["agency"]] = row["name"]

    def chips(named: Mapping[str, str], without: str = "") -> tuple[Chip, ...]:
        pairs = sorted((name, iri) for iri, name in named.items() if iri != without)
        return tuple(Chip(iri, name) for name, iri in pairs)

    listed: list[tuple[Cell, ...]] = [
        (
            SUBMISSIONS.get(one.kind, NOTHING),
            one.number,
            Chip(one.letter, one.title or one.name or "—"),
            chips(proposers[one.about]) if one.about else None,
            Chip(one.agency, one.agency_name) if one.agency else None,
            ROLES.get(one.role, NOTHING),
            chips(others[one.about], one.agency) if one.about else None,
            one.date,
            badge(one.outcome, OUTCOMES_SHORT),
            badge(one.opinion, OPINIONS),
            Chip(one.about, one.name) if one.about else None,
            one.session,
            one.assembly,
        )
        for one in rows
    ]
    return Sheet(
        "letters", Words("答复函台账", "Register of letters"), COLUMNS, tuple(listed), total
    )


COLUMNS = (
    Column(Words("类型", "kind")),
    Column(Words("编号", "number"), "short"),
    Column(Words("题目（答复函）", "title (letter)"), "title"),
    Column(Words("提出者", "proposed by")),
    Column(Words("答复单位", "replying agency")),
    Column(Words("办理方式", "role")),
    Column(Words("其他办理单位", "other handlers")),
    Column(Words("答复日期", "date of reply"), "date"),
    Column(Words("办理结果", "outcome")),
    Column(Words("委员意见", "opinion")),
    Column(Words("提案、建议", "submission")),
    Column(Words("届次", "session")),
    Column(Words("政协、人大", "assembly")),
)


def promises_sheet(rows: Sequence[Promise], texts: Iterable[Row], total: int, on: date) -> Sheet:
    """Return commitments as a table; whether they are past is told as of the day ``on``."""
    said = {row["passage"]: " ".join(row["text"].split()) for row in texts}
    listed: list[tuple[Cell, ...]] = []
    for one in rows:
        place = passage(one.passage)
        if place is None:
            continue
        entry = one.entry
        listed.append(
            (
                Quote(*place, (Part(said.get(one.passage, "—")),), "", entry.date),
                one.due,
                due.status(one.due, on),
                one.agencies,
                Chip(entry.about, entry.title or entry.name) if entry.about else None,
                Chip(entry.letter, entry.agency_name or "—"),
                entry.date,
            )
        )
    columns = (
        Column(Words("承诺事项", "commitment"), "wide"),
        Column(Words("完成期限", "due"), "date"),
        due.column(on),
        Column(Words("责任单位", "who promises")),
        Column(Words("提案、建议", "submission")),
        Column(Words("答复单位", "replying agency")),
        Column(Words("答复日期", "date of reply"), "date"),
    )
    title = Words("承诺台账", "Register of commitments")
    return Sheet("commitments", title, columns, tuple(listed), total)
