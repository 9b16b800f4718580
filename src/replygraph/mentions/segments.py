"""Cut a stretch of prose into its likeliest words: what is an ordinary word begins no name."""

from __future__ import annotations

import re
from collections.abc import Container
from typing import Final, NamedTuple

from replygraph.mentions.lexicon import word_set
from replygraph.resources.words import ordinary

#: rank of a character that is no word by itself
_UNKNOWN: Final = 13
_LONGEST: Final = 4


class Segment(NamedTuple):
    """A word: its place, its class ('' where no list has it) and its rank."""

    start: int
    end: int
    kind: str
    rank: int


def segments(text: str, start: int, end: int) -> list[Segment]:
    """Return the likeliest words of ``text[start:end]``, in reading order.

    >>> [(text[a:b], kind) for text in ["部分老旧小区"] for a, b, kind, _ in segments(text, 0, 6)]
    [('部分', 'n'), ('老', 'a'), ('旧', 'a'), ('小区', 'n')]
    """
    known = ordinary()
    costs, froms = [0], [Segment(start, start, "", 0)]
    for stop in range(start + 1, end + 1):
        best, chosen = 10**6, froms[0]
        for first in range(max(start, stop - _LONGEST), stop):
            word = known.get(text[first:stop])
            if word is None:
                if stop - first > 1:
                    continue
                word = (_UNKNOWN, "")
            cost = costs[first - start] + word[0]
            if cost < best:
                best, chosen = cost, Segment(first, stop, word[1], word[0])
        costs.append(best)
        froms.append(chosen)
    found = []
    place = end
    while place > start:
        found.append(froms[place - start])
        place = found[-1].start
    return found[::-1]


#: classes that a name never begins with, and those of which alone it never consists
_LEADS: Final = frozenset("pcrd")
_PLAIN: Final = frozenset("pcrdvmlfu")
#: classes of which a word may end the search in a place's and in a body's name
_TELLING: Final = frozenset("pcrdvtlm")
_DOING: Final = frozenset("pcvw")
#: ordinary words by their class that places are named for
_NAMING: Final = word_set(
    "建设 创新 发展 服务 保护 展示 对接 开放 宣传 创建 聚焦 合作 创业 开发 改革 奋斗 解放 团结 "
    "振兴 繁荣 进步 前进 复兴 友谊 胜利 光复 齐心 最美"
)
#: heads of what is often named for a deed or a hope: 光复路, 团结村
_HOPEFUL: Final = re.compile("[路街道村镇乡桥里巷湖山岛湾谷园]$|广场|公园|社区|小区|花园|新城")
_TIMES: Final = tuple("年日时后前间来今")
#: how something is done to a body, before the verb
_MANNER: Final = word_set("依法 依规 对口 定点 组团 联合 共同 合力 及时")
_COUNTS: Final = frozenset("好几多数第这那哪某")
_MEASURES: Final = frozenset("个座处所家片段些里轮")
#: prepositions and conjunctions between two names
_JOINING: Final = frozenset("同与跟和及给向由为")
_BEFORE: Final = 4
#: how much likelier a word must be than its parts, in powers of e
_MARGIN: Final = 6


def _has(text: str, start: int, end: int, kinds: frozenset[str]) -> bool:
    """Tell whether a pair of characters there is a word of ``kinds``: most names hold none."""
    known = ordinary()
    for place in range(start, end - 1):
        word = known.get(text[place : place + 2])
        if word is not None and word[1] in kinds:
            return True
    return False


def _around(text: str, first: int, start: int, end: int) -> list[Segment]:
    """Return the words of a name and of a few characters before it, from ``first`` at most."""
    low = start
    while low > first and start - low < _BEFORE and "一" <= text[low - 1] <= "龥":
        low -= 1
    return segments(text, low, end)


def _is_plain(text: str, word: Segment) -> bool:
    """Tell whether a word names nothing: a verb, a count (两个; but 三道湾, 五里桥)."""
    if word.kind == "m" and word.end - word.start > 1:
        return text[word.start] in _COUNTS or text[word.end - 1] in _MEASURES
    if word.kind == "t":
        return text.endswith(_TIMES, word.start, word.end)
    return word.kind in _PLAIN


def _holds(text: str, start: int, inside: int, end: int) -> bool:
    """Tell whether the word ``text[start:end]`` is far likelier than its parts."""
    known = ordinary()
    parts = segments(text, start, inside) + segments(text, inside, end)
    return sum(part.rank for part in parts) - known[text[start:end]][0] >= _MARGIN


def place_begins(text: str, first: int, start: int, head: int, end: int) -> int | None:
    """Return where a place's name begins that no closed list knows; None where it is none.

    ``head`` is where its last word begins. It never begins inside an ordinary word nor with a
    preposition, conjunction, pronoun or adverb, and never is of ordinary words without nouns alone.

    >>> [place_begins(text, 0, at, 4, 6) for text, at in (("好些退化草原", 2), ("因为红柳草原", 0))]
    [None, 2]
    """
    edges = text[start - 1 : start + 1], text[head - 1 : head + 1]
    if not _has(text, start, head, _TELLING) and ordinary().keys().isdisjoint(edges):
        return start
    words = _around(text, first, start, end)
    at = start
    cut, behind = False, start
    for place, stop, kind, _ in words:
        word = text[place:stop]
        if stop - place < 2:
            continue
        if place < at < stop <= head and _holds(text, place, at, stop):
            if stop > head - 2:
                return None
            at, cut = stop, True
        elif at <= place and stop <= head - 2 and word not in _NAMING:
            if kind in _LEADS or kind == "v" or (kind == "t" and word.endswith(_TIMES)):
                at, cut = stop, True
        elif at <= place < head < stop == end and (kind == "v" or (place > at and place == behind)):
            return None  # 电线|短路; but 外滩, 中|山路
        behind = stop  # of the last word of two characters or more
    core = [word for word in words if at <= word.start and word.end <= head]
    if not core or core[-1].end != head or text[at:head] in _NAMING:
        return at
    long = [word for word in core if word.end - word.start > 1]
    if any(word.kind != "f" for word in long) and all(_is_plain(text, word) for word in core):
        hopeful = len(long) == 1 and long[0].kind in "vld" and _HOPEFUL.search(text, head, end)
        return at if hopeful and not cut else None
    return at


def body_begins(text: str, start: int, head: int, places: Container[int]) -> int:
    """Return where a body's name begins: behind a verb before a proper name, if one is in it.

    ``head`` is where its last word begins. What follows the verb must be a place (one of
    ``places``) or no ordinary word: 责成|鑫源矿业公司.

    >>> body_begins("责成鑫源矿业公司", 0, 6, ()), body_begins("城市更新公司", 0, 4, ())
    (2, 0)
    """
    if not (_has(text, start, head, _DOING) or _JOINING.intersection(text[start + 1 : head])):
        return start
    words = segments(text, start, head)
    at, leading = start, True
    for word, behind, last in zip(words, words[1:], words[2:], strict=False):
        name = text[word.start : word.end]
        if name in _JOINING and word.end in places and word.start > start:
            at = word.end
        elif len(name) > 1 and word.kind in _DOING and name not in _NAMING:
            alone = behind.end - behind.start == 1 == last.end - last.start
            if (word.end in places and word.kind != "w") or (
                leading and alone and last.end <= head
            ):
                at = word.end
        else:
            leading = leading and name in _MANNER
    return at
