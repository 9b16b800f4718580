"""A store that is not all there, or of another version, is told of in one sentence."""

import shutil
import sqlite3
from contextlib import closing

import pytest

from records import survey
from replygraph.errors import StoreError
from replygraph.store import open_store


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    folder = tmp_path_factory.mktemp("whole") / "graph"
    with open_store(folder, write=True) as store:
        store.update([survey("a")])
    return folder


@pytest.fixture
def graph(whole, tmp_path):
    return shutil.copytree(whole, tmp_path / "graph")


def _cut(graph):
    for file in (graph / "generations" / "000001" / "graph").glob("*.sst"):
        file.write_bytes(file.read_bytes()[:100])


@pytest.mark.parametrize(
    "damage",
    [
        lambda graph: (graph / "generations" / "000001" / "graph" / "CURRENT").unlink(),
        _cut,
        lambda graph: (graph / "CURRENT").write_text("99\n", "ascii"),
        lambda graph: (graph / "records.sqlite").unlink(),
        lambda graph: (graph / "records.sqlite").write_bytes(b"no data base" * 100),
    ],
    ids=["half copied", "cut short", "no such generation", "no records", "other records"],
)
def test_a_store_that_is_damaged_is_named_with_a_remedy(graph, damage):
    for file in graph.glob("records.sqlite-*"):
        file.unlink()
    damage(graph)
    with pytest.raises(StoreError, match=r"不完整或已损坏.*备份") as told:
        open_store(graph)
    assert str(graph) in told.value.zh
    assert "back-up" in told.value.en


def test_a_file_is_no_store(tmp_path):
    (tmp_path / "letter.txt").write_text("答复函", "utf-8")
    with pytest.raises(StoreError, match="没有图谱"):
        open_store(tmp_path / "letter.txt")


@pytest.mark.parametrize("write", [False, True])
def test_a_store_of_a_newer_version_is_left_as_it_is(graph, write):
    with closing(sqlite3.connect(graph / "records.sqlite")) as db, db:
        db.execute("UPDATE setting SET value = '99' WHERE name = 'layout'")
    with pytest.raises(StoreError, match="更新版本"):
        open_store(graph, write=write)
    with closing(sqlite3.connect(graph / "records.sqlite")) as db:
        assert db.execute("SELECT value FROM setting WHERE name = 'layout'").fetchone() == ("99",)
    with closing(sqlite3.connect(graph / "records.sqlite")) as db, db:
        db.execute("UPDATE setting SET value = '4' WHERE name = 'layout'")
    open_store(graph, write=write).close()  # the one refused has let it go


def test_a_store_restored_from_its_back_up_goes_on_as_the_one_that_was_copied(tmp_path):
    """As docs/operations.md has it: generations, CURRENT, and the records by sqlite3's .backup."""
    graph, restored = tmp_path / "graph", tmp_path / "restored"
    mine = b'<urn:mine> <urn:says> "one" .'
    with open_store(graph, write=True) as store:
        store.update([survey("a")])
        store.import_rdf(mine, "urn:mine-graph")
        store.publish()
    shutil.copytree(graph / "generations", restored / "generations")
    shutil.copy(graph / "CURRENT", restored)
    with (
        closing(sqlite3.connect(graph / "records.sqlite")) as source,
        closing(sqlite3.connect(restored / "records.sqlite")) as target,
    ):
        source.backup(target)
    found = []
    for folder in (graph, restored):
        with open_store(folder) as store:
            before = sorted(store.quads())
        with open_store(folder, write=True) as store:
            store.update([survey("b", place="第2号湿地", number="20210102")])
        with open_store(folder) as store:
            found.append((before, sorted(store.quads())))
    assert found[0] == found[1]
    before, after = found[0]
    assert len(after) > len(before) > 50
