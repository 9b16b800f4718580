"""What a sentence states, by the kinds of grammar that the guide decides."""

import re

import pytest
from told import facts, read

from replygraph.statements.patterns import DOMAIN, VERBS
from replygraph.statements.starts import starts
from replygraph.statements.tokens import cues, scanner

CASES = {
    "each cue gives its own relation": (
        "{A:市教育局}牵头实施{G:领雁计划}。",
        {"市教育局 leads 领雁计划", "市教育局 implements 领雁计划"},
    ),
    "drafting is led, not done": (
        "{A:市教育局}牵头起草《{D:办法}》。",
        {"市教育局 leads 办法"},
    ),
    "a chain shares its object": (
        "{A:甲局}与{A:乙局}联合印发并组织实施《{D:方案}》。",
        {
            "甲局 issues 方案",
            "乙局 issues 方案",
            "甲局 implements 方案",
            "乙局 implements 方案",
        },
    ),
    "roles around an event": (
        "{E:读书节}由{A:宣传部}指导、{A:我局}主办、{O:图书馆}承办，{O:书店}等{I:9家}单位参加。",
        {
            "宣传部 supports 读书节",
            "我局 hosts 读书节",
            "图书馆 organizes 读书节",
            "书店 participatesIn 读书节",
        },
    ),
    "venue and date of an event hold for all its roles": (
        "{E:读书节}于{T:2022年5月}在{L:中心广场}举行，由{A:我局}主办。",
        {"中心广场 hosts 读书节 (2022-05)", "我局 hosts 读书节 (2022-05)"},
    ),
    "an attribute states its own fact": (
        "{O:甲公司}承办的{E:嘉年华}列入{E:欢乐节}重点活动。",
        {"甲公司 organizes 嘉年华", "嘉年华 partOf 欢乐节"},
    ),
    "the supporter does not do what is supported": (
        "{A:我局}支持{A:乙局}举办{E:读书节}。",
        {"我局 supports 乙局", "乙局 organizes 读书节"},
    ),
    "support by phrase": (
        "在{A:宣传部}的大力支持下，{A:我局}举办{E:读书节}。",
        {"宣传部 supports 我局", "我局 organizes 读书节"},
    ),
    "money for what was named before": (
        "{A:甲局}安排{I:60万元}用于{G:水窖工程}，{O:慈善会}资助{I:5万元}。",
        {"甲局 supports 水窖工程", "慈善会 supports 水窖工程"},
    ),
    "a fund is a means where the payer is named": (
        "{A:甲局}投入{G:协作资金}{I:60万元}支持{G:产业园项目}。",
        {"甲局 supports 产业园项目"},
    ),
    "a fund is the subject where no payer is": (
        "{G:水窖工程}纳入{G:环保专项资金}扶持。",
        {"环保专项资金 supports 水窖工程"},
    ),
    "honour by another body": (
        "{L:白石乡}被{A:省林业局}命名为“{G:油茶之乡}”。",
        {"油茶之乡 awardedTo 白石乡", "省林业局 organizes 油茶之乡"},
    ),
    "honour published by": (
        "{T:2022年9月}，{E:读书节}入选{A:文化部}公布的{G:优秀案例}名单。",
        {"优秀案例 awardedTo 读书节 (2022-09)", "文化部 organizes 优秀案例 (2022-09)"},
    ),
    "tasks handed down": (
        "《{D:方案}》任务分解到{A:甲局}、{A:乙局}。",
        {"甲局 implements 方案", "乙局 implements 方案"},
    ),
    "entrusted work": (
        "{A:我局}委托{O:设计院}编制《{D:规划}》。",
        {"设计院 participatesIn 规划"},
    ),
    "with the help of a body that does it": (
        "{A:我局}依托{O:大学}实施{G:培训计划}。",
        {"大学 implements 培训计划"},
    ),
    "symmetric, from the party named first": (
        "{A:我局}与{A:甲局}、{A:乙局}建立合作机制。",
        {"我局 cooperatesWith 甲局", "我局 cooperatesWith 乙局"},
    ),
    "supervision of what 对 marks": (
        "{A:督查室}对{G:水窖工程}进行专项督导。",
        {"督查室 supervises 水窖工程"},
    ),
    "an elided subject is that of the sentence before": (
        "{A:甲局}会同{A:乙局}印发《{D:方案}》。启动{G:水窖工程}。",
        {"甲局 issues 方案", "乙局 issues 方案", "甲局 implements 水窖工程"},
    ),
    "pronouns point back": (
        "{A:甲局}实施{G:水窖工程}。{A:乙局}为该工程提供技术服务。",
        {"甲局 implements 水窖工程", "乙局 supports 水窖工程"},
    ),
    "planned in a list": (
        "下一步，{A:我局}将做好工作：一是{T:2024年3月}举办{E:读书节}；二是由{A:甲局}启动{G:工程}；\n三是与{A:乙局}合作。",
        {
            "我局 organizes 读书节 (2024-03, planned)",
            "甲局 implements 工程 (planned)",
            "我局 cooperatesWith 乙局 (planned)",
        },
    ),
    "negated": (
        "因条件所限，{A:我局}暂不具备条件实施{G:水窖工程}。",
        {"我局 implements 水窖工程 (negated)"},
    ),
    "将 for 把 plans nothing": (
        "{A:我局}将{E:读书节}纳入{G:文化品牌计划}。",
        {"读书节 partOf 文化品牌计划"},
    ),
    "an edition belongs to its series": (
        "{E:读书节}影响渐大。{A:我局}承办{E:第三届读书节}。",
        {"我局 organizes 第三届读书节", "第三届读书节 partOf 读书节"},
    ),
    "the last list": (
        "{A:我局}会同{A:甲局}、{A:乙局}印发《{D:方案}》，上述{I:2家}单位将支持{G:水窖工程}。",
        {
            "我局 issues 方案",
            "甲局 issues 方案",
            "乙局 issues 方案",
            "甲局 supports 水窖工程 (planned)",
            "乙局 supports 水窖工程 (planned)",
        },
    ),
    "respectively": (
        "{A:甲局}、{A:乙局}分别举办{E:购物节}和{E:读书节}。",
        {"甲局 organizes 购物节", "乙局 organizes 读书节"},
    ),
    "thanks state nothing": ("感谢您对{G:水窖工程}的支持。", set()),
    "asking for help is not help": (
        "{A:我局}积极争取{A:省财政厅}对{G:水窖工程}给予支持。",
        set(),
    ),
    "reports in the media are no relation": ("{M:日报}对{E:读书节}作了报道。", set()),
}


