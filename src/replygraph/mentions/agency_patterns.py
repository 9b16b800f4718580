"""Patterns of agencies whose names follow a grammar: heads, party organs, congress, self-reference.

Matched on ``letter.normal`` at places where the authority's automaton hit, or as they stand.
"""

from __future__ import annotations

import re

from replygraph.mentions.lexicon import one_of

_words = str.split

#: one-character divisions that stand for the letter's own: 市财政局, 州民政局
DEICTIC = frozenset("省市县区州盟旗")

#: what cannot stand inside a name that the authority does not know
_STOP = "的了在于由与及将为向给请被把按让从是无已并也都还就各原我贵您你该此省县州"
_VERBS = (
    "设立|增设|建成|成立|新建|打造|开展|推进|实施|支持|组织|选派|邀请|会同|联合|提出|负责|印发"
    "|加强|牵头|相关|有关|辖区"
)
#: a Han character that may stand inside an unknown name
_IN = rf"(?:(?![{_STOP}]|{_VERBS}|经(?![济信贸营开])|自治)[一-龥])"

#: a Han character that may stand in the name of a unit behind its agency
_OF_UNIT = rf"(?:(?![{_STOP}赴到等会同在对和]|联合)[一-龥])"

#: a Han character that may stand in the name of a committee: 农业与农村委员会
_OF_COMMITTEE = "(?:(?![的在对由将向请提召届次委]|代表(?![工联资人]))[一-龥])"

#: 会同市财政局, 由区民政局, 请州发展改革委: the word before an agency, not part of its name
BEFORE = frozenset("各仅由会同与和及对向经商请在给被让为是将据受赴送报到按以从等并又原致即含称")

_CENTRE = (
    r"(?:管理|保护|养护|指导|(?<!卫生)服务|交易|治理|维权|监测|检测|控制|应急|发展|指挥|推广|救助"
    r"|鉴定|评审"
    r"|受理|调解|诈骗|事务|监管|保障|促进|信息|行政执法|救援|仲裁|援助|就业|考试|整治)中心"
)
_STATION = r"(?:管理|服务|工作|推广|监测|救助|防疫|监督|检验|质检)站"
#: words of two characters that stand before a name: 联合浏阳经开区管委会
BEFORE_WORDS = frozenset(
    _words(
        "联合 组织 邀请 协调 指导 支持 配合 要求 推动 督促 依托 协助 委托 通过 年内 力争 我们 目前 "
        "近年 "
        "走访 参加 参与 位于 地处 前往 涉及 包括 以及 其中 负责 牵头 按照 根据 继续 开展 推进"
    )
)
#: heads of agencies and pronouns: never inside the name of a township or zone
NOT_IN_NAME = frozenset("局厅委部院们您你的了，。、")
#: 市口岸[办], not 主办, 承办
_OFFICE = r"(?<![主承协举会分督交联合独单筹开申经专代创查兴停自])办(?![理法事公学案好成])"
#: heads that make an unknown name behind a region an agency: 市瓷局, 县社会治安综合治理中心
HEAD = (
    r"(?:局|厅|管委会|管理委员会|委员会|委(?!员)|办公室|办事处|(?:政府)|法院|检察院|总队|支队|大队"
    rf"|海关|署|行署|行政公署|总工会|联合会|合作社|合作联社|供销社|督查室|督导室|领导小组|指挥部"
    rf"|派出所|工作队|{_OFFICE}|{_CENTRE}|{_STATION})"
)
_TAIL = r"(?![长部势限面])"

#: 市[瓷局], 州[老龄工作委员会办公室]: read from the end of a region's name
BEHIND_REGION = re.compile(
    rf"(?![级内场民区值上里属直长域际外位块级镇乡间中]){_IN}{{1,14}}?{HEAD}"
    rf"(?:办公室|办(?![理法事公学案好])|督查室)?{_TAIL}"
)
#: A局、[产业发展局]、B局: an unknown member of a list of agencies
IN_LIST = re.compile(
    rf"{_IN}{{2,10}}?(?:局|厅|办公室|管委会|委员会|委(?![员会])|总队|支队|大队|海关|法院|检察院"
    rf"|{_CENTRE}){_TAIL}"
    r"(?=[、，。；和与及等共联会分])"
)
#: 国家[能源局], 国务院[安全生产委员会], 中央[网信办]
NATIONAL = re.compile(
    rf"(?=[国中])(?:国家{_IN}{{2,12}}?(?:总局|管理局|保护局|局|委员会|委(?!员)|总署|办公室)"
    rf"|国务院{_IN}{{2,14}}?(?:委员会办公室|领导小组办公室|委员会|领导小组|办公室"
    rf"|办(?![理法事公])|委(?!员))"
    rf"|(?:中共)?中央{_IN}{{2,12}}?(?:委员会办公室|领导小组办公室|委员会|领导小组|办公室|编办"
    rf"|[^一-龥]办))"
)

