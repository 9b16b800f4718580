"""Whether a cue without object takes a name that was told before: 由A承担, B派人参加."""

from __future__ import annotations

import re
from typing import Final

from replygraph.statements.joint import AIDING
from replygraph.statements.left import Left
from replygraph.statements.masked import expand
from replygraph.statements.patterns import BODIES, Verb
from replygraph.statements.slots import governor, is_bare
from replygraph.statements.tokens import Names, Token

#: 对两地湿地生态环境问题进行了督导: something else than what was named
_OF_OTHERS: Final = re.compile(
    "对[^，]{0,16}(?:问题|两地|全[省市县区]|辖区|企业|市场|场所|单位|人员|行业|领域)[^，]{0,8}$"
)
#: 开展快递末端投递服务专项检查: what is checked is named, but no name
_TOPICAL: Final = re.compile("开展[\u4e00-\u9fff]{3,16}专项$")
#: A暂不安排资金: what one pays, and no more
_MONEY: Final = re.compile("(?:专项)?(?:资金|经费|预算)(?:[，。；]|$)")
#: what one pays with
_COST: Final = re.compile("(?:经费|资金|投资|费用)[^，]{0,8}$")
#: 编制《规划》，次年开始组织实施
_BEGINS: Final = re.compile("(?:开始|启动|全面|正式|付诸)(?:组织)?$")
#: 制定《工作方案》并印发实施
_MADE: Final = re.compile("(?:制定|编制|起草|修订|拟定|拟订|制订|形成|完善|研究制定)(?:完成)?了?$")
_COMMON: Final = re.compile("了?[\u4e00-\u9fff、]{2,16}(?:[，。；]|$)")


def _unnamed(tokens: list[Token], place: int, flat: str) -> bool:
    """Tell whether one takes part in what has no name (参与品种选育, 配合入户动员)."""
    token = tokens[place]
    assert token.verb is not None
    if token.verb.rule not in ("participate", "participate-send") and token.text not in AIDING:
        return False
    rest = tokens[place + 1 :]
    named = any(t.kind in ("name", "de") and t.clause == token.clause for t in rest)
    return not named and _COMMON.match(flat, token.end) is not None


def made(tokens: list[Token], place: int, flat: str, left: Left) -> Names:
    """Return the document that the clause makes before it issues it."""
    if not left.given or not left.subject or left.subject[0][0] != "DOCUMENT":
        return ()
    for before in reversed(tokens[:place]):
        if before.names is left.subject:
            return left.subject if _MADE.search(flat[: before.start]) else ()
    return ()


def _drafted(token: Token, flat: str) -> bool:
    """Tell whether ``token`` is an act of issuing, or a document that the sentence makes."""
    if token.verb is not None:
        return token.verb.rule == "issue" and bool(token.objects)
    if token.kind != "name" or not token.names or token.names[0][0] != "DOCUMENT":
        return False
    return flat.startswith("，", token.end) and _MADE.search(flat[: token.start]) is not None


#: 举办宣传活动，[A派人参加]; 做一次中期评估，由A承担
_UNNAMED: Final = re.compile(
    expand(
        "(?:建设|搭建|编制|制定|开发|新建|建立)了?[^，{N}]{2,12}(?:平台|系统|机制|规划|方案|办法|制度|标准|体系)，"
        "|(?:举办|举行|召开|开展|组织|承办|进行|做|搞)了?[^，{N}]{0,14}(?:活动|评估|会议?|培训|宣传|演练|比赛|作业|检查|论证|"
        "监测|普查|仪式|演出|试验|调查|设计|勘察|招聘|讲座|论坛|巡演|展览)[^，{N}]{0,4}，"
    )
)


def _stands_alone(tokens: list[Token], place: int, flat: str, verb: Verb) -> bool:
    """Tell whether the clauses before speak of something, but name nothing that the cue takes."""
    start = next((t.end for t in reversed(tokens[:place]) if t.kind == "comma"), 0)
    if len(_EMPTY.sub("", flat[:start])) < 6:
        return False
    return not any(
        name[0] in verb.themes or name[0] in verb.objects
        for token in tokens[:place]
        if token.kind == "name"
        for name in token.names
    )


