"""Names by closed terms, left edges of bodies, media and persons in running prose."""

import pytest
from helpers import assert_found

KINDS = "ORG EVENT PROGRAM MEDIA PERSON DOCUMENT"


@pytest.mark.parametrize(
    "marked",
    [
        # what leads up to a body is not in its name
        "各县依托{O:青岚职业技术学院}培训，市里委托{O:青岚工程咨询有限公司}评估",
        "{O:青岚大学附属第一医院}专家支援{O:白石县人民医院}，经运营单位{O:松溪环保有限公司}商定",
        "商标权人为{O:青岚市豆腐协会}，由{O:建设银行贵州省分行}放款",
        # what several bodies are together, another name in brackets
        "{O:北山医院}、{O:青岚大学人民医院}三家医院，{O:台山中学}（{O:白石县第二中学}）",
        # bodies of a kind
        "受援医院的同志、团场学校和市区学校的差距，互助食堂、时间银行",
        # short names of firms
        "{O:京东方}、{O:中国建筑}等企业",
        # numbered meetings, national surveys, registers
        "召开{E:青松合作第二次联席会议}，{E:第三次全国国土调查}成果",
        "列入{G:第二批省级非物质文化遗产名录}",
        # co-operations and inspections of the state by their names
        "深化{G:东西部扶贫协作}、{G:闽宁协作}，{E:中央生态环境保护督察}反馈",
        # media
        "我队联合{M:县融媒体中心}拍摄，侨刊《{M:南海月刊}》，{M:抖音电商}平台",
        "由{O:云上贵州大数据产业发展有限公司}运营",
        # persons
        "现将{P:沈国荣}等委员提出的提案，邀请贵委{P:苏日娜}副主委座谈",
        "区人大代表、国家级传承人参加",
        "对{P:洛桑平措}、{P:德吉卓玛}等六名老艺人作了记录",
        "{P:买买提·吐尔逊}  {P:张建国}委员：",
        # clauses are no names; what stands before a name is outside
        "由{O:青岚养老服务有限公司}培训本村妇女，污水站因冬季水量不足停运",
        "北山市试点“就近认证”，举办一次{E:青海省职工消防运动会}",
        "2023年全区{G:12345热线}受理两万件，2023年{G:十件民生实事}已办结",
        "开展{G:“微光”“暖阳”志愿服务行动}，每户一次",
    ],
)
def test_terms_and_edges(marked):
    assert_found(marked, KINDS)
