"""Numbered sections of the body, whose suggestions they quote, and where each ends."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from replygraph.letter import patterns as p
from replygraph.letter import suggestions as q
from replygraph.model import Point, Span
from replygraph.text.numerals import numeral
from replygraph.text.sentences import sentence_at, trim

if TYPE_CHECKING:
    from collections.abc import Sequence

    from replygraph.letter.lines import Line

_STYLES = ("big", "mid", "nth", "arabic", "par", "is")


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a section: its style of numbering, its number, its words, where its text goes on.

    ``said`` is the suggestion that the head restates, None where it restates none; ``about`` tells
    that it begins with 关于, ``next_steps`` that it heads what is to come, ``asks`` that it
    begins with 建议.
    """

    line: int
    start: int
    style: str
    number: int
    words: Span
    after: int
    said: Span | None
    generic: bool
    about: bool = False
    next_steps: bool = False
    asks: bool = False


def _words(text: str, start: int) -> tuple[int, int]:
    """Return the end of a head's words in a line, and where the text goes on; offsets of ``text``.

    A head that is no line of its own ends at the first 。 or ：; 关于…的建议，… at the comma.
    """
    rest = text[start:]
    quoted = q.COUNTED_HEAD.match(rest)
    quoted = quoted or re.match(r"(?:关于)?“[^“”]*(?:“[^“”]*”[^“”]*)*”", rest)
    from_ = quoted.end() if quoted else 0
    stop = re.search("[。：:]", rest[from_:])
    comma = re.match(
        r"(?:关于|针对|对|至于)[^。：:，；]{2,70}?(?:的)?(?:建议|意见|问题|诉求|一事)(?=，)", rest
    )
    if (
        comma
        and not q.COUNTED_HEAD.match(rest)
        and (not stop or comma.end() < from_ + stop.start())
    ):
        return start + comma.end(), start + comma.end() + 1
    if stop:
        return start + from_ + stop.start(), start + from_ + stop.end()
    return len(text), len(text)


def heads(lines: Sequence[Line]) -> list[Head]:
    """Return the heads among the lines of a body; offsets of the letter's text."""
    found = []
    for index, line in enumerate(lines):
        head = _head(line, index)
        if head:
            found.append(head)
    return _before_next_steps([_unless_alone(head, found) for head in found])


def _unless_alone(head: Head, found: Sequence[Head]) -> Head:
    """Return the head; without a suggestion where it asks amid others that do not (3、建议A…)."""
    same = [other.asks for other in found if other.style == head.style]
    return replace(head, said=None) if head.asks and 2 * sum(same) <= len(same) else head


def _before_next_steps(found: Sequence[Head]) -> list[Head]:
    """Return the heads, of which those inside a section 下一步工作 restate no suggestion."""
    result: list[Head] = []
    outer: str | None = None
    for head in found:
        if head.style == outer:
            outer = None
        result.append(replace(head, said=None) if outer else head)
        if not outer and head.next_steps:
            outer = head.style
    return result


def _head(line: Line, index: int) -> Head | None:
    text = line.text
    label = (
        p.SECTION_LABEL.match(text) if text[0] in "一二三四五六七八九十（(第1234567890" else None
    )
    if label:
        style = next(name for name in _STYLES if label[name])
        number = numeral(label[style]) or 0
        start = label.end()
    elif bracketed := q.BRACKETED.match(text) if text[0] == "【" else None:
        first, last = bracketed.span("s")
        whole = Span(line.start + first, line.start + last)
        after = line.start + bracketed.end()
        return Head(index, line.start, "none", 0, whole, after, whole, generic=False, about=True)
    elif text.startswith(("关于", "对", "针对", "“")):
        style, number, start = "none", 0, 0
    else:
        return None
    end, after = _words(text, start)
    words = text[start:end].strip()
    if style == "none" and not _unnumbered(text, end):
        return None
    generic = bool(q.GENERIC_HEAD.search(words)) and "“" not in words
    said = None
    if words and len(words) <= 80 and not generic and _suggests(words, whole=end == len(text)):
        said = Span(line.start + start, line.start + start + len(text[start:end].rstrip()))
        quoted = (
            q.HEAD_QUOTED.match(text)
            if style == "none"
            else q.SAID_QUOTED.fullmatch(text, start, start + len(text[start:end].rstrip()))
        )
        if text[end : end + 1] == "，":
            quoted = q.ASKED_HEAD.fullmatch(text, start, end)
        if quoted:
            first, last = quoted.span("s")
            inner = text[first] == "“" and text[last - 1] == "”"
            said = Span(line.start + first + inner, line.start + last - inner)
    asks = q.ASKS_HEAD.fullmatch(words) if said is None and style != "none" else None
    if asks:
        first = line.start + start + text[start:end].index(asks["s"])
        said = Span(first, first + len(asks["s"]))
    return Head(
        index, line.start, style, number, Span(line.start + start, line.start + end),
        line.start + after, said, generic, words.startswith("关于"),
        len(words) < 20 and not said and q.NEXT_HEAD.search(words) is not None, asks is not None,
    )  # fmt: skip


