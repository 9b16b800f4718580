"""One PDF page as lines with their place, and the cells that its ruling draws."""

from __future__ import annotations

import ctypes
import itertools
import re
from dataclasses import dataclass
from typing import Any

_HAN = "\u3001-\u303f\u3400-\u9fff\uff00-\uff0f\uff1a-\uff20"
# pdfium turns the small gap that typesetters leave between Chinese and digits into a blank.
_AUTO_GAP = re.compile(
    f"(?<=[{_HAN}]) (?=[0-9A-Za-z])|(?<=[0-9A-Za-z%]) (?=[{_HAN}])"
    f"|(?<=[，。；：、（）《》“”]) (?=[{_HAN}])"
)
_DIGIT_GAP = re.compile(f"(?<=[{_HAN}]) (?=[0-9])|(?<=[0-9%]) (?=[{_HAN}])")
_TOKEN = re.compile(r"[0-9A-Za-z.%]{1,12}")
# Signs that a fallback font draws, which writers of PDFs put behind the line they stand in.
_ASTRAY = re.compile("(?:[ \u00a0]+[“”‘’…—–·×ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ①-⑳㎡]+)+$")
_LINE = re.compile(r"[^\r\n]+")
_MAX_OBJECTS = 20_000
_MAX_RULES = 600
_PATH = 2
_IMAGE = 3
_FORM = 5


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line; y grows upwards, in points."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the page, in points."""

    left: float
    bottom: float
    right: float
    top: float

    def holds(self, line: Line) -> bool:
        """Tell whether the middle of the line's start lies inside."""
        middle = (line.bottom + line.top) / 2
        return self.bottom - 1 <= middle <= self.top + 1 and (
            self.left - 2 <= line.left <= self.right + 2
        )


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of boxes that ruling lines enclose, from the top down."""

    box: Box
    rows: tuple[tuple[Box, ...], ...]


def tidy(text: str) -> str:
    """Return text of a PDF without blanks between Chinese and digits, edges trimmed.

    >>> tidy("第 52 号提案，2021 年 B 类")
    '第52号提案，2021年 B 类'
    """
    return _DIGIT_GAP.sub("", text.replace("\ufffe", "").replace("\u00a0", " ")).strip()


def put_back(line: str, sides: list[tuple[float, float]], tail: int) -> str | None:
    """Return a line whose signs from ``tail`` on stand where their place (left, right) says.

    None where they do stand behind it. The blank that pdfium leaves in their place is dropped.

    >>> put_back("实施 净滩 日 “ ”",
    ...          [(0, 9), (10, 19), (25, 25), (25, 34), (35, 44), (50, 50), (50, 59), (60, 60),
    ...           (20, 24), (60, 60), (45, 49)], 7)
    '实施“净滩”日'
    """
    signs = sorted(
        (sides[place][0], sign) for place, sign in enumerate(line) if place > tail and sign.strip()
    )
    if signs[0][0] >= sides[tail - 1][0]:
        return None
    result = ""
    for place, char in enumerate(line[:tail]):
        left, right = sides[place]
        before = len(result)
        while signs and signs[0][0] <= left:
            result += signs.pop(0)[1]
        if len(result) > before and char.isspace() and right - left < 0.1:
            continue
        result += char
    return result + "".join(sign for _, sign in signs)


def lines_of(textpage: Any, raw: Any) -> list[Line]:
    """Return the lines of a page in the order of its content."""
    text: str = textpage.get_text_range()
    exact = len(text) == textpage.count_chars()
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    handle = textpage.raw
    result: list[Line] = []

    def box(place: int) -> tuple[float, float, float, float]:
        index = place if exact else raw.FPDFText_GetCharIndexFromTextIndex(handle, place)
        raw.FPDFText_GetCharBox(handle, index, left, right, bottom, top)
        return left.value, right.value, bottom.value, top.value

    def printed(line: str, offset: int) -> str:
        result, last = "", 0
        for gap in _AUTO_GAP.finditer(line):
            if not exact or raw.FPDFText_IsGenerated(handle, offset + gap.start()) == 1:
                result += line[last : gap.start()]
                last = gap.end()
        return (result + line[last:]).replace("\ufffe", "").replace("\u00a0", " ")

    for match in _LINE.finditer(text):
        bare = match[0].strip()
        if not bare:
            continue
        first = match.start() + match[0].index(bare)
        begin, end = box(first), box(first + len(bare) - 1)
        shown = None
        if stray := _ASTRAY.search(bare):
            places = [box(first + place) for place in range(len(bare))]
            shown = put_back(bare, [place[:2] for place in places], stray.start())
            end = max(places, key=lambda place: place[1])
        index = first if exact else raw.FPDFText_GetCharIndexFromTextIndex(handle, first)
        size = raw.FPDFText_GetFontSize(handle, index) or 12.0
        if size < 4:  # a scaled matrix: the glyphs tell better
            size = max(begin[3] - begin[2], 8.0)
        result.append(
            Line(
                printed(bare, first) if shown is None else tidy(shown),
                begin[0],
                end[1],
                min(begin[2], end[2]),
                max(begin[3], end[3]),
                size,
            )
        )
    return result


def _objects(page: Any, raw: Any) -> tuple[list[Box], int]:
    """Return the thin boxes of a page's paths (its rules) and the number of its images."""
    rules: list[Box] = []
    images = 0
    sides = [ctypes.c_float() for _ in range(4)]
    for index in range(min(raw.FPDFPage_CountObjects(page), _MAX_OBJECTS)):
        item = raw.FPDFPage_GetObject(page, index)
        kind = raw.FPDFPageObj_GetType(item)
        if kind in (_IMAGE, _FORM):
            images += 1
        elif kind == _PATH and raw.FPDFPageObj_GetBounds(item, *sides):
            box = Box(*(side.value for side in sides))
            if min(box.right - box.left, box.top - box.bottom) <= 3:
                rules.append(box)
            elif raw.FPDFPath_CountSegments(item) in (4, 5):
                # A rectangle drawn as one path: its four sides are rules.
                rules += [
                    Box(box.left, box.bottom, box.right, box.bottom),
                    Box(box.left, box.top, box.right, box.top),
                    Box(box.left, box.bottom, box.left, box.top),
                    Box(box.right, box.bottom, box.right, box.top),
                ]
    return rules[:_MAX_RULES], images


