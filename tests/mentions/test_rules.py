"""A rule that is tried only where it may begin finds what its pattern finds everywhere."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from replygraph.letter import letters
from replygraph.mentions import finders
from replygraph.mentions.lexicon import folded
from replygraph.mentions.openings import openings
from replygraph.mentions.rules import Rule, rules
from replygraph.read import read

assert finders.FINDERS  # its modules make the rules
RULES = {rule.number: rule for rule in rules()}
LETTERS = Path(__file__).resolve().parents[2] / "data" / "gold" / "letters"


def spans(matches):
    return [match.span() for match in matches]


@pytest.fixture(scope="module")
def texts():
    """Return the normal texts of all development letters."""
    paths = sorted(LETTERS.glob("*.txt"))
    assert len(paths) > 100
    return [
        text
        for path in paths
        for letter in letters(read(path.read_bytes(), path.name))
        for text in sorted({letter.normal, folded(letter).normal})
    ]


@pytest.mark.parametrize("number", RULES)
def test_a_rule_misses_nothing_in_any_development_letter(number, texts):
    rule = RULES[number]
    for text in texts:
        for first, last in ((0, len(text)), (len(text) // 3, 2 * len(text) // 3)):
            assert spans(rule.finditer(text, first, last)) == spans(
                rule.pattern.finditer(text, first, last)
            )


@pytest.mark.parametrize("number", RULES)
@settings(deadline=None)  # the first call makes the table
@given(data=st.data())
def test_a_rule_misses_nothing_in_texts_made_of_what_it_begins_with(number, data):
    rule = RULES[number]
    pieces = st.sampled_from(sorted(openings(rule.pattern)))
    near = st.text("市县我局在、（关于号委员代表的一1A ，\n", max_size=3)
    text = "".join(data.draw(st.lists(pieces | near, max_size=10)))
    assert spans(rule.finditer(text, 0, len(text))) == spans(
        rule.pattern.finditer(text, 0, len(text))
    )


@pytest.mark.parametrize(
    ("pattern", "begun"),
    [
        ("路口", {"路口"}),
        ("路口?", {"路"}),
        ("[大小]?路口", {"大路", "小路", "路口"}),
        ("(?<!街)(?=路)路(?:口|灯|$)", {"路"}),
        ("(?:一|二){2}路", {"一", "二"}),
        ("路.口", {"路"}),
        ("路{0,2}口", {"路", "口"}),
        ("(?:大|)(?:路口|街)", {"大路", "大街", "路口", "街"}),
        ("路口|路", {"路"}),
        (r"[^路]口", None),
        ("(?:路口)*", None),
        ("(?i:a)b", None),
        ("(路)\\1", {"路"}),
    ],
)
def test_what_a_pattern_begins_with_is_read_off_it(pattern, begun):
    found = openings(re.compile(pattern))
    assert found == (None if begun is None else frozenset(begun))


def test_a_rule_made_after_the_first_letter_works_as_its_pattern():
    assert spans(Rule(re.compile("路口")).finditer("在路口", 0, 3)) == [(1, 3)]
