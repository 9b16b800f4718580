"""Search over names: parts, short forms, former names, pinyin, mistakes, order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replygraph.serve.finding.alphabet import folded
from replygraph.serve.finding.forms import agency_forms, place_forms
from replygraph.serve.finding.gather import things
from replygraph.serve.finding.index import Index, Named
from replygraph.serve.finding.names import kind_bits
from replygraph.serve.finding.search import HOW, find

BASE = "https://w3id.org/replygraph/id/"
AGENCIES = {
    "深圳市生态环境局": 9,
    "深圳市龙岗区教育局": 5,
    "深圳市发展和改革委员会": 7,
    "苏州市生态环境局": 4,
    "重庆市教育局": 3,
    "长沙市教育局": 2,
    "六安市教育局": 2,
    "厦门市民政局": 6,
    "工业和信息化部": 8,
    "浙江省文化和旅游厅": 3,
    "<b>“甲”&局</b>": 1,
}
OTHERS = {"G20杭州峰会": "event", "生态环境数据共享": "program", "王小明": "person"}


@pytest.fixture(scope="module")
def index():
    made = [
        Named(f"{BASE}agency/{name}", name, kind_bits(["agency"]), n, tuple(agency_forms(name)))
        for name, n in AGENCIES.items()
    ]
    made += [
        Named(f"{BASE}{kind}/{name}", name, kind_bits([kind]), 1) for name, kind in OTHERS.items()
    ]
    return Index.of(made)


def names(index, text, **more):
    return [hit.name for hit in find(index, text, **more).hits()]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("深圳市生态环境局", "深圳市生态环境局"),
        (" 深圳市 生态环境局。", "深圳市生态环境局"),
        ("深圳市生態環境局", "深圳市生态环境局"),
        ("szssthjj", "深圳市生态环境局"),
        ("SZSSTHJJ", "深圳市生态环境局"),
        ("szsthjj", "深圳市生态环境局"),
        ("shenzhenshishengtaihuanjingju", "深圳市生态环境局"),
        ("shenzhensthjj", "深圳市生态环境局"),
        ("shenzhenshish", "深圳市生态环境局"),
        ("深圳sthjj", "深圳市生态环境局"),
        ("深圳市shengtai", "深圳市生态环境局"),
        ("深圳市发改委", "深圳市发展和改革委员会"),
        ("深圳发改委", "深圳市发展和改革委员会"),
        ("szfgw", "深圳市发展和改革委员会"),
        ("工信部", "工业和信息化部"),
        ("gxb", "工业和信息化部"),
        ("龙岗教育局", "深圳市龙岗区教育局"),
        ("苏州市环境保护局", "苏州市生态环境局"),
        ("苏州市环保局", "苏州市生态环境局"),
        ("浙江省文化厅", "浙江省文化和旅游厅"),
        ("xmsmzj", "厦门市民政局"),
        ("cqsjyj", "重庆市教育局"),
        ("cssjyj", "长沙市教育局"),
        ("lasjyj", "六安市教育局"),
        ("luanjyj", "六安市教育局"),
        ("g20", "G20杭州峰会"),
        ("g20hz", "G20杭州峰会"),
        ("深圳市生太环境局", "深圳市生态环境局"),  # sounds alike
        ("深圳市生产环境局", "深圳市生态环境局"),  # one wrong
        ("深圳市生态环局", "深圳市生态环境局"),  # one missing
        ("深圳市生态环境保局", "深圳市生态环境局"),  # one too many
        ("深圳市生环态境局", "深圳市生态环境局"),  # two turned round
        ("王晓明", "王小明"),
        ("王大明", "王小明"),
        ("szsstjhj", "深圳市生态环境局"),
        ("shenzehnshi", "深圳市生态环境局"),
        ("深圳环境局", "深圳市生态环境局"),
        ("<b>", "<b>“甲”&局</b>"),
    ],
)
def test_finds(index, typed, name):
    assert names(index, typed)[0] == name


def test_the_better_match_comes_first_then_the_more_letters(index):
    assert names(index, "生态环境") == ["生态环境数据共享", "深圳市生态环境局", "苏州市生态环境局"]
    hows = [hit.how for hit in find(index, "shi").hits()]
    assert hows == sorted(hows, key=HOW.index)
    found = list(find(index, "教育局").hits())
    assert [hit.letters for hit in found] == sorted((hit.letters for hit in found), reverse=True)


def test_an_exact_name_brings_no_guesses(index):
    assert names(index, "深圳市生态环境局") == ["深圳市生态环境局"]


def test_a_former_name_says_so(index):
    hit = find(index, "苏州市环境保护局").hit(0)
    assert (hit.former, hit.row) == (True, "苏州市环境保护局")
    assert hit.score < 99


def test_only_the_kinds_that_are_wanted(index):
    assert names(index, "生态环境", wanted=kind_bits(["program"])) == ["生态环境数据共享"]
    assert names(index, "生态环境", wanted=kind_bits(["person"])) == []


@pytest.mark.parametrize("typed", ["", " ", "。", "xyzzy", "zzzz", "的" * 500, "\ud800", "𠮷"])
def test_finds_nothing_without_failing(index, typed):
    assert names(index, typed) == []


@given(st.text(max_size=40))
def test_any_text_may_be_asked(index, typed):
    found = find(index, typed)
    assert len({hit.iri for hit in found.hits()}) == len(found)
    assert all(0 <= hit.score <= 100 for hit in found.hits())


@given(st.lists(st.text(min_size=1, max_size=12), max_size=8))
def test_every_name_finds_itself(several):
    made = Index.of(Named(f"urn:{place}", name) for place, name in enumerate(several))
    for name in several:
        if bare := folded(" ".join(name.split())):
            hits = [folded(" ".join(hit.name.split())) for hit in find(made, name).hits()]
            assert bare[:120] in [hit[:120] for hit in hits]


def test_names_of_one_thing_under_several_iris_are_gathered():
    event, other = f"{BASE}event/海洋周", f"{BASE}event/国际海洋周"
    place = f"{BASE}place/深圳市"
    suggestion = f"{BASE}submission/人大/全国/13-2/5316"
    made = things(
        [
            [event, "https://schema.org/Event", "海洋周"],
            [other, "https://schema.org/Event", "国际海洋周"],
            [place, "https://schema.org/Place", "深圳市"],
            [suggestion, "https://w3id.org/replygraph/ns#Suggestion", "第5316号建议"],
        ],
        [[suggestion, "关于制造业人才的建议"], ["urn:unknown", "x"]],
        [[other, event]],
        {event: 3},
        BASE,
    )
    by_name = {one.name: one for one in made}
    assert set(by_name) == {"海洋周", "深圳市", "第5316号建议"}
    assert [form for form, _ in by_name["海洋周"].forms] == ["国际海洋周"]
    assert by_name["海洋周"].letters == 3
    assert by_name["第5316号建议"].note == "关于制造业人才的建议 人大 全国 13-2"
    assert ("深圳", 1) in by_name["深圳市"].forms


def test_forms_do_not_repeat_the_name():
    for name in (*AGENCIES, "深圳市人民政府", "海关总署", "局", ""):
        assert name not in dict(agency_forms(name))
        assert name not in dict(place_forms(name))
