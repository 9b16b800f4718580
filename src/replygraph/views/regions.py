"""Regions: what agencies of a division, and of those below it, answered, and how it came out.

An agency belongs to the division of its code; where the graph has none, to the one whose name its
own begins with, after the authority file (`where`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from replygraph.views import where
from replygraph.views.labels import OUTCOMES_SHORT
from replygraph.views.ledger import Entry
from replygraph.views.network import Words
from replygraph.views.parts import Cell, Chip, Column, Figure, Link, Sheet

Row = Mapping[str, str]
CLASSES = ("A", "B", "C", "D", "")
#: what tiles and bars may count
MEASURES = {
    "letters": Words("答复函", "letters"),
    "submissions": Words("提案、建议", "submissions"),
    "agencies": Words("机构", "agencies"),
    "solved": Words("A 类占比", "share of class A"),
}
_ENGLISH = {region: english for region, _, english, *_ in where.PROVINCES}
#: shades of the tiles
SHADES = 5


@dataclass(slots=True)
class Tally:
    """What is counted for a region; ``own`` are the letters of its own agencies, none below.

    ``outcomes`` counts letters by class, "" where none is given; ``years`` the same by year.
    """

    region: str
    agencies: int = 0
    own: int = 0
    letters: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    years: dict[str, Counter[str]] = field(default_factory=dict)
    about: set[str] = field(default_factory=set)

    @property
    def submissions(self) -> int:
        """Return how many submissions were answered."""
        return len(self.about)

    @property
    def classed(self) -> int:
        """Return how many letters give a class."""
        return self.letters - self.outcomes[""]

    def measure(self, name: str) -> float | None:
        """Return what a tile shows; None where there is nothing to count."""
        if name == "solved":
            return round(100 * self.outcomes["A"] / self.classed, 1) if self.classed else None
        value = {"submissions": self.submissions, "agencies": self.agencies}.get(name, self.letters)
        return value or None

    @property
    def bars(self) -> tuple[tuple[str, float, float], ...]:
        """Return class, start and width in percent of each part of a bar of outcomes."""
        found, at = [], 0.0
        for one in CLASSES:
            if (count := self.outcomes[one]) and self.letters:
                width = 100 * count / self.letters
                found.append((one or "none", round(at, 2), round(width, 2)))
                at += width
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency of a region with what it answered."""

    iri: str
    name: str
    region: str
    letters: int
    submissions: int
    outcomes: Counter[str]


@dataclass(frozen=True, slots=True)
class Regions:
    """All regions of which there is anything, and the agencies of each (of its own level only)."""

    tallies: Mapping[str, Tally]
    below: Mapping[str, tuple[str, ...]]
    agencies: Mapping[str, tuple[Agency, ...]]

    def inside(self, region: str) -> list[Agency]:
        """Return the agencies of a region and of those below it, those with most letters first."""
        found = list(self.agencies.get(region, ()))
        waiting = list(self.below.get(region, ()))
        while waiting:
            one = waiting.pop()
            found += self.agencies.get(one, ())
            waiting += self.below.get(one, ())
        return sorted(found, key=lambda a: (-a.letters, a.name, a.iri))


def _lines(region: str) -> tuple[str, ...]:
    return where.chain(region) or (where.ELSEWHERE,)


def _add(into: Tally, letter: Entry, *, own: bool) -> None:
    into.letters += 1
    into.own += own
    into.outcomes[letter.outcome] += 1
    into.years.setdefault(letter.year, Counter())[letter.outcome] += 1
    if letter.about:
        into.about.add(letter.about)


