import random

import pytest

from records import issue, record, survey
from replygraph.claims import claims
from replygraph.derive import collaborations, derive
from replygraph.identify import identify


def facts(*records):
    letters = [claims(r) for r in records]
    return derive(letters, identify(letters))


def kinds(found):
    return sorted(act.kind for act in found.acts)


def test_an_act_that_two_letters_tell_of_is_one_act():
    found = facts(survey("a"), survey("b", agency="青岚市气象局", number="20210009"))
    (act,) = [act for act in found.acts if act.kind == "jointSurvey"]
    assert len(act.letters) == 2
    assert len(act.participants) == 3
    pairs = {frozenset(c.pair): c for c in found.collaborations}
    assert len(pairs) == 3
    assert all(c.strength == pytest.approx(0.5) for c in pairs.values())
    assert all((c.first, c.last) == ("2021-07-15", "2021-07-15") for c in pairs.values())


def told(sentence, *claims):
    return record("a", [(sentence, list(claims))])


def test_one_sentence_on_one_doing_is_one_act():
    two = ("青岚市科学技术局", "青岚市教育局")
    places = [(b, "jointlySurveys", p, "2021-05", "done", p) for b in two for p in ("甲村", "乙村")]
    found = facts(told("两局到甲村、乙村调研。", *places))
    (act,) = found.acts
    assert len(act.targets) == 2
    assert [c.strength for c in found.collaborations] == [1.0]
    star = [(two[0], "cooperatesWith", other, "2020") for other in (two[1], "青岚市气象局")]
    (act,) = facts(told("市科技局与市教育局、市气象局签约。", *star)).acts
    assert len(act.participants) == 3
    hosts = [(b, "hosts", "科技节", None, "done", "h") for b in two]
    others = [(b, "organizes", "科技节", None, "done", "o") for b in ("青岚市气象局", "青岚大学")]
    (act,) = facts(told("由市科技局、市教育局主办，市气象局、青岚大学承办。", *hosts, *others)).acts
    assert len(act.bodies) == 3


def test_collaboration_goes_by_lineage_where_asked():
    old, new, other = "深圳市人居环境委员会", "深圳市生态环境局", "深圳市财政局"
    one = [(b, "jointlySurveys", "甲村", "2018-05", "done", "g") for b in (old, other)]
    two = [(b, "jointlySurveys", "乙村", "2020-05", "done", "h") for b in (new, other)]
    found = facts(told("两家到甲村调研。", *one), record("b", [("两局到乙村。", two)], number="9"))
    assert len(found.collaborations) == 2
    (pair,) = collaborations(found.acts, lineages=found.lineages)
    assert (pair.strength, pair.first, pair.last) == (2.0, "2018-05", "2020-05")
    assert any("lineage/440300/ecology-environment" in end for end in pair.pair)


def test_undated_acts_stay_apart_but_are_linked():
    undated = [
        (
            "市科技局与市教育局共同踏勘河湾湿地。",
            [
                ("青岚市科学技术局", "jointlySurveys", "河湾湿地", None, "done", "g"),
                ("青岚市教育局", "jointlySurveys", "河湾湿地", None, "done", "g"),
            ],
        )
    ]
    found = facts(survey("a"), record("b", undated, number="20210008"))
    surveys = [act for act in found.acts if act.kind == "jointSurvey"]
    assert len(surveys) == 2
    assert sum(len(act.possibly) for act in surveys) == 1
    pairs = {c.pair[1].rpartition("/")[2]: c for c in found.collaborations if len(c.letters) == 2}
    assert [len(c.acts) for c in pairs.values()] == [1]  # what may be the same counts once


def test_signing_an_agreement_by_name_is_one_act():
    two = ("青岚市科学技术局", "青岚市教育局")
    signed = [
        (
            "市科技局与市教育局签署《合作办法》。",
            [
                *((who, "issues", "合作办法", "2022-11", "done", "g") for who in two),
                (*two[:1], "cooperatesWith", two[1], "2022-11", "done", "h"),
            ],
        )
    ]
    assert kinds(facts(record("a", signed))) == ["jointIssue"]


def test_parallel_acts_and_plans_are_no_joint_act():
    parallel = [
        (
            "市教育局、市财政局分别印发《助学办法》。",
            [
                ("青岚市教育局", "issues", "助学办法"),
                ("青岚市财政局", "issues", "助学办法"),
            ],
        ),
        (
            "市教育局将会同市财政局印发《奖学办法》。",
            [
                ("青岚市教育局", "issues", "奖学办法", None, "planned", "g"),
                ("青岚市财政局", "issues", "奖学办法", None, "planned", "g"),
            ],
        ),
    ]
    found = facts(record("a", parallel))
    assert found.acts == ()
    assert not any(p == "issues" and "奖学" in o for _, p, o in found.triples)


def test_support_is_no_collaboration():
    one_sided = [("市财政局支持市科技局。", [("青岚市财政局", "supports", "青岚市科学技术局")])]
    assert facts(record("a", one_sided)).collaborations == ()


def test_an_agreement_has_both_sides():
    agreed = [("市气象局与青岚大学共建。", [("青岚市气象局", "cooperatesWith", "青岚大学")])]
    found = facts(record("a", agreed))
    assert kinds(found) == ["agreement"]
    assert found.acts[0].target is None
    assert found.collaborations == ()  # only one of the two is an agency


def test_lead_and_co_handlers_handle_jointly_and_roles_stay_distinct():
    said = [
        (
            "经商市财政局，现答复如下。",
            [
                ("青岚市科学技术局", "leads", "20210007"),
                ("青岚市财政局", "coHandles", "20210007"),
            ],
        )
    ]
    found = facts(record("a", said))
    assert kinds(found) == ["jointHandling"]
    roles = {h.agency.rpartition("/")[2]: h.roles for h in found.handlings}
    assert roles == {"青岚市科学技术局": ("lead",), "青岚市财政局": ("co",)}
    assert {p for _, p, _ in found.triples} == {"leads", "coHandles", "handles"}
    assert found.acts[0].evidence


def test_split_handling_is_not_joint():
    one = record("a", [("我局为分办单位。", [])], role="split")
    two = record("b", [("我局为分办单位。", [])], role="split", agency="青岚市财政局")
    assert facts(one, two).acts == ()
    assert len(facts(one, two).handlings) == 2


def test_conflicting_roles_are_both_kept():
    one = record("a", [("现答复如下。", [])], role="lead")
    two = record("b", [("现答复如下。", [])], role="co")
    (handling,) = facts(one, two).handlings
    assert handling.roles == ("co", "lead")
    assert len(handling.replies) == 2


def test_the_order_of_letters_does_not_matter():
    letters = [survey("a"), issue("b"), issue("c", number="20210009"), survey("d", role="co")]
    wanted = facts(*letters)
    for turn in range(5):
        random.Random(turn).shuffle(letters)
        assert facts(*letters) == wanted
