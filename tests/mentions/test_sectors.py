"""Names as letters of all sectors have them, in invented sentences."""

import pytest
from helpers import assert_found, letter_of

from replygraph.mentions import mentions

NAMES = "EVENT PROGRAM ORG INDICATOR MEDIA"

SECTORS = {
    "housing": "推进{G:幸福里小区加装电梯试点}和{G:桂花园社区老旧小区改造项目}，惠及{I:860户}",
    "traffic": "实施{G:S305线青岚至白石公路改建工程}，开展{G:“三车”专项整治行动}{I:12次}",
    "health": "推进{O:县人民医院}与{O:省肿瘤医院}共建专科联盟，建成中医馆{I:21个}",
    "schools": "{O:市第一实验小学}、{O:育才外国语学校}先行开展{G:“双减”试点}",
    "universities": "{O:我校}与{O:华东师范大学}、{O:青岚职业技术学院}共建产业学院",
    "museums": "{O:市文化馆}承办{E:第十九届中国（深圳）国际文化产业博览交易会}",
    "farming": "依托{O:金穗家庭农场}、{O:丰收农机专业合作社}实施{G:高标准农田建设项目}{I:3.2万亩}",
    "disability": "依托{O:启智特殊教育学校}，实施{G:残疾儿童康复救助项目}，购置设备{I:560台（套）}",
    "water": "市水利局负责{G:清水河流域综合治理工程}，完成{G:龙王山水库除险加固工程}",
    "power": "{O:国网青岚供电公司}实施{G:农村电网改造升级工程}，新增容量{I:36000千伏安}",
    "sports": "承办{E:2024年全国青少年U15足球锦标赛}，举办{E:青岚国际马拉松}，选手{I:2万人}",
    "banks": "{O:中国建设银行青岚分行}推出“{G:惠农e贷}”“{G:青创贷}”，投放{I:3.4亿元}",
    "commerce": "{O:青岚商会}、{O:温州商会}等{I:15家}商会开展{G:“万企兴万村”行动}",
    "labour": "举办{E:“春风行动”专场招聘会}{I:42场}，培训农民工{I:8600人次}",
    "veterans": "开展{E:“老兵永远跟党走”活动}，建成退役军人服务站{I:156个}",
    "reading": "{O:新华书店}举办第三届{E:“书香青岚”全民阅读节}，征集作品{I:1200余幅}",
    "science": "{O:青岚生物科技有限公司}承担{G:“种业振兴”重大科技专项}",
    "charity": "市民政局与{O:市慈善总会}、{O:女企业家协会}联合开展{E:“金秋助学”活动}",
    "women": "实施{G:“母亲健康快车”项目}，免费筛查{I:3.2万人次}",
    "weather": "实施{G:人工影响天气能力提升工程}，降水{I:156毫米}",
    "air": "浓度由{I:47微克/立方米}降到{I:36微克/立方米}，下降{I:2.6个千分点}",
    "firms": "引进{O:星辰半导体}、{O:华芯微电}等企业{I:12家}，协议投资{I:86亿元}",
    "honours": "该院被评为{G:三级甲等综合医院}，{O:市实验中学}获一等奖{I:2项}",
    "naming": "认定{O:桃源合作社}等{I:23家}为“{G:阳光助残扶贫基地}”",
    "builders": "由{O:中铁上海工程局}承建，{O:我公司}配合",
    "media": "{M:央视体育频道}直播，{M:青岚日报}、{M:南海网}予以报道",
    "facility": "力争年底前启动{G:云顶观景台建设}，推进{G:美丽庭院创建}",
    "creation": "{G:美丽庭院创建}由我会与省农业农村厅共同推进",
    "funds": "区财政局列支{G:援藏资金}{I:1680万元}，安排衔接资金{I:900万元}",
    "aid": "推进{G:“组团式”医疗援藏}，选派医生{I:12名}",
}


@pytest.mark.parametrize("marked", SECTORS.values(), ids=SECTORS)
def test_sectors(marked):
    assert_found(marked, NAMES)


@pytest.mark.parametrize(
    "text",
    [
        "自2017年起连续三个雪季推出优惠",
        "签订校地合作协议，促进边境县教师专业发展",
        "下架违规民宿，整治大型超市、零售药店和驾校",
        "新建学校3所、敬老院2座，海拔4500米以上乡镇卫生院",
        "管径小、坡度缓、接口脱节，关于办节的事",
        "推动特色学校、定点医院、家庭农场、重点实验室建设",
    ],
)
def test_kinds_are_no_names(text):
    kinds = {item.type for item in mentions(letter_of(text))}
    assert not kinds & {"EVENT", "PROGRAM", "ORG"}


def test_a_hospital_speaks_of_itself():
    assert_found("涉及{O:我院}部分由{O:我院}分办", "ORG AGENCY", agency="青岚市中医院")
    assert_found("由{A:我院}审理", "ORG AGENCY", agency="青岚市中级人民法院")
