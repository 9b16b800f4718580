"""What a letter's own sure names give away: short names of firms, unknown members of lists."""

import pytest
from helpers import assert_found

FIRMS = [
    "{O:湖南湘佳牧业股份有限公司}获得贷款，{O:湘佳牧业}新增就业300人。",
    "{O:安徽江淮汽车集团股份有限公司}上线，{O:江淮汽车}新建车间，{O:江淮汽车集团}扩招。",
    "成立{O:广西北部湾银行股份有限公司}以来，{O:北部湾银行}发放贷款2亿元。",
    "新引进企业包括{O:山西鹏飞集团有限公司}、{O:美锦能源}、{O:潞安化工}等。",
    "{O:河南牧原食品股份有限公司}、{O:双汇}、{O:三全食品}等企业带动养殖户增收。",
    "支持{O:三安光电}、{O:厦门钨业}、{O:金龙汽车}等龙头企业建设研发中心。",
    "{O:中国农业科学院油料作物研究所}（{O:中油所}）提供种子。",
    "与{O:西北工业大学}、{O:西电}等高校共建基地。",
]
PLACES = [
    "走访{L:凤凰镇=-}、{L:青山=-}、{L:石桥=-}等乡镇。",
    "{L:白马湖=-}、{L:高邮湖=-}、{L:宝应湖=-}等湖泊水质达标。",
]
NONE = [
    "农业、旅游、物流等企业享受优惠政策。",
    "建材、家具、饮料等企业停产整改。",
]


@pytest.mark.parametrize("marked", FIRMS + PLACES + NONE)
def test_a_list_and_a_full_name_tell_what_their_like_is(marked: str) -> None:
    assert_found(marked, "ORG PLACE")


@pytest.mark.parametrize(
    "marked",
    [
        "与{A:哈萨克斯坦教育部}、{A:柬埔寨邮电部}签署合作备忘录，{A:韩国驻华大使馆}致函。",
        "现答复如下。\n{A:科 技 局}\n{A:水  利  部}\n2023年5月6日",
        "产品销往日本部分城市，参加德国部长级会谈，附 件 目 录\n水 利 工 程",
    ],
)
def test_bodies_abroad_and_names_whose_characters_stand_apart(marked: str) -> None:
    assert_found(marked, "AGENCY")
