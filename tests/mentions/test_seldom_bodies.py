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
        ("{A:国家测绘地信局}、{A:国家宗教局}、{A:国务院三峡办}", None),
    ],
)
def test_finds_the_body_whole(marked: str, agency: str | None) -> None:
    assert_found(marked, "AGENCY", agency=agency)
