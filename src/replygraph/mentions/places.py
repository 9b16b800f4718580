"""Find PLACE mentions: divisions by the authority, areas, and sites by their heads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from replygraph.mentions import judge
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
class _Head(NamedTuple):
    """A word that ends names of places, and what must or must not stand behind it."""

    word: str
    rule: str
    short: bool  # a name of up to three characters, led to by what stands before
    behind: re.Pattern[str] | None
    wanted: bool  # whether ``behind`` must match, or must not


@cache
def _heads() -> ahocorasick.Automaton:
    import ahocorasick

    table: dict[str, _Head] = {}
    for word in p.SMALL:
        table[word] = _Head(word, "place.small", True, p.SMALL_AFTER, True)
    for word in p.ROADS:
        table[word] = _Head(word, "place.road", True, p.NO_ROAD_AFTER, False)
    for word, after in p.SETTLEMENTS.items():
        behind = re.compile(after) if after else None
        table[word] = _Head(word, "place.settlement", False, behind, False)
    for word in p.SITES:
        table[word] = _Head(word, "place.site", False, p.NO_SITE, False)
    automaton = ahocorasick.Automaton()
    for word, head in table.items():
        automaton.add_word(word, head)
    automaton.make_automaton()
    return automaton


@cache
def _areas() -> ahocorasick.Automaton:
    import ahocorasick

    automaton = ahocorasick.Automaton(ahocorasick.STORE_LENGTH)
    for name in (*(area.name for area in authority().areas), *p.AREAS):
        automaton.add_word(name)
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
    found = [*_divisions(whole), *areas, *_sites(whole, areas), *_listed(whole), *_zone(whole)]
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
        if name == "白银" and text[start - 1 : start] in ("金", "足"):
            continue  # 真金白银
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
    if first == last:
        return
    ends = divisions(letter).ends
    borders = {**ends, **{end: start for start, end, _ in areas}}
    inner: dict[int, int] = {}  # sites within which another one stands: X高新区Y产业园
    for at, head in _heads().iter_long(text, first, last):
        end = at + 1
        if end in borders or (head.behind and bool(head.behind.match(text, end)) != head.wanted):
            continue
        place = end - len(head.word)
        start = walk(text, place, 8, borders, first, p.VERBS)
        owned = start in ends or start in inner
        if text[start - 1 : start + 1] == "向阳":
            start -= 1  # 向阳路
        if text[start - 1 : start] == "和" and text[start - 2 : start - 1] in p.PEACE:
            start -= 2  # 永和里小区, 太和路
        if not owned and start < place and text[start] in p.STRIPPED:
            start += 1
        name = text[start:place]
        if _names(text, head, name, start, owned=owned):
            if head.rule == "place.road" and (tail := p.ROAD_TAIL.match(text, end, last)):
                end = tail.end()
            begin = inner.get(start) or chain_start(text, start, ends)
            if head.rule == "place.site":
                inner[end] = begin
                borders[end] = begin
            yield begin, end, head.rule


def _listed(letter: Letter) -> Iterator[_Found]:
    """Yield places that only their list tells: 望亭、安州两处."""
    for match in p.LISTED.finditer(letter.normal, letter.span.start, letter.span.end):
        names = match["names"].split("、")
        if any(p.NO_LISTED.fullmatch(name) or judge.GENERIC.fullmatch(name) for name in names):
            continue
        start = match.start("names")
        for name in names:
            yield start, start + len(name), "place.listed"
            start += len(name) + 1


def _zone(letter: Letter) -> Iterator[_Found]:
    """Yield the bare name of the zone whose letter this is: 近年来，经开区…."""
    own = p.OWN_ZONE.search(letter.agency or "")
    if not own:
        return
    text, first, last = letter.normal, letter.span.start, letter.span.end
    place = text.find(own[0], first, last)
    while place >= 0:
        if not is_han(text[place - 1 : place]) or text[place - 1] in "在到对全":
            yield place, place + len(own[0]), "place.own"
        place = text.find(own[0], place + 1, last)


def _names(text: str, head: _Head, name: str, start: int, *, owned: bool) -> bool:
    """Tell whether ``name`` in front of ``head`` makes it the name of a place."""
    size, word = len(name), head.word
    if size > 7 or size < (1 if owned or head.rule == "place.small" else 2) or p.BODY.search(name):
        return False
    if not owned and not _named(name, head):
        return False
    if name[-1] in p.NO_TOWN.get(word, ""):
        return False
    if word[0] == "街" and p.NO_STREET.fullmatch(name):
        return False
    return not head.short or (size <= 3 and _led(text, start, owned=owned))


def _named(name: str, head: _Head) -> bool:
    """Tell whether ``name`` in front of a head makes it one of its own."""
    if head.rule == "place.road":
        return not p.NO_ROAD.fullmatch(name)
    if p.GENERIC.fullmatch(name) or p.opens_badly(name) or judge.GENERIC.fullmatch(name):
        return False
    if head.word == "组":
        return bool(p.GROUP_OF_VILLAGE.fullmatch(name))
    if head.rule == "place.settlement":
        name = p.RESETTLED.sub("", name)
        return len(name) > 1 and not p.NO_SETTLEMENT.fullmatch(name)
    if head.rule == "place.small":
        return name[-1] not in p.NO_SMALL.get(head.word, "")
    return True


def _led(text: str, start: int, *, owned: bool) -> bool:
    """Tell whether what stands before a short name leads to a place (赴大峪口)."""
    before = text[start - 1 : start]
    return owned or before in p.LEADS or not is_han(before) or text[start - 2 : start] in p.VERBS
