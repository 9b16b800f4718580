"""Words that are looked for before a pattern runs must be ones it cannot do without."""

import re._parser as parser
from re import _constants as kinds

import pytest

from replygraph.mentions import agencies, divisions, media, places
from replygraph.mentions import agency_patterns as p
from replygraph.mentions.people_patterns import MEDIA_QUOTED


def needs(tree, words):
    """Tell whether all that a parsed pattern matches holds one of ``words``."""
    run = ""
    for kind, value in tree:
        if kind is kinds.LITERAL:
            run += chr(value)
            if any(word in run for word in words):
                return True
            continue
        if kind is kinds.BRANCH:
            # what stands before the alternatives is part of each of them
            if all(needs([*map(literal, run), *branch], words) for branch in value[1]):
                return True
        elif kind is kinds.SUBPATTERN:
            if needs([*map(literal, run), *value[3]], words):
                return True
        elif kind in (kinds.MAX_REPEAT, kinds.MIN_REPEAT):
            if value[0] > 0 and needs(value[2], words):
                return True
        elif kind is kinds.IN:
            chars = [x for at, x in value if at is kinds.LITERAL]
            if len(chars) == len(value) and all(
                any(word in run + chr(char) for word in words) for char in chars
            ):
                return True
        elif kind in (kinds.ASSERT, kinds.ASSERT_NOT, kinds.AT):
            if kind is kinds.ASSERT and needs(value[1], words):
                return True
            continue  # matches no character: what stands around it stands side by side
        run = ""
    return False


def literal(char):
    return kinds.LITERAL, ord(char)


TABLE = [
    *((pattern, words) for pattern, _, words in agencies._ANYWHERE if words),
    *((pattern, words) for pattern, _, words in places._WHOLE if words),
    (p.DEPARTMENT, ("部门",)),
    (divisions._WORD_NAMES, divisions._WORDS),
    (MEDIA_QUOTED, media._QUOTED_HEADS),
]


@pytest.mark.parametrize(("pattern", "words"), TABLE)
def test_a_pattern_that_is_skipped_could_not_have_matched(pattern, words):
    assert needs(parser.parse(pattern.pattern), words)


def test_a_word_that_a_pattern_can_do_without_is_told():
    assert not needs(parser.parse("派出所|人民法庭"), ("派出所",))
    assert needs(parser.parse("第(?:一|二)批援[藏疆]"), ("援",))
