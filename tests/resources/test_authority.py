import csv
import time
from pathlib import Path

import pytest

from replygraph.model import Span
from replygraph.resources import authority, demo_letters, ontology_file
from replygraph.resources.agencies import agency, changes
from replygraph.resources.authority import Authority
from replygraph.resources.compile import SOURCES, TARGET, compiled
from replygraph.resources.regions import established


def test_the_packaged_file_is_made_from_the_sources():
    assert compiled() == TARGET.read_bytes(), "run: python -m replygraph.resources.compile"


def test_it_loads_fast():
    packed = TARGET.read_bytes()
    best = min(_seconds(packed) for _ in range(5))
    assert best < 0.05


def _seconds(packed: bytes) -> float:
    start = time.process_time()
    Authority.load(packed)
    return time.process_time() - start


@pytest.mark.parametrize("path", sorted(SOURCES.glob("*.csv")), ids=lambda p: p.stem)
def test_each_row_has_a_source(path: Path):
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows
    assert all(row["source"] and None not in row.values() for row in rows)


def test_ids_are_unique_and_successors_exist():
    known = authority()
    for group in (known.places, known.kinds, known.bodies):
        ids = [item.id for item in group]
        assert len(ids) == len(set(ids))
    kinds = {kind.id for kind in known.kinds}
    assert {s for kind in known.kinds for s in kind.successors} <= kinds
    bodies = {body.id for body in known.bodies}
    assert {s for body in known.bodies for s in body.successors} <= bodies
    assert {place.parent for place in known.places if place.parent} <= set(known.by_id)


def test_short_forms_and_years_of_divisions():
    known = authority()
    assert [p.name for p in known.named("黔东南州")] == ["黔东南苗族侗族自治州"]
    assert [p.name for p in known.named("三江县")] == ["三江侗族自治县"]
    assert known.named("巴州")[0].name == "巴音郭楞蒙古自治州"
    assert [p.name for p in known.named("香格里拉", 2013)] == ["香格里拉县"]
    assert not known.named("崇文区", 2015)


def test_regions_are_established_by_head_and_sign_off_only():
    text = "青岚市松溪区商务局关于区政协三届四次会议第7号提案的答复函\n" + "正文。" * 300
    assert established(text, Span(0, len(text))) == ("松溪区", "青岚市")
    middle = "答复\n" + "正文。" * 300 + "由青岚市财政局安排。" + "正文。" * 300
    assert established(middle, Span(0, len(middle))) == ()


def test_files_beside_the_code_are_found():
    assert ontology_file("context.jsonld").is_file()
    assert demo_letters().is_dir()


def test_changes_of_agencies_are_dated():
    renamed = changes("深圳市人居环境委员会")
    assert [(c.year, c.after, c.kind) for c in renamed] == [
        (2019, ("深圳市生态环境局",), "renaming")
    ]
    split = changes("深圳市经济贸易和信息化委员会")
    assert [(c.after, c.kind) for c in split] == [
        (("深圳市商务局", "深圳市工业和信息化局"), "split"),
    ]
    assert [c.kind for c in changes("上海市文化和旅游局")] == ["merger"]
    assert [(c.year, c.kind) for c in changes("国家乡村振兴局")] == [
        (2021, "renaming"),
        (2023, "absorption"),
    ]


def test_kinds_of_one_region_are_not_assumed_elsewhere():
    found = agency("佛山市生态环境局")
    assert found is not None
    assert found.predecessors == ("佛山市环境保护局",)
    assert agency("青岚市生态环境局") is None
