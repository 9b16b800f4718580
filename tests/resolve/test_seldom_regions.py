"""Bodies of regions that letters seldom come from, and bodies whose area is no division."""

import pytest
from helpers_resolve import wrong

CONTEXTS = [
    # the corps in Xinjiang: a division and its city are one region
    (
        "第八师石河子市教育局",
        2022,
        (
            "{A:师市教育局=第八师石河子市教育局}、{A:师市党委=中共第八师石河子市委员会}、"
            "{A:师市党委编办=中共第八师石河子市委机构编制委员会办公室}、"
            "{A:师市政协办=政协第八师石河子市委员会办公室}、{A:财政局=第八师石河子市财政局}、"
            "{A:自治区教育厅=新疆维吾尔自治区教育厅}"
        ),
    ),
    (
        "第三师图木舒克市民政局",
        2021,
        (
            "{A:兵团党委组织部=中共兵团委员会组织部}、{A:兵团发展改革委=兵团发展和改革委员会}、"
            "{A:十四师昆玉市民政局}、{A:喀什地区民政局}"
        ),
    ),
    # special regions have a 政府, which a list's later members belong to
    (
        "珠海市卫生健康局",
        2023,
        "{A:澳门特别行政区政府卫生局}、{A:金融管理局=澳门特别行政区政府金融管理局}",
    ),
    (
        "珠海市卫生健康局",
        2023,
        "{A:香港特区政府=香港特别行政区政府}与{A:澳门特区政府旅游局=澳门特别行政区政府旅游局}",
    ),
    ("珠海市商务局", 2023, "{A:澳门中联办=澳门中联办公室}、{A:拱北海关}、{A:珠海边检总站}"),
    # autonomous divisions without their peoples
    (
        "湘西自治州水利局",
        2019,
        (
            "{A:我局=湘西土家族苗族自治州水利局}、{A:州财政局=湘西土家族苗族自治州财政局}、"
            "{A:长阳自治县水利局=长阳土家族自治县水利局}"
        ),
    ),
    # prefectures (地区) and their committees
    ("西藏自治区教育厅", 2021, "{A:阿里地区教育局}、{A:阿里行署=阿里地区行政公署}"),
    ("喀什地区教育局", 2019, "{A:行署=喀什地区行政公署}、{A:地委宣传部=中共喀什地委宣传部}"),
    # branches of the state's own services bear an area's name, not a division's
    (
        "宁波市商务局",
        2024,
        "{A:宁波海事局}、{A:宁波海警局}、{A:宁波金融监管局}、{A:宁波出入境边防检查站}",
    ),
    ("贵州省应急管理厅", 2019, "{A:贵州煤矿安监局}、{A:国家矿山安全监察局贵州局}"),
    # the table says nothing of these short forms: they stay
    (
        "江门市外事侨务局",
        2012,
        "{A:省侨办=广东省侨办公室}、{A:国务院侨办=国务院侨办公室}、{A:市检察院=江门市检察院}",
    ),
    # unless the letter has the fuller form
    (
        "泉州市文化和旅游局",
        2022,
        (
            "{A:泉州市外事办公室}、{A:市外办=泉州市外事办公室}、{A:市人民检察院=泉州市人民检察院}、"
            "{A:市检察院=泉州市人民检察院}"
        ),
    ),
    # roads' bodies: a deictic gives the region, a region's short name is part of their own
    ("绵阳市交通运输局", 2018, "{A:市公路局=绵阳市公路局}"),
    ("海西州文体旅游广电局", 2018, "{A:我局=海西蒙古族藏族自治州文体旅游广电局}"),
    # divisions before the last of a list share its head
    (
        "呼伦贝尔市林业和草原局",
        2024,
        (
            "与{A:兴安盟=兴安盟林业和草原局}、{A:通辽市=通辽市林业和草原局}、"
            "{A:锡林郭勒盟林草局=锡林郭勒盟林业和草原局}签订协议"
        ),
    ),
    (
        "北京市通州区水务局",
        2024,
        "{A:廊坊市三河市=三河市水务局}、{A:大厂县=大厂回族自治县水务局}、{A:香河县水务局}",
    ),
    # a zone that no city's name stands before; 你局 as polite as 贵局
    (
        "珠海市民政局",
        2024,
        "{A:市财政局=珠海市财政局}、{A:横琴粤澳深度合作区民生事务局}",
    ),
    (
        "临夏州公安局",
        2017,
        "{A:州公安消防支队=临夏回族自治州公安消防支队}、{A:消防支队=临夏回族自治州公安消防支队}",
    ),
    # bodies of parks stand for themselves in a list
    (
        "国家林业和草原局",
        2020,
        "{A:云南省林草局=云南省林业和草原局}、{A:大熊猫国家公园管理局}、{A:国家公园管理局}",
    ),
    # divisions behind their province's short form
    (
        "交通运输部",
        2012,
        "{L:广西南宁=南宁市}、{L:四川凉山州=凉山彝族自治州}、{L:黑龙江黑河=黑河市}、{L:湖北丹江口=丹江口市}",
    ),
    # a ministry that signs with the state's name
    (
        "中华人民共和国交通运输部",
        2012,
        (
            "{A:我部=中华人民共和国交通运输部}、{A:交通运输部=中华人民共和国交通运输部}、"
            "{A:国家发展改革委=国家发展和改革委员会}"
        ),
    ),
    (
        "乌审旗教育体育局",
        2021,
        "{A:中华人民共和国生态环境部=生态环境部}、{A:旗教体局=乌审旗教育体育局}",
    ),
]


@pytest.mark.parametrize(
    ("agency", "group", "name"),
    [
        (
            "青海省生态环境厅",
            "海北州代表团刚察县代表小组",
            "海北藏族自治州代表团刚察县代表小组",
        ),
        ("福建省农业厅", "省政协农业界别小组", "政协福建省委员会农业界别小组"),
    ],
)
def test_names_the_group_that_is_addressed(agency: str, group: str, name: str) -> None:
    marked = f"{{A:{group}={name}}}：\n{{A:贵小组={name}}}提出的建议收悉"
    assert wrong(marked, agency, addressees=(group,)) == []


@pytest.mark.parametrize(("agency", "year", "marked"), CONTEXTS)
def test_names_the_body_after_its_region(agency: str, year: int, marked: str) -> None:
    assert wrong(marked, agency, date=f"{year}-06-01") == []
