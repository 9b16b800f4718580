"""Two letters in one file: where the second begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from replygraph.letter import patterns as p
from replygraph.letter.greeting import greeting_at
from replygraph.letter.layout import is_sign_date, opens
from replygraph.model import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from replygraph.letter.lines import Line

#: what a date ends with that is no digit
_DATE_ENDS = p.DATE_FIRST | frozenset("日廿卅")
#: lines of metadata that may stand above a title
METADATA_LINES = 6


def _begins(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a line can be the first of a letter's head."""
    line = lines[index]
    tight = line.tight
    if line.chrome or len(tight) > 120 or line.tab:
        return False
    return bool(
        p.HEADING_AGENCY.match(tight)
        or p.LETTERHEAD.match(tight)
        or p.DOC_NUMBER.match(line.text)
        or p.ATTACHMENT.fullmatch(tight)
        or (tight.startswith(("关于", "对")) and "。" not in tight)
    )


def parts(normal: str, lines: tuple[Line, ...]) -> list[Span]:
    """Return the spans of the letters that a file holds, in order; offsets of ``normal``.

    A new letter begins where, behind a sign-off date or a title of its own, another salutation
    with its opening follows. A file that holds no two letters gives one span.
    """
    whole = Span(0, len(normal))
    if normal.count("如下") + normal.count("收悉") < 2:
        return [whole]
    starts = [0]
    signed: int | None = None
    headed: int | None = None
    greeted = told = False
    for index, line in enumerate(lines):
        told = told or "。" in line.text
        if is_sign_date(line.tight) or _signs(line.tight):
            # Between a title and its salutation a date signs nothing.
            signed = index if greeted or told else signed
        elif _heads(line):
            headed = index if greeted and headed is None else headed
        elif _greets(lines, index, headed=headed) or (
            signed is not None and headed is not None and opens(line)
        ):
            if signed is not None or headed is not None:
                behind = (headed or 0) if signed is None else signed + 1
                starts.append(lines[_first(lines, behind, index, dated=signed is not None)].start)
            greeted = True
            signed = headed = None
    ends = [*starts[1:], len(normal)]
    return [Span(a, b) for a, b in zip(starts, ends, strict=True)]


def _signs(tight: str) -> bool:
    """Tell whether a line is a sign-off, agency and date."""
    last = tight[-1:]
    may = len(tight) < 60 and (last in _DATE_ENDS or last.isdecimal())
    return may and p.SIGNED_RUN.fullmatch(tight) is not None


def _heads(line: Line) -> bool:
    """Tell whether a line is the title of a reply, with the number that it answers."""
    tight = line.tight
    if line.chrome or len(tight) > 120 or "。" in tight or not ("复" in tight or "办" in tight):
        return False
    return bool(p.REPLY_HEADING.search(line.tight) and p.NUMBER.search(line.tight))


def _first(lines: tuple[Line, ...], behind: int, index: int, *, dated: bool) -> int:
    """Return the first line of the letter that greets at ``index``: its title or its page's top.

    The letter before ends before line ``behind``; where it is not ``dated`` that is a title.
    """
    first = next((i for i in range(behind, index) if _begins(lines, i)), index)
    top = behind if dated else max(0, behind - METADATA_LINES)
    return next((i for i in range(top, first) if _opens_page(lines[i])), first)


def _opens_page(line: Line) -> bool:
    """Tell whether a line is the top of a page: 首页 > 政务公开, 索引号：…."""
    if p.NEIGHBOUR.search(line.tight):
        return False
    return bool(p.PAGE_OPENS.search(line.tight) or (line.chrome and ">" in line.text))


def _greets(lines: tuple[Line, ...], index: int, *, headed: int | None) -> bool:
    found = greeting_at(lines, index)
    if not found:
        return False
    if found.end < lines[found.last].end:
        return True
    behind = lines[found.last + 1 : found.last + 3]
    if headed is not None and found.person and not found.plain:
        return any(p.RECEIVED_WHAT.search(x.text) for x in behind)
    return any(opens(x) for x in behind)
