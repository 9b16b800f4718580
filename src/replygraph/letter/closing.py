"""Category, publicity and feedback: what the edges of a letter say beside the answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from replygraph.letter import cues as c
from replygraph.model import Category, Feedback, Opinion, Span
from replygraph.text.sentences import sentence_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from replygraph.letter.layout import Layout
    from replygraph.letter.lines import Line

_CATEGORIES: dict[str, Category] = {"A": "A", "B": "B", "C": "C", "D": "D"}
_CATEGORY_FIELDS = ("办复类别", "办理类别", "办理结果", "答复类别", "类别", "办理类型", "办理情况")
_PUBLIC_FIELDS = (
    *("公开属性", "公开方式", "公开范围", "公开类别", "公开形式", "公开选项"),
    *("是否公开", "建议公开范围"),
)
_OPINIONS: tuple[tuple[re.Pattern[str], Opinion], ...] = (
    (c.FEEDBACK_NO, "unsatisfied"),
    (c.FEEDBACK_PARTLY, "partly"),
    (c.FEEDBACK_YES, "satisfied"),
)


def _edge_lines(layout: Layout) -> Iterable[Line]:
    """Yield the lines of head and end, those of the end first: there the letter is marked."""
    yield from layout.tail_lines
    for line in layout.head_lines:
        if len(line.tight) < 120:
            yield line


def _result(
    match: re.Match[str], start: int, original: str, length: int
) -> tuple[Category | None, str]:
    """Return the class and the mark as printed; ``start`` is where the matched text begins."""
    text = match["text"]
    place = start + match.start("text")
    printed = original[place : place + len(text)] if 0 <= place < length else text
    return _CATEGORIES.get(text[0]), printed.strip()


def category(
    layout: Layout, meta: Mapping[str, str], original: str
) -> tuple[Category | None, str | None]:
    """Return the letter that marks this reply, and the mark as printed; never from the legend.

    ``original`` is the text as read, whose offsets the layout has.
    """
    edges = list(_edge_lines(layout))
    lines = [line for line in edges if c.CLASS_LETTER.search(line.text)]
    size = len(original)
    for line in lines:
        match = c.CATEGORY_LABEL.search(line.plain)
        if match and not _begins_legend(line.plain, match.start("text")):
            return _result(match, _start(line, size), original, size)
    for label in _CATEGORY_FIELDS:
        value = meta.get(label, "").strip()
        match = c.CATEGORY_BARE.match(value)
        if match and not (c.LEGEND.search(value) or c.BOX.search(value)):
            place = layout.normal.find(value, layout.span.start, layout.span.end)
            return _result(match, place if place >= 0 else size, original, size)
    for line in lines:
        checked = None if c.BOX_BEHIND.search(line.plain) else c.CHECKED.search(line.plain)
        checked = checked or c.CHECKED_BEHIND.search(line.plain)
        if checked:
            return _result(checked, _start(line, size), original, size)
        before = c.MARK_BEFORE_LEGEND.match(line.plain)
        if before:
            return _result(before, _start(line, size), original, size)
        if c.LEGEND.search(line.plain):
            continue
        match = c.CATEGORY_GLUED.search(line.plain) or c.CATEGORY_SIGNED.search(line.plain)
        match = match or _bare(line)
        if match:
            return _result(match, _start(line, size), original, size)
    for line in lines:
        said = c.CATEGORY_SAID.search(line.plain) if len(line.plain) < 80 else None
        if said and not c.LEGEND.search(line.plain):
            return _result(said, _start(line, size), original, size)
    body = layout.body
    start = max(body.start, layout.normal.rfind("\n", body.start, body.end) + 1, body.end - 80)
    said = c.CATEGORY_SAID.search(layout.normal, start, body.end)
    said = said or c.CATEGORY_LABEL.search(layout.normal, start, body.end)
    if said and not c.LEGEND.search(layout.normal, start, body.end):
        return _result(said, 0, original, size)
    for line in edges:
        match = c.CATEGORY_LOCAL.search(line.plain)
        if match:
            return None, _result(match, _start(line, size), original, size)[1]
    return None, None


def _begins_legend(text: str, place: int) -> bool:
    """Tell whether a class and what it means is one of several: A类：已解决."""
    return bool(c.LEGEND.match(text, place)) and len(set(c.CLASS_LETTER.findall(text))) > 1


def _start(line: Line, size: int) -> int:
    """Return where the line's plain text begins in the original, ``size`` where it is not that."""
    return line.start if line.plain is line.text else size


