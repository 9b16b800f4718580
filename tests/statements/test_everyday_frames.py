"""Frames that clerks use every day and that no one verb with its object tells."""

import pytest
from told import facts, read

from replygraph.model import Entity

SENTENCES = (
    # aid, and what it lets a body do
    (
        "{A:省商务厅}安排{I:180万元}，资助{O:酱醋公司}实施{G:数字化项目}。",
        {"省商务厅 supports 酱醋公司", "酱醋公司 implements 数字化项目"},
    ),
    (
        "由{A:我局}资助{O:研究院}开展{G:口述史项目}。",
        {"我局 supports 研究院", "研究院 implements 口述史项目"},
    ),
    (
        "{A:省文物局}拨付{I:150万元}，用于{A:市文管处}实施{G:古塔项目}。",
        {"省文物局 supports 市文管处", "市文管处 implements 古塔项目"},
    ),
    (
        "经{A:市自然资源局}协调支持，{O:生态集团}实施{G:复垦项目}。",
        {"市自然资源局 supports 生态集团", "生态集团 implements 复垦项目"},
    ),
    (
        "协调{A:县住建局}支持{A:东镇政府}实施{G:公寓项目}。",
        {"县住建局 supports 东镇政府", "东镇政府 implements 公寓项目"},
    ),
    ("{A:我局}积极协调有关方面支持{O:县医院}创建三甲医院。", set()),
    (
        "{A:我局}监督{O:供水公司}实施{G:管网工程}。",
        {"我局 supervises 供水公司", "供水公司 implements 管网工程"},
    ),
    (
        "{A:我局}推进{G:驿站建设}，{O:城投集团}为此无偿提供店面{I:9间}。",
        {"我局 implements 驿站建设", "城投集团 supports 驿站建设"},
    ),
    (
        "{A:我局}开展{G:配发行动}，{O:航运公司}赞助{I:300件}救生衣，{O:保险公司}也提供救生衣{I:200件}。",
        {
            "我局 implements 配发行动",
            "航运公司 supports 配发行动",
            "保险公司 supports 配发行动",
        },
    ),
    (
        "{A:我局}在{L:钦州市}举办{E:技能大赛}，{O:卫生学院}选派{I:12名}教师任裁判。",
        {
            "我局 organizes 技能大赛",
            "钦州市 hosts 技能大赛",
            "卫生学院 supports 技能大赛",
        },
    ),
    ("{O:大学}选派学生{I:46名}到{O:幼儿园}顶岗实习。", {"大学 supports 幼儿园"}),
    # who leads and who helps
    (
        "由{A:甲局}牵头、{A:乙局}配合，在{L:东村}开展{G:清河行动}。",
        {"甲局 leads 清河行动", "甲局 implements 清河行动", "乙局 supports 清河行动"},
    ),
    (
        "{A:我局}牵头，{A:甲局}、{A:乙局}配合，推进{G:清河工程}。",
        {
            "我局 leads 清河工程",
            "我局 implements 清河工程",
            "甲局 supports 清河工程",
            "乙局 supports 清河工程",
        },
    ),
    (
        "由{A:甲局}牵头、{A:乙局}配合开展的{G:清河行动}，查处{I:31起}。",
        {"甲局 leads 清河行动", "甲局 implements 清河行动", "乙局 supports 清河行动"},
    ),
    (
        "由{A:甲局}牵头、{A:乙局}配合推进{L:颍河西路}{G:医院项目}。",
        {"甲局 leads 医院项目", "甲局 implements 医院项目", "乙局 supports 医院项目"},
    ),
    (
        "{A:县政府}将{G:清河工程}纳入《{D:五年规划}》，由{A:我局}牵头实施。",
        {"我局 leads 清河工程", "我局 implements 清河工程"},
    ),
    (
        "{G:清河工程}由{O:设计院}设计、{O:建设集团}施工。",
        {"设计院 participatesIn 清河工程", "建设集团 participatesIn 清河工程"},
    ),
    (
        "{A:我局}拟邀请{O:大学}专家举办{E:保护论坛}。",
        {
            "我局 organizes 保护论坛 (planned)",
            "大学 participatesIn 保护论坛 (planned)",
        },
    ),
    # what is refused stands before
    (
        "提案提到的{G:民营改革试点}，{A:我局}目前暂不具备推行条件，待摸清底数再说。",
        {"我局 implements 民营改革试点 (negated)"},
    ),
    (
        "建议中提到的{G:保险项目}，{A:甲局}和{A:乙局}反复测算过，风险太大，目前尚无条件实施。",
        {"甲局 implements 保险项目 (negated)", "乙局 implements 保险项目 (negated)"},
    ),
    (
        "至于您建议政府出钱办的{G:校车项目}，{A:我局}咨询过专家，省内没有先例，故暂不实施。",
        {"我局 implements 校车项目 (negated)"},
    ),
    (
        "提案所提{G:酒店项目}，{O:城投公司}因融资受限，未能承建。",
        {"城投公司 participatesIn 酒店项目 (negated)"},
    ),
    (
        "由于用地紧张，{A:县政府}尚未启动您所提到的{G:市场项目}。",
        {"县政府 implements 市场项目 (negated)"},
    ),
    (
        "{A:甲局}研究了用地。因余量有限，暂不具备条件实施建议中提到的{G:补水项目}。",
        {"我局 implements 补水项目 (negated)"},
    ),
    ("{A:我局}目前无力实施{G:收储计划}。", {"我局 implements 收储计划 (negated)"}),
    ("{G:停车场项目}因土地指标未落实，至今未开工。", set()),
    # parts
    (
        "{A:我局}举办{E:年画节}，{E:创意大赛}是其重点活动。",
        {"我局 organizes 年画节", "创意大赛 partOf 年画节"},
    ),
    (
        "{A:我局}启动{G:优质工程}，{G:服务体系建设}是三个子项之一。",
        {"我局 implements 优质工程", "服务体系建设 partOf 优质工程"},
    ),
    (
        "{G:申遗项目}由{A:国家局}统一部署，{L:古港}尚未纳入该项目。",
        {"古港 partOf 申遗项目 (negated)"},
    ),
    ("隶属{A:我局}的{A:劳务工作站}有{I:2名}专人。", {"劳务工作站 partOf 我局"}),
    ("{A:水库管理所}是{A:我局}的下属单位。", {"水库管理所 partOf 我局"}),
    (
        "{A:我局}举办{E:第三届渔业周}。同期，{O:协会}举办{E:渔业论坛}。",
        {
            "我局 organizes 第三届渔业周",
            "协会 organizes 渔业论坛",
            "渔业论坛 partOf 第三届渔业周",
        },
    ),
    # surveys
    (
        "{A:我局}召开{E:现场会}，{A:甲厅}作了经验介绍，会议代表还察看了{L:夫子庙}。",
        {"我局 organizes 现场会", "甲厅 participatesIn 现场会"},
    ),
    (
        "{A:我局}与{O:学院}共同开展{E:就业专题调研}。",
        {"我局 organizes 就业专题调研", "学院 organizes 就业专题调研"},
    ),
    (
        "{A:我局}随{A:县政协}赴{L:杭州市}考察停车管理。",
        {"我局 jointlySurveys 杭州市", "县政协 jointlySurveys 杭州市"},
    ),
    (
        "{A:县政协}视察了{L:老街}，{A:我局}陪同。",
        {"县政协 jointlySurveys 老街", "我局 jointlySurveys 老街"},
    ),
    (
        "{A:我局}陪同{A:省厅}专家到{L:东村}查勘。",
        {"我局 jointlySurveys 东村", "省厅 jointlySurveys 东村"},
    ),
    (
        "{A:县人大常委会}副主任{P:张三}到{L:清河}视察，{A:我局}、{A:乙局}负责人参加。",
        {
            "县人大常委会 jointlySurveys 清河",
            "张三 jointlySurveys 清河",
            "我局 jointlySurveys 清河",
            "乙局 jointlySurveys 清河",
        },
    ),
    # here and there is no venue
    (
        "{A:学会}每年在{L:西湖}、{L:文峰公园}等处举办{E:义诊活动}。",
        {"学会 organizes 义诊活动"},
    ),
    # a list whose first name was not read is what stands before it
    (
        "{A:学会}都在西湖、{L:文峰公园}举办{E:义诊活动}。",
        {"学会 organizes 义诊活动", "文峰公园 hosts 义诊活动"},
    ),
    # what a word points back to
    (
        "{A:我局}考察了{L:生态园}，该园去年入选{G:典型案例}。",
        {"典型案例 awardedTo 生态园"},
    ),
    (
        "{A:甲局}实施{G:厂房工程}。\n{A:乙办}牵头{G:生活圈建设}，{A:总工会}为该工程资助{I:30万元}。",
        {
            "甲局 implements 厂房工程",
            "乙办 leads 生活圈建设",
            "总工会 supports 生活圈建设",
        },
    ),
    (
        "{A:甲局}实施{G:节能工程}，{O:建工公司}承建{G:片区项目}。\n{A:审计局}对工程进行跟踪监督。",
        {
            "甲局 implements 节能工程",
            "建工公司 participatesIn 片区项目",
            "审计局 supervises 节能工程",
        },
    ),
    (
        "{A:甲局}组织{G:河湖评选}。\n四、关于编制条例。该项目未列入{A:乙会}{G:立法计划}。",
        {"甲局 organizes 河湖评选"},
    ),
    # what one will see to is not what was named long before
    (
        "{A:甲局}实施{G:停车试点}。\n您还有新的要求，{A:我局}一并抓好落实。",
        {"甲局 implements 停车试点"},
    ),
    ("您提出的由{A:省厅}出资设立{G:老字号基金}，尚不具备条件。", set()),
)