_PARTY_UNIT = one_of(
    _words(
        "宣传部 组织部 统战部 统一战线工作部 政法委员会 政法委 办公室 办公厅 编办 编委办 "
        "机构编制委员会办公室 网信办 网络安全和信息化委员会办公室 农办 农工委 农工办 "
        "农村工作委员会 "
        "农村工作领导小组办公室 老干部局 党校 督查室 督查考核办 督查考核办公室 政研室 政策研究室 "
        "全面深化改革委员会办公室 改革办 深改办 社会工作部 社工部 机要局 机要和保密局 保密办 "
        "保密局 "
        "直属机关工作委员会 直属机关工委 直工委 机关工委 巡察办 巡视办 文明办 台办 外办 "
        "外事工作委员会办公室 军民融合办 教育工委 教育工作委员会 财经办 财经委员会办公室 "
        "目标绩效办 国安办 金融办 金融委员会办公室 史志办 党史研究室 党史和地方志研究室 档案局 "
        "610办公室 维稳办 综治办 平安办 信访局 统筹办 非公工委 两新工委 互联网行业党委"
    )
)
#: behind a region: 市[委宣传部], 自治区[党委编办], 州[委]
PARTY = re.compile(
    rf"(?:党委|委)(?:{_PARTY_UNIT}(?!门)|办(?![理法事公学案好])|(?!员|托|派|会|办|属|任|屈))"
)
#: 市[政协提案委], 省[政协], 自治区[政协人口资源环境委员会]; not 市政协委员, 政协五届…会议
CPPCC = re.compile(
    rf"政协(?:{_OF_COMMITTEE}{{2,12}}?(?:委员会|委(?!员)|专委会|办公室|办公厅|联络组|研究室"
    rf"|联络委|工委)"
    r"|(?=[、，。；：:）)”》\s]|和|与|及|组织|机关|领导|等|主席|召开|提出|办|系统|\d{4}年))"
)
#: 市[人大常委会代表工委], 市[人大财政经济委员会]; not 市人大代表
CONGRESS = re.compile(
    rf"(?:人大|人民代表大会)(?:常委会|常务委员会)?(?:{_OF_COMMITTEE}{{2,12}}?(?:委员会|工委"
    rf"|专委会|委(?!员)|联络室|办公室|办公厅|研究室))"
    r"|(?:人大|人民代表大会)(?:常委会|常务委员会)(?!会议|党组|主任|副主任|第)"
    r"|(?:人大|人民代表大会)(?=[、，。；：:）)”》\s]|和市?政协|与|及|等)"
)

_PARTIES = (
    "民革|民盟|民建|民进|农工党|农工民主党|致公党|九三学社|台盟|中国国民党革命委员会|中国民主同盟"
    "|中国民主建国会|中国民主促进会|中国农工民主党|中国致公党|台湾民主自治同盟|九三"
)
#: 民盟晋中市委会, 致公党广西区委会, 民进中央社会服务部
DEMOCRATIC = re.compile(
    rf"(?:{_PARTIES})(?:中央(?:委员会)?(?:{_IN}{{2,8}}?(?:部|厅|委员会)(?!门))?"
    r"|(?:(?!中央)[一-龥]{0,10}?)(?:省|市|区|县|州|总)?"
    r"(?:委员会|委会|工委会|工作委员会|工委|委(?![员托派])|总支部?|支部|支社|基层委员会))"
)
#: 团市委, 团省委, 共青团深圳市委
LEAGUE = re.compile(
    r"(?:团(?:自治区|省|市|县|区|州|盟|旗)委(?!员)"
    r"|共青团(?:中央|(?:[一-龥]{2,9}?)?(?:省|市|县|区|州|盟|旗)(?:委员会|委(?!员))))"
)

_UNIT = (
    "局(?![部面])|厅|委(?![员托])|办(?![理法事公学案好])|部(?![分门署])|院(?![校士])|署"
    "|会(?![议员])|中心(?![城任工])"
    "|单位|大队|支队|总队|站|所(?![在有以需属提])|处(?![理于在])|科(?![技学])|社(?![会区])|机关"
    "|政府|管委会"
    "|街道办(?!理)|行署"
)
#: 我局, 贵委, 该局, 我部教师工作司, 我单位
SELF = re.compile(
    rf"(?:我|贵)(?:{_UNIT})"
    r"|贵党中央|(?:该|本)(?:局|厅|委(?!员)|办(?![理法事公]))|我市?镇政府|我公司"
)
#: 联系单位：宣教处, 承办科室：养老服务股
CONTACT_UNIT = re.compile(
    r"(?=[联承办经具])(?:(?:联系|承办|办理|经办|具体承办)(?:单位|处室|科室|部门|股室)"
    r"|联系人)[：:]\s*"
    r"(?P<unit>[一-龥]{2,20}?(?:(?:处|科|股|司|室|局|中心|部|办公室|办)(?=[ \t（(，,、。；;]|$)"
    r"|司(?=[一-龥])))",
    re.MULTILINE,
)
#: sign-like labels before a unit of the signing agency: 厅综合规划处
OWN_UNIT = re.compile(
    rf"(?<![一-龥])(?:厅|局|委|部){_IN}{{2,8}}?(?:司|处|科|股)(?=[，。；：:、（(\s])"
)

