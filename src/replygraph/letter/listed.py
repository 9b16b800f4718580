"""Suggestions that one sentence lists (您关于甲、乙的两条建议), with what answers them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from replygraph.letter import suggestions as q
from replygraph.letter.sections import ends_answer
from replygraph.model import Point, Span
from replygraph.text.numerals import numeral
from replygraph.text.sentences import trim

if TYPE_CHECKING:
    from collections.abc import Sequence

    from replygraph.letter.lines import Line


def listed_points(normal: str, lines: Sequence[Line], body: Span) -> list[Point]:
    """Return a point for each suggestion of a counted list, with the paragraph that speaks of it.

    The paragraphs must come in the order of the list; a list of which one has no paragraph gives
    nothing. Offsets of the text.
    """
    for index, line in enumerate(lines[:3]):
        match = q.COUNTED.search(line.text)
        if not match:
            continue
        items = _items(line.start + match.start("items"), match["items"])
        if len(items) < 2 or len(items) != _count(match["count"]):
            continue
        answers = _answers(normal, lines[index + 1 :], items, body)
        if len(answers) == len(items):
            return [Point(a, b) for a, b in zip(items, answers, strict=True)]
    return []


def within_points(normal: str, lines: Sequence[Line], body: Span) -> list[Point]:
    """Return a point for each head 一是关于…的建议。 of a paragraph that runs on behind it.

    Offsets of the text; nothing where no paragraph has two of them.
    """
    for line in lines:
        found = list(q.HEAD_WITHIN.finditer(line.text)) if "是关于" in line.text else []
        if len(found) < 2 or found[0].start() or line.end > body.end:
            continue
        ends = [match.start() for match in found[1:]] + [len(line.text)]
        return [
            Point(
                Span(line.start + match.start("s"), line.start + match.end("s")),
                trim(normal, Span(line.start + match.end(), line.start + end)),
            )
            for match, end in zip(found, ends, strict=True)
        ]
    return []


def told_points(
    normal: str, opening: Span | None, lines: Sequence[Line], body: Span
) -> list[Point]:
    """Return a point for each of the suggestions that the opening counts and names.

    三条意见，即甲、乙和丙 / 第一条。… / 第二条。… / 第三条。…: as many numbered paragraphs
    as there are names answer them in order. Offsets of the text.
    """
    match = q.TOLD.search(normal, opening.start, opening.end) if opening else None
    if not match:
        return []
    items = [
        Span(match.start("items") + piece.start(), match.start("items") + piece.end())
        for piece in q.TOLD_ITEM.finditer(match["items"])
    ]
    wanted = _count(match["count"])
    labels = [(i, m) for i, line in enumerate(lines) if (m := q.TOLD_LABEL.match(line.text))]
    numbers = [_count(m["n"] or m["d"]) for _, m in labels]
    if len(items) != wanted or numbers != list(range(1, wanted + 1)):
        return []
    points = []
    for order, (index, _) in enumerate(labels):
        last = order == wanted - 1
        end = body.end if last else lines[labels[order + 1][0]].start
        for line in lines[index + 1 :]:
            if line.start >= end or ends_answer(line, last=last):
                end = min(end, line.start)
                break
        start = lines[index].start
        points.append(Point(items[order], trim(normal, Span(start, end))))
    return points


def _count(words: str) -> int:
    return 2 if words == "两" else numeral(words) or 0


def _items(start: int, words: str) -> list[Span]:
    result = []
    for match in re.finditer("[^、]+", words):
        piece = match[0]
        result.append(Span(start + match.start(), start + match.start() + len(piece)))
    return result


def _pairs(words: str) -> set[str]:
    """Return the pairs of characters in a suggestion's matter: without its verb (加强, 建立)."""
    core = words[2:] if len(words) > 4 else words
    return {core[i : i + 2] for i in range(len(core) - 1)}


def _answers(normal: str, lines: Sequence[Line], items: Sequence[Span], body: Span) -> list[Span]:
    """Return one paragraph for each item, in order: the one that shares most with its words."""
    found: list[Span] = []
    first = 0
    for order, item in enumerate(items):
        pairs = _pairs(item.of(normal))
        last = len(lines) - (len(items) - order - 1)
        best, place = 0, None
        for index in range(first, last):
            line = lines[index]
            if line.start >= body.end or ends_answer(line, last=False):
                break
            shared = sum(pair in line.text for pair in pairs)
            if shared > best:
                best, place = shared, index
        if place is None:
            return []
        found.append(trim(normal, Span(lines[place].start, lines[place].end)))
        first = place + 1
    return found