@pytest.mark.parametrize(("marked", "stated"), SENTENCES)
def test_states_what_the_sentence_says(marked: str, stated: set[str]) -> None:
    assert facts(marked) == stated


PLAIN_WORDS = (
    (
        "由{A:县水务局}负责实施的{G:饮水工程}已完工。",
        {"县水务局 implements 饮水工程"},
    ),
    (
        "{G:饮水工程}已由{A:县水务局}组织实施完毕。",
        {"县水务局 implements 饮水工程"},
    ),
    (
        "{A:县水务局}正在实施{G:饮水工程}，{A:县发改局}给了{I:80万元}。",
        {"县水务局 implements 饮水工程", "县发改局 supports 饮水工程"},
    ),
    ("{A:县财政局}给{G:饮水工程}拨了{I:200万元}。", {"县财政局 supports 饮水工程"}),
    ("{A:省民委}对{G:苗鼓项目}补助了{I:20万元}。", {"省民委 supports 苗鼓项目"}),
    ("{A:市财政局}下拨{G:饮水工程}资金{I:200万元}。", {"市财政局 supports 饮水工程"}),
    ("为办好{E:赶秋节}，{A:县公安局}抽调民警{I:200名}。", set()),
    ("{A:市水利局}来{L:东镇}督查过{G:饮水工程}。", {"市水利局 supervises 饮水工程"}),
    ("{O:银饰公司}在{E:民博会}上设展位。", {"银饰公司 participatesIn 民博会"}),
    (
        "{A:县农业局}去年搞了{G:配方项目}，{O:农科院}专家在{E:果农班}上授课。",
        {"县农业局 implements 配方项目", "农科院 participatesIn 果农班"},
    ),
    ("{O:农商行}为{O:脐橙公司}发放贷款{I:300万元}。", {"农商行 supports 脐橙公司"}),
    (
        "{O:脐橙公司}与{O:超市集团}签订购销合同。",
        {"脐橙公司 cooperatesWith 超市集团"},
    ),
    (
        "{G:品牌工程}：牵头单位{A:县农业局}，配合单位{A:县供销社}。",
        {"县农业局 leads 品牌工程", "县供销社 supports 品牌工程"},
    ),
    (
        "{A:县农业局}将{G:品牌工程}任务下达给{A:东镇政府}、{A:西镇政府}。",
        {"东镇政府 implements 品牌工程", "西镇政府 implements 品牌工程"},
    ),
    (
        "{A:我局}召集{A:甲局}、{A:乙局}召开{E:协调会}。",
        {
            "我局 organizes 协调会",
            "甲局 participatesIn 协调会",
            "乙局 participatesIn 协调会",
        },
    ),
    (
        "{A:我局}与{O:农科院}联合攻关，承担了{G:防治项目}。",
        {"我局 implements 防治项目", "农科院 implements 防治项目"},
    ),
    ("{A:我局}同{A:甲局}联合下文《{D:通知}》。", {"我局 issues 通知", "甲局 issues 通知"}),
    ("{G:饮水工程}没能列入{G:补助项目}。", {"饮水工程 partOf 补助项目 (negated)"}),
)


