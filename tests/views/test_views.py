"""What pages show: joint acts, never co-mention; every figure counts what it says."""

import random
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "show"))
from stories import stories

from replygraph.errors import ReplygraphError, UsageError
from replygraph.show.payload import payload
from replygraph.views import acts, agency_network, around, corpus, find, ties
from replygraph.views.names import kind, region, short


@pytest.fixture(scope="module")
def told():
    found = corpus(stories())
    shared = acts(found)
    return found, shared, ties(found, shared)


def names(network):
    return {node.name for node in network.nodes}


def test_result_does_not_depend_on_the_order_of_records(told):
    mixed = stories()
    random.Random(3).shuffle(mixed)
    found = corpus(mixed)
    assert found == told[0]
    assert acts(found) == told[1]


def test_every_quote_is_the_slice_of_its_letter(told):
    texts = {record["id"]: record["text"] for record in stories()}
    found = told[0]
    quotes = [quote for fact in found.facts for quote in fact.quotes]
    quotes += [quote for act in told[1] for quote in act.quotes]
    assert quotes
    for quote in quotes:
        text = texts[found.letters[quote.letter].id]
        assert text[quote.start : quote.start + len(quote.text)] == quote.text
        for start, end, _ in quote.marks:
            assert 0 <= start < end <= len(quote.text)


def test_every_joint_act_quotes_a_sentence(told):
    assert all(act.quotes for act in told[1])


def test_agencies_named_in_one_letter_only_are_no_partners(told):
    found, _, pairs = told
    linked = {frozenset((found.things[t.a].name, found.things[t.b].name)) for t in pairs}
    # both stand in the letter on green communities, in different acts
    assert frozenset(("青岚市财政局", "青岚市气象局")) not in linked
    assert frozenset(("青岚市气象局", "青岚市科学技术局")) in linked


def test_planned_acts_make_no_tie(told):
    found, _, pairs = told
    linked = {frozenset((found.things[t.a].name, found.things[t.b].name)) for t in pairs}
    assert frozenset(("白石市生态环境局", "白石市农业农村局")) not in linked


def test_network_says_what_it_leaves_out(told):
    whole = agency_network(*told)
    assert len(whole.nodes) == whole.totals["bodies"] == 34
    assert "另有 1 个机构未见联合行动" in whole.subtitle.zh
    part = agency_network(*told, limit=10)
    assert len(part.nodes) <= 10
    assert "联系最强的" in part.subtitle.zh


def test_ego_network_has_partners_and_works(told):
    network = around(*told, "青岚市生态环境局")
    assert network.view == "ego"
    assert {"青岚市水务局", "白石市生态环境局", "青岚市美丽河湖示范工程"} <= names(network)
    planned = [i for i in network.items if i.modality == "planned"]
    assert planned


def test_submission_network_tells_who_asked_and_who_handles(told):
    network = around(*told, "20221022")
    assert network.view == "submission"
    assert {"林知远", "松原江市水务局", "松原江市生态环境局"} <= names(network)
    assert {"proposed", "answers", "leads", "coHandles"} <= {item.kind for item in network.items}


def test_every_type_of_thing_can_be_drawn():
    records = stories()
    made = records[0]
    start, end = made["relations"][2]["evidence"][0]
    for sort in ("AGENCY", "ORG", "PERSON", "PLACE", "EVENT", "PROGRAM", "DOCUMENT", "MEDIA"):
        made["relations"].append(
            {
                "subject": "青岚市生态环境局",
                "predicate": "supports",
                "object": f"某{sort}",
                "date": None,
                "subject_type": "AGENCY",
                "object_type": sort,
                "modality": "done",
                "evidence": [[start, end]],
            }
        )
    found = corpus(records)
    shared = acts(found)
    network = around(found, shared, ties(found, shared), "青岚市生态环境局")
    assert "某MEDIA" in names(network)
    assert {node["kind"] for node in payload(network)["nodes"]} >= {"media", "org", "person"}


def test_names_are_found_as_written_and_in_part(told):
    assert find(told[0], "青岚市民政局")[0].name == "青岚市民政局"
    assert find(told[0], "青少年环保节")[0].type == "EVENT"
    assert find(told[0], "没有的局") == ()
    with pytest.raises(ReplygraphError, match="没有的局"):
        around(*told, "没有的局")


def test_name_that_several_bear_is_not_guessed(told):
    with pytest.raises(UsageError, match="青岚市民政局") as caught:
        around(*told, "市民政局")
    assert "松原江市民政局" in caught.value.tell("en")


@pytest.mark.parametrize(
    ("name", "where", "label", "field"),
    [
        ("深圳市龙岗区科技创新局", ("深圳市", "龙岗区"), "龙岗区科技创新局", "culture"),
        ("中共深圳市委宣传部", ("深圳市", ""), "市委宣传部", "party"),
        ("中共孙吴县委员会", ("孙吴县", ""), "县委", "party"),
        ("国家市场监督管理总局", ("全国", ""), "国家市场监督管理总局", "economy"),
        ("重庆市城市管理局", ("重庆市", ""), "城市管理局", "city"),
        ("凉山彝族自治州乡村振兴局", ("凉山彝族自治州", ""), "乡村振兴局", "environment"),
        ("深圳市市场监督管理局", ("深圳市", ""), "市场监督管理局", "economy"),
        ("四川省人民政府", ("四川省", ""), "省人民政府", "government"),
        ("中国共产主义青年团绍兴市委员会", ("绍兴市", ""), "团市委", "people"),
        ("国家税务总局南昌县税务局", ("南昌县", ""), "税务局", "economy"),
        ("青岚高新区管理委员会", ("青岚高新区", ""), "管理委员会", "government"),
        ("生态环境部应对气候变化司", ("全国", ""), "生态环境部应对气候变化司", "environment"),
    ],
)
def test_names_tell_region_label_and_field(name, where, label, field):
    assert region(name) == where
    assert short(name) == label
    assert kind(name) == field
