import pytest

from replygraph.mentions import agencies, places
from replygraph.model import Letter, Span
from replygraph.text import normal
from tagged import tagged


def both(finder, kind, marked, agency=None):
    text, tags = tagged(marked)
    letter = Letter("t", "t.txt", "", 0, text, normal(text), Span(0, len(text)), agency=agency)
    found = [(m.span.start, m.span.end, m.text) for m in finder(letter)]
    wanted = [(t.span.start, t.span.end, t.text) for t in tags if t.type == kind]
    return [f[2] for f in found], [w[2] for w in wanted]


#: left to the overlap policy: parts of longer words here
UNSURE = ("市政府", "公安局")


@pytest.mark.parametrize(
    "marked",
    [
        "{A:我局}会同{A:市发改委}、{A:经济贸易和信息化委员会}和{A:龙岗区政府}",
        "{A:市委}、{A:市政府}，{A:市委宣传部}、{A:发改委}等部门",
        "{A:市市场发展委}、{A:市场监管局}、{A:市瓷局}",
        "{A:生态环境部气候司}、{A:国家市场监督管理总局标准技术管理司}到会",
        "{A:教育部体育卫生与艺术教育司}指导",
        "{A:我部教师工作司}，{A:市公安局龙岗分局}、{A:上海市文化和旅游局执法总队}",
        "{A:坪地街道办}、{A:巴音布鲁克镇人民政府}、{A:花马池镇退役军人服务站}",
        "与{A:中关村科技园区石景山园管委会}共同，{A:东部新区管委会}",
        "{A:自治区党委编办}、{A:县委政法委}、{A:自治州党委政法委}",
        "{A:省政协提案委员会}、{A:市人大常委会代表联络室}、{A:自治区政协}2024年重点",
        "{A:民盟晋中市委会}、{A:致公党广西区委会}、{A:九三学社省委会}、{A:团省委}",
        "{A:中卫市中级人民法院}、{A:县人民检察院}、{A:义乌海关}",
        "{A:国家税务总局南昌县税务局}、{A:省消防救援总队}",
        "{A:黄浦}、{A:徐汇}、{A:静安区政府}主办",
        "{A:市口岸和物流办}、{A:市建筑工务署}、{A:省公安厅交管局}",
        # two bodies, and bodies whose names hold 和
        "由{A:昆明市政府}和{A:大柳林业局}组织实施，{A:市规划和自然资源局}",
        "原{A:市安监局}划入{A:市应急管理局}，{A:区住房城乡建委}会办",
        # members of lists that nobody knows, inner units
        "{A:县财政局}、{A:旅游外事侨务局}给予补助，{A:市信访局}、{A:优化办}负责",
        "{A:我局办公室}、{A:宣传科}、{A:法规科}负责，责成{A:运输科}专人办理",
        # seats of national bodies, forces, bodies of sites
        "{A:国家能源局东北监管局}、{A:审计署驻武汉特派办}、{A:中国人民银行青岚市中心支行}",
        "{A:中国人民解放军93756部队}、{A:武警中队}、{A:县人武部}",
        "{A:长江航务管理局}、{A:祁连山国家公园管理局}、{A:第九批援藏工作队}",
        "{A:中华人民共和国生态环境部}、{A:广西区人工影响天气办公室}、{A:市供销合作社联合社}",
        "{A:区委社会工作部}、{A:市林长办}、{A:市大数据中心}、{A:市防汛抗旱指挥部办公室}",
        "{A:高新区经发局}、{A:市政府金融办}，联合{A:区合作交流办}",
        # what is no agency
        "各区财政局、16个区政府、相关部门、市教育系统、财政部门、市人大代表、市政协委员",
        "由市政府办理、市委托管、公安局长、组织部门、教育部署、政府采购",
        "解决局面被动的问题，局部短板，部分布局不合理，总局限于人力，各乡镇人民政府",
        "优化办展环境，重点办好实事，信息中心化，数据中心建设，市委书记、市长",
        "青岚市人民政府门户网站 > 政务公开",
    ],
)
def test_agencies(marked):
    found, wanted = both(agencies.find, "AGENCY", marked)
    assert [name for name in found if name in wanted or name not in UNSURE] == wanted


def test_words_that_look_like_regions_are_words():
    found, _ = both(agencies.find, "AGENCY", "我局会同县财政局、A和县政府", "潼关县民政局")
    assert found == ["我局", "县财政局", "县政府"]


@pytest.mark.parametrize(
    "marked",
    [
        "{L:我市}、{L:本市}在{L:深圳}和{L:云南省西畴县}",
        "{L:长三角}、{L:京津冀}、{L:腾格里沙漠}",
        "赴{L:永仁县直苴村}、{L:中山路}、{L:大沽路100号}、{L:南京路步行街}",
        "在{L:紫荆山广场}举办，到{L:双林寺}、{L:开元寺}调研",
        # what is no place
        "全市各社区、行政村、口袋公园、思路、公路、乡村、我国、城区",
        "长治久安，日照时长",
    ],
)
def test_places(marked):
    found, wanted = both(places.find, "PLACE", marked)
    assert found == wanted


@pytest.mark.parametrize(
    ("agency", "marked"),
    [
        ("国家体育总局", "由{A:总局}组织，{A:总局}向{A:市体育局}支持器材"),
        ("青岚经开区管理委员会", "2020年3月，{A:管委会}印发方案"),
        ("双溪镇人民政府", "2014年{A:镇政府}实施，由{A:本镇政府}独办"),
        ("柳浦街道办事处", "由{A:我街道}主办，{A:我街道}会同{A:区城管局}"),
        ("青岚市水利局", "总局限于人力，管委会和镇政府"),
    ],
)
def test_bodies_in_short_where_the_letter_is_theirs(agency, marked):
    found, wanted = both(agencies.find, "AGENCY", marked, agency)
    assert found == wanted
