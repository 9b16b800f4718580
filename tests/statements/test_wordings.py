"""One thing said in many wordings: who acts with whom, who does not act, what is pointed to."""

import pytest
from told import facts

TOGETHER = [
    ("{A:市教育局}与{O:师范大学}签署了师资合作协议。", {"市教育局 cooperatesWith 师范大学"}),
    ("{O:县医院}和{O:肿瘤医院}结成医联体，每周有专家坐诊。", {"县医院 cooperatesWith 肿瘤医院"}),
    (
        "{A:县法院}、{A:县司法局}、{A:县妇联}联合成立家事调解工作室。",
        {"县法院 cooperatesWith 县司法局", "县法院 cooperatesWith 县妇联"},
    ),
    ("{A:我局}携手{M:融媒体中心}录制了禁毒微课。", {"我局 cooperatesWith 融媒体中心"}),
    (
        "{A:我局}会同{A:市公安局}、{A:市司法局}健全了行刑衔接机制。",
        {"我局 cooperatesWith 市公安局", "我局 cooperatesWith 市司法局"},
    ),
    (
        "{A:市总工会}与{A:市人社局}加强协作，建立了欠薪预警制度。",
        {"市总工会 cooperatesWith 市人社局"},
    ),
    ("{A:我局}与{A:市公安局}联勤联动，查处违法行为。", {"我局 cooperatesWith 市公安局"}),
    ("{O:甲公司}和{O:乙大学}联合研发了除草机器人。", {"甲公司 cooperatesWith 乙大学"}),
    ("{A:我局}将与{A:市气象局}合作开展监测。", {"我局 cooperatesWith 市气象局 (planned)"}),
    (
        "{A:县司法局}在{A:县委政法委}领导下，和{A:县法院}、{A:县公安局}配合，做了些工作。",
        {"县司法局 cooperatesWith 县法院", "县司法局 cooperatesWith 县公安局"},
    ),
    # in couples
    (
        "{O:甲中学}与{O:乙中学}、{O:丙中学}与{O:丁中学}结为友好学校。",
        {"甲中学 cooperatesWith 乙中学", "丙中学 cooperatesWith 丁中学"},
    ),
    # each of the first with the other, not with one another
    (
        "{A:甲局}、{A:乙局}与{A:丙局}建立了数据核验通道。",
        {"甲局 cooperatesWith 丙局", "乙局 cooperatesWith 丙局"},
    ),
    # the other party has no name
    ("{A:我局}、{A:市民委}与各乡镇签订了目标责任书。", set()),
    ("{O:甲公司}、{O:乙公司}与联盟院校共建实训基地{I:9个}。", set()),
    # who was met is who is agreed with
    (
        "{A:省人社厅}主动与{A:粤人社厅}对接，共同举办{E:招聘会}，签署《{D:劳务协议}》。",
        {
            "省人社厅 organizes 招聘会",
            "粤人社厅 organizes 招聘会",
            "省人社厅 issues 劳务协议",
            "粤人社厅 issues 劳务协议",
            "省人社厅 cooperatesWith 粤人社厅",
        },
    ),
    (
        "{A:甲局}、{A:乙局}签订了异地就医备忘录。双方还联合印发《{D:细则}》。",
        {"甲局 cooperatesWith 乙局", "甲局 issues 细则", "乙局 issues 细则"},
    ),
    # each for itself; carried over from an act that is told
    ("{A:甲局}、{A:乙局}健全了长效机制。", set()),
    (
        "{A:我局}会同{A:甲局}印发《{D:办法}》，完善了信用管理制度。",
        {"我局 issues 办法", "甲局 issues 办法"},
    ),
    # acts told by another predicate
    ("{A:我局}联合{A:市场监管局}对餐饮企业进行了检查。", set()),
]

