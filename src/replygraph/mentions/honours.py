"""Find honours, which are PROGRAM mentions: what a body was awarded, selected for or named as."""

from __future__ import annotations

from collections.abc import Iterator

from replygraph.mentions.judge import SPECIFIC
from replygraph.mentions.lexicon import mention
from replygraph.mentions.name_patterns import (
    HONOUR_AFTER,
    HONOUR_COUNTED,
    HONOUR_COUNTED_NAME,
    HONOUR_HEAD,
    HONOUR_NEXT,
    HONOUR_SOUGHT,
    NO_HONOUR,
)
from replygraph.mentions.rules import Rule
from replygraph.mentions.stops import Edges
from replygraph.model import Letter, Mention

_SOUGHT, _COUNTED = Rule(HONOUR_SOUGHT), Rule(HONOUR_COUNTED)


def find(letter: Letter, edges: Edges) -> Iterator[Mention]:
    """Yield the honours that stand behind 获评, 入选, 被认定为…; 名单, 称号, 一等奖 stay outside.

    >>> from replygraph.model import Letter, Span
    >>> text = "该校获评省级绿色学校示范单位称号，获得财政补助。"
    >>> letter = Letter("a", "a.txt", "", 0, text, text, Span(0, len(text)))
    >>> [found.text for found in find(letter, Edges(letter))]
    ['省级绿色学校示范单位']
    """
    for edge in edges.of_kind("honour"):
        match = HONOUR_AFTER.match(letter.normal, edge.start, letter.span.end)
        if not match:
            continue
        name = match["name"]
        if NO_HONOUR.search(name) or len(name) < 3:
            continue
        if match["open"] or HONOUR_HEAD.search(name) or (len(name) > 5 and SPECIFIC.search(name)):
            yield mention(letter, *match.span("name"), "PROGRAM", "honour")
            yield from _further(letter, match.end())
    for match in _SOUGHT.finditer(letter.normal, letter.span.start, letter.span.end):
        yield mention(letter, *match.span("name"), "PROGRAM", "honour-sought")
        yield from _further(letter, match.end())
    for match in _COUNTED.finditer(letter.normal, letter.span.start, letter.span.end):
        if HONOUR_COUNTED_NAME.search(match["name"]):
            yield mention(letter, *match.span("name"), "PROGRAM", "honour-counted")


def _further(letter: Letter, place: int) -> Iterator[Mention]:
    """Yield the honours that a list goes on to name: 获评X、Y和Z."""
    while match := HONOUR_NEXT.match(letter.normal, place, letter.span.end):
        if not HONOUR_HEAD.search(match["name"]) or NO_HONOUR.search(match["name"]):
            return
        yield mention(letter, *match.span("name"), "PROGRAM", "honour-list")
        place = match.end()
