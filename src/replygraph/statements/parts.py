"""What is part of what: editions of a series, sites of events, what the letter calls a part."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from replygraph.model import Entity, Link
from replygraph.statements.facts import Fact
from replygraph.statements.masked import expand
from replygraph.statements.tokens import Name, Names, Token

_EDITION: Final = re.compile(
    r"(?:\d{4}年?度?(?:[（(]第[一二三四五六七八九十\d]+届[）)])?"
    r"|第[一二三四五六七八九十百\d]+届|首届|[（(]第[一二三四五六七八九十\d]+届[）)])+"
)
_SITE: Final = re.compile("(?:活动|赛事)?(?:基地|主?会场|现场|永久会址|会址)$")
#: 林芝市第十七届桃花旅游文化节 is an edition of 林芝桃花旅游文化节
_DIVISIONS: Final = re.compile("(?<=[\u4e00-\u9fff]{2})[省市县州]")
_PART_NOUN: Final = (
    "组成部分|重要组成|子项|配套|重点活动|主题活动|系列活动|分会场|首站|示范点|示范项目|重要内容|"
    "重点项目|重点工程|重要活动|专场|分项|子项目|板块|之一|主要内容|重点任务"
)
#: 该活动是影视大会的配套活动; 作为影视大会重点活动; 列入旅游节重点活动
_COPULA: Final = re.compile(
    expand(
        rf"(?:是|为|作为|列为|列入|纳入|属于|系)(?:[{{A}}{{L}}{{T}}]+(?=[{{G}}{{E}}]))?([{{N}}])(?:的|开幕[日式]的?)?[^，{{N}}]{{0,8}}?(?:{_PART_NOUN})"
    )
)
#: 举办旅游节，织绣大赛是其重点活动; 启动G，体系建设是三个子项之一
_OF_THAT: Final = re.compile(
    expand(
        rf"([{{E}}{{G}}])(?:均|也|就|正)?(?:是|为|系|属于?|作为)(?:其中?的?|[一二三四五六七八九十两]个?大?)[^，{{N}}]{{0,6}}?(?:{_PART_NOUN})"
    )
)
#: what such a sentence cannot do without
_THAT: Final = ("是其", "为其", "系其", "属其", "于其", "之一")
#: 芜湖城市大脑一期工程已纳入江淮大数据中心总体框架
_INCLUDED: Final = re.compile(
    expand(
        r"(?:纳入|列入|并入|隶属于|隶属|下属于)(?:[{A}{L}{T}]+(?=[{G}{E}]))?([{G}{E}{A}])(?!.{0,4}(?:扶持|支持|资助|补助))"
    )
)
#: 市水务局下属的大满灌区管理处
_BELONGS: Final = re.compile(expand("([{A}])(?:下属|下辖|所属|直属)的?([{A}{O}])"))
#: 隶属我局的州驻惠州劳务工作站
_BELONGING: Final = re.compile(expand("(?:隶属于?|归属于?|从属于?)([{A}])的([{A}])"))
#: 水库管理所是我局的下属单位
_SUBORDINATE: Final = re.compile(
    expand(
        "([{A}{O}])(?:是|为|系|作为)([{A}])的?(?:下属|直属|所属|二级|内设|派出)(?:事业)?(?:单位|机构|部门)"
    )
)
#: 列入伊昭环线旅游风景道建设的特昭公路改建工程
_TAKEN_IN: Final = re.compile(expand("(?:列入|纳入|并入)([{G}{E}])的([{G}{E}{L}])"))
#: 三月三节配套的织绣设计大赛
ATTACHED: Final = re.compile(expand("([{E}{G}])(?:的?配套的?|框架下的|系列的|的子项目?)([{E}{G}])"))
_FUNDED: Final = re.compile(expand(r"纳入([{G}])(?:给予)?[^，]{0,2}(?:扶持|支持|资助|补助|保障)"))
_DURING: Final = re.compile("(?:举办|召开)?(?:期间|同期)")
#: 举办旅游节，期间组织民歌会
_BARE_DURING: Final = re.compile("(?<=[，：])(?:期间|其间|同期)")
#: 2021年盐源苹果节与展销会同期举行
_SAME_TIME: Final = re.compile(expand("([{E}])与([{E}])同期"))
#: 拟将引大路纳入2011年县乡公路改造计划
_TAKEN: Final = re.compile(
    "(?:等[^，]{0,6}|一带|片区)?(?:已|均|被|首次|也|还|全部|一并|正式|尚未|暂未|未能|未|没有|没能|目前)*$"
)


def event_sites(links: Sequence[Link], events: Sequence[Entity]) -> dict[str, Name]:
    """Return the sites that stand for one of ``events``, after which they are named.

    影视大会基地 for 影视大会.
    """
    if not events:
        return {}
    named_so = {
        e.name: match.start()
        for link in links
        if link.mention.type == "PLACE" and (e := link.entity) and (match := _SITE.search(e.name))
    }
    by_name = {event.name: event for event in events}
    return {
        name: ("EVENT", event)
        for name, end in named_so.items()
        if (event := by_name.get(name[:end])) is not None
    }


def series(events: Sequence[Entity]) -> dict[str, Entity]:
    """Return edition → series for those of a letter's events that are an edition of another."""
    names: dict[str, Entity] = {}
    for event in events:
        names.setdefault(event.name, event)
    editions = {name: match for name in names if (match := _EDITION.search(name))}
    if not editions or len(editions) == len(names):
        return {}
    wholes = {_DIVISIONS.sub("", name): name for name in names if name not in editions}
    result: dict[str, Entity] = {}
    for name, match in editions.items():
        rest = _DIVISIONS.sub("", name[: match.start()] + name[match.end() :])
        if rest in wholes:
            result[name] = names[wholes[rest]]
            continue
        longer = [whole for whole in wholes if len(whole) >= 5 and rest.endswith(whole)]
        if longer:
            result[name] = names[wholes[max(longer, key=len)]]
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


