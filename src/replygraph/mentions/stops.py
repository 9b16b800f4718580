"""Where a name without quotes may begin: the left edges of a letter, computed in one pass.

A name ends in a head (…节, …试点, …公司); where it begins is decided by what stands before it.
Verbs that never stand inside names (举办, 实施) end the search wherever they stand; verbs that are
also nouns (指导, 参与) and verbs that name what is done (提升, 改造) only where a clause begins or
a subject stands before them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from replygraph.mentions.headwords import (
    AND_INSIDE,
    CLAUSE_VERBS,
    EVENT_STRONG,
    EVENT_VERBS,
    EVENT_WEAK,
    FUNCTION_STOPS,
    HONOUR_VERBS,
    ORG_HEADS,
    OTHER_VERBS,
    PROGRAM_STRONG,
    PROGRAM_VERBS,
    PROGRAM_WEAK,
    SOFT_VERBS,
    SUBJECTS,
)
from replygraph.mentions.lexicon import one_of
from replygraph.mentions.patterns import SHORT_FORM
from replygraph.model import Letter, Mention

_SOFT = frozenset(SOFT_VERBS)
_KIND = {
    **dict.fromkeys(SOFT_VERBS, "other"),
    **dict.fromkeys(CLAUSE_VERBS, "clause"),
    **dict.fromkeys(OTHER_VERBS, "other"),
    **dict.fromkeys(PROGRAM_VERBS, "program"),
    **dict.fromkeys(EVENT_VERBS, "event"),
    **dict.fromkeys(HONOUR_VERBS, "honour"),
}
_STOP = re.compile(
    # 中国（深圳）国际…, 2021年（第二十二届）…: brackets inside a name
    r"(?P<inside>(?<=[一-龥])[（(](?!以下|下称|简称|下同|含|共|即|如|见|试行|一|二|三)[一-龥A-Za-z\d—·-]{1,9}[）)](?=[一-龥]))"
    r"|(?P<punct>[，。；：、！？!?,;:\s“”‘’\"《》〈〉（）()【】\[\]|…>_/])"
    rf"|(?P<verb>{one_of(_KIND)}(?:了|过)?(?!计划|方案|细则|办法))"
    rf"|(?P<function>{FUNCTION_STOPS})"
    rf"|(?P<and>(?<!{')(?<!'.join(AND_INSIDE.split('|'))})(?:与(?!会|时)|及(?!时)|和(?!谐|平|睦|顺|田|静|县|硕|林格尔)))"
)
_OPENING = re.compile(one_of(word for word in _KIND if len(word) > 1) + "|[把将对在为与由]")
_SUBJECT = re.compile(rf"(?:{SUBJECTS})$")
_HEADS = frozenset(EVENT_STRONG + EVENT_WEAK + PROGRAM_STRONG + PROGRAM_WEAK + ORG_HEADS)
_JOINED = frozenset(("ORG", "PLACE", "EVENT", "PROGRAM"))
_NEW_NAME = re.compile("中国|国家|全国|世界|国际|我[市省县区国]|[一-龥]{2}[省市县](?!级|域)")
_PLAIN = frozenset("方面 领域 国家 地区 各国 工作 活动 问题 需求 资源 技术".split())
_LIMITS = frozenset(("AGENCY", "PERSON", "INDICATOR", "DOCUMENT", "MEDIA", "PROPOSAL"))


@dataclass(frozen=True, slots=True)
class Edge:
    """The nearest place where a name may begin, and the kind of what stands before it."""

    start: int
    kind: str
    word: str


class Edges:
    """The left edges of one letter; ask with `before`."""

    __slots__ = ("_edges", "_ends")

    def __init__(self, letter: Letter, known: Iterable[Mention] = ()) -> None:
        """Scan ``letter`` once; the ends of ``known`` mentions are edges too."""
        text = letter.normal
        found = [
            (m.start(), m.end(), _kind(m), m[0])
            for m in _STOP.finditer(text, letter.span.start, letter.span.end)
        ]
        for item in known:
            if item.type in _LIMITS or (item.type == "DATE" and not _year(item.text)):
                found.append((item.span.start, item.span.end, item.type, item.text))
        ends = frozenset(m.span.end for m in known if m.type in _LIMITS or m.type in _JOINED)
        ends |= _short_ends(letter)
        found.sort()
        self._edges: list[Edge] = [Edge(letter.span.start, "start", "")]
        left = letter.span.start
        for start, end, kind, word in found:
            if end <= left or kind == "inside":
                continue
            if kind in ("soft", "clause"):
                begins = start == left and text[start - 1 : start] != "”"
                if not begins and not (
                    kind == "soft" and _SUBJECT.search(text, max(left, start - 4), start)
                ):
                    continue
            if kind == "and" and not _divides(text, left, start, ends):
                continue
            left = end
            bare = word.rstrip("了过")
            self._edges.append(Edge(end, _KIND.get(bare, kind) if kind == "soft" else kind, bare))
        self._ends = [edge.start for edge in self._edges]

    def before(self, place: int) -> Edge:
        """Return the last edge at or before ``place``."""
        return self._edges[bisect_right(self._ends, place) - 1]

    def of_kind(self, kind: str) -> list[Edge]:
        """Return the edges of one kind, in reading order."""
        return [edge for edge in self._edges if edge.kind == kind]

    def earlier(self, edge: Edge) -> Edge | None:
        """Return the edge before ``edge``."""
        index = bisect_right(self._ends, edge.start) - 2
        return self._edges[index] if index >= 0 else None


def _kind(match: re.Match[str]) -> str:
    group = match.lastgroup or "punct"
    if group == "function" and match[0] == "组织":
        return "event"
    if group != "verb":
        return group
    word = match[0].rstrip("了过")
    return "soft" if word in _SOFT else _KIND.get(word, "other")


def opens_with_verb(name: str) -> bool:
    """Tell whether ``name`` begins with a verb that governs names: 举办…, 加强…, 把…."""
    return bool(_OPENING.match(name))


def _short_ends(letter: Letter) -> frozenset[int]:
    """Return where the letter's own short forms (以下简称X) end, wherever they stand."""
    text, bounds = letter.normal, (letter.span.start, letter.span.end)
    names = {m["name"] for m in SHORT_FORM.finditer(text, *bounds) if len(m["name"]) > 1}
    if not names:
        return frozenset()
    return frozenset(m.end() for m in re.finditer(one_of(names), text[: bounds[1]]))


def _divides(text: str, left: int, place: int, ends: frozenset[int]) -> bool:
    """Tell whether 和, 与 at ``place`` joins two names; else it stands inside one name.

    It joins where a name or a subject ends before it (我局与…, …博览会与…), and stands inside in
    大满灌区续建配套与节水改造项目.
    """
    if place in ends or place - left < 3 or _SUBJECT.search(text, max(left, place - 4), place):
        return True
    if _NEW_NAME.match(text, place + 1) or text[place - 2 : place] in _PLAIN:
        return True
    return any(text[place - size : place] in _HEADS for size in range(1, 6) if place - size >= left)


def _year(text: str) -> bool:
    return len(text) <= 6 and text.endswith(("年", "年度"))
