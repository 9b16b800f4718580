"""Places that their neighbours or other occurrences give away: lists, repeats, short forms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from replygraph.mentions import place_patterns as p
from replygraph.mentions.divisions import is_han
from replygraph.mentions.everyday import NO_OPENING
from replygraph.mentions.judge import GENERIC
from replygraph.mentions.sites import Found
from replygraph.model import Letter

#: scenic heads behind a name that also stands alone: [北大湖]滑雪度假区
STEM_HEAD = re.compile(
    "(?:国家|国际|省级)?(?:5A|4A|AAAA|AAAAA)?(?:级)?(?:滑雪|冰雪|生态|温泉|旅游|文化|森林|湿地|水利|风景|自然)*"
    "(?:苏木|度假区|风景名胜区|名胜区|风景区|景区|旅游区|滑雪场|公园|自然保护区|保护区|水库|古镇|古城|大峡谷|草原|枢纽)$"
)
#: heads that stand in one list: 北新街、子仪路; 信安湖、常山港
_KIN = {
    **dict.fromkeys(("街", "路", "巷", "大道", "大街"), "(?:大道|大街|路|街|巷)"),
    **dict.fromkeys(("河", "江", "湖"), "[河江湖溪渠港]"),
}
#: kinds of ways and waters, no names
_NO_KIN = re.compile(
    ".*(?:[公铁道线思出网支干辅环水管高小土断旱头套速]路|[主背长临沿条商业步行美食特色夜市文化内外]街|[背小街]巷|景观大道"
    "|快速路|[大小内界护城排黑臭]河|[支干沟斗毛明暗主]渠|江河|河湖|湖泊|[海空渔内良出进口]港)|.{0,2}(?:各|全|多|每|部分).*"
)
#: one more member of a list whose head is the same: [前街]、后街、钟英街
_HEAD = re.compile(
    "大道$|大街$|[街路村镇乡河江湖山桥港湾岛巷寺岭组]$"
    "|(?:社区|小区|街道|水库|公园|广场|市场|大桥|处理厂|大厦|码头)$"
)
#: what follows such a member
_BEHIND = re.compile(rf"路?口|{p.FOLLOWS}")
#: a settlement in a list, behind its county
_BARE = re.compile("[一-龥]{2,4}?(?=、)")
_JOINS = frozenset("、和与及")
_MATE_NEXT = re.compile(rf"、([一-龥]{{2,5}}?)(?={p.FOLLOWS})")
_LEAD = re.compile("[在到赴至沿对于将把由从往但含因且而为给请据离隔的有]")
_NAMED = frozenset(("place.site", "place.settlement", "place.road", "place.small"))
#: beside what a landmark may stand: 马马崖、北盘江
_BESIDE = _NAMED | {"place.area"}


def listed(letter: Letter, found: Sequence[Found]) -> Iterator[Found]:
    """Yield the further members of lists of places."""
    text = letter.normal
    for start, end, rule in found:
        if rule in _NAMED:
            head = _HEAD.search(text, max(start, end - 2), end)
            if head:
                yield from _same_head(letter, start, end, head[0])
        if rule in _BESIDE:
            yield from _landmarks(letter, start, end)
    yield from _parallel(letter, found)
    for match in p.AREA_CUE.finditer(text, letter.span.start, letter.span.end):
        yield from _before_cue(letter, match.start())


@cache
def _kin(head: str) -> re.Pattern[str]:
    return re.compile(_KIN.get(head, head) + "$")


@cache
def _kin_here(head: str) -> re.Pattern[str]:
    return re.compile(_KIN.get(head, head))


def _next(text: str, end: int, limit: int, head: str) -> int | None:
    """Return where one more member behind ``end`` ends: 1 to 5 characters and a head like it."""
    if end >= limit or text[end] not in "、和与":
        return None
    for place in range(end + 2, min(end + 7, limit)):
        if not is_han(text[place - 1]):
            return None
        tail = _kin_here(head).match(text, place, limit)
        if tail and _BEHIND.match(text, tail.end(), limit):
            return tail.end()
    return None


def _is_common(name: str, size: int, head: str) -> bool:
    """Tell whether what stands in a list beside roads or waters is of a kind, no name."""
    tail = name[size:]
    if len(tail) == 1 and tail not in "路街" and not p.is_small(name[:size], tail):
        return True
    return tail != head and (size < 2 or _NO_KIN.fullmatch(name) is not None)


def _same_head(letter: Letter, start: int, end: int, head: str) -> Iterator[Found]:
    text = letter.normal
    while start - 1 > letter.span.start and text[start - 1] in _JOINS:
        stop = start - 1
        begin = _begin(letter, stop, 6)
        lead = p.LEADING.match(text, begin, stop)
        if lead and stop - lead.end() > 2:
            begin = lead.end()  # 特别是南湖村、鹤溪村
        name = text[begin:stop]
        tail = _kin(head).search(name)
        if tail is None or tail.start() == 0 or p.opens_badly(name):
            break
        if p.NEVER.fullmatch(name) or _is_common(name, tail.start(), head):
            break
        yield begin, stop, "place.listed"
        start = begin
    while following := _next(text, end, letter.span.end, head):
        begin = end + 1 + 2 * (text[end + 1 : end + 3] in NO_OPENING)  # 东起A路、西到|B路
        name = text[begin:following]
        tail = _kin(head).search(name)
        common = tail is not None and _is_common(name, tail.start(), head)
        if not common and not p.NEVER.fullmatch(name):
            yield begin, following, "place.listed"
        end = following


def _landmarks(letter: Letter, start: int, end: int) -> Iterator[Found]:
    """Yield landmarks without a head of their own beside a place: 月湖公园、[烟屿楼]."""
    text = letter.normal
    while start - 1 > letter.span.start and text[start - 1] == "、":
        begin = _begin(letter, start - 1, 6)
        if not _is_landmark(text[begin : start - 1]):
            break
        yield begin, start - 1, "place.mate"
        start = begin
    while match := _MATE_NEXT.match(text, end, letter.span.end):
        if not _is_landmark(match[1]):
            break
        yield *match.span(1), "place.mate"
        end = match.end(1)


def _is_landmark(name: str) -> bool:
    return bool(p.MATE.fullmatch(name)) and not (p.NO_MATE.fullmatch(name) or p.opens_badly(name))


def _begin(letter: Letter, stop: int, limit: int) -> int:
    """Return where the list's member that ends at ``stop`` begins."""
    text, position = letter.normal, stop
    while position > letter.span.start and stop - position < limit:
        char = text[position - 1]
        if not is_han(char) or char in _JOINS or _LEAD.match(char):
            break
        if position < stop and text[position - 2 : position] in p.VERBS:
            break
        if position < stop and text[position - 2] == "我":  # 我州|玛纳斯、奇台两县
            break
        if stop - position > 1 and text[position - 2 : position] in NO_OPENING:
            break
        position -= 1
    return position


