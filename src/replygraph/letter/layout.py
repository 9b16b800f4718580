"""Where the parts of a letter lie: a state machine over lines, each pattern in its state only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from replygraph.letter import cues as c
from replygraph.letter import patterns as p
from replygraph.letter.greeting import Greeting, greeting_at
from replygraph.letter.lines import Line, line_at, lines_of
from replygraph.model import Span, Zone, ZoneKind

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

#: lines of a head that are looked at for the salutation; the longest real heads have about 25
HEAD_LINES = 60


@dataclass(frozen=True, slots=True)
class Layout:
    """The zones of one letter as offsets; ``head``, ``sign`` and ``post`` are indices of lines.

    ``head_lines`` stand before salutation and opening, ``tail_lines`` behind the body; both are
    without the lines of the web page. ``named_lines`` are those of the head that hold no words of
    a page either (浏览次数：203 打印). ``cell`` tells that the answer
    fills a cell of a form (会办意见：…).
    """

    normal: str
    span: Span
    lines: tuple[Line, ...]
    head: int
    greeting: Greeting | None
    opening: Span | None
    answered: bool
    body: Span
    sign: int
    post: int
    head_lines: tuple[Line, ...] = ()
    tail_lines: tuple[Line, ...] = ()
    named_lines: tuple[Line, ...] = ()
    cell: bool = False

    def between(self, start: int, end: int) -> Iterator[Line]:
        """Yield the lines that begin in ``[start, end)``."""
        return (line for line in self.lines if start <= line.start < end)

    def zones(self) -> tuple[Zone, ...]:
        """Return the zones that are not empty, in reading order."""
        end = self.span.end
        greeting, opening = self.greeting, self.opening
        head_end = self.lines[self.head].start if self.head < len(self.lines) else self.body.start
        sign = self.lines[self.sign].start if self.sign < len(self.lines) else end
        post = self.lines[self.post].start if self.post < len(self.lines) else end
        pieces: list[tuple[ZoneKind, int, int]] = [("head", self.span.start, head_end)]
        if greeting:
            pieces.append(("salutation", self.lines[greeting.first].start, greeting.end))
        if opening:
            pieces.append(("opening", opening.start, opening.end))
        pieces += [
            ("body", self.body.start, self.body.end),
            ("tail", self.body.end, min(sign, end)),
            ("signoff", sign, post),
            ("post", post, end),
        ]
        return tuple(Zone(kind, Span(a, b)) for kind, a, b in pieces if a < b)


def opens(line: Line) -> bool:
    """Tell whether the line can be the first of the letter proper: 您提出的…收悉."""
    text = line.text
    if line.chrome or not p.RECEIVED_WHAT.search(text[:400]):
        return False
    start = p.OPENING_LINE.match(line.tight)
    return start is not None and p.OPENING_SAYS.search(text[:500]) is not None


def _opening(normal: str, lines: tuple[Line, ...], first: int) -> tuple[Span, bool] | None:
    """Return the opening from line ``first`` on, up to and with 答复如下, and whether that stands.

    Without an answer phrase the opening is the first sentence of the paragraph.
    """
    if first >= len(lines):
        return None
    start = lines[first].start
    end = start
    for line in lines[first : first + 5]:
        if end > start and (line.tab or p_section(line.text) or line.start - start > 900):
            break
        end = line.end
        match = _answer_phrase(normal, start, end)
        if match:
            return Span(start, match.end()), True
    line = lines[first]
    told = p.RECEIVED_THEN.search(normal, line.start, line.end) if "后" in line.text else None
    if told:
        return Span(start, told.end()), False
    if p.RECEIVED.search(line.text) and p.RECEIVED_WHAT.search(line.text):
        place = p.RECEIVED.search(normal, line.start, line.end)
        stop = normal.find("。", place.end() if place else line.start, line.end)
        if stop >= 0:
            more = first + 2 < len(lines)
            return Span(start, _handled(normal, stop + 1, line.end, more=more)), False
        return Span(start, line.end), False
    return None


def _handled(normal: str, start: int, end: int, *, more: bool) -> int:
    """Return the end of the opening, with the sentences behind 收悉 that only tell who handles."""
    while True:
        stop = normal.find("。", start, end)
        if stop < 0:
            # 此件由我局主办，县财政局协办，分开说： leads in, as 答复如下 does
            leads = normal[start:end].rstrip().endswith(("：", ":"))
            own = c.HANDLED_HERE.match(normal[start:end].strip()) if leads and start < end else None
            return end if own else start
        if (stop + 1 >= end and not more) or not p.HANDLED.match(normal[start:stop].strip()):
            return start
        start = stop + 1


def _answer_phrase(normal: str, start: int, end: int) -> re.Match[str] | None:
    """Return the first answer phrase that no quotation and no question surrounds."""
    return p.ANSWER_PHRASE.search(normal, start, end)


def p_section(text: str) -> bool:
    """Tell whether a line begins a numbered section."""
    return text[:1] in "一二三四五六七八九十（(第1234" and p.SECTION_LABEL.match(text) is not None


def is_sign_date(tight: str) -> bool:
    """Tell whether a line is a date and nothing else, damaged ones too.

    >>> is_sign_date("二〇一七年五月二十二日"), is_sign_date("2021630"), is_sign_date("2021年建成")
    (True, True, False)
    """
    first = tight[:1]
    if len(tight) >= 24 or not (first in p.DATE_FIRST or first.isdecimal()):
        return False
    return bool(p.SIGN_DATE.fullmatch(tight) or p.SIGN_DATE_LOST.fullmatch(tight))


def bare_sign(line: Line) -> str:
    """Return a line of the sign-off without blanks, seals, marks and the number in brackets.

    >>> from replygraph.letter.lines import line_at
    >>> bare_sign(line_at("县水利局（水办〔2024〕31号）2024年6月12日B类", 0))
    '县水利局 2024年6月12日'
    """
    tight = line.tight
    if len(tight) > 80 or not (tight[-1:] in p.MARK_ENDS or p.NOTED.search(tight)):
        return tight
    inner = tight[1:-1] if tight[0] in "（(" else ""
    if inner and (p.SIGN_AGENCY.fullmatch(inner) or p.SIGN_DATE.fullmatch(inner)):
        return tight[1:-1]
    return p.SIGN_NOTE.sub(" ", tight).strip()


def _dated_below(lines: tuple[Line, ...], index: int) -> bool:
    """Tell whether a line (（印章）, 日期：) goes with the agency above it."""
    labelled = p.SIGN_DATE_LABEL.match(lines[index].tight) is not None
    if not index or not (labelled or not bare_sign(lines[index])):
        return False
    if not p.SIGN_AGENCY.fullmatch(bare_sign(lines[index - 1])):
        return False
    at = index if labelled else index + 1
    return any(map(_dated, lines[at : at + 1]))


def _dated(line: Line) -> bool:
    tight = bare_sign(line)
    label = p.SIGN_DATE_LABEL.match(tight)
    return is_sign_date(tight[label.end() :] if label else tight)


def _is_sign(lines: tuple[Line, ...], index: int) -> bool:
    """Tell whether line ``index`` is the sign-off: agency and date, agency before date, date."""
    tight = bare_sign(lines[index])
    if is_sign_date(tight):
        return True
    if len(tight) > 60 or lines[index].chrome:
        return False
    if _dated_below(lines, index):
        return True
    first = tight[:1] in p.DATE_FIRST or tight[:1].isdecimal()
    dated = p.SIGN_DATE.match(tight) if first else None
    if dated and p.SIGN_AGENCY.fullmatch(tight[dated.end() :].strip()):
        return True
    agency = p.SIGN_AGENCY.match(tight)
    if not agency:
        return False
    rest = tight[agency.end() :].strip()
    while another := p.SIGN_AGENCY.match(rest):
        rest = rest[another.end() :].strip()
    if rest:
        label = p.SIGN_DATE_LABEL.match(rest)
        return is_sign_date(rest[label.end() :] if label else rest)
    below = index + 1
    while below < min(len(lines), index + 6) and p.SIGN_AGENCY.fullmatch(lines[below].tight):
        below += 1  # those who sign with it
    after = lines[below : below + 3]
    if any(_dated(line) for line in after[:2]):
        return True
    if after and p.YEAR_ONLY.fullmatch(after[0].tight):
        return True
    ended = all(p.TAIL_LABEL.match(x.text) or x.chrome or p.CLOSER.match(x.tight) for x in after)
    return ended and not lines[index].tab


def _sign_off(lines: tuple[Line, ...], first: int) -> int:
    """Return the index of the first line of the sign-off, or ``len(lines)``."""
    for index in range(first, len(lines)):
        if _is_sign(lines, index):
            return index
    return len(lines)


def _signed_at_once(lines: tuple[Line, ...], first: int, opening: Span | None) -> bool:
    """Tell whether the sign-off follows the sentence of 收悉, which then says all: 已开工。."""
    if first >= len(lines):
        return True
    return opening is not None and lines[first].start >= opening.end and _is_sign(lines, first)


def _is_tail(line: Line) -> bool:
    return bool(p.CLOSER.match(line.tight) or p.TAIL_LABEL.match(line.text) or line.chrome)


def _body_end(lines: tuple[Line, ...], first: int, sign: int) -> int:
    """Return the index of the first line behind the body: closers and labels before the sign-off.

    Goes up from the sign-off; without one, the closers must end the letter.
    """
    stop = sign
    if sign == len(lines):
        marks = [i for i in range(first, sign) if _is_tail(lines[i]) or _loose(lines, i)]
        stop = next((i for i in marks if i > first and not _sections_after(lines, i)), sign)
    while stop > first + 1 and (_is_tail(lines[stop - 1]) or _loose(lines, stop - 1)):
        stop -= 1
    process = [i for i in range(first, stop) if _process_head(lines[i])]
    return process[0] if process and process[0] > first else stop


def _loose(lines: tuple[Line, ...], index: int) -> bool:
    """Tell whether a line is a short leftover of the closing: a legend, a name, a number."""
    text = lines[index].text
    return bool(c.LEGEND.match(text.lstrip("（("))) or bool(c.CONTACT_BARE.fullmatch(text))


def _process_head(line: Line) -> bool:
    """Tell whether a section tells of the handling only: 一、办理过程及其他需要说明的情况."""
    return (
        len(line.text) < 30
        and line.text[0] in "一二三四五六七八九"
        and bool(p.PROCESS_HEAD.match(line.tight))
    )


def _sections_after(lines: tuple[Line, ...], index: int) -> bool:
    return any(p_section(line.text) or line.tab for line in lines[index + 1 :])


def layout(normal: str, span: Span, lines: tuple[Line, ...] | None = None) -> Layout:
    """Return the layout of the letter in ``normal[span]``; offsets of ``normal``.

    ``lines`` are those of the span, where the caller has them.
    """
    lines = lines_of(normal, span) if lines is None else lines
    greeting = None
    head = len(lines)
    for index in range(min(len(lines), HEAD_LINES)):
        greeting = greeting_at(lines, index)
        if greeting or opens(lines[index]):
            head = index
            break
    found = None
    if greeting:
        found = _opening_after(normal, lines, greeting)
    elif head < len(lines):
        found = _opening(normal, lines, head)
    opening, answered = found or (None, False)
    cell = _answer_cell(lines) if head == len(lines) else None
    if cell:
        head = cell[0]
    elif head == len(lines):
        head = _bare_head(lines)
    start = _body_start(normal, lines, head, greeting, opening)
    start = cell[1] if cell else start
    first = next((i for i, line in enumerate(lines) if line.end > start), len(lines))
    sign = _sign_off(lines, first + (0 if _signed_at_once(lines, first, opening) else 1))
    stop = _body_end(lines, first, sign)
    end = lines[stop - 1].end if stop > first else start
    post = sign
    while post < len(lines) and post < sign + 4 and _is_sign(lines, post):
        post += 1
    body = Span(start, max(start, end))
    shown = tuple(line for line in lines[:head] if not line.chrome)
    return Layout(
        normal,
        span,
        lines,
        head,
        greeting,
        opening,
        answered,
        body,
        sign,
        post,
        shown,
        tuple(line for line in lines if line.start >= body.end and not line.chrome),
        tuple(line for line in shown if not p.CHROME.search(line.text)),
        cell is not None,
    )


def _answer_cell(lines: tuple[Line, ...]) -> tuple[int, int] | None:
    """Return the line of the cell that holds a form's answer, and where that begins; None else.

    The cells above must give number or title of one submission: 建议编号：113 / 会办意见：我局….
    """
    if sum(c.ANSWER_CELL.match(line.text) is not None for line in lines) > 1:
        return None
    for index, line in enumerate(lines[:HEAD_LINES]):
        label = c.ANSWER_CELL.match(line.text)
        if label and any(c.CELL_ABOVE.search(above.text) for above in lines[:index]):
            at = line.start + label.end()
            if at < line.end:
                return index, at
            return (index, lines[index + 1].start) if index + 1 < len(lines) else None
    return None


def _opening_after(
    normal: str, lines: tuple[Line, ...], greeting: Greeting
) -> tuple[Span, bool] | None:
    """Return the opening behind a salutation, which may go on in the salutation's own line."""
    line = lines[greeting.last]
    if greeting.end < line.end:
        rest = line_at(normal[greeting.end : line.end].strip(), greeting.end)
        joined = (*lines[: greeting.last], rest, *lines[greeting.last + 1 :])
        return _opening(normal, joined, greeting.last)
    first = greeting.last + 1
    while first < len(lines) and p.HELLO.fullmatch(lines[first].tight):
        first += 1
    return _opening(normal, lines, first)


def _bare_head(lines: tuple[Line, ...]) -> int:
    """Return where the head ends in a file without salutation and opening."""
    for index, line in enumerate(lines[:HEAD_LINES]):
        if len(line.tight) > 60 and "。" in line.tight:
            return index
    return min(len(lines), 3)


def _body_start(
    normal: str,
    lines: tuple[Line, ...],
    head: int,
    greeting: Greeting | None,
    opening: Span | None,
) -> int:
    if opening:
        start = opening.end
    elif greeting:
        start = greeting.end
    else:
        start = lines[head].start if head < len(lines) else (lines[-1].end if lines else 0)
    while start < len(normal) and normal[start].isspace():
        start += 1
    return start