def _bare(line: Line) -> re.Match[str] | None:
    """Return a class that stands alone in its line, at its edge, or apart by blanks."""
    for match in c.CATEGORY_BARE.finditer(line.plain):
        before, after = line.plain[: match.start()], line.plain[match.end() :]
        alone = not before.strip() or before[-1] in " \t　（(|〕号；;，,：:）)【[《“"
        closed = not after.strip() or after[0] in " \t　）)|（(，,；;。】]》”" or after[0] >= "一"
        if alone and closed:
            return match
    return None


def public(layout: Layout, meta: Mapping[str, str]) -> bool | None:
    """Return whether the reply may be published; None where nothing says so."""
    for label in _PUBLIC_FIELDS:
        value = meta.get(label)
        if value:
            said = _public_value(value)
            if said is not None:
                return said
    lines = [
        x
        for x in _edge_lines(layout)
        if "公开" in x.tight and not x.tight.startswith(("信息公开", "政务公开"))
    ]
    for line in lines:
        checked = c.PUBLIC_CHECKED.search(line.plain)
        if checked:
            return _public_value(checked["box"] or checked["word"])
        match = c.PUBLIC_LABEL.search(line.plain)
        if match:
            said = _public_value(match["value"])
            if said is not None:
                return said
    for line in lines:
        if c.NOT_PUBLIC.search(line.plain):
            return False
        if c.PUBLIC.search(line.plain) or line.tight in ("公开", "（公开）", "(公开)"):
            return True
    last = layout.normal[max(layout.body.start, layout.body.end - 40) : layout.body.end]
    if "公开" in last and re.search(r"(?:本|此)(?:答复|复函|件)[^。]{0,8}公开", last):
        return not c.NOT_PUBLIC.search(last)
    return None


def _public_value(value: str) -> bool | None:
    value = value.strip()
    if c.BOX.search(value):
        return None
    if value.startswith(("不", "否")) or c.NOT_PUBLIC.search(value):
        return False
    if "公开" in value or value.startswith(("是", "全文", "同意", "主动", "可以")):
        return True
    return None


def feedback(layout: Layout) -> Feedback | None:
    """Return what the letter says of the contact with the proposers, None where it says nothing."""
    normal = layout.normal
    start = layout.opening.start if layout.opening else layout.body.start
    contacted: bool | None = None
    opinion: Opinion | None = None
    evidence: Span | None = None
    place = start
    while match := c.FEEDBACK_WORD.search(normal, place, layout.span.end):
        span = sentence_at(normal, match.start())
        place = max(span.end, match.end())
        sentence = span.of(normal)
        if not c.FEEDBACK_WHO.search(sentence) or c.FEEDBACK_NOT.search(sentence):
            continue
        thought = _opinion(sentence)
        contact = c.FEEDBACK_CONTACT.search(sentence) is not None
        met = contact and (thought is not None or _with_proposers(sentence))
        if met or thought:
            contacted = contacted or met or None
            if thought and (opinion is None or evidence is None):
                opinion = thought
            evidence = span if evidence is None or (thought and opinion == thought) else evidence
    return Feedback(contacted, opinion, evidence) if evidence else None


def _with_proposers(sentence: str) -> bool:
    """Tell whether the contact was with the proposers and not with other agencies."""
    return bool(
        re.search(
            r"(?:与|同|向|和|给|邀请?|拜访|走访|回访|征求|听取|联系)(?:了)?[^，。；]{0,16}?(?:委员|代表|[您你]|提案人|建议人|贵)"
            r"|(?:委员|代表|[您你]们?|提案人)[^，。；]{0,10}(?:面商|面谈|会面|沟通|电话)",
            sentence,
        )
        or c.FEEDBACK_ELIDED.search(sentence)
    )


def _opinion(sentence: str) -> Opinion | None:
    for pattern, opinion in _OPINIONS:
        match = pattern.search(sentence)
        if match:
            before = sentence[max(0, match.start() - 40) : match.end()]
            return opinion if c.FEEDBACK_SUBJECT.search(before) else None
    return None
