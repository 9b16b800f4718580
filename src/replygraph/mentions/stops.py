"""Where a name without quotes may begin: the left edges of a letter, computed in one pass.

A name ends in a head (…节, …试点, …公司); where it begins is decided by what stands before it.
Verbs that never stand inside names (举办, 实施) end the search wherever they stand; verbs that are
also nouns (指导, 参与) and verbs that name what is done (提升, 改造) only where a clause begins or
a subject stands before them.

The words are found by one Aho-Corasick automaton, whatever their number.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final, NamedTuple

import ahocorasick

from replygraph.mentions import headwords as h
from replygraph.mentions.patterns import SHORT_FORM
from replygraph.model import Letter, Mention

_KIND: Final = {
    **dict.fromkeys(h.SOFT_VERBS, "other"),
    **dict.fromkeys(h.CLAUSE_VERBS, "clause"),
    **dict.fromkeys(h.OTHER_VERBS, "other"),
    **dict.fromkeys(h.PROGRAM_VERBS, "program"),
    **dict.fromkeys(h.EVENT_VERBS, "event"),
    **dict.fromkeys(h.HONOUR_VERBS, "honour"),
}
_SOFT: Final = frozenset(h.SOFT_VERBS)
#: brackets inside a name: 中国（深圳）国际…, 2021年（第二十二届）…
_INSIDE = re.compile(
    r"[（(](?!以下|下称|简称|下同|含|共|即|如|见|试行|一|二|三)[一-龥A-Za-z\d—·-]{1,9}[）)](?=[一-龥])"
)
_NEW_NAME = re.compile("中国|国家|全国|世界|国际|我[市省县区国]|[一-龥]{2}[省市县](?!级|域)")
_PLAIN: Final = ("方面", "领域", "国家", "地区", "各国", "工作", "活动", "问题", "需求", "资源", "技术")
_HEADS: Final = (*h.EVENT_STRONG, *h.EVENT_WEAK, *h.PROGRAM_STRONG, *h.PROGRAM_WEAK, *h.ORG_HEADS)
_JOINED: Final = frozenset(("ORG", "PLACE", "EVENT", "PROGRAM"))
_LIMITS: Final = frozenset(("AGENCY", "PERSON", "INDICATOR", "DOCUMENT", "MEDIA", "PROPOSAL"))


class Edge(NamedTuple):
    """The nearest place where a name may begin, and the kind of what stands before it."""

    start: int
    kind: str
    word: str


class _Stop(NamedTuple):
    word: str
    kind: str
    not_before: tuple[str, ...]
    not_after: re.Pattern[str] | None


@cache
def _automaton() -> ahocorasick.Automaton:
    stops: dict[str, _Stop] = {}
    no_verb = re.compile(h.NO_VERB_BEFORE)
    for word, kind in _KIND.items():
        stops[word] = _Stop(word, "soft" if word in _SOFT else kind, (), no_verb)
    for table, kind in ((h.FUNCTION_STOPS, "function"), (h.JOINING, "and")):
        for word, (before, after) in table.items():
            kept = tuple(before.split("|")) if before else ()
            if kind == "and":
                kept = h.AND_INSIDE
            if word not in stops:
                stops[word] = _Stop(word, kind, kept, re.compile(after) if after else None)
    stops["组织"] = stops["组织"]._replace(kind="event")
    for mark in h.MARKS:
        stops[mark] = _Stop(mark, "punct", (), None)
    automaton = ahocorasick.Automaton()
    for word, stop in stops.items():
        automaton.add_word(word, stop)
    automaton.make_automaton()
    return automaton


def _stops(text: str, start: int, end: int) -> Iterator[tuple[int, int, str, str]]:
    skip = start
    for last, stop in _automaton().iter_long(text, start, end):
        word, kind, not_before, not_after = stop
        stops_at = last + 1
        place = stops_at - len(word)
        if place < skip:
            continue
        if kind == "punct":
            if word in "（(" and "一" <= text[place - 1 : place] <= "龥" and (inside := _INSIDE.match(text, place)):
                skip = inside.end()
                continue
        elif (not_after and not_after.match(text, stops_at)) or (
            not_before and text.endswith(not_before, start, place)
        ):
            continue
        yield place, stops_at, kind, word


class Edges:
    """The left edges of one letter; ask with `before`."""

    __slots__ = ("_edges", "_ends")

    def __init__(self, letter: Letter, known: Iterable[Mention] = ()) -> None:
        """Scan ``letter`` once; the ends of ``known`` mentions are edges too."""
        text, left = letter.normal, letter.span.start
        found = list(_stops(text, left, letter.span.end))
        ends = set(_short_ends(letter))
        for item in known:
            kind, span = item.type, item.span
            if kind in _LIMITS or (kind == "DATE" and not _year(item.text)):
                found.append((span.start, span.end, kind, item.text))
                ends.add(span.end)
            elif kind in _JOINED:
                ends.add(span.end)
        found.sort()
        self._edges = [Edge(left, "start", "")]
        for start, end, kind, word in found:
            if end <= left:
                continue
            if kind in ("soft", "clause"):
                begins = start == left and text[start - 1 : start] != "”"
                if not begins and not (kind == "soft" and _subject(text, left, start)):
                    continue
                kind = _KIND[word]  # noqa: PLW2901 - from here on its family counts
            elif kind == "and" and not _divides(text, left, start, ends):
                continue
            left = end
            if end - start < 9 and text[end : end + 1] in "了过" and kind in _FAMILIES:
                left = end + 1
            self._edges.append(Edge(left, kind, word))
        self._ends = [edge.start for edge in self._edges]

    def before(self, place: int) -> Edge:
        """Return the last edge at or before ``place``."""
        return self._edges[bisect_right(self._ends, place) - 1]

    def of_kind(self, kind: str) -> list[Edge]:
        """Return the edges of one kind, in reading order."""
        return [edge for edge in self._edges if edge.kind == kind]


_FAMILIES: Final = frozenset(_KIND.values())


def _subject(text: str, left: int, place: int) -> bool:
    low = max(left, place - 4)
    return text.endswith(h.SUBJECTS, low, place) and not text.endswith(h.NO_SUBJECTS, low, place)


def _short_ends(letter: Letter) -> Iterator[int]:
    """Yield where the letter's own short forms (以下简称X) end, wherever they stand."""
    text, bounds = letter.normal, (letter.span.start, letter.span.end)
    if "称" not in text:
        return
    for name in {m["name"] for m in SHORT_FORM.finditer(text, *bounds) if len(m["name"]) > 1}:
        place = text.find(name, *bounds)
        while place >= 0:
            yield place + len(name)
            place = text.find(name, place + 1, bounds[1])


def _divides(text: str, left: int, place: int, ends: set[int]) -> bool:
    """Tell whether 和, 与 at ``place`` joins two names; else it stands inside one name.

    It joins where a name or a subject ends before it (我局与…, …博览会与…), and stands inside in
    大满灌区续建配套与节水改造项目.
    """
    if place in ends or place - left < 3 or _subject(text, left, place):
        return True
    if text.endswith(_PLAIN, left, place) or _NEW_NAME.match(text, place + 1):
        return True
    return text.endswith(_HEADS, left, place)


def opens_with_verb(name: str) -> bool:
    """Tell whether ``name`` begins with a verb that governs names: 举办…, 加强…, 把…."""
    return name.startswith(_OPENINGS)


_OPENINGS: Final = (*(word for word in _KIND if len(word) > 1), *"把将对在为与由")


def _year(text: str) -> bool:
    return len(text) <= 6 and text.endswith(("年", "年度"))
