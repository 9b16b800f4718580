"""Lines that are gathered for the engine: many at once, the last ones of each graph, none lost."""

import os
import subprocess
import sys

import pyoxigraph as ox
import pytest

from records import issue, survey
from replygraph.store import engine, loading, open_store
from replygraph.store.loading import Loading

GRAPHS = [f"https://example.org/{name}" for name in "abc"]


def lines(graph, *values):
    return "".join(f'<{graph}> <p:p> "{value}" <{graph}> .\n' for value in values).encode()


def dump(store):
    return "".join(store.nquads_sorted())


@pytest.fixture(params=["on disk", "in memory"])
def place(request, tmp_path):
    """Return an engine and the folder where lines wait for it."""
    if request.param == "in memory":
        return ox.Store(), None
    return ox.Store(str(tmp_path / "primary")), tmp_path


@pytest.fixture(params=[0, 3000], ids=["in bulk", "a few"])
def few(request, monkeypatch):
    """Load the few lines of a test as if they were many, and as they are."""
    monkeypatch.setattr(engine, "FEW", request.param)


@pytest.mark.usefixtures("few")
def test_the_last_lines_of_a_graph_stand(place):
    store, folder = place
    one, other, third = GRAPHS
    with Loading(store, folder) as into:
        into.load(lines(one, 1, 2), one)
        into.load(lines(other, 3), other)
        into.load(lines(third, 4), third)
        into.load(lines(one, 5), one)
        into.load(b"", third)
    assert sorted(engine.quads(store)) == sorted(
        (lines(one, 5) + lines(other, 3)).decode().splitlines(keepends=True)
    )
    with Loading(store, folder) as into:
        into.load(lines(other, 6), other)
        into.load(b"", one)
    assert list(engine.quads(store)) == [lines(other, 6).decode()]


@pytest.mark.usefixtures("few")
def test_lines_without_a_graph_come_to_what_stands(place):
    store, folder = place
    with Loading(store, folder) as into:
        into.load(lines(GRAPHS[0], 1))
        into.load([lines(GRAPHS[0], 2).decode()])
    assert len(store) == 2


def test_it_is_told_which_graphs_are_there_but_for_those_that_wait_again(tmp_path):
    told = []
    store = ox.Store(str(tmp_path / "primary"))
    into = Loading(store, tmp_path, told.append, on_disk=2)
    into.load(lines(GRAPHS[0], 1, 2), GRAPHS[0])
    into.load(lines(GRAPHS[1], 3), GRAPHS[1])  # these two begin to be loaded
    assert len(list(tmp_path.glob(loading.WAITING))) <= 1
    into.load(lines(GRAPHS[1], 4), GRAPHS[1])
    into.finish()
    assert told == [GRAPHS[:1], GRAPHS[1:2]]
    assert len(store) == 3
    into.close()
    assert not list(tmp_path.glob(loading.WAITING))


def test_what_goes_wrong_is_raised_and_what_waited_is_let_go(tmp_path):
    store = ox.Store(str(tmp_path / "primary"))
    told = []
    into = Loading(store, tmp_path, told.append)
    into.load(b"no N-Quads\n", GRAPHS[0])
    with pytest.raises(SyntaxError):
        into.finish()
    into.forget()
    into.load(lines(GRAPHS[1], 1), GRAPHS[1])
    into.finish()
    assert told == [[GRAPHS[1]]]
    assert len(store) == 1


def test_letters_whose_graph_waited_when_the_writer_died_are_made_anew(tmp_path):
    script = (
        "import os, sys; sys.path.insert(0, 'tests'); from records import *\n"
        "from replygraph.store import open_store\n"
        "s = open_store(sys.argv[1], write=True)\n"
        "s.add([survey('a')]); s.add([issue('b')])\n"
        "s.add([{**survey('a'), 'category': 'B'}])\n"
        "os._exit(9)\n"
    )
    env = {**os.environ, "PYTHONPATH": "src"}
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path)], env=env, check=False)
    assert done.returncode == 9
    assert list(tmp_path.glob(loading.WAITING))
    with open_store(tmp_path, write=True) as store, open_store(None, write=True) as fresh:
        assert not list(tmp_path.glob(loading.WAITING))
        fresh.update([{**survey("a"), "category": "B"}, issue("b")])
        store.publish()
        assert dump(store) == dump(fresh)


def test_a_writer_sees_the_graphs_of_letters_at_once(tmp_path):
    with open_store(tmp_path, write=True) as store:
        store.add([survey("a")])
        (one,) = store.query("SELECT (COUNT(*) AS ?n) { ?l a rg:Letter }").rows
        assert one[0].value == "1"
        store.add([issue("b")])
        assert len(store.graphs()) == 2
        store.remove("b")
        assert len(store.graphs()) == 1
    with open_store(tmp_path, write=True) as store:
        store.add([issue("b")])  # closed before its graph is there
    with open_store(tmp_path, write=True) as store:
        assert len(store.graphs()) == 2
