"""Tables by which a candidate is judged: its family, generic words, signs of a proper name."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

from replygraph.mentions import headwords, nonnames, terms
from replygraph.mentions.lexicon import one_of, word_set
from replygraph.mentions.vocabulary import HEADS, Words
from replygraph.model import MentionType

#: names that take nothing before them
CLOSED: Final = frozenset(terms.EVENT_NAMES + terms.PROGRAM_NAMES + terms.ORG_NAMES)
EVENT_STRONG: Final = frozenset(headwords.EVENT_STRONG + headwords.EVENT_NAMES + terms.EVENT_NAMES)
PROGRAM_STRONG: Final = frozenset(
    headwords.PROGRAM_STRONG + headwords.PROGRAM_NAMES + terms.PROGRAM_NAMES
)
#: names that need nothing before them
WHOLE: Final = CLOSED.union(headwords.EVENT_NAMES, headwords.PROGRAM_NAMES, headwords.ORG_NAMES)
NO_EVENT: Final = nonnames.NO_EVENT
NO_EVENT_END: Final = word_set(
    "开展 发展 进展 拓展 扩展 施展 参展 办展 布展 招展 会展 文体展 参赛 办赛 环节 季节 细节 情节 "
    "章节 时节 礼节 关节 调节 佳节 春节 过节 本届 每月 当月 每日 当日 每周 脱节 办节 变节 气节 "
    "骨节 "
    "音节 小节 竹节 拜节 贺节 逢节 周节 年展 互展 扶展 筹展 撤展 巡诊"
)
NO_ORG: Final = nonnames.NO_ORG
#: meetings of every day: they need a proper name of their own
MEETING_HEADS: Final = word_set(
    "座谈会 协调会 推进会 现场会 动员会 部署会 工作会 培训会 交流会 研讨会 宣讲会 观摩会 联欢会 "
    "茶话会 恳谈会 发布会 对接会 启动仪式 开幕式 闭幕式 颁奖仪式 比赛 竞赛 培训班 轮训班 研修班 "
    "展览 演练 比武 汇演 展演 沙龙 讲坛 决赛 工作会议"
)
#: heads that say nothing right behind a quote: “苏超”比赛
NO_QUOTED_HEAD: Final = word_set(
    "比赛 中心 资金 基地 会议 培训 日 月 周 季 展 码 通 卡 改革 大会 展览 展会 决赛 整治 集市"
)
FAMILY: Final[dict[str, MentionType]] = {
    **dict.fromkeys((*headwords.ORG_HEADS, "分社", "人才市场", "美院"), "ORG"),
    **dict.fromkeys(headwords.PROGRAM_WEAK + headwords.PROGRAM_STRONG, "PROGRAM"),
    **dict.fromkeys(headwords.EVENT_WEAK + headwords.EVENT_STRONG, "EVENT"),
    **dict.fromkeys(headwords.EVENT_NAMES + terms.EVENT_NAMES, "EVENT"),
    **dict.fromkeys(headwords.ORG_NAMES + terms.ORG_NAMES, "ORG"),
    **dict.fromkeys(headwords.PROGRAM_NAMES + terms.PROGRAM_NAMES, "PROGRAM"),
}


GENERIC: Final = re.compile(f"(?:{one_of(nonnames.GENERIC)})+")
#: signs that a name is a proper one
SPECIFIC: Final = re.compile(
    r"[\dA-Za-z届]|中国|全国|全省|全市|全区|全县|国际|世界|全球|亚洲|亚太|东盟|丝绸之路|长三角|"
    r"珠三角|大湾区|京津冀|成渝|"
    r"[一-龥](?!校区)[一-龥][省市县区州盟旗镇乡]|节(?!庆|目|约|能|水|日|假|点|省)|日(?=主题|宣传|纪念|活动|"
    r"咨询)|周(?=主题|宣传|活动)|月(?=主题|宣传|活动|启动)|杯|"
    r"大会|博览会|论坛|大赛|马拉松|联赛|嘉年华|交易会"
)
#: levels and sources that make no fund a named one
LEVEL = re.compile(
    r"(?:中央|省级|市级|区级|县级|上级|国家|财政|本级|社会|自有|企业|各类|沉淀|启动|民间|银行|"
    r"信贷|国债|债券|本|工程|经费|重点|民生|产业|农业|水利|各级|省|市|县|区|预算内|配套|专项|"
    r"相关|补助|奖补|转移支付|自筹|年度|省市|"
    r"帮扶|衔接|援助|治理|防治|改造|提升|市区|市县|管护|养护|维修|运行|经营|流动|周转|救助|慰问|生活|保障|应急|救灾|工作|项目|扶持|"
    r"发展|建设|等)+"
)
#: heads that make a name of generic words too, where a verb governs them: 开展智慧社区试点
NAMING: Final = word_set(
    "计划 工程 行动 试点 三年行动 攻坚战 保卫战 专项整治 试点项目 示范工程 热线"
)
#: funds
FUNDS: Final = word_set(
    "专项资金 扶持资金 发展资金 建设资金 专项基金 引导基金 产业基金 公益金 公益基金"
)
#: 郭家河提水[工程]资金
OF_PROGRAM = re.compile("[一-龥]{4}(工程|项目|试点)(?:建设)?(?:专项|补助|奖补)?资金$")
#: [产权单位]宁波城旅集团: what a body is, before its name
ROLE = re.compile(
    "(?:产权|建设|业主|施工|运营|承建|设计|监理|投资|协办|承办|主办|支持|合作|中标|代建|管护|使用)(?:单位|方|企业)(?=[一-龥]{4})"
)
#: 每所乡镇初中, 两家三级医院, 市直中小学: bodies of a kind
ANY_BODY = re.compile(
    "如?(?:不少|许多|一些|部分|个别|大?多数)|(?:[每各]|[一两二三四五六七八九十几数多]+(?=[所家个座间]))[所家个座间]|[省市县区州][直属内]|各[一-龥]|全[省市县区州国]"
)
#: what no body's name holds: 县城新建一所小学, 2022年给…学校
WITHIN = re.compile(
    r"同级|同类|提出|^(?:撤并|扩容|先[^进锋]|再[^生就]|拟|现有)|新建|[一两几][所家座](?!村|屯|店|岭)|.\d{4}年"
)
#: what leads up to a body's name and is never in it: 省[依托]X学院, 专家[支援]林芝市人民医院
_LED: Final = re.compile(
    "(?:依托|对口(?:支援|帮扶)|支援|帮扶(?!中心)|委托|邀请|选派|聘请|会同|借助|针对|涉及|包括|[固一]定补助"
    "|(?:人|方|单位|企业|机构)为|[同与由经](?:运营|承建|施工|业主|建设|合作)(?:单位|方|企业)|单位(?=[一-龥]{4})|单靠|[一二三]来(?=[省市县乡]))"
)
#: 阿拉尔市第二中学, 即横琴医院: another name in brackets
ALIAS: Final = re.compile("即|.*(?:学|院|校|园|司|集团|协会|中心|银行)[）)]$")
#: clauses, no names: 污水站[因]冬季, 农村这块[因为]老人不大会
NO_CORE: Final = re.compile("因(?!地制宜|特网|子|材)|不大$")
#: what a subject does, where an object follows: X公司[培训]妇女
DOING: Final = frozenset(("培训", "展览", "讲座"))
DOER: Final = re.compile("(?:公司|集团|学校|学院|医院|协会|中心)$")
#: what follows a name that ends with such a word
ENDING: Final = frozenset(("", *"，。；、）”：\n和及与工活项"))
#: 市[先行]试点联合评审: who tries something out
TRIED_BY: Final = re.compile("(?:[一-龥]{2}[省市县区州旗]|先行|率先|大学|医院)$")
#: 2023年全区[12345热线], 2023年[十件民生实事], 早些年搞[人畜饮水工程]: what stands before a name
_YEAR_OF: Final = re.compile(
    "(?:全面|深入|积极|大力|扎实|持续|有序|认真|加快|稳步|切实|统筹|着力|严格)(?:落实|推进|实施|开展|争取|谋划|申报|推动|完成|做好|抓好|启动|承接|参与)(?=[一-龥]{5})|"
    "\\d{4}年度?(?:全[省市县区州])?(?=12345|[一二三四五六七八九十百]+[件项][^，。]{0,4}实事)|.{0,8}?[市县区镇乡村城]设(?=[一-龥]{3,12}热线)"
)
BEFORE_NAME: Final[dict[MentionType, re.Pattern[str]]] = {
    "PROGRAM": _YEAR_OF,
    "EVENT": re.compile("[一两三四五][次场](?=[一-龥]{6})"),
}
#: 三家医院 behind names: what they are together
TOGETHER: Final = re.compile("(?<!第)[一二两三四五六七八九十几多]+[家所个]$")
#: 2024年秋季 is a time
SEASON = re.compile(r".*[旺淡雨旱汛]季|(?:\d{4}年|[今明去后前]年)?[春夏秋冬两雪旱雨汛旅游淡旺]+季")
#: heads of money, that may stand behind the name of a program
MONEY: Final = word_set("资金 专项资金 建设资金")
#: projects of a kind: 东北地区项目, 智能化改造项目
KIND_OF_PROJECT = re.compile(
    r"(?:地区|区域|领域|方面|类|重大|重点|示范|级|收费|(?:智能|数字|标准|规范|现代|绿色|产业|"
    r"城镇)化|和|与|及|等|各|基建|投资)$"
)
#: what follows a body that gives an honour: 中国烹饪协会认定的
AWARDING = re.compile("(?:公布|评选|认定|颁发|命名|授予|主办|组织|评定|发布)")
#: 培训计划第二批培训 is no name
TERM_INSIDE = re.compile("(?:计划|行动|工程|项目|活动)第")
#: verbs that help an initiative along, and verbs of paying
HELPING: Final = word_set("支持 牵头 配合 参与 指导 统筹 推动")
PAYING: Final = word_set(
    "安排 投入 统筹 统筹安排 争取 下达 列支 整合 使用 纳入 列入 落实 从 通过 支持 利用 用好 设立 "
    "发放 申请 拨付 提供"
)
#: 警务室建设由我局牵头: what is led is named
BY_WHOM = re.compile(r"由[^，。；]{2,20}(?:牵头|实施|负责|承担|组织|推进|推动)")
#: bodies that stand under an agency and carry its name
INSTITUTES: Final = word_set("研究所 研究院 研究中心 设计院 规划院 学院 党校 实验室 勘测院")
#: 进机关进社区进学校 is no school
INTO = re.compile("进(?:机关|社区|校园|学校|企业|农村|医院|课堂)")
#: a name without marks
PLAIN_NAME = re.compile("(?:[一-龥A-Za-z\\d]|（[一-龥A-Za-z\\d]+）)+")
#: what a building programme builds
FACILITY = re.compile(
    "(?:中心|基地|[站园馆场营台厂桥塔库港]|营地|码头|公园|街区|步道|网络|警务室|工作室|示范[点区村带]|"
    "体系|品牌|风景道|快速路|高速公路|高速|铁路|专线|环线|作业点|驿站|枢纽|通道|水库|大桥|隧道|"
    "[一-龥](?:医院|学校|小学|中学|大学|小区|社区|庭院|村落|小镇|新城|城)|福利院|敬老院|实验室|"
    "管网|电站|泵站|大厦|大楼|综合楼|家园|教室|之家|书屋|阅览室|廊道|绿道|河道|堤防|林带)$"
)
#: parts of the names of sites
SITE = re.compile(
    "[山河湖江海桥路镇村寺坝沟岛港湾岭寨庙关祠塔楼堂宫殿阁府庄城院苑巷街墓碑洞泉峡]|故居|遗址|旧址"
)
#: what follows a project that is named: 替代品价格补贴项目暂不予安排
OF_A_PROJECT = re.compile(
    "(?:已|拟|现)?(?:列入|纳入|获批|获得|开工|完工|竣工|建成|通过|启动)|暂|尚未|正在|还?不具备|要等|因|由(?=[^，。]{2,20}"
    "(?:实施|牵头|承担|建设|负责|组织|承建|投资))|总投资|计划投资|概算|位于|建设地点"
)
#: areas that are programs only where a verb says so
ZONES: Final = word_set("示范区 试验区 集聚区 先导区 综合体")
#: verbs whose object is an event, whatever its head, and such an object up to the next mark
HOSTING: Final = word_set("举办 承办 主办 联合举办 共同举办 成功举办 继续举办 如期举办 举行")
HOSTED = re.compile(
    r"(?!了|过|的)(?:[一两三四五][次场])?"
    r"([^，。；、：\n“”《》（）()的了和与及在为对由等是以需须应可 ]{5,20}?)"
    r"(?<!赛事)(?<!活动)(?<!会议)(?<!比赛)(?<!培训)(?<!演出)(?<!展会)(?<!节会)(?<!仪式"
    r")(?=[，。；、）]|期间|$)"
)
#: 全省性民族节庆博览会: an event of a kind, not one
ANY_OF_A_KIND: Final = ("全省性", "全国性", "国际性", "区域性", "全市性", "地方性")
#: verbs after which a quote without a head is a program, where it ends its clause
OPENING: Final = word_set(
    "开展 上线 发放 创建 开通 运营 申报 评选 发起 试行 组织实施 牵头实施 继续实施"
)
#: verbs whose object is a program, whatever its head
STARTING: Final = word_set(
    "实施 启动 推出 推行 组织实施 牵头实施 继续实施 具体实施 深入实施 暂不实施"
)
STARTED = re.compile(
    r"(?!了|过|的)([^，。；、：\n“”《》（）()的了和与及在为对由等是以需须应可 ]{5,20}?)"
    r"(?<!工作)(?<!任务)(?<!方案)(?<!政策)(?<!措施)(?<!办法)(?<!制度)(?<!机制)(?<!规划)"
    r"(?<!意见)(?<!服务)(?<!管理)(?<!检查)(?<!设施)(?<!模式)(?<!标准)(?<!名单)(?=[，。；、）]|$)"
)
#: fairs that are places too: 到富锋大集踏查
MARKETS: Final = word_set("大集 集市 市集 赶集 庙会")
#: 2017年起连续三个雪季: a run of seasons is no event
RUN_OF_TIME: Final = re.compile(
    r"年起|以来|连续|(?<!第)[一二三四五六七八九十两几]个|(?<![第\d])\d+个"
)
#: bodies that a region alone names: 县医院, 市图书馆, 县一中
OF_REGION: Final = word_set(
    "医院 中医院 藏医院 蒙医院 图书馆 博物馆 文化馆 美术馆 科技馆 艺术馆 群艺馆 纪念馆 展览馆 "
    "规划馆 方志馆 "
    "博物院 歌舞团 剧团 京剧团 豫剧团 越剧团 话剧院 京剧院 艺术团 话剧团 交响乐团 文工团 大剧院 "
    "剧院 慈善会 "
    "少年宫 艺术宫 福利院 光荣院 血站 一中 二中 三中 四中 五中 六中 七中 八中 九中 十中 一小 二小 "
    "三小 四小 "
    "五小 六小 职教中心 实小 实验一小 职高 技校 体校 卫校 艺校 党校 报社 画院 书画院 设计院 规划院 "
    "勘测院 "
    "测绘院 农科院 "
    "林科院 农科所 林科所 社科院 科学院 农商行 足协 作协 美协 音协 书协 舞协 律协 消协 篮协 "
    "总商会 救助站 广电集团"
)
#: and those that it does not, though they are long: 市民营医院
NOT_OF_REGION: Final = word_set(
    "专业合作社 农民专业合作社 有限公司 集团公司 行业协会 企业集团 家庭农场 村镇银行 卫生服务站 "
    "职业学校 普通高中 "
    "实验学校 高级中学 志愿服务队 志愿者协会 重点实验室 院士工作站 物业公司 保险公司 担保公司 "
    "培训学校 培训中心 "
    "专科医院 养老公寓 老年公寓 养老驿站 照料中心 养老中心 托育中心 创新中心 技术中心 医疗中心 "
    "咨询公司 评估公司"
)
#: what a body's name does not end with before its head: 我公司, 15家公司, 乡镇各小学
NO_BODY: Final = frozenset("我贵该此其各某每个")
#: verbs of naming whose object is the body where 为 and the honour follow: 认定X合作社为基地
NAMING_BODY = re.compile("[^。；\n]{0,30}为")
#: 推出瞪羚贷, 上线惠企码: products with a name of their own
PRODUCTS: Final = frozenset("贷码券卡通险")
LAUNCHING: Final = word_set("推出 开发 上线 发放 创新推出 推行 开通 首创 推广 打造 试行 发行")
NO_PRODUCT = re.compile(
    "(?:信|借|放|房|车|还|续|惠|扫|编|密|号|数|入场|代金|优惠|债|证|银行|社保|市民|公交|交|沟|普|贯|"
    "畅|直|互|保|风|危|抢|脱|探|社|统一|电子|二维|身份|条)$"
)
#: 推进美丽庭院创建, 支持…创建: creations that a body drives
CREATING: Final = word_set("推进 推行 实施 启动 组织 深入推进 组织实施 牵头推进 支持 指导 扎实推进")
CREATED_BY_ALL: Final = ("文明城市", "卫生城市", "平安", "品牌", "示范", "特色", "先进", "精神文明")
#: surveys with a topic of their own: 冷链物流专题调研
TOPIC_SURVEY = re.compile(r"(?!.*(?:到|赴|前往))[一-龥“”]{3,14}(?:专题|课题|重点)调研")
#: verbs after which a platform is one that runs, and those after which a body is yet to be
RUNNING: Final = word_set(
    "合作建设 共同建设 联合建设 用好 发挥 推出 上线 运营 建设运营 依托 开通 使用 整合 利用 接入"
)
FOUNDING: Final = word_set(
    "成立 组建 建立 设立 新建 建设 筹建 创办 增设 共建 建成 扩建 改建 打造 规划建设 配建 修建 兴建"
)
#: 宣传活动 of an event is no event: 影视大会宣传活动
_OF_EVENT: Final = "大会|论坛|节|博览会|大赛|马拉松|联赛"
#: words before 活动 that make it part of something else
TAIL_ACTIVITY = re.compile(
    r"(?:配套|重点|系列|相关|各类|一系列|多彩|品牌|主要|特色|各项|等|大型|专题)$"
    rf"|(?:{_OF_EVENT})(?:的)?(?:宣传|推广|筹备|后续)$"
)


#: parts of programs, and what takes itself to schools and villages
PART = re.compile("是[^，。；]{0,6}(?:子项|组成部分|重点任务)")
#: ways and belts, whose building is an initiative: 开展滨河生态廊道建设
WAYS = ("廊道", "绿道", "步道", "驿站", "林带")
GOES_TO = re.compile("[一-龥]{2}进(?:校园|社区|企业|机关|农村|乡村|军营|景区|万家|课堂)$")
#: last characters of bodies' heads that are parts of other words as well: 作协, 学联, 师专
_BODY_ENDS: Final = "协联专中厂队"


class Head(NamedTuple):
    """A word that ends names: its size, the type of its names, what must not follow it."""

    word: str
    size: int
    kind: MentionType
    whole: bool
    not_after: re.Pattern[str] | None


def of_kind(text: str, end: int, core: str, governing: str) -> bool:
    """Tell whether ``core`` before 项目 says of what kind it is, and names none.

    平台升级 does name one where a verb governs it or it is told who carries it out.
    """
    named = core.endswith("升级") and (governing == "program" or text.startswith("由", end))
    return not named and bool(KIND_OF_PROJECT.search(core))


def is_fund(core: str) -> bool:
    """Tell whether what stands before 基金 or 资金 names a fund, and not its level or source.

    >>> is_fund("扶贫产业子"), is_fund("省级财政")
    (True, False)
    """
    return not LEVEL.fullmatch(core) and not core.endswith(("补助", "奖补", "奖励"))


_TERM = re.compile("第[一二三四五六七八九十\\d]+期")


def term(text: str, end: int) -> int:
    """Return the end with a term of the program: 培养计划第二期."""
    match = _TERM.match(text, end)
    return match.end() if match else end


def money(text: str, start: int, end: int) -> int:
    """Return the size of the word of money behind a program's own head, 0 where it is the name."""
    match = OF_PROGRAM.search(text, start, end)
    return end - match.end(1) if match else 0


