"""What is a reply letter, and what only looks like one."""

import itertools

import pytest
from written import document, read_text, reply

from replygraph.letter import letters

OTHERS = {
    "news of a meeting": (
        "news",
        (
            "市水利局召开建议提案办理推进会\n来源：市水利局 浏览次数：56\n"
            "5月6日，市水利局召开2022年建议提案办理推进会，听取《关于加强水库管理的建议》（第12号）等办理情况。\n"
            "会议要求加强与代表委员沟通，确保满意率100%。"
        ),
    ),
    "news that quotes a reply": (
        "news",
        (
            "“小提案”推动“大民生”\n本网讯 近日，县政协委员李明的《关于增设路灯的提案》得到答复："
            "“您提出的提案收悉，现答复如下……”。李明表示满意。\n据了解，县住建局已增设路灯120盏。"
        ),
    ),
    "yearly report": (
        "report",
        (
            "2021年度建议提案办理情况\n一、总体情况\n2021年，我局共承办代表建议12件、提案9件，办复率100%。\n"
            "二、主要做法\n一是领导重视。\n市农业农村局\n2021年12月20日"
        ),
    ),
    "report to the standing committee": (
        "report",
        (
            "关于代表建议办理情况的报告\n主任、各位副主任、各位委员：\n"
            "受县人民政府委托，现将县十六届人大三次会议代表建议办理情况报告如下，请予审议。\n一、基本情况\n全部办复。"
        ),
    ),
    "notice": (
        "notice",
        (
            "关于交办市政协十四届一次会议提案的通知\n各承办单位：\n共收到提案312件，现交由你们办理。"
            "请于8月31日前答复提案人。\n市政府办公室\n2022年3月1日"
        ),
    ),
    "call for opinions": (
        "notice",
        "关于公开征求《长城保护条例》意见的公告\n代表提出了相关建议，现向社会公开征求意见。\n市文旅局\n2024年6月3日",
    ),
    "the proposal itself": (
        "proposal",
        "关于加强农村养老服务的提案\n提案人：李明\n我县养老存在以下问题：设施不足。\n为此，建议：\n一、加大投入。",
    ),
    "suggestion without labels": (
        "proposal",
        "关于加快乡村旅游发展的建议\n我县乡村旅游配套不足。为此，我们建议：\n1.编制规划。\n以上建议，请予采纳。",
    ),
    "citizen": (
        "message-board",
        "网友您好！\n您提出的关于增设公交站点的建议收悉，经核实，现答复如下：\n已列入计划。\n市交通局\n2022年5月1日",
    ),
    "letter box": (
        "message-board",
        (
            "信件标题：关于停车的建议\n来信人：李**\n答复内容：\n尊敬的市民：\n您好！您提出的《关于停车的建议》收悉，"
            "经会同街道研究，现答复如下：\n一、已施划泊位。\n感谢您的关心！"
        ),
    ),
    "petition": (
        "other",
        "关于王某信访事项的答复意见书\n王某：\n您反映的征地信访事项收悉，经调查，现答复如下：\n已发放。",
    ),
    "access to information": (
        "other",
        "政府信息公开申请答复书\n李某：\n本机关收到您提交的政府信息公开申请，现答复如下：\n属于主动公开范围。",
    ),
    "approval": (
        "other",
        "关于设立某小学的批复\n县教育局：\n你局《关于设立某小学的请示》收悉。经研究，现批复如下：\n同意。\n县政府",
    ),
    "agency to agency": (
        "other",
        "关于征求《燃气办法》意见的复函\n市住建局：\n贵局《关于征求意见的函》收悉。经研究，我局无意见。\n市司法局",
    ),
    "list of titles": (
        "other",
        "\n".join(
            f"关于市政协十三届二次会议第{n}号提案的答复 2021-08-01" for n in (88, 90, 12, 33, 41)
        ),
    ),
    "template": (
        "other",
        "人大代表建议答复函参考格式\nXXX代表：\n您提出的关于XX的建议（第XX号）收悉，现答复如下：\n感谢您的关心。",
    ),
    "opinion form": (
        "other",
        "政协提案办理情况征询意见表\n提案编号 | 88 | 提案人 | 李明\n案由 | 关于水库的提案",
    ),
    "work plan": (
        "other",
        "2022年建议提案办理工作方案\n为做好提案办理工作，制定本方案。\n一、按时答复。",
    ),
    "empty": ("other", ""),
    "report sent to the committee": (
        "report",
        (
            "关于报送2021年建议提案办理情况的函\n市政协提案委：\n2021年，我局共承办市政协提案12件，"
            "现将办理情况说明如下：\n全部办结。\n市教育局\n2021年12月1日"
        ),
    ),
    "collection": (
        "other",
        (
            "代表建议办理专题\n1.关于水库的建议（第12号建议）\n您提出的建议收悉，已完成加固。\n"
            "2.关于路灯的建议（第13号建议）\n3.关于护林的建议（第14号建议）\n4.关于修路的建议（第15号建议）"
        ),
    ),
    "notice with a template": (
        "notice",
        (
            "关于印发《建议提案办理办法》的通知\n各乡镇人民政府：\n请认真贯彻执行。\n附件：答复函格式\n"
            "XXX代表：\n您提出的关于XX的建议（第XX号）收悉，现答复如下："
        ),
    ),
    "answered in the news": (
        "news",
        (
            "县水务局上门答复代表建议\n近日，县水务局负责人走访李明代表，就其提出的《关于修渠的建议》（第12号）"
            "当面答复，李明代表表示满意。\n县水务局将继续做好办理工作。"
        ),
    ),
}


