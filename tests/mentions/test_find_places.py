"""Sites, waters, lists and repeats; what only looks like a place."""

import pytest

from replygraph.mentions import places
from replygraph.model import Letter, Span
from replygraph.text import normal
from tagged import tagged


def wrong(marked, agency="青岚市水利局"):
    """Return what was found and what is marked, where the two differ."""
    text, tags = tagged(marked)
    letter = Letter("t", "t.txt", "", 0, text, normal(text), Span(0, len(text)), agency=agency)
    found = [(m.span.start, m.text) for m in places.find(letter)]
    wanted = [(t.span.start, t.text) for t in tags if t.type == "PLACE"]
    return [] if found == wanted else [found, wanted]


@pytest.mark.parametrize(
    "marked",
    [
        # settlements and estates
        "到{L:杨柳社区}、{L:王家湾村}走访，{L:春晖里小区}、{L:阳光花苑小区}已完工",
        "{L:石泉县喜河镇}、{L:后柳镇}群众反映，{L:后柳镇中坝村}建成水厂一座",
        "拆除位于{L:李家沟村}、{L:马家坡村}的违建大棚",
        # roads
        "在{L:解放路}、{L:建设路}、{L:和平大街}施划泊位，{L:芙蓉中路一段188号}",
        "对{L:滨江路}与{L:迎宾大道}交叉口进行渠化，{L:向阳路}、{L:太和桥街}不变",
        "{L:G15}、{L:沪昆高速}沿线绿化，{L:S203线}由公路段养护",
        # waters and heights, short names with clean edges
        "{L:月河}、{L:傅家河}等支流，沿{L:府河}踏勘，{L:府河}治理难",
        "赴{L:青龙河}、{L:白马水库}查看，对{L:洺河}、{L:滏阳河}划定范围",
        "{L:我县}地处{L:秦岭}南麓、{L:汉江}上游，{L:太湖流域}治理",
        "到{L:大峪口}踏勘，赴{L:万州港}、{L:鱼嘴湾}查看",
        # sites with the name of a place, of another site
        "{L:深圳国际低碳城}、{L:平遥古城}、{L:苏州奥体中心}、{L:奥体中心广场}",
        "扶持{L:海口国家高新区全生物降解材料产业园}",
        "{L:城南污水处理厂}扩容，{L:城东农贸市场}搬迁，{L:崔家营枢纽}蓄水",
        # what a list, a cue or another occurrence gives away
        "{L:望亭}、{L:安州}两处自动站，{L:莲花}、{L:平安}等月柿主产区",
        "{L:前街}、{L:后街}、{L:钟英街}水圳淤塞，已流到{L:钟英街}口",
        "{L:北大湖滑雪度假区}开业，活动放在{L:北大湖}举行",
        "{L:东莞}、{L:中山}务工，到过{L:江苏昆山}、{L:浙江德清}",
        # zones
        "各县、{L:高新区}、{L:经开区}，{L:滨海新区}、{L:临港产业园}",
    ],
)
def test_places_are_found(marked):
    assert wrong(marked) == []


@pytest.mark.parametrize(
    "marked",
    [
        "新建口袋公园12处，改造老旧小区45个，行政村320个，完善公园景区设施",
        "覆盖高速公路服务区、公共停车场、商业综合体，国道、省道沿线",
        "对学校路口、医院门口等重点路段进行整治，打通断头路，实现村村通客车",
        "绿水青山就是金山银山，真金白银投入，护城河、分水岭、天桥",
        "建设文化广场，拆除非法码头，扩建湿地公园，河流跨界断面",
        "会同发改、财政、卫健等部门，把好人口关、环境关",
        "答复前镇干部到您家，依托黄河文化资源，恭城月柿登记，各乡镇",
        "襄阳市人民政府门户网站 > 正文，由政府统一收储老街民居，实现小事不出村、大事不出镇",
    ],
)
def test_kinds_of_places_are_no_places(marked):
    assert wrong(marked) == []


def test_a_short_form_needs_its_neighbours():
    assert wrong("合作、和平、开放，安全生产，{L:广州}、{L:中山}") == []
