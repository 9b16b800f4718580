"""Find what a letter's own sure names give away: short names of firms, unknown members of lists.

A letter that has named 湖南湘佳牧业股份有限公司 goes on with 湘佳牧业; a list that ends in 等企业
and holds one known firm is a list of firms. The evidence is in the letter, not in a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final, NamedTuple

from replygraph.mentions.lexicon import mention
from replygraph.mentions.name_patterns import TRADE
from replygraph.mentions.stops import opens_with_verb
from replygraph.model import Letter, Mention, MentionType
from replygraph.resources import authority

#: the legal form that ends a firm's full name
_LEGAL: Final = re.compile(
    "(?:[（(][一-龥]{2,6}[）)])?(?:集团)?(?:股份|控股)?(?:集团)?(?:有限责任|有限|责任)?公司$"
)
#: what a firm is called by behind its own name
_CALLED: Final = ("集团公司", "集团", "股份", "公司")
#: own names that are words of every day: 发展, 建设, 城市…
_EVERYDAY: Final = re.compile(
    "(?:发展|建设|城市|投资|农业|科技|生态|环保|文化|旅游|交通|水务|实业|开发|工程|国际|中心|综合|物流|"
    "能源|生物|食品|信息|技术|智能|医药|电力|水利|物业|置业|新能源|城投|交投|文旅|[一-龥]?产业|资产|"
    "运营|管理|经营|服务|工业|商贸|贸易|电子|汽车|机械|环境|健康|医疗|养老|教育|市政|公交|燃气|供水|供电"
    "|高新|乡村|振兴|数字|大数据|乡村振兴|国有|资本|控股)+"
)
_PLAIN: Final = re.compile("[一-龥A-Za-z\\d·]+")
#: what a member of a list never holds: 以及, 各类, 的…
_NO_MEMBER: Final = re.compile(
    "[的了等各将已及为在对由从被把向该其此]|我[省市县区州镇乡国]|有关|相关|部分|一批|多家|以上|以下|包括|其中"
)
#: 等企业, 等32家重点企业, 等高校: what a list's members are
_LIST: Final = re.compile(
    "等(?:\\d+[余多]?|[一二三四五六七八九十两几多]+)?[家所个座条]?"
    "(?:重点|骨干|龙头|知名|本地|参展|上市|省内|省外|国内|国内外|市内|外地|大型|中小|科技|农业|食品|制造|"
    "民营|国有|中央|优质|先进|著名|区内|县内|周边|主要|沿线|友好|发达|兄弟|省|市|全国|驻[省市]|在[一-龥]|"
    "各类|相关|三甲|三级|公立|定点|医疗|金融|科研|高等|职业)*"
    "(?:(?P<ORG>企业|公司|集团|车企|药企|电商|运营商|高校|院校|大学|学校|科研院所|科研机构|研究机构|科研单位|"
    "医院|医疗机构|医疗卫生机构|银行|金融机构|协会|商会|合作社|社会组织|景区企业)"
    "|(?P<PLACE>国家(?!级|和地区的|标准|战略|重点|政策)|国(?=[、，。；的和举参开])|省份|省市|城市|市县|县市区?|县区|"
    "区县|口岸|港口|机场|景区|景点|河流|河道|湖泊|水库|山脉|园区(?!管)|产业园|乡镇|镇|村|街道|社区|小区|公园|"
    "路段|道路|主干道|片区|地区|地(?=[、，。；的开考学参调推招举设投召走销])))"
)
#: what a list's first member stands behind
_LEAD: Final = re.compile(
    "[、和及与，。；：\n]|引进|引入|招引|支持|扶持|培育|组织|邀请|包括|联合|指导|依托|推动|鼓励|协调|走访|考察|对接|"
    "会同|赴|促成|帮助|服务|落户|吸引|带动|打造|涌现|拥有|具有|来自|覆盖|涉及|途经|连接|前往|面向|出口|"
    "签约|入驻|参观|巡查|整治|治理|完成|推进|位于|坐落"
)
_SEPARATORS: Final = "、和及与"


class _Item(NamedTuple):
    start: int
    end: int


def find(letter: Letter, known: Sequence[Mention]) -> Iterator[Mention]:
    """Yield short names of firms that ``known`` names in full, and members of their lists.

    ``known`` is settled: no mention overlaps another.

    >>> from replygraph.model import Letter, Span
    >>> text = "湖南湘佳牧业股份有限公司扩产，湘佳牧业、青禾谷等企业参展"
    >>> letter = Letter("a", "a.txt", "", 0, text, text, Span(0, len(text)))
    >>> first = Mention(Span(0, 12), text[:12], "ORG", "org-head-start")
    >>> [found.text for found in find(letter, [first])]
    ['湘佳牧业', '青禾谷']
    """
    shorts = tuple(_shorts(letter, known))
    yield from shorts
    yield from _listed(letter, (*known, *shorts))
    yield from _beside(letter, known)
    yield from _abroad(letter, known)


def _shorts(letter: Letter, known: Sequence[Mention]) -> Iterator[Mention]:
    text, first, last = letter.normal, letter.span.start, letter.span.end
    names = dict.fromkeys(
        short
        for item in known
        if item.type == "ORG" and item.text.endswith("公司")
        for short in short_names(text[item.span.start : item.span.end])
    )
    if not names:
        return
    taken = [(m.span.start, m.span.end) for m in known if m.type != "PLACE"]
    for name in names:
        place = text.find(name, first, last)
        while place >= 0:
            end = place + len(name)
            if not any(start < end and place < stop for start, stop in taken):
                end += next((len(c) for c in _CALLED if text.startswith(c, end)), 0)
                yield mention(letter, place, end, "ORG", "org-short")
                taken.append((place, end))
            place = text.find(name, end, last)


#: 、美锦能源、: a member of a list whose end says of what trade it is
_FIRM: Final = re.compile(
    f"、(?P<name>[一-龥A-Za-z]{{2,6}}?{TRADE.pattern})(?=[、，。；）]|等|和(?=[一-龥]))"
)


def _beside(letter: Letter, known: Sequence[Mention]) -> Iterator[Mention]:
    """Yield firms by their trade's word right behind a firm by its full name in one list."""
    text, last = letter.normal, letter.span.end
    for item in known:
        if item.type != "ORG" or not item.text.endswith(("公司", "集团")):
            continue
        place = item.span.end
        while match := _FIRM.match(text, place, last):
            name = match["name"]
            if _EVERYDAY.fullmatch(name) or _NO_MEMBER.search(name) or opens_with_verb(name):
                break
            yield mention(letter, *match.span("name"), "ORG", "org-beside")
            place = match.end("name")


