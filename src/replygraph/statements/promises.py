"""Cues of promised measures (guide, section 5), one rule per line with a phrase from letters.

They run on normalised text in which mentions are masked, character for character: ``HEAD REST*``
is a body (我局, 市财政局, 某大学), ``NAME`` any other mention, ``DAY`` a date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from replygraph.statements.starts import starts

HEAD: Final = "\ue000"
REST: Final = "\ue003"
NAME: Final = "\ue001"
DAY: Final = "\ue002"

_A = f"{HEAD}{REST}*"
#: 我局、市财政局和区政府; bodies that one clause names side by side
BODIES: Final = (
    f"{_A}(?:[（(][^（）()]{{0,12}}[）)])?(?:(?:、|和|与|及|以及|会同|联合|同|并会同){_A})*(?:等)?"
)

#: 将 that speaks of the future, told from 将 = 把 by the word behind it
_WILL: Final = (
    "继续|会同|联合|进一步|于|在|从|对|与|同|以(?![上下])|按|根据|结合|通过|积极|加[大快强紧密装]|重点(?![项工任企区])|着力|切实"
    "|全力|努力|严格|认真|优先|抓|做|推|开(?!发区)|启|举[办行全]|印|出台|实施|组织(?!部)|安排|支持|选派|派|配合|指导|协[调同助]"
    "|争取|参[加与]|提供|建(?!议|筑|设项目)|新[建增设开改]|完成(?!情况)|扩大|修[订改复建编缮]|制定|编制|适时|逐[步年]|尽[快早]"
    "|持续|不断|牵头|统筹|督促|监督|落实(?!情况)|健全|完善|深[化入]|优化|提[升高请]|推荐|邀请|投入|发[放挥]|补[助贴充齐强建植]"
    "|改造(?!项目|工程)|为|向|待|依[托法]|围绕|采取|大力|予以|给予|主动|全面|适当|探索|尝试|力争|强化|压实|拓[展宽]|打造"
    "|培[育训养]|把|聚焦|立足|坚持|拟|由|引[导进入]|承办|主办|集中|分[类批期步年阶]|陆续|每年|再|常态|定期|及时|率先|召开|设立"
    "|调整|巩固|筹|申[报请]|请|用[好足于活]|多[措方渠次]|研究(?!成果|院)|吸[引纳]|充分|更加|利用|创[建新]|升级|增[加设强补派]"
    "|分别|各自|共同|一道|一并|一如|抽调|抽[选派]|增(?!长|速|幅|量)|派出|委派|下[派拨达发]|拨付|列支|筹措|整合|盘活|搭建|组建|成立|构建|建成|建立|建设(?!项目|工程|用地)|改[进善]|延[伸续长]|延[时]|开[通放设行办]|试[行点]|推[行出动进广介]|宣传|培训|联系|对接|跟踪|跟进|督[导办查]|检查|排查|整治|清理|取缔|查处|打击|严[查厉]|保[持障护]|维护|维修|加固|加装|更[新换]|安装|设置|施划|划[定设]|栽植|种植|绿化|亮化|硬化|修[缮建复]|新增|购[置买]|采购|招[聘录引]|选[拔聘树送]|评选|表彰|奖励|兑现|减免|降低|缩短|压缩|拓宽|疏[通导浚]|打[通响]|完(?:善|成)|全[过程面]|贯彻|遵循|认真|细化|明确(?!的)|规范(?!化)|强[力]|一[以如手]|以(?![上下])|有[序效针计]|[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]"
)
#: the words that promise: 将, 拟, 计划, 力争; each with its rule
CUES: Final = (
    ("promise-will", rf"(?<![即把可必])将(?={_WILL}|[{DAY}\d])"),  # 我局将会同市财政局出台
    ("promise-intend", r"(?<![模虚草比])拟(?![定订议合态人稿])"),  # 我局拟于5月举办
    (
        "promise-plan",  # 我局计划于2025年启动
        (
            rf"(?:(?<=[，：；。{HEAD}{REST}、并还也均已])|(?<=^))计划(?=[自从于在到用{DAY}\d今明年新投开启举建实安培完通分组对将向])"
            rf"|计划(?=[于在][{DAY}\d今明年])"
            rf"|(?:(?<=今年)|(?<=明年)|(?<=[{DAY}]))计划(?=[新建实培完通组安投改开启举推种栽招])"
        ),
    ),
    (
        "promise-strive",
        r"力争|承诺(?!书|函|制)|争取(?=[将把在于到]|尽快|早日)|争取(?=[^，。；]{0,12}(?:[年月]底?前|年内|[{}]))".replace(
            "{}", DAY
        ),
    ),
    ("promise-mean", rf"(?<=[{HEAD}{REST}])打算(?=这|[于在把将对{DAY}\d])"),  # 我中心打算这么办
    ("promise-after", r"待[^，。；]{2,40}后，"),  # 待资金落实后，启动二期
    (
        "promise-listed",  # 已列入2021年县乡公路改造计划
        rf"[纳列]入[^，。；]{{0,6}}(?:20\d\d年|{DAY}+|明年|下年度|今年)度?[^，。；《“{NAME}]{{0,16}}计划(?![的开实])",
    ),
    (
        "promise-sure",
        rf"确保(?=[^，。；]{{0,6}}(?:[{DAY}]+|年底|年内)前?)",
    ),  # 确保2023年6月底前建成
    (
        "promise-next",
        r"(?:(?<=[，：])|(?<=^))(?:下一?步|下一?阶段)(?!，|工作|打算)",
    ),  # 下步将会同区城管局开展
)
CUE: Final = re.compile("|".join(f"(?P<{n.replace('-', '_')}>{pattern})" for n, pattern in CUES))
#: with what a cue begins: the places to look at
_CUE_START: Final = re.compile(f"[{starts('|'.join(pattern for _, pattern in CUES))}]")


def cues(masked: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield what `CUE` matches in ``masked[start:end]``, from left to right.

    >>> [match[0] for match in cues("我局将会同各方，力争完成", 0, 12)]
    ['将', '力争']
    """
    while found := _CUE_START.search(masked, start, end):
        match = CUE.match(masked, found.start(), end)
        if match:
            yield match
        start = match.end() if match else found.end()


