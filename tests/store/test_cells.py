"""Cells in the file of the records: what is touched, and what a publication that fails leaves."""

import pytest

from records import issue, survey
from replygraph.errors import StoreError
from replygraph.store import engine, open_store
from replygraph.store.cells import packed
from replygraph.store.records import Records

BASE = "https://example.org/"


@pytest.fixture
def cells(tmp_path):
    records = Records(tmp_path / "records.sqlite", 1, write=True)
    yield records.cells(BASE)
    records.close()


def _hold(cells, letter, *entries):
    cells.hold_shares([(letter, packed(entries, BASE))])


def _touched(cells, kind):
    found = [(key, values) for key, values in cells.touched_values(kind)]
    assert [key for key, _ in found] == list(cells.touched(kind))
    return found


def test_a_first_build_touches_all_cells_of_letters_and_of_its_own(cells):
    _hold(cells, "one", ("t", f"{BASE}a", ""), ("n", "x", "2"), ("n", "x", "1"))
    _hold(cells, "two", ("t", f"{BASE}b", ""), ("n", "x", "1"))
    assert _touched(cells, "t") == [(f"{BASE}a", [""]), (f"{BASE}b", [""])]
    assert _touched(cells, "n") == [("x", ["1", "2"])]
    cells.add([("N", "x", "root")])
    assert _touched(cells, "N") == [("x", ["root"])]
    assert cells.all_touched("n")


def test_a_cell_that_goes_in_a_first_build_is_touched_too(cells):
    _hold(cells, "one", ("d", "2020", ""), ("d", "2021", ""), ("d", "2022", ""))
    cells.add([("A", "act", "text")])
    assert cells.is_touched("d")
    cells.drop([("A", "act", "text")])
    cells.share_anew(["one"], lambda *_: [("d", "2022", "")], frozenset("d"))
    assert _touched(cells, "A") == [("act", [])]
    assert _touched(cells, "d") == [("2020", []), ("2021", []), ("2022", [""])]


def test_once_settled_only_what_changes_is_touched(cells):
    _hold(cells, "one", ("d", "2020", ""), ("d", "2021", ""), ("y", "key", ""))
    assert cells.is_touched("d")
    cells.settled()
    assert not cells.is_touched("d")
    _hold(cells, "two", ("d", "2021", ""), ("d", "2022", ""))
    _hold(cells, "one", ("d", "2021", ""), ("y", "key", ""))
    assert _touched(cells, "d") == [("2020", []), ("2021", [""]), ("2022", [""])]
    assert not cells.all_touched("y")


def test_a_touched_kind_is_told_whole_however_many_cells_it_has(cells, monkeypatch):
    monkeypatch.setattr("replygraph.store.cells._PAGE", 3)
    _hold(cells, "one", *(("t", f"{n:02d}", value) for n in range(10) for value in "abcd"))
    assert _touched(cells, "t") == [(f"{n:02d}", list("abcd")) for n in range(10)]


def test_a_publication_that_fails_can_be_made_again_at_once(tmp_path, monkeypatch):
    with open_store(tmp_path / "whole", write=True) as store:
        store.update([survey("a"), issue("b")])
        whole = list(store.nquads_sorted())
    with open_store(tmp_path / "broken", write=True) as store:
        store.update([survey("a"), issue("b")], publish=False)
        with monkeypatch.context() as full:
            full.setattr(engine, "load", _full)
            with pytest.raises(StoreError):
                store.publish()
        store.publish()
        assert list(store.nquads_sorted()) == whole


def _full(*_):
    raise OSError(28, "No space left on device")
