"""What sounds like a reply letter and is none: it quotes one, or answers no submission."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from replygraph.letter import cues as c
from replygraph.letter import patterns as p

if TYPE_CHECKING:
    from replygraph.letter.layout import Layout

_QUOTED = re.compile("《[^》]*》|“[^”]*”|（[^）]*）|\\([^)]*\\)")
_SUBMISSIONS = re.compile(r"提案|议案|建议|原案|人大|政协|代表|委员|第?\d+号")


def foreign(layout: Layout, heading: str, opening: str) -> str | None:
    """Return the reason why the words of a reply in the file make it none, None where they do.

    ``heading`` is the title without blanks, ``opening`` the sentence of 收悉 as it stands.
    """
    named = p.REPLY_HEADING.search(heading) and p.NUMBER.search(heading)
    if not named and quotes_letter(layout):
        text = layout.span.of(layout.normal)
        told = c.NEWS.search(text) or c.NEWS_FEATURE.search(text) or c.NEWS_HEADING.search(heading)
        return "news" if told else "other"
    bare = _QUOTED.sub("", heading)
    greeting = layout.greeting
    called = greeting is not None and greeting.person and not greeting.plain
    addressed = called or (greeting is not None and "政协" in greeting.names)
    if not (named and addressed) and (c.OTHER_ANSWER.search(bare) or c.ADMISSION.search(bare)):
        return "other"
    circle = c.CIRCLE_OWN if addressed else c.OTHER_CIRCLE
    own = c.CIRCLE_NUMBERED.search(bare) or (not named and circle.search(bare))
    if own and not re.search("政协|人大", bare):
        return "other"
    top = layout.normal[layout.span.start : layout.body.start]
    if c.CITIZENS.search(top):
        return "message-board"
    if not (named or called) and _to_a_citizen(layout, heading, opening):
        return "message-board" if c.BOARD.search(top) or c.BOARD_OPENING.search(top) else "other"
    if greeting and not greeting.person and c.OWNERS.search(greeting.names):
        return "other"
    private = greeting and not greeting.person and c.PRIVATE_BODY.search(greeting.names)
    if private and not re.search(r"提案|议案|政协|人大|代表|委员|第?\d+号", heading + opening):
        return "other"
    if _asks_or_is_empty(layout):
        return "other"
    if c.ASKING_MEMBER.search(bare):
        return "other"
    asks = not called and c.ASKING_HEADING.search(bare) is not None
    if asks and (c.ASKING_ALWAYS.search(bare) or not c.ANSWERING_HEADING.search(bare)):
        return "other"
    if greeting and greeting.plain and not (named or _cites(heading, opening)):
        return "other"
    place = layout.opening or layout.body
    behind = layout.normal[place.start : place.end + 120] if opening else ""
    if c.ADMISSION.search(behind) and not p.REPLY_SHORT.search(heading):
        return "other"
    return "other" if _no_submission(bare, opening) else None


def _asks_or_is_empty(layout: Layout) -> bool:
    """Tell whether a letter asks other agencies for their opinion, or is a form to fill in."""
    text = layout.span.of(layout.normal)
    # Titles are long, letters longer: only their two ends are looked at.
    edges = text if len(text) < 600 else f"{text[:400]}\n{text[-200:]}"
    if sum(pattern.search(edges) is not None for pattern in c.LEFT_OPEN) > 1:
        return True
    greeting = layout.greeting
    if greeting is None or greeting.person:
        return False
    opening = layout.opening.of(layout.normal) if layout.opening else ""
    asked = c.ASKS_IN_BODY.search(text, greeting.end - layout.span.start)
    return asked is not None and "收悉" not in opening and not p.ANSWER_PHRASE.search(opening)


def _to_a_citizen(layout: Layout, heading: str, opening: str) -> bool:
    """Tell whether the line before 您提出的…收悉 names one whom nothing calls deputy or member."""
    if layout.greeting or not opening or not layout.head:
        return False
    line = layout.lines[layout.head - 1].tight
    label = p.NOT_SALUTATION.search(line) or re.search("内容|情况|提案|建议|委员|代表", line)
    if label or not c.BARE_NAME.fullmatch(line):
        return False
    said = heading + opening
    return not re.search(r"提案|议案|政协|人大|代表|委员|第[（(]?[A-Za-z]*\d+号", said)


def _cites(heading: str, opening: str) -> bool:
    """Tell whether a letter to 李明先生 answers a deputy's or member's submission."""
    if re.search("提案|议案|政协|人大|代表|委员", heading) and p.REPLY_SHORT.search(heading):
        return True
    return re.search(r"[您你][^。，]{0,40}(?:提案|议案|第[\dA-Z]+号)", opening) is not None


def quotes_letter(layout: Layout) -> bool:
    """Tell whether salutation or 收悉 stand in quotes, are led in as another's words, or cut."""
    greeting, opening = layout.greeting, layout.opening
    if opening and layout.normal.startswith(("……", "...", "。。。"), opening.end):
        return True
    index = greeting.first if greeting else layout.head
    if index >= len(layout.lines) or not (greeting or opening):
        return False
    before = layout.lines[index - 1] if index else None
    if before and c.QUOTES_LETTER.search(before.tight):
        return True
    start = layout.lines[index].start
    if before and before.text.startswith(("“", "「")):
        start = before.start
    if opening is None:
        return layout.normal[start] in "“「"
    place = p.OPENING_SAYS.search(layout.normal, opening.start, opening.end)
    said = layout.normal[start : place.start() if place else opening.end]
    # told of a third person, 收悉 stands in quotes: 马力代表…。“您提出的建议收悉”
    told = said.startswith(("“", "「")) or (not greeting and "“您" in said)
    return told and said.count("“") > said.count("”")


def _no_submission(heading: str, opening: str) -> bool:
    """Tell whether what came in is a paper of another kind: a request, an answer, 社情民意."""
    place = re.search("收悉|收到", opening)
    received = opening[: place.end()] if place else ""
    bare = _QUOTED.sub("", received)
    if c.OTHER_RECEIVED.search(bare):
        return True
    said = heading + bare
    if (c.OPINION.search(said) or c.CONTROL.search(said)) and not re.search(
        r"提案|议案|人大|代表(?!处)|(?<![察法计])建议(?!书)", said
    ):
        return True
    titles = re.findall("《([^》]*)》?", received.replace("〈", "").replace("〉", ""))
    other = bool(titles) and all(c.PAPER.search(title) for title in titles)
    return (
        other
        and not _SUBMISSIONS.search(bare)
        and not re.search(r"提案|议案|(?<!察)建议(?!书)|会办|协办", "".join(titles) + heading)
    )
