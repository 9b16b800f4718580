"""Header fields in the forms that real letters have."""

import pytest
from written import read_text, reply

NUMBERS = {
    "blanks": ("关于县政协九届三次会议第 64 号提案的答复", "64"),
    "zeros stay": ("关于省政协十二届四次会议第0591号提案的答复", "0591"),
    "full width": ("關於縣政協第５２號提案的答復", "52"),
    "broken by a line": ("关于市政协五届五次会议第20140176\n号提案答复的函", "20140176"),
    "broken digit by digit": ("关于区政协会议第\n0 5 8号提案的答复函", "058"),
    "letters": ("关于政协第TA2020021号提案的答复", "TA2020021"),
    "class": ("关于第4041号（教育类380号）提案答复的函", "4041"),
    "class with a line break": ("关于第0243号(文化宣传类\n010号)提案的答复", "0243"),
    "the word 号 lost": ("对县八届政协次会议\n第88提案答复", "88"),
    "in brackets behind the title": ("对《关于修渠的建议》(72号)的答复", "72"),
    "before a quoted title": ("对市人大三次会议第58号建议《关于修渠的建议》的答复", "58"),
    "議案": ("关于市人大第2号议案的答复", "2"),
    "none": ("关于修渠的提案的答复", None),
}


@pytest.mark.parametrize(("head", "number"), NUMBERS.values(), ids=NUMBERS)
def test_number_of_the_submission(head, number):
    assert read_text(reply(head=head)).number == number


def test_number_in_the_recap_only():
    letter = read_text(reply(head="", recap="您提出的关于修渠的建议（第 15 号）收悉，现回复如下："))
    assert letter.number == "15"


def test_metadata_number_needs_its_label_and_yields_to_the_heading():
    assert read_text("编号: 12050094\n" + reply()).number == "12"
    record = "提案号：0052\n届次：政协金水区九届五次会议\n内容：关于修渠的提案\n"
    letter = read_text(
        record + "办理情况：您好！提案收悉现答复如下：2016年修渠3公里。\n白石县水利局\n2016年5月1日"
    )
    assert (letter.number, letter.title) == ("0052", "关于修渠的提案")


def test_neighbour_links_give_nothing():
    letter = read_text(reply(head="", post="上一篇：关于市政协二次会议第88号提案的答复"))
    assert (letter.number, letter.session) == (None, None)


TITLES = {
    "in 《》": ("您提出的《关于修渠的提案》收悉，现答复如下：", "关于修渠的提案"),
    "in quotes": ("您提出的“关于修渠的建议”收悉，现答复如下：", "关于修渠的建议"),
    "bare, with commas": ("您提的关于修渠、护林的建议收悉，现答复如下：", "关于修渠、护林的建议"),
    "bare with number": ("您提出的关于修渠的建议（第7号）已收悉，现答复如下：", "关于修渠的建议"),
    "关于 twice": ("您提出的关于《关于修渠的提案》收悉，现答复如下：", "关于修渠的提案"),
    "quotes inside": (
        "您提出的“关于加快“大脑”建设的建议”收悉，现答复如下：",
        "关于加快“大脑”建设的建议",
    ),
    "提案 outside": ("您提出的《关于修渠》的提案收悉，现答复如下：", "关于修渠"),
    "first in the sentence": ("《关于修渠的提案》（第3号）收悉，现答复如下：", "关于修渠的提案"),
    "without 您提出": ("您《关于修渠的提案》收悉现答复如下", "关于修渠的提案"),
    "half a quote lost": ("您提出的关于留守儿童”的提案收悉，现答复如下：", "关于留守儿童的提案"),
    "two in a row": (
        "您提出的《关于修渠的提案》、《关于护林的提案》收悉，现一并答复如下：",
        "关于修渠的提案；关于护林的提案",
    ),
    "after thanks": (
        "首先，感谢您的关心。您提出的《关于修渠的提案》已转交我局办理，现答复如下：",
        "关于修渠的提案",
    ),
    "another document first": (
        "按照《办理办法》，您提出的《关于修渠的提案》已研究，现答复如下：",
        "关于修渠的提案",
    ),
}


