"""Tables of suggestion and answer: real cells, tabs, bars, or cells flattened to lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from replygraph.letter import patterns as p
from replygraph.letter import suggestions as q
from replygraph.letter.sections import ends_answer
from replygraph.model import Point, Span
from replygraph.text.sentences import trim

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from replygraph.letter.lines import Line
    from replygraph.model import Block

_CUT = re.compile(r"\t|\s*[|｜]\s*")


def _is_left(text: str) -> bool:
    return bool(q.TABLE_LEFT.fullmatch("".join(text.split()))) and len(text) < 16


def _is_right(text: str) -> bool:
    return bool(q.TABLE_RIGHT.fullmatch("".join(text.split()))) and len(text) < 16


def _no_suggestion(text: str) -> bool:
    """Tell whether a left cell restates nothing: 其他需要说明的情况, 下一步工作."""
    plain = re.sub(r"^[（(]?[一二三四五六七八九十\d]{1,3}[、.．）)]\s*", "", "".join(text.split()))
    return (
        not plain
        or bool(p.PROCESS_HEAD.match("一、" + plain) or q.PLAIN_HEAD.match(plain))
        or len(plain) < 2
    )


def cell_points(normal: str, blocks: Iterable[Block], span: Span) -> list[Point]:
    """Return the points of tables that the reader kept as cells; offsets of the text."""
    tables: dict[int, dict[tuple[int, int], Span]] = {}
    for block in blocks:
        if block.kind == "cell" and block.table is not None and span.covers(block.span):
            cells = tables.setdefault(block.table, {})
            key = (block.row or 0, block.column or 0)
            old = cells.get(key)
            cells[key] = Span(old.start, block.span.end) if old else block.span
    points: list[Point] = []
    for cells in tables.values():
        points += _of_table(normal, cells)
    return points


def _of_table(normal: str, cells: dict[tuple[int, int], Span]) -> list[Point]:
    rows = sorted({row for row, _ in cells})
    for row in rows[:2]:
        columns = sorted(column for r, column in cells if r == row)
        left = next((c for c in columns if _is_left(cells[row, c].of(normal).strip())), None)
        right = next((c for c in columns if _is_right(cells[row, c].of(normal).strip())), None)
        if left is None or right is None or left == right:
            continue
        points = []
        for other in rows[rows.index(row) + 1 :]:
            suggestion, answer = cells.get((other, left)), cells.get((other, right))
            if suggestion and answer:
                points += _point(normal, suggestion, answer)
        return points
    return []


def _point(normal: str, suggestion: Span, answer: Span) -> list[Point]:
    left, right = trim(normal, suggestion), trim(normal, answer)
    if left.start >= left.end or right.start >= right.end or _no_suggestion(left.of(normal)):
        return []
    return [Point(left, right)]


def _pieces(line: Line) -> list[Span]:
    """Return the cells of a line cut at tabs and bars; offsets of the text."""
    result = []
    start = 0
    for match in [*_CUT.finditer(line.text), None]:
        end = match.start() if match else len(line.text)
        piece = line.text[start:end]
        if piece.strip():
            lead = len(piece) - len(piece.lstrip())
            result.append(Span(line.start + start + lead, line.start + start + len(piece.rstrip())))
        start = match.end() if match else end
    return result


def flat_points(normal: str, lines: Sequence[Line], body: Span) -> list[Point]:
    """Return the points of a table that stands as lines of the body; offsets of the text."""
    for index, line in enumerate(lines):
        if len(line.tight) > 40:
            continue
        cells = _pieces(line)
        texts = [cell.of(normal) for cell in cells]
        for place, text in enumerate(texts):
            if not _is_left(text):
                continue
            if place + 1 < len(texts) and _is_right(texts[place + 1]):
                return _rows(normal, lines[index + 1 :], place, body)
            following = lines[index + 1] if index + 1 < len(lines) else None
            if len(texts) == 1 and following and _is_right(following.text):
                return _stacked(normal, lines[index + 2 :], body)
    return []


def asked_points(normal: str, lines: Sequence[Line], body: Span) -> list[Point]:
    """Return the points of paragraphs that are labelled 建议一：… and 答复：…."""
    points: list[Point] = []
    asked: Span | None = None
    for index, line in enumerate(lines):
        match = q.ASKED.match(line.text)
        if match:
            asked = Span(line.start + match.end(), line.end)
            continue
        answered = q.ANSWERED.match(line.text)
        if answered and asked:
            end = body.end
            for later in lines[index + 1 :]:
                if q.ASKED.match(later.text) or ends_answer(later, last=True):
                    end = later.start
                    break
            points += _point(normal, asked, Span(line.start + answered.end(), end))
            asked = None
    return points


def _rows(normal: str, lines: Sequence[Line], place: int, body: Span) -> list[Point]:
    """Return points of rows that are lines with their cells cut by tabs or bars."""
    points: list[Point] = []
    for index, line in enumerate(lines):
        cells = _pieces(line)
        if len(cells) >= 2:
            left = min(place, len(cells) - 2)
            points += _point(normal, cells[left], cells[left + 1])
        elif points and not line.tab and _goes_on(lines, index):
            points[-1] = Point(points[-1].suggestion, Span(points[-1].answer.start, line.end))
        elif points:
            break
    return points or _stacked(normal, lines, body)


def _goes_on(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a line without a cut is a later paragraph of the answer above: a row follows."""
    return any(len(_pieces(line)) >= 2 for line in lines[index + 1 :])


def _stacked(normal: str, lines: Sequence[Line], body: Span) -> list[Point]:
    """Return points of cells that stand one below the other, each begun by a tab or a number."""
    tabs = any(line.tab for line in lines)
    starts = [i for i, x in enumerate(lines) if x.tab] if tabs else _numbered(lines)
    points: list[Point] = []
    step = 2 if tabs else 1
    for order in range(0, len(starts), step):
        left = starts[order]
        right = starts[order + 1] if tabs and order + 1 < len(starts) else left + 1
        if right >= len(lines):
            break
        following = starts[order + step] if order + step < len(starts) else None
        end = lines[following].start if following is not None else body.end
        if _no_suggestion(lines[left].text):
            break
        for line in lines[right + 1 : following]:
            if following is None and ends_answer(line, last=True):
                end = line.start
                break
        suggestion = Span(
            lines[left].start, lines[right - 1].end if right > left else lines[left].end
        )
        points += _point(normal, suggestion, Span(lines[right].start, max(end, lines[right].end)))
    return points


def _numbered(lines: Sequence[Line]) -> list[int]:
    """Return the lines 一、 二、 三、 in their order, numbering that restarts left out."""
    expected = "一二三四五六七八九十"
    result: list[int] = []
    for index, line in enumerate(lines):
        wanted = expected[len(result)] if len(result) < 10 else ""
        if (
            wanted
            and re.match(rf"{wanted}\s*[、.．]|{len(result) + 1}[.、．]", line.text)
            and len(line.text) < 90
        ):
            result.append(index)
    return result
