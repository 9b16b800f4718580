"""An agency: its names over time, and its partners by body or by lineage."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from replygraph.derive import Act, collaboration
from replygraph.views.labels import ACTS, local
from replygraph.views.network import Words
from replygraph.views.parts import Chip

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Body:
    """A body with the time it stood (years as known) and the years in which letters name it."""

    iri: str
    name: str
    since: int | None
    until: int | None
    years: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A body on the time line: from and to as parts of 100, and the marks of its letters."""

    body: Body
    start: float
    end: float
    open_start: bool
    open_end: bool
    marks: tuple[tuple[float, float, int, int], ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A reorganisation: who before, who after, when. One to one is a renaming."""

    before: tuple[Chip, ...]
    after: tuple[Chip, ...]
    date: str

    @property
    def kind(self) -> Words:
        """Return what kind of change it is."""
        if len(self.before) == len(self.after) == 1:
            return Words("更名", "renamed")
        if len(self.before) > len(self.after):
            return Words("合并", "merged")
        return Words("拆分", "split up")


@dataclass(frozen=True, slots=True)
class Partner:
    """A partner; ``pairs`` are the collaborations (IRIs) that it stands in with the agency."""

    chip: Chip
    strength: float
    acts: int
    letters: int
    first: str
    last: str
    pairs: tuple[str, ...]


def _year(date: str) -> int | None:
    return int(date[:4]) if date[:4].isdigit() else None


def span(first: str, last: str) -> str:
    """Return two dates as years.

    >>> span("2021-03", "2023"), span("2021", "2021-09"), span("", "")
    ('2021–2023', '2021', '')
    """
    a, b = first[:4], last[:4]
    return a if a == b or not b else b if not a else f"{a}–{b}"


def bodies(
    members: Sequence[tuple[str, str]], about: Iterable[Row], counted: Iterable[Row]
) -> tuple[Body, ...]:
    """Return bodies (IRI and name), the earliest first; ``about`` tells how long they stood."""
    since: dict[str, int] = {}
    until: dict[str, int] = {}
    for row in about:
        year = _year(row["o"])
        if year and local(row["p"]) == "validFrom":
            since[row["body"]] = year
        if year and local(row["p"]) == "validUntil":
            until[row["body"]] = year
    years: dict[str, dict[int, int]] = defaultdict(dict)
    for row in counted:
        years[row["body"]][int(row["year"])] = int(row["letters"])
    found = [
        Body(iri, name, since.get(iri), until.get(iri), tuple(sorted(years[iri].items())))
        for iri, name in members
    ]

    def place(body: Body) -> tuple[int, str]:
        first = body.years[0][0] if body.years else 9999
        return body.since or min(first, (body.until or 9999) - 1), body.name

    return tuple(sorted(found, key=place))


def time_line(found: Sequence[Body]) -> tuple[tuple[Bar, ...], tuple[tuple[float, int], ...]]:
    """Return the bars of bodies and the years on the axis, both as parts of 100."""
    known = [y for b in found for y in (b.since, b.until, *(year for year, _ in b.years)) if y]
    if not known:
        return (), ()
    recent = [y for y in known if y >= max(known) - 60]
    low, high = min(recent), max(known) + 1
    low = min(low, high - 6)

    def at(year: float) -> float:
        return round(100 * (min(max(year, low), high) - low) / (high - low), 2)

    bars = []
    for body in found:
        named = [year for year, _ in body.years]
        start = body.since or (min(named) if named else low)
        end = body.until or (max(named) + 1 if named and not body.since else high)
        marks = tuple(
            (at(year + 0.1), round(at(year + 0.9) - at(year + 0.1), 2), year, n)
            for year, n in body.years
        )
        bars.append(Bar(body, at(start), at(end), not body.since, not body.until, marks))
    step = next(s for s in (1, 2, 5, 10, 20) if (high - low) / s <= 8)
    ticks = tuple((at(year), year) for year in range(low, high + 1) if year % step == 0)
    return tuple(bars), ticks


def changes(rows: Iterable[Row]) -> tuple[Change, ...]:
    """Return the reorganisations in the order of their dates."""
    found: dict[str, tuple[set[Chip], set[Chip], set[str]]] = {}
    for row in rows:
        before, after, dates = found.setdefault(row["change"], (set(), set(), set()))
        before.add(Chip(row["before"], row["beforeName"]))
        after.add(Chip(row["after"], row["afterName"]))
        dates |= {row["date"]} if "date" in row else set()

    def chips(some: set[Chip]) -> tuple[Chip, ...]:
        return tuple(sorted(some, key=lambda chip: (chip.name, chip.iri)))

    listed = (
        (min(dates, default=""), iri, chips(before), chips(after))
        for iri, (before, after, dates) in found.items()
    )
    return tuple(Change(b, a, date) for date, _, b, a in sorted(listed, key=lambda c: c[:2]))


def last_name(label: str) -> str:
    """Return the last name in the label of a lineage.

    >>> last_name("绍兴市建设局—绍兴市住房和城乡建设局")
    '绍兴市住房和城乡建设局'
    """
    return label.rpartition("—")[2]


def _line_chip(row: Row, by: str) -> Chip:
    if by == "lineage" and "lineage" in row:
        return Chip(row["lineage"], last_name(row.get("lineageName", row["name"])))
    return Chip(row["other"], row["name"])


def must_count(rows: Sequence[Row], own: int, by: str) -> bool:
    """Tell whether strengths by lineage differ from those of the pairs, so acts must be counted.

    They do where the agency, or one of its partners, is of several bodies that worked with others.
    """
    if by != "lineage":
        return False
    of: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        of[row.get("lineage", row["other"])].add(row["other"])
    return own > 1 or any(len(members) > 1 for members in of.values())


def partners(rows: Iterable[Row], by: str) -> tuple[Partner, ...]:
    """Return the partners of one body, the closest first."""
    found = [
        Partner(
            _line_chip(row, by),
            float(row["strength"]),
            int(row["acts"]),
            int(row["letters"]),
            row.get("first", ""),
            row.get("last", ""),
            (row["pair"],),
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda p: (-p.strength, -p.acts, p.chip.name, p.chip.iri)))


def partners_by_line(
    rows: Iterable[Row], acts: Iterable[Row], told: Iterable[Row], own: Iterable[str], line: str
) -> tuple[Partner, ...]:
    """Return the partners of a lineage counted from its joint acts, as `derive` counts them.

    Acts that may be the same count once. ``rows`` are the pairs of bodies,
    ``acts`` the acts with all who took part, ``told`` the letters that tell of them.
    """
    mine = set(own) | {line}
    letters: dict[str, set[str]] = defaultdict(set)
    for row in told:
        letters[row["act"]].add(row["letter"])
    pairs: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        pairs[_line_chip(row, "lineage").iri].add(row["pair"])
    chips: dict[str, Chip] = {}
    shared: dict[str, list[Act]] = defaultdict(list)
    for act, members in _acts(acts, letters):
        others = {chip.iri: chip for chip in members.values() if chip.iri not in mine}
        chips |= others
        for other in others:
            shared[other].append(act)
    listed = []
    for other, together in sorted(shared.items()):
        one = collaboration((line, other), together)
        listed.append(
            Partner(
                chips[other],
                round(one.strength, 6),
                len(one.acts),
                len(one.letters),
                one.first or "",
                one.last or "",
                tuple(sorted(pairs[other])),
            )
        )
    return tuple(sorted(listed, key=lambda p: (-p.strength, -p.acts, p.chip.name, p.chip.iri)))


def telling(rows: Iterable[Row]) -> dict[str, tuple[str, Words, str]]:
    """Return for each pair the passage of the act that tells most: (IRI, words, date).

    That others were asked before a reply tells less than what was done together.
    """
    best: dict[str, tuple[tuple[bool, str, str], str, Words, str]] = {}
    for row in rows:
        kind = local(row["kind"])
        rank = (kind != "jointHandling", row.get("date", ""), row["act"])
        if row["pair"] not in best or rank > best[row["pair"]][0]:
            about = row.get("about", "")
            called = ACTS.get(kind, Words(kind, kind))
            words = Words(*(f"{w}·{about}" if about else w for w in (called.zh, called.en)))
            best[row["pair"]] = (rank, row["passage"], words, row.get("date", ""))
    return {pair: found[1:] for pair, found in best.items()}


def _acts(
    rows: Iterable[Row], letters: Mapping[str, set[str]]
) -> Iterator[tuple[Act, dict[str, Chip]]]:
    """Yield the joint acts of at least two bodies, each body with its lineage."""
    members: dict[str, dict[str, Chip]] = defaultdict(dict)
    targets: dict[str, set[str]] = defaultdict(set)
    about: dict[str, Row] = {}
    for row in rows:
        about[row["act"]] = row
        members[row["act"]][row["other"]] = _line_chip(row, "lineage")
        if "target" in row:
            targets[row["act"]].add(row["target"])
    for key, row in sorted(about.items()):
        bodies = tuple(sorted(members[key]))
        if len({chip.iri for chip in members[key].values()}) > 1:
            act = Act(
                key,
                row["kind"].rpartition("#")[2],
                tuple(sorted(targets[key])),
                row.get("date"),
                bodies,
                bodies,
                tuple(sorted(letters[key])),
                (),
            )
            yield act, members[key]
