"""The cue words of the statements step, as data.

A cue is written as it stands in a masked sentence: blanks and quotes are gone, and every mention
is one character of its type's block (see `masked`). ``[{A}]`` in a pattern stands for any AGENCY,
``[{T}]`` for any DATE and so on with the letters of ``KINDS``, ``[{N}]`` for any name. Source:
the annotation guide, sections 3 and 6.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from replygraph.model import MentionType

#: the letter by which patterns name a type
KINDS: Final[dict[str, MentionType]] = {
    "P": "PERSON",
    "A": "AGENCY",
    "O": "ORG",
    "L": "PLACE",
    "E": "EVENT",
    "G": "PROGRAM",
    "D": "DOCUMENT",
    "R": "PROPOSAL",
    "T": "DATE",
    "I": "INDICATOR",
    "M": "MEDIA",
}

BODIES: Final = frozenset({"AGENCY", "ORG"})

#: predicate → types of its subject (the design's table of domains)
DOMAIN: Final[dict[str, frozenset[str]]] = {
    "leads": frozenset({"AGENCY", "ORG"}),
    "hosts": frozenset({"AGENCY", "ORG", "PLACE"}),
    "organizes": frozenset({"AGENCY", "ORG"}),
    "participatesIn": frozenset({"AGENCY", "ORG", "PERSON"}),
    "jointlySurveys": frozenset({"AGENCY", "ORG", "PERSON"}),
    "supports": frozenset({"AGENCY", "ORG", "PROGRAM"}),
    "issues": frozenset({"AGENCY", "ORG"}),
    "implements": frozenset({"AGENCY", "ORG"}),
    "supervises": frozenset({"AGENCY"}),
    "cooperatesWith": frozenset({"AGENCY", "ORG", "MEDIA"}),
}


@dataclass(frozen=True, slots=True)
class Verb:
    """A cue word with its role frame.

    ``objects`` maps the type of an object to the predicate that the cue states of it. ``pivot``:
    the object of the cue is the subject of the verb behind it (支持A举办E). ``marked``: the object
    stands behind 对/为/给 (为E提供服务). ``funds``: a fund behind the cue is a means, not its
    object (安排专项资金支持E). ``venue``: 在L before the cue says where. ``themes``: types that a
    bare cue takes from what was named before (A主办，B承办). ``award``: subject and object
    change places (获评: the body gets the honour). ``joint``: several subjects act as one.
    ``indirect``: a name right behind the cue is what is given, not who gets it.
    ``money``: with nothing but a sum behind it the cue points back (A安排G，B配套60万元).
    """

    rule: str
    cue: str
    objects: dict[str, str] = field(default_factory=dict)
    pivot: bool = False
    marked: bool = False
    funds: bool = False
    venue: bool = False
    themes: frozenset[str] = frozenset()
    award: bool = False
    joint: bool = False
    money: bool = False
    indirect: bool = False


_WORK = {"PROGRAM": "implements", "DOCUMENT": "implements", "EVENT": "organizes"}
_LEAD = {"PROGRAM": "leads", "DOCUMENT": "leads", "EVENT": "leads"}
_AID = {
    "AGENCY": "supports",
    "ORG": "supports",
    "EVENT": "supports",
    "PROGRAM": "supports",
    "PLACE": "supports",
}
_JOIN = {"EVENT": "participatesIn", "PROGRAM": "participatesIn", "DOCUMENT": "participatesIn"}
_WATCH = dict.fromkeys(
    ("AGENCY", "ORG", "PROGRAM", "PLACE", "PROPOSAL", "DOCUMENT", "EVENT"), "supervises"
)
_E = frozenset({"EVENT"})
_G = frozenset({"PROGRAM"})
_EG = frozenset({"EVENT", "PROGRAM"})
_EGD = frozenset({"EVENT", "PROGRAM", "DOCUMENT"})
_EGDR = frozenset({"EVENT", "PROGRAM", "DOCUMENT", "PROPOSAL"})
_GD = frozenset({"PROGRAM", "DOCUMENT"})
_D = frozenset({"DOCUMENT"})

#: special cues first: of those that fit at one place the first is taken
VERBS: Final[tuple[Verb, ...]] = (
    # 我局与江苏省文化和旅游厅建立长三角文旅合作机制
    Verb(
        "cooperate",
        "(?:签订|签署|达成|建立|开展|深化|加强|健全|完善|构建|形成|结成|组建)[^，{D}]{0,16}?(?:合作|协作|协议|合同|机制|联盟|医联体|医共体|共建)(?!谈判|磋商|洽谈|项目)"
        "(?:机制|协议|关系)?|合作(?!社|区|伙伴|单位|共赢)|共建(?!共)|签约(?!额|项目|仪式|金额|合作)",
        joint=True,
    ),
    # 两院共同设立眼科联合门诊, 与我校结成友好学校, 县法院和县司法局合署办公
    Verb(
        "cooperate-make",
        "(?:共同|联合|合力|携手|联手)?发起(?:设立|成立|组建|创办|创建)|(?<=[{A}{O}{M}])(?:拍[了摄]|摄制|录制|制作了?|研发了?|研制了?|创排)"
        "|(?:共同|联合|合力|携手|联手)(?:设立|成立|组建|搭建|开设|开办|开通|开发|运营|运作|经营|管理|管护|"
        "研发|研制|拍摄|摄制|录制|制作|处理|处置|查处|培养|评审|创办|创建|申报|审理|救治|管控|值守|打捞|巡护)"
        "|合(?:办(?!理)|编|署|演|拍)|(?:签订|签署|建立|搭建|结成|缔结|缔约|达成|形成|订立|商定|构建|组建|成立|设立|健全|完善)了?[^，{N}]{0,14}?"
        "(?:备忘录|意向书|责任书|协定|通道|对子|课堂|联合体|共同体|协作体|学校|关系|姊妹校|友城|纽带|友好[^，]{1,4}|制度)"
        "(?=[，、。；]|等|$|并)|(?:结成|结为|缔结为?)[^，{N}]{1,12}(?=[，。；]|$)|联[勤防]联[动防控治]|联[勤防](?=[^，]{0,4}次)|(?<=[{A}{O}])(?:密切|紧密|积极|相互)?(?:协作|联动)(?=[，。；]|$)",
        joint=True,
    ),
    # 佛山市铁军小学获评佛山市非物质文化遗产传承基地; 楚雄州被国家民委命名为全国民族团结进步示范州
    Verb(
        "award",
        "入选|获评|荣获|获得|获批|当选|(?:被)?(?:评|认定|命名|确定|列|评选|评定|创建成?)为"
        "(?![{T}]?[{N}]的?[^，{N}]{0,4}(?:子项|组成部分|重点活动|配套|重要内容|分会场|之一))|"
        "列入(?=[{D}])|创成|被授予|跻身|榜上有名|[位名]列其中|上榜|入围|摘得|斩获|夺得|荣膺|获(?!悉)",
        {"PROGRAM": "awardedTo", "DOCUMENT": "awardedTo"},
        award=True,
        themes=_G,
    ),
    # 白石中学被教育部授予全国文明校园称号
    Verb(
        "award-give",
        "授予|(?:认定|命名|评定|确定)(?=[{N}](?:[、和][{N}])*(?:等[^，]{0,6})?为)",
        {"PROGRAM": "awardedTo"},
        award=True,
    ),
    # 文化和旅游部公布的全国文化和旅游消费创新案例名单
    Verb(
        "honour-give",
        "征集(?!活动)|评选(?!活动|结果|标准)|认定|命名|评定",
        {"PROGRAM": "organizes", "DOCUMENT": "issues"},
    ),
    # 《总体方案》由中共中央、国务院公布
    Verb(
        "announce",
        "公布",
        {"PROGRAM": "organizes", "DOCUMENT": "issues"},
        themes=_D,
    ),
    # 羚羊智数科技有限公司在2021世界制造业大会上作经验介绍
    Verb(
        "participate-speak",
        "作(?:了)?(?:经验介绍|经验交流|交流发言|典型发言|主旨演讲|大会发言|发言)",
        _JOIN,
        themes=_E,
    ),
    # 农科院专家应邀在果农培训班上授课
    Verb(
        "participate-teach",
        "授课|讲课|主讲|致辞|作(?:了)?(?:专题|主旨)?(?:报告|讲座)",
        {"EVENT": "participatesIn"},
        marked=True,
    ),
    # 编写了《指南》，市林科所参与审定
    Verb(
        "participate-draft",
        "参与了?(?:编[写制审]|审[定核]|起草|修订|制定|撰写|校对|论证)(?=[，。；]|$)",
        _JOIN,
        themes=_GD,
    ),
    # 市知识产权局派员进驻2013年瓷博会
    Verb("participate-send", "派员(?:参加|参与|进驻|出席)(?:其中)?|进驻", _JOIN, themes=_EG),
    # 泉州市梨园戏实验剧团、闽海木偶剧团等参加演出
    Verb(
        "participate",
        "参加(?:演出|展演|展示|培训|展览)?|参与(?:其中)?(?!度|率|单位|方)|出席|列席",
        _JOIN,
        themes=_EG,
    ),
    # 绿屿低碳科技有限公司等32家企业参展
    Verb(
        "participate-show",
        "参展|参会|参赛|参演|亮相|(?:到[会场]|应邀|莅临)(?:祝贺|致辞|讲话|观摩|参加|出席|见证|现场)|设(?:立|置)?展(?:位|区|台)",
        _JOIN,
        themes=_E,
    ),
    # 由宁夏第三建筑公司承建
    Verb(
        "participate-build",
        "承建|参建|加入(?=[{G}{E}])|负责(?:具体)?(?:施工|设计|勘察|监理|代建)(?=[，。；、和]|$)"
        "|(?<=[{A}{O}])(?:具体)?(?:施工|设计|监理)(?=[，。；、和]|$)",
        _JOIN,
        themes=_G,
    ),
    # 国家市场监督管理总局标准技术管理司到会指导
    Verb("support-guide-present", "(?:到会|到场|现场|亲临|全程|上门)指导", _AID, themes=_EG),
    # 由市政府主办
    Verb("host", "主办(?!单位|方|权)", {"EVENT": "hosts"}, venue=True, themes=_E, joint=True),
    # 市发改委、我委和龙岗区政府共同承办
    Verb(
        "organize",
        "举办好?(?!地|权|方|单位)|举行|召开|承办(?!单位|方|人|地)|筹办|办好|开幕(?!式)|开赛|鸣枪",
        {"EVENT": "organizes"},
        venue=True,
        themes=_E,
        joint=True,
    ),
    # 市商务局在黑河自贸片区组织对俄经贸人才洽谈会
    Verb(
        "organize-hold",
        "(?<![党会])组织(?!部|机构|领导|架构|体系|化|单位|者|委员会|形式|保障)",
        {"EVENT": "organizes", "PROGRAM": "organizes"},
        pivot=True,
        venue=True,
        themes=_E,
        joint=True,
    ),
    # 我局牵头实施世遗小讲解员培养计划
    Verb(
        "lead",
        "牵头(?!单位|部门|人)(?:抓总|负责|组织协调)?|统筹(?!安排|资金|考虑|规划)",
        _LEAD,
        themes=_EGD,
    ),
    # 市政府印发《景德镇市瓷博会市场化运作实施意见》
    Verb(
        "issue",
        "印发|出台|[下发]文(?=[{D}])|发布(?!会)|颁布|下发|制发|颁行",
        {"DOCUMENT": "issues"},
        marked=True,
        themes=_D,
        joint=True,
    ),
    # 我局与厦门市文化和旅游局签署《厦泉文旅合作框架协议》
    Verb("sign", "签署|签订", {"DOCUMENT": "issues"}, joint=True),
    # 区财政局对该行动予以资金保障
    Verb(
        "support-marked",
        "(?:予以|给予)[^，由{N}{I}]{0,14}?(?:保障|支持|扶持|补助|资助|指导|奖励|配合|协助|帮助)",
        _AID,
        marked=True,
        indirect=True,
        themes=_EG,
    ),
    # 市财政局为佛山秋色巡游安排经费680万元
    Verb(
        "support-fund",
        "安排(?!部署)|拨付|(?<!任务)下达|拨款|投入|整合|筹集|(?:配套|匹配|奖补|补助|补贴)了?(?:资金|经费)?(?=[{I}])|[给出拨投]了(?=[{I}])|下拨|贴息|列支|挤出|筹措|调剂|追加|"
        "划拨|调拨|预拨|垫付|注资|捐资|捐款|援建|拿出|拨出|奖励(?=[{I}])|解决(?=资金|经费)|(?<=[{A}{O}])解决(?=[，。；、]|$)|选派|选送|派出|"
        "(?:给予|落实)(?=[^，{N}]{0,6}(?:资金|经费)[{I}])|"
        "(?:给予|予以)(?=[{I}][^，]{0,6}(?:支持|补助|资助|扶持|奖励|补贴|奖补))",
        _AID,
        pivot=True,
        marked=True,
        indirect=True,
        funds=True,
        money=True,
        themes=_EG,
    ),
    # 龙岗区政府具体实施
    Verb(
        "implement",
        "(?<!批准)(?<!批复)(?<!同意)实施(?!方案|意见|细则|办法|主体|单位|情况)|落实(?!情况)|承担|承接|推行|贯彻|分[工头](?:负责|实施|落实)",
        _WORK,
        marked=True,
        themes=_GD,
        joint=True,
    ),
    # 把任务分解到平遥县政府、我局和市住建局
    Verb(
        "assigned",
        "分解(?:落实|下达)?到|分解给|分工到|(?<=任务)(?:下达|分配)(?:给|到|至)",
        {"AGENCY": "implements", "ORG": "implements"},
    ),
    # 读书节5月12日在图书馆启动
    Verb(
        "launch",
        "(?:正式|全面)?启动(?=[，。；]|$)|拉开帷幕|启幕|闭幕(?!式)|落幕|开班(?!式)",
        _WORK,
        venue=True,
        themes=_GD,
        joint=True,
    ),
    # 我厅牵头推进安全生产专项整治三年行动
    Verb(
        "carry-out",
        "开展(?!情况)|推进(?!会|情况)|推出|启动(?!仪式|会|资金)|打造|(?:深化|推动)(?=[{G}])|搞(?:了|起)?(?=[{G}{E}])|执行(?=[{D}])",
        _WORK,
        themes=_GD,
        joint=True,
    ),
    # 我局仍给予乙工程资金支持
    Verb(
        "support-give",
        "给予(?=[{E}{G}{O}{A}{L}])|派驻(?=[{O}{A}])|对口(?:支援|帮扶)|结对帮扶",
        _AID,
    ),
    # 我局资助韩山师范学院开展口述史项目
    Verb("support-aid", "(?:补助|补贴|奖励|资助)了?(?=[{O}{A}])", _AID, pivot=True),
    # 我厅积极争取工业和信息化部对平台建设给予支持
    # 报请市政府发布《周原遗址保护管理办法》
    Verb(
        "request",
        "(?:提请|报请?|呈请|商请|函请)(?=[{A}](?:审[定议批核]|批准|同意|尽快|适时|统一|早日|正式|按程序|及时|联合)*"
        "(?:出台|发布|印发|颁布|颁行|下发|制发|实施|开展|组织|举办|牵头|推进))",
        pivot=True,
    ),
    Verb(
        "seek",
        "争取(?=[{A}{O}]|上级|国家|省)|协调(?![{A}{O}](?:[、和].)*支持[{A}{O}])(?=[^，]{0,6}支持)",
    ),
    # 推荐影视大会参选各类评选活动
    Verb("recommend", "推荐|申报|申请(?!提供|书|材料|人|予以|给予)"),
    # 2020年海南国际旅游岛欢乐节主会场设在海口
    Verb("venue-set", "设在|落户", {"PLACE": "hosts", "ORG": "hosts"}),
    # 抽调山西省生态环境厅执法骨干参加
    Verb("draw", "抽调|选调|调集|动员", pivot=True),
    # 县财政局已安排8万元用于伏龙基抗旱应急水窖工程
    Verb("support-spent", "用于|用作", _AID, pivot=True),
    # 市公安局为秋色巡游提供安保
    Verb(
        "support-provide",
        "提供(?!(?:各类|就业|招聘|用工)*(?:岗位|职位))(?:[^，{N}{I}]{0,8}(?:支持|保障|服务|支撑|便利)|(?!岗位|就业)[^，、的{N}{I}{T}]{1,6}(?=[，、。；{I}]|$))?|"
        "供给|捐赠|捐助|捐(?=了|[{I}])|捐建|赠送|[加增]开|增派|配发|配备|开辟",
        _AID,
        marked=True,
        indirect=True,
        money=True,
        themes=_EG,
    ),
    # 农商行为脐橙公司发放贷款300万元
    Verb("support-loan", "发放[^，{N}{I}]{0,6}贷款|授信", _AID, marked=True, indirect=True),
    # 市财政局安排3600万元支持义博会当年办展
    Verb(
        "support",
        "(?:支持(?!单位|政策)|指导(?!意见|性|思想)|资助|扶持|赞助|配合(?!单位|部门)|协助(?!单位|部门)|援助|支援|出资|帮扶|奖补)"
        "(?![^，。{N}]{0,3}下(?:[，、]|$))",
        _AID,
        pivot=True,
        marked=True,
        money=True,
        themes=_EG,
    ),
    # 全力做好2025中国科幻大会服务保障
    Verb("support-secure", "保障", _AID, marked=True),
    # 市政府教育督导室对科学家进校园行动进行专项督导
    Verb(
        "supervise",
        "督办|督导(?!组)|督查(?!室|组)|督察(?!组|局)|(?<!信用)(?<!联合)监管(?!局|部门|平台|所)|"
        "检查(?!组|站|点)|监督(?!管理局|所|员)|主管(?!部门|单位)|抽查",
        _WATCH,
        pivot=True,
        marked=True,
        themes=_EGDR,
    ),
    # 对龙潭水库、石门水库逐一排查
    Verb("supervise-tour", "巡查(?!员|队)|排查(?!出)|暗访", _WATCH, marked=True),
    # 督促松溪区商务局整改
    Verb("supervise-urge", "督促", _WATCH, pivot=True),
    # 推动省政府办公厅出台《若干措施》
    Verb("urge", "(?:推动|促成|推进|责成|要求|组织引导|引导|鼓励|动员)(?=[{A}{O}])", pivot=True),
    # 委托清华大学建筑设计研究院编制《平遥历史文化名城保护规划》
    Verb("entrust", "委托", pivot=True),
    # 邀请您赴松山湖材料实验室考察
    Verb(
        "invite",
        "邀请|召集(?=[{A}{O}])|邀(?=[{A}{O}{P}]|[你您两二三])|约请|约上|请(?=[{A}{O}{P}](?:[、和].)*(?:参加|到|一起|一同))",
        pivot=True,
    ),
)

#: A会同B、A与B: the body behind the word acts with the subject
WITH: Final = "会同|联合|协同|携手|会商|(?:并)?与|和|同"
#: 由B主办: the body behind the word is the subject
BY: Final = "由"
#: the name behind the word is no subject
PREPOSITIONS: Final = (
    "在(?!校|线|建|册)|于|(?:沿|去|来到?)(?=[{L}{O}])|到(?!会|期|位)|深入(?=[{L}{O}{A}])|赶?赴|前往|走进|对照|对(?!接|象|口|外|应)|(?<!来源)为(?!期|止)|"
    "给(?!予|力)|向(?!上)|将(?!来)|把|围绕|按照|根据|依据|依托|(?<![所可加足得])以(?!上|下|及|来)|"
    "从(?!业|事)|受(?!理|益)|被|得到|经(?!费|验|营|济|过|常)|做好|抓好|加大对|针对|结合|通过|就(?!业|近|是|地|此|读|医|诊|餐|绪)|报请?|报经|提请|呈报|负责(?=[对与]?[{N}])|"
    "比(?!赛|例)|除|随|压实|夯实"
)
#: of these the name is the object of the verb behind it
OBJECT_MARKS: Final = frozenset(
    {"对", "为", "给", "向", "将", "把", "做好", "抓好", "加大对", "针对", "负责"}
)
VENUE_MARKS: Final = frozenset(
    {"在", "于", "到", "赴", "赶赴", "前往", "走进", "深入", "沿", "去", "来", "来到"}
)
#: 将 before these is 把, not the future
FUTURE: Final = (
    "(?<!现)将(?![{N}]|其|该|这|上述|本)|(?<![草模虚])拟(?!定|订|制)|计划(?=于|在|[{T}]|举办|开展|启动|实施|出台|印发)|力争|下一步|下步|"
    "下阶段|争取(?=[{T}]|年底|在)|初定|预计|打算|即将|待(?=[^，]{1,10}后)"
)
NEGATION: Final = (
    "暂不|暂未|尚未|尚无|未(?!来)|不具备(?=[^，。]{0,40}条件)|没有|没能|不宜|暂缓|暂停|"
    "取消(?=举办|召开|举行|实施)|不再|无法|不予|暂无|无力|难以(?=实施|启动|开展|推[行进]|举办|承[办建担])"
)
#: what was planned before it is so no longer
DONE: Final = "已(?!有)|目前|截至|去年|近年来"