@pytest.mark.parametrize(("recap", "title"), TITLES.values(), ids=TITLES)
def test_title_of_the_submission(recap, title):
    assert read_text(reply(recap=recap)).title == title


def test_title_from_the_page_title():
    letter = read_text(
        "关于加快成果转化的建议_答复\n\n" + reply(recap="您的建议收悉，现答复如下：")
    )
    assert letter.title == "关于加快成果转化的建议"


SESSIONS = (
    "市政协五届五次会议",
    "第十二届全国人民代表大会第三次会议",
    "政协第十三届全国委员会第四次会议",
    "政协云南省第十三届委员会第一次会议",
    "政协十三届广州市委员会第四次会议",
    "盐源县第十九届人民代表大会第五次会议",
    "区人大六届一次会议",
    "南岸区政协十五届四次会议",
    "自治区十二届人大三次会议",
    "八届政协第二次会议",
    "区十九届人大第六次会议",
    "于都县政协十届二次会议",
    "云南省第十三届大二次会议",
)


@pytest.mark.parametrize("session", SESSIONS)
@pytest.mark.parametrize("lead", ["关于", "白石县水利局对", "您在"])
def test_session_as_first_written(session, lead):
    assert read_text(reply(head=f"{lead}{session}第12号提案的答复")).session == session


def test_kind_follows_the_session_then_the_number_line():
    assert read_text(reply(head="关于市政协五届一次会议第7号建议的答复")).kind == "proposal"
    assert read_text(reply(head="关于第7号提案的答复", to="李明代表：")).kind == "proposal"
    assert (
        read_text(reply(head="", recap="您的建议收悉，现答复如下：", to="李明代表：")).kind
        == "suggestion"
    )


DOC_NUMBERS = {
    "before the title": ("甘区水函〔2011〕24号\n关于第12号提案的答复", "甘区水函〔2011〕24号"),
    "square": ("平交复函[2017]19号B类\n关于第12号提案的答复", "平交复函[2017]19号"),
    "lenticular": ("关于第12号提案的答复\n潼民发【2024】275号", "潼民发【2024】275号"),
    "traditional, glued": (
        "粵府函〔2024〕4號A1類 同意公開\n關於第12號提案的答復",
        "粤府函〔2024〕4号",
    ),
    "metadata": (
        "发文字号：佛函〔2019〕276号　公开方式：主动公开\n关于第12号提案的答复",
        "佛函〔2019〕276号",
    ),
    "in brackets": ("关于第12号提案的答复\n（文外函〔2015〕1386号）", "文外函〔2015〕1386号"),
}


@pytest.mark.parametrize(("head", "number"), DOC_NUMBERS.values(), ids=DOC_NUMBERS)
def test_document_number_of_the_letter(head, number):
    assert read_text(reply(head=head)).doc_number == number


def test_document_number_of_another_document_is_none():
    letter = read_text(reply(body="2020年，我局印发《方案》（白水〔2020〕9号）。"))
    assert letter.doc_number is None


