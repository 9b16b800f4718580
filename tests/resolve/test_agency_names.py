import pytest
from helpers_resolve import link_of, understood, wrong

CITY = "青岚市松溪区商务局"
HEAD = "{A:青岚市松溪区商务局}关于区政协三届四次会议第7号提案的答复\n"


@pytest.mark.parametrize(
    ("agency", "marked"),
    [
        # elided members of a list carry the region, not the branch
        (
            "深圳市生态环境局",
            (
                "{A:市委宣传部=中共深圳市委宣传部}、{A:发改委=深圳市发展和改革委员会}、"
                "{A:科创委=深圳市科技创新委员会}、{A:文体旅游局=深圳市文化广电旅游体育局}"
                "和{A:气象局=深圳市气象局}"
            ),
        ),
        # self and polite reference
        (
            "佛山市教育局",
            "{A:我局=佛山市教育局}会同{A:市财政局=佛山市财政局}、{A:我局基础教育科=佛山市教育局基础教育科}",
        ),
        # above the letter's own level, from the authority
        (
            "潼关县民政局",
            "{A:市民政局=渭南市民政局}、{A:省民政厅=陕西省民政厅}、{A:县委办=中共潼关县委办公室}",
        ),
        # 厅 belongs to provinces, also where the province is left out
        ("个旧市交通运输局", "已列入{A:交通运输厅=云南省交通运输厅}计划"),
        # a district has its city, a county nothing, a street its district
        (
            "佛山市文化广电旅游体育局",
            (
                "{A:禅城区政府=佛山市禅城区人民政府}、{A:禅城区祖庙街道办=佛山市禅城区祖庙街道办事处}、"
                "{A:茶镇政府=茶镇人民政府}"
            ),
        ),
        # a member whose head comes with the last one
        (
            "上海市文化和旅游局",
            (
                "{A:黄浦=上海市黄浦区人民政府}、{A:徐汇=上海市徐汇区人民政府}、"
                "{A:静安区政府=上海市静安区人民政府}"
            ),
        ),
        # autonomous divisions in full; party organs of autonomous regions
        (
            "盐池县退役军人事务局",
            (
                "{A:自治区党委宣传部=中共宁夏回族自治区委员会宣传部}、"
                "{A:自治区退役军人事务厅=宁夏回族自治区退役军人事务厅}"
            ),
        ),
        (
            "云南省民族宗教事务委员会",
            (
                "{A:楚雄州林草局=楚雄彝族自治州林业和草原局}、{A:团省委=中国共产主义青年团云南省委员会}、"
                "{A:九三学社省委会=九三学社云南省委员会}"
            ),
        ),
        # assemblies and their committees
        (
            "晋中市文物局",
            (
                "{A:市政协文化文史和学习委员会=政协晋中市委员会文化文史和学习委员会}、"
                "{A:市人大常委会代表工委=晋中市人民代表大会常务委员会代表工作委员会}、"
                "{A:自治区政协=-}"
            ),
        ),
        # ministries in a ministry's letter
        (
            "教育部",
            (
                "{A:人力资源社会保障部=人力资源和社会保障部}、{A:科技部=科学技术部}、"
                "{A:中央宣传部=中共中央宣传部}、{A:国家民委=国家民族事务委员会}、"
                "{A:北京市教委=北京市教育委员会}、{A:教育部教师工作司}"
            ),
        ),
        # 省 in a ministry's letter is the province named last
        ("教育部", "{A:吉林省教育厅}、{A:省财政厅=吉林省财政厅}"),
        ("晋中市文物局", "{L:平遥县}已列入，由{A:县政府=平遥县人民政府}实施"),
        ("南京市建邺区城市管理局", "{A:区公安分局=南京市公安局建邺区分局}"),
        ("东莞市科学技术局", "{A:松山湖高新区管委会=东莞松山湖高新区管理委员会}"),
        ("浏阳市公安局", "{A:浏阳经开区管委会=浏阳经开区管理委员会}"),
        ("芜湖市数据资源管理局", "{A:市贸促会=中国国际贸易促进委员会芜湖市委员会}"),
    ],
)
def test_names_follow_the_guide(agency, marked):
    assert wrong(marked, agency) == []


def test_unknown_regions_count_where_the_head_establishes_them():
    marked = HEAD + (
        "{A:区文旅局=青岚市松溪区文化和旅游局}、{A:市科协=青岚市科学技术协会}、"
        "{A:市委=中共青岚市委员会}、{A:白石县水利局}、{A:南湖街道办=青岚市松溪区南湖街道办事处}"
    )
    assert wrong(marked, CITY) == []


@pytest.mark.parametrize(
    ("agency", "marked"),
    [
        ("海口市旅游和文化广电体育局", "{A:市旅文局=@}\n{A:海口市旅游和文化广电体育局=@}"),
        ("上海市医疗保险办公室", "{A:医疗保险办公室=@}、{A:市医保办=@}"),
        ("普洱市扶贫开发办公室", "{A:市扶贫办=@}、{A:市扶贫开发办公室=@}"),
        ("义乌市残疾人联合会", "{A:市残联=@}和{A:市残疾人联合会=@}"),
    ],
)
def test_the_fuller_form_in_the_letter_wins(agency, marked):
    assert wrong(marked.replace("@", agency), agency) == []


def test_an_open_region_stays_open_with_its_candidates():
    resolution, _ = understood("{L:平遥县}、{L:祁县}由{A:省财政厅}支持", "国家文物局")
    link = link_of(resolution, "省财政厅")
    assert link.canonical is None
    assert link.entity is None


