"""Where divisions are named in a letter: the ground of agencies and places.

One pass per letter, shared by both finders.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import replace
from functools import cache, lru_cache
from typing import NamedTuple

from replygraph.mentions.agency_patterns import BEFORE, BEFORE_WORDS, NOT_IN_NAME
from replygraph.mentions.everyday import NO_OPENING
from replygraph.mentions.lexicon import FILLER, has_any
from replygraph.mentions.vocabulary import DIVISIONS, Words
from replygraph.model import Letter, Span
from replygraph.resources import authority
from replygraph.resources.authority import AUTONOMOUS_IN_SHORT
from replygraph.resources.regions import CORPS_DIVISION, OWN_CORPS, established

#: divisions by level of the letter's own officials: 自治区财政厅
REGION_WORDS = ("自治区", "自治州", "自治县", "自治旗", "兵团", "行署")
_HAN = range(0x4E00, 0x9FA6)
#: 部 ends the name of a ministry, but not in 东部新区
SIDES = frozenset(("东部", "西部", "南部", "北部", "中部"))
#: counties whose names are words that stand before names: 会同市财政局, A和县政府
_WORD_NAMES = re.compile(
    "(?=[和会同于商应随])(?:和县|会同县|和政县|同县|于都县(?=人)|商县|应县|随县)"
)
_WORDS = ("和县", "同县", "和政县", "于都县", "商县", "应县", "随县")

#: [兵团第八师]教育局, [十四师昆玉市]: divisions of the corps in Xinjiang
_CORPS = re.compile(
    f"(?=[新兵第一二三四五六七八九十])(?:{CORPS_DIVISION.pattern})"
    "(?:(?<=市)|(?=[一-龥]{1,10}(?:局|委|办|厅|中心|院))(?![资德生范傅]))"
)
#: what tells of one
CORPS_NEEDS = tuple(f"{number}师" for number in "一二三四五六七八九十")


def is_han(char: str) -> bool:
    """Tell whether ``char`` is a Chinese character of the basic block."""
    return ord(char) in _HAN if char else False


#: a name or short form of its own; the short form of a county; a name that is a word as well
#: (城区); a short form that is a word as well (中山); an area that is no division (长三角)
_SURE, _SHORT, _COMMON, _WORDY, _AREA = 1, 2, 3, 4, 5


#: the year of the oldest letters that are published
_FIRST_LETTERS = 2000


@cache
def names() -> Words[int]:
    """Return the index of divisions, by official name and short form."""
    known = authority()
    kinds: dict[str, int] = {}
    for place in known.places:
        gone = place.until < _FIRST_LETTERS
        if gone and len(place.name) == 2:
            continue  # 商县: a verb as well, and none for decades
        kinds[place.name] = _COMMON if known.is_common(place.name, "name") else _SURE
        for short in () if gone else place.short:  # 渡口 is a ferry since it is 攀枝花市
            if known.is_common(short, "short"):
                kinds.setdefault(short, _WORDY)
            elif place.level != "county" or short[-1] == place.name[-1]:
                kinds[short] = _SURE
            else:
                kinds.setdefault(short, _SHORT)
    kinds.update(dict.fromkeys((*REGION_WORDS, *AUTONOMOUS_IN_SHORT), _SURE))
    for area in known.areas:
        kinds.setdefault(area.name, _AREA)
    return Words(DIVISIONS, kinds)


class Divisions(NamedTuple):
    """Where divisions' names end in a letter, with where the longest one begins.

    ``short`` are short forms of counties, ``wordy`` those that are words (中山): words as often as
    names, so only places use them. ``areas`` are no divisions (长三角, 汉江).
    """

    ends: dict[int, int]
    short: dict[int, int]
    wordy: dict[int, int]
    areas: dict[int, int]


def compact(letter: Letter) -> tuple[Letter, tuple[int, ...]]:
    """Return ``letter`` without the fillers of its normal text, and where each character stood.

    A botched conversion tears names apart (財(cái)政局); nothing is returned for places where
    there are no fillers, since nearly all letters have none.
    """
    if FILLER not in letter.normal:
        return letter, ()
    kept = [at for at, char in enumerate(letter.normal) if char != FILLER]
    first, last = bisect_left(kept, letter.span.start), bisect_left(kept, letter.span.end)
    text = letter.normal.replace(FILLER, "")
    return replace(letter, normal=text, span=Span(first, last)), tuple(kept)


def back(kept: tuple[int, ...], start: int, end: int) -> tuple[int, int]:
    """Return the offsets in the letter of a span of its compacted text."""
    return (kept[start], kept[end - 1] + 1) if kept else (start, end)


@lru_cache(maxsize=256)
def near_codes(agency: str) -> frozenset[str]:
    """Return the beginnings of the codes of divisions within the region that ``agency`` names."""
    found = set()
    for size in range(2, min(12, len(agency)) + 1):
        for place in authority().by_name.get(agency[:size], ()):
            if agency.startswith(place.name) or place.level != "county":
                found.add(place.id[:2] if place.level == "province" else place.id[:4])
    return frozenset(found)


@lru_cache(maxsize=2)
def _divisions(normal: str, span: Span, agency: str) -> Divisions:
    doubtful = {
        match.start()
        for match in (
            _WORD_NAMES.finditer(normal, span.start, span.end) if has_any(normal, _WORDS) else ()
        )
        if match[0] not in agency
    }
    ends: dict[int, int] = {}
    short: dict[int, int] = {}
    wordy: dict[int, int] = {}
    areas: dict[int, int] = {}
    common: list[tuple[int, int]] = []
    for start, end, kind in names().find(normal, span):
        if kind == _SURE:
            if ends.get(end, end) > start and start not in doubtful:
                ends[end] = start
        elif kind == _SHORT:
            short[end] = start
        elif kind == _WORDY:
            wordy[end] = start
        elif kind == _AREA:
            areas[end] = min(areas.get(end, end), start)
        else:
            common.append((start, end))
    near = near_codes(agency) if common else frozenset()
    for start, end in common:
        name = normal[start:end]
        if start in ends or name in agency or is_near(name, near):
            ends.setdefault(end, start)
    for name in established(normal, span):
        at = normal.find(name, span.start, span.end)
        while at >= 0:
            end = at + len(name)
            ends[end] = min(ends.get(end, end), at)
            at = normal.find(name, end, span.end)
    if has_any(normal, CORPS_NEEDS):
        found = _CORPS.finditer(normal, span.start, span.end)
        cities = {match.end(): match.start() for match in found if normal[match.end() - 1] == "市"}
        return Divisions({**ends, **cities}, short, wordy, areas)
    return Divisions(ends, short, wordy, areas)


def corps(text: str, span: Span) -> dict[int, int]:
    """Return where divisions of the corps end in ``text``, with where they begin; 师市 is one."""
    found: dict[int, int] = {}
    if has_any(text, CORPS_NEEDS):
        found |= {m.end(): m.start() for m in _CORPS.finditer(text, span.start, span.end)}
    if "师市" in text:
        found |= {m.end(): m.start() for m in OWN_CORPS.finditer(text, span.start, span.end)}
    return found


def is_near(name: str, near: frozenset[str]) -> bool:
    """Tell whether a division with a common name (新城区) lies within the letter's own city."""
    return any(place.id[:4] in near and place.until > 2015 for place in authority().by_name[name])


def divisions(letter: Letter) -> Divisions:
    """Return where the divisions of ``letter`` stand."""
    return _divisions(letter.normal, letter.span, letter.agency or "")


def walk(
    text: str,
    at: int,
    limit: int,
    ends: Mapping[int, int],
    first: int,
    words: frozenset[str] = BEFORE_WORDS,
) -> int:
    """Return where the name that ends at ``at`` begins, reading Chinese characters leftwards.

    Stops at a division's end, at punctuation, at ``words`` and characters that stand before names,
    at ``first``.
    """
    position = at
    while position > first and at - position < limit:
        char = text[position - 1]
        if (
            not is_han(char)
            or char in BEFORE
            or (char in NOT_IN_NAME and text[position - 2 : position] not in SIDES)
            or text[position - 2 : position] in words
            or (at - position > 1 and text[position - 2 : position] in NO_OPENING)
        ):
            break
        if position < at and (position in ends or char in "省市县区州盟旗的"):
            break
        position -= 1
    return position