def _levels(values: list[float], gap: float = 3.0) -> list[float]:
    """Return the distinct values, those within ``gap`` taken as one."""
    result: list[float] = []
    for value in sorted(values):
        if not result or value - result[-1] > gap:
            result.append(value)
    return result


def _table(across: list[Box], down: list[Box], box: Box) -> Table | None:
    ys = _levels([(rule.bottom + rule.top) / 2 for rule in across])[::-1]
    rows: list[tuple[Box, ...]] = []
    for top, bottom in itertools.pairwise(ys):
        if top - bottom < 6:
            continue
        middle = (top + bottom) / 2
        xs = _levels([(r.left + r.right) / 2 for r in down if r.bottom - 2 <= middle <= r.top + 2])
        cells = [
            Box(left, bottom, right, top)
            for left, right in itertools.pairwise(xs)
            if right - left >= 6
        ]
        if cells:
            rows.append(tuple(cells))
    return Table(box, tuple(rows)) if any(len(row) > 1 for row in rows) else None


def _touch(a: Box, b: Box) -> bool:
    return (
        a.left - 3 <= b.right
        and b.left - 3 <= a.right
        and a.bottom - 3 <= b.top
        and b.bottom - 3 <= a.top
    )


def _clusters(rules: list[Box]) -> list[list[Box]]:
    """Return the rules that hang together: one cluster a table."""
    clusters: list[list[Box]] = []
    for rule in rules:
        near = [cluster for cluster in clusters if any(_touch(rule, other) for other in cluster)]
        merged = [rule, *(other for cluster in near for other in cluster)]
        clusters = [cluster for cluster in clusters if cluster not in near] + [merged]
    return clusters


def tables_of(page: Any, raw: Any) -> tuple[list[Table], int]:
    """Return the ruled tables of a page, from the top down, and the number of its images."""
    rules, images = _objects(page, raw)
    tables: list[Table] = []
    for cluster in _clusters(rules) if len(rules) >= 4 else []:
        across = [rule for rule in cluster if rule.right - rule.left > 12]
        down = [rule for rule in cluster if rule.top - rule.bottom > 6]
        if len(across) < 2 or len(down) < 2:
            continue
        box = Box(
            min(rule.left for rule in cluster),
            min(rule.bottom for rule in cluster),
            max(rule.right for rule in cluster),
            max(rule.top for rule in cluster),
        )
        table = _table(across, down, box)
        if table:
            tables.append(table)
    return sorted(tables, key=lambda table: -table.box.top), images


def cell_text(textpage: Any, cell: Box) -> str:
    """Return the text inside a cell, its lines joined into paragraphs."""
    text: str = textpage.get_text_bounded(
        cell.left - 0.5, cell.bottom - 0.5, cell.right + 0.5, cell.top + 0.5
    )
    lines = [tidy(line) for line in re.split(r"[\r\n]+", text)]
    return unwrap([line for line in lines if line])


def _width(text: str) -> float:
    return sum(0.5 if char < "\u2000" else 1.0 for char in text)


def unwrap(lines: list[str]) -> str:
    r"""Return lines joined into paragraphs: a line that is nearly full goes on in the next.

    >>> unwrap(["2022年3月，我局联合", "市委宣传部、财政局印", "发《办法》。", "二是扩面。"])
    '2022年3月，我局联合市委宣传部、财政局印发《办法》。\n二是扩面。'
    """
    if not lines:
        return ""
    full = max(map(_width, lines))
    result = lines[0]
    for before, line in itertools.pairwise(lines):
        token = _TOKEN.match(line)
        room = 2.2 + (_width(token[0]) if token else 0)
        goes_on = _width(before) >= full - room or (before[-1] not in "。；：！？" and full < 8)
        result += ("" if goes_on else "\n") + line
    return result
