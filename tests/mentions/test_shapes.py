"""Dates, numbers, documents, submissions, persons and media: mentions with a shape of their own."""

import pytest
from helpers import assert_found


@pytest.mark.parametrize(
    "marked",
    [
        "计划{T:2026年底}前完成，{T:5月份}启动，{T:9月上中旬}举行",
        "{T:3月5日至9日}开幕，{T:2022年9月17日至10月6日}举行，近年来持续三年",
        "{T:今年3月}、{T:二〇一八年九月二十二日}和{T:1990年代}，8:30开始",
        "{T:2021年上半年}至今，{T:2016年至2018年}，{T:2019—2020年}",
        "安居区水利局\n{T:2017329}\n",
        "发布日期：{T:2024-07-02} 09:12  来源：本网",
        "1.{T:2024年10月}举行年会，第3个月，3个月内",
    ],
)
def test_a_date_ends_where_the_guide_says(marked):
    assert_found(marked, "DATE")


@pytest.mark.parametrize(
    "marked",
    [
        "投入约{I:1.2亿元}，带动{I:1500万}贫困人口和{I:3.1万人}，增长{I:9.3%}以上，粉丝{I:10万+}",
        "覆盖{I:7个}区、上述{I:4家}单位，接待{I:28.6万人次}，面积{I:160万平方米}",
        "为期15天、3个月、2小时，第3批，七部门，8位代表，等12名委员，5G，H5",
        "该村{I:312户}{I:1146人}，检查{I:412处次}，降低{I:2.3个百分点}",
        "等8部门联合印发，{I:1200余名}代表参会",
    ],
)
def test_an_indicator_is_a_number_in_digits_with_its_unit(marked):
    assert_found(marked, "INDICATOR")


@pytest.mark.parametrize(
    "marked",
    [
        "印发《{D:绿色行动方案（2021—2023年）}》（{D:深府办〔2021〕33号}，以下简称《{D:方案}》）",
        "按照《{D:2020年贯彻落实〈关于强化保护的意见〉推进计划}》（国发办函）",
        "{D:平交复函[2017]19号}B类",
        "根据{D:国办发〔2019〕11号}和《{D:专利法}》《{D:商标法}》，{D:国务院令第639号}",
    ],
)
def test_what_stands_in_title_marks_is_a_document(marked):
    assert_found(marked, "DOCUMENT")


@pytest.mark.parametrize(
    "marked",
    [
        "关于{R:第20140176\n号提案}的答复，{R:第 64 号建议}，{R:第0412号（教育类380号）提案}",
        "《{R:关于修路的\n建议}》（{R:第89号}）收悉。（{R:72号}）",
        "提案号：{R:0052}\n编号: 20210094\n",
        "上一篇：{R:关于保护古桥的提案}答复　下一篇：没有了",
        "关于县政协十届一次会议{R:第6.11号提案}的复函",
    ],
)
def test_a_submission_is_named_by_number_or_title(marked):
    assert_found(marked, "PROPOSAL", title="关于修路的建议")


def test_the_title_of_another_documents_recommendation_is_a_document():
    assert_found("一、关于增设分会场的建议。印发《{D:意见}》", "DOCUMENT PROPOSAL")


@pytest.mark.parametrize(
    "marked",
    [
        "尊敬的{P:方　圆}、{P:李 雷}等7位委员：邀请{P:方圆}委员到会，{P:林若溪}代表提出",
        "（联系人：{P:赵**}，联系电话：8300****）签发人:{P:骆敏之}\n责任编辑：{P:陈小雨}",
        "分管领导：{P:买买提·热合曼}　承办人：{P:李 娜}　联系电话：0996",
        "市人大常委会代表工委、部分委员和各位代表、全国人大代表参加",
        "上述答复已经{P:吕　鹏}副主任审签",
    ],
)
def test_persons_stand_without_their_titles(marked):
    assert_found(marked, "PERSON", addressees=("方圆", "李雷"))


@pytest.mark.parametrize(
    "marked",
    [
        "{M:人民日报}、{M:佛山电视台}、{M:抖音}同步直播，通过微信、微博宣传",
        "据{M:引力播}报道，{M:央视“焦点访谈”}播出",
        "{M:上海发布}、{M:小红书}等平台开设专栏",
    ],
)
def test_media_are_outlets_programmes_and_platforms(marked):
    assert_found(marked, "MEDIA")
