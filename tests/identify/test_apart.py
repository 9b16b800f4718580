"""What spares scoring must never hide two things that scoring would join, or leave undecided."""

import json

from hypothesis import given
from hypothesis import strategies as st

from replygraph.identify import beside, score
from replygraph.identify.apart import are_apart, traits
from replygraph.identify.things import thing_of

REGIONS = ["430000", "430300", "430321", "330000", "330600", "330602", "全国"]
NAMES = {
    "PROGRAM": ["绿色出行行动", "湘潭市绿色出行工程", "2021年绿色出行行动", "护蕾行动"],
    "EVENT": ["第三届绿色出行大会", "2021年绿色出行大会", "绿色出行大会", "绍兴绿色出行大会"],
    "DOCUMENT": ["绿色出行行动实施方案", "关于进一步做好绿色出行工作的实施意见（2021年）"],
    "ORG": ["绿色出行协会", "湘潭市绿色出行协会"],
}


def _some(values, most=2):
    return st.lists(st.sampled_from(values), unique=True, max_size=most).map(sorted)


@st.composite
def _thing(draw, name):
    kind = draw(st.sampled_from(sorted(NAMES)))
    label = draw(st.sampled_from(NAMES[kind]))
    said = [
        json.dumps(
            {
                "type": kind,
                "label": label,
                "region": draw(st.sampled_from(["", *REGIONS])),
                "own": draw(_some(REGIONS)),
                "who": draw(_some(["湘潭市教育局", "绍兴市水利局"])),
                "near": draw(_some(REGIONS[:-1])),
                "years": draw(_some([2020, 2021])),
                "about": draw(st.sampled_from(["", "s1", "s2"])),
                "letter": draw(st.sampled_from(["a", "b", "c"])),
            }
        )
        for _ in range(draw(st.integers(1, 2)))
    ]
    return thing_of(f"https://example.org/{kind.lower()}/{name}", said)


@given(_thing("one"), _thing("other"))
def test_things_that_are_apart_would_come_to_different(one, other):
    told = are_apart(traits(one), traits(other))
    assert told == are_apart(traits(other), traits(one))
    if told:
        assert score(one, other).verdict == "different"


def test_local_programs_of_two_provinces_are_apart():
    said = '{"type":"PROGRAM","label":"护蕾行动","region":"%s","own":["%s"],"who":["%s"]}'
    one = thing_of("https://example.org/program/a", [said % ("430300", "430300", "湘潭市教育局")])
    other = thing_of("https://example.org/program/b", [said % ("330600", "330600", "绍兴市教育局")])
    county = thing_of(
        "https://example.org/program/c", [said % ("430321", "430321", "湘潭县教育局")]
    )
    assert are_apart(traits(one), traits(other))
    assert not are_apart(traits(one), traits(county))


def test_names_of_one_stem_sort_side_by_side():
    names = ["柳州市绿色出行行动", "数字校园", "2021年绍兴绿色出行工程", "护蕾行动", "绿色出行"]
    ordered = sorted(names, key=beside)
    places = [ordered.index(name) for name in names if "绿色出行" in name]
    assert max(places) - min(places) == 2


def _named(kind, label, **said):
    told = json.dumps({"type": kind, "label": label, **said})
    return traits(thing_of(f"https://example.org/{kind.lower()}/{label}", [told]))


def test_names_of_other_places_years_and_editions_are_apart_but_not_one_number():
    program, event, document = "PROGRAM", "EVENT", "DOCUMENT"
    for kind, one, other in (
        (program, "湘潭市绿色出行行动", "绍兴市绿色出行行动"),
        (program, "2020年绿色出行行动", "2021年绿色出行行动"),
        (event, "第三届绿色出行大会", "第四届绿色出行大会"),
        (event, "绿色出行大会", "第四届绿色出行大会"),
    ):
        assert are_apart(_named(kind, one), _named(kind, other)), (one, other)
    assert not are_apart(_named(program, "绿色出行行动"), _named(program, "2021年绿色出行行动"))
    number = {"documents": ["国办发（2016）9号"]}
    plans = [_named(document, f"{year}年绿色出行实施方案", **number) for year in (2020, 2021)]
    assert not are_apart(*plans)
