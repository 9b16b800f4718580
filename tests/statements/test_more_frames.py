"""Support by money, subjects without a name, attached events, oversight: what sentences state."""

import pytest
from told import facts, read

SENTENCES = [
    # who is asked for a document issues it
    ("我局将报请{A:市政府}发布《{D:保护办法}》。", {"市政府 issues 保护办法 (planned)"}),
    ("{A:我局}拟提请{A:市安委会}适时出台《{D:办法}》。", {"市安委会 issues 办法 (planned)"}),
    ("{A:我局}报请{A:市政府}审定后印发《{D:办法}》。", {"我局 issues 办法"}),
    # who leads does it where others help
    (
        "由{A:市卫健委}牵头、{A:市民政局}配合推进{G:签约工程}。",
        {"市卫健委 leads 签约工程", "市卫健委 implements 签约工程", "市民政局 supports 签约工程"},
    ),
    # a session is the time of a submission, nobody leads it
    ("贵委在{E:政协甲市第八届委员会第一次会议}期间提出的提案，由{A:我局}牵头办理。", set()),
    # what is checked has no name
    (
        "{A:乙局}实施{G:快递工程}。配合{A:甲局}开展快递投递服务专项检查。",
        {"乙局 implements 快递工程", "乙局 supports 甲局"},
    ),
    # people sent to stay
    (
        "{O:演艺集团}选派编导、舞美人员到{O:赣剧团}帮助排演。",
        {"演艺集团 supports 赣剧团"},
    ),
    # invented by clerks of other provinces
    ("{A:县林业局}尚未启动{G:造林项目}。", {"县林业局 implements 造林项目 (negated)"}),
    ("{A:我局}没有参加{E:药博会}。", {"我局 participatesIn 药博会 (negated)"}),
    ("{O:慈善会}向{O:县医院}捐赠救护车{I:2辆}。", {"慈善会 supports 县医院"}),
    ("{A:市财政局}对{G:适老化项目}给予{I:50万元}补助。", {"市财政局 supports 适老化项目"}),
    ("{E:职工运动会}承办单位为{A:县总工会}。", {"县总工会 organizes 职工运动会"}),
    ("{G:滴灌项目}已纳入{G:乡村振兴项目库}。", {"滴灌项目 partOf 乡村振兴项目库"}),
    ("{E:村晚}在{L:石塘村}、{L:下河村}同时开幕。", {"石塘村 hosts 村晚", "下河村 hosts 村晚"}),
    (
        "因资金不足，{A:县交通局}暂缓实施{G:改线工程}。",
        {"县交通局 implements 改线工程 (negated)"},
    ),
    (
        "待条件成熟后，{A:我局}再组织实施{G:二期工程}。",
        {"我局 implements 二期工程 (planned)"},
    ),
    (
        "{A:市教育局}先后印发《{D:方案}》《{D:细则}》，并组织{O:实验小学}参加{E:读书节}。",
        {"市教育局 issues 方案", "市教育局 issues 细则", "实验小学 participatesIn 读书节"},
    ),
    # the sum of a fund, and who gives it
    (
        "{A:我局}实施{G:路网工程}，{A:交通运输部}{T:2022年}安排{G:车购税资金}{I:1.9亿元}支持。",
        {"我局 implements 路网工程", "交通运输部 supports 路网工程 (2022)"},
    ),
    (
        "{A:县文旅局}实施{G:记忆馆试点}，经费{I:18万元}由{A:县财政局}解决。",
        {"县文旅局 implements 记忆馆试点", "县财政局 supports 记忆馆试点"},
    ),
    (
        "{A:我局}启动{G:流动法庭项目}，{A:市财政局}出资{I:38万元}购车。",
        {"我局 implements 流动法庭项目", "市财政局 supports 流动法庭项目"},
    ),
    (
        "{G:码头工程}已报{A:市发改委}，{A:市财政局}今年暂不安排资金。",
        {"市财政局 supports 码头工程 (negated)"},
    ),
    ("{A:市科技局}补助{O:湖州学院}{I:50万元}。", {"市科技局 supports 湖州学院"}),
    ("{A:甲局}配套资金{I:1000万元}用于{L:湖笔小镇}改造。", {"甲局 supports 湖笔小镇"}),
    # a subject that is not named is no body's act
    (
        "{A:我局}举办{E:招聘大会}。全市百家企业参加了{E:招聘大会}。",
        {"我局 organizes 招聘大会"},
    ),
    ("{A:我局}举办{E:读书节}，市民踊跃参加{E:读书节}。", {"我局 organizes 读书节"}),
    # what is refused, behind 所以
    (
        "居民怕光扰民，所以{G:夜跑灯光项目}暂不实施。",
        {"我局 implements 夜跑灯光项目 (negated)"},
    ),
    ("{A:我局}不再推进{G:撤并计划}。", {"我局 implements 撤并计划 (negated)"}),
    # an event attached to another
    (
        "拟于{T:2025年4月}举办{E:旅游节}配套的{E:讲解大赛}。",
        {"我局 organizes 讲解大赛 (2025-04, planned)", "讲解大赛 partOf 旅游节 (planned)"},
    ),
    # work given to builders
    (
        "{A:我局}实施{G:扩建工程}，{O:甲公司}负责施工。",
        {"我局 implements 扩建工程", "甲公司 participatesIn 扩建工程"},
    ),
]


@pytest.mark.parametrize(("marked", "stated"), SENTENCES)
def test_states_what_the_sentence_says(marked: str, stated: set[str]) -> None:
    assert facts(marked) == stated


def test_says_who_oversees_the_submission() -> None:
    _, found = read("该提案被{A:市政协}列为重点督办提案，{A:市政府督查室}全程跟踪督办。")
    assert {s.subject.name for s in found if s.predicate == "supervises"} == {
        "市政协",
        "市政府督查室",
    }
