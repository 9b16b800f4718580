"""Automatic numbers of Word paragraphs (一、 （一） 1.), which are not in their text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from replygraph.text import chinese

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHINESE = {
    "chineseCounting",
    "chineseCountingThousand",
    "japaneseCounting",
    "ideographDigital",
    "ideographTraditional",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
    "japaneseDigitalTen",
    "chineseLegalSimplified",
}
_CIRCLED = {"decimalEnclosedCircle", "decimalEnclosedCircleChinese"}
_PLACE = re.compile(r"%(\d)")


class _Level(NamedTuple):
    format: str
    text: str
    start: int


def _value(element: _Element | None, default: str = "") -> str:
    return default if element is None else element.get(W + "val", default)


def _number(element: _Element | None, default: int) -> int:
    value = _value(element)
    return int(value) if value.isdigit() and len(value) < 9 else default


def _roman(number: int) -> str:
    result = ""
    for value, sign in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while number >= value:
            result, number = result + sign, number - value
    return result


def spell(number: int, form: str) -> str:
    """Return ``number`` in a Word number format.

    >>> spell(3, "chineseCounting"), spell(3, "decimal"), spell(3, "decimalEnclosedCircle")
    ('三', '3', '③')
    """
    if form in _CHINESE:
        return chinese(number) if number < 100_000_000 else str(number)
    if form in _CIRCLED and 1 <= number <= 20:
        return chr(0x245F + number)
    if form in ("lowerLetter", "upperLetter") and 1 <= number <= 26:
        return chr(ord("a" if form == "lowerLetter" else "A") + number - 1)
    if form in ("lowerRoman", "upperRoman") and number < 40:
        return _roman(number).lower() if form == "lowerRoman" else _roman(number)
    return f"{number:02}" if form == "decimalZero" else str(number)


class Numbering:
    """Counts the numbered paragraphs of one document, in reading order."""

    def __init__(self, numbering: _Element | None, styles: _Element | None) -> None:
        """Take the parsed ``numbering.xml`` and ``styles.xml``; either may be missing."""
        self._levels: dict[tuple[str, int], _Level] = {}
        self._abstract: dict[str, str] = {}
        self._counts: dict[tuple[str, int], int] = {}
        self._styles: dict[str, tuple[str, int]] = {}
        if numbering is None:
            return
        for abstract in numbering.iterfind(W + "abstractNum"):
            name = abstract.get(W + "abstractNumId", "")
            for level in abstract.iterfind(W + "lvl"):
                depth = level.get(W + "ilvl", "0")
                self._levels[name, int(depth) if depth.isdigit() else 0] = _Level(
                    _value(level.find(W + "numFmt"), "decimal"),
                    _value(level.find(W + "lvlText")),
                    _number(level.find(W + "start"), 1),
                )
        for num in numbering.iterfind(W + "num"):
            self._abstract[num.get(W + "numId", "")] = _value(num.find(W + "abstractNumId"))
        for style in styles.iterfind(W + "style") if styles is not None else ():
            place = self._place(style.find(f"{W}pPr/{W}numPr"))
            if place:
                self._styles[style.get(W + "styleId", "")] = place

    @staticmethod
    def _place(properties: _Element | None) -> tuple[str, int] | None:
        if properties is None:
            return None
        number = _value(properties.find(W + "numId"))
        return (number, _number(properties.find(W + "ilvl"), 0)) if number else None

    def label(self, properties: _Element | None) -> str:
        """Return the number in front of the paragraph with these ``w:pPr``, mostly empty."""
        if properties is None or not self._levels:
            return ""
        own = properties.find(W + "numPr")
        place = self._place(own) or self._styles.get(_value(properties.find(W + "pStyle")))
        if place is None or place[0] == "0":
            return ""
        abstract, depth = self._abstract.get(place[0], ""), place[1]
        level = self._levels.get((abstract, depth))
        if level is None or level.format in ("bullet", "none"):
            return ""
        count = self._counts.get((abstract, depth), level.start - 1) + 1
        self._counts[abstract, depth] = count
        for key in [key for key in self._counts if key[0] == abstract and key[1] > depth]:
            del self._counts[key]
        return _PLACE.sub(lambda match: self._spelled(abstract, int(match[1]) - 1), level.text)

    def _spelled(self, abstract: str, depth: int) -> str:
        level = self._levels.get((abstract, depth))
        if level is None:
            return ""
        return spell(self._counts.get((abstract, depth), level.start), level.format)