@pytest.mark.parametrize(("marked", "stated"), PLAIN_WORDS)
def test_reads_the_plain_words_of_clerks(marked: str, stated: set[str]) -> None:
    assert facts(marked) == stated


PLANS = (
    # the sentence behind an item's name
    (
        (
            "三、下一步打算\n（一）完善政策。会同{A:甲局}出台《{D:意见}》。\n"
            "（二）补齐设施。支持{A:乙镇政府}建成中心。"
        ),
        {
            "我局 issues 意见 (planned)",
            "甲局 issues 意见 (planned)",
            "我局 supports 乙镇政府 (planned)",
        },
    ),
    # one row of measures
    (
        "下一步，我们将加大力度。{A:我局}计划实施{G:截污工程}；配合{A:甲局}开展{G:廊道建设}。",
        {
            "我局 implements 截污工程 (planned)",
            "我局 supports 甲局 (planned)",
            "甲局 implements 廊道建设 (planned)",
        },
    ),
    # a section of plans, and what in it is told as done
    (
        (
            "三、下一步工作\n会同{A:甲局}启动{G:截污工程}。支持{A:乙局}实施{G:绿道工程}。\n"
            "{G:护岸工程}已由{A:丙局}实施。"
        ),
        {
            "我局 implements 截污工程 (planned)",
            "甲局 implements 截污工程 (planned)",
            "我局 supports 乙局 (planned)",
            "乙局 implements 绿道工程 (planned)",
            "丙局 implements 护岸工程",
        },
    ),
    (
        "四、下一步打算\n启动{G:截污工程}。\n特此函复，衷心感谢{A:贵会}对{A:我局}工作的支持。",
        {"我局 implements 截污工程 (planned)"},
    ),
    # each item has the subject that led the list in
    (
        (
            "下一步，{A:我局}将抓好落实：一是压实{A:东镇政府}、{A:西镇政府}的责任；"
            "二是支持{O:公交公司}实施{G:首末站项目}。"
        ),
        {
            "我局 supports 公交公司 (planned)",
            "公交公司 implements 首末站项目 (planned)",
        },
    ),
)