#: behind an agency: 生态环境部[气候司], 市公安局[龙岗分局], 市文化和旅游局[执法总队]
NESTED = re.compile(
    rf"(?:{_OF_UNIT}{{1,10}}?(?:(?<!公)司|处|科|股)(?![长员级技学普协研教理置罚于分境机法令])"
    rf"|{_OF_UNIT}{{0,8}}?(?:分局|总队|支队|大队|中队|执法局|管理局|派出所|工作队|监管所|税务所)"
    rf"|{_OF_UNIT}{{0,6}}?(?:办公厅|办公室|督查室|督导室|联络室|研究室|政研室|信息中心|服务中心"
    rf"|管理中心))"
    r"(?![一-龥])|"
    rf"(?:{_OF_UNIT}{{1,10}}?(?<!公)司(?![长法机令])|{_OF_UNIT}{{1,8}}?(?:处|分局|总队|支队|大队"
    rf"|管理局)|办公厅|办公室)"
    r"(?=[一-龥])(?:(?<=司)|(?=与|和|及|等|牵头|负责|领导|会同|联合|印发|主办|承办|组织|开展|的"
    r"|将|在|对|已|于|认真))"
)

#: 省公安厅[交管局], 交通运输部[公路局]: a bureau within a department or ministry
BUREAU = re.compile(rf"(?<=[厅部]){_OF_UNIT}{{1,6}}?局(?![长部势面限])")

#: 教育部[体育卫生与艺术教育司]: a department of a ministry, whose name may hold 与 and 和
DEPARTMENT_OF = re.compile(
    r"(?<=[部局署委会院])(?:(?!会同|联合|对|在|将|向|等|的)[一-龥]){2,14}?(?<!公)司(?![长法机令])"
)

#: [南湖]街道办, [茶]镇政府: the township's head; its name is read leftwards
TOWNSHIP = re.compile(
    r"(?=[街地民镇乡])(?:街道办事处|街道办(?![理法公])|街办(?![理法公])|街道党工委|地区办事处"
    r"|(?:民族)?[镇乡](?:人民政府|政府|党委))"
)
#: [得胜]派出所
STATION = re.compile("派出所(?!长)")
#: 松山湖[高新区管委会]: the zone's head; its name is read leftwards
ZONE = re.compile(
    r"(?:高新技术产业开发区|经济技术开发区|高新区|经开区|开发区|新区|示范区|园区|度假区|保税区"
    r"|综保区|合作区|自贸区|风景区|景区|产业园|科技园|工业园|石景山园|园)(?:管委会|管理委员会)"
)
#: 花马池镇[退役军人服务站]
TOWN = re.compile(
    "(?:镇|乡|街道|苏木)(?!村|政府|人民|级|办|党|企|土|卫|风|长|愁|亲|域|上|里|内|区|居|民)"
)
#: 市[生态环境]部门, 省[教育]部门: the department meant is known by its field
DEPARTMENT = re.compile(
    r"(?=[生教财公民农交自卫文住人市发水应商科工林体统审司])(?<=[市省县区州])(?:生态环境|教育"
    r"|财政|公安|民政|农业农村|交通运输|自然资源|卫生健康|文化和旅游|文旅|住建"
    r"|住房城乡建设|人社|市场监管|发展改革|水务|水利|应急管理|商务|科技|工信|林业|林草|体育|统计"
    r"|审计|司法)部门"
)
#: 中国（深圳）知识产权保护中心
CENTRE = re.compile(rf"中国[（）()一-龥]{{2,16}}?{_CENTRE}")
#: 黄浦、徐汇区政府: a member whose head comes with the last one
SHARED_HEAD = re.compile(r"[、和与][一-龥]{2,4}([区县市])(?:人民)?政府")
#: …中心（以下简称[快维中心]）
ALIAS = re.compile(
    r"[（(](?:以下|下)?(?:简称|统称)为?[“‘]?([^（）()“”‘’《》，,；;]{2,14})[”’]?[，,）)；;]"
)
#: 高新区管委会 alone: the letter's own city has one
BARE_ZONE = re.compile("(?:高新|经开|经济技术|开发区|新区|保税|综保|度假区|自贸)")
#: 国家税务总局[南昌县]税务局
TAX = re.compile(r"国家税务总局[一-龥]{2,14}?税务局")
#: 义乌海关, 中华人民共和国深圳海关
CUSTOMS = re.compile(r"海关(?!总署|监管|编码|统计|数据|特殊|查验|估价|申报|总关|通关)")

#: what may not follow a known name: 财政部[门], 教育部[署], 公安局[长], 省政府办[理], 市政府[采购]
AFTER = {
    "部": frozenset("门署队分件位下长"),
    "局": frozenset("长势面部限域"),
    "厅": frozenset("长"),
    "委": frozenset("员托派会任"),
    "办": frozenset("理法事公学案好成结件"),
    "室": frozenset("主"),
    "院": frozenset("长校士"),
    "会": frozenset("议"),
    "协": frozenset("议会"),
    "联": frozenset("合系"),
}
GOVERNMENT_TAIL = re.compile(r"采购|性|债|网|工作报告|信息公开|投资|购买|机关|部门|主导|令|引导")
