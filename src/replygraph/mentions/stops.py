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
from replygraph.mentions.lexicon import word_set, words
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
    r"[（(](?!以下|下称|简称|下同|含|共|即|如|见|试行|一|二|"
    r"三)[一-龥A-Za-z\d—·-]{1,9}[）)](?=[一-龥])"
)
#: behind a verb that is a noun too, an edition opens a name: 参展第十八届中博会
_EDITION = re.compile("第[一二三四五六七八九十百\\d]+届|首届")
_NEW_NAME = re.compile("中国|国家|全国|世界|国际|我[市省县区国]|[一-龥]{2}[省市县](?!级|域)")
_PLAIN: Final = words("方面 领域 国家 地区 各国 工作 活动 问题 需求 资源 技术")
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
    size: int
    kind: str
    not_before: tuple[str, ...]
    not_after: re.Pattern[str] | None


@cache
def _automaton() -> ahocorasick.Automaton:
    stops: dict[str, _Stop] = {}
    no_verb = re.compile(h.NO_VERB_BEFORE)
    for word, kind in _KIND.items():
        stops[word] = _Stop(
            word,
            len(word),
            "soft" if word in _SOFT else kind,
            (),
            no_verb if word in h.PLANNED_VERBS else None,
        )
    for table, kind in ((h.FUNCTION_STOPS, "function"), (h.JOINING, "and")):
        for word, (before, after) in table.items():
            kept = tuple(before.split("|")) if before else ()
            if kind == "and":
                kept = h.AND_INSIDE
            if word not in stops:
                follower = re.compile(after) if after else None
                stops[word] = _Stop(word, len(word), kind, kept, follower)
    stops["组织"] = stops["组织"]._replace(kind="event")
    for mark in h.MARKS:
        stops[mark] = _Stop(mark, 1, "punct", (), None)
    automaton = ahocorasick.Automaton()
    for word, stop in stops.items():
        automaton.add_word(word, stop)
    automaton.make_automaton()
    return automaton


class Edges:
    """The left edges of one letter; ask with `before`."""

    __slots__ = ("_edges", "_ends", "_governing", "_left", "_text")

    def __init__(self, letter: Letter, known: Iterable[Mention] = ()) -> None:
        """Scan ``letter`` once; the ends of ``known`` mentions are edges too."""
        text, start = letter.normal, letter.span.start
        ends = set(_short_ends(letter))
        limits: list[tuple[int, int, str, str]] = []
        for item in known:
            span = item.span
            if item.type in _LIMITS or (item.type == "DATE" and not _year(item.text)):
                limits.append((span.start, span.end, item.type, item.text))
                ends.add(span.end)
            elif item.type in _JOINED:
                ends.add(span.end)
        limits.sort(reverse=True)
        limits.insert(0, (len(text) + 1, len(text) + 1, "end", ""))
        self._text, self._left = text, start
        self._edges = edges = [Edge(start, "start", "")]
        self._governing: Edge | None = None
        following, skip = limits.pop(), start
        for last, (word, size, kind, not_before, not_after) in _scan(text, start, letter.span.end):
            stop = last + 1
            place = stop - size
            if place < skip:
                continue
            while following[0] < place:
                self._add(*following, ends)
                following = limits.pop()
            if kind == "punct":
                if word == "." and text[stop : stop + 1].isdigit():
                    continue  # 3.5, 2.2024年
                if word in "（(" and "一" <= text[place - 1 : place] <= "龥":
                    inside = _INSIDE.match(text, place)
                    if inside:
                        skip = inside.end()
                        continue
                if stop > self._left:
                    if word == "、":
                        if self._governing:
                            _, kind, word = self._governing  # noqa: PLW2901 - X、Y after one verb
                    elif word not in _PAIRS:
                        self._governing = None
                    self._left = stop
                    edges.append(Edge(stop, kind, word))
                continue
            if (not_after and not_after.match(text, stop)) or (
                not_before and text.endswith(not_before, start, place)
            ):
                continue
            self._add(place, stop, kind, word, ends)
        while limits:
            self._add(*following, ends)
            following = limits.pop()
        self._ends = [edge[0] for edge in self._edges]

    def _add(self, start: int, end: int, kind: str, word: str, ends: set[int]) -> None:
        """Take the stop at [start, end) as an edge, if it is one where it stands."""
        left, text = self._left, self._text
        if end <= left:
            return
        if kind in ("soft", "clause") and not (kind == "soft" and _EDITION.match(text, end)):
            # after “…” and after 实施, 举办 a verb is the beginning of the name: 实施提升工程
            last = self._edges[-1]
            begins = start == left and text[start - 1 : start] != "”" and last.word not in _OPENING
            if not begins and not (kind == "soft" and _subject(text, left, start)):
                return
        if kind in ("soft", "clause"):
            kind = _KIND[word]
        elif kind == "and":
            if not _divides(text, left, start, ends):
                return
            if self._governing:
                _, kind, word = self._governing
        if kind in _FAMILIES:
            self._governing = Edge(end, kind, word)
            if text[end : end + 1] in ("了", "过"):
                end += 1
        self._left = end
        self._edges.append(Edge(end, kind, word))

    def before(self, place: int) -> Edge:
        """Return the last edge at or before ``place``."""
        return self._edges[bisect_right(self._ends, place) - 1]

    def of_kind(self, kind: str) -> list[Edge]:
        """Return the edges of one kind, in reading order."""
        return [edge for edge in self._edges if edge.kind == kind]


#: verbs whose object may begin with a verb
_OPENING: Final = word_set(
    "实施 开展 启动 举办 承办 主办 推出 推行 组织 组织开展 深入开展 组织实施 牵头实施 入选 获评 "
    "共同举办 联合举办 暂不实施 暂不举办"
)
_FAMILIES: Final = frozenset(_KIND.values()) - {"clause"}
_PAIRS: Final = frozenset("“”（）()《》‘’")


def _scan(text: str, start: int, end: int) -> Iterable[tuple[int, _Stop]]:
    return _automaton().iter_long(text, start, end) if start < end else ()


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