def _parallel(letter: Letter, found: Sequence[Found]) -> Iterator[Found]:
    """Yield a county with a settlement that has no head, where the list goes on with places.

    泸水市[大练地]、福贡县[江西]、兰坪县永昌社区
    """
    text = letter.normal
    starts = {start for start, _, _ in found}
    for start, end, rule in found:
        if rule != "place.division" or text[end - 1] not in "县旗区市":
            continue
        match = _BARE.match(text, end, letter.span.end)
        if match and (end in starts or match.end() + 1 in starts):
            name = match[0]
            if any(inside in starts for inside in range(end + 1, match.end())):
                continue  # 鄞州区|与盐源县
            if not (p.opens_badly(name) or p.NO_ITEM.fullmatch(name) or GENERIC.fullmatch(name)):
                yield start, match.end(), "place.parallel"


def _before_cue(letter: Letter, at: int) -> Iterator[Found]:
    """Yield the members of the list that ends at ``at``: 莲花、平安[等月柿主产区]."""
    items: list[tuple[int, int]] = []
    text, stop = letter.normal, at
    if text[at - 1] in "有共":  # 西吉县|有11个乡镇
        stop -= 1
    while True:
        begin = _begin(letter, stop, 7)
        begin += text[begin] in "内里"  # 辖区内青石桥
        name = text[begin:stop]
        if items and name.endswith(("小区", "社区", "园区")) and not p.NEVER.match(name):
            stop = begin - 1  # 鸿沁湾、锡尼小区、萨拉家园等小区: one that is found by itself
            if text[stop : stop + 1] not in _JOINS:
                break
            continue
        if p.opens_badly(name) or not p.PLAIN_ITEM.fullmatch(name) or p.NO_ITEM.fullmatch(name):
            break
        items.append((begin, stop))
        if text[begin - 1 : begin] not in _JOINS:
            break
        stop = begin - 1 - (text[begin - 2 : begin] == "以及")
    if len(items) > 1:
        for begin, end in items:
            yield begin, end, "place.listed"


def repeated(letter: Letter, found: Iterable[Found]) -> Iterator[Found]:
    """Yield where the names of sites stand again, and what scenic ones are called in short."""
    text = letter.normal
    names: dict[str, str] = {}
    for start, end, rule in found:
        if rule in _NAMED:
            name = text[start:end]
            if len(name) > 2:
                names.setdefault(name, "place.repeated")
            stem = STEM_HEAD.sub("", name)
            if len(stem) > 2 and stem != name and stem[-1] not in "省市县区州盟旗":
                names.setdefault(stem, "place.stem")
    for name, rule in names.items():
        at = text.find(name, letter.span.start, letter.span.end)
        while at >= 0:
            yield at, at + len(name), rule
            at = text.find(name, at + len(name), letter.span.end)
