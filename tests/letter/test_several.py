"""Where one letter of a file ends and the next begins."""

import pytest
from written import document, reply

from replygraph.letter import letters

OTHER = reply(
    head="白石县教育局关于县政协九届三次会议第40号提案的答复",
    to="孟凡委员：",
    recap="您提出的《关于建校的提案》收悉，现答复如下：",
    body="已建校3所。",
    sign="白石县教育局\n2020年7月1日",
)


def starts(text):
    return [letter.text[letter.span.start :].split("\n")[0] for letter in letters(document(text))]


@pytest.mark.parametrize(
    "before",
    [reply(), reply(post="联系人：何力 电话：2233***\nB类"), reply(sign="白石县水利局")],
    ids=["dated", "marks behind the date", "without a date"],
)
def test_a_title_begins_the_next_letter(before):
    assert starts(before + "\n" + OTHER) == [before.split("\n")[0], OTHER.split("\n")[0]]


@pytest.mark.parametrize(
    "top",
    ["首页 > 政务公开 > 建议提案", "索 引 号：0123/2020-7　　分类：提案", "提案编号：0040"],
)
def test_the_top_of_a_page_goes_with_its_letter(top):
    assert starts(reply() + "\n" + top + "\n" + OTHER)[1:] == [top]


def test_a_title_within_a_letter_begins_none():
    text = reply(post="附：白石县财政局关于县政协九届三次会议第40号提案的会办意见")
    assert len(starts(text)) == 1


def test_members_named_by_a_count_open_a_letter():
    other = OTHER.replace("您提出的", "两位委员在县政协九届三次会议提出的")
    assert len(starts(reply() + "\n" + other)) == 2
