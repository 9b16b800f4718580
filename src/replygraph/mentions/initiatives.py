"""Find initiatives by what surrounds them: areas being built, platforms in use, lists that take in.

No table knows these names: a level or a region opens them, a head closes them, and a verb says
that they are there already (登录, 接入) or take somebody in (列入…名单).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from replygraph.mentions.judge import GENERIC
from replygraph.mentions.lexicon import has_any, mention
from replygraph.mentions.rules import Rule
from replygraph.mentions.stops import Edges
from replygraph.model import Letter, Mention

#: what opens an initiative of a level, what follows one that is spoken of as a whole
_OF_LEVEL: Final = re.compile(
    "(?:国家级?|全国|省级|自治区级?|市级|全省|全市|[一二三四五六七八九十]年)(?!重[大点])"
)
_SPOKEN_OF: Final = re.compile(
    "(?:工作)?(?:自\\d{4}年|启动以来|实施以来|开展以来|累计|共(?!建|同|享)|覆盖|惠及|吸纳|已|进展|全面|由|是|安排|实施方案|"
    "(?:项目|试点|任务)?(?:建成|完成|通过))"
)
_VAGUE: Final = re.compile(
    "(?:国家|省|市|全国)?(?:重点|重大|一批|一系列|各|相关|有关|其他|部分|上述|多个|大型|民生|专项)"
)


def is_vague(core: str) -> bool:
    """Tell whether ``core`` before a head says how many or how weighty, and no more.

    >>> is_vague("一批民生"), is_vague("重大基础设施建设"), is_vague("乡音")
    (True, True, False)
    """
    rest = _VAGUE.match(core)
    return bool(rest and GENERIC.fullmatch(core, rest.end()))


def is_told(text: str, start: int, end: int, core: str) -> bool:
    """Tell whether a name of generic words is used as a name: it has a level, or comes back.

    >>> text = "数字乡村建设试点启动以来，数字乡村建设试点"
    >>> is_told(text, 0, 8, "数字乡村建设"), is_told("重大工程和重大工程", 0, 4, "重大")
    (True, False)
    """
    if len(core) < 5 or _VAGUE.match(core):
        return False
    name = text[start:end]
    if _OF_LEVEL.match(core) or _SPOKEN_OF.match(text, end):
        return len(core) > 5
    return text.find(name, end) >= 0 or text.find(name, 0, start) >= 0


#: 粤港澳大湾区|建设, 长江经济带|建设: an area whose building is an initiative of the state
_AREAS: Final = (
    *("经济圈", "大湾区", "自由贸易港", "经济带", "经济走廊", "新通道", "都市圈", "城市群"),
    *("国家公园", "先行区", "屏障区", "屏障", "走廊"),
)
_BUILT: Final = Rule(
    re.compile(
        f"(?P<area>{'|'.join(_AREAS)})(?:建设|创建)(?!用地|单位|[局办处]|领导|管理|资金|投资|银行)"
    )
)
#: words that make no name of an area
_ANY_AREA: Final = re.compile(
    "(?:生态|安全|绿色|我[国省市县]|[省市县区]|重要|北方|南方|国家|西部|东部)*"
)
#: 国家, 湖北省, 市: who runs what is used
_RUN_BY: Final = (
    "(?:国家|全国|中国|全省|全市|省级?|市级?|县级?|自治区|区级|州级?|[一-龥]{2,5}[省市县区州])"
)
_IN: Final = "[^，。；、：“”《》（）()的\\n与和将在]"
#: 登录全国…平台, 接入省…系统
_USED: Final = Rule(
    re.compile(
        "(?:依托|通过|登录|登陆|接入|用好|借助|使用|利用|纳入|录入|上传至?|推送至|联通|入驻|并入|归集到|"
        "汇聚到|共享至|关联|融入)了?"
        f"(?P<name>{_RUN_BY}(?![级内直][各部]){_IN}{{3,20}}?(?:平台|(?<!治理)(?<!服务体)(?<!保障)系统|APP))"
        "(?=[，。；、）]|开|进|发|查|办|申|提|实|统|对|为|向|上|点|联|予|报|推|及时|中)"
    )
)
_NOT_USED: Final = re.compile(
    "建立|搭建|构建|打造|建设(?!工程|项目|市场|领域)|各|相关|有关|及其?|等|拟"
)
#: 列入国家骨干冷链物流基地|建设名单, 申报国家乡村振兴示范县
_TAKEN_IN: Final = Rule(
    re.compile(
        "(?:列入|纳入|列为|确定为|入围|获批|申报|申创|争创|创建|创成|入选)(?:了|为)?"
        "(?P<name>(?:国家级?|全国|省级|全省|自治区级?|全区|首批|第[一二三四五六七八九十]+批|中国)"
        f"{_IN}{{3,24}}?"
        "(?:示范[区市县州盟旗园点镇村街]|示范基地|示范城市|示范单位|基地|试点[市县区旗镇村]?|试点城市|试点单位|试点地区|"
        "试验区|先行区|先导区|名录|产业集群|产业园|产业强镇|创新型[县市]|强[县市区]|[县市]|之乡))"
        "(?=(?:建设|创建|培育|候选|公示|推荐)?名单|[，。；、）\\n]|$|创建|建设|范围|培育|称号|行列|储备)"
    )
)
_NOT_TAKEN: Final = re.compile("规划|重点|计划$|项目库|资金|考核|预算|各|相关|国家[级]?重点")


def find(letter: Letter, edges: Edges, known: Sequence[Mention]) -> Iterator[Mention]:
    """Yield initiatives by area, platforms by their use, and lists by whom they take in.

    >>> from replygraph.model import Letter, Span
    >>> text = "服务长江经济带建设，登录全国文化信息共享平台查询，申报国家乡村振兴示范县"
    >>> letter = Letter("a", "a.txt", "", 0, text, text, Span(0, len(text)))
    >>> area = Mention(Span(2, 7), "长江经济带", "PLACE", "place.area")
    >>> [found.text for found in find(letter, Edges(letter), [area])]
    ['长江经济带建设', '全国文化信息共享平台', '国家乡村振兴示范县']
    """
    text, first, last = letter.normal, letter.span.start, letter.span.end
    if has_any(text, _AREAS):
        places = {m.span.end: m.span.start for m in known if m.type == "PLACE"}
        for match in _BUILT.finditer(text, first, last):
            start = places.get(match.end("area"), edges.before(match.start()).start)
            name = text[start : match.start()]
            if 1 < len(name) <= 14 and not _ANY_AREA.fullmatch(name) and name.isalnum():
                yield mention(letter, start, match.end(), "PROGRAM", "program-area")
    for match in _USED.finditer(text, first, last):
        if not _NOT_USED.search(match["name"]):
            yield mention(letter, *match.span("name"), "PROGRAM", "program-used")
    for match in _TAKEN_IN.finditer(text, first, last):
        if not _NOT_TAKEN.search(match["name"]):
            yield mention(letter, *match.span("name"), "PROGRAM", "program-taken-in")
