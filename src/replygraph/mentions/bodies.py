"""Find bodies and names without a head: 我公司, firms by their trade, works of national groups."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from replygraph.mentions import headwords, judge
from replygraph.mentions.lexicon import mention
from replygraph.mentions.name_patterns import (
    AFFILIATED,
    AID,
    APP,
    CARRIER,
    ENGINEERS,
    FIRMS,
    GROWING_FIRMS,
    NAMED_AS,
    NO_AGENCY,
    OWN_BODY,
    PICKED,
    TRADE,
    TRADE_CUE,
)
from replygraph.mentions.rules import Rule
from replygraph.mentions.stops import Edges
from replygraph.model import Letter, Mention, MentionType
from replygraph.resources import authority

#: pattern, type and rule
_PLAIN = (
    (Rule(OWN_BODY), "ORG", "org-own"),
    (Rule(ENGINEERS), "ORG", "org-group"),
    (Rule(AID), "PROGRAM", "program-aid"),
    (Rule(GROWING_FIRMS), "PROGRAM", "program-firms"),
    (Rule(APP), "PROGRAM", "program-app"),
    (Rule(NAMED_AS), "PROGRAM", "honour-named"),
    (Rule(PICKED), "PROGRAM", "honour-picked"),
)
_AFFILIATED, _CARRIER, _TRADE = Rule(AFFILIATED), Rule(CARRIER), Rule(TRADE)


def own(letter: Letter, known: Sequence[Mention]) -> Sequence[Mention]:
    """Return ``known``, its self-references (我院) as ORG where the letter's writer is no agency.

    >>> from replygraph.model import Letter, Span
    >>> letter = Letter("a", "", "", 0, "我院", "我院", Span(0, 2), agency="青岚市中医院")
    >>> named = Mention(Span(0, 2), "我院", "AGENCY", "agency.self")
    >>> [found.type for found in own(letter, [named])]
    ['ORG']
    """
    if not (letter.agency and NO_AGENCY.search(letter.agency)):
        return known
    return tuple(
        replace(item, type="ORG", rule="org-self")
        if item.rule == "agency.self" and item.text[0] in "我本"
        else item
        for item in known
    )


def find(letter: Letter, edges: Edges) -> Iterator[Mention]:
    """Yield bodies by self-reference or trade, and programs that closed terms name.

    >>> from replygraph.model import Letter, Span
    >>> text = "我公司与豪迈机械、烟台艾迪液压等企业参展，推进“组团式”医疗援藏"
    >>> letter = Letter("a", "a.txt", "", 0, text, text, Span(0, len(text)))
    >>> sorted({found.text for found in find(letter, Edges(letter))})
    ['“组团式”医疗援藏', '我公司', '烟台艾迪液压', '豪迈机械']
    """
    text, first, last = letter.normal, letter.span.start, letter.span.end
    kind: MentionType
    for pattern, kind, rule in _PLAIN:  # type: ignore[assignment]
        for match in pattern.finditer(text, first, last):
            yield mention(letter, *match.span("name"), kind, rule)
    for match in _AFFILIATED.finditer(text, first, last):
        start = edges.before(match.start()).start
        if 1 < match.start() - start <= 10:
            yield mention(letter, start, match.end(), "ORG", "org-affiliated")
    for match in _CARRIER.finditer(text, first, last):
        for size in (4, 3, 2):
            start = match.start() - size
            if start >= first and text[start : match.start()] in authority().by_name:
                yield mention(letter, start, match.end(), "ORG", "org-carrier")
                break
    for match in _TRADE.finditer(text, first, last):
        if not TRADE_CUE.match(text, match.end(), last):
            continue
        start = edges.before(match.start()).start
        if 2 <= match.start() - start <= 8:
            yield mention(letter, start, match.end(), "ORG", "org-trade")
    yield from _firms(letter, edges)


def _firms(letter: Letter, edges: Edges) -> Iterator[Mention]:
    """Yield what stands in a list of firms, where one of them bears a firm's head."""
    text = letter.normal
    for match in FIRMS.finditer(text, letter.span.start, letter.span.end):
        items, place = [], match.start()
        while True:
            start = edges.before(place - 1).start
            name = text[start:place]
            if not (3 <= len(name) <= 18 and judge.PLAIN_NAME.fullmatch(name)):
                break
            items.append((start, place))
            if text[start - 1] not in "、和与":
                break
            place = start - 1
        if any(text.endswith(headwords.ORG_HEADS, *item) for item in items):
            for start, end in items:
                yield mention(letter, start, end, "ORG", "org-list")
