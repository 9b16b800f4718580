"""Names that lists, neighbours and heads give away, and what is of a kind and no name."""

import pytest
from helpers import assert_found

PLACES = [
    # waters, heights, landmarks: the head decides what is a name
    "在{L:漆水河}、{L:新开河}、{L:运粮河}清淤，内河、母亲河、人工湖、小河由街道管护",
    "对{L:二界沟}、{L:吴家湾}、{L:甘什岭}踏勘，边沟、排水沟、荒滩、河滩另行处理",
    "赴{L:月湖公园}、{L:烟屿楼}、{L:花果园庙}、{L:洪家寨}走访，办公楼、水坝、山坡不在此列",
    "查看{L:观音桥}、{L:通济桥}，拆除人行天桥、立交桥各一座",
    # ways of one list
    "改造{L:北新街}、{L:子仪路}、{L:古郑街}，完善主街、公路、道路标线",
    "在{L:虹通大道}、{L:恒富大街}设站，景观大道另行安排",
    "由{L:滨江东路路口}向东延伸",
    "在{L:高铁西站}、{L:汽车南站}设点",
    # provinces by one character
    "与{L:浙皖闽赣}四省、{L:湘桂黔}、{L:陕甘宁革命老区}合作，在{L:川渝}摸底",
    # names of letters and figures, of a city's short form that ends like a division
    "经过{L:M50创意园}、{L:K11购物中心}，创意园很多",
    "监管{L:湖州农贸市场}",
    # words before a name
    "来自{L:奉化}、{L:象山}、{L:台州}等地，原{L:桑树塬乡}，这个片区",
    "到{L:漆水河}、{L:两家子镇}、{L:秀水社区}、{L:江下村}",
    # products, numbers of submissions
    "紫阳富硒茶、汉中仙毫销路好，《关于茶产业的提案》（Z0126）收悉",
]
BODIES = [
    "{O:市第一人民医院}、{O:江苏大学附属武进医院}、{O:曲阜师范大学日照校区}参加",
    "每所乡镇初中、两家三级医院、市直中小学、全市中小学均已配备",
    "{O:京东健康}、{O:顺丰速运}、{O:常州移动}赞助",
    "由产权单位{O:宁波城旅集团}负责，原{O:琼州学院}迁址",
    "代表建议的县城新建一所小学暂不具备条件",
]
MEDIA = [
    "{M:央视《国家宝藏》}、{M:白城电视台《法治在线》}、{M:福建新闻广播《两岸连线》}作了报道",
    "{M:NBTV“来发讲啥西”栏目}、{M:“海曙发布”视频号}到场拍摄",
    "{M:常州日报}、“{M:中吴网}”、{M:扬子晚报}等媒体报道",
]
EVENTS = [
    "{E:第二届绍兴校园足球文化节}于2023年10月举行，{E:足球文化节}吸引了5000人",
    "“{E:江滨夜话}”已经办了26期，{E:江滨夜话}再办20期",
    "“{E:月湖夜读}”由我街道举办",
    "举办首届{E:“绿茵杯”校园足球联赛}",
    "我局2024年秋季开学前完成锅炉改造",
    "国网山东省电力公司日照供电公司关于{E:市政协十三届二次会议}第61号提案的答复",
]


@pytest.mark.parametrize("marked", PLACES)
def test_finds_the_places(marked: str) -> None:
    assert_found(marked, "PLACE")


@pytest.mark.parametrize("marked", BODIES)
def test_finds_the_organisations(marked: str) -> None:
    assert_found(marked, "ORG")


@pytest.mark.parametrize("marked", MEDIA)
def test_finds_the_media(marked: str) -> None:
    assert_found(marked, "MEDIA")


@pytest.mark.parametrize("marked", EVENTS)
def test_finds_the_events(marked: str) -> None:
    assert_found(marked, "EVENT")


@pytest.mark.parametrize(
    "marked",
    [
        "会同{A:北京市海淀区人民政府中关村街道办事处}研究",
        "收悉，商{A:县财政局}后答复",
        "请{A:市公安局金州分局}、{A:市生态环境局西和分局}配合",
        "与{A:旗草原工作站}、{A:舍力人民法庭}、{A:联合国教科文组织}合作",
        "已转{A:县民政局}办理",
    ],
)
def test_finds_the_agencies(marked: str) -> None:
    assert_found(marked, "AGENCY", agency="大连市西和县人民法院")


def test_takes_no_deputy_chairman_for_a_person() -> None:
    assert_found("由市政协副主席领衔督办", "PERSON")
