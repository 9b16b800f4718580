"""Find names that stand whole in quotes (“利剑行动”), told from slogans by head and verb."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from replygraph.mentions import judge
from replygraph.mentions.lexicon import mention
from replygraph.mentions.name_patterns import (
    MATTERS,
    QUOTED,
    QUOTED_BY,
    QUOTED_COUNTED,
    QUOTED_NO_TAIL,
    QUOTED_RUN,
    QUOTED_SLOGAN,
)
from replygraph.mentions.rules import Rule
from replygraph.mentions.stops import Edge, Edges, opens_with_verb
from replygraph.model import Letter, Mention, MentionType

_QUOTED = Rule(QUOTED)


def find(letter: Letter, edges: Edges) -> Iterator[Mention]:
    """Yield events and programs whose whole name is quoted, without the quotes.

    >>> from replygraph.model import Letter, Span
    >>> text = "推出“烧烤贷”，开展“无废城市建设”“利剑行动”等宣传，用好“指挥棒”"
    >>> letter = Letter("a", "a.txt", "", 0, text, text, Span(0, len(text)))
    >>> [found.text for found in find(letter, Edges(letter))]
    ['烧烤贷', '无废城市建设', '利剑行动']
    """
    text, governing = letter.normal, None
    last = -1
    for match in _QUOTED.finditer(text, letter.span.start, letter.span.end):
        inner = match[1]
        if match.start() - last > 1 or governing is None:
            governing = _verb(text, edges, match.start())
        last = match.end()
        if MATTERS.match(text, match.end()):
            continue
        run = QUOTED_RUN.match(text, match.end())
        kind = _kind(inner, governing) or (_RUN[run["kind"]] if run else None)
        told = QUOTED_BY.match(text, match.end()) if kind is None else None
        if told and governing.kind in ("punct", "start") and not QUOTED_SLOGAN.search(inner):
            kind = "PROGRAM" if told["program"] else "EVENT"
            yield mention(letter, *match.span(1), kind, "quoted-by-whom")
            continue
        tail = QUOTED_COUNTED.match(text, match.end())
        if tail and governing.kind == "program" and kind != "EVENT":
            yield mention(letter, match.start(), tail.end(), "PROGRAM", "quoted-counted")
            continue
        if (
            governing.kind == "program"
            and inner not in _REFORMS
            and text.startswith("改革", match.end())
        ):
            yield mention(letter, match.start(), match.end() + 2, "PROGRAM", "quoted-reform")
            continue
        if kind and not QUOTED_SLOGAN.search(inner) and not opens_with_verb(inner):
            if governing.kind == "punct" and not _head(inner) and not run:
                continue
            if governing.word in judge.OPENING and not run and not _head(inner):
                if "一" <= text[match.end() : match.end() + 1] <= "龥":
                    continue  # 开展“一对一”帮扶
            elif not run and not _head(inner) and QUOTED_NO_TAIL.match(text, match.end()):
                continue
            yield mention(letter, *match.span(1), kind, f"quoted-{kind.lower()}")


_RUN: Final[dict[str, MentionType]] = {
    **dict.fromkeys(("活动", "节庆", "赛事", "展会", "节会"), "EVENT"),
    **dict.fromkeys(("行动", "工程", "计划", "项目", "试点", "荣誉", "称号"), "PROGRAM"),
}


#: reforms that everyone speaks of: “放管服”改革 is a policy, “一业一证”改革 an initiative
_REFORMS: Final = frozenset(("放管服", "三医联动", "供给侧", "供给侧结构性"))
#: what may stand between a verb and the quote
_BETWEEN: Final = ("首批", "第二批", "全国", "全省", "以")


def _verb(text: str, edges: Edges, opening: int) -> Edge:
    """Return the edge that governs what opens at ``opening``; 首批 and the like are no edge."""
    edge = edges.before(opening)
    if edge.start == opening or text[edge.start : opening] in _BETWEEN:
        return edge
    return Edge(opening, "punct", "")


def _head(inner: str) -> str | None:
    for size in range(min(8, len(inner) - 1), 0, -1):
        if (head := inner[-size:]) in judge.FAMILY:
            return head
    return None


def _kind(inner: str, governing: Edge) -> MentionType | None:
    head = _head(inner)
    strong = head in judge.EVENT_STRONG or head in judge.PROGRAM_STRONG
    if head and (strong or head in ("活动", "建设", "日", "月", "周", "季", "平台", "热线", "贷")):
        kind = judge.FAMILY[head]
        core = inner[: -len(head)]
        known = kind != "ORG" and len(core) > 1 and inner[-2:] not in judge.NO_EVENT_END
        if known and (len(head) > 3 or not judge.GENERIC.fullmatch(core)):
            return kind
    if governing.kind == "honour":
        return "PROGRAM"
    if governing.word in ("实施", "启动", "推出", "推行"):
        return "PROGRAM"
    if governing.word in judge.HOSTING or governing.word in ("参加", "参与"):
        return "EVENT"
    if governing.word in judge.OPENING:
        return "PROGRAM"
    return None