def test_polite_reference_is_the_addressed_body():
    resolution, _ = understood(
        "{A:市工商联}：{A:贵会}提出的提案", "义乌市商务局", addressees=("市工商联",)
    )
    assert link_of(resolution, "贵会").canonical == "义乌市工商业联合会"
    assert [entity.name for entity in resolution.addressees] == ["义乌市工商业联合会"]


def test_the_agency_of_the_letter_takes_its_region_from_the_sign_off():
    resolution, _ = understood("{A:市生态环境局}答复\n{A:深圳市生态环境局}", "市生态环境局")
    assert resolution.agency is not None
    assert resolution.agency.name == "深圳市生态环境局"
    assert resolution.region == "深圳市"


def test_lists_are_runs_of_coordinated_mentions():
    resolution, _ = understood(
        "{A:市教育局}、{A:公安局}和{A:财政局}研究，{A:我局}已印发", "佛山市文化广电旅游体育局"
    )
    assert resolution.lists == ((0, 1, 2),)


def test_our_government_is_the_regions_not_the_writer():
    marked = "{A:我市政府=佛山市人民政府}、{A:我局=佛山市教育局}、{A:我市财政局=佛山市财政局}"
    assert wrong(marked, "佛山市教育局") == []


def test_zones_and_offices_with_areas_of_their_own():
    marked = "{A:厦门海关}、{A:市海事局=厦门市海事局}、{A:福建海事局}"
    assert wrong(marked, "厦门市商务局") == []
    assert (
        wrong("{A:光明新区管委会=深圳光明新区管理委员会}", "深圳市水务局", date="2013-05-05") == []
    )
    assert wrong("{A:镇政府=太要镇人民政府}、{L:我镇=太要镇}", "太要镇人民政府") == []


def test_a_list_does_not_carry_the_seat_of_customs():
    marked = "{A:省财政厅=福建省财政厅}、{A:厦门海关}、{A:体育局=福建省体育局}"
    assert wrong(marked, "福建省商务厅") == []


@pytest.mark.parametrize(
    ("agency", "marked"),
    [
        # a body in short is the writer's own
        ("国家体育总局", "{A:总局=国家体育总局}、{A:群体司=国家体育总局群体司}"),
        ("昆明经济技术开发区管理委员会", "{A:管委会=昆明经济技术开发区管理委员会}"),
        ("鹿港街道办事处", "{A:我街道=鹿港街道办事处}"),
        ("太要镇人民政府", "{A:本镇政府=太要镇人民政府}、{A:镇党委=中共太要镇委员会}"),
        ("深圳市水务局", "{A:市局执法支队=深圳市水务局执法支队}"),
        # the formal beginning of a ministry's name
        (
            "财政部",
            "{A:中华人民共和国财政部=财政部}、{A:中办=中共中央办公厅}、{A:国办=国务院办公厅}",
        ),
        # a writer whose name holds its region
        (
            "国网汾阳市供电公司",
            "{A:市规划局=汾阳市规划局}、{A:文峰街道办=汾阳市文峰街道办事处}",
        ),
        # a zone's city, its bureaux
        (
            "四川天府新区管理委员会",
            "{A:市财政局=成都市财政局}、{A:天府新区管委会=四川天府新区管理委员会}",
        ),
        (
            "兰州高新技术产业开发区管理委员会",
            "{A:市高新区经发局=兰州高新区经发局}、{A:省科技厅=甘肃省科学技术厅}",
        ),
        # seats of national bodies and bodies of roads stay as written
        (
            "临沂市民政局",
            "{A:临沂银保监分局}、{A:中国人民银行临沂市中心支行}、{A:财政部驻重庆专员办公室}",
        ),
        ("特克斯县交通运输局", "{A:伊犁公路管理局}、{A:特克斯县公路管理局}"),
        ("恭城瑶族自治县气象局", "{A:广西区气象局=广西壮族自治区气象局}"),
        # a proper name in a list brings no region
        ("黑龙江省林业和草原局", "{A:伊春市政府=伊春市人民政府}和{A:大柳河林业局}"),
        # the office of a government is fuller than its short name
        (
            "长沙市民政局",
            (
                "{A:市政府金融工作办=长沙市人民政府金融工作办公室}\n"
                "{A:市金融办=长沙市人民政府金融工作办公室}"
            ),
        ),
    ],
)
def test_names_in_the_ways_of_many_writers(agency, marked):
    assert wrong(marked, agency) == []


def test_what_is_open_for_the_first_of_a_list_is_open_for_all():
    marked = "{A:自治区教育厅=-}、{A:财政厅=-}联合印发"
    assert wrong(marked, "临沂市民政局") == []


@pytest.mark.parametrize(
    ("agency", "marked"),
    [
        ("吉林市体育局", "{L:北大湖滑雪度假区}、{L:北大湖=北大湖滑雪度假区}"),
        ("保定市生态环境局", "{L:雄安=雄安新区}、{L:安州}、{L:汉江}"),
        ("恭城瑶族自治县气象局", "{L:莲花}、{L:平安}、{L:竹山}"),
        ("生态环境部", "{L:唐河}、{L:拒马河}"),
        ("昆明市科学技术局", "{L:经开区=昆明经开区}、{L:广西区=广西壮族自治区}"),
    ],
)
def test_places_are_read_near_the_letter(agency, marked):
    assert wrong(marked, agency) == []