#: No part without one of these promises anything, or leads in what does.
MAY_PROMISE: Final = re.compile(
    "将|拟|计划|力争|承诺|争取|打算|待|纳入|列入|确保|下一|下步|下阶段|下年|接下来|今后|往后|近期|后续|：|:"
)

#: 下一步，; 下步工作中，; 今后，
NEXT: Final = re.compile(
    r"(?:下一?步|下一?阶段|接下来|今后一段时间|今后一个时期|今后|往后|下一?年度?|近期|后续)(?:工作)?(?:中|里|打算|计划|安排|工作)?[，,：:]"
)
#: a head that opens a list of measures: 五、下步工作打算
NEXT_HEAD: Final = re.compile(
    r"(?![^。，：]*(?:将|拟|力争|计划[于在]))(?:关于)?(?:[^。，：]{0,12})?(?:下一?步|下一?阶段|今后|后续|近期)(?:的)?(?:工作|打算|措施|计划|思路|安排|举措|重点|努力)?[^。，：]{0,8}"
)
#: 我局将重点做好以下工作：
LEAD_IN: Final = re.compile(
    r"(?:吸收|吸纳|采纳|结合|参考)[^，。：]{0,10}(?:建议|意见)[：:]$|(?:工作|方面|以下|措施|任务|事项|几点|打算|安排|事|如下|做好|抓好|推进|推动|将|着手|入手|发力|努力|落实|做到|下一?步|下一?阶段|今后|这么办|这样办|这么做|这样做)[：:]$"
)
LABEL: Final = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}(?:是(?!否)|要|、)|[（(][一二三四五六七八九十\d]{1,3}[）)]、?|\d{1,2}[.．、](?!\d)|[①-⑳]|[—•●▪◆■►]+|第[一二三四五六七八九十][，、：:]"
    r"|(?:首先|其次|再次|最后|同时|此外|另外|其中|为此|对此|因此)[，,])\s*"
)
#: 现在的困难：一是…；二是…: what is not as it should be
TROUBLES: Final = re.compile(
    r"(?:困难|问题|原因|不足|短板|难点|瓶颈)(?:主要)?(?:是|有|如下)?[：:]$"
)
#: a label that makes an item of a list, other than a mere 同时，
ITEM: Final = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}(?:是|要)|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、]|[①-⑳]|[—•●▪◆■►]+|第[一二三四五六七八九十][，、：:])"
)
#: 一、…；二、…: heads that a sentence puts in a row
HEADED: Final = re.compile("[一二三四五六七八九十]{1,3}、")
#: where a sentence holds two items with no stop between: 一是…，二是…
ITEM_INSIDE: Final = re.compile(
    r"[，,]\s*(?=[二三四五六七八九十]是)|(?<=[：:])\s*(?=一[是要]|[（(][一1][）)]|1[.．、]|①|第一[，、])"
    rf"|(?<=[{HEAD}{REST}将，,])(?=一[是要])"  # 下步工作中，我局一是与…
)

#: what such an item cannot do without
MAYBE_ITEM: Final = re.compile("[一二三四五六七八九十][是要]|[：:]")

