import random

import pytest

from records import record
from replygraph.claims import claims
from replygraph.identify import Judgement, Judgements, grouping, identify
from replygraph.identify.names import shape

TYPES = {"E": "EVENT", "G": "PROGRAM", "D": "DOCUMENT", "O": "ORG"}


def letter(name, region, things, *, said=(), number=None, agency=None, near=()):
    """Return a letter of ``region`` that names things, each "E:名称" or "E:名称=写法"."""
    made = record(
        name,
        [("本局开展了有关工作。", [])],
        number=number or f"2021{len(name):04}",
        agency=agency or f"{region}民政局",
        assembly=f"政协/{region}",
        region=region,
    )
    for place, thing in enumerate(things):
        kind, _, words = thing.partition(":")
        canonical, _, written = words.partition("=")
        mention = {"start": place, "end": place + 1, "type": TYPES[kind], "canonical": canonical}
        made["mentions"].append({**mention, "text": written or canonical, "rule": "test"})
    for place in near:
        mention = {"start": 0, "end": 1, "type": "PLACE", "canonical": place}
        made["mentions"].append({**mention, "text": place, "rule": "test"})
    for subject, predicate, target, *date in said:
        kind, _, words = target.partition(":")
        made["relations"].append(
            {
                "subject": subject,
                "subject_type": "AGENCY",
                "predicate": predicate,
                "object": words,
                "object_type": TYPES[kind],
                "date": date[0] if date else None,
                "modality": "done",
                "evidence": [[0, 5]],
                "rule": "test",
            }
        )
    return claims(made)


def joined(*letters, judgements=()):
    """Return whether all things that the letters name are one."""
    found = identify(letters, Judgements(judgements))
    names = {t.iri for one in letters for t in one.mentioned if t.type in TYPES.values()}
    return len({found.of(name) for name in names}) == 1


def undecided(*letters):
    return len(identify(letters).unsure)


SAME = {
    "an edition is counted in one letter and counted otherwise in the other": (
        ("天水市", ["E:第二十五届中国兰州投资贸易洽谈会"]),
        ("兰州市", ["E:第25届中国兰州投资贸易洽谈会"]),
    ),
    "a short form with the edition": (
        ("武汉市", ["E:第十八届中博会"]),
        ("山东省", ["E:第十八届中国国际中小企业博览会"]),
    ),
    "a national program in two provinces": (
        ("山东省", ["G:“小巨人”企业"]),
        ("武汉市", ["G:小巨人企业"]),
    ),
    "a county's program in the letter of its city": (
        ("湘潭市", ["G:护蕾行动"]),
        ("湘潭县", ["G:“护蕾”行动"]),
    ),
    "a document by its number and by its title": (
        ("湄潭县", ["D:关于农村电网改造升级工程的意见=国办发〔2016〕9号"]),
        ("汾阳市", ["D:国办发〔2016〕9号"]),
    ),
    "a law with and without its first words": (
        ("湘潭市", ["D:家庭教育促进法"]),
        ("浙江省", ["D:中华人民共和国家庭教育促进法"]),
    ),
    "quotes and kinds": (
        ("湘潭市", ["G:“清风”专项行动"]),
        ("湘潭县", ["G:清风行动"]),
    ),
}
APART = {
    "local programs of one name in two provinces": (
        ("湘潭市", ["G:护蕾行动"]),
        ("衢州市", ["G:护蕾行动"]),
    ),
    "two editions": (
        ("桂林市", ["E:第十一届恭城月柿节"]),
        ("桂林市", ["E:第十二届恭城月柿节"]),
    ),
    "a series and its edition": (
        ("桂林市", ["E:恭城月柿节"]),
        ("桂林市", ["E:第十二届恭城月柿节"]),
    ),
    "an edition and what opens it": (
        ("桂林市", ["E:第十一届恭城月柿节"]),
        ("桂林市", ["E:第十一届恭城月柿节开幕式"]),
    ),
    "campaigns of two years": (
        ("保定市", ["G:碧水2019专项行动"]),
        ("保定市", ["G:碧水2020专项行动"]),
    ),
    "two documents of one title and different numbers": (
        ("湘潭市", ["D:关于加强禁毒工作的意见=潭办发〔2019〕3号"]),
        ("湘潭市", ["D:湘潭市关于加强禁毒工作的意见=潭办发〔2021〕8号"]),
    ),
    "a plan and the measures for it": (
        ("湘潭市", ["D:湘潭市残疾人事业发展规划"]),
        ("湘潭市", ["D:湘潭市残疾人事业发展办法"]),
    ),
    "a whole and a part": (
        ("合肥市", ["E:2022世界制造业大会"]),
        ("合肥市", ["E:2022世界制造业大会专场对接会"]),
    ),
}


