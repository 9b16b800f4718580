"""Names as clerks of all provinces and levels write them: sentences invented before any letter."""

import pytest
from helpers import assert_found

AGENCIES = (
    "{A:县委政法委}、{A:市委台港澳办}、{A:市归国华侨联合会}联系侨商。",
    "{A:民航西南地区管理局}批复航线。",
    "{A:新疆生产建设兵团第八师教育局}回复。",
    "{A:十四师昆玉市卫生健康委}已派出专家。",
    "由{A:兵团第一师水利局}负责。",
    "{A:松山湖管委会}、{A:滨海湾新区管委会}出台措施。",
    "{A:雄安新区管委会改革发展局}答复如下。",
    "{A:平潭综合实验区农业农村局}落实。",
    "{A:洋浦经济开发区管委会}会同{A:省商务厅}推进。",
    "{A:我厅艺术处}登门听取意见。",
    "经研究并综合{A:省供销合作社联合社}等单位意见，",
    "抄送：{A:镇人大主席团}，{A:县人大常委会代表工委}。",
    "抄报：{A:市人大常委会人事代表选举委员会}",
    "{A:前郭县交通运输局}正在编制规划。",
    "{A:红寺堡区农业农村局}、{A:沙坡头区林业局}先后派员学习。",
    "{A:呼和浩特铁路公安局}派警力值守。",
    "{A:国家金融监督管理总局安顺监管分局}反馈意见。",
)
PLACES = (
    "乘{L:兰新高铁}到{L:张掖西站}，再到{L:丹霞景区}。",
    "{L:地铁3号线}、{L:轨道交通15号线}、{L:成绵乐城际铁路}客流上升。",
    "在{L:城南公园}、{L:邵阳火车南站}设置展台。",
    "{L:城东农贸市场}和{L:北关早市}周边占道经营。",
    "{L:G318线}、{L:S217线}、{L:县道X034}损毁严重。",
    "{L:塔城重点开发开放试验区}、{L:霍尔果斯口岸}发展迅速。",
    "建设城际铁路，走这条高速，修农村公路，山高路远。",
    "支流特别是{L:南湖村}、{L:鹤溪村}段污水直排。",
    "加上{L:闹村溪}、{L:凤卧溪}等7条支流。",
    "{L:大别山区}地跨三省。",
    "待老旧小区改造时一并考虑。",
    "建成{L:城南污水处理厂}、{L:白鹭水质净化厂}。",
    "{L:青龙河}、{L:白水江}、{L:沙坪水库}水质均达标。",
    "连接{L:凤凰大道}、{L:建设大街}和{L:科技一路}。",
    "在{L:翠屏山}与{L:鹿鸣湖}之间修步道，在{L:红旗渠}两侧植树。",
    "{L:云台山景区}、{L:青天河}、{L:神农山}客流恢复。",
    "{L:翠竹园小区}、{L:金域华府}、{L:锦绣豪庭}加装电梯。",
    "将矿坑改造成{L:金石公园}。",
    "在{L:棉老村}增设游客驿站，疏密改造枣园4300亩，清远鸡产业链条",
    "在{L:清远市城市广场}举行，专家5名驻{L:依希来木其乡}指导。",
    "{L:石臼港区}、{L:岚山港区}吞吐量居前。",
    "{L:济青高铁}、{L:胶济铁路}、{L:荣乌高速}贯通全境。",
    "{L:长治机场}、{L:武宿机场}增开航班。",
    "{L:苏木图嘎查}、{L:巴彦敖包嘎查}饮水困难。",
)
NAMES = (
    "我们协调{O:国网丰县供电公司}迁改杆线。",
    "{O:两河口九年制学校}、{O:县职业技术教育中心}开设课程。",
    "{O:大连港集团}、{O:中远海运}优化班列。",
    "与{O:山东新华制药}、{O:华光陶瓷}共建实训基地。",
    "{O:福建省茶叶学会}、{O:安溪铁观音同业公会}联名倡议。",
    "{O:佛冈顺发肉联厂}整改。",
    "邀请{O:中国社会科学院农村发展研究所}指导。",
    "产权归{O:蚌埠市国有资产经营公司}，",
    "由{O:省赣剧院}、{O:宜黄县戏曲传承保护中心}承担。",
    "深入开展{G:扫黑除恶专项斗争}、{G:打击整治养老诈骗专项行动}。",
    "我局实施{G:村道公路建设三年攻坚}，",
    "故提案中所提{G:小区充电桩全覆盖项目}暂不实施。",
    "我局借{E:第三届漾濞核桃节}召开之机，",
    "{E:2019年贵州乡村旅游发展大会}在{L:盘州市}召开。",
    "先后承办{E:全国青少年跆拳道锦标赛}、{E:西北五省区花儿演唱会}。",
    "列入{G:国家城乡客运一体化试点}。",
    "组织实施{G:高素质农民培育计划}。",
)


@pytest.mark.parametrize("marked", AGENCIES)
def test_agencies(marked):
    assert_found(marked, "AGENCY")


@pytest.mark.parametrize("marked", PLACES)
def test_places(marked):
    assert_found(marked, "PLACE")


@pytest.mark.parametrize("marked", NAMES)
def test_events_programs_and_bodies(marked):
    assert_found(marked, "EVENT PROGRAM ORG")


@pytest.mark.parametrize(
    "marked",
    ["建成于{T:上世纪八九十年代}，", "为{T:上世纪七十年代}敷设", "{T:20世纪90年代初}建成。"],
)
def test_decades(marked):
    assert_found(marked, "DATE")


def test_the_township_that_writes_acts_itself():
    marked = "近来{A:我镇}推行试点。我镇居民满意。下一步{A:我镇}将扩大。"
    assert_found(marked, "AGENCY", agency="水头镇人民政府")
    assert_found("近来我镇推行试点。", "AGENCY", agency="平阳县水利局")


def test_media_of_one_list():
    marked = (
        "{M:甘肃日报}、{M:陇南电视台}和{M:抖音}号转发，{M:河北日报}、{M:长城新媒体}多次予以聚焦"
    )
    assert_found(marked, "MEDIA")


def test_the_writer_spelled_with_blanks():
    assert_found("{A:宝 鸡 市 文 物 局}\n宝文物函", "AGENCY", agency="宝鸡市文物局")


def test_what_only_looks_like_a_medium_or_a_person():
    assert_found("泄放设施已加装在线监测。但正如两位委员所说，", "MEDIA PERSON")
