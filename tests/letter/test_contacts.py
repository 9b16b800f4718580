"""Who handles the letter, what must stay private, what the proposers thought."""

import pytest
from written import read_text, reply

CONTACTS = {
    "（联系人：邓　韵，联系电话：83041122）": ("邓韵", "83041122"),
    "（联系人：罗　成，23911846）": ("罗成", "23911846"),
    "联系人：谭晓东88699***": ("谭晓东", "88699***"),
    "联系人及电话：普正华0878-521****": ("普正华", "0878-521****"),
    "(联系人:张  0553-3830***)": ("张", "0553-3830***"),
    "联系人：洪  波    联系电话：0798-8570***": ("洪波", "0798-8570***"),
    "联系人：应柏舟（8513****）": ("应柏舟", "8513****"),
    "分管领导：买买提·热合曼　承办人：李 娜　联系电话：0996-5023***": ("李娜", "0996-5023***"),
    "承办负责人：郭明　承办人：蔡丽娟　电话：0953-6013***": ("蔡丽娟", "0953-6013***"),
    "签发人：武建中\n联系人：郝晓琴\n电  话：0354-2636***": ("郝晓琴", "0354-2636***"),
    "联系人：医政医管局　沈牧遥\n联系电话：010-68792206": ("沈牧遥", "010-68792206"),
    "（联系人：生态保护修复司黄一鸣，电话：010-84238***）": ("黄一鸣", "010-84238***"),
    "联系单位及电话：教育部教师工作司  010-66090417": ("教育部教师工作司", "010-66090417"),
    "联系单位及电话：省经信厅信息化推进处 汤嘉木 0551-6287****": ("汤嘉木", "0551-6287****"),
    "联系单位：养老服务股 0916-6322***": ("养老服务股", "0916-6322***"),
    "（厅综合规划处，电话：028-85525***）": ("厅综合规划处", "028-85525***"),
    "联系人：王*　　2022-06-02发布": ("王*", None),
    "联系人：李漾　电话：0872-2312345转801": ("李漾", "0872-2312345转801"),
    "承办人：王**  13*********": ("王**", "13*********"),
    "承办处室 | 村镇处 | 承办人 | 赵强 | 联系电话 | 0871-64321234": ("赵强", "0871-64321234"),
    "\t朱庆楼\n\t联系电话\n\t23610132": ("朱庆楼", "23610132"),
    "联系电话：0571-87821234　联系人：张三丰": ("张三丰", "0571-87821234"),
    "联系电话：李光明 0571-87821234": ("李光明", "0571-87821234"),
    "（李光明，0571-87821234）": ("李光明", "0571-87821234"),
    "（李光明，电话：13912345678）": ("李光明", "13912345678"),
    "联系人：王志科  0931 8888123": ("王志科", "0931 8888123"),
    "联系人：周立，电话：0472-XXXXXXX": ("周立", "0472-XXXXXXX"),
    "承办人（联系人）：周立　(0755)23456789": ("周立", "(0755)23456789"),
    "专此答复\n联系电话：0571-87821234": (None, "0571-87821234"),
    "责任编辑：陈小雨": None,
    "签发人：武建中": None,
}


@pytest.mark.parametrize(("post", "expected"), CONTACTS.items())
def test_contact(post, expected):
    contact = read_text(reply(post=post)).contact
    assert (contact and (contact.name, contact.phone)) == expected


def test_every_place_of_name_and_number_is_private():
    text = reply(
        body="我局洪波赴现场，电话0798-8570123。您可拨打13912345678。",
        post="联系人：洪  波    联系电话：0798-8570123",
    )
    private = [span.of(text) for span in read_text(text).private]
    assert private == ["洪波", "0798-8570123", "13912345678", "洪  波", "0798-8570123"]


def test_all_contacts_are_private():
    text = reply(body="张三丰、李四光到现场。", post="联系人：张三丰、李四光　电话：0571-87821234")
    letter = read_text(text)
    assert letter.contact.name == "张三丰"
    private = [span.of(text) for span in letter.private]
    assert private == ["张三丰", "李四光", "张三丰", "李四光", "0571-87821234"]


def test_a_family_name_alone_is_private_only_behind_its_label():
    text = reply(body="张家村修渠3公里。", post="(联系人:张  0553-3830123)")
    private = [(span.start, span.of(text)) for span in read_text(text).private]
    assert private == [(text.index("人:张") + 2, "张"), (text.index("0553"), "0553-3830123")]


def test_departments_dates_and_document_numbers_are_not_private():
    text = reply(
        head="白水函〔2020〕12号\n关于第20210587号提案的答复",
        post="联系单位：养老服务股 0916-6322123",
    )
    assert [span.of(text) for span in read_text(text).private] == ["0916-6322123"]


def test_private_spans_are_set_for_files_that_are_no_letters():
    text = "关于征集提案线索的公告\n现公开征集。\n联系人：王某某 电话：0512-65221234"
    letter = read_text(text)
    assert not letter.is_reply
    assert [span.of(text) for span in letter.private] == ["王某某", "0512-65221234"]


FEEDBACK = {
    "我局已电话与委员沟通，委员表示认可。": (True, "satisfied"),
    "办理过程中已与委员面商，委员表示满意。": (True, "satisfied"),
    "我局于5月20日与李明委员当面沟通，委员对答复基本满意。": (True, "partly"),
    "我局上门征求您的意见，您表示不满意。": (True, "unsatisfied"),
    "您对办理思路表示认可。": (None, "satisfied"),
    "并与委员面商沟通达成共识。": (True, None),
    "如您对答复不满意，请填写征询意见表。": None,
    "群众满意率达98%，我局与市财政局沟通。": None,
}


@pytest.mark.parametrize(("body", "expected"), FEEDBACK.items())
def test_feedback(body, expected):
    text = reply(body="2020年，我局修渠3公里。\n" + body)
    found = read_text(text).feedback
    assert (found and (found.contacted, found.opinion)) == expected
    if found:
        assert found.evidence.of(text) == body
