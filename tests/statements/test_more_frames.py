"""Support by money, subjects without a name, attached events, oversight: what sentences state."""

import pytest
from told import facts, read

SENTENCES = [
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