#: 柬埔寨|邮电部, 韩国|驻华大使馆: what makes a country's name that of its body
_BODY_ABROAD: Final = re.compile(
    "(?:驻[一-龥]{1,4}?(?:大使馆|总领事馆|领事馆)|[一-龥]{2,8}?(?<![全大西东南北中内外总分局])"
    "(?<!地区)部(?![分门长署队委级位件落])|(?:联邦)?政府(?!间)|国家[一-龥]{2,6}局|[一-龥]{2,4}总?署(?=[、，。；和与签达共]))"
)


def _abroad(letter: Letter, known: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the bodies of other countries: a country that ``known`` names, and a body's head."""
    text, last = letter.normal, letter.span.end
    for item in known:
        if item.type == "PLACE" and item.rule == "place.area" and item.text in _countries():
            match = _BODY_ABROAD.match(text, item.span.end, last)
            if match and not opens_with_verb(match[0]) and not _NO_MEMBER.search(match[0]):
                yield mention(letter, item.span.start, match.end(), "AGENCY", "agency.abroad")


@cache
def _countries() -> frozenset[str]:
    return frozenset(area.name for area in authority().areas if area.kind == "foreign")


def short_names(full: str) -> tuple[str, ...]:
    """Return what a letter may call the firm ``full``, longest first.

    >>> short_names("湖南湘佳牧业股份有限公司")
    ('湖南湘佳牧业', '湘佳牧业')
    >>> short_names("安徽省城市建设投资有限公司")
    ()
    """
    bare = _LEGAL.sub("", full)
    if bare == full or not _PLAIN.fullmatch(bare):
        return ()
    own = bare
    names = authority().by_name
    while True:
        size = next((n for n in (7, 6, 5, 4, 3, 2) if own[:n] in names and len(own) > n + 1), 0)
        if not size:
            break
        own = own[size:].removeprefix("省").removeprefix("市")
    own = own.removeprefix("中国") if len(own) > 5 else own
    if len(own) < 4 or _EVERYDAY.fullmatch(own) or len(own) > 10:
        return ()
    found = [bare, own] if bare != own else [own]
    trade = TRADE.search(own, 2)
    if trade and trade.end() < len(own) and trade.end() > 3:
        stem = own[: trade.end()]  # 星宇车灯|制造: 海南锦绣织贝|实业
        if not _EVERYDAY.fullmatch(stem):
            found.append(stem)
    return tuple(found)


def _listed(letter: Letter, known: Sequence[Mention]) -> Iterator[Mention]:
    text = letter.normal
    if "等" not in text:
        return
    ends: dict[int, Mention] | None = None
    for cue in _LIST.finditer(text, letter.span.start, letter.span.end):
        if ends is None:
            ends = {item.span.end: item for item in known}
        kind: MentionType = "ORG" if cue["ORG"] else "PLACE"
        items, sure = _members(text, letter.span.start, cue.start(), ends)
        if not sure or any(item.type != kind for item in sure):
            continue
        for item in items:
            yield mention(letter, item.start, item.end, kind, f"{kind.lower()}-alike")


def _begin(text: str, first: int, place: int) -> int:
    """Return where the member that ends at ``place`` begins: behind a mark, a verb, 、 or 和."""
    low = max(first, place - 14)
    start = place
    for lead in _LEAD.finditer(text, low, place):
        start = lead.end()
    return start if start < place or low > first else first


def _members(
    text: str, first: int, place: int, ends: dict[int, Mention]
) -> tuple[list[_Item], list[Mention]]:
    """Return the unknown and the known members of the list that ends at ``place``."""
    items: list[_Item] = []
    sure: list[Mention] = []
    while True:
        member = ends.get(place)
        if member:
            sure.append(member)
            start = member.span.start
        else:
            start = _begin(text, first, place)
            name = text[start:place]
            if (
                not 2 <= len(name) <= 12
                or not _PLAIN.fullmatch(name)
                or _NO_MEMBER.search(name)
                or opens_with_verb(name)
                or any(start < end < place and ends[end].type != "PLACE" for end in ends)
            ):
                break
            items.append(_Item(start, place))
        if start <= first or text[start - 1] not in _SEPARATORS:
            break
        place = start - 1
    return items, sure