def is_short(short: str, name: str) -> bool:
    """Tell whether ``short`` is ``name`` with characters left out, first and head's kept.

    >>> is_short("中油所", "中国农业科学院油料作物研究所"), is_short("贵州", "中国煤炭公司")
    (True, False)
    """
    rest = iter(name)
    kept = short[:1] == name[:1] or short[-1:] == name[-1:]
    return kept and 1 < len(short) < len(name) and all(char in rest for char in short)


def led(text: str, start: int, end: int) -> int:
    """Return where a body's name begins behind what leads up to it; ``start`` where nothing does.

    >>> led("专家支援白石县人民医院", 0, 9)
    4
    """
    for match in _LED.finditer(text, start, end):
        start = match.end()
    return start


def no_event(text: str, name: str, core: str, head: str, end: int) -> bool:
    """Tell whether ``name``, a core and a head that ends at ``end``, is no event whatever governs.

    >>> no_event("赶上雨季", "雨季", "雨", "季", 4), no_event("桂花节", "桂花节", "桂花", "节", 3)
    (True, False)
    """
    return bool(
        SEASON.fullmatch(name)
        or name in NO_EVENT
        or name[-2:] in NO_EVENT_END
        or "关于" in core
        or NO_CORE.search(core)
        or (head in DOING and DOER.search(core) and text[end : end + 1] not in ENDING)
    )


def _not_after(head: str) -> re.Pattern[str] | None:
    """Return what makes ``head`` a part of another word (节 → 节约)."""
    last = head[-1:]
    if FAMILY[head] == "ORG":
        keys = [head, last] if last in _BODY_ENDS else [head]
    elif head.endswith(("计划", "专项")):
        keys = [head]  # 小康电行动计划在…, 重大专项支持: only the bare word may be something else
    else:
        keys = [head, head[-2:], last] if last in "赛节" else [head, head[-2:]]
    told = [nonnames.NOT_AFTER[key] for key in dict.fromkeys(keys) if key in nonnames.NOT_AFTER]
    return re.compile("|".join(told)) if told else None


@cache
def heads() -> Words[Head]:
    """Return the vocabulary of heads."""
    return Words(
        HEADS,
        {
            word: Head(word, len(word), kind, word in WHOLE, _not_after(word))
            for word, kind in FAMILY.items()
        },
    )


#: 是…的重要组成部分: what is named there is a program
PART_OF = re.compile(r"的(?:重要|主要|关键|核心)?(?:组成部分|子项|配套|重点|分项|内容之一)")