#: 将认真研究, 依职责给予重视: courtesies without a measure
COURTESY: Final = re.compile(
    r"(?:认真|积极|深入|进一步|统筹|综合|加以|一并|适时|再作?|再行|会同[^，]{2,20})(?:研究|考虑|吸纳|采纳|论证)(?:采纳|解决|吸纳)?$|认真研究(?:吸收|吸纳)|认真研究[^，。]{0,6}(?:建议|意见|提案)|依职责|给予重视|予以重视|认真(?:吸纳|采纳|考虑)|研究采纳|统筹考虑|作为[^，]{2,16}参考|不断努力|(?:继续|进一步)(?:加大|增强)[^，。；]{0,6}力度$|更好地?服务|积极[^，]{0,8}争取$|[将在][^，]{0,4}(?:后续|今后)[^，]{0,4}工作中[^，]{0,6}(?:吸纳|采纳|借鉴|参考|吸收)"
)
#: 各部门均表示将…: reported, not promised by the letter
#: 将按照《规划》的要求，: no measure yet
BY_RULE: Final = re.compile(r"(?:按照|根据|依据|对照)[^，。；]{2,40}，")
#: 建议县公安局加强管理, 要等规划调整以后才能定: asked of others, left open
OPEN: Final = re.compile(r"^(?:建议|恳?请)|要等|才能|有待|视[^，。]{1,12}(?:情况|而定)|再说$")
REPORTED: Final = re.compile(r"表示|提出到|明确(?:到|将)|要求|规定|预计|提出[^，]{0,10}(?:将|力争)")
#: what a part that goes on after a promise tells as done
DONE: Final = re.compile(r"已|(?<!项)目前|截至|近年来|以来|[^为不]了[^解]")
NEGATED: Final = re.compile(r"暂不|不再|不予|尚未|尚不|无法|未能|难以|不具备")
THANKS: Final = re.compile(
    r"感谢|希望[您你贵继各]|欢迎[您你继各]|恳请|专此|特此|以上(?:意见|答复)|请贵|供贵|汇总"
)
#: 年底前, 年内: the letter's year; 明年: the next
THIS_YEAR: Final = re.compile(
    r"(?<![\d〇一二三四五六七八九明后每半全])(?:今年|本年)?(?:年内|年底|年末)|今年内|今年底|年内"
)
NEXT_YEAR: Final = re.compile(r"明年")

#: 由市财政局与区政府…: the body that acts
BY: Final = re.compile(rf"(?<![自缘经理])由(?P<who>{BODIES})")
#: 由A牵头、B配合推进G: both promise
AIDED: Final = re.compile(
    rf"牵头(?:负责|组织)?[、，](?P<who>{BODIES})[^，。；{HEAD}]{{0,4}}(?:配合|协助|协同)"
)
#: 由X主办、Y承办的首届…大会: says whose event it is
RELATIVE: Final = re.compile(
    rf"由{BODIES}(?:[^，。；]{{0,12}}|[^，。；]{{0,12}}、{BODIES}[^，。；]{{0,4}})(?:主办|承办|举办|组织|牵头|共同主办|联合主办)[^，。；]{{0,6}}的"
)
#: 由X承建，已完成投资: what the body did is told, not promised
BUILT: Final = re.compile(r"[^，]{0,4}(?:承建|承担建设|建成|投资建设)")
TOLD: Final = re.compile(r"[，、]已|目前|现已|[^为]了")
#: 市财政局答复，…力争增加到300万元: what another body says it will do
SPEAKER: Final = re.compile(
    rf"(?P<who>{BODIES})[^，。；：{HEAD}]{{0,4}}(?:答复|回复|反馈|表示|函复)(?:称|说)?[，：:]"
)
#: 我局、市财政局将…; the date may stand between
SUBJECT: Final = re.compile(rf"(?P<who>{BODIES})[^，。；{HEAD}{NAME}]*$")
#: the same from the clause's start, so that a list of bodies is taken whole
SUBJECT_LEFT: Final = re.compile(
    rf"(?:[^{HEAD}，]{{0,12}})(?P<who>{BODIES})[^，。；{HEAD}{NAME}]*$"
)
#: the clause begins with the body: 我局与市贸促会联合举办
FIRST: Final = re.compile(rf"(?:{DAY}+(?:前|起|，)?|[并还也再]|同时|在{DAY}+前?)?(?P<who>{BODIES})")
#: 市司法局正在论证，计划明年提请审议: its subject is that of the clause before
ELIDED: Final = re.compile("(?:并|还|也|预计)?(?:计划|拟|力争|争取|将)")
#: 会同 before what looks like a subject: 会同县文广旅局拟于10月举办
WITH: Final = re.compile(r"(?:会同|联合|携手|与|和|同)$")
#: 会同市财政局, 与州农业农村局共同…
PARTNER: Final = re.compile(
    rf"(?:会同|联合|携手|协同|协调(?=会)|(?<![参给赋])与|和|同)(?P<who>{BODIES})(?!{REST}|的(?:合作|沟通|对接|联系|交流|协调|协作|配合))"
)
#: a date that no mention covers: 到2023年6月底
DATE: Final = re.compile(
    r"(?<![\d—\-（(])(?:20\d\d年(?:\d{1,2}月(?:\d{1,2}日)?)?|(?<!年)(?:[1-9]|1[0-2])月)(?:上半年|下半年|底|末|初|[上中下]旬|份)?(?=[前以之起，内完开启举在与会新建实]|$)"
)
QUOTED: Final = re.compile(r"《[^》]*》|“[^”]*”")
#: verbs whose object the body behind them is: 支持市教育局与市科协举办
OBJECT_VERB: Final = re.compile(
    rf"(?:支持|指导|协助|推动|督促|组织|邀请|配合|帮助|鼓励|引导|协调|争取|监督|要求|推进|促进|服务|联系|委托|报请|提请|对|为|向|在|从|由){BODIES}?(?:、{BODIES})?$"
)
