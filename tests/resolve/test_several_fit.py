"""Short names that fit several bodies: the right one where the letter says which, else None."""

import pytest
from helpers_resolve import wrong

#: signing agency, year, text; `=-` marks a name that the letter leaves open
CONTEXTS = [
    # a deictic below the letter's own level: the only one named, nearest first, else open
    ("湖南省教育厅", 2022, "{A:凤凰县教育局}反映后，{A:县教育局=凤凰县教育局}作了整改"),
    ("湖南省教育厅", 2022, "{A:凤凰县教育局}、{A:泸溪县教育局}试点，{A:县教育局=-}跟进"),
    (
        "湖南省教育厅",
        2022,
        "{A:泸溪县教育局}已试点。{A:凤凰县教育局}随后启动，{A:县教育局=凤凰县教育局}配了教师",
    ),
    ("湖南省教育厅", 2022, "{A:区教育局=-}要落实责任"),
    ("教育部", 2022, "{A:甘肃省教育厅}、{A:陕西省教育厅}、{A:省财政厅=-}开展试点"),
    ("教育部", 2022, "{A:甘肃省教育厅}会同{A:省财政厅=甘肃省财政厅}开展试点"),
    (
        "佛山市教育局",
        2022,
        "{A:禅城区教育局=佛山市禅城区教育局}、{A:南海区教育局=佛山市南海区教育局}，{A:区教育局=-}",
    ),
    # districts of one name in several cities
    ("湖北省农业农村厅", 2022, "赴{A:鼓楼区农业农村局=-}考察"),
    ("湖北省农业农村厅", 2022, "赴{A:南京市鼓楼区农业农村局}考察"),
    ("南京市水务局", 2022, "{A:鼓楼区水务局=南京市鼓楼区水务局}"),
    ("湖南省水利厅", 2022, "{A:永定区水利局=张家界市永定区水利局}"),
    ("教育部", 2022, "{A:朝阳区教委=-}"),
    # street offices of a city whose districts are named
    (
        "佛山市文化广电旅游体育局",
        2022,
        "{A:禅城区政府=佛山市禅城区人民政府}、{A:南海区政府=佛山市南海区人民政府}，{A:祖庙街道办=-}",
    ),
    (
        "佛山市文化广电旅游体育局",
        2022,
        "{A:禅城区政府=佛山市禅城区人民政府}支持{A:祖庙街道办=佛山市禅城区祖庙街道办事处}",
    ),
    ("东莞市水务局", 2022, "{A:东城街道办=东莞市东城街道办事处}"),
    (
        "湖州市吴兴区水利局",
        2022,
        "{A:月河街道办=湖州市吴兴区月河街道办事处}、{A:织里镇政府=织里镇人民政府}",
    ),
    # a township's party committee and its government
    ("凤庆县茶叶产业办公室", 2022, "{A:凤山镇党委=中共凤山镇委员会}、{A:政府=凤山镇人民政府}"),
    # what stands right before belongs to the name, whose region is then not the letter's
    ("北京市海淀区城市管理委员会", 2022, "由首都{A:文明办=-}指导"),
    ("北京市海淀区城市管理委员会", 2022, "街道{A:综合执法队=-}巡查"),
    ("北京市海淀区城市管理委员会", 2022, "{A:海淀交通支队=-}疏导"),
    ("北京市海淀区城市管理委员会", 2022, "会同{A:文明办=北京市海淀区文明办公室}"),
    # two short forms in one name, of which the table expands the first: nobody knows the whole
    ("成都市武侯区商务局", 2022, "{A:区住建交局=-}、{A:区商务局=成都市武侯区商务局}"),
    ("成都市武侯区商务局", 2022, "{A:区住建交局=-}、{A:综合执法局=成都市武侯区综合执法局}"),
    ("凤庆县财政局", 2022, "{A:县工信商务科技局=-}"),
    ("凤庆县财政局", 2022, "{A:县农业农村和科技局=凤庆县农业农村和科学技术局}"),
    (
        "佛山市财政局",
        2022,
        "{A:顺德区文旅体局=佛山市顺德区文化广电旅游体育局}即{A:佛山市顺德区文化广电旅游体育局}",
    ),
    (
        "佛山市财政局",
        2022,
        "{A:顺德区文广旅体局=佛山市顺德区文化广电旅游体育局}、{A:顺德区文旅体局=-}",
    ),
    # two bodies in one word; committees whose full names the table does not give
    ("青岛市市南区财政局", 2022, "{A:区纪委监委=-}"),
    ("浙江省财政厅", 2022, "{A:省关工委=-}"),
    ("宁波市财政局", 2022, "{A:市直机关工委=-}"),
    # courts by level; special courts as written
    (
        "浙江省人民检察院",
        2022,
        "{A:省法院=浙江省高级人民法院}、{A:宁波海事法院}、{A:杭州互联网法院}",
    ),
    ("宁波市财政局", 2022, "{A:市法院=宁波市中级人民法院}、{A:鄞州区法院=宁波市鄞州区人民法院}"),
    ("西畴县财政局", 2022, "{A:县法院=西畴县人民法院}"),
    ("大安市人民法院", 2022, "{A:舍力人民法庭=大安市人民法院舍力人民法庭}"),
    ("大安市财政局", 2022, "{A:舍力人民法庭=-}"),
    # vertical systems
    ("湖南省教育厅", 2022, "{A:省税务局=湖南省税务局}、{A:长沙海关}、{A:省气象局=湖南省气象局}"),
    (
        "三明市财政局",
        2022,
        "{A:国家税务总局三明市税务局}、{A:市税务局=国家税务总局三明市税务局}、{A:永安市税务局}",
    ),
    ("三明市财政局", 2016, "{A:市国税局=三明市国税局}、{A:市地税局=三明市地税局}"),
    # zones: whose they are, and how their own letters call them
    (
        "宁波市水利局",
        2022,
        "{A:象山县政府=象山县人民政府}、{A:前湾新区管委会=宁波前湾新区管理委员会}",
    ),
    ("平顶山市公安局", 2022, "{A:城乡一体化示范区管委会=平顶山城乡一体化示范区管理委员会}"),
    ("成都市商务局", 2022, "{A:成都高新区政务服务局}"),
    (
        "大连金普新区管理委员会",
        2022,
        "{A:新区管委会=大连金普新区管理委员会}、{A:新区财政局=大连金普新区财政局}",
    ),
    ("苏州工业园区管理委员会", 2022, "{A:园区科创委=苏州工业园区科技创新委员会}"),
    ("唐山市水利局", 2022, "{A:新区管委会=-}"),
    # abbreviated banners
    (
        "科左中旗林业局",
        2010,
        "{A:我局=科尔沁左翼中旗林业局}、{A:旗财政局=科尔沁左翼中旗财政局}、{A:科左后旗林业局=科尔沁左翼后旗林业局}",
    ),
    # street offices that write as branches of the district's government
    (
        "北京市海淀区人民政府中关村街道办事处",
        2022,
        "{A:中关村街道办事处=北京市海淀区人民政府中关村街道办事处}、{A:区财政局=北京市海淀区财政局}",
    ),
    # parties whose region is open; words that begin like a deictic
    ("", 2022, "{A:民进区委会=-}"),
    ("凤庆县财政局", 2022, "{A:县志办=凤庆县县志办公室}"),
    # the committee of an autonomous region, told from a district's by 党; the league's of a city
    (
        "那曲市色尼区人民政府",
        2023,
        "{A:区党委宣传部=中共西藏自治区委员会宣传部}、{A:区委宣传部=中共那曲市色尼区委宣传部}",
    ),
    ("凯里市水务局", 2023, "{A:团凯里市委=中国共产主义青年团凯里市委员会}"),
    ("天津市滨海新区水务局", 2023, "{A:和平区民政局=天津市和平区民政局}"),
    # branches whose district's name ends like a division
    ("大连市公安局", 2022, "{A:市公安局金州分局=大连市公安局金州分局}"),
    ("陇南市水务局", 2022, "{A:市生态环境局西和分局=陇南市生态环境局西和分局}"),
]


@pytest.mark.parametrize(("agency", "year", "marked"), CONTEXTS)
def test_links_the_one_that_is_meant_or_none(agency: str, year: int, marked: str) -> None:
    assert wrong(marked, agency or None, date=f"{year}-06-01") == []


def test_a_company_that_writes_means_itself() -> None:
    marked = "{O:我公司=国网山东省电力公司日照供电公司}会同{A:市住建局=日照市住房和城乡建设局}"
    assert wrong(marked, "国网山东省电力公司日照供电公司") == []


def test_a_full_name_of_a_school_is_short_for_no_other() -> None:
    assert wrong("{O:湖州师范学院}、{O:湖州学院}", "湖州市教育局") == []
