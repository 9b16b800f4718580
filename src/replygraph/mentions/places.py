"""Find PLACE mentions: divisions by the authority, areas, and sites by their heads."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from replygraph.mentions import place_patterns as p
from replygraph.mentions.divisions import REGION_WORDS, region_ends, walk
from replygraph.mentions.lexicon import mention
from replygraph.model import Letter, Mention
from replygraph.resources import authority

if TYPE_CHECKING:
    import ahocorasick

#: short forms of divisions that are words as well: 长治久安, 日照时长, 来宾
_WORDS = frozenset("长治 日照 来宾 大同 和平 平安 安康 朝阳 本溪 三明 中山 东方 资源 通化 安定 永安".split())
_AFTER_WORD = "久安时来照上下进人到在"


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
    text, first, last = letter.normal, letter.span.start, letter.span.end
    ends = region_ends(letter)
    found: list[tuple[int, int, str]] = []
    for end, start in ends.items():
        if end + 1 in ends or text[start:end] in REGION_WORDS:
            continue
        while start in ends and text[ends[start] : start] not in REGION_WORDS:
            start = ends[start]
        name = text[start:end]
        if name in _WORDS and text[end : end + 1] in _AFTER_WORD:
            continue
        found.append((start, end, "place.division"))
    for end, size in _areas().iter(text, first, last):
        found.append((end + 1 - size, end + 1, "place.area"))
    for match in p.OWN.finditer(text, first, last):
        found.append((match.start(), match.end(), "place.own"))
    for pattern, rule in (
        (p.SITE, "place.site"),
        (p.SETTLEMENT, "place.settlement"),
        (p.ROAD, "place.road"),
    ):
        for match in pattern.finditer(text, first, last):
            start = walk(text, match.start(), 8, ends, first)
            name = text[start : match.start()]
            owned = start in ends
            if (len(name) < 2 and not owned) or len(name) > 7 or p.GENERIC.fullmatch(name):
                continue
            while start in ends:
                start = ends[start]
            found.append((start, match.end(), rule))
    edge = -1
    for start, end, rule in sorted(found, key=lambda f: (f[0], -f[1])):
        if start >= edge:
            yield mention(letter, start, end, "PLACE", rule)
            edge = end
