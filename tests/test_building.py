"""The one way by which letters get into a store, for the command and for Python alike."""

import json

import replygraph
from material import ROOT
from replygraph.building import named, read_into
from replygraph.store import open_store

LETTERS = sorted((ROOT / "data" / "letters").glob("*.txt"))[:3]


def test_files_that_are_stored_are_not_read_again(tmp_path):
    first = replygraph.build(LETTERS, store=tmp_path)
    assert (first.added, first.unchanged) == (3, 0)
    told = []
    with open_store(tmp_path, write=True) as graph:
        second = read_into(graph, LETTERS, tell=told.append)
        assert told == [None, None, None]
        third = read_into(graph, LETTERS, tell=told.append, again=True)
    assert (second.unchanged, third.unchanged) == (3, 3)
    assert {outcome.source for outcome in told[3:]} == {str(path) for path in LETTERS}


def test_a_copy_that_is_not_read_again_is_a_further_source(tmp_path):
    data = LETTERS[0].read_bytes()
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_bytes(data)
    stores = []
    for order in ("ab", "ba"):
        for name in order:
            report = replygraph.build(tmp_path / f"{name}.txt", store=tmp_path / order)
        assert report.unchanged == 1
        with open_store(tmp_path / order) as graph:
            stores.append(list(graph.nquads_sorted()))
        found = replygraph.query("SELECT ?s { ?l dcterms:source ?s }", store=tmp_path / order)
        assert sorted(row["s"] for row in found) == ["a.txt", "b.txt"]
    assert stores[0] == stores[1]


def test_what_reads_with_contacts_reads_again(tmp_path):
    replygraph.build(LETTERS, store=tmp_path)
    told = []
    with open_store(tmp_path, write=True) as graph:
        read_into(graph, LETTERS, tell=told.append, with_contacts=True)
    assert None not in told


def test_edited_records_stand_over_what_the_files_say(tmp_path):
    records = replygraph.extract(LETTERS)
    edited = tmp_path / "edited.jsonl"
    lines = (json.dumps({**record, "category": "D"}) for record in records)
    edited.write_text("\n".join(lines), encoding="utf-8")
    replygraph.build([*LETTERS, edited], store=tmp_path / "graph")
    rows = replygraph.query(
        "SELECT ?l { ?l a rg:Letter ; rg:outcome rg:D }", store=tmp_path / "graph"
    )
    assert len(rows) == len(records)


def test_bytes_are_named_by_their_number():
    assert [name for name, _ in named([b"one", LETTERS[0], b"three"])] == [
        "letter-1",
        str(LETTERS[0]),
        "letter-3",
    ]