def regions(bodies: Iterable[Row], letters: Iterable[Entry]) -> Regions:
    """Return the regions of all agencies, with what they answered."""
    tallies: dict[str, Tally] = {}

    def tally(region: str) -> Tally:
        return tallies.setdefault(region, Tally(region))

    places = {row["body"]: where.by_code(row.get("code", ""), row["name"]) for row in bodies}
    names = {row["body"]: row["name"] for row in bodies}
    replies: dict[str, list[Entry]] = defaultdict(list)
    for one in letters:
        if not one.agency:
            continue
        if one.agency not in places:
            places[one.agency] = where.of(one.agency_name)
            names[one.agency] = one.agency_name
        replies[one.agency].append(one)
        for nth, region in enumerate(_lines(places[one.agency])):
            _add(tally(region), one, own=nth == 0)
    agencies: dict[str, list[Agency]] = defaultdict(list)
    for iri, place in sorted(places.items()):
        replied = replies.get(iri, [])
        about = {one.about for one in replied if one.about}
        outcomes = Counter(one.outcome for one in replied)
        region = place or where.ELSEWHERE
        made = Agency(iri, names[iri], region, len(replied), len(about), outcomes)
        agencies[region].append(made)
        for line in _lines(place):
            tally(line).agencies += 1
    below: dict[str, list[str]] = defaultdict(list)
    for region in tallies:
        chain = where.chain(region)
        below[chain[1] if len(chain) > 1 else ""].append(region)

    def weight(region: str) -> tuple[int, int, str]:
        return -tallies[region].letters, -tallies[region].agencies, region

    return Regions(
        tallies,
        {above: tuple(sorted(ones, key=weight)) for above, ones in below.items()},
        {region: tuple(ones) for region, ones in agencies.items()},
    )


def called(region: str) -> Words:
    """Return what a region is called on a page."""
    if region == where.NATION:
        return Words("国家机关", "national bodies")
    if region == where.ELSEWHERE:
        return Words("规范档没有的地区", "not in the authority file")
    name = where.called(region)
    return Words(name, _ENGLISH.get(region, name))


def href(region: str) -> str:
    """Return the address of the page of a region."""
    return f"/regions/{region}"


@dataclass(frozen=True, slots=True)
class Tile:
    """A province as a tile: its place in the scheme, what it counts, its shade (0 for nothing)."""

    region: str
    zh: str
    en: str
    iso: str
    row: int
    column: int
    value: float | None
    shade: int


