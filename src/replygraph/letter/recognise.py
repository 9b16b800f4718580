"""Is it a reply letter, and if not, what is it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from replygraph.letter import cues as c
from replygraph.letter import patterns as p
from replygraph.letter.foreign import foreign

if TYPE_CHECKING:
    from collections.abc import Mapping

    from replygraph.letter.layout import Layout
    from replygraph.letter.lines import Line

#: a line of the head that is longer is no title; no real one has more than about 120 characters
LONGEST_TITLE = 300


def _title_lines(layout: Layout) -> list[Line]:
    """Return the lines of the head that are no page chrome and no sentence."""
    return [
        x
        for x in layout.named_lines
        if len(x.tight) < LONGEST_TITLE and "。" not in x.text and x.text.count("\t") < 4
    ]


def _titles(layout: Layout) -> tuple[str, str]:
    """Return the first line of the head that can be a title, alone and with the line behind it."""
    lines = _title_lines(layout)
    found: list[str] = []
    for line in lines:
        label = re.search(r"[:：|\t]", line.text) and not re.search("关于|答复", line.text)
        short = len(line.tight) < 6 and not c.FORM_HEADING.search(line.tight)
        if label or short or p.DOC_NUMBER.fullmatch(line.text):
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
    opening = normal[layout.opening.start : layout.opening.end] if layout.opening else ""
    greeting = layout.greeting
    person = bool(greeting and greeting.person and not greeting.plain)
    replies = bool(p.REPLY_HEADING.search(heading) or p.REPLY_SHORT.search(heading))
    numbered = replies and p.NUMBER.search(heading) is not None
    before = normal[span.start : layout.body.start if opening else span.start + 200]
    if kind := foreign(layout, heading, opening):
        return kind
    cited = numbered and re.search("政协|人大|提案|议案|代表|委员", heading)
    if not person and not cited and (c.BOARD.search(text[:1500]) or c.BOARD_OPENING.search(before)):
        return "message-board"
    first, title = _titles(layout)
    strong = strong_kind(first, title)
    form = c.FORM_HEADING.search(first) or c.FORM_HEADING.search(title)
    answered = greeting and opening and (numbered or (person and not form and strong == "other"))
    # A form filled with a letter: it names whom it answers, and says what we did.
    answered = answered or (greeting and form and _filled(layout))
    if strong in ("notice", "other") and not answered:
        return strong
    if strong == "report" and c.REPORT_AUDIENCE.search(text[:600]):
        return strong
    if person and (opening or replies or _ends_as_reply(layout)):
        return None
    if greeting and form and _filled(layout):
        return None
    weak = weak_kind(layout, text, first, title)
    if person:
        return strong or weak or "other"
    if strong == "report" and not numbered:
        return strong
    if greeting and opening:
        if not replies and c.PROPOSES.search(opening) and "收" not in opening:
            return "proposal"
        # 贵局转交的提案，我校把协办意见报告如下: reported to who asked
        named = replies or (p.NUMBER.search(heading) and not c.REPORT_HEADING.search(heading))
        asked = named and re.search("[贵您你]", opening)
        reports = c.REPORT_PHRASE.search(opening) and "收悉" not in opening and not asked
        counted = reports or c.REPORT_SENT.search(heading)
        return "report" if counted else None
    signed = layout.sign < len(layout.lines)
    if numbered and signed and c.ANSWER_COLUMNS.search(text):
        return None
    if layout.cell and _fills_a_form(layout, meta):
        return None
    if weak and not (replies and opening):
        return weak
    return None if _unaddressed(layout, heading, opening, meta, replies=replies) else "other"


def _filled(layout: Layout) -> bool:
    """Tell whether a form holds a letter: behind whom it names, what we did, at some length."""
    words = layout.normal[layout.body.start : layout.span.end]
    return len(words) > 200 and c.OWN_WORDS.search(words) is not None


def _ends_as_reply(layout: Layout) -> bool:
    """Tell whether a signed letter to a deputy or member says at its end that it answers."""
    signed = layout.sign < len(layout.lines)
    return signed and any(c.REPLY_CLOSER.match(x.tight) for x in layout.tail_lines)


def _unaddressed(
    layout: Layout, heading: str, opening: str, meta: Mapping[str, str], *, replies: bool
) -> bool:
    """Tell whether a file without salutation is a letter: the publisher removed the names."""
    if opening and (replies or any(label in meta for label, _ in p.NUMBER_FIELDS)):
        return not _is_list(layout)
    if p.SUBMITTED.search(opening) and layout.tail_lines:
        return True
    if "收悉" in opening or "已收到" in opening:
        return _says_submission(heading + opening)
    body = layout.body.of(layout.normal)
    personal = p.NUMBER.search(heading) is not None or "您" in body or "你们" in body
    personal = personal or layout.sign < len(layout.lines)
    return replies and personal and len(body) > 60 and not _is_list(layout)


def _fills_a_form(layout: Layout, meta: Mapping[str, str]) -> bool:
    """Tell whether an agency's own words, and not the state of handling, fill the answer's cell."""
    numbers = {m[1] for x in layout.lines for m in p.NUMBER.finditer(x.tight)}
    body = layout.body.of(layout.normal)
    signed = layout.sign < len(layout.lines) or any(x in meta for x in ("答复单位", "承办单位"))
    return signed and len(numbers) < 2 and len(body) > 20 and c.OWN_WORDS.search(body) is not None


def _is_other(title: str) -> bool:
    if c.FORM_HEADING.search(title):
        return True
    return bool(c.OTHER_HEADING.search(title)) and not p.REPLY_SHORT.search(title)


def _is_list(layout: Layout) -> bool:
    """Tell whether the file lists titles of letters instead of holding one."""
    titles = sum(
        bool(p.REPLY_SHORT.search(x.tight))
        for x in layout.lines
        if len(x.tight) < 100 and not x.chrome
    )
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


def weak_kind(layout: Layout, text: str, first: str, title: str) -> str | None:
    """Return the kind of file that words of the text speak for; a letter may hold them too."""
    opened = layout.opening is not None
    reply = p.REPLY_SHORT.search(title) or p.REPLY_HEADING.search(title)
    if c.NOTICE_PHRASE.search(text[:1500]):
        return "notice"
    if c.PROPOSAL_FIELD.search(text[:1500]) and not opened:
        return "proposal"
    feature = not opened and c.NEWS_FEATURE.search(text)
    if (not reply and _newsy(text, title)) or feature or c.NEWS_START.search(text[:600]):
        return "news"
    if c.REPORT_PHRASE.search(text):
        return "report"
    if (
        not reply
        and not opened
        and (c.PROPOSAL_PHRASE.search(text) or c.PROPOSAL_HEADING.search(first or title))
    ):
        return "proposal"
    numbers = {m[1] for x in layout.lines if not x.chrome for m in p.NUMBER.finditer(x.tight)}
    return "other" if len(numbers) > 3 else None


def _newsy(text: str, title: str) -> bool:
    return c.NEWS.search(text) is not None or bool(
        c.NEWS_HEADING.search(title) and not re.search("关于", title[:24])
    )
