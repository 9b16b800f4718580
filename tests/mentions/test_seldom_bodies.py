"""Bodies of the corps, of the special regions, of the borders; offices of assemblies."""

import pytest
from helpers import assert_found


@pytest.mark.parametrize(
    ("marked", "agency"),
    [
        ("{A:师市教育局}会同{A:师市党委编办}研究", "第八师石河子市教育局"),
        ("{A:第八师石河子市教育局}与{A:十四师昆玉市教育局}结对", None),
        ("工程师市场需求大，{A:市教育局}", "石河子市教育局"),
        ("{A:澳门特区政府社会工作局}、{A:香港特别行政区政府发展局}", "珠海市民政局"),
        ("由{A:珠海边检总站}、{A:拱北海关}派员参加", "珠海市商务局"),
        ("{A:宁波海警局}、{A:宁波出入境边防检查站}巡查", "宁波市商务局"),
        ("{A:民航贵州监管局}、{A:国家矿山安全监察局贵州局}检查", "贵州省应急管理厅"),
        ("{A:州政协办公室}转来，{A:州政协办}督促", "临夏州民族宗教事务局"),
        ("{A:州人大常委会办公室}、{A:市人大办公室}参加", "临夏州民族宗教事务局"),
        ("{A:市政协}办理协商会", "宝鸡市商务局"),
        ("{A:省发改委}、{A:物价局}、{A:外经贸厅}", "福建省经济贸易委员会"),
        # divisions before the last of a list share its head, but are mere places behind 在
        ("与{A:兴安盟}、{A:通辽市}、{A:锡林郭勒盟林草局}签订协议", "呼伦贝尔市林业和草原局"),
        ("同{A:三河市}、{A:大厂回族自治县}和{A:香河县教育局}会商", "通州区教育局"),
        ("在三河市、{A:香河县教育局}支持下", "通州区教育局"),
        ("赴大厂县、{A:香河县水务局}考察", "通州区水务局"),
        # polite ones; verbs before 办 and 派出所
        ("供{A:你委}答复时参考，请{A:贵组}指正", "上海市交通委员会"),
        ("{A:市财政局}、{A:横琴粤澳深度合作区民生事务局}", "珠海市民政局"),
        ("这些事县自己能办，不用跑{A:市政府}", "白石县财政局"),
        ("剩余隐患由所在县市政府挂牌督办", "临夏州民族宗教事务局"),
        # inner units that a sentence names alone, or that go on with 于 and a date
        ("厅领导批示由{A:水生态环境处}承办", "青海省生态环境厅"),
        ("厅领导很重视，{A:养老服务处}的同志专门跑了一趟", "吉林省民政厅"),
        ("{A:我厅非遗处}于6月22日赴五指山走访", "海南省旅游和文化广电体育厅"),
        ("{A:我局}处于改革期", "白石县水利局"),
        ("{A:国家测绘地信局}、{A:国家宗教局}、{A:国务院三峡办}", None),
    ],
)
def test_finds_the_body_whole(marked: str, agency: str | None) -> None:
    assert_found(marked, "AGENCY", agency=agency)


@pytest.mark.parametrize(
    ("marked", "group"),
    [
        ("{A:海北州代表团刚察县代表小组}：\n{A:贵组}提出的建议收悉", "海北州代表团刚察县代表小组"),
        ("{A:招贤镇代表团}：\n收悉", "招贤镇代表团"),
        ("{A:省政协农业界别小组}：\n{A:贵小组}提出的提案收悉", "省政协农业界别小组"),
    ],
)
def test_finds_the_group_that_a_letter_addresses(marked: str, group: str) -> None:
    assert_found(marked, "AGENCY", addressees=(group,))
