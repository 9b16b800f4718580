"""Events over time: when they took place after what letters say, series and their editions."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from replygraph.text import numeral
from replygraph.views import where
from replygraph.views.axis import Period, period
from replygraph.views.labels import local, relation
from replygraph.views.network import Words
from replygraph.views.parts import Chip

Row = Mapping[str, str]

_NUMBERED = re.compile(
    r"第([0-9一二三四五六七八九十百〇零两]{1,5})(?:届|次|期|季|场|轮)|(首届|首次)"
)
_YEAR = re.compile(r"((?:19|20)[0-9]{2})(?:[—–~～-](?:19|20)?[0-9]{2})?(?:年度?|赛季)?")
_BRACKETS = re.compile(r"[（(][^（）()]{0,12}[）)]|[“”\"‘’《》〈〉·\s]")

#: kind → words of a name's end, of which the first that fits decides
_KINDS: tuple[tuple[str, Words, str], ...] = (
    (
        "contest",  # 中小学生秋色工艺大赛, 国际马拉松
        Words("赛事、评选", "contests"),
        "(?:比赛|大赛|联赛|锦标赛|邀请赛|公开赛|赛|马拉松|运动会|竞赛|评选|巡回赛|挑战赛)$",
    ),
    (
        "fair",  # 高交会, 国际旅游博览会
        Words("展会", "fairs, exhibitions"),
        (
            "(?:展|展览会?|博览会|展销会|交易会|展示会|高交会|文博会|广交会|进博会|洽谈会|招聘会|对接会"
            "|推介会|推荐会|订货会|书市|集市|市集)$"
        ),
    ),
    (
        "meeting",  # 中国科幻大会, 低碳城论坛
        Words("会议、论坛", "meetings, forums"),
        (
            "(?:大会|年会|会议|论坛|峰会|座谈会|研讨会|发布会|研讨班|交流会|协商会|恳谈会|报告会|现场会"
            "|推进会|联席会|听证会|讲坛|会)$"
        ),
    ),
    (
        "festival",  # 海上丝绸之路国际艺术节, 宣传周
        Words("节庆、主题日", "festivals, days"),
        "(?:节|日|周|月|年|季|庙会|嘉年华|庆典|仪式|开幕式|典礼|晚会|演出|音乐会|展演)$",
    ),
    (
        "training",  # 干部培训班
        Words("培训、讲座", "training, lectures"),
        "(?:培训|培训班|讲座|研修班|夏令营|训练营|课堂|宣讲|公开课|演练)$",
    ),
)
OTHER = "other"
KINDS: dict[str, Words] = {
    **{name: words for name, words, _ in _KINDS},
    OTHER: Words("其他活动", "other events"),
}
_PATTERNS = tuple((name, re.compile(words)) for name, _, words in _KINDS)
#: relations whose subjects stand for an event
_WHO = ("hosts", "organizes", "leads", "participatesIn", "supports", "supervises", "jointlySurveys")


@lru_cache(maxsize=65536)
def edition(name: str) -> tuple[str, int, int]:
    """Return the series that a name belongs to, the number of its edition and its year (0: none).

    >>> edition("第四届海上丝绸之路国际艺术节"), edition("2024中国科幻大会")
    (('海上丝绸之路国际艺术节', 4, 0), ('中国科幻大会', 0, 2024))
    """
    number = year = 0
    rest = _BRACKETS.sub("", name)
    if found := _NUMBERED.search(rest):
        number = 1 if found[2] else int(numeral(found[1]) or 0)
        rest = rest[: found.start()] + rest[found.end() :]
    if found := _YEAR.search(rest):
        year = int(found[1])
        rest = rest[: found.start()] + rest[found.end() :]
    return (rest if len(rest) > 1 else name), number, year


@lru_cache(maxsize=65536)
def kind(name: str) -> str:
    """Return the kind of an event, `OTHER` where its name tells none.

    >>> [kind(n) for n in ("佛山秋色工艺大赛", "第八届高交会", "中国科幻大会", "文化和自然遗产日")]
    ['contest', 'fair', 'meeting', 'festival']
    """
    bare = edition(name)[0]
    return next((found for found, words in _PATTERNS if words.search(bare)), OTHER)


@dataclass(frozen=True, slots=True)
class Happening:
    """An event at a time: who had which part, in which passage it stands, how many letters say so.

    ``date`` is "" where no letter dates it; ``named`` tells that only its name gives the year.
    """

    event: str
    name: str
    series: str
    number: int
    kind: str
    date: str
    when: Period | None
    named: bool
    planned: bool
    who: tuple[tuple[str, str, str], ...]
    regions: tuple[str, ...]
    passage: str
    letters: int

    @property
    def chips(self) -> tuple[Chip, ...]:
        """Return who had a part in it, each once, with the part."""
        parts: dict[str, list[str]] = defaultdict(list)
        names = {}
        for part, iri, name in self.who:
            names[iri] = name
            if part not in parts[iri]:
                parts[iri].append(part)
        return tuple(
            Chip(
                iri,
                name,
                Words(
                    "、".join(relation(p).zh for p in parts[iri]),
                    ", ".join(relation(p).en for p in parts[iri]),
                ),
            )
            for iri, name in names.items()
        )


@dataclass(slots=True)
class _Told:
    date: str
    planned: bool
    who: list[tuple[str, str, str]]
    passages: list[str]


def _merged(told: list[_Told]) -> list[_Told]:
    """Return what is told of one event by date; a date within another of the same event is it."""
    dated: dict[str, _Told] = {}
    for one in told:
        into = dated.get(one.date)
        if into is None:
            dated[one.date] = one
        else:
            into.planned &= one.planned
            into.who += one.who
            into.passages += one.passages
    exact = sorted(
        ((p, date) for date in dated if (p := period(date))), key=lambda it: it[0].end - it[0].start
    )
    for place, (wide, date) in enumerate(exact):
        inside = [d for p, d in exact[:place] if d in dated and _within(p, wide) and p != wide]
        if len(inside) == 1 and date in dated:
            gone = dated.pop(date)
            into = dated[inside[0]]
            into.planned &= gone.planned
            into.who += gone.who
            into.passages += gone.passages
    if len(dated) == 2 and (bare := dated.pop("", None)):
        next(iter(dated.values())).who += bare.who  # the only date there is
    elif len(dated) > 2:
        dated.pop("", None)  # no telling to which date it belongs
    return [dated[date] for date in sorted(dated)]


def _within(inner: Period, outer: Period) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def happenings(
    events: Iterable[Row],
    told: Iterable[Row],
    names: Mapping[str, str],
    replying: Mapping[str, str],
) -> tuple[Happening, ...]:
    """Return all events with their dates, the latest first, those without a date last.

    ``names`` are names of agencies and others by IRI, ``replying`` the replying agency's name by
    letter: it tells the region of an event for which no agency stands.
    """
    rows: dict[str, list[_Told]] = defaultdict(list)
    for row in sorted(told, key=lambda r: (r["event"], r["passage"], r["who"], r["p"])):
        if row["m"].endswith("negated"):
            continue
        part = local(row["p"])
        who = (
            [(part, row["who"], names[row["who"]])] if row["who"] in names and part in _WHO else []
        )
        planned = row["m"].endswith("planned")
        rows[row["event"]].append(_Told(row.get("date", ""), planned, who, [row["passage"]]))
    found = [
        _happening(row["event"], row["name"], one, replying)
        for row in events
        for one in _merged(rows.get(row["event"]) or [])
    ]
    return tuple(
        sorted(found, key=lambda h: (h.when is None, -(h.when.start if h.when else 0), h.name))
    )


def _happening(event: str, name: str, told: _Told, replying: Mapping[str, str]) -> Happening:
    series, number, year = edition(name)
    date, named = told.date, False
    when = period(date)
    if when is None and year:
        date, when, named = str(year), period(str(year)), True
    order = {part: place for place, part in enumerate(_WHO)}
    who = tuple(sorted(dict.fromkeys(told.who), key=lambda w: (order[w[0]], w[2])))
    standing = [n for p, _, n in who if p in ("hosts", "organizes", "leads")] or [
        n for *_, n in who
    ]
    regions = {where.of(one) for one in standing} - {""}
    letters = sorted({passage.partition("#")[0] for passage in told.passages})
    if not regions:
        regions = {where.of(replying.get(letter, "")) for letter in letters} - {""}
    return Happening(
        event,
        name,
        series,
        number,
        kind(name),
        date if when else "",
        when,
        named,
        told.planned,
        who,
        tuple(sorted(regions)),
        min(told.passages),
        len(letters),
    )
