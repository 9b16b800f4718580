"""Suggestion and answer, however the letter sets them side by side."""

import pytest
from written import read_text, reply

from replygraph.model import Block, Span


def pairs(text, blocks=()):
    letter = read_text(text, blocks)
    return [(p.suggestion.of(text), p.answer.of(text)) for p in letter.points]


ROWS = [
    ("一、加大投入。", "2021年，县财政安排200万元。"),
    ("二、完善规划。", "2021年，我局编制规划15个。"),
]
TABLES = {
    "tabs in front": "\t意见建议\n\t办理答复\n\n\t一、加大投入。\n\t{a}\n\n"
    "\t二、完善规划。\n\t{b}\n",
    "tabs between": "意见建议\t办理答复\n一、加大投入。\t{a}\n二、完善规划。\t{b}",
    "bars": "序号 | 意见建议 | 办理答复\n1 | 一、加大投入。 | {a}\n2 | 二、完善规划。 | {b}",
    "lines": "意见建议\n办理答复\n一、加大投入。\n{a}\n二、完善规划。\n{b}",
    "other words": "提案内容\t落实情况\n一、加大投入。\t{a}\n二、完善规划。\t{b}",
    "more behind it": "意见建议\t办理答复\n一、加大投入。\t{a}\n二、完善规划。\t{b}\n"
    "下一步，我局将修订办法。",
    "a row that is none": "\t意见建议\n\t办理答复\n\t一、加大投入。\n\t{a}\n"
    "\t二、完善规划。\n\t{b}\n"
    "\t三、其他需要说明的情况\n\t已与委员面商。",
}


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_tables(table):
    assert pairs(reply(body=table.format(a=ROWS[0][1], b=ROWS[1][1]))) == ROWS


def test_numbering_that_restarts_in_a_cell():
    inner = "近年来做了三项。\n一、印发方案\n已印发。\n二、开展检查\n已检查。"
    body = f"\t意见建议\n\t办理答复\n\t一、甲。\n\t{inner}\n\t二、乙。\n\t已办。"
    found = pairs(reply(body=body))
    assert [s for s, _ in found] == ["一、甲。", "二、乙。"]
    assert found[0][1].endswith("已检查。")


