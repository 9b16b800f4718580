"""Patterns written as C (scripts/matching) match as Python's `re` does."""

import importlib.util
import pickle
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

SOURCES = Path(__file__).resolve().parent.parent / "scripts" / "matching"
PATTERNS = [
    (r"[市省](?:教育|卫生健康)?局", 0),
    (r"(?P<year>\d{4})年(?:(?P<month>\d{1,2})月)?", 0),
    (r"(?:市|市教|市教育)(?:局|育局)?", 0),
    (r"(?:市|局)+?省|(?:局|市教)*育", 0),
    (r"(?:市教|局省){2,3}年", 0),
    (r"(?:(?:市|教育)*局)+$", 0),
    (r"(?:(?:市|教)*省?)*年", 0),
    (r"(?<![市省])局(?!长)|(?<=教育)局", 0),
    (r"^(?:市\s*)+", 0),
    (r"^市|局$", re.MULTILINE),
    (r"(市)?(局)?(?:省|(年))", 0),
    (r"([-/年])\d+\1", 0),
    (r"[^市\n]{0,3}?局", 0),
    (r".{1,3}年", 0),
    (r"\d*", 0),
    (r"(?=市)\w+|\W", 0),
    (r"[\U000f0000-\U000fffff]+(?:市[\U000f0000-\U000fffff])*", 0),
    (r"[0-9a-z年]+[^0-9年]", 0),
]
UNWRITTEN = [(r"nav|menu", re.IGNORECASE), (r"(市|局)*年", 0), (r"市\b", 0)]
SETUP = """
from glob import glob
from setuptools import Extension, setup
setup(name="x", packages=[], ext_modules=[Extension("_re", sorted(glob("*.c")))])
"""
CHARS = "市省局教育年长\n 12-/aé\U000f0001"


@pytest.fixture(scope="module")
def ours(tmp_path_factory):
    if not shutil.which("cc"):
        pytest.skip("no C compiler here (cc)")
    folder = tmp_path_factory.mktemp("patterns")
    sys.path.insert(0, str(SOURCES))
    try:
        from characters import UnwrittenError
        from writer import Writer
    finally:
        sys.path.remove(str(SOURCES))
    writer = Writer()
    for text, flags in PATTERNS:
        writer.add(text, flags)
    for text, flags in UNWRITTEN:
        with pytest.raises(UnwrittenError):
            writer.add(text, flags)
    (folder / "patterns_0.c").write_text(writer.file(0), encoding="ascii")
    (folder / "files.h").write_text("FILE_(0)\n", encoding="ascii")
    (folder / "setup.py").write_text(SETUP, encoding="utf-8")
    for name in ("matching.c", "matching.h"):
        shutil.copy(SOURCES / name, folder)
    call = [sys.executable, "setup.py", "-q", "build_ext", "--inplace"]
    subprocess.run(call, cwd=folder, check=True, capture_output=True)
    path = next(path for end in ("*.so", "*.pyd") for path in folder.glob(end))
    spec = importlib.util.spec_from_file_location("_re", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def told(match):
    if match is None:
        return None
    spans = [match.span(group) for group in range(match.re.groups + 1)]
    last = (match.lastindex, match.lastgroup)
    return spans, match.groups(), match.groupdict(), last, match.pos, match.endpos, match[0]


@pytest.mark.parametrize("number", range(len(PATTERNS)))
@given(
    text=st.text(CHARS, max_size=14)
    | st.text("市局年12", max_size=9)
    | st.text("12a-", max_size=5),
    pos=st.integers(-1, 8),
    end=st.integers(-1, 16),
)
@settings(max_examples=60, deadline=None)
def test_it_matches_as_re_does(ours, number, text, pos, end):
    theirs, mine = re.compile(*PATTERNS[number]), ours.compile(*PATTERNS[number])
    assert type(mine) is not re.Pattern
    for where in ((text,), (text, pos), (text, pos, end)):
        for way in ("match", "search", "fullmatch"):
            assert told(getattr(mine, way)(*where)) == told(getattr(theirs, way)(*where))
        found = [told(match) for match in mine.finditer(*where)]
        assert found == [told(match) for match in theirs.finditer(*where)]
    assert mine.findall(text) == theirs.findall(text)
    assert mine.sub("-", text) == theirs.sub("-", text)
    assert mine.split(text) == theirs.split(text)


def test_a_text_too_deep_for_the_stack_is_left_to_re(ours):
    text = "市教" * 4000 + "局年" + "市教局"
    for pattern, flags in PATTERNS[3:6:2]:
        mine, theirs = ours.compile(pattern, flags), re.compile(pattern, flags)
        assert told(mine.match(text)) == told(theirs.match(text))
        found = [told(match) for match in mine.finditer(text)]
        assert found == [told(match) for match in theirs.finditer(text)]


def test_a_long_text_of_one_byte_a_character_matches(ours):
    assert ours.compile(r"\d*").match("1" * 999).end() == 999


def test_what_is_not_written_is_python_s_own(ours):
    for pattern, flags in UNWRITTEN:
        assert ours.compile(pattern, flags) is re.compile(pattern, flags)
    assert ours.escape is re.escape
    assert ours.Pattern is re.Pattern


def test_a_pattern_tells_what_re_tells_of_it(ours):
    for pattern, flags in PATTERNS:
        mine, theirs = ours.compile(pattern, flags), re.compile(pattern, flags)
        for name in ("pattern", "flags", "groups"):
            assert getattr(mine, name) == getattr(theirs, name)
        assert dict(mine.groupindex) == dict(theirs.groupindex)
        assert pickle.loads(pickle.dumps(mine)) == theirs


def test_asking_for_no_group_or_no_text_raises_what_re_raises(ours):
    match = ours.compile(*PATTERNS[1]).match("2021年")
    assert match["month"] is None
    for group in (3, -1, "day", 1.5):
        with pytest.raises(IndexError):
            match[group]
    with pytest.raises(TypeError):
        ours.compile(*PATTERNS[0]).search(None)
    assert ours.compile(*PATTERNS[0]).match(string="市局", pos=0).span() == (0, 2)