def _included(tokens: list[Token], flat: str, place: int) -> Names:
    """Return what stands right before 纳入, or behind 将 or 把; never a body (A将…纳入)."""
    if "建议" in flat[:place]:
        return ()
    before = [t for t in tokens if t.kind == "name" and t.end <= place and not t.inner and t.names]
    for token in reversed(before):
        if _TAKEN.match(flat[token.end : place]):
            return token.names if token.names[0][0] in ("EVENT", "PROGRAM", "PLACE") else ()
        if "，" not in flat[token.end : place]:
            return ()
        if flat[token.end : place].endswith(("，", "，并", "，并将其", "，将其", "，也")) and (
            token.names[0][0] in ("EVENT", "PROGRAM")
        ):
            return token.names[-1:]
    return ()


#: what no part can be told without
PART_WORD: Final = re.compile("[是为入属系]|配套|子项|下辖|同期|二级|内设|派出")


def _of_that(tokens: list[Token], flat: str) -> Iterator[Fact]:
    """Yield what is part of the event or programme named last before it (E2是其重点活动)."""
    for match in _OF_THAT.finditer(flat) if any(w in flat for w in _THAT) else ():
        part = _token_at(tokens, match.start(1))
        before = [t for t in tokens if t.kind == "name" and t.end < match.start() and t.names]
        before = [t for t in before if t.names[0][0] in ("EVENT", "PROGRAM") and not t.inner]
        if part and before and before[-1].names != part.names:
            yield Fact(part.names, "partOf", before[-1].names[-1:], "part-copula", match.start())


def _units(tokens: list[Token], flat: str) -> Iterator[Fact]:
    """Yield whose unit an agency is: 隶属A的B, B是A的下属单位."""
    if not any(word in flat for word in ("属", "二级", "内设", "派出")):
        return
    for pattern, of, unit in ((_BELONGING, 1, 2), (_SUBORDINATE, 2, 1)):
        for match in pattern.finditer(flat):
            whole, part = _token_at(tokens, match.start(of)), _token_at(tokens, match.start(unit))
            if whole and part:
                names = tuple(name for name in part.names if name[0] == "AGENCY")
                yield Fact(names, "partOf", whole.names, "part-belongs", match.start())


