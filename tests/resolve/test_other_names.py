import pytest
from helpers_resolve import link_of, understood, wrong


@pytest.mark.parametrize(
    "marked",
    [
        (
            "{E:中国（深圳）国际气候影视大会}（以下简称{E:影视大会=中国（深圳）国际气候影视大会}）的"
            "{E:影视大会协调会=中国（深圳）国际气候影视大会协调会}"
        ),
        "{E:瓷博会=中国景德镇国际陶瓷博览会}与{E:中国景德镇国际陶瓷博览会}",
        "{E:上海旅游节}期间，{E:旅游节=上海旅游节}接待",
        "{E:“绿韵悠扬”主题活动=绿韵悠扬主题活动}",
        (
            "《{D:佛山市文化旅游融合发展行动计划（2018—2020年）}》"
            "（{D:佛府办〔2018〕33号=佛山市文化旅游融合发展行动计划（2018—2020年）}），按照"
            "《{D:行动计划=佛山市文化旅游融合发展行动计划（2018—2020年）}》"
        ),
        "《{D:深圳实施“三线一单”管控}》",
        "{G:“石榴红”工程=石榴红工程}",
        "{O:市慈善会=深圳市慈善会}、{O:市场监管研究院}",
        "{L:深圳=深圳市}{L:龙岗区=深圳市龙岗区}、{L:云南省西畴县=西畴县}、{L:京津冀}、{L:我市=深圳市}",
        "{P:方　圆=方圆}、{P:赵**=-}",
        "{T:2026年底=2026}、{T:5月底=2021-05}、{T:3月5日至9日=2021-03-05/2021-03-09}",
        "{T:2019年3月=2019-03}，{T:同年11月=2019-11}",
        "{T:2018年至2019年=2018/2019}，{T:同年11月=2019-11}",
        "{I:7个=-}区",
        "{R:第7号提案=7}、{R:第0412号(医卫体育类031号)提案=0412}",
        "{D:深环函〔2021〕5号}",
    ],
)
def test_names_follow_the_guide(marked):
    assert wrong(marked, "深圳市生态环境局", doc_number="深环函〔2021〕5号") == []


def test_a_place_is_the_division_of_the_letters_time():
    assert wrong("{L:香格里拉=香格里拉县}", "四川省交通运输厅", date="2013-07-26") == []
    assert wrong("{L:香格里拉=香格里拉市}", "四川省交通运输厅", date="2020-07-26") == []


def test_a_township_has_sessions_and_acts():
    marked = (
        "{E:镇十七届人大二次会议=水头镇第十七届人民代表大会第二次会议}，{A:我镇=水头镇人民政府}推行"
    )
    assert wrong(marked, "水头镇人民政府") == []


def test_a_citys_general_office_is_its_own():
    assert wrong("{A:市政府办公厅=鞍山市人民政府办公厅}", "鞍山市民政局") == []


SESSIONS = """
深圳市水务局 市政协五届五次会议 政协深圳市第五届委员会第五次会议
深圳市龙岗区教育局 区七届人大四次会议 深圳市龙岗区第七届人民代表大会第四次会议
宜昌市伍家岗区教育局 区人大六届一次会议 宜昌市伍家岗区第六届人民代表大会第一次会议
教育部 政协第十三届全国委员会第四次会议 政协第十三届全国委员会第四次会议
教育部 十三届全国人大二次会议 第十三届全国人民代表大会第二次会议
郑州市金水区财政局 政协金水区九届五次会议 政协郑州市金水区第九届委员会第五次会议
文山市财政局 文山市第三届政协第三次会议 政协文山市第三届委员会第三次会议
"""


@pytest.mark.parametrize("row", SESSIONS.split("\n")[1:-1])
def test_sessions_stand_in_full(row):
    agency, session, full = row.split()
    resolution, _ = understood("{E:" + session + "}", agency, session=session)
    assert link_of(resolution, session).canonical == full


def test_the_assembly_is_kind_and_region():
    resolution, _ = understood("答复", "深圳市龙岗区教育局", kind="suggestion")
    assert resolution.assembly == "人大/深圳市龙岗区"
    resolution, _ = understood("答复", "深圳市教育局", session="市政协六届三次会议")
    assert resolution.assembly == "政协/深圳市"


def test_entities_carry_iris_with_their_scope():
    resolution, _ = understood("{P:马兴通}、{E:上海旅游节}", "深圳市教育局")
    person = link_of(resolution, "马兴通").entity
    assert person is not None
    assert person.iri == "https://w3id.org/replygraph/id/person/政协/深圳市/马兴通"
    assert resolution.submission is not None
    assert resolution.submission.iri


def test_nothing_is_known_of_a_letter_without_agency_and_region():
    resolution, _ = understood("{A:市财政局}", None)
    assert resolution.region is None
    assert link_of(resolution, "市财政局").canonical is None
    assert resolution.warnings
