"""Find further occurrences of names that the letter itself establishes, and its short forms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from replygraph.mentions.judge import NO_EVENT, NO_ORG, is_short
from replygraph.mentions.lexicon import mention
from replygraph.mentions.name_patterns import (
    EDITION,
    EDITION_BEFORE,
    SHORT_EVENT,
)
from replygraph.mentions.shortforms import short_forms
from replygraph.model import Letter, Mention, MentionType

_NAMED = ("EVENT", "PROGRAM", "ORG", "DOCUMENT", "AGENCY", "PLACE", "MEDIA")
_QUOTES = '“”‘’"'


def find(letter: Letter, known: Iterable[Mention]) -> Iterator[Mention]:
    """Yield every place where a name of ``known``, its series or its short form stands again.

    A short form (以下简称X) has the type of what it shortens; of documents only in 《》.

    >>> from replygraph.model import Letter, Span
    >>> text = "景德镇陶瓷博览会（以下简称瓷博会）办得好，瓷博会"
    >>> letter = Letter("a", "a.txt", "", 0, text, text, Span(0, len(text)))
    >>> first = Mention(Span(0, 8), "景德镇陶瓷博览会", "EVENT", "head")
    >>> [found.span.start for found in find(letter, [first]) if found.text == "瓷博会"]
    [13, 21]
    """
    kinds: dict[str, tuple[MentionType, str]] = {}
    known = tuple(known)
    places = tuple(m.text for m in known if m.type == "PLACE")
    for name, kind in _short_forms(letter, known):
        kinds.setdefault(name, (kind, "short-form"))
    for item in known:
        if item.type in ("EVENT", "PROGRAM", "ORG") and item.rule not in _WEAK:
            text = letter.normal[item.span.start : item.span.end]
            kinds.setdefault(text, (item.type, "repeated"))
            level = _LEVEL.match(text)
            if level and item.type == "PROGRAM" and len(text) - level.end() > 5:
                kinds.setdefault(text[level.end() :], (item.type, "repeated"))
            if item.type == "EVENT":
                for name in (*_series(text, places), *_endings(letter, text)):
                    kinds.setdefault(name, (item.type, "series"))
    if not kinds:
        return
    text, limit = letter.normal, letter.span.end
    found = {(item.span.start, item.span.end, item.type) for item in known}
    for name, (kind, rule) in kinds.items():
        place = text.find(name, letter.span.start, limit)
        while place >= 0:
            start, end = place, place + len(name)
            if kind == "EVENT" and text[start] != "“":  # words before a quote stay outside
                edition = EDITION_BEFORE.search(text, max(0, start - 16), start)
                start = edition.start() if edition else start
            if (start, end, kind) not in found and text[start - 1] != "该":
                yield mention(letter, start, end, kind, rule)
            place = text.find(name, end, limit)


#: 全国中小企业数字化转型试点城市 is spoken of without its level too
_LEVEL = re.compile("全国|国家级?|全省|省级|全市|市级|中国")
_WEAK = frozenset(("event-weak-head", "program-weak-head", "session"))


#: 中国农业科学院油料作物研究所（中油所）
_BRACKET = re.compile("[（(]“?(?P<name>[一-龥A-Za-z]{2,8})”?[）)]")


def _short_forms(letter: Letter, known: tuple[Mention, ...]) -> Iterator[tuple[str, MentionType]]:
    for one in known:
        if one.type in ("ORG", "EVENT", "PROGRAM"):
            bracket = _BRACKET.match(letter.normal, one.span.end, letter.span.end)
            if bracket and is_short(bracket["name"], one.text):
                yield bracket["name"], one.type
    ends = {item.span.end: item for item in known if item.type in _NAMED}
    for match in short_forms(letter):
        if match["open"] == "《":
            continue
        place = match.start()
        while place > 0 and letter.normal[place - 1] in "”》）) （(，" and place not in ends:
            place -= 1
        item = ends.get(place)
        if item and item.type != "DOCUMENT" and len(match["name"]) > 1:
            yield match["name"], item.type


#: where a short name of an event may begin, and what it must be followed by
_CLEAN = re.compile("[^一-龥]|[在对为与和届由将该本至到于从办及加]")
_TOLD = re.compile(
    "期间|上(?!级|述|市)|由|于|吸引|共[^同]|已|将|自|每|连续|现场|开幕|闭幕|举|主|分|的|是|办|[，。；、）]"
)


def _endings(letter: Letter, name: str) -> Iterator[str]:
    """Yield the longest ending of an event's name that stands by itself: 足球文化节吸引了…."""
    text, last = letter.normal, letter.span.end
    bare = EDITION.sub("", name)
    if name[-1] not in "节展会赛坛":
        return
    for size in range(len(bare) - 2, 3, -1):
        short = bare[-size:]
        place = text.find(short, letter.span.start, last)
        while place >= 0:
            if _CLEAN.match(text, place - 1) and _TOLD.match(text, place + size):
                if short not in NO_EVENT:
                    yield short
                return
            place = text.find(short, place + size, last)


def _series(name: str, places: tuple[str, ...]) -> Iterator[str]:
    """Yield the name without its edition, and without its leading region if enough is left."""
    bare = EDITION.sub("", name)
    if bare != name and len(bare) > 3 and bare not in NO_EVENT | NO_ORG:
        yield bare
    for place in places:
        if bare.startswith(place) and len(bare) - len(place) > 4:
            yield bare[len(place) :]
    short = SHORT_EVENT.search(bare)
    if short and short[0] != bare and short[0] not in NO_EVENT:
        yield short[0]
