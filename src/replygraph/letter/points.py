"""Suggestion and answer: tables, quoted heads, restated suggestions, else title and whole body."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from replygraph.letter import patterns as p
from replygraph.letter import suggestions as q
from replygraph.letter.lines import Line
from replygraph.letter.listed import listed_points, told_points, within_points
from replygraph.letter.sections import ends_answer, heads, section_points
from replygraph.letter.tables import asked_points, cell_points, flat_points
from replygraph.model import Point, Span
from replygraph.text.sentences import sentences, trim

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from replygraph.letter.layout import Layout
    from replygraph.letter.sections import Head
    from replygraph.model import Block


def points(layout: Layout, blocks: Sequence[Block], title: str | None) -> tuple[Point, ...]:
    """Return the points of the letter in reading order; offsets of the text."""
    body = layout.body
    if body.start >= body.end:
        return ()
    layout = _full_width(layout)
    title = _marks(title) if title else None
    normal = layout.normal
    lines = _body_lines(layout)
    found = cell_points(normal, blocks, layout.span) if blocks else []
    found = found or flat_points(normal, lines, body) or asked_points(normal, lines, body)
    if not found:
        own = heads(lines)
        found = within_points(normal, lines, body)
        if not found:
            found = section_points(normal, lines, body, own, layout.opening)
            found = _with_inline(normal, lines, own, title, found)
        found = found or told_points(normal, layout.opening, lines, body)
        found = found or listed_points(normal, lines, body)
        found = found or _inline(normal, lines, own, title)
    if not found:
        found = _whole(layout, lines, title)
    return tuple(found)


def _full_width(layout: Layout) -> Layout:
    """Return the layout with the commas and colons of prose in full width, as most have them."""
    if "," not in layout.normal and ":" not in layout.normal:
        return layout
    lines = tuple(
        Line(line.start, line.end, _marks(line.text), line.tight, line.tab, line.chrome)
        for line in layout.lines
    )
    return replace(layout, normal=_marks(layout.normal), lines=lines)


def _marks(text: str) -> str:
    return q.HALF_WIDTH.sub(lambda match: "，" if match[0] == "," else "：", text)


def _with_inline(
    normal: str,
    lines: Sequence[Line],
    own: Sequence[Head],
    title: str | None,
    found: list[Point],
) -> list[Point]:
    """Return the points of run-on heads, and of paragraphs beside them that restate the others.

    您提出延长周期的建议，我们… / 关于扩大范围的建议。按照…
    """
    run_on = [point for point in found if point.answer.start - point.suggestion.end <= 1]
    if not found or len(run_on) < len(found) or any(head.style != "none" for head in own):
        return found
    beside = [
        point
        for point in _inline(normal, lines, own, title)
        if "\n" not in normal[point.answer.start : point.answer.end]
        and not any(point.suggestion.overlaps(other.suggestion) for other in found)
    ]
    starts = [point.suggestion.start for point in beside]
    result = list(beside)
    for point in found:
        stops = [s for s in starts if point.answer.start < s < point.answer.end]
        end = normal.rfind("\n", point.answer.start, min(stops)) if stops else point.answer.end
        answer = Span(point.answer.start, max(point.answer.start, end))
        result.append(replace(point, answer=trim(normal, answer)))
    return sorted(result, key=lambda point: point.suggestion.start)


def _body_lines(layout: Layout) -> list[Line]:
    """Return the lines of the body; the first may begin inside a line, behind 答复如下."""
    normal, body = layout.normal, layout.body
    result = [line for line in layout.lines if body.start <= line.start < body.end]
    first = next((x for x in layout.lines if x.start < body.start < x.end), None)
    if first:
        text = normal[body.start : min(first.end, body.end)]
        tight = "".join(text.split())
        result.insert(0, Line(body.start, first.end, text, tight, first.tab, first.chrome))
    return result


def _inline(
    normal: str, lines: Sequence[Line], own: Sequence[Head], title: str | None
) -> list[Point]:
    """Return the points of suggestions that a paragraph of their own restates and answers."""
    result: list[Point] = []
    inside = {head.line: head for head in own}
    next_steps = False
    for index, line in enumerate(lines):
        start = line.start
        head = inside.get(index)
        if head:
            next_steps = bool(
                q.PLAIN_HEAD.match(head.words.of(normal)) and "下" in head.words.of(normal)
            )
            start = head.after if head.style != "none" else line.start
            if "，" in head.words.of(normal):
                start = head.words.start  # 一、你们建议盘活厂房，2022年以来…
        match = None
        if not (next_steps or start >= line.end or p.NEXT_STEPS.match(line.tight)):
            patterns = (q.INLINE, q.INLINE_HEADED, q.INLINE_REFUSED, q.INLINE_COUNTED)
            found = (pattern.match(normal, start, line.end) for pattern in patterns)
            match = next(filter(None, found), None)
        if not match or _plain(match["s"], title):
            continue
        result += _restated(normal, match, line.end)
    return result


def _plain(words: str, title: str | None) -> bool:
    """Tell whether the words restate no suggestion of their own: the title again, mere praise."""
    if title and ("".join(words.split()) in title or title in words):
        return True
    return bool(
        re.search(
            r"很|非常|十分|宝贵|(?:建议|意见|提案)(?:都|均|有)|等(?:意见|建议|问题)?$|^以上|上述|^(?:各位|广大)|^所有的?(?:建议|意见|提案|代表|委员)|(?:代表|委员)$",
            words,
        )
    )


def _unquoted(normal: str, span: Span) -> Span:
    """Return the span without the quotes that enclose all of it."""
    words = span.of(normal)
    if (
        len(words) > 2
        and words[0] in "“《"
        and words.find("”" if words[0] == "“" else "》") == len(words) - 1
    ):
        return Span(span.start + 1, span.end - 1)
    return span


def _restated(normal: str, match: re.Match[str], end: int) -> list[Point]:
    result: list[Point] = []
    pieces = sentences(normal, Span(match.end(), end))
    suggestion = _unquoted(normal, Span(match.start("s"), match.end("s")))
    start = match.end()
    stop = start
    for piece in pieces:
        following = q.INLINE_NEXT.match(normal, piece.start, piece.end)
        if following and piece.start > start:
            result.append(Point(suggestion, trim(normal, Span(start, stop))))
            suggestion = _unquoted(normal, Span(following.start("s"), following.end("s")))
            start = following.end()
        elif p.NEXT_STEPS.match(piece.of(normal)):
            break
        stop = piece.end
    result.append(Point(suggestion, trim(normal, Span(start, max(start, stop)))))
    return [point for point in result if point.answer.start < point.answer.end]


def _whole(layout: Layout, lines: Sequence[Line], title: str | None) -> list[Point]:
    """Return the point of the title with the whole body, without mere courtesies at its edges."""
    place = title_span(layout, title) if title else None
    if place is None:
        return []
    normal = layout.normal
    start, end = layout.body.start, layout.body.end
    for index, line in enumerate(lines):
        if index and ends_answer(line, last=False):
            end = line.start
            break
    behind = [line for line in lines if line.start < end]
    while len(behind) > 1 and p.FEEDBACK_LINE.match(behind[-1].tight):
        end = behind.pop().start
    end = _courtesy(normal, start, end)
    answer = trim(normal, Span(_first_answer(normal, lines, start, end), end))
    return [Point(place, answer)] if answer.start < answer.end else []


def _first_answer(normal: str, lines: Sequence[Line], start: int, end: int) -> int:
    """Return where the answer begins: behind sentences of thanks."""
    if not lines or p.SECTION_LABEL.match(lines[0].text):
        return start
    for count, sentence in enumerate(sentences(normal, Span(start, min(lines[0].end, end)))):
        words = sentence.of(normal)
        if count >= 3 or len(words) > 40 or not q.THANKS.search(words.rstrip("。！!；")):
            return sentence.start
    return start


def _courtesy(normal: str, start: int, end: int) -> int:
    """Return the end of the answer without thanks in its last paragraph (感谢您对…的支持)."""
    line = max(start, normal.rfind("\n", start, end) + 1)
    for sentence in sentences(normal, Span(line, end)):
        if sentence.start > line and p.CLOSER.match("".join(sentence.of(normal).split())):
            return sentence.start
    return end


def _as_it_is(text: str, title: str) -> Iterator[tuple[int, int]]:
    start = text.find(title)
    while start >= 0:
        yield start, start + len(title)
        start = text.find(title, start + max(1, len(title)))


def _with_gaps(text: str, title: str) -> Iterator[tuple[int, int]]:
    gap = rf"(?:\s|{p.PINYIN.pattern})*"
    for match in re.finditer(gap.join(map(re.escape, title)), text):
        yield match.span()


def title_span(layout: Layout, title: str) -> Span | None:
    """Return the first place of the title that is no navigation; None where it stands nowhere."""
    normal, span = layout.normal, layout.span
    plain = title.partition("；")[0]
    for places in (_as_it_is, _with_gaps):
        for first, last in places(normal[span.start : span.end], plain):
            start, end = span.start + first, span.start + last
            begin = normal.rfind("\n", 0, start) + 1
            stop = normal.find("\n", end)
            line = normal[begin : stop if stop >= 0 else len(normal)].strip()
            if not (p.BREADCRUMB.search(line) or p.NEIGHBOUR.search(line)):
                return Span(start, end)
    return None
