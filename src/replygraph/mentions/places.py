"""Find PLACE mentions: divisions by the authority, areas, and sites by their heads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING

from replygraph.mentions import place_patterns as p
from replygraph.mentions.divisions import (
    REGION_WORDS,
    back,
    compact,
    divisions,
    is_han,
    near_codes,
    walk,
)
from replygraph.mentions.lexicon import mention
from replygraph.model import Letter, Mention
from replygraph.resources import authority

if TYPE_CHECKING:
    import ahocorasick

#: behind a short form these make the name of something else: 盐田港, 深圳湾
_OTHER_NAME = "港湾河江湖山岛路街站桥镇乡村寺塔峡关岭溪海"
#: behind a city's short form that is a word as well: 长治久安, 日照时长
_AFTER_WORD = "久安时来照上下进人到在"


_Found = tuple[int, int, str]
#: pattern, rule, how long a name without its region may be where that needs care
_HEADS = (
    (p.SITE, "place.site", 0),
    (p.SETTLEMENT, "place.settlement", 0),
    (p.ROAD, "place.road", 3),
    (p.LINE, "place.road", 3),
    (p.SMALL, "place.small", 3),
)


@cache
def _areas() -> ahocorasick.Automaton:
    import ahocorasick

    automaton = ahocorasick.Automaton(ahocorasick.STORE_LENGTH)
    for area in authority().areas:
        automaton.add_word(area.name)
    automaton.make_automaton()
    return automaton


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
    found = [*_divisions(whole), *areas, *_sites(whole, areas)]
    edge = -1
    for start, end, rule in sorted(found, key=lambda f: (f[0], -f[1])):
        if start >= edge:
            yield mention(letter, *back(kept, start, end), "PLACE", rule)
            edge = end


def _divisions(letter: Letter) -> Iterator[_Found]:
    """Yield divisions, those that follow each other as one: 云南省西畴县."""
    text = letter.normal
    ends, short = divisions(letter)
    known = authority()
    for end, start in ends.items():
        if text[start:end] in REGION_WORDS:
            continue
        name = text[start:end]
        behind = text[end : end + 1]
        if known.is_common(name, "prefecture") and behind and behind in _AFTER_WORD:
            continue
        if behind and behind in _OTHER_NAME and _is_short(name):
            continue
        yield chain_start(text, start, ends), end, "place.division"
    near = near_codes(letter.agency or "")
    for end, start in short.items():
        name = text[start:end]
        if text[end : end + 1] and text[end] in _OTHER_NAME:
            continue
        if len(name) > 2 or any(
            place.name in text or place.id[:4] in near or place.id[:2] in near
            for place in known.by_name[name]
        ):
            yield chain_start(text, start, ends), end, "place.short"


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
    for end, size in _areas().iter(text, first, last):
        yield end + 1 - size, end + 1, "place.area"
    for pattern, rule in ((p.OWN, "place.own"), (p.HIGHWAY, "place.road")):
        for match in pattern.finditer(text, first, last):
            yield match.start(), match.end(), rule


def _sites(letter: Letter, areas: list[_Found]) -> Iterator[_Found]:
    """Yield sites, settlements and roads: a head with the name in front of it."""
    text, first, last = letter.normal, letter.span.start, letter.span.end
    ends = divisions(letter).ends
    borders = {**ends, **{end: start for start, end, _ in areas}}
    for pattern, rule, limit in _HEADS:
        for match in pattern.finditer(text, first, last):
            if match.end() in borders:
                continue
            start = walk(text, match.start(), 8, borders, first, p.VERBS)
            name = text[start : match.start()]
            owned = start in ends
            if len(name) > 7 or len(name) < (1 if owned or pattern is p.SMALL else 2):
                continue
            if not owned and not _named(name, rule):
                continue
            if match[0][0] == "街" and p.NO_STREET.fullmatch(name):
                continue
            if limit and (len(name) > limit or not _led(text, start, owned=owned)):
                continue
            yield chain_start(text, start, ends), match.end(), rule


_GENERIC = {"place.settlement": p.NO_SETTLEMENT}


def _named(name: str, rule: str) -> bool:
    """Tell whether ``name`` in front of a head makes it one of its own."""
    if rule == "place.road":
        return not p.NO_ROAD.fullmatch(name)
    if p.GENERIC.fullmatch(name) or p.opens_badly(name):
        return False
    generic = _GENERIC.get(rule)
    return generic is None or not generic.fullmatch(name)


def _led(text: str, start: int, *, owned: bool) -> bool:
    """Tell whether what stands before a short name leads to a place (赴大峪口)."""
    before = text[start - 1 : start]
    return owned or before in p.LEADS or not is_han(before) or text[start - 2 : start] in p.VERBS
