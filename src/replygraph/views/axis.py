"""Time drawn from left to right: where a date stands, with the precision it was written with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from replygraph.claims import bounds
from replygraph.views.network import Words
from replygraph.views.parts import Chip

#: so many years are shown at once where nobody asks for others
SPAN = 12


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day of a date as written, as ordinals."""

    start: int
    end: int

    @property
    def year(self) -> int:
        """Return the year of its first day."""
        return date.fromordinal(self.start).year

    @property
    def month(self) -> int:
        """Return the month of its first day, 0 where no month is written."""
        return date.fromordinal(self.start).month if self.end - self.start < 32 else 0


@lru_cache(maxsize=65536)
def period(edtf: str) -> Period | None:
    """Return what a date covers, None where it is none.

    >>> (p := period("2021-09")) and (p.end - p.start, p.year, p.month)
    (29, 2021, 9)
    """
    found = bounds(edtf)
    if found is None:
        return None
    first, last = (date.fromisoformat(one).toordinal() for one in found[:2])
    return Period(first, max(first, last))


@dataclass(frozen=True, slots=True)
class Axis:
    """The years from ``first`` to ``last``, both included."""

    first: int
    last: int

    @property
    def _start(self) -> int:
        return date(self.first, 1, 1).toordinal()

    @property
    def _days(self) -> int:
        return date(self.last, 12, 31).toordinal() - self._start + 1

    def at(self, day: int) -> float:
        """Return where a day stands, in percent; beyond the ends at the ends."""
        return round(min(100.0, max(0.0, 100 * (day - self._start) / self._days)), 2)

    def holds(self, when: Period) -> bool:
        """Tell whether a date begins within the years."""
        return self.first <= when.year <= self.last

    def ticks(self) -> list[tuple[float, str]]:
        """Return lines with their labels: years, or months where there are few years."""
        years = self.last - self.first + 1
        if years <= 2:
            step = 1 if years == 1 else 3
            months = [(y, m) for y in range(self.first, self.last + 1) for m in range(1, 13, step)]
            return [
                (self.at(date(y, m, 1).toordinal()), f"{y}" if m == 1 and years > 1 else f"{m}")
                for y, m in months
            ]
        step = 1 if years <= 16 else 5 if years <= 60 else 10
        marked = [y for y in range(self.first, self.last + 1) if (y - self.first) % step == 0]
        return [(self.at(date(y, 1, 1).toordinal()), str(y)) for y in marked]


def axis(years: Iterable[int], first: int | None, last: int | None) -> Axis | None:
    """Return the years to be shown: those asked for, else the last `SPAN` in which there is any.

    >>> axis([1984, 2019, 2023], None, None), axis([2019], 2020, 2018), axis([], None, None)
    (Axis(first=2012, last=2023), Axis(first=2018, last=2020), None)
    """
    known = sorted(years)
    if not known and first is None and last is None:
        return None
    end = last if last is not None else known[-1] if known else first
    assert end is not None
    since = [year for year in known if year > end - SPAN and year <= end]
    begin = first if first is not None else since[0] if since else end
    if first is None and known and known[0] > end - SPAN:
        begin = min(known[0], end)
    if first is None and known and known[0] <= end - SPAN:
        begin = end - SPAN + 1
    return Axis(min(begin, end), max(begin, end))


@dataclass(frozen=True, slots=True)
class Dot:
    """A mark: centre and width in percent (0 for a point), a state, where it leads, what it says.

    ``state`` is done, planned, past or ahead.
    """

    x: float
    start: float
    width: float
    state: str
    iri: str
    title: str


@dataclass(frozen=True, slots=True)
class Lane:
    """A line of marks under a name."""

    name: Words | Chip
    note: Words
    href: str
    dots: tuple[Dot, ...]


def dot(on: Axis, when: Period, state: str, iri: str, title: str) -> Dot:
    """Return the mark of a date: a point for a day or month, a bar for what is longer."""
    start, end = on.at(when.start), on.at(when.end + 1)
    wide = when.end - when.start > 31
    return Dot(
        round((start + end) / 2, 2),
        start,
        round(end - start, 2) if wide else 0.0,
        state,
        iri,
        title,
    )


@dataclass(frozen=True, slots=True)
class Column:
    """A year or month with how much falls into it, by state, and the address that narrows to it."""

    label: str
    counts: tuple[tuple[str, int], ...]
    href: str

    @property
    def total(self) -> int:
        """Return how much there is in all."""
        return sum(count for _, count in self.counts)


def columns(
    on: Axis, marks: Sequence[tuple[Period, str]], states: Sequence[str]
) -> list[tuple[str, int, tuple[tuple[str, int], ...]]]:
    """Return label, year and counts by state for each year, for each month within a single year.

    What is dated by the year only stands under no month: the first column, with no label.
    """
    single = on.first == on.last
    keys = range(13) if single else range(on.first, on.last + 1)
    found = {key: dict.fromkeys(states, 0) for key in keys}
    for when, state in marks:
        if on.holds(when):
            found[when.month if single else when.year][state] += 1
    return [
        (
            ("" if key == 0 else str(key)),
            on.first if single else key,
            tuple(counts.items()),
        )
        for key, counts in found.items()
        if key or any(counts.values())
    ]
