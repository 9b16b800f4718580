"""Who acts together: partners of the clause before, all who led, paid or helped."""

from __future__ import annotations

import re
from typing import Final

from replygraph.statements.masked import expand
from replygraph.statements.patterns import BODIES
from replygraph.statements.tokens import Name, Names, Token

_ENDS: Final = re.compile(
    "(?:等[^，]{0,6})?(?:共同|联合)?(?:，|组成|成立|组建|抽调|发文|行文|执法|攻关|部署|会商|协商|对接|沟通|衔接|磋商|洽谈|座谈|商定)"
)
#: A与B采取结对的方式，共同运营线路
_THEN_TOGETHER: Final = re.compile("[^，]*，(?:双方|共同|联合|合作|携手|联手)")
_JOINING: Final = frozenset({"会同", "联合", "携手", "协同"})
#: A安排I，B安排I，共同支持E
_TOGETHER: Final = re.compile("(?:共同|一道|一起|合力|联手)$")


def idle(tokens: list[Token], place: int, mark: Token, flat: str) -> bool:
    """Tell whether the clause states nothing of the partner, who then acts in the next one."""
    token = tokens[place]
    if _ENDS.match(flat, token.end) or _THEN_TOGETHER.match(flat, token.end):
        return True
    return mark.text in _JOINING and not any(
        t.kind == "verb" and t.clause == token.clause for t in tokens[place:]
    )


def pool(tokens: list[Token], place: int, flat: str) -> Names:
    """Return whose the verb at ``place`` is where bodies act together; empty where they do not.

    共同支持E: all bodies of the sentence. A牵头，B配合，推进G: it is A that does what B helps with.
    """
    names: dict[Name, None] = {}
    if _TOGETHER.search(flat[: tokens[place].start]):
        for other in tokens[:place]:
            if other.kind == "verb" and not other.inner:
                names |= dict.fromkeys(other.subject + other.partners)
        return tuple(name for name in names if name[0] in BODIES)
    clause = tokens[place].clause
    before = [t for t in tokens[:place] if t.verb is not None and t.clause < clause]
    rules = [t.verb.rule for t in before[-2:] if t.verb is not None]
    if rules == ["lead", "support"] and not before[-1].objects:
        return before[-2].subject + before[-2].partners
    return ()


#: 全市百家企业[参加了E]: a subject without a name
_NOBODY: Final = re.compile(
    expand(
        "(?:[^，]{2}(?:公司|集团|银行|协会|学会|商会|学院|大学|[中小]学|医院|研究[院所]|基金会|管委会|委员会|办公室|街道办|支队|大队|总队)"
        "|企业|单位|群众|居民|市民|学生|师生|教师|职工|代表|选手|运动员|人员|队伍|家庭|农户|商户|游客|观众|机构|志愿者|专家|干部|党员"
        "|该[剧校院村镇县市区企社站馆所园户路桥队班团片厂店]|(?:中央|省|市|县|区|州|上级|各级|地方|本级)(?:级)?财政|村民|用户|乡镇|县区|县市|区县|院校|学校|高校|社区|展商|客商|嘉宾|媒体|团队|考生|农民|牧民|渔民|读者|青年|老人|儿童)"
        "(?:均|都|也|已|共同|积极|踊跃|先后|纷纷|分别|陆续|报名|到场|前来|还|将|现场|集中|同时|代表|[{T}{I}]|等[{I}])*$"
    )
)
#: 为办好E，A抽调民警: what for, not who
_FOR: Final = re.compile("(?:^|，)(?:为了?|为确保|为全力)$")
_SENDS: Final = re.compile(
    "派|组织|安排|选|带领|率|邀|请|作为|动员|对|为|向|给|与|和|联合|会同|上述|双方|[两三四五六七八九十]家"
)


def of_nobody(tokens: list[Token], place: int, flat: str) -> bool:
    """Tell whether the clause has a subject that is not named: no body takes its place."""
    token, start = tokens[place], 0
    if token.text.endswith("办好") and _FOR.search(flat[: token.start]):
        return True
    for before in reversed(tokens[:place]):
        if before.clause != token.clause or before.kind in ("comma", "item"):
            start = before.end
            break
        if before.kind not in ("figure", "date", "done", "future", "de"):
            return False
    words = flat[start : token.start]
    return _NOBODY.search(words) is not None and _SENDS.search(words) is None


#: A牵头、B配合推进G
AIDING: Final = frozenset({"配合", "协助"})


def leader(tokens: list[Token], place: int) -> Token | None:
    """Return the cue of leading in A牵头、B配合推进G: it is A that does what B helps to do."""
    aid = tokens[place - 1] if place else None
    if aid is None or aid.text not in AIDING:
        return None
    for before in reversed(tokens[: place - 1]):
        if before.verb is not None:
            led = before.verb.rule == "lead" and not before.inner and not before.objects
            return before if led and before.clause >= aid.clause - 1 else None
    return None


#: 督促各地[落实D], 指导企业[开展G]: it is they who do it, whoever they are
_OTHERS: Final = re.compile(
    "(?:请|支持|指导|督促|引导|鼓励|要求|推动|帮助|协助|倡导|责成|敦促|促进|带动|扶持)[^，、]{0,10}?"
    "(?:各地|各级|地方|各[省市县区州旗盟乡镇]|[县市区]{2}|乡镇|企业|单位|部门|院校|学校|高校|机构|医院|农户|村民|群众|"
    "居民|街道|社区|商户|组织|主体|合作社|志愿者|业主|教师|学生|青年|师生|干部|职工|党员|人员|队伍|商家|农民|牧民|学员)"
    "[^，、]{0,6}$"
)


def made_to(flat: str, start: int, end: int) -> bool:
    """Tell whether what stands in ``flat[start:end]`` makes others do what the verb at end says."""
    if flat.startswith(("要求", "，要求", "并要求", "，并要求"), start) and end - start > 3:
        return True
    return end - start > 3 and _OTHERS.search(flat, start, end) is not None
