"""What a letter promises: which clause, who, and by when."""

import pytest

from replygraph.model import Entity, Letter, Link, Mention, Resolution, Span, Zone
from replygraph.statements import commitments
from tagged import tagged

OWN = Entity("AGENCY", "白石县商务局")


def promised(marked, date="2021-05-01"):
    """Return the promises of a body as (words, agency, due); {A:我局} is the replying agency."""
    text, tags = tagged(marked)
    links = []
    for tag in tags:
        own = tag.text == "我局"
        entity = OWN if own else Entity(tag.type, tag.canonical or tag.text)
        mention = Mention(tag.span, tag.text, tag.type, "test")
        links.append(Link(mention, tag.canonical, entity, "test"))
    whole = Span(0, len(text))
    letter = Letter("t", "t", "0", 1, text, text, whole, zones=(Zone("body", whole),), date=date)
    found = commitments(letter, Resolution(None, OWN, None, None, (), tuple(links)))
    return [(c.span.of(text), c.agency.name, c.due) for c in found]


OURS = "白石县商务局"
CASES = {
    "who leads and who helps": (
        "三、下步打算\n（一）由{A:甲局}牵头、{A:乙局}配合推进{G:清河项目}。",
        [
            ("由甲局牵头、乙局配合推进清河项目", "甲局", None),
            ("由甲局牵头、乙局配合推进清河项目", "乙局", None),
        ],
    ),
    "whatever ends in ： leads in": (
        "下一步，{A:我局}将在以下几方面下功夫：\n1、启动{G:收徒计划}；\n2、修订办法。",
        [("启动收徒计划", OURS, None), ("修订办法", OURS, None)],
    ),
    "an item that ends something": (
        "下一步，{A:我局}将做好：一是修订细则，对投诉多的企业不再续签合同；二是{T:年底=2021}前扩建。",
        [("修订细则，对投诉多的企业不再续签合同", OURS, None), ("年底前扩建", OURS, "2021")],
    ),
    "others are asked": (
        "下一步，{A:我局}计划新建公厕；建议县公安局加强管理。",
        [("我局计划新建公厕", OURS, None)],
    ),
    "a list with dashes": (
        "下一步打算：\n——扩建停车场{I:2处}。\n——修订办法。",
        [("扩建停车场2处", OURS, None), ("修订办法", OURS, None)],
    ),
    "a label behind 下一步": (
        "下一步，一、会同{A:乙局}修订办法；二、新建公厕。",
        [
            ("会同乙局修订办法", OURS, None),
            ("会同乙局修订办法", "乙局", None),
            ("新建公厕", OURS, None),
        ],
    ),
    "a list of troubles": (
        "下一步，{A:我局}将做好：\n1、扩建停车场；\n现在的困难：一是编制太少；二是经费没有着落。",
        [("扩建停车场", OURS, None)],
    ),
    "advice that is taken leads in": (
        "下一步，{A:我局}将认真吸收你们的建议：编制规划时，把治理作为重点。",
        [("编制规划时，把治理作为重点", OURS, None)],
    ),
    "what another body answers": (
        "{A:县财政局}答复，余下部分由各镇解决，{T:2020年=2020}县级预算力争增加到300万元。",
        [("2020年县级预算力争增加到300万元", "县财政局", "2020")],
    ),
    "the subject of the clause before": (
        "{A:县司法局}正组织论证，计划{T:2022年=2022}提请审议。",
        [("计划2022年提请审议", "县司法局", "2022")],
    ),
    "who builds promises nothing": (
        "{G:公路工程}由{O:城投公司}承建，去年复工，计划{T:2022年底=2022}前建成。",
        [("计划2022年底前建成", OURS, "2022")],
    ),
    "将 before what was said is 把": ("{A:市交通局}将以上道路列入{G:攻坚行动}。", []),
    "a plan of this year by who leads": (
        "由{A:甲局}、{A:乙局}牵头，实施{G:培训工程}，今年计划培训2万人。",
        [
            ("今年计划培训2万人", "甲局", None),
            ("今年计划培训2万人", "乙局", None),
        ],
    ),
    "to strive is asked of others": (
        "{A:我局}要求采取小班制等办法，力争不落一人。",
        [],
    ),
    "a request": ("请{A:乙局}于{T:6月底=2021-06}前完成整改。", []),
    "all is open": (
        "下一步，{A:我局}将新建公厕；新园选址要等规划调整以后才能定。",
        [("我局将新建公厕", OURS, None)],
    ),
    "greater effort alone": ("下一步，我们将按照《{D:规划}》要求，继续加大治理力度。", []),
    "a written pledge": ("{O:城投公司}签署承诺书。", []),
    "this year is no limit": (
        "下一步，一是今年计划推进{G:覆膜项目}。",
        [("今年计划推进覆膜项目", OURS, None)],
    ),
    "a list in circles": (
        "下一步，{A:我局}：①拟推出{G:学堂计划}；②力争新增{I:50个}。",
        [("拟推出学堂计划", OURS, None), ("力争新增50个", OURS, None)],
    ),
    "the label stays outside": (
        "下一步，{A:我局}将新建停车场2处。",
        [("我局将新建停车场2处", OURS, None)],
    ),
    "items of a list, lead-in left out": (
        "下一步，{A:我局}将做好两项工作：一是扩大试点，到{T:2026年底=2026}达到{I:9个}；二是修订办法。",
        [("扩大试点，到2026年底达到9个", OURS, "2026"), ("修订办法", OURS, None)],
    ),
    "items on lines of their own": (
        "下一步工作安排：\n1.{T:10月=2021-10}举办{E:义博会}；\n2.{A:市财政局}将安排经费；\n（三）修订办法。",
        [
            ("10月举办义博会", OURS, "2021-10"),
            ("市财政局将安排经费", "市财政局", None),
            ("修订办法", OURS, None),
        ],
    ),
    "under a head": (
        "三、下步打算\n一是新建幸福院40个，{T:2022年底=2022}前投入使用；二是启动试点。\n感谢您的关心！",
        [("新建幸福院40个，2022年底前投入使用", OURS, "2022"), ("启动试点", OURS, None)],
    ),
    "a titled item": (
        "五、下一步工作\n（一）健全机制。{A:我局}将修订办法。\n（二）扩大参与。凝聚各方合力，力争年底前造林20万亩。",
        [("我局将修订办法", OURS, None), ("力争年底前造林20万亩", OURS, "2021")],
    ),
    "a later date with 前 promises by itself": (
        "{T:2022年6月底=2022-06}前全部建成投用。",
        [("2022年6月底前全部建成投用", OURS, "2022-06")],
    ),
    "a past date does not": ("{T:2020年6月底=2020-06}前全部建成投用。", []),
    "a part behind ； is whole": (
        "{A:我局}将新建公厕{I:6座}；配合{A:县财政局}跑办项目前期手续，争取年底前开工。",
        [
            ("我局将新建公厕6座", OURS, None),
            ("配合县财政局跑办项目前期手续，争取年底前开工", OURS, "2021"),
        ],
    ),
    "cooperation as a thing makes no second body": (
        "下一步，{A:我局}将加强与{O:榆林学院}的合作。",
        [("我局将加强与榆林学院的合作", OURS, None)],
    ),
    "who built it does not promise": (
        "该泵站由{O:县自来水公司}承建，已完成投资{I:10万元}，力争年底前通水。",
        [("力争年底前通水", OURS, "2021")],
    ),
    "分别, 抽调 and other verbs": (
        "{A:县公安局}将分别派员参与；{A:我局}将抽调工人{I:20名}。",
        [("县公安局将分别派员参与", "县公安局", None), ("我局将抽调工人20名", OURS, None)],
    ),
    "a courtesy for later": ("{A:我局}将在后续工作中吸纳。", []),
    "the subject before the list": (
        "下步工作中，{A:我局}一是与{A:县教育局}推行{G:进课堂项目}；二是支持建馆。",
        [
            ("与县教育局推行进课堂项目", OURS, None),
            ("与县教育局推行进课堂项目", "县教育局", None),
            ("支持建馆", OURS, None),
        ],
    ),
    "later parts of the sentence": (
        "下一步，{A:我局}将落实《{D:方案}》；支持{E:论坛}筹备。",
        [("我局将落实《方案》", OURS, None), ("支持论坛筹备", OURS, None)],
    ),
    "from the first clause with a cue": (
        "为保障运营，{A:我局}拟于{T:10月=2021-10}举办活动。",
        [("我局拟于10月举办活动", OURS, "2021-10")],
    ),
    "after a condition": (
        "待资金落实后，{A:我局}拟启动二期。",
        [("待资金落实后，我局拟启动二期", OURS, None)],
    ),
    "two subjects": (
        "{A:我局}和{A:市文旅局}将派员参加{E:论坛}。",
        [
            ("我局和市文旅局将派员参加论坛", OURS, None),
            ("我局和市文旅局将派员参加论坛", "市文旅局", None),
        ],
    ),
    "with a partner": (
        "下一步，{A:我局}将会同{A:县财政局}于{T:10月=2021-10}启动{G:行动}。",
        [
            ("我局将会同县财政局于10月启动行动", OURS, "2021-10"),
            ("我局将会同县财政局于10月启动行动", "县财政局", "2021-10"),
        ],
    ),
    "by another body": (
        "下一步：一是由{A:市商务委}发放消费券；二是由{A:教体局}与{O:西昌学院}共同培训。",
        [
            ("由市商务委发放消费券", "市商务委", None),
            ("由教体局与西昌学院共同培训", "教体局", None),
            ("由教体局与西昌学院共同培训", "西昌学院", None),
        ],
    ),
    "named in the clause before": (
        "已安排8万元用于{G:水窖工程}，由{A:乡政府}组织实施，计划{T:2021年12月底=2021-12}前新建水窖60口。",
        [("计划2021年12月底前新建水窖60口", "乡政府", "2021-12")],
    ),
    "the supported body does not promise": (
        "下一步，{A:我局}将支持{A:市教育局}与{A:市科协}举办{E:大赛}。",
        [("我局将支持市教育局与市科协举办大赛", OURS, None)],
    ),
    "host of the event is not the promiser": (
        "下一步：一是办好展会，由{A:省政府}主办、{A:我局}承办的{E:大会}将于{T:11月=2021-11}举行，{A:我局}将参加。",
        [("办好展会，由省政府主办、我局承办的大会将于11月举行，我局将参加", OURS, "2021-11")],
    ),
    "next year": ("下一步，{A:我局}将在明年启动二期。", [("我局将在明年启动二期", OURS, "2022")]),
    "within the year": ("下一步，力争年内建成。", [("力争年内建成", OURS, "2021")]),
    "a limit before another date": (
        "下一步，{A:我局}将办好{T:3月=2021-03}启动的试点，{T:6月底=2021-06}前完成。",
        [("我局将办好3月启动的试点，6月底前完成", OURS, "2021-06")],
    ),
    "将 = 把": ("{A:省水利厅}将补水纳入统筹调配计划。", []),
    "an event that will be": ("{E:总决赛}将于{T:11月1日=2021-11-01}在南京举办。", []),
    "mere courtesy": ("{A:我部}赞同你们的建议，将结合职责认真研究。", []),
    "reported": ("上述4家单位均表示将依职责支持{E:巡游}。", []),
    "target of a document": ("《{D:方案}》提出到{T:2030年=2030}建成{I:12个}。", []),
    "refused": ("因经费有限，{A:我局}暂不举办{E:分会场}，待条件成熟后再作研究。", []),
    "done": ("{A:我局}联合{A:县财政局}印发《{D:方案}》。", []),
    "thanks": ("下一步，希望您继续关心。感谢您的支持，我们将不断努力。", []),
}


@pytest.mark.parametrize(("marked", "expected"), CASES.values(), ids=CASES)
def test_promises(marked, expected):
    assert promised(marked) == expected


def test_year_of_publication_where_the_letter_has_no_date():
    assert promised("下一步，力争年内建成。", date=None) == [("力争年内建成", OURS, None)]
