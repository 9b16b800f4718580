"""Find sites, settlements, roads and waters: a head with the name in front of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from replygraph.mentions import place_patterns as p
from replygraph.mentions.agency_patterns import NOT_IN_NAME
from replygraph.mentions.divisions import SIDES, divisions, is_han
from replygraph.mentions.everyday import NO_OPENING
from replygraph.mentions.rules import Rule
from replygraph.mentions.segments import place_begins
from replygraph.model import Letter
from replygraph.resources import authority

Found = tuple[int, int, str]

#: 定西[站], 环西文化广场[站]: stations of trains and metros that bear another place's name
_HALT = re.compile(
    "站(?=[、，。；和与及至等]|[增加]开|增停|停靠|始发|开行|早晚|候车|进站|出站|周边|踏勘|实地|现场|\\d座)"
)
#: what gives no station its name: a race's leg (环湖赛西宁站), a settlement's service (社区|站)
_NO_HALT = re.compile("赛|杯|巡|(?:社区|小区|街道|[村镇乡县市区]|水库|市场|服务区|景区)$")
#: what names a road along something, whose own name may stand before it: 鱼梁洲[环岛]路
_ALONG = frozenset(("环岛", "滨江", "滨河", "滨湖", "滨海", "沿江", "沿河", "沿湖", "环湖", "环城"))
#: what stands before a station: 在陇西站
_BEFORE_STATIONS = frozenset("在到至从由、和与赴及")
#: the side of a town that names its waters and heights: 颍州|西|湖
_QUARTERS = frozenset("东西南北")
#: rule, pattern, how long a name without its region may be where that needs care
_HEADS = (
    ("place.site", Rule(p.SITE), 0),
    ("place.settlement", Rule(p.SETTLEMENT), 0),
    ("place.road", Rule(p.ROAD), 4),
    ("place.road", Rule(p.LINE), 6),
    ("place.small", Rule(p.SMALL), 3),
    ("place.small", Rule(p.MOUTH), 3),
    ("place.site", Rule(p.MODEL_AREA), 3),
    ("place.stretch", Rule(p.STRETCH), 3),
    ("place.side", Rule(p.SIDE_STATION), 3),
    ("place.halt", Rule(_HALT), 3),
)
_OWN = re.compile("我[省市县区州盟旗镇乡]|本[省市县区]")
_LIMIT = 8
_STOPS = frozenset(
    "且而离那经但含各仅由与和及对向在给被让为是将据受赴到按以从等并又即因往距把至于请了的我您你们员致称沿"
)
#: stops that are part of a name in these: 太和桥, 和平路, 向阳路, 将军山, 自由路
_PART = re.compile(
    "(?<=[永太泰颐协祥共义安中雍谦饶顺天德元仁宜])和|和(?=[平谐顺睦美园兴悦畅庄泰祥])"
    "|向(?=[阳东西南北荣前海])|将(?=[军台])|(?<=自)由|(?<=[无])为|经(?=[开济营典贸纬一二三四五六七八九十])|沿(?=[江河湖海滩])"
)
#: 进[景区], 进[校园]: where something is taken; 前进村, 先进路 are names
_INTO = frozenset(("前进", "跃进", "奋进", "共进", "先进", "永进", "并进", "同进", "新进"))
#: what lies in a park or reserve and is no part of its name
_NATURE = frozenset(("草原", "湿地", "沙漠", "沙地", "流域", "库区", "梯田", "茶园", "断面"))
_RESERVES = frozenset(("公园", "护区", "景区"))
_DEICTIC = frozenset("省市县区州盟旗")
#: what a division with its full name cannot lend a name to: 深圳市公园
_COMMON_HEAD = re.compile(
    "(?:公园|游园|广场|小区|社区|街道|.*市场|码头|大街|大道|水库|水厂|驿站|小镇|新城|片区|湿地|林场|大厦|隧道|.*断面|枢纽"
    "|产业园|工业园|科技园|创业园|农业园|园区|商圈|夜市|村|镇|乡|路|街|高速公路|高速铁路|铁路|公路)"
)


#: 机构改革后|草原, 三个|小区
_LAST = frozenset("后时个座处片条")
_AFTER = re.compile("(?:.[后时]|[一二三四五六七八九十两几数多][个座处片条])$")


class _Head(NamedTuple):
    start: int
    end: int
    rule: str
    limit: int
    text: str


def find(letter: Letter, ends: Mapping[int, int], areas: Mapping[int, int]) -> list[Found]:
    """Return the sites of ``letter``; a name that ends where another begins is one with it.

    ``ends`` say where divisions end and begin, ``areas`` the same of areas.
    """
    return list(_Sites(letter, ends, areas).find())


class _Sites:
    def __init__(self, letter: Letter, ends: Mapping[int, int], areas: Mapping[int, int]) -> None:
        self.text, self.first = letter.normal, letter.span.start
        self.last = letter.span.end
        # 滨|河北|路, 沿|江北|路: along a river, in no province
        along = ("滨", "沿", "环", "临")
        self.ends = {e: s for e, s in ends.items() if not self.text.startswith(along, s - 1)}
        self.short = divisions(letter).short
        self.borders = {**areas, **self.ends}

    def _heads(self) -> list[_Head]:
        text = self.text
        return sorted(
            _Head(match.start(), match.end(), rule, limit, match[0])
            for rule, pattern, limit in _HEADS
            for match in pattern.finditer(text, self.first, self.last)
        )

    def find(self) -> Iterator[Found]:
        """Yield the sites in the order of their heads; each may be the owner of the next."""
        for head in self._heads():
            if head.end in self.borders:
                continue
            start = self._begin(head)
            if start is None:
                continue
            start = self.chain(start)
            yield start, head.end, head.rule
            self.borders.setdefault(head.end, start)

    def chain(self, start: int) -> int:
        """Return where the run of places that leads up to ``start`` begins."""
        while start in self.borders:
            start = self.borders[start]
        return start

    def _begin(self, head: _Head) -> int | None:
        """Return where the name before ``head`` begins; None where there is none."""
        at = head.start
        if at in self.borders:
            return at if self._lends(at, head) else None
        if at in self.short and head.rule == "place.halt":
            start = self.short[at]  # 在|陇西|站、定西站
            return start if self.text[start - 1] in _BEFORE_STATIONS else None
        if head.rule in ("place.stretch", "place.side", "place.halt"):
            return None
        start = self._strip(self._walk(at), at)
        if start == at and head.rule == "place.site":
            code = p.CODE.search(self.text, max(self.first, at - 6), at)
            return code.start() if code else None
        own = _OWN.match(self.text, start)
        if own and at - own.end() > 1:  # 我市|梅家大院
            start = own.end()
        name = self.text[start:at]
        owned = start in self.borders
        if name in NO_OPENING or (
            head.rule == "place.site" and name[-1:] in _LAST and _AFTER.search(name)
        ):
            return None
        if len(name) >= _LIMIT or len(name) < (1 if owned or head.rule == "place.small" else 2):
            return None
        if head.rule == "place.small" and name in _QUARTERS and start in self.short:
            return self.short[start]  # 颍州|西湖: the county's short form alone may be a word
        if not (_lent(name, head, self.text[start - 1]) if owned else _named(name, head)):
            return None
        if head.limit and not owned and len(name) > head.limit + 2 * (name[-2:] in _ALONG):
            return None
        return start if owned else self._ordinary(start, head)

    def _ordinary(self, start: int, head: _Head) -> int | None:
        """Return where the name begins that ordinary words leave of it; None where they do not."""
        begins = place_begins(self.text, self.first, start, head.start, head.end)
        if begins is None or begins == start:
            return begins
        return begins if _named(self.text[begins : head.start], head) else None

    def _lends(self, at: int, head: _Head) -> bool:
        """Tell whether the place that ends at ``at`` makes ``head`` a name: 平遥古城, 上海路."""
        text = self.text
        if head.rule == "place.stretch":  # 湟水河西宁段
            start = self.borders[at]
            return text[start - 1 : start] in tuple("河江渠线路道速铁")
        if head.rule == "place.side":  # 张掖西站, 赣州西站
            return at in self.ends and _is_short(text[self.ends[at] : at])
        if head.rule == "place.halt":  # 定西站, 文峰桥站; no leg of a race
            start = self.borders[at]
            return not _NO_HALT.search(text, max(self.first, start - 4), at) and (
                at not in self.ends or _is_short(text[start:at])
            )
        owner = text[at - 1]
        if head.text in _NATURE and text[at - 2 : at] in _RESERVES:
            return False  # 三江源国家公园|草原
        if at not in self.ends:  # another site: 奥体中心广场; not 石津灌区|干渠, 江油站|断面
            return head.rule != "place.road" and head.text not in ("平原", "干渠", "断面")
        if owner in _DEICTIC and not _is_short(text[self.ends[at] : at]):
            return not _COMMON_HEAD.fullmatch(head.text)
        if head.rule == "place.road":
            return head.text[0] != "街" and not p.NO_ROAD.fullmatch(text[self.ends[at] : at])
        return head.rule != "place.settlement" or head.text == "社区"

    def _walk(self, at: int) -> int:
        """Return where the name that ends at ``at`` may begin at the earliest."""
        text, position = self.text, at
        while position > self.first and at - position < _LIMIT:
            char = text[position - 1]
            if not is_han(char) or text[position - 2 : position] in p.VERBS:
                break
            if char == "进" and position == at and text[position - 2 : position] not in _INTO:
                break
            if char in _STOPS and not _PART.match(text, position - 1):
                break
            if char in NOT_IN_NAME and text[position - 2 : position] not in SIDES:
                break
            if position < at and (position in self.borders or char in _DEICTIC):
                break
            if at - position > 1 and text[position - 2 : position] in NO_OPENING:
                break
            position -= 1
        return position

    def _strip(self, start: int, at: int) -> int:
        """Return ``start`` without the small words at the beginning that are no part of a name."""
        if self.text[start - 1 : start].isdigit() and self.text[start] in "年月日号":
            start += 1
        while match := p.LEADING.match(self.text, start, at):
            if at - match.end() < 2 or match.end() == start:
                break
            start = match.end()
        return start


def _is_short(name: str) -> bool:
    """Tell whether ``name`` is only a short form of divisions: 湖州, not 湖州市."""
    places = authority().by_name.get(name, ())
    return bool(places) and all(place.name != name for place in places)


def _lent(name: str, head: _Head, owner: str) -> bool:
    """Tell whether ``name`` behind a place makes one with it: 深圳|国际|低碳城, 颍州|西|湖.

    ``owner`` is the last character of that place.
    """
    if head.rule == "place.small" and name in _QUARTERS and owner not in _DEICTIC:
        return True
    return not (p.BODY.search(name) or p.NEVER.fullmatch(name)) and (
        head.rule == "place.site" or _named(name, head)
    )


def _named(name: str, head: _Head) -> bool:
    """Tell whether ``name`` in front of a head makes it one of its own."""
    if head.rule == "place.road" and name in p.ROAD_WORDS and head.text[0] in "大路街":
        return True
    if p.opens_badly(name) or p.BODY.search(name):
        return False
    if head.rule == "place.road":
        if head.text[0] in "高铁快":
            return len(name) > 1 and not p.NO_LINE.fullmatch(name)
        if head.text[0] == "大":
            return len(name) > 1 and not p.NO_AVENUE.fullmatch(name)
        if head.text[0] == "街" and p.NO_STREET.fullmatch(name):
            return False
        return len(name) > 1 and not p.NO_ROAD.fullmatch(name)
    if p.GENERIC.fullmatch(name) and not p.TOWN_SIDE.match(name):
        return name == "旧城" and head.text in "村镇乡"
    if head.rule == "place.settlement":
        if name in ("平安", "幸福") and head.text in "镇乡":
            return True
        if name == "前进":
            return True
        return not p.NO_SETTLEMENT.fullmatch(name)
    if head.rule == "place.small":
        return p.is_small(name, head.text)
    return True