@pytest.mark.parametrize("case", SAME, ids=str)
def test_names_of_one_thing_are_joined(case):
    one, other = SAME[case]
    assert joined(letter("a", *one), letter("b", *other, number="20210099"))


@pytest.mark.parametrize("case", APART, ids=str)
def test_names_of_two_things_stay_apart(case):
    one, other = APART[case]
    assert not joined(letter("a", *one), letter("b", *other, number="20210099"))


def test_an_edition_is_the_year_in_which_letters_date_it():
    counted = ("E:第二届湘莲文化节",)
    said = [("湘潭市民政局", "organizes", "E:第二届湘莲文化节", "2023-07")]
    one = letter("a", "湘潭市", counted, said=said)
    other = letter("b", "湘潭市", ["E:2023年湘莲文化节"], number="20210099")
    wrong = letter("b", "湘潭市", ["E:2022年湘莲文化节"], number="20210099")
    assert joined(one, other)
    assert not joined(one, wrong)


def test_a_program_of_two_regions_is_one_where_letters_name_each_other():
    one = letter("a", "上海市松江区", ["G:健康直通车行动"], near=["日喀则市"])
    other = letter("b", "日喀则市", ["G:健康直通车行动"], number="20210099")
    assert joined(one, other)


def test_a_letter_that_gives_two_names_speaks_of_two_things():
    both = letter("a", "湘潭市", ["G:湘江路改造提升工程", "G:湘江路改造工程"])
    assert not joined(both)


def test_no_chain_joins_what_must_stay_apart():
    short = letter("a", "湘潭市", ["E:第三届莲会"])
    full = letter("b", "湘潭市", ["E:第三届莲子产业博览会"], number="20210002")
    other = letter("c", "湘潭市", ["E:第三届莲藕种植大会"], number="20210003")
    found = identify([short, full, other])
    ends = [next(t.iri for t in one.mentioned if t.type == "EVENT") for one in (full, other)]
    assert found.of(ends[0]) != found.of(ends[1])


def test_the_order_of_letters_does_not_matter():
    letters = [
        letter(f"{case}{n}", *pair, number=f"2021{i:03}{n}")
        for i, case in enumerate((*SAME, *APART))
        for n, pair in enumerate({**SAME, **APART}[case])
    ]
    expected = identify(letters)
    for seed in range(3):
        random.Random(seed).shuffle(letters)
        assert identify(letters) == expected


def test_people_decide_against_the_features():
    one = letter("a", "湘潭市", ["G:护蕾行动"])
    other = letter("b", "衢州市", ["G:护蕾行动"], number="20210099")
    ends = [next(t.iri for t in x.mentioned if t.type == "PROGRAM") for x in (one, other)]
    same = Judgement(*ends, "same", "王", "2024-05-01", "全国妇联统一部署")
    assert joined(one, other, judgements=[same])
    assert not joined(one, other)
    pair = SAME["a county's program in the letter of its city"]
    one, other = letter("a", *pair[0]), letter("b", *pair[1], number="20210099")
    ends = [next(t.iri for t in x.mentioned if t.type == "PROGRAM") for x in (one, other)]
    for verdict in ("different", "unsure"):
        assert not joined(one, other, judgements=[Judgement(*ends, verdict)])
    later = [
        Judgement(*ends, "different", "", "2024-01-01"),
        Judgement(*ends, "same", "", "2024-02-01"),
    ]
    assert joined(one, other, judgements=later)


def test_every_score_says_what_it_comes_from():
    pair = SAME["a short form with the edition"]
    letters = [letter("a", *pair[0]), letter("b", *pair[1], number="20210099")]
    made, names = grouping(letters, Judgements())
    events = [name for name in names if "/event/" in name]
    score = made.score(*events)
    assert score.value == pytest.approx(sum(f.weight for f in score.features))
    assert {"short form", "edition"} <= {f.name for f in score.features}
    assert made.score(*reversed(events)) == score


def test_names_are_taken_apart():
    assert shape("EVENT", "首届湘潭莲节").edition == 1
    assert shape("DOCUMENT", "关于印发《湘潭市禁毒工作方案》的通知").core == "湘潭市禁毒工作方案"
    assert shape("DOCUMENT", "禁毒规划（2016—2020年）").years == (2016, 2020)
    assert shape("PROGRAM", "路改造工程二期").numbers == ("二期",)
