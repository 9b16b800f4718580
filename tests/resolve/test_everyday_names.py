"""Names that lists, own units and districts leave short; dates that lean on their sentence."""

import pytest
from helpers_resolve import wrong

from replygraph.mentions import mentions
from replygraph.model import Letter, Span
from replygraph.resolve import resolve


def named(text: str, agency: str, **fields) -> list[tuple[str, str | None]]:
    """Return what is found in ``text`` and its canonical names."""
    letter = Letter(
        "t", "t.txt", "0" * 64, 0, text, text, Span(0, len(text)), agency=agency, **fields
    )
    links = resolve(letter, mentions(letter)).links
    return [(link.mention.text, link.canonical) for link in links if link.mention.type == "AGENCY"]


def test_a_field_in_a_list_is_the_body_of_its_region():
    assert named("市发改、财政、住建等部门会商，市水利、林业局落实", "岳阳市规划局") == [
        ("市发改", "岳阳市发展和改革委员会"),
        ("财政", "岳阳市财政局"),
        ("住建", "岳阳市住房和城乡建设局"),
        ("市水利", "岳阳市水利局"),
        ("林业局", "岳阳市林业局"),
    ]


def test_a_province_has_departments_where_a_city_has_bureaus():
    assert named("省财政、水利等部门会商", "四川省林业厅") == [
        ("省财政", "四川省财政厅"),
        ("水利", "四川省水利厅"),
    ]


@pytest.mark.parametrize(
    ("marked", "agency"),
    [
        ("{A:岳阳楼区政府=岳阳市岳阳楼区人民政府}在{L:岳阳楼}下举办", "岳阳市规划局"),
        ("{A:市府办=清远市人民政府办公室}", "清远市商务局"),
        (
            "{A:我局交警大队=渠县公安局交通警察大队}沟通，{A:县公安局交通警察大队=渠县公安局交通警察大队}牵头",
            "渠县公安局",
        ),
        (
            "{A:市公安局交警支队=承德市公安局交警支队}与{A:交警支队=承德市公安局交警支队}调研",
            "承德市城市管理综合行政执法局",
        ),
        (
            "{A:管委会财政金融局=石嘴山高新技术产业开发区管理委员会财政金融局}",
            "石嘴山高新技术产业开发区管理委员会",
        ),
        (
            "原{A:天津市市场和质量监督管理委员会}；{A:天津市市场监督管理委员会}",
            "天津市市场监督管理委员会",
        ),
        ("{A:我街=广州市白云区新市街道办事处}", "广州市白云区新市街道办事处"),
        ("{M:县电视台=汉阴县电视台}、{O:旗乌兰牧骑}", "汉阴县水利局"),
        ("{O:我局科学研究院=国家粮食和物资储备局科学研究院}", "国家粮食和物资储备局"),
        ("{L:巴彦塔拉苏木}通到{L:巴彦塔拉=巴彦塔拉苏木}", "扎鲁特旗人民政府"),
    ],
)
def test_expands_what_the_letter_tells(marked: str, agency: str):
    assert wrong(marked, agency) == []


def test_that_year_is_the_one_of_its_sentence():
    marked = (
        "已于去年办完。{E:2019年粮食安全宣传周}于{T:当年10月16日=2019-10-16}举办，成效好。"
        "{T:当年3月=2021-03}开工"
    )
    assert wrong(marked, "国家粮食和物资储备局") == []