def tiles(found: Regions, measure: str) -> tuple[tuple[Tile, ...], tuple[float, ...]]:
    """Return the tiles of the provinces, and the lowest value of each shade.

    Shades part the provinces with a value into groups of about the same size.
    """
    values = {
        region: tally.measure(measure)
        for region, *_ in where.PROVINCES
        if (tally := found.tallies.get(region))
    }
    known = sorted({value for value in values.values() if value is not None})
    steps = [known[len(known) * n // SHADES] for n in range(SHADES)] if known else []
    lows = tuple(dict.fromkeys(steps))
    offset = SHADES - len(lows)

    def shade(value: float | None) -> int:
        return 0 if value is None else offset + sum(low <= value for low in lows)

    made = tuple(
        Tile(region, zh, en, iso, row, column, value, shade(value))
        for region, zh, en, iso, row, column in where.PROVINCES
        for value in (values.get(region),)
    )
    return made, lows


@dataclass(frozen=True, slots=True)
class Branch:
    """A line of the tree: how deep, whether it is open, how many stand below it."""

    tally: Tally
    words: Words
    href: str
    depth: int
    opened: bool
    below: int


def tree(found: Regions, opened: frozenset[str], region: str = "", depth: int = 0) -> list[Branch]:
    """Return the lines of the tree below a region, those with most letters first."""
    lines = []
    for one in found.below.get(region, ()):
        below = len(found.below.get(one, ()))
        line = Branch(found.tallies[one], called(one), href(one), depth, one in opened, below)
        lines.append(line)
        if line.opened:
            lines += tree(found, opened, one, depth + 1)
    return lines


def _counts(tally: Tally) -> tuple[Cell, ...]:
    return (
        tally.letters,
        tally.submissions,
        tally.agencies,
        *(tally.outcomes[one] for one in CLASSES),
    )


_COUNTED = (
    Column(Words("答复函", "letters"), "bar"),
    Column(Words("提案、建议", "submissions"), "number"),
    Column(Words("机构", "agencies"), "number"),
    *(Column(OUTCOMES_SHORT[one], "number") for one in CLASSES[:4]),
    Column(Words("未写类别", "no class"), "number"),
)
NOTE = Words(
    "每行连同所辖各地；机构按区划代码归属，没有代码的按名称（规范档）。"
    "答复函、提案建议、办理类别都按答复单位所在地计。",
    "Each line includes the divisions below it. Agencies belong where their division code says, "
    "without a code where their name says (authority file). Letters, submissions and classes "
    "count where the replying agency is.",
)


def table(found: Regions, region: str = "", name: str = "regions") -> Sheet:
    """Return the divisions right below a region (provinces below none) with their counts."""
    rows = tuple(
        (Link(called(one), href(one)), *_counts(found.tallies[one]))
        for one in found.below.get(region, ())
    )
    title = Words("所辖各地", "Divisions below") if region else Words("各地区", "Regions")
    return Sheet(name, title, (Column(Words("地区", "region")), *_COUNTED), rows, None, NOTE)


def whole_table(found: Regions) -> Sheet:
    """Return all regions with codes and levels, for download."""
    columns = (
        Column(Words("区划代码", "code")),
        Column(Words("地区", "region")),
        Column(Words("级别", "level")),
        *_COUNTED,
    )
    order = sorted(found.tallies)
    rows: list[tuple[Cell, ...]] = []
    for region in order:
        name: Cell = where.full(region) if region.isdecimal() else called(region)
        level: Cell = where.LEVELS.get(where.level(region))
        rows.append((region, name, level, *_counts(found.tallies[region])))
    return Sheet("all", Words("全部地区", "All regions"), columns, tuple(rows), len(rows), NOTE)


def agencies_sheet(agencies: Sequence[Agency], most: int | None) -> Sheet:
    """Return agencies with what they answered."""
    columns = (
        Column(Words("机构", "agency")),
        Column(Words("地区", "region")),
        Column(Words("作出的答复函", "replies"), "bar"),
        Column(Words("答复的提案、建议", "submissions answered"), "number"),
        *(Column(OUTCOMES_SHORT[one], "number") for one in CLASSES[:4]),
        Column(Words("未写类别", "no class"), "number"),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            Chip(one.iri, one.name),
            Link(called(one.region), href(one.region)),
            one.letters,
            one.submissions,
            *(one.outcomes[c] for c in CLASSES),
        )
        for one in agencies[:most]
    ]
    note = Words(
        "图谱中属于这里的机构，包括只被提到、没有作出答复的。",
        "All agencies of the region that letters name, also those that did not reply.",
    )
    return Sheet("agencies", Words("机构", "Agencies"), columns, tuple(rows), len(agencies), note)


def outcomes_sheet(tally: Tally) -> Sheet:
    """Return outcome classes by year."""
    columns = (
        Column(Words("年份", "year"), "date"),
        *(Column(OUTCOMES_SHORT[one], "number") for one in CLASSES[:4]),
        Column(Words("未写类别", "no class"), "number"),
        Column(Words("合计", "total"), "number"),
    )
    rows: list[tuple[Cell, ...]] = []
    for year, counts in sorted(tally.years.items(), key=lambda it: (not it[0], it[0])):
        label: Cell = year or Words("未写日期", "no date")
        rows.append((label, *(counts[one] for one in CLASSES), sum(counts.values())))
    title = Words("各年的办理结果", "Outcomes by year")
    note = Words("答复函的封数，按答复年份。", "Numbers of letters, by the year of the reply.")
    return Sheet("outcomes", title, columns, tuple(rows), None, note)


def figures(tally: Tally, everything: Mapping[str, int]) -> tuple[Figure, ...]:
    """Return what a region counts, out of all."""
    return (
        Figure(
            tally.letters,
            Words("封答复函", "letters"),
            Words("由这里（连同所辖）的机构作出", "by agencies of the region and below"),
            everything["rg:Letter"],
        ),
        Figure(
            tally.submissions,
            Words("件提案、建议", "submissions"),
            Words("由这里的机构答复", "answered by them"),
            everything["rg:Submission"],
        ),
        Figure(
            tally.agencies,
            Words("个机构", "agencies"),
            Words("属于这里，答复函提到的", "of the region, named in letters"),
            everything["rg:Agency"],
        ),
        Figure(
            tally.outcomes["A"],
            Words("封写明 A 类", "letters of class A"),
            Words("已经或基本解决 / 写明类别的", "resolved or nearly so, of those with a class"),
            tally.classed,
        ),
    )
