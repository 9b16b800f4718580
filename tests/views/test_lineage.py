"""Bodies renamed over the years count as one where asked, and every view says which."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent))

from records import record
from replygraph.derive import collaborations
from replygraph.views import acts, agency_network, around, by_lineage, corpus, find, ties

OLD, NEW, WATER = "深圳市人居环境委员会", "深圳市生态环境局", "深圳市水务局"


def letters():
    """Return two letters: a survey under the old name of a body, a document under the new one."""
    survey = [(who, "jointlySurveys", "茅洲河", "2017-05", "done", "g1") for who in (OLD, WATER)]
    issue = [(who, "issues", "治水方案", "2021-03", "done", "g1") for who in (NEW, WATER)]
    return [
        record("a", [("市人居委会同市水务局到茅洲河调研。", survey)], agency=OLD, number="1"),
        record("b", [("市生态环境局会同市水务局印发方案。", issue)], agency=NEW, number="2"),
    ]


@pytest.fixture(scope="module")
def apart():
    return corpus(letters())


@pytest.fixture(scope="module")
def one(apart):
    return by_lineage(apart)


def test_a_renamed_body_is_one_under_its_last_name(apart, one):
    assert find(apart, OLD)[0].name == OLD
    body = find(one, OLD)[0]
    assert body == find(one, NEW)[0] == find(one, find(apart, OLD)[0].id)[0]
    assert body.name == NEW
    assert OLD in body.aliases
    assert len(body.letters) == 2
    assert one.earlier[body.id] == (NEW, OLD)


def test_its_joint_acts_are_added_up_as_derive_does(apart, one):
    assert len(ties(apart, acts(apart))) == 2
    (tie,) = ties(one, acts(one))
    assert tie.strength == 2.0
    assert len(tie.acts) == 2
    derived = apart.derived
    known = collaborations(derived.acts, lineages=derived.lineages)
    assert one.derived.collaborations == known


def test_facts_and_sentences_speak_of_the_lineage(apart, one):
    body = find(one, NEW)[0].id
    assert len(one.facts) == len(apart.facts)
    assert {fact.subject for fact in one.facts if fact.predicate == "issues"} >= {body}
    for fact in one.facts:
        assert fact.subject in one.things
        assert fact.object in one.things
        assert all(who in one.things for quote in fact.quotes for _, _, who in quote.marks)


def test_it_is_the_same_done_twice(one):
    assert by_lineage(one) is one


def test_every_view_says_which(apart, one):
    for found, word in ((apart, "按机构"), (one, "按沿革")):
        shared = acts(found)
        told = found, shared, ties(found, shared)
        for network in (agency_network(*told), around(*told, WATER), around(*told, "治水方案")):
            assert word in network.subtitle.zh
    assert "by lineage" in network.subtitle.en
