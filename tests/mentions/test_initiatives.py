"""Initiatives by what surrounds them: level, region, what they are spoken of, who takes in."""

import pytest
from helpers import assert_found

TOLD = [
    "我县列入{G:国家骨干冷链物流基地}建设名单。",
    "{G:基层卫生人才能力提升培训项目}累计培训120人。",
    "{G:数字乡村建设试点}工作启动以来，{G:数字乡村建设试点}取得成效。",
    "{G:职业技能提升行动}自2019年开展，{G:职业技能提升行动}资金已全部拨付。",
    "{G:市级科技成果转化专项资金}安排200万元。",
    "数据接入{G:湖北省政务服务一体化平台}，依托{G:全国文化信息资源共享平台}开设课程。",
    "抢抓{G:长江经济带建设}、{G:西部陆海新通道建设}机遇，服务{G:成渝地区双城经济圈建设}。",
    "申报{G:国家乡村振兴示范县}，创建{G:全国民族团结进步示范州}。",
    "获批{G:国家级文化和科技融合示范基地}，入选{G:第三批国家级非物质文化遗产代表性项目名录}。",
    "全面落实{G:国家学生资助计划}，{G:公益性岗位开发计划}吸纳就业3000人。",
]
NONE = [
    "加强重点工程建设管理，加快项目进度。",
    "各类项目要落实资金，制定年度计划和行动方案。",
    "该县完善基础设施项目库，做好项目申报工作。",
    "进一步加大重点项目建设力度，推进公共服务平台建设。",
    "研究设立专项资金，建立信息共享平台。",
    "实施重大基础设施建设项目，推动一批民生工程落地。",
    "建立全市统一的信息系统，通过省市县三级联动推进。",
]


@pytest.mark.parametrize("marked", TOLD + NONE)
def test_what_stands_around_an_initiative_tells_a_name_from_a_description(marked: str) -> None:
    assert_found(marked, "PROGRAM")