def _unnamed_before(tokens: list[Token], place: int, flat: str, left: Left) -> bool:
    """Tell whether what a cue points back to is told, but has no name."""
    verb = tokens[place].verb
    assert verb is not None
    told = list(_UNNAMED.finditer(flat, 0, tokens[place].start))
    if not told:
        return left.agent and verb.rule != "lead" and _stands_alone(tokens, place, flat, verb)
    last = told[-1]
    return not any(
        name[0] in verb.themes
        for token in tokens[:place]
        if token.kind == "name" and token.start > last.start()
        for name in token.names
    )


#: what says nothing, or points back, before 由A承担
_EMPTY: Final = re.compile(
    expand(
        "经[{N}]?[^，]{0,6}(?:批准|同意|授权|委托|研究)|[\u4e00-\u9fff]{1,4}(?:层面|方面)|已|均|都|并|也|还|将|拟|主要|具体|全部|统一|其中|目前|现|正|分别|原则上|总体|继续|仍|"
        "全|整体|日常|同时|[今明去]年|年度|[一二三四五六七八九十]期|活动|项目|工程|行动|赛事|任务|实施|建设|工作|资金|经费|"
        "每[届年次期个]|[该本此上述以前后]|[{T}{I}，、的和其]"
    )
)


def _own_topic(tokens: list[Token], place: int, flat: str, verb: Verb) -> bool:
    """Tell whether a clause with 由 is about something of its own (飞机防治作业由A承担)."""
    clause = tokens[place].clause
    start, end = 0, tokens[place].start
    for token in reversed(tokens[:place]):
        if token.clause != clause:
            start = token.end
            break
        if token.kind == "by":
            end = token.start
        elif token.kind == "name" and token.start < end and not token.inner:
            fits = any(name[0] in verb.themes or name[0] in verb.objects for name in token.names)
            if fits:
                return False
    return len(_EMPTY.sub("", flat[start:end])) > 1


def points_back(tokens: list[Token], place: int, flat: str, left: Left) -> tuple[bool, bool]:
    """Tell whether a cue without object takes one that was named before, and how far back."""
    verb = tokens[place].verb
    assert verb is not None
    if not verb.themes or tokens[place].inner:
        return False, False
    back, far = _told_before(tokens, place, flat, left, verb)
    if back and left.agent and _own_topic(tokens, place, flat, verb):
        back = False
    return back and not _unnamed_before(tokens, place, flat, left), far


def _told_before(
    tokens: list[Token], place: int, flat: str, left: Left, verb: Verb
) -> tuple[bool, bool]:
    token = tokens[place]
    if verb.rule == "announce":
        return left.agent and is_bare(tokens, place, flat), False
    if verb.money and left.given and is_bare(tokens, place, flat, figures=True):
        return True, False
    if verb.funds and left.given and _MONEY.match(flat, token.end):
        return True, True
    if not is_bare(tokens, place, flat):
        return left.given and _unnamed(tokens, place, flat), False
    if verb.funds:  # 经费18万元由A解决
        return left.agent and _COST.search(flat[: token.start]) is not None, True
    if verb.rule == "issue" and not left.given:
        told = any(_drafted(t, flat) for t in tokens[:place])
        return told or left.joined, not told
    if verb.rule == "support-marked":
        joins = not left.loose or token.text.endswith(("配合", "协助"))
        return joins and not left.marked, True
    if verb.rule == "support":
        before = tokens[place - 1] if place else None
        if before is not None and before.text == "负责" and before.end == token.start:
            before = tokens[place - 2] if place > 1 else None  # B负责配合
        near = (
            before is not None
            and before.kind == "name"
            and bool(before.names)
            and before.names[0][0] in BODIES
            and token.start - before.end <= 2
            and governor(tokens, tokens.index(before)) is None
        )
        paid = any(  # A安排G1.9亿元支持
            t.verb is not None and t.verb.funds and not t.inner and t.clause == token.clause
            for t in tokens[:place]
        )
        return left.agent or near or (paid and left.given), True
    if verb.rule == "support-provide":
        return left.given and not left.marked, False
    if verb.award:
        return left.given, False
    if verb.rule == "supervise":
        other = left.loose and _OF_OTHERS.search(flat[: token.start]) is not None
        other = other or _TOPICAL.search(flat[: token.start]) is not None
        return left.given and not other, True
    if verb.rule == "implement" and not left.given and not left.joined:
        begins = _BEGINS.search(flat[: token.start]) is not None
        return begins and token.text == "实施", False
    return left.given or left.joined, token.text != "落实"