def parts(tokens: list[Token], flat: str) -> Iterator[Fact]:
    """Yield what a sentence calls part of something, and what a fund takes in."""
    for match in _FUNDED.finditer(flat) if "纳入" in flat else ():
        fund = _token_at(tokens, match.start(1))
        if fund is not None:
            topic = _topic(tokens, match.start(), fund.names)
            if topic and topic[0][0] in ("EVENT", "PROGRAM"):
                yield Fact(fund.names, "supports", topic, "fund-takes-in", match.start())
    included = _INCLUDED.finditer(flat) if "入" in flat or "属" in flat else ()
    for matches, rule in ((_COPULA.finditer(flat), "part-copula"), (included, "part-included")):
        for match in matches:
            whole = _token_at(tokens, match.start(1))
            if (
                whole is None
                or not whole.names
                or whole.names[0][0]
                not in (
                    "EVENT",
                    "PROGRAM",
                    "AGENCY",
                )
            ):
                continue
            if whole.names[0][1].name.endswith(("资金", "基金", "名单", "奖")):
                continue
            if rule == "part-included":
                topic = _included(tokens, flat, match.start())
            else:
                topic = _topic(tokens, match.start(), whole.names)
            if topic:
                yield Fact(topic, "partOf", whole.names[:1], rule, match.start())
    yield from _of_that(tokens, flat)
    yield from _units(tokens, flat)
    for match in _TAKEN_IN.finditer(flat) if "入" in flat else ():
        whole, part = _token_at(tokens, match.start(1)), _token_at(tokens, match.start(2))
        if whole and part and whole is not part:
            yield Fact(part.names, "partOf", whole.names[:1], "part-included", match.start())
    for match in ATTACHED.finditer(flat) if "配套" in flat or "子项" in flat else ():
        whole, part = _token_at(tokens, match.start(1)), _token_at(tokens, match.start(2))
        if whole and part and whole is not part:
            yield Fact(part.names[:1], "partOf", whole.names[-1:], "part-attached", match.start())
    for match in _BELONGS.finditer(flat) if "属" in flat or "下辖" in flat else ():
        whole, part = _token_at(tokens, match.start(1)), _token_at(tokens, match.start(2))
        if whole and part:
            yield Fact(part.names, "partOf", whole.names, "part-belongs", match.start())
    for match in _SAME_TIME.finditer(flat) if "同期" in flat else ():
        one, other = _token_at(tokens, match.start(1)), _token_at(tokens, match.start(2))
        if one and other:
            yield Fact(one.names, "partOf", other.names, "part-same-time", match.start())


#: 主办E1共32场，其中T在L举行的E2
_AMONG: Final = re.compile(expand("，其中[^，{E}{G}]*([{E}])"))


def among(tokens: list[Token], flat: str) -> Iterator[Fact]:
    """Yield the event that the sentence picks out of one told before (E1，其中…的E2)."""
    for match in _AMONG.finditer(flat):
        whole, part = _last_event(tokens, match.start()), _token_at(tokens, match.start(1))
        if whole and part and whole.names != part.names:
            yield Fact(part.names[:1], "partOf", whole.names[-1:], "part-among", match.start())


def _last_event(tokens: list[Token], place: int) -> Token | None:
    events = [
        t
        for t in tokens
        if t.kind == "name" and t.end <= place and t.names and t.names[0][0] == "EVENT"
    ]
    return events[-1] if events else None


def during(tokens: list[Token], flat: str, facts: Sequence[Fact]) -> Iterator[Fact]:
    """Yield X partOf Y for X举办 within Y期间; 期间 alone means that of the event before it."""
    bare = _BARE_DURING.search(flat) if "间" in flat or "同期" in flat else None
    for whole in tokens:
        if whole.kind != "name" or not whole.names or whole.names[0][0] not in ("EVENT", "PROGRAM"):
            continue
        start = whole.start
        if bare and whole.end <= bare.start() and whole is _last_event(tokens, bare.start()):
            start = bare.start()
        elif not _DURING.match(flat, whole.end):
            continue
        for fact in facts:
            if fact.predicate == "organizes" and fact.place > start:
                for name in fact.objects:
                    if name[0] == "EVENT" and name not in whole.names:
                        yield Fact((name,), "partOf", whole.names[-1:], "part-during", fact.place)