@pytest.mark.parametrize(("marked", "expected"), CASES.values(), ids=CASES.keys())
def test_states_what_the_guide_decides(marked, expected):
    assert facts(marked) == expected


def test_survey_names_everyone_in_one_joint_act():
    _, found = read(
        "{T:2023年5月6日}，{A:我局}邀请您们，会同{A:甲局}、{A:乙局}到{L:南湖}、{O:馆}实地调研。"
    )
    trips = [s for s in found if s.predicate == "jointlySurveys"]
    assert {s.subject.name for s in trips} == {"我局", "甲局", "乙局", "王一", "李二"}
    assert {s.date for s in trips} == {"2023-05-06"}
    for place in ("南湖", "馆"):
        groups = {s.group for s in trips if s.object.name == place}
        assert len(groups) == 1
        assert groups != {None}


def test_one_body_alone_surveys_nothing_jointly():
    assert facts("{A:我局}赴{L:南湖}调研。") == set()


def test_parallel_acts_have_no_group():
    _, found = read("{A:甲局}、{A:乙局}均开展{G:清源行动}。")
    assert [s.group for s in found if s.predicate == "implements"] == [None, None]


def test_opening_names_member_answerer_leader_and_co_handlers():
    _, found = read(
        "您提出的《{R:建馆提案=1}》收悉。{A:我局}会同{A:甲局}、{A:乙局}研究办理，现答复如下：\n"
        "{A:我局}实施{G:水窖工程}。",
        role="lead",
    )
    got = {f"{s.subject.name} {s.predicate}" for s in found if s.object.name == "1"}
    assert got == {
        "王一 proposed",
        "李二 proposed",
        "我局 answers",
        "我局 leads",
        "甲局 coHandles",
        "乙局 coHandles",
    }
    assert {s.date for s in found if s.predicate == "answers"} == {"2023-06-01"}
    assert len({s.group for s in found if s.predicate in ("leads", "coHandles")}) == 1


def test_done_wins_over_planned_and_keeps_its_evidence():
    text, found = read("{A:我局}将实施{G:水窖工程}。\n{T:2022年}，{A:我局}实施{G:水窖工程}。")
    (only,) = [s for s in found if s.predicate == "implements"]
    assert (only.modality, only.date) == ("done", "2022")
    assert [span.of(text) for span in only.evidence] == ["2022年，我局实施水窖工程。"]


def test_further_sentences_are_further_evidence():
    text, found = read("{A:我局}实施{G:水窖工程}。{A:我局}继续推进{G:水窖工程}。")
    (only,) = [s for s in found if s.predicate == "implements"]
    assert [span.of(text) for span in only.evidence] == [
        "我局实施水窖工程。",
        "我局继续推进水窖工程。",
    ]


def test_undecided_links_state_nothing():
    assert facts("{A:某局=-}认真研究，实施{G:水窖工程}。{P:赵**=-}参加{E:读书节}。") == set()


def test_same_letter_same_statements():
    marked = "{A:甲局}会同{A:乙局}在{L:南湖}举办{E:读书节}，{O:书店}等参加。"
    assert read(marked)[1] == read(marked)[1]


def test_every_cue_has_its_own_rule_and_known_predicates():
    rules = [verb.rule for verb in VERBS]
    assert len(rules) == len(set(rules))
    known = set(DOMAIN) | {"awardedTo"}
    assert {p for verb in VERBS for p in verb.objects.values()} <= known


def test_scanner_tries_each_cue_where_it_can_begin():
    beginnings = re.compile("[" + "".join(starts(cue) for cue in cues()) + "]")
    heads = beginnings.findall("".join(chr(c) for c in range(0x4E00, 0x9FFF)))
    for number, cue in enumerate(cues()):
        for head in heads:
            if re.match(f"[{starts(cue)}]", head):
                assert number in dict(scanner(head))
