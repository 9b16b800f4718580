import sys

import pytest

from records import record
from replygraph.store import helper, open_store

REGIONS = ("湘潭市", "绍兴市", "衢州市", "柳州市", "海口市")


def letters():
    """Return letters that call one program, document or event of many regions by its name."""
    for number, region in enumerate(REGIONS * 3):
        named = (f"{region}护蕾行动", "全国扫黑除恶专项行动", f"第{number}届茶花节", "茶花节")
        done = [(f"{region}教育局", "implements", name, "2021-03") for name in named[:2]]
        done += [(f"{region}教育局", "hosts", name, "2021-03") for name in named[2:]]
        yield record(
            f"r{number}",
            [("市教育局开展护蕾行动。", done)],
            agency=f"{region}教育局",
            number=f"2021{number:04d}",
            assembly=f"政协/{region}",
            region=region,
        )


def dump(folder):
    with open_store(folder, write=True) as store:
        store.update(letters())
        return "".join(store.nquads_sorted())


_DYING = """import sys
from replygraph.store import helper
found = helper.found
def once(means, given):
    helper.found = None
    return found(means, given)
helper.found = once
helper.main(*sys.argv[1:])
"""
PROGRAMS = {
    "two": helper._PROGRAM,
    "none": ("/no/such/program",),
    "one that dies": (sys.executable, "-c", "raise SystemExit(1)"),
    "one that dies later": (sys.executable, "-c", _DYING),
}


@pytest.mark.parametrize("program", ["two", "one that dies", "one that dies later", "none"])
def test_two_processes_find_what_one_finds(tmp_path, monkeypatch, program):
    alone = dump(tmp_path / "one")
    assert "owl#sameAs" in alone
    monkeypatch.setattr(helper, "PAGE", 4)
    monkeypatch.setattr(helper, "_LEAST", 1)
    monkeypatch.setattr(helper.os, "cpu_count", lambda: 2)
    monkeypatch.setattr(helper, "_PROGRAM", PROGRAMS[program])
    assert dump(tmp_path / "two") == alone