SALUTATIONS = {
    "one": ("顾 晓 岚委员：", ("顾晓岚",), False),
    "open": ("尊敬的马兴通等委员：", ("马兴通",), True),
    "number": ("梁启瑞、欧倩文、霍　志刚等7位委员：", ("梁启瑞", "欧倩文", "霍志刚"), True),
    "ten": ("张三等十代表：", ("张三",), True),
    "hello": ("尊敬的汤以宁委员，您好！", ("汤以宁",), False),
    "no 的": ("尊敬张某某代表：", ("张某某",), False),
    "no colon": ("李明代表", ("李明",), False),
    "blank between two": ("张三丰 李四光 委员：", ("张三丰", "李四光"), False),
    "two of them": ("张兰、李明辉两位委员：", ("张兰", "李明辉"), False),
    "minority names": ("阿余木呷、买买提·热合曼代表：", ("阿余木呷", "买买提·热合曼"), False),
    "removed": ("***代表：", (), False),
    "over two lines": ("张三、李四、\n王五、赵六代表：", ("张三", "李四", "王五", "赵六"), False),
    "collective": ("九三学社云南省委员会：", ("九三学社云南省委员会",), False),
    "bodies": (
        "民盟市委会、市政协文史和学习委员会：",
        ("民盟市委会", "市政协文史和学习委员会"),
        False,
    ),
    "界别": ("民进界：", ("民进界",), False),
    "agency": ("市发展改革委：", ("市发展改革委",), False),
}


@pytest.mark.parametrize(("to", "names", "more"), SALUTATIONS.values(), ids=SALUTATIONS)
def test_addressees(to, names, more):
    letter = read_text(reply(to=to))
    assert (letter.addressees, letter.addressees_open) == (names, more)


DATES = {
    "arabic": ("白石县水利局\n2020年6月1日", "2020-06-01"),
    "han": ("白石县水利局\n二〇一七年五月二十二日", "2017-05-22"),
    "letter O": ("白石县水利局\n二OO八年九月二十二日", "2008-09-22"),
    "dots": ("白石县水利局\n2021.6.30", "2021-06-30"),
    "damaged": ("白石县水利局\n2017329", "2017-03-29"),
    "damaged, short": ("白石县水利局\n202285", "2022-08-05"),
    "two readings": ("白石县水利局\n2017112", None),
    "year only": ("白石县水利局\n2020", None),
    "day only": ("白石县水利局\n0二十六日", None),
    "one line": ("白石县水利局 2020年6月1日", "2020-06-01"),
    "date first": ("2020年6月1日\n白石县水利局", "2020-06-01"),
    "号": ("白石县水利局\n2018年3月8号", "2018-03-08"),
    "month": ("白石县水利局\n2018年3月", "2018-03"),
}


@pytest.mark.parametrize(("sign", "date"), DATES.values(), ids=DATES)
def test_date_of_the_sign_off(sign, date):
    letter = read_text(reply(sign=sign))
    assert (letter.date, letter.agency) == (date, "白石县水利局")


def test_publication_date_is_kept_apart():
    letter = read_text(reply(sign="白石县水利局", post="类别：C　发布时间：2022-05-23"))
    assert (letter.date, letter.published) == (None, "2022-05-23")


def test_date_and_agency_from_metadata():
    meta = "发布机构：衢州市水利局\n成文日期：2020-07-01\n发布日期：2020-08-01\n"
    letter = read_text(meta + reply(head="关于第33号建议的答复", sign=""))
    assert (letter.agency, letter.date, letter.published) == (
        "衢州市水利局",
        "2020-07-01",
        "2020-08-01",
    )


AGENCIES = {
    "title": ("白石县水利局关于第1号提案的答复", "", "白石县水利局"),
    "对": ("文化部对第1号建议的答复", "", "文化部"),
    "letterhead": ("义乌市商务局文件\n关于第1号提案的答复", "", "义乌市商务局"),
    "suffix": ("关于第1号提案的答复(水利局)", "", "水利局"),
    "fuller title": ("南京市建邺区城管局关于第1号提案的答复", "建邺区城管局", "南京市建邺区城管局"),
    "fuller sign-off": (
        "建邺区城管局关于第1号提案的答复",
        "南京市建邺区城管局",
        "南京市建邺区城管局",
    ),
    "school of a party": ("中共黑河市委组织部关于第1号建议的答复", "", "中共黑河市委组织部"),
    "short sign-off": (
        "临夏州民族宗教事务委员会\n关于第1号提案的答复",
        "临夏州民宗委",
        "临夏州民族宗教事务委员会",
    ),
    "of the state": (
        "关于第1号提案的答复",
        "中华人民共和国交通运输部",
        "中华人民共和国交通运输部",
    ),
    "letterhead of the state": (
        "中华人民共和国生态环境部\n关于第1号提案的答复",
        "生态环境部",
        "生态环境部",
    ),
    "brigade": ("关于第1号提案的答复", "汉川市公安局交通管理大队", "汉川市公安局交通管理大队"),
}