@pytest.mark.parametrize(("reason", "text"), OTHERS.values(), ids=OTHERS)
def test_look_alikes_are_refused_with_the_reason(reason, text):
    letter = read_text(text)
    assert (letter.is_reply, letter.reason) == (False, reason)
    assert (letter.number, letter.points, letter.addressees) == (None, (), ())


LETTERS = {
    "whole": reply(),
    "no heading": reply(head=""),
    "no salutation": reply(to=""),
    "neither": reply(head="", to="", recap="关于修渠的提案收悉，该提案由我局独办，现答复如下："),
    "no recap": reply(recap="", body="您的提案很好。2020年，我局修渠3公里，解决灌溉面积1200亩。"),
    "corrupt heading": reply(head="对县八届政协次会议\n第88提案答复"),
    "spaced heading": reply(head="关于第12号提案的\n答    复"),
    "page around it": "什么app > 政务公开 > 建议提案　打印\n"
    + reply(post="【扫一扫】\n上一篇：没有了"),
    "report in its name": reply(head="关于县政协九届三次会议第12号提案办理情况的报告"),
    "speaks of a meeting": reply(body="近日，我局召开推进会，据了解已修渠3公里，群众满意率达98%。"),
    "owners and readers in its body": reply(
        to="民建市委：",
        recap="贵会提出的《关于物业的提案》收悉，现答复如下：",
        head="",
        body="业主、网民多次投诉，群众满意率达98%。我局已公开征求意见。",
    ),
    "reports as follows": reply(
        head="关于对县政协九届三次会议第48号建议案的答复",
        to="县政协经济委员会：",
        recap="贵委提出的《关于园区建设的建议案》收悉，现将办理情况报告如下：",
    ),
    "asks for the form": reply(close="请填写征询意见表并反馈我局。"),
}


@pytest.mark.parametrize("text", LETTERS.values(), ids=LETTERS)
def test_letters_are_not_refused(text):
    assert read_text(text).is_reply


def test_two_letters_in_one_file():
    first = reply(post="联系人：张三 0871-1234567")
    second = reply(head="白石县教育局关于县政协九届三次会议第9号提案的答复", to="王二委员：")
    found = letters(document(first + "\n\n" + second))
    assert [(x.id, x.part, x.number, x.addressees) for x in found] == [
        ("t", 1, "12", ("李明",)),
        ("t-2", 2, "9", ("王二",)),
    ]
    assert found[0].span.end == found[1].span.start == len(first) + 2
    assert found[1].span.of(found[1].text) == second


def test_zones_follow_each_other_and_cover_the_letter():
    text = reply(post="类别：A")
    zones = read_text(text).zones
    assert [zone.kind for zone in zones] == [
        "head", "salutation", "opening", "body", "tail", "signoff", "post",
    ]  # fmt: skip
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(zones))
    assert zones[3].span.of(text) == "2020年，我局修渠3公里。"
