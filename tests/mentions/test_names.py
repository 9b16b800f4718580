"""Events, programs and organisations: names whose left edge grammar must find."""

from itertools import pairwise

import pytest
from helpers import assert_found, letter_of, shown

from replygraph.mentions import mentions

NAMES = "EVENT PROGRAM ORG"


@pytest.mark.parametrize(
    "marked",
    [
        "我局承办的{E:2024苏州马拉松}于12月举行，暂不举办{E:苏州国际足球邀请赛}",
        "{E:第29届中国义乌国际小商品（标准）博览会}由商务部主办",
        "首个赛季即{E:2025年江苏省城市足球联赛}（以下简称“{E:苏超}”），{E:苏超}比赛6场",
        "在首钢园召开的{E:2020中国科幻大会}期间，{E:中国科幻大会}已成为品牌",
        "您在{E:政协马关县第十届委员会第四次会议}和{E:市十六届人大一次会议}上提出",
        "各环节、季节和细节，开展联合调研、现场踏勘和专项检查，举办主题活动",
        "参加{E:冷链物流专题调研}，积极参加{E:广交会}等展会",
    ],
)
def test_events(marked):
    assert_found(marked, "EVENT")


@pytest.mark.parametrize(
    "marked",
    [
        "市教育局牵头实施{G:世遗小讲解员培养计划}，为{G:世遗小讲解员培养计划}提供场地",
        "启动{G:大满灌区续建配套与节水改造项目}和{G:西昌至香格里拉高速公路项目}",
        "乡村{G:“清凉驿站”建设}，开展{G:“护瓷”专项行动}，推出“{G:烧烤贷}”",
        "深入开展“{G:无废城市建设}”“{G:利剑行动}”等宣传，用好“指挥棒”，推行“一站式”服务",
        "该校获评{G:省级绿色示范学校}称号，入选“{G:中国烧烤名城}”名单，获得财政补助",
        "从{G:福彩公益金}中安排，争取中央预算内投资和上级补助资金，纳入{G:车购税资金}",
        "推进{G:第四次全国文物普查}，我局计划于5月试行，重点项目30个，按照实施方案",
        "生态文明建设和基层治理不断加强，共建实训基地，建立合作机制",
    ],
)
def test_programs(marked):
    assert_found(marked, "PROGRAM")


@pytest.mark.parametrize(
    "marked",
    [
        "资助{O:绿屿低碳科技有限公司}、{O:西昌学院}等32家企业，走访{O:香港中文大学（深圳）}",
        "工程由{O:山西省古建筑与彩塑壁画保护研究院}承担，{O:佛山市铁军小学}参加",
        "{O:沈阳辽阔机床股份有限公司}（以下简称{O:辽阔机床}）承担，{O:辽阔机床}与{O:清华大学}合作",
        "支持民营企业、各高校、中小学和公立医院，走进学校，成立古城保护基金会",
    ],
)
def test_organisations(marked):
    assert_found(marked, "ORG")


def test_nothing_is_found_inside_a_longer_name():
    text = "实施省教育厅名师工作室计划，举办2016年安全生产月启动仪式"
    found = mentions(letter_of(text))
    for left, right in pairwise(found):
        assert left.span.end <= right.span.start
    assert "2016年" not in [item.text for item in found]


def test_half_width_punctuation_reads_as_full_width():
    text = '我局收悉,开展"护瓷"专项行动,获评"全国文明城市",投入1,200万元.'
    assert shown(mentions(letter_of(text)), "PROGRAM INDICATOR") == [
        ("PROGRAM", '"护瓷"专项行动'),
        ("PROGRAM", "全国文明城市"),
        ("INDICATOR", "1,200万元"),
    ]


def test_traditional_characters_keep_their_form():
    text = "我局暫不舉辦廈門海洋環保馬拉松，參加第八屆中國創新創業大賽並獲獎"
    assert shown(mentions(letter_of(text)), NAMES) == [
        ("EVENT", "廈門海洋環保馬拉松"),
        ("EVENT", "第八屆中國創新創業大賽"),
    ]


@pytest.mark.parametrize(
    "marked",
    [
        "实施{G:基本公共卫生服务项目}，开展{G:植被恢复工程}，启动{G:定向培养计划}",
        "纳入{G:中等职业教育基础能力建设项目}，支持{G:泰和县乌鸡产业发展项目}",
        "打好{G:污染防治攻坚战}，推进{G:共同富裕示范区建设}，实施{G:提升城乡供水保障工程}",
        "举办{E:庆祝中国共产党成立100周年文艺演出}，参加{E:联合国糖尿病日宣传活动}",
    ],
)
def test_small_words_inside_names_do_not_split_them(marked):
    assert_found(marked, "EVENT PROGRAM")
