from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records import issue, record, seed, survey
from replygraph.claims import claims
from replygraph.derive import known_share, renamed, share
from replygraph.identify import Identity

BODIES = ("青岚市科学技术局", "青岚市教育局", "青岚大学", "红星公司")


def agreement():
    """Return a letter with agreements, dated and undated, and acts on several objects."""
    signed = [(BODIES[0], "cooperatesWith", other, None, "done", "a") for other in BODIES[2:]]
    dated = [(BODIES[1], "cooperatesWith", other, "2021", "done", "b") for other in BODIES[2:]]
    done = [(b, "implements", p, "2021", "done", "c") for b in BODIES[:2] for p in NAMES]
    undated = [(b, "implements", p, None, "done", "d") for b in BODIES[:2] for p in NAMES]
    return record("c", [("甲。", signed), ("乙。", dated), ("丙。", done), ("丁。", undated)])


NAMES = ("清凉行动", "碧水行动", "蓝天工程")
LETTERS = {"survey": survey, "issue": issue, "agreement": agreement, "seed": seed}


@cache
def letter(name):
    found = claims(LETTERS[name]())
    shared = share(found, Identity({}))
    names = sorted({key for kind, key, _ in shared if kind == "r"})
    return found, shared, names


@pytest.mark.parametrize("name", LETTERS)
@given(data=st.data())
def test_what_is_renamed_is_what_the_letter_gives(name, data):
    found, shared, names = letter(name)
    chosen = data.draw(st.lists(st.sampled_from(names), unique=True, max_size=4))
    ends = st.sampled_from(["z", "甲", "a", ""])
    same = {one: one[:-2] + data.draw(ends) + one[-1] for one in chosen}
    same |= {
        one: data.draw(st.sampled_from(names)) for one in chosen[:1] if data.draw(st.booleans())
    }
    same = {one: other for one, other in same.items() if one != other}
    made = renamed(shared, same)
    assert made is None or made == known_share(found, Identity(same))


def test_one_thing_renamed_needs_no_letter_and_two_that_are_one_do():
    _, shared, names = letter("agreement")
    one, other = (name for name in names if name.endswith(("清凉行动", "蓝天工程")))
    assert renamed(shared, {one: one + "甲"}) is not None
    assert renamed(shared, {one: other}) is None
