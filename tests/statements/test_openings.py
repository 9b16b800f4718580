"""Openings: who asked, answers, leads, co-handles, watches over the handling."""

import pytest
from told import read

ASKED = {"我局 answers", "王一 proposed", "李二 proposed"}


def handlers(*names: str) -> set[str]:
    """Return what an opening states of bodies that co-handle a led submission."""
    return {"我局 leads", *(f"{name} coHandles" for name in names)}


OPENINGS = (
    (
        (
            "您在{E:县十七届人大四次会议}上提出的《{R:建议=1}》，已交由{A:我局}办理，现将办理情况答复如下：\n"
            "{A:我局}实施{G:工程}。"
        ),
        "sole",
        set(),
    ),
    (
        (
            "您提出的《{R:提案=1}》（{R:第1号=1}）收悉。{A:我局}高度重视，及时与{A:甲局}、{A:乙局}、"
            "{A:丙镇政府}对接沟通，现答复如下：\n"
        ),
        "lead",
        handlers("丙镇政府", "乙局", "甲局"),
    ),
    (
        "您提出的《{R:提案=1}》收悉，经与{A:甲局}、{A:乙局}等部门会商，现答复如下：\n",
        "lead",
        handlers("乙局", "甲局"),
    ),
    (
        "您提出的《{R:提案=1}》收悉。该提案由{A:我局}牵头，{A:甲局}、{A:乙局}配合办理。现答复如下：\n",
        "lead",
        handlers("乙局", "甲局"),
    ),
    (
        "您提出的《{R:提案=1}》收悉。该提案由{A:我局}主办，会办单位为{A:甲局}、{A:乙局}。现答复如下：\n",
        "lead",
        handlers("乙局", "甲局"),
    ),
    (
        (
            "您提出的《{R:提案=1}》收悉。根据{A:县政协}交办意见，由{A:我局}会同{A:甲局}办理，"
            "现就有关情况答复如下：\n"
        ),
        "lead",
        handlers("甲局"),
    ),
    (
        "您提出的《{R:提案=1}》收悉。经商{A:甲局}，并征求{A:乙局}意见，现答复如下：\n",
        "lead",
        handlers("乙局", "甲局"),
    ),
    (
        (
            "您提出的《{R:提案=1}》收悉。{A:我局}牵头组织{A:甲局}、{A:乙局}、{A:丙局}进行了认真研究，"
            "现答复如下：\n"
        ),
        "lead",
        handlers("丙局", "乙局", "甲局"),
    ),
    (
        (
            "您提出的《{R:提案=1}》收悉，{A:我局}会同有关单位认真研究，综合{A:甲局}、{A:乙局}的会办意见，"
            "现答复如下：\n"
        ),
        "lead",
        handlers("乙局", "甲局"),
    ),
    (
        "您提出的《{R:提案=1}》收悉。该提案由{A:县政协}主席督办，{A:我局}独办，现答复如下：\n",
        "sole",
        {"县政协 supervises"},
    ),
    (
        (
            "您提出的《{R:提案=1}》收悉。该件被{A:县政协}列为重点督办提案，{A:我局}与{A:甲局}共同办理，"
            "现答复如下：\n"
        ),
        "lead",
        handlers("甲局") | {"县政协 supervises"},
    ),
    (
        "您提出的《{R:提案=1}》，经{A:县政府办}转{A:我局}研究办理，现答复如下：\n",
        "sole",
        set(),
    ),
    (
        "您提出的《{R:提案=1}》收悉。{A:我局}认真研究，并征求了{A:甲局}、{A:乙局}的意见，现答复如下：\n",
        "lead",
        handlers("乙局", "甲局"),
    ),
    (
        "主办单位：{A:我局}\n会办单位：{A:甲局}、{A:乙局}\n您提出的《{R:提案=1}》收悉，现答复如下：\n",
        "lead",
        handlers("乙局", "甲局"),
    ),
)


@pytest.mark.parametrize(("marked", "role", "expected"), OPENINGS)
def test_opening_tells_who_handles(marked, role, expected):
    _, found = read(marked, role=role)
    got = {f"{s.subject.name} {s.predicate}" for s in found if s.object.name == "1"}
    assert got == ASKED | expected


def test_an_answer_that_begins_in_the_opening_is_read():
    _text, found = read(
        "您提出的《{R:建议=1}》收悉，现答复如下：{A:我局}会同{A:甲局}到{L:石桥村}实地踏勘。",
        role="sole",
    )
    trips = [s for s in found if s.predicate == "jointlySurveys"]
    assert {s.subject.name for s in trips} == {"我局", "甲局"}
    assert not [s for s in found if s.predicate == "coHandles"]


def test_the_watching_body_keeps_its_year():
    _, found = read(
        "您提出的《{R:提案=1}》收悉。该提案被列为{A:县政协}{T:2022年}重点督办提案，现答复如下：",
        role="lead",
    )
    (watch,) = [s for s in found if s.predicate == "supervises"]
    assert (watch.subject.name, watch.date) == ("县政协", "2022")


def test_a_co_handler_asks_the_leader_to_answer():
    _text, found = read(
        "{P:张三}代表提出的《{R:建议=1}》收悉，请{A:甲局}结合其他会办单位意见一并书面答复代表。",
        role="co",
        addressed=("AGENCY", "甲局"),
    )
    later = [s for s in found if s.predicate == "answers"]
    assert [(s.subject.name, s.modality) for s in later] == [("甲局", "planned")]