def test_cells_that_the_reader_kept():
    cells = [
        "意见建议",
        "办理答复",
        "一、甲。",
        "做了。\n一、先\n已印发。",
        "二、乙。",
        "已办。",
        "三、下一步工作",
        "将办。",
    ]
    body = "\n".join(cells)
    text = reply(body=body)
    place = text.index(body)
    blocks = []
    for index, cell in enumerate(cells):
        span = Span(place, place + len(cell))
        blocks.append(Block(span, "cell", table=0, row=index // 2, column=index % 2))
        place += len(cell) + 1
    assert pairs(text, tuple(blocks)) == [
        ("一、甲。", "做了。\n一、先\n已印发。"),
        ("二、乙。", "已办。"),
    ]


SECTIONS = {
    "heads of their own": (
        (
            "一、关于加大投入\n2021年，安排200万元。\n又安排100万元。\n二、关于完善规划\n编制规划15个。\n"
            "下一步，我局将修订办法。"
        ),
        [
            ("关于加大投入", "2021年，安排200万元。\n又安排100万元。"),
            ("关于完善规划", "编制规划15个。"),
        ],
    ),
    "heads in the line": (
        "一、关于加大投入的建议。2021年，安排200万元。\n二、关于完善规划的建议。编制规划15个。",
        [("关于加大投入的建议", "2021年，安排200万元。"), ("关于完善规划的建议", "编制规划15个。")],
    ),
    "quotes and other words": (
        "一、对“加大投入”的建议\n安排200万元。\n二、针对“完善规划”方面\n编制15个。\n三、下一阶段工作\n将修订办法。",
        [("对“加大投入”的建议", "安排200万元。"), ("针对“完善规划”方面", "编制15个。")],
    ),
    "第一：": (
        "第一：关于“甲”。已办甲。\n第二：关于“乙”。已办乙。",
        [("关于“甲”", "已办甲。"), ("关于“乙”", "已办乙。")],
    ),
    "below a general head": (
        (
            "一、基本情况\n全县有渠30公里。\n二、对所提建议的答复\n（一）关于加大投入的建议。安排200万元。\n"
            "（二）关于完善规划的建议。编制15个。\n三、下一步打算\n将修订办法。"
        ),
        [("关于加大投入的建议", "安排200万元。"), ("关于完善规划的建议", "编制15个。")],
    ),
    "inner heads stay inside": (
        "一、关于加大投入\n（一）关于中央资金。2亿元。\n（二）关于地方资金。1亿元。\n二、关于完善规划\n编制15个。",
        [
            ("关于加大投入", "（一）关于中央资金。2亿元。\n（二）关于地方资金。1亿元。"),
            ("关于完善规划", "编制15个。"),
        ],
    ),
    "numbering that restarts": (
        "一、关于加大投入的建议\n1.先。\n一、甲事\n已办。\n二、乙事\n已办。\n二、关于完善规划的建议\n编制15个。",
        [
            ("关于加大投入的建议", "1.先。\n一、甲事\n已办。\n二、乙事\n已办。"),
            ("关于完善规划的建议", "编制15个。"),
        ],
    ),
    "一是": (
        "一是关于加大投入的建议。安排200万元。\n二是关于完善规划的建议。编制15个。",
        [("关于加大投入的建议", "安排200万元。"), ("关于完善规划的建议", "编制15个。")],
    ),
    "restated in a paragraph": (
        "2020年，我局修渠3公里。\n您建议新增围栏20万亩，因涉及草原承包，暂不实施。下一步，我局将补植。",
        [("新增围栏20万亩", "因涉及草原承包，暂不实施。")],
    ),
    "restated in a sentence of its own": (
        "2020年，我局修渠3公里。\n关于您提出的增设公厕的建议。我局已新建公厕6座。",
        [("关于您提出的增设公厕的建议", "我局已新建公厕6座。")],
    ),
    "labelled": (
        "建议一：加大投入。\n答复：2021年，安排200万元。\n建议二：完善规划。\n答复：编制15个。\n又编制3个。",
        [("加大投入。", "2021年，安排200万元。"), ("完善规划。", "编制15个。\n又编制3个。")],
    ),
    "below a head of particular questions": (
        (
            "一、基本情况\n有渠30公里。\n二、关于提案中的几个具体问题\n1、关于加大投入的建议。安排200万元。\n"
            "2、关于完善规划的建议。这个建议很好，我局将编制规划。"
        ),
        [
            ("关于加大投入的建议", "安排200万元。"),
            ("关于完善规划的建议", "这个建议很好，我局将编制规划。"),
        ],
    ),
    "items that begin with what was asked": (
        "一、你们建议加大投入，2021年以来，安排200万元。又安排80万元。\n二、你们建议完善规划，我局很重视。",
        [
            ("加大投入", "2021年以来，安排200万元。又安排80万元。"),
            ("完善规划", "我局很重视。"),
        ],
    ),
    "heads that ask": (
        "1、建议加大投入。\n安排200万元。\n2、建议完善规划。\n编制规划15个。",
        [("加大投入", "安排200万元。"), ("完善规划", "编制规划15个。")],
    ),
    "told in the submission": (
        "有渠30公里。\n您们提案中讲的修建橡胶坝的建议，因汛期洪峰急，暂不实施。",
        [("修建橡胶坝", "因汛期洪峰急，暂不实施。")],
    ),
    "counted": (
        "您提出的第一条建议“加大投入”，安排200万元。\n您提出的第二条建议“完善规划”，已编制。",
        [("加大投入", "安排200万元。"), ("完善规划", "已编制。")],
    ),
    "heads within a paragraph": (
        "一是关于加大投入的建议。安排200万元。二是关于完善规划的建议。编制规划15个。",
        [("关于加大投入的建议", "安排200万元。"), ("关于完善规划的建议", "编制规划15个。")],
    ),
    "questions and answers": (
        "问题一：投入不足。\n答：安排200万元。\n问题二：规划滞后。\n答：编制规划15个。",
        [("投入不足。", "安排200万元。"), ("规划滞后。", "编制规划15个。")],
    ),
    "two in one sentence": (
        "有关事项说明。\n代表提出增补目录，按照规定已无权限；提出组建大学，我州不具备条件。",
        [("增补目录", "按照规定已无权限；"), ("组建大学", "我州不具备条件。")],
    ),
}


@pytest.mark.parametrize(("body", "expected"), SECTIONS.values(), ids=SECTIONS)
def test_sections(body, expected):
    assert pairs(reply(body=body)) == expected


WHOLE = {
    "one paragraph": ("2020年，我局修渠3公里。", "2020年，我局修渠3公里。"),
    "sections of another kind": ("一、加大投入。安排200万元。\n二、加强管护。已管护。", None),
    "next steps belong to it": ("2020年，我局修渠3公里。\n下一步，我局将护林。", None),
    "praise before belongs to it": ("您的建议很有针对性。2020年，我局修渠3公里。", None),
    "thanks behind": ("2020年，我局修渠3公里。感谢您对水利工作的支持!", "2020年，我局修渠3公里。"),
    "talks behind": (
        "2020年，我局修渠3公里。\n5月，我局与您电话沟通，您表示满意。",
        "2020年，我局修渠3公里。",
    ),
    "one of many items asks others": (
        "主要做了三件事：\n1、修渠3公里。\n2、护林2万亩。\n3、建议乡镇加强管理。",
        None,
    ),
    "praise of the idea is no point": ("您提出的建议很有针对性，2020年，我局修渠3公里。", None),
}


@pytest.mark.parametrize(("body", "answer"), WHOLE.values(), ids=WHOLE)
def test_without_restated_suggestions_title_and_whole_body(body, answer):
    assert pairs(reply(body=body)) == [("关于修渠的提案", answer or body)]


def test_title_is_taken_where_it_first_stands_outside_the_navigation():
    text = "首页 > 答复 > 关于修渠的提案\n关于修渠的提案_答复\n" + reply(head="")
    letter = read_text(text)
    assert letter.points[0].suggestion.start == text.index("关于修渠的提案_答复")


def test_heads_that_the_opening_names():
    recap = "您提出的《关于修渠的提案》收悉，其中“加大投入”“完善规划”两项分我局办理，现答复如下："
    body = "第一，加大投入\n安排200万元。\n第二，完善规划\n编制规划15个。"
    assert pairs(reply(recap=recap, body=body)) == [
        ("加大投入", "安排200万元。"),
        ("完善规划", "编制规划15个。"),
    ]


ANSWERED = ("2022年，我局出台办法，加装12部。", "我局投资300万元，改造管网8公里。")
MANNERS = {
    "heads below a lead-in": (
        "对您提出的几点建议，逐一答复如下：\n1.加快加装电梯。{a}\n2.改造地下管网。{b}",
        ("加快加装电梯", "改造地下管网"),
    ),
    "a section that leads in": (
        (
            "一、主要做法。全县有小区45个。\n二、关于您提出的意见建议\n（一）加快加装电梯\n{a}\n"
            "（二）改造地下管网\n{b}\n三、下一步打算\n继续推进改造。"
        ),
        ("加快加装电梯", "改造地下管网"),
    ),
    "sections within one on the suggestions": (
        (
            "一、基本情况\n全县有小区45个。\n二、关于提案所提建议的办理\n"
            "（一）关于“加装电梯”的建议。\n{a}\n（二）关于“改造管网”的建议。\n{b}"
        ),
        ("关于“加装电梯”的建议", "关于“改造管网”的建议"),
    ),
    "heads that count": (
        "关于第一条建议，加装电梯。{a}\n关于第二条，改造管网。{b}",
        ("关于第一条建议，加装电梯", "关于第二条，改造管网"),
    ),
    "numbered suggestions": (
        "关于建议一：加装电梯。{a}\n关于建议二：改造管网。{b}",
        ("关于建议一：加装电梯", "关于建议二：改造管网"),
    ),
    "numbered and quoted": (
        "针对建议一“加装电梯”，{a}\n针对建议二“改造管网”，{b}",
        ("加装电梯", "改造管网"),
    ),
    "brackets": (
        "【关于加装电梯的建议】{a}\n【关于改造管网的建议】{b}",
        ("关于加装电梯的建议", "关于改造管网的建议"),
    ),
    "commas in half width": (
        "全县有小区45个。\n您建议“所有楼栋一律加装电梯”,{a}\n您提出的改造地下管网的建议,{b}",
        ("所有楼栋一律加装电梯", "改造地下管网"),
    ),
    "a sentence and a head that runs on": (
        "您提出的加快加装电梯的建议，{a}\n关于改造管网的建议。{b}",
        ("加快加装电梯", "关于改造管网的建议"),
    ),
    "next steps under a line of their own": (
        "关于“加装电梯”\n{a}\n关于“改造管网”\n{b}\n下一步工作打算：\n1.编制计划；\n2.落实资金。",
        ("关于“加装电梯”", "关于“改造管网”"),
    ),
    "praise behind the last": (
        (
            "一、关于加装电梯\n{a}\n二、关于改造管网\n{b}\n"
            "您的建议针对性强，对我们改进工作具有重要参考价值，谢谢您的关心！"
        ),
        ("关于加装电梯", "关于改造管网"),
    ),
}


@pytest.mark.parametrize(("body", "asked"), MANNERS.values(), ids=MANNERS)
def test_manners_of_restating(body, asked):
    found = pairs(reply(body=body.format(a=ANSWERED[0], b=ANSWERED[1])))
    assert found == list(zip(asked, ANSWERED, strict=True))
