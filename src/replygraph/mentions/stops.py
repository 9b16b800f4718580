"""Where a name without quotes may begin: the left edges of a letter, computed in one pass.

A name ends in a head (…节, …试点, …公司); where it begins is decided by what stands before it.
Verbs that never stand inside names (举办, 实施) end the search wherever they stand; verbs that are
also nouns (指导, 参与) and verbs that name what is done (提升, 改造) only where a clause begins or
a subject stands before them.

The words are found with those of the other finders (`vocabulary`), whatever their number.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final, NamedTuple

from replygraph.mentions import headwords as h
from replygraph.mentions.lexicon import Endings, word_set, words
from replygraph.mentions.shortforms import short_forms
from replygraph.mentions.vocabulary import STOPS, Words
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
_HEADS: Final = Endings(
    (
        *h.EVENT_STRONG,
        *h.EVENT_WEAK,
        *h.PROGRAM_STRONG,
        *(word for word in h.PROGRAM_WEAK if len(word) > 1),  # 水系连通及水美乡村建设试点
        *h.ORG_HEADS,
    )
)
_SUBJECTS: Final = Endings(h.SUBJECTS)
_JOINED: Final = frozenset(("ORG", "PLACE", "EVENT", "PROGRAM"))
_LIMITS: Final = frozenset(("AGENCY", "PERSON", "INDICATOR", "DOCUMENT", "MEDIA", "PROPOSAL"))


class Edge(NamedTuple):
    """The nearest place where a name may begin, and the kind of what stands before it."""

    start: int
    kind: str
    word: str


class _Stop(NamedTuple):
    size: int
    step: int
    kind: str
    word: str
    not_before: tuple[str, ...]
    not_after: re.Pattern[str] | None


#: how a stop is handled: a mark by itself, a listing or ambiguous mark, a bracket, what always
#: stops, a verb that governs, a verb that may be a noun, a verb of clauses' beginnings, 和
_MARK, _LIST, _POINT, _BRACKET, _PAIR, _FIRM, _GOVERNS, _SOFT_VERB, _CLAUSE, _AND = range(10)


def _step(word: str, kind: str) -> int:
    if kind != "punct":
        steps = {"soft": _SOFT_VERB, "clause": _CLAUSE, "and": _AND}
        return steps.get(kind, _GOVERNS if kind in _FAMILIES else _FIRM)
    if word in "（(":
        return _BRACKET
    if word in _PAIRS:
        return _PAIR
    return {"、": _LIST, ".": _POINT}.get(word, _MARK)


@cache
def stops() -> Words[_Stop]:
    """Return the vocabulary of words and marks that a name cannot reach over."""
    kinds: dict[str, str] = {}
    guards: dict[str, tuple[tuple[str, ...], re.Pattern[str] | None]] = {}
    no_verb = re.compile(h.NO_VERB_BEFORE)
    inside = {
        word: re.compile("|".join((after, *[h.NO_VERB_BEFORE] * (word in h.PLANNED_VERBS))))
        for word, after in h.VERB_IN_NAME.items()
    }
    for word, kind in _KIND.items():
        kinds[word] = "soft" if word in _SOFT else kind
        behind = inside.get(word) or (no_verb if word in h.PLANNED_VERBS else None)
        guards[word] = (h.PART_OF_WORD.get(word, ()), behind)
    for table, kind in ((h.FUNCTION_STOPS, "function"), (h.JOINING, "and")):
        for word, (before, after) in table.items():
            if word not in kinds:
                kept = tuple(before.split("|")) if before else ()
                kinds[word] = kind
                guards[word] = (
                    h.AND_INSIDE if kind == "and" else kept,
                    re.compile(after) if after else None,
                )
    kinds["组织"] = "event"
    kinds |= dict.fromkeys(h.MARKS, "punct")
    found: dict[str, _Stop] = {}
    for word, kind in kinds.items():
        before_it, after_it = guards.get(word, ((), None))
        step = _step(word, kind)
        shown = _KIND[word] if step in (_SOFT_VERB, _CLAUSE) else kind
        found[word] = _Stop(len(word), step, shown, word, before_it, after_it)
    return Words(STOPS, found)


#: start, end, kind and text of a mention known before
_Limit = tuple[int, int, str, str]


class Edges:
    """The left edges of one letter; ask with `before`."""

    __slots__ = ("_kinds", "_starts", "_words")

    def __init__(self, letter: Letter, known: Iterable[Mention] = ()) -> None:
        """Scan ``letter`` once; the ends of ``known`` mentions are edges too."""
        start = letter.span.start
        self._starts, self._kinds, self._words = [start], ["start"], [""]
        ends = set(_short_ends(letter))
        limits: list[_Limit] = []
        for item in known:
            kind, span = item.type, item.span
            if kind in _LIMITS or (kind == "DATE" and not _year(item.text)):
                limits.append((span.start, span.end, kind, item.text))
                ends.add(span.end)
            elif kind in _JOINED:
                ends.add(span.end)
        limits.sort(reverse=True)
        if start < letter.span.end:
            self._scan(letter.normal, start, letter.span.end, limits, ends)

    def _scan(self, text: str, left: int, end: int, limits: list[_Limit], ends: set[int]) -> None:
        # the one loop over a letter's stops: calls would double its time
        starts, kinds, words = self._starts, self._kinds, self._words
        start = skip = behind = left
        #: kind and word of the verb that governs what follows, until a mark ends its clause
        rule, verb = "", ""
        limit = limits[-1][0] if limits else len(text) + 1
        found = stops().longest(text, start, end)
        for place in sorted(found):
            if place < behind:
                continue  # in the longer word before
            size, step, kind, word, not_before, not_after = found[place]
            stop = behind = place + size
            if place < skip:
                continue
            while limit < place:
                left = self._limit(limits.pop(), left)
                limit = limits[-1][0] if limits else len(text) + 1
            if step <= _PAIR:
                if step == _POINT and text[stop : stop + 1].isdigit():
                    continue  # 3.5, 2.2024年
                if step == _BRACKET and (inside := _inside(text, place)):
                    skip = inside.end()
                    continue
                if stop > left:
                    if step == _LIST:
                        if rule:
                            kind, word = rule, verb
                    elif step <= _POINT:
                        rule = ""
                    left = stop
                    starts.append(stop)
                    kinds.append(kind)
                    words.append(word)
                continue
            if (
                stop <= left
                or (not_after and not_after.match(text, stop))
                or (not_before and text.endswith(not_before, start, place))
            ):
                continue
            if step >= _SOFT_VERB:
                if step == _AND:
                    if not _divides(text, left, place, ends):
                        continue
                    if rule:
                        kind, word = rule, verb
                elif not _opens(text, left, place, stop, step, words[-1]):
                    continue
            if kind in _FAMILIES:
                rule, verb = kind, word
                if text[stop : stop + 1] in _AFTER_VERB:
                    stop += 1
            left = stop
            starts.append(stop)
            kinds.append(kind)
            words.append(word)
        while limits:
            left = self._limit(limits.pop(), left)

    def _limit(self, item: _Limit, left: int) -> int:
        """Make the end of a known mention an edge where it lies behind ``left``, the last one."""
        _, stands, named, name = item
        if stands <= left:
            return left
        self._starts.append(stands)
        self._kinds.append(named)
        self._words.append(name)
        return stands

    def before(self, place: int) -> Edge:
        """Return the last edge at or before ``place``."""
        at = bisect_right(self._starts, place) - 1
        return Edge(self._starts[at], self._kinds[at], self._words[at])

    def start_before(self, place: int) -> int:
        """Return where the last edge at or before ``place`` stands."""
        return self._starts[bisect_right(self._starts, place) - 1]

    def of_kind(self, kind: str) -> list[Edge]:
        """Return the edges of one kind, in reading order."""
        edges, at = [], -1
        for _ in range(self._kinds.count(kind)):
            at = self._kinds.index(kind, at + 1)
            edges.append(Edge(self._starts[at], kind, self._words[at]))
        return edges


#: verbs whose object may begin with a verb
_OPENING: Final = word_set(
    "实施 开展 启动 举办 承办 主办 推出 推行 组织 组织开展 深入开展 组织实施 牵头实施 入选 获评 "
    "共同举办 联合举办 暂不实施 暂不举办"
)
_FAMILIES: Final = frozenset(_KIND.values()) - {"clause"}
_PAIRS: Final = frozenset("“”（）()《》‘’")
_AFTER_VERB: Final = frozenset("了过")


def _inside(text: str, place: int) -> re.Match[str] | None:
    """Return the bracket at ``place`` that belongs to a name, None where it does not."""
    return _INSIDE.match(text, place) if "一" <= text[place - 1 : place] <= "龥" else None


def _opens(text: str, left: int, place: int, stop: int, step: int, word: str) -> bool:
    """Tell whether what stands at ``place`` divides names, and does not begin or belong to one."""
    if step != _CLAUSE and _EDITION.match(text, stop):
        return True
    # after “…” and after 实施, 举办 a verb begins the name: 实施提升工程
    begins = place == left and text[place - 1 : place] != "”"
    return (begins and word not in _OPENING) or (step != _CLAUSE and _subject(text, left, place))


def _subject(text: str, left: int, place: int) -> bool:
    low = max(left, place - 4)
    return _SUBJECTS.end(text, low, place) and not text.endswith(h.NO_SUBJECTS, low, place)


def _short_ends(letter: Letter) -> Iterator[int]:
    """Yield where the letter's own short forms (以下简称X) end, wherever they stand."""
    text, bounds = letter.normal, (letter.span.start, letter.span.end)
    if "称" not in text:
        return
    for name in {m["name"] for m in short_forms(letter) if len(m["name"]) > 1}:
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
    return _HEADS.end(text, left, place)


def opens_with_verb(name: str) -> bool:
    """Tell whether ``name`` begins with a verb that governs names: 举办…, 加强…, 把…."""
    return name.startswith(_OPENINGS)


_OPENINGS: Final = (*(word for word in _KIND if len(word) > 1), *"把将对在为与由")


def _year(text: str) -> bool:
    return len(text) <= 6 and text.endswith(("年", "年度"))
