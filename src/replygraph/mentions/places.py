"""Find PLACE mentions: divisions by the authority, areas, and sites by their heads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from replygraph.mentions import place_patterns as p
from replygraph.mentions import prose, sites
from replygraph.mentions.divisions import (
    REGION_WORDS,
    back,
    compact,
    divisions,
    near_codes,
)
from replygraph.mentions.lexicon import has_any, mention
from replygraph.mentions.place_lists import listed, repeated
from replygraph.mentions.rules import Rule
from replygraph.model import Letter, Mention
from replygraph.resources import authority
from replygraph.resources.words import ordinary

#: behind a short form these make the name of something else: 盐田港, 深圳湾
_OTHER_NAME = "港湾河江湖山岛路街站桥镇乡村寺塔峡关岭溪海"
#: behind a city's short form that is a word as well: 长治久安, 日照时长
_AFTER_WORD = "久安时来照上下进人到在"
#: 襄阳市[人民政府门户网站], 安康市[委书记]: a banner, a title
_TITLE = re.compile(
    r"[省市县区州]?(?:(?:人民)?政府(?:(?:官方)?(?:门户)?网站|门户网|\s*[>＞›»])"
    r"|委(?:副?书记|常委(?!会)))"
)
#: phrases that hold a short form by chance: 真[金][白银]
_PHRASE = re.compile("大同小异|真金白银|金山银山|长治久安|日照[时充强长]")

#: behind 河南, 山西 these tell of a side: 月|河南|岸, 华|山西|麓
_BANKS = ("岸", "侧", "麓", "坡", "脚")
_HILLS = re.compile("区(?![域县划间位号])")
#: what belongs to an area's name, poor regions of the national programme, river systems
_AREA_TAIL = re.compile("(?:集中)?连片特(?:殊困难|困)地区|水系(?![连治])")
_WAYS = frozenset(("国道", "省道", "县道", "乡道"))
#: rules whose places bear their town's name in front
_OF_TOWNS = frozenset(("place.station", "place.metro"))
_Found = sites.Found
#: pattern, rule, words of which one must stand in the letter
_WHOLE: tuple[tuple[Rule | re.Pattern[str], str, tuple[str, ...]], ...] = (
    (Rule(p.OWN), "place.own", ()),
    (p.HIGHWAY, "place.road", ("G", "S", "X", "Y", "Z", "国道", "省道")),
    (Rule(p.BARE_ZONE), "place.zone", ()),
    (Rule(p.STATION), "place.station", ()),
    (Rule(p.METRO), "place.metro", ()),
    (Rule(p.PROVINCES), "place.provinces", ()),
)
_OF_REGION = Rule(p.OF_REGION)


def find(letter: Letter) -> Iterator[Mention]:
    """Yield the places of ``letter`` in reading order; offsets into ``letter.text``.

    >>> from replygraph.model import Letter, Span
    >>> text = "我市在深圳市龙岗区和长三角推广，2023年在中山路举办。"
    >>> letter = Letter("a", "a.txt", "", 0, text, text, Span(0, len(text)))
    >>> [found.text for found in find(letter)]
    ['我市', '深圳市龙岗区', '长三角', '中山路']
    """
    whole, kept = compact(letter)
    areas = list(_areas_and_own(whole))
    named = sites.find(
        whole,
        divisions(whole).ends,
        {end: start for start, end, rule in areas if rule != "place.own"},
    )
    found = _longest([*_divisions(whole), *areas, *named])
    found = _longest([*found, *listed(whole, found), *repeated(whole, found)])
    for start, end, rule in found:
        yield mention(letter, *back(kept, start, end), "PLACE", rule)


def _longest(found: Iterable[_Found]) -> list[_Found]:
    """Return the leftmost and longest of those that overlap, in reading order."""
    kept: list[_Found] = []
    edge = -1
    for item in sorted(found, key=lambda f: (f[0], -f[1])):
        if item[0] >= edge:
            kept.append(item)
            edge = item[1]
    return kept


def _divisions(letter: Letter) -> Iterator[_Found]:
    """Yield divisions, those that follow each other as one: 云南省西畴县."""
    text = letter.normal
    ends, short, wordy, _ = divisions(letter)
    known = authority()
    for end, start in ends.items():
        if text[start:end] in REGION_WORDS:
            continue
        name = text[start:end]
        if end - start == 2 and _by_chance(text, start, end):
            continue
        if start in ends and known.is_common(name, "name"):  # 牙克石市|矿区
            above = text[ends[start] : start]
            if above not in REGION_WORDS and not _lies_in(name, above):
                continue
        behind = text[end : end + 1]
        if known.is_common(name, "prefecture") and behind and behind in _AFTER_WORD:
            continue
        if (_is_other(letter, start, end) and _is_short(name)) or _TITLE.match(text, end):
            continue
        first = chain_start(text, start, ends)
        if start in ends and text[start - 1] in "县旗区" and _is_short(name):
            first = first if _lies_in(name, text[ends[start] : start]) else start
        yield first, end, "place.division"
    near = near_codes(letter.agency or "")
    for end, start in short.items():
        name = text[start:end]
        if _is_other(letter, start, end):
            continue
        if len(name) > 2 or any(
            place.name in text or place.id[:4] in near or place.id[:2] in near
            for place in known.by_name[name]
        ):
            yield chain_start(text, start, ends), end, "place.short"
    for end, start in wordy.items():
        if start in ends and _lies_in(text[start:end], text[ends[start] : start]):
            yield chain_start(text, start, ends), end, "place.short"
        elif start not in ends and _in_list(text, start, end, ends):
            yield start, end, "place.listed"


def _by_chance(text: str, start: int, end: int) -> bool:
    """Tell whether two words meet in what looks like a short form: 其[中卫]生站, 医[保定]点."""
    known = ordinary()
    return text[end - 1 : end + 1] in known and text[start - 1 : start + 1] in known


def _is_other(letter: Letter, start: int, end: int) -> bool:
    """Tell whether a short form stands in a longer word or phrase: 深圳湾, 真金白银."""
    text = letter.normal
    behind = text[end : end + 1]
    if behind and behind in _OTHER_NAME:
        return True
    if behind in _BANKS and text[end - 1] in "东西南北":
        return True
    return bool(
        prose.PRODUCT.match(text, end) or _PHRASE.search(text, max(0, start - 2), end + 2)
    ) and (text[end - 1] not in "省市县区州" or (text[end - 1] == "州" and end - start == 2))


def _lies_in(name: str, above: str) -> bool:
    """Tell whether a division called ``name`` lies in the one called ``above``: 浙江|德清."""
    known = authority()
    return any(
        above == parent.name or above in parent.short
        for place in known.by_name[name]
        for parent in known.above(place)
    )


def _in_list(text: str, start: int, end: int, ends: Mapping[int, int]) -> bool:
    """Tell whether a name that is a word as well stands in a list with others: 东莞、中山."""
    if text[start - 1 : start] in ("、", "和", "与") and start - 1 in ends:
        return text[end : end + 1] not in _OTHER_NAME
    return text[end : end + 1] == "、" and end + 1 in ends.values()


def _is_short(name: str) -> bool:
    """Tell whether ``name`` is only a short form of divisions."""
    places = authority().by_name.get(name, ())
    return bool(places) and all(place.name != name for place in places)


def chain_start(text: str, start: int, ends: Mapping[int, int]) -> int:
    """Return where the run of divisions that leads up to ``start`` begins."""
    while start in ends and text[ends[start] : start] not in REGION_WORDS:
        start = ends[start]
    return start


def _areas_and_own(letter: Letter) -> Iterator[_Found]:
    text, first, last = letter.normal, letter.span.start, letter.span.end
    for stop, start in divisions(letter).areas.items():
        if not p.NOT_BEHIND_AREA.match(text, stop):
            tail = _AREA_TAIL.match(text, stop)  # 六盘山|集中连片特困地区
            if tail:
                yield start, tail.end(), "place.area"
                continue
            # 大别山|区: as written
            hills = text[stop - 1] == "山" and _HILLS.match(text, stop)
            yield start, stop + bool(hills), "place.area"
    for pattern, rule, words in _WHOLE:
        if words and not has_any(text, words):
            continue
        for match in pattern.finditer(text, first, last):
            start = match.start()
            if rule in _OF_TOWNS:  # 邵阳|火车南站, 深圳|地铁3号线
                start = chain_start(text, start, divisions(letter).ends)
            elif rule == "place.road" and text[start - 2 : start] in _WAYS:
                start -= 2  # 县道|X034
            yield start, match.end(), rule
    if has_any(text, ("团场", "师市")):
        for match in prose.REGIMENT.finditer(text, first, last):
            yield *match.span(), "place.corps"
    for match in _OF_REGION.finditer(text, first, last):
        yield match.start() - 1, match.end(), "place.site"