def _unnumbered(text: str, end: int) -> bool:
    """Tell whether a line without a number is a head: short and alone, or a quoted suggestion."""
    if q.HEAD_QUOTED.match(text) or q.HEAD_RUN.match(text):
        return True
    alone = end >= len(text) - 1 and len(text) < 50
    return alone and bool(
        re.match(r"(?:关于|针对|对)[^。，]{2,44}(?:建议|意见|问题|方面|提案)?[。：:]?$", text)
    )


def _suggests(words: str, *, whole: bool) -> bool:
    match = q.SUGGESTION_HEAD.fullmatch(words)
    if not match:
        return False
    if words.startswith("关于"):
        reports = q.PLAIN_HEAD.match(words[2:]) or q.REPORT_HEAD.search(words)
        return not reports or "“" in words
    if q.PLAIN_HEAD.search(words) and "“" not in words:
        return False
    return whole or words.endswith(("建议", "意见", "问题", "方面", "提案", "”", "》"))


def _style_of_points(found: Sequence[Head]) -> str | None:
    """Return the numbering whose heads restate suggestions: the outermost that does."""
    order: list[str] = []
    for head in found:
        if head.style not in order:
            order.append(head.style)
    if "none" in order:
        order.remove("none")
        order.append("none")
    for style in order:
        own = [h for h in found if h.style == style]
        said = [h for h in own if h.said]
        if not said:
            continue
        named = all(h.about for h in said)
        if style == "is" and not named and len(said) < max(2, len(own) - 1):
            continue
        return style
    return None


def _listed(normal: str, start: int, found: Sequence[Head]) -> Sequence[Head]:
    """Return the heads that a sentence from ``start`` to the first of them lists as suggestions.

    您建议做大品牌、规范秩序，切中要害。 / （一）做大品牌。… / （二）规范秩序。…
    """
    if not found:
        return found
    first = found[0]
    said: dict[int, Span] = {}
    for order, head in enumerate(found):
        words = head.words.of(normal).strip("“” 　")
        if head.style != first.style or not 4 <= len(words) <= 40:
            continue
        place = normal.find(words, start, first.start)
        stop = max(start, normal.rfind("。", start, place) + 1)
        if place >= 0 and q.RESTATES.search(normal, stop, sentence_at(normal, place).end):
            said[order] = trim(normal, head.words)
    if len(said) < 2:
        return found
    return [replace(head, said=said.get(order)) for order, head in enumerate(found)]


