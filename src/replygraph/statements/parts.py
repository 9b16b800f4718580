"""What is part of what: editions of a series, and what the letter calls a part."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from replygraph.model import Entity, Link
from replygraph.statements.frames import Fact
from replygraph.statements.masked import expand
from replygraph.statements.tokens import Names, Token

_EDITION: Final = re.compile(
    r"^(?:.{2,24}暨)?(?:\d{4}年?度?(?:[（(]第[一二三四五六七八九十\d]+届[）)])?"
    r"|第[一二三四五六七八九十百\d]+届|首届|[（(]第[一二三四五六七八九十\d]+届[）)])+"
)
_PART_NOUN: Final = (
    "组成部分|重要组成|子项|配套|重点活动|主题活动|系列活动|分会场|首站|示范点|示范项目|重要内容|"
    "重点项目|重点工程|重要活动|专场|分项|子项目|板块|之一|主要内容|重点任务"
)
#: 该活动是影视大会的配套活动; 作为影视大会重点活动; 列入旅游节重点活动
_COPULA: Final = re.compile(
    expand(rf"(?:是|作为|列为|列入|纳入|属于|系)([{{N}}])(?:的|开幕[日式]的?)?[^，{{N}}]{{0,8}}?(?:{_PART_NOUN})")
)
#: 芜湖城市大脑一期工程已纳入江淮大数据中心总体框架
_INCLUDED: Final = re.compile(expand(r"(?:纳入|列入|并入|隶属于|隶属|下属于)([{G}{E}{A}])(?!.{0,4}(?:扶持|支持|资助|补助))"))
_FUNDED: Final = re.compile(expand(r"纳入([{G}])(?:给予)?[^，]{0,2}(?:扶持|支持|资助|补助|保障)"))
_DURING: Final = re.compile(expand(r"([{E}{G}])(?:举办|召开)?期间|作为([{E}])[^，]{0,6}，"))


def series(links: Sequence[Link]) -> dict[str, Entity]:
    """Return edition → series for the names of a letter that are an edition of another one."""
    names: dict[str, Entity] = {}
    for link in links:
        if link.entity is not None and link.entity.type in ("EVENT", "PROGRAM"):
            names.setdefault(link.entity.name, link.entity)
    result: dict[str, Entity] = {}
    for name in names:
        match = _EDITION.match(name)
        if match is None:
            continue
        rest = name[match.end() :]
        if rest in names:
            result[name] = names[rest]
            continue
        wider = [n for n in names if n != name and len(n) > 3 and name.endswith("暨" + n)]
        if wider:
            result[name] = names[max(wider, key=len)]
    return result


def _token_at(tokens: list[Token], place: int) -> Token | None:
    return next((t for t in tokens if t.kind == "name" and t.start <= place < t.end), None)


def _topic(tokens: list[Token], place: int, other: Names) -> Names:
    """Return what a copula at ``place`` speaks of: the object or topic named before it."""
    candidates = [
        token
        for token in tokens
        if token.kind == "name"
        and not token.inner
        and token.end <= place
        and token.names
        and token.names[0][0] in ("EVENT", "PROGRAM", "AGENCY", "PLACE")
        and token.names != other
    ]
    for kinds in (("EVENT", "PROGRAM"), ("AGENCY",)):
        for token in reversed(candidates):
            if token.names[0][0] in kinds:
                return token.names[-1:] if len(token.names) > 1 else token.names
    behind = [
        token
        for token in tokens
        if token.kind == "name"
        and token.start > place
        and token.names
        and token.names[0][0] in ("EVENT", "PROGRAM")
        and token.names != other
    ]
    return behind[0].names[:1] if behind else ()


def parts(tokens: list[Token], flat: str) -> Iterator[Fact]:
    """Yield what a sentence calls part of something, and what a fund takes in."""
    for match in _FUNDED.finditer(flat):
        fund = _token_at(tokens, match.start(1))
        if fund is not None:
            topic = _topic(tokens, match.start(), fund.names)
            if topic:
                yield Fact(fund.names, "supports", topic, "fund-takes-in", match.start())
    for pattern, rule in ((_COPULA, "part-copula"), (_INCLUDED, "part-included")):
        for match in pattern.finditer(flat):
            whole = _token_at(tokens, match.start(1))
            if whole is None or not whole.names or whole.names[0][0] not in (
                "EVENT", "PROGRAM", "AGENCY", "PLACE",
            ):
                continue
            if whole.names[0][1].name.endswith(("资金", "基金", "名单", "奖")):
                continue
            topic = _topic(tokens, match.start(), whole.names)
            if topic:
                yield Fact(topic, "partOf", whole.names[:1], rule, match.start())


def during(tokens: list[Token], flat: str, facts: Sequence[Fact]) -> Iterator[Fact]:
    """Yield X partOf Y for X举办 within Y期间."""
    for match in _DURING.finditer(flat):
        if match[1] is None:
            continue
        whole = _token_at(tokens, match.start(1))
        if whole is None or not whole.names:
            continue
        for fact in facts:
            if fact.predicate == "organizes" and fact.place > match.start():
                for name in fact.objects:
                    if name[0] == "EVENT" and name not in whole.names:
                        yield Fact((name,), "partOf", whole.names[-1:], "part-during", fact.place)
