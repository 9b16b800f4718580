"""Names behind everyday words, in lists, at stations; what only looks like a name."""

import pytest
from helpers import assert_found

PLACES = [
    # verbs, adverbs, conjunctions before a name
    "专题片讲述{L:柳林渡口}的旧事，现存{L:聚源街}、{L:玉皇庙}，多次走访{L:平沟村}",
    "预算不足，且{L:青川西路}尚未贯通，而{L:石门水库}需要加固，离{L:慈光寺}3公里",
    "城区段上起{L:桃园镇}、下至{L:柳溪镇}",
    "沿线{L:汉王墓地遗址}、{L:荷塘村}已亮化，技术员常跑{L:巴音宝力格苏木}",
    "该路西起{L:清泉街}、东到{L:顺河路}",
    "企业捐款先后为{L:黑龙江}、{L:四川}等地配发设备",
    # stations, storeyed roads, roads along something
    "专列停靠{L:赣州西站}，在{L:定西站}增停，环湖赛西宁站不在此列",
    "{L:凤山高架}今年通车，本段采用高架形式",
    "到{L:金沙洲环岛路}实地踏勘，在{L:双柳路口}、{L:长宁街路口}设灯",
    "{L:滨河北路}、{L:沿江西路}、{L:杨家港快速路}已通，专线经{L:湛家桥}、{L:青山乡}，城市快速路在建",
    # waters, landmarks, houses
    "在{L:颍州西湖}、{L:文昌宫}、{L:揽秀亭}拍摄，少年宫、报刊亭、岗亭另行安排",
    "在{L:清河}南岸植树，在{L:漆水河}畔建步道",
    "{L:莲塘一桥}早晚拥堵，建成{L:锦云停车楼}，走访{L:星辰家园公寓}，人才公寓由学校负责",
    "在{L:五指山地区}、农村地区、贫困地区要照顾",
    "{L:前进嘎查}、{L:旧城村}的水渠已修",
    # lists before a cue
    "在{L:石桥坡}、{L:吴家坪}一带推行，{L:莲花}、{L:平安}两区先行",
    # kinds and phrases that are no places
    "大同小异的表、高温高湿地区、二次过街、那几条老路、属地街镇、行洪断面、断头巷、瓶颈路",
]
AGENCIES = [
    "{A:市发改}、{A:财政}、{A:住建}等部门会商，相关部门配合",
    "任务分解到{A:市水利}、{A:林业局}等单位",
    "2013年，{A:县政府}委托专家编制规划",
    "由{A:县新就业群体工作领导小组办公室}归集，成立了{A:县现代物流工作专班}",
    "成立{A:县清河综合治理工程指挥部}（以下简称{A:指挥部}），{A:指挥部}每月督导",
    "会同{A:县农牧局}和{A:宝力格苏木人民政府}研究",
    "我省认真落实{A:国家发展改革委}要求，{A:市发改}、{A:自然资源和规划}等部门配合",
    "隶属{A:我局}的{A:州驻杭州劳务工作站}",
    "{A:我局基础教育科}电话征求了意见，{A:我局就业促进科}与代表见面",
    "抄送：{A:县政府目督办}，{A:县政协提案委}",
    "专款用于{A:市文物管理处}修缮，{A:我街}会同{A:区城管局}整治，{A:贵小组}满意",
]
ZONE = "{A:管委会}很重视，运费由{A:管委会财政金融局}补贴"
BODIES = [
    "察看后发现{O:青岚宏泰置业有限公司}违规，约谈{O:享食（青岚）网络科技有限公司}",
    "我局请{O:省水利电力勘测设计研究院}论证，但{O:白石中学}仍拥堵，拟邀请{O:青岚大学}专家",
    "{O:县职教中心}的师生、{O:白石县义工联合会}、{O:白石县墨香斋年画社}参加",
    "据{O:省地质调查院}核查，{O:兰州铁路局}增开专列，共建{O:远景产业学院}",
    "{O:我局科学研究院}提供指导",
    "不少敬老院产权不清，设备普遍比同级综合医院落后，在安置点学校推行",
]
MEDIA = [
    # 和 begins a name: no empty item before it
    "参观逾六万人次，{M:榆林日报}、{M:和平融媒}等媒体进行了报道",
    "{M:榆林日报}和{M:平川融媒}等媒体进行了报道",
    "{M:甘肃日报}、{M:农民日报}都作了报道，{M:青岚网}、{M:抖音}都有不少介绍",
    "{M:青岚晚报}及{M:青岚广播电视台“健康有约”栏目}多次进行报道，{M:县电视台}播发新闻",
    "《{M:今日清江}》栏目播出，联合{M:携程}、{M:美团}等平台推出",
    "受疫情影响，不少活动改在线上办",
]
PROGRAMS = [
    "某公司承担{G:绿色储粮升级示范项目}，实施{G:农户科学储粮专项}，推行{G:企业服务专员计划}",
    "设立{G:老字号发展基金}，通过{G:扶贫产业子基金}支持，安排省级财政资金",
    "与移动公司合作建设{G:青岚智慧停车平台}，{G:政务服务一体化平台升级项目}由我局承担",
    "您建议政府出钱办{G:幼儿园专线校车项目}，建议由财政兜底建设{G:工业固废集中处置项目}",
    "关于申报{G:中国历史文化名街}的建议，{G:“青岚通”APP}注册用户达3万",
    "上线“新生儿出生”“企业开办”等13件事",
]
OTHERS = [
    ("县教育局牵头{E:剪纸进校园活动}，因与{E:世界粮食日}重合，旺季停车难", "EVENT"),
    ("{T:今年4月至6月}、{T:去年9月至今年3月}开展整治", "DATE"),
    ("下步工作：\n1.{T:12月底}前完成；\n2.{T:9月}前验收；价格涨了3.5元", "DATE"),
    ("同年12月，白洋河入选名单", "PERSON"),
]


ALIKE = {"PLACE": PLACES, "ORG": BODIES, "MEDIA": MEDIA, "PROGRAM": PROGRAMS}


@pytest.mark.parametrize(
    ("kind", "marked"), [(k, one) for k, some in ALIKE.items() for one in some]
)
def test_finds_the_names(kind: str, marked: str) -> None:
    assert_found(marked, kind)


@pytest.mark.parametrize("marked", AGENCIES)
def test_finds_the_agencies(marked: str) -> None:
    assert_found(marked, "AGENCY", agency="白石县水利局")


def test_finds_the_bureaus_of_a_zone() -> None:
    assert_found(ZONE, "AGENCY", agency="青岚高新技术产业开发区管理委员会")


@pytest.mark.parametrize(("marked", "kinds"), OTHERS)
def test_finds_events_dates_and_persons(marked: str, kinds: str) -> None:
    assert_found(marked, kinds)