def _led(
    normal: str, lines: Sequence[Line], found: Sequence[Head], opening: Span | None
) -> Sequence[Head]:
    """Return the heads, of which those below a lead-in restate a suggestion each.

    三、关于您提出的几条建议： / 1、增加车位。… / 2、规范收费。…
    """
    if len(found) < 2:
        return found
    leads = [head for head in found if q.LEAD_IN.fullmatch(head.words.of(normal).strip())]
    after = [(head.line + 1, head.style) for head in leads]
    if opening is not None and q.EACH_IN_TURN.search(normal, opening.start, opening.end):
        after.append((0, ""))
    for index, line in enumerate(lines[: found[-1].line]):
        if len(line.tight) < 40 and q.LEAD_IN.fullmatch(line.tight):
            after.append((index + 1, ""))
    for first, outer in after:
        below: list[Head] = []
        for head in found:
            if head.line < first or (below and head.style != below[0].style):
                continue
            if head.style == outer:
                break
            below.append(head)
        sizes = [head.words.end - head.words.start for head in below if not _plain(normal, head)]
        numbered = [head.number for head in below] == list(range(1, len(below) + 1))
        if len(sizes) > 1 and numbered and all(4 <= size <= 60 for size in sizes):
            said = {
                head.line: replace(head, said=trim(normal, head.words))
                for head in below
                if not _plain(normal, head)
            }
            return [said.get(head.line, head) for head in found]
    return found


def section_points(
    normal: str, lines: Sequence[Line], body: Span, found: Sequence[Head], opening: Span | None
) -> list[Point]:
    """Return one point per section whose head restates a suggestion, or one of the opening's."""
    style = _style_of_points(found)
    if style is None:
        found = _led(normal, lines, found, opening)
        style = _style_of_points(found)
    if style is None:
        found = _listed(normal, opening.start if opening else body.start, found)
        style = _style_of_points(found)
    if style is None:
        return []
    rank = {h.style: i for i, h in reversed(list(enumerate(found)))}
    outer = (
        {h.style for h in found if rank[h.style] < rank[style]}
        if style != "none"
        else {h.style for h in found if h.style != "none"}
    )
    points: list[Point] = []
    single = True
    current: Head | None = None
    nested = 0
    for head in [*found, None]:
        if head is not None:
            inside = head.style != style and head.style not in outer
            if inside and not (style == "none" and head.style == "none"):
                continue
            goes_on = nested and head.number == nested + 1
            restarts = (head.number == 1 or goes_on) and not _plain(normal, head)
            if head.style == style and current and not head.said and restarts:
                nested = head.number  # numbering that restarts inside an answer
                continue
        stop = head.start if head else body.end
        if current and current.said:
            if head is None and single and len(points) > 1 and _inline(lines, current):
                stop = lines[current.line].end  # as in the sections before: one paragraph each
            answer = _answer(normal, lines, current, stop, last=head is None)
            single = single and _inline(lines, current) and answer.end <= lines[current.line].end
            if answer.start < answer.end:
                points.append(Point(current.said, answer))
        current, nested = head, 0
    return points


def _inline(lines: Sequence[Line], head: Head) -> bool:
    """Tell whether the answer goes on in the line of its head."""
    return head.after < lines[head.line].end


def _plain(normal: str, head: Head) -> bool:
    """Tell whether a head is one that no answer has inside: 下一步工作."""
    return q.PLAIN_HEAD.match(head.words.of(normal)) is not None


def _answer(normal: str, lines: Sequence[Line], head: Head, stop: int, *, last: bool) -> Span:
    """Return the passage between a head and the next, without next steps and process paragraphs."""
    start = head.after
    first = head.line if _inline(lines, head) else head.line + 1
    for index in range(first + 1, len(lines)):
        line = lines[index]
        if line.start >= stop:
            break
        if ends_answer(line, last=last):
            stop = line.start
            break
    return trim(normal, Span(min(start, stop), stop))


def ends_answer(line: Line, *, last: bool) -> bool:
    """Tell whether a later paragraph no longer belongs to the answer before it."""
    if p.CLOSER.match(line.tight) or p.TAIL_LABEL.match(line.text):
        return True
    if len(line.tight) < 16 and q.NEXT_LINE.fullmatch(line.tight):
        return True
    if q.BESIDES.match(line.tight):
        return True
    return last and bool(
        p.NEXT_STEPS.search(line.tight)
        or p.PROCESS.search(line.tight[:160])
        or p.FEEDBACK_LINE.match(line.tight)
        or ("谢" in line.tight and q.PRAISE.match(line.tight))
    )
