"""Everyday prose around places: what is no name, where a name begins, names by chance."""

import pytest
from test_find_places import wrong


@pytest.mark.parametrize(
    "marked",
    [
        # verbs, states and times before a head that may end a name
        "牲畜超载踩踏草原，开垦湿地、侵占林场的一律查处",
        "目前仍有沙化草原百余万亩，受损湿地正在恢复",
        "体制改革后草原监管力量不足，完工后小区居民满意",
        "排查小区三百余个，走访村二十个，兜底小区由国有企业接管",
        "对三个小区、十几个村逐一走访，早日建园、按期开园",
        "戏曲进景区、进社区、进校园，非遗进公园",
        "做好线路整治，避免电线短路，讲清大道理，商户跑路",
        # kinds of land, of temples, of people far from home
        "治理黑土滩和盐碱滩，清真寺两千余座，洄游河段禁捕",
        "旅港乡亲、访澳团组，田头村口、骑楼街的保护",
        # two words that meet in what looks like a short form
        "其中卫生设施十处，纳入医保定点机构，扩大同时间段的覆盖，来自贡献较大的企业",
        "稳定安全生产形势，提高平台水平，满足农民丰收后的需要",
        # products and dishes
        "扶持兰州牛肉面、柳州螺蛳粉、苏州丝绸，朝鲜族群众二百户",
    ],
)
def test_prose_holds_no_places(marked):
    assert wrong(marked) == []


@pytest.mark.parametrize(
    "marked",
    [
        # the letter's own area is a name by itself
        "{L:我市}{L:陈家大院}已修缮，{L:我县}草原面积较大，{L:我区}{L:望江公园}开放",
        # what lies in a reserve is no part of its name
        "{L:东江源国家公园}湿地修复，{L:祁连山国家公园}草原禁牧",
        # townships whose name ends in 水, 山, 家 behind their county
        "{L:白沙县细水乡}种植、{L:西畴县兴山乡}养殖",
        # pairs of divisions, and what follows the letter's own region
        "{L:慈溪市}与{L:普格县}、{L:奉化区}与{L:金阳县}结对，{L:我州}{L:玛纳斯}、{L:奇台}两县",
        # settlements without a head in a list of counties
        "{L:泸水市大练地}、{L:福贡县江西}、{L:兰坪县}等地",
        # special waters and ways, poor regions, river systems
        "{L:珠江水系}、{L:西津船闸}、{L:龙滩升船机}，{L:武陵山集中连片特困地区}",
        "{L:甘泉镇污水处理站}扩容，建农村污水处理站三十座",
        # the corps' farms
        "到{L:十四团}、{L:二十九团}等团场走访",
        # areas by their usual names
        "{L:潮汕}、{L:闽台}、{L:港澳台}乡亲，{L:罗布林卡}、{L:三坊七巷}的游客",
    ],
)
def test_places_begin_where_prose_ends(marked):
    assert wrong(marked) == []
