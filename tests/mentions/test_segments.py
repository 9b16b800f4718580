"""Ordinary words say where a name begins that no closed list knows, and what is none."""

import pytest
from helpers import assert_found

from replygraph.mentions.segments import place_begins, segments


def test_the_likeliest_words_cover_the_stretch():
    text = "由于牧民逐年搬出草原"
    words = [text[word.start : word.end] for word in segments(text, 0, len(text))]
    assert words == ["由于", "牧民", "逐年", "搬出", "草原"]


def test_nothing_to_cut_is_no_word():
    assert segments("草原", 1, 1) == []


@pytest.mark.parametrize(
    ("text", "start", "head"),
    [
        ("好些大院", 0, 2),  # a number
        ("采伐破坏湿地", 0, 4),  # verbs
        ("洄游河", 0, 2),
        ("早日建园", 0, 3),
        ("电线短路", 0, 3),  # the head is a part of a word
        ("这几个小区", 0, 3),
    ],
)
def test_ordinary_words_alone_are_no_place(text, start, head):
    assert place_begins(text, 0, start, head, len(text)) is None


@pytest.mark.parametrize(
    ("text", "head", "name"),
    [
        ("因为红柳草原", 4, "红柳草原"),
        ("他们清溪河", 4, "清溪河"),
        ("开垦柳溪湿地", 4, "柳溪湿地"),
        ("三道湾", 2, "三道湾"),
        ("光复路", 2, "光复路"),
        ("团结村", 2, "团结村"),
        ("如意湖", 2, "如意湖"),
        ("青天河", 2, "青天河"),
        ("建设大街", 2, "建设大街"),
        ("朝阳花园小区", 4, "朝阳花园小区"),
    ],
)
def test_a_place_begins_behind_ordinary_words_and_is_named_for_some(text, head, name):
    assert text[place_begins(text, 0, 0, head, len(text)) :] == name


@pytest.mark.parametrize(
    "marked",
    [
        "我局责成{O:鑫源矿业公司}停产整顿",
        "我院依法审理{O:红星农场}诉村民一案",
        "今年以来，定点帮扶{O:祥云县人民医院}，补助{O:景东县职业高级中学}",
        "四川省的专家支援{O:昌都市人民医院}半年",
        "{O:蒙草生态公司}同{O:内蒙古农业大学}种植黄柳",
        # verbs that belong to the name
        "由{O:清源排水有限公司}、{O:城市更新有限公司}和{O:江南勘察设计院}承担",
        "{O:江城老年开放大学}与{O:柳溪现代产业学院}参加",
    ],
)
def test_a_body_begins_behind_the_verb_before_its_proper_name(marked):
    assert_found(marked, "ORG")
