"""Is it a reply letter, and if not, what is it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from replygraph.letter import cues as c
from replygraph.letter import patterns as p

if TYPE_CHECKING:
    from collections.abc import Mapping

    from replygraph.letter.layout import Layout, Line

#: a line of the head that is longer is no title; no real one has more than about 120 characters
LONGEST_TITLE = 300


def _title_lines(layout: Layout) -> list[Line]:
    """Return the lines of the head that are no page chrome and no sentence."""
    return [
        x
        for x in layout.head_lines
        if len(x.tight) < LONGEST_TITLE and "。" not in x.text and not p.CHROME.search(x.text)
    ]


def _titles(layout: Layout) -> tuple[str, str]:
    """Return the first line of the head that can be a title, alone and with the line behind it."""
    lines = _title_lines(layout)
    found: list[str] = []
    for line in lines:
        label = re.search(r"[:：|\t]", line.text) and not re.search("关于|答复", line.text)
        if label or len(line.tight) < 6 or p.DOC_NUMBER.fullmatch(line.text):
            if found:
                break
            continue
        found.append(line.tight)
        if len(found) == 2:
            break
    return (found[0] if found else ""), "".join(found)


def _says_submission(text: str) -> bool:
    """Tell whether a text speaks of a deputy's or member's submission, not of a citizen's idea."""
    return bool(
        re.search(
            r"提案|议案|政协|人大|人民代表|代表|委员|建议案|原案|第[（(]?[A-Za-z]{0,3}\d+号|\d号[）)]?(?:建议|收悉)",
            text,
        )
    )


def reason_against(layout: Layout, meta: Mapping[str, str]) -> str | None:
    """Return why the file is no reply letter (the contract's words), None where it is one."""
    normal, span = layout.normal, layout.span
    text = normal[span.start : span.end]
    heading = "".join(x.tight for x in _title_lines(layout))
    first, title = _titles(layout)
    strong = strong_kind(first, title)
    if _is_other(first) or c.NOTICE_HEADING.search(first):
        return strong
    opening = normal[layout.opening.start : layout.opening.end] if layout.opening else ""
    greeting = layout.greeting
    person = bool(greeting and greeting.person)
    replies = bool(p.REPLY_HEADING.search(heading) or p.REPLY_SHORT.search(heading))
    before = normal[span.start : layout.body.start if opening else span.start + 200]
    if not person and (c.BOARD.search(text[:1500]) or c.BOARD_OPENING.search(before)):
        return "message-board"
    if strong == "report" and c.REPORT_AUDIENCE.search(text[:600]):
        return strong
    other = strong or weak_kind(text, title, opened=bool(opening))
    spared = opening and (person or (greeting and not strong))
    if other and not spared and not (replies and (opening or person)):
        return other
    if person and (opening or replies):
        return None
    if opening and (replies or _says_submission(heading + opening)):
        return None
    if opening and any(label in meta for label, _ in p.NUMBER_FIELDS):
        return None
    if replies and layout.body.end - layout.body.start > 80 and not _is_list(layout):
        return None
    return other or "other"


def _is_other(title: str) -> bool:
    if c.FORM_HEADING.search(title):
        return True
    return bool(c.OTHER_HEADING.search(title)) and not p.REPLY_SHORT.search(title)


def _is_list(layout: Layout) -> bool:
    """Tell whether the file lists titles of letters instead of holding one."""
    titles = sum(bool(p.REPLY_SHORT.search(x.tight)) for x in layout.lines if len(x.tight) < 100)
    return titles > 3


def strong_kind(first: str, title: str) -> str | None:
    """Return the kind of file that its heading names, None where it names none.

    >>> strong_kind("关于办理工作的通知", ""), strong_kind("2021年度提案办理情况", "")
    ('notice', 'report')
    """
    for heading in (first, title):
        if _is_other(heading):
            return "other"
        if c.NOTICE_HEADING.search(heading):
            return "notice"
        if c.REPORT_HEADING.search(heading) and not p.NUMBER.search(heading):
            return "report"
    return None


def weak_kind(text: str, title: str, *, opened: bool) -> str | None:
    """Return the kind of file that words of the text speak for; a letter may hold them too."""
    reply = p.REPLY_SHORT.search(title) or p.REPLY_HEADING.search(title)
    if c.NOTICE_PHRASE.search(text[:1500]):
        return "notice"
    if opened:
        return None
    if c.PROPOSAL_FIELD.search(text[:1500]):
        return "proposal"
    if not reply and _newsy(text, title):
        return "news"
    if c.REPORT_PHRASE.search(text):
        return "report"
    if not reply and (c.PROPOSAL_PHRASE.search(text) or c.PROPOSAL_HEADING.search(title)):
        return "proposal"
    return None


def _newsy(text: str, title: str) -> bool:
    cues = len(set(c.NEWS.findall(text)))
    return cues > 0 or bool(c.NEWS_HEADING.search(title) and not re.search("关于", title[:24]))