@pytest.mark.parametrize(("head", "sign", "agency"), AGENCIES.values(), ids=AGENCIES)
def test_replying_agency_in_its_fullest_form(head, sign, agency):
    assert read_text(reply(head=head, sign=sign and f"{sign}\n2020年1月2日")).agency == agency


def test_agency_of_the_contact_where_nobody_signs():
    text = reply(
        head="关于第33号建议的答复",
        sign="二○一一年七月五日",
        post="（联系人：宁夏水利厅农水处 马某，电话：0951－55××412）",
    )
    assert read_text(text).agency == "宁夏水利厅"


ROLES = {
    "sole": ("收悉，由我局独办。现答复如下：", "sole"),
    "split": ("收悉，我局为分办单位，现答复如下：", "split"),
    "co, ours": ("收悉，该提案由市城管局主办，我大队会办。现答复如下：", "co"),
    "lead": ("收悉，我局作为主办单位，现答复如下：", "lead"),
    "经商": ("收悉。经商财政部、人力资源社会保障部，现答复如下：", "lead"),
    "经会同": ("收悉，经会同市教委、徐汇区政府研究，现答复如下：", "lead"),
    "与…共同研究": ("收悉。经我局与财政局、教育局共同研究，现答复如下：", "lead"),
    "组织": ("收悉，我局积极组织市财政局、市税务局研究办理，现答复如下：", "lead"),
    "we and those who co-handle": ("收悉，我局会同会办单位认真研究，现答复如下：", "lead"),
    "another one co-handles": ("收悉，由我局主办，市财政局为协办单位，现答复如下：", "lead"),
    "others co-handle": ("收悉。市发改委、市财政局会办。现答复如下：", "lead"),
    "several": ("收悉。经市教育局、市财政局共同研究，现答复如下：", "lead"),
    "as co-handler": ("收悉。作为会办单位，我局现答复如下：", "co"),
    "a visit is none": ("收悉，5月，我局会同市水务局现场踏勘，现答复如下：", None),
    "given to us": ("收悉，已转交我局研究办理，现答复如下：", None),
    "talk with the member": ("收悉，我局与您当面沟通，现答复如下：", None),
}


@pytest.mark.parametrize(("rest", "role"), ROLES.values(), ids=ROLES)
def test_role_said_or_implied(rest, role):
    assert read_text(reply(recap="您提出的《关于修渠的提案》" + rest)).role == role


def test_role_co_where_the_lead_agency_is_addressed():
    letter = read_text(
        reply(
            head="关于市政协五届一次会议第7号提案的协办意见",
            to="市水务局：",
            recap="贵局转来的李明委员所提《关于修渠的提案》收悉，现提出如下会办意见，供贵局答复时参考：",
        )
    )
    assert (letter.role, letter.addressees) == ("co", ("市水务局",))


def test_role_from_metadata():
    meta = "建议编号 | 第0527号 | 办理类型 | 主办\n"
    assert read_text(meta + reply()).role == "lead"
    meta = "主办单位： | 白石县水利局 | 协办单位： | 县财政局 |\n"
    assert read_text(meta + reply()).role == "lead"