OTHERS_ACT = [
    # made to act, whoever they are
    ("{A:我局}指导各乡镇开展{G:厕所革命}。", set()),
    ("{A:我局}督促企业认真落实《{D:管理办法}》。", set()),
    ("{A:市教育局}要求各县实施{G:护眼工程}。", set()),
    ("{A:国务院}批准实施《{D:总体规划}》。", set()),
    # a subject without a name, a place that acts
    ("{A:我局}承办{E:农博会}。该剧参加{E:会演}。", {"我局 organizes 农博会"}),
    ("{A:甲局}启动{G:乙行动}，{L:我州}参照经验实施{G:丙工程}。", {"甲局 implements 乙行动"}),
    ("海南黎锦公司等{I:12家}企业参加{E:消博会}。", set()),
    # aid that is had, places, jobs
    ("{O:甲公司}获得技改贴息资金{I:436万元}。", set()),
    ("{A:市财政局}通过转移支付对{L:青山县}予以支持。", set()),
    ("{A:我局}每年选派教师到{L:青山县}支教。", set()),
    ("{A:我局}举办{E:招聘会}，{O:甲公司}提供岗位{I:90个}。", {"我局 organizes 招聘会"}),
    # 在A支持下 is no act of the one before
    (
        "{T:2023年}，在{A:我局}支持下，{A:甲局}、{A:乙局}在{L:甲市}召开{E:座谈会}。",
        {
            "我局 supports 甲局 (2023)",
            "我局 supports 乙局 (2023)",
            "甲局 organizes 座谈会 (2023)",
            "乙局 organizes 座谈会 (2023)",
            "甲市 hosts 座谈会 (2023)",
        },
    ),
    # whom one asks for it issues it
    (
        "{A:我厅}编制完成并报{A:省政府}印发了《{D:规划}》。",
        {"省政府 issues 规划"},
    ),
    (
        "下一步，起草《{D:办法}》，报{A:州政府}审定印发。",
        {"州政府 issues 办法 (planned)"},
    ),
]

POINTED = [
    # what 由 is about has no name
    ("{A:我局}实施{G:甲工程}。飞防作业由{O:通航公司}承担。", {"我局 implements 甲工程"}),
    (
        "{A:我局}实施{G:甲工程}。近期举办宣传活动，{A:乙局}派人参加。",
        {"我局 implements 甲工程"},
    ),
    ("{T:3月22日}{E:世界水日}，{A:甲局}举办宣传活动，{A:乙局}参加。", set()),
    (
        "《{D:方案}》印发后，由{A:我局}牵头，{A:甲局}、{A:乙局}分工负责。",
        {"我局 leads 方案", "甲局 implements 方案", "乙局 implements 方案"},
    ),
    ("《{D:总体方案}》由{A:国务院}公布。", {"国务院 issues 总体方案"}),
    (
        "{A:州民委}编写了读本《{D:我会说}》，{O:民族大学}参与审定。",
        {"民族大学 participatesIn 我会说"},
    ),
    # those invited to it, those who came
    (
        "{A:我局}举办{E:培训班}，邀请{O:林科院}、{O:农科院}专家授课。",
        {
            "我局 organizes 培训班",
            "林科院 participatesIn 培训班",
            "农科院 participatesIn 培训班",
        },
    ),
    ("{E:茶博会}开幕，{A:省农业厅}到会祝贺。", {"省农业厅 participatesIn 茶博会"}),
    # in couples
    (
        "{O:甲县医院}、{O:乙县医院}分别由{O:丙医院}、{O:丁医院}帮扶。",
        {"丙医院 supports 甲县医院", "丁医院 supports 乙县医院"},
    ),
    # honours: who puts on a list calls for none
    ("{A:省厅}将{L:青山县}列为{G:休牧试点}。", {"休牧试点 awardedTo 青山县"}),
    ("{A:省厅}把这个做法列为{G:典型案例}。", set()),
    ("{G:碉楼}已列入《{D:世界遗产名录}》。", {"世界遗产名录 awardedTo 碉楼"}),
    # units
    ("由{A:省文物局}所属的{O:炳灵寺研究所}管理。", {"炳灵寺研究所 partOf 省文物局"}),
    (
        "{A:珠江局}作为{A:我部}派出机构，牵头{G:百日行动}。",
        {"珠江局 partOf 我部", "珠江局 leads 百日行动"},
    ),
    (
        "争取将{L:西安州}、{L:兴仁}一带纳入{G:饮水项目}。",
        {"西安州 partOf 饮水项目", "兴仁 partOf 饮水项目"},
    ),
    (
        "{A:甲局}主办{E:联合招聘活动}{I:32场}，其中在{L:达州市}举行的{E:专场招聘会}有企业{I:210家}。",
        {
            "甲局 hosts 联合招聘活动",
            "达州市 hosts 专场招聘会",
            "专场招聘会 partOf 联合招聘活动",
        },
    ),
    # others are asked to; who travelled along
    ("{A:州财政局}请各县统筹{G:协作资金}解决。", set()),
    # keys of a western keyboard
    (
        "{A:甲局}召开{E:联席会},印发《{D:纪要}》,{A:乙局}参加,反响良好。",
        {"甲局 organizes 联席会", "乙局 participatesIn 联席会", "甲局 issues 纪要"},
    ),
    (
        "【执法监管方面】{T:2021年8月}起,{A:我局}开展{G:护企行动}。",
        {"我局 implements 护企行动 (2021-08)"},
    ),
]


@pytest.mark.parametrize(("sentence", "expected"), [*TOGETHER, *OTHERS_ACT, *POINTED])
def test_states(sentence, expected):
    assert facts(sentence) == expected
