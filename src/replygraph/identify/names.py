"""A thing's name taken apart: what it is called, which edition, year, number or part of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from replygraph import iri
from replygraph.identify.national import NATIONAL
from replygraph.identify.patterns import (
    EDITION,
    HANDED_DOWN,
    LEADS,
    LEVELS,
    NUMBERED,
    PARTS,
    PERIOD,
    PHASE,
    STAGE,
    TAILS,
    YEAR,
)
from replygraph.resources.local import is_national, leading_place
from replygraph.text import numeral

_NUMBERS = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_SIGNS = re.compile(r"[《》·、，。：；“”\-—_！？]+")
_EMPTY = re.compile(r"（[）]?|）")


@dataclass(frozen=True, slots=True)
class Shape:
    """The parts of a name.

    ``core`` is it without edition, year and signs, ``stem`` also without the words around it that
    say only which region, level and sort of thing; ``part`` is what of an event is meant.
    """

    core: str
    stem: str
    place: str
    edition: int | None
    years: tuple[int, ...]
    numbers: tuple[str, ...]
    document: str
    stage: str
    part: str
    national: bool


def _stem(core: str) -> tuple[str, str]:
    """Return (place that the name begins with, name without the words around it)."""
    place, rest = _place(core)
    rest = _trim(rest, LEVELS, 3)
    if not place:
        place, rest = _place(rest)
    rest = _trim(rest, LEADS, 3)
    for _ in range(2):
        rest = _trim(rest, TAILS, 2)
    return place, rest


def _place(text: str) -> tuple[str, str]:
    """Return the place that a name begins with; 特克斯至昭苏公路 is of neither place."""
    place, rest = leading_place(text)
    return ("", text) if rest[:1] in "至到与和" else (place, rest)


def _trim(text: str, pattern: re.Pattern[str], least: int) -> str:
    match = pattern.search(text)
    if match is None:
        return text
    rest = text[: match.start()] + text[match.end() :]
    return rest if len(rest) >= least else text


@lru_cache(maxsize=1 << 14)
def shape(kind: str, name: str) -> Shape:
    """Return the parts of the name of a thing of ``kind`` (EVENT, PROGRAM, DOCUMENT, ORG).

    >>> found = shape("EVENT", "第二十五届中国兰州投资贸易洽谈会")
    >>> found.edition, found.core, found.stem
    (25, '中国兰州投资贸易洽谈会', '投资贸易洽谈会')
    >>> shape("PROGRAM", "“碧水2019”专项行动").years, shape("PROGRAM", "碧水2019专项行动").stem
    ((2019,), '碧水')
    >>> shape("DOCUMENT", "国办发〔2016〕9号").document
    '国办发（2016）9号'
    """
    try:
        text = iri.segment(name)
    except ValueError:
        text = ""
    if kind == "DOCUMENT":
        if NUMBERED.fullmatch(text):
            return Shape("", "", "", None, (), (), text, "", "", national=False)
        handed = HANDED_DOWN.fullmatch(text)
        text = handed[1] if handed else text
    stage = STAGE.search(text)
    text = STAGE.sub("", text)
    years: set[int] = set()
    for match in PERIOD.finditer(text):
        years |= {int(match[1]), int(match[2])}
    text = PERIOD.sub("", text)
    editions = EDITION.search(text) if kind == "EVENT" else None
    if editions:
        text = text[: editions.start()] + text[editions.end() :]
    years |= {int(match[1]) for match in YEAR.finditer(text)}
    if not (kind == "DOCUMENT" and re.match(r"关于以", text)):
        text = YEAR.sub("", text)
    text = _EMPTY.sub("", _SIGNS.sub("", text))
    numbers = [*_NUMBERS.findall(text), *(m[1] + "期" for m in PHASE.finditer(text))]
    core = _trim(text, LEADS, 3)
    place, stem = _stem(core)
    part = PARTS.search(core) if kind in ("EVENT", "PROGRAM") else None
    return Shape(
        core,
        stem,
        place,
        (numeral(editions[1]) if editions[1] else 1) if editions else None,
        tuple(sorted(years)),
        tuple(sorted(numbers)),
        "",
        stage[1] if stage else "",
        part[0] if part else "",
        is_national(name) or core in NATIONAL or stem in NATIONAL,
    )


def beside(name: str) -> str:
    """Return a text by which names of one stem sort side by side, whatever stands around it.

    >>> beside("2021年绍兴绿色出行行动"), beside("柳州市绿色出行工程")
    ('行出色绿兴绍', '行出色绿市州柳')
    """
    text = _EMPTY.sub("", _SIGNS.sub("", YEAR.sub("", PERIOD.sub("", STAGE.sub("", name)))))
    for _ in range(2):
        text = _trim(text, TAILS, 2)
    return text[::-1]


def shortened(short: str, full: str) -> bool:
    """Tell whether all characters of ``short`` stand in ``full``, in order, first and last alike.

    >>> shortened("兰洽会", "兰州投资贸易洽谈会"), shortened("酒博会", "兰州投资贸易洽谈会")
    (True, False)
    """
    if not short or len(short) >= len(full) or short[0] != full[0] or short[-1] != full[-1]:
        return False
    rest = iter(full)
    return all(char in rest for char in short)


def alike(one: str, other: str) -> float:
    """Return how alike two names are by their pairs of characters (Dice), between 0 and 1.

    >>> alike("新一轮农网改造升级", "新一轮农网改造升级"), alike("碧水", "蓝天")
    (1.0, 0.0)
    """
    first, second = ([text[i : i + 2] for i in range(len(text) - 1)] for text in (one, other))
    if not (first and second):
        return 1.0 if one == other else 0.0
    rest = list(second)
    shared = 0
    for pair in first:
        if pair in rest:
            rest.remove(pair)
            shared += 1
    return 2 * shared / (len(first) + len(second))