CATEGORIES = {
    "own line": ("B 类\n关于第1号提案的答复", "", "B", "B 类"),
    "after the title": ("关于第1号提案的答复函 A", "", "A", "A"),
    "glued to the number": ("白函〔2019〕18号B类\n关于第1号提案的答复", "", "B", "B类"),
    "label": ("关于第1号提案的答复", "办复类别:B类", "B", "B类"),
    "label with blanks": ("关于第1号提案的答复", "辦理結果：C", "C", "C"),
    "in words": ("关于第1号提案的答复", "办理结果：已采纳（A类）", "A", "A类"),
    "with contact": ("关于第1号提案的答复", "A类    承办人：普布** 189****3321", "A", "A类"),
    "in brackets": ("关于第1号提案的答复", "（B类，同意公开）", "B", "B类"),
    "run together": ("关于第1号提案的答复", "A类同意公开", "A", "A类"),
    "label and more": ("关于第1号提案的答复", "类别：B，同意公开", "B", "B"),
    "in words, longer": ("关于第1号提案的答复", "办理结果：所提问题正在解决（B类）", "B", "B类"),
    "square": ("【A类】\n关于第1号提案的答复", "", "A", "A类"),
    "local": ("粤函〔2024〕4号A1类 同意公开\n关于第1号提案的答复", "", "A", "A1类"),
    "legend only": (
        "关于第1号提案的答复",
        "注：A类：已经解决；B类：列入计划；C类：留作参考。",
        None,
        None,
    ),
    "legend with mark": (
        "关于第1号提案的答复",
        "A  类\n（A类：已经解决；B类：正在解决。）",
        "A",
        "A  类",
    ),
    "ticked": ("关于第1号提案的答复", "答复类别：□A类 ☑B类 □C类", "B", "B类"),
    "not of the body": ("关于第1号提案的答复", "", None, None),
}


@pytest.mark.parametrize(("head", "post", "mark", "printed"), CATEGORIES.values(), ids=CATEGORIES)
def test_category_of_this_letter(head, post, mark, printed):
    letter = read_text(reply(head=head, post=post, body="2020年，办结A类件12件。"))
    assert (letter.category, letter.category_text) == (mark, printed)


PUBLICITY = {
    "同意公开": True,
    "类别：C　　公开": True,
    "（此件公开发布）": True,
    "公开属性:主动公开·全文": True,
    "是否公开：是": True,
    "本答复可公开。": True,
    "是否公开：否": False,
    "公开范围：不予公开": False,
    "办复类别:B类 建议公开范围: 仅公开标题": False,
    "公开方式：依申请公开": False,
    "不同意公开": False,
    "": None,
}


@pytest.mark.parametrize(("post", "value"), PUBLICITY.items())
def test_publicity(post, value):
    assert read_text("首页 > 政务公开 > 建议提案\n" + reply(post=post)).public is value


def test_traditional_letters_give_simplified_fields():
    letter = read_text(
        reply(
            head="東莞市科學技術局關於市十六屆人大四次會議第77號建議的答覆函",
            to="盧錦棠代表：",
            recap="您提出的《關於加快轉化的建議》由我局獨辦，現將辦理情況答覆如下：",
            sign="東莞市科學技術局\n2020年7月20日",
        )
    )
    assert letter.title == "关于加快转化的建议"
    assert (letter.agency, letter.addressees) == ("东莞市科学技术局", ("卢锦棠",))
    assert (letter.session, letter.role) == ("市十六届人大四次会议", "sole")


def test_text_without_line_breaks():
    letter = read_text(
        "李军代表：您提出的“关于修建人饮工程的建议”收悉。首先感谢您的关心，现答复如下：您反映的情况属实，"
        "我局已将该工程列入2015年计划，力争年底前开工建设，建成后可解决1200人饮水。再次感谢您的支持！"
        "平塘县水利局 2015年5月20日 联系人：王明 0854-7221234"
    )
    assert (letter.agency, letter.date) == ("平塘县水利局", "2015-05-20")
    assert letter.points[0].answer.of(letter.text).endswith("1200人饮水。")
