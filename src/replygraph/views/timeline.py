"""The time line of events and of commitments: what is left of them, as lanes, columns, tables."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TypeVar

from replygraph.views import due, where
from replygraph.views.axis import Axis, Dot, Lane, Period, dot, period
from replygraph.views.happenings import KINDS, Happening
from replygraph.views.ledger import NONE, Choice, Field, Promise
from replygraph.views.network import Words
from replygraph.views.parts import Cell, Chip, Column, Figure, Quote, Sheet

LANES = 36
_NO = (NONE,)
#: how marks are drawn and called
STATES = {
    "done": Words("已举办", "held"),
    "planned": Words("计划举办", "planned"),
    **due.STATES,
}
Item = TypeVar("Item")
#: name of a field → its words, the values of an item (several, for regions), words of values
Test = tuple[Words, Callable[[Item], Sequence[str]], Callable[[str], Words | str]]


def sifted(
    items: Sequence[Item], tests: Mapping[str, Test[Item]], asked: Mapping[str, str]
) -> tuple[list[Item], tuple[Field, ...]]:
    """Return the items that have all values asked for, and the fields with what each would leave.

    A field's counts are of the items that the other fields leave.
    """
    wanted = {name: value for name in tests if (value := asked.get(name, ""))}
    gets = [(name, get, wanted.get(name, "")) for name, (_, get, _) in tests.items()]
    left: list[Item] = []
    counts: dict[str, Counter[str]] = {name: Counter() for name in tests}
    for item in items:
        missed = [name for name, get, value in gets if value and value not in (get(item) or _NO)]
        if not missed:
            left.append(item)
        if len(missed) < 2:
            for name, get, _ in gets:
                if not missed or name in missed:
                    counts[name].update(get(item) or _NO)
    fields = []
    for name, (words, _, called) in tests.items():
        chosen = wanted.get(name)
        if chosen and chosen not in counts[name]:
            counts[name][chosen] = 0
        ranked = sorted(counts[name].items(), key=lambda it: (it[0] == NONE, -it[1], it[0]))
        choices = tuple(Choice(value, called(value), n) for value, n in ranked)
        fields.append(Field(name, words, chosen, choices))
    return left, tuple(fields)


def region_words(region: str) -> Words | str:
    """Return what a region is called among the choices of a field."""
    if region == NONE:
        return Words("规范档没有的地区", "not in the authority file")
    return where.full(region) or region


@lru_cache(maxsize=65536)
def provinces(regions: tuple[str, ...]) -> tuple[str, ...]:
    """Return all divisions that regions lie in, themselves included, each once."""
    return tuple(dict.fromkeys(one for region in regions for one in where.chain(region)))


def shown_regions(field: Field) -> Field:
    """Return the field of regions with the provinces, and what is chosen."""
    kept = [
        one
        for one in field.choices
        if where.level(one.value) in ("province", "nation", "") or one.value == field.chosen
    ]
    return Field(field.name, field.words, field.chosen, tuple(kept))


def _lane_key(one: Happening) -> tuple[str, str]:
    chains = [where.chain(region) for region in one.regions]
    places = [next((p for p in chain if where.level(p) != "county"), chain[0]) for chain in chains]
    return one.series, min(places, default="")


def event_lanes(on: Axis, items: Iterable[Happening]) -> tuple[list[Lane], int]:
    """Return a lane for each series of events, those with most editions first; and how many."""
    groups: dict[tuple[str, str], list[Happening]] = defaultdict(list)
    for one in items:
        if one.when and on.holds(one.when):
            groups[_lane_key(one)].append(one)
    ranked = sorted(groups.items(), key=lambda it: (-len(it[1]), -it[1][0].when.start, it[0]))  # type: ignore[union-attr]
    lanes = []
    for (series, region), several in ranked[:LANES]:
        names = {one.event for one in several}
        first = several[0]
        name = Chip(first.event, first.name) if len(names) == 1 else Words(series, series)
        place = where.full(region)
        lanes.append(
            Lane(
                name,
                Words(place, place),
                series if len(names) > 1 else "",
                tuple(
                    dot(
                        on,
                        one.when,
                        "planned" if one.planned else "done",
                        one.passage,
                        "，".join(
                            filter(None, (one.name, one.date, *(n for *_, n in one.who[:3])))
                        ),
                    )
                    for one in sorted(several, key=lambda h: h.date)
                    if one.when
                ),
            )
        )
    return lanes, len(groups)


def event_figures(rows: Sequence[Happening], every: int) -> tuple[Figure, ...]:
    """Return how many events fit, how many times have a date, how many are planned only."""
    return (
        Figure(
            len({one.event for one in rows}),
            Words("场活动", "events"),
            Words("符合条件的 / 图谱中的活动", "that fit, of all events here"),
            every,
        ),
        Figure(
            sum(one.when is not None for one in rows),
            Words("次写明时间", "times with a date"),
            Words(
                "同一活动在不同时间各计一次 / 符合条件的次数",
                "each time of an event counts, of the times that fit",
            ),
            len(rows),
        ),
        Figure(
            len({_lane_key(one) for one in rows}),
            Words("个系列", "series"),
            Words(
                "同一地区、去掉届次和年份后同名的算一个系列",
                "events of one region whose names differ in edition or year only",
            ),
        ),
        Figure(
            sum(one.planned for one in rows),
            Words("次只见于计划", "planned only"),
            Words("信中说将要举办的 / 符合条件的次数", "letters say it will be held"),
            len(rows),
        ),
    )


def events_sheet(rows: Sequence[Happening], quotes: Mapping[str, Quote], total: int) -> Sheet:
    """Return events as a table."""
    columns = (
        Column(Words("时间", "when"), "date"),
        Column(Words("活动", "event")),
        Column(Words("届次", "edition"), "number"),
        Column(Words("类型", "kind")),
        Column(Words("状态", "status")),
        Column(Words("谁", "who"), "wide"),
        Column(Words("地区", "region")),
        Column(Words("答复函", "letters"), "number"),
        Column(Words("依据", "sentence"), "wide"),
    )
    listed: list[tuple[Cell, ...]] = [
        (
            one.date,
            Chip(one.event, one.name),
            one.number or None,
            KINDS[one.kind],
            STATES["planned" if one.planned else "done"],
            one.chips,
            "、".join(where.full(region) for region in one.regions),
            one.letters,
            quotes.get(one.passage),
        )
        for one in rows
    ]
    note = Words(
        "时间是信中所写；只有名称带年份的，以该年计。地区取主办、承办机构所在，没有时取答复单位所在。",
        "Dates are as letters write them; where only the name holds a year, that year. "
        "The region is that of the hosts and organisers, else of the agency that replied.",
    )
    return Sheet("events", Words("活动", "Events"), columns, tuple(listed), total, note)


@dataclass(frozen=True, slots=True)
class Vow:
    """A commitment as of a day: past, ahead or open; days since it was due (0 if not past)."""

    promise: Promise
    when: Period | None
    state: str
    late: int
    regions: tuple[str, ...]


Placed = tuple[Promise, Period | None, tuple[str, ...]]


def placed(promises: Iterable[Promise]) -> list[Placed]:
    """Return commitments with the period in which they are due and where, whatever the day."""
    found = []
    for one in promises:
        regions = {where.of(chip.name) for chip in one.agencies} - {""}
        if not regions and (own := where.of(one.entry.agency_name)):
            regions = {own}
        found.append((one, period(one.due), tuple(sorted(regions))))
    return found


def vows(items: Iterable[Placed], on: date) -> list[Vow]:
    """Return commitments as of a day."""
    today = on.toordinal()
    found = []
    for one, when, regions in items:
        state = due.state(when, on)
        late = today - when.end if when and state == "past" else 0
        found.append(Vow(one, when, state, late, regions))
    return found


def vow_lanes(on: Axis, items: Iterable[Vow]) -> tuple[list[Lane], int]:
    """Return a lane for each agency that promises, those with most passed dates first."""
    groups: dict[str, list[Vow]] = defaultdict(list)
    names: dict[str, str] = {}
    for one in items:
        if one.when and on.holds(one.when):
            for chip in one.promise.agencies or (Chip("", ""),):
                groups[chip.iri].append(one)
                names[chip.iri] = chip.name
    ranked = sorted(
        groups.items(),
        key=lambda it: (-sum(v.state == "past" for v in it[1]), -len(it[1]), names[it[0]]),
    )
    lanes = []
    for iri, several in ranked[:LANES]:
        past = sum(one.state == "past" for one in several)
        marks: tuple[Dot, ...] = tuple(
            dot(
                on,
                one.when,
                one.state,
                one.promise.passage,
                f"{one.promise.due}，{one.promise.entry.title or one.promise.entry.name}",
            )
            for one in sorted(several, key=lambda v: v.promise.due)
            if one.when
        )
        note = Words(
            f"{len(several)} 项，期限已过 {past} 项", f"{len(several)}, {past} with the date passed"
        )
        name = Chip(iri, names[iri]) if iri else Words("信中未写由谁", "nobody named")
        lanes.append(Lane(name, note, "", marks))
    return lanes, len(groups)


def vow_figures(rows: Sequence[Vow], every: int, on: date) -> tuple[Figure, ...]:
    """Return how many commitments fit, and how many of them are past, ahead or undated."""
    told = {
        "past": Words(f"期限早于 {on} / 符合条件的", f"due before {on}, of those that fit"),
        "ahead": Words(f"期限在 {on} 或以后 / 符合条件的", f"due on {on} or later"),
        "open": Words("信中没有写到何时 / 符合条件的", "letters give no date"),
    }
    return (
        Figure(
            len(rows),
            Words("项承诺", "commitments"),
            Words("符合条件的 / 图谱中的承诺", "that fit, of all commitments here"),
            every,
        ),
        *(
            Figure(sum(one.state == state for one in rows), STATES[state], words, len(rows))
            for state, words in told.items()
        ),
    )


def vows_sheet(rows: Sequence[Vow], quotes: Mapping[str, Quote], total: int) -> Sheet:
    """Return commitments with their due dates as a table."""
    columns = (
        Column(Words("完成期限", "due"), "date"),
        Column(Words("状态", "status")),
        Column(Words("已过天数", "days since"), "number"),
        Column(Words("承诺事项", "commitment"), "wide"),
        Column(Words("责任单位", "who promises")),
        Column(Words("提案、建议", "submission")),
        Column(Words("答复日期", "date of reply"), "date"),
    )
    listed: list[tuple[Cell, ...]] = []
    for one in rows:
        entry = one.promise.entry
        listed.append(
            (
                one.promise.due,
                STATES[one.state],
                one.late or None,
                quotes.get(one.promise.passage),
                one.promise.agencies,
                Chip(entry.about, entry.title or entry.name) if entry.about else None,
                entry.date,
            )
        )
    return Sheet("commitments", Words("承诺", "Commitments"), columns, tuple(listed), total)