@pytest.mark.parametrize(("marked", "stated"), PLANS)
def test_keeps_what_is_planned_apart(marked: str, stated: set[str]) -> None:
    assert facts(marked) == stated


def _proposers(marked: str, **header) -> set[str]:
    return {s.subject.name for s in read(marked, **header)[1] if s.predicate == "proposed"}


def test_body_and_member_proposed_together() -> None:
    marked = "{A:民建省委会}和{P:向云}委员提出的《{R:提案}》收悉，现函告如下："
    assert _proposers(marked, addressed=("AGENCY", "省经信厅"), role="co") == {"民建省委会", "向云"}


def test_who_is_handed_on_proposed() -> None:
    marked = "贵局转交的{P:丁佳}委员《{R:提案}》收悉，现函告如下："
    assert _proposers(marked, addressed=("AGENCY", "省经信厅"), role="co") == {"丁佳"}


def test_session_is_hosted_by_no_label() -> None:
    marked = (
        "贵会在{E:政协甲市第五届委员会第二次会议}上提出的《{R:提案}》收悉，{A:我局}为主办单位，"
        "{A:乙局}会办，现答复如下：\n{A:我局}实施{G:清河工程}。"
    )
    assert facts(marked) == {"我局 implements 清河工程"}


def test_entity_names_are_those_of_the_links() -> None:
    _, found = read("{A:我局}推进{G:清河工程}。")
    assert Entity("PROGRAM", "清河工程") in {s.object for s in found}
