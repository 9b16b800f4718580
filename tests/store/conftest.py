from pathlib import Path

import pytest
from servers import PASSWORD, USER, small, virtuoso

from replygraph.pipeline import extract_all
from replygraph.read import sources
from replygraph.store import open_store, remote_http


@pytest.fixture(scope="session")
def sample():
    """Return the records of the sample letters."""
    letters = Path(__file__).resolve().parents[2] / "data" / "letters"
    return [r for outcome in extract_all(sources([letters]), jobs=1) for r in outcome.records]


@pytest.fixture(scope="session")
def embedded(sample):
    """Return the graph of the sample letters in memory."""
    store = open_store(None, write=True)
    store.update(sample)
    return store


@pytest.fixture(scope="session")
def small_server():
    with small() as running:
        yield running


@pytest.fixture(scope="session")
def virtuoso_server(tmp_path_factory):
    with virtuoso(tmp_path_factory.mktemp("virtuoso")) as running:
        yield running


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """Go to another machine: one with a cache of its own, by its name."""
    monkeypatch.setenv("REPLYGRAPH_USER", USER)
    monkeypatch.setenv("REPLYGRAPH_PASSWORD", PASSWORD)
    monkeypatch.setattr(remote_http, "PAUSES", (0.01, 0.01))
    monkeypatch.setattr(remote_http, "TIMEOUT", 30.0)

    def go_to(name):
        monkeypatch.setenv("REPLYGRAPH_CACHE", str(tmp_path / name))

    go_to("first")
    return go_to


@pytest.fixture(params=["small", "virtuoso"])
def server(request, machine):  # noqa: ARG001  the log-in of that machine
    """Return an empty server of either kind."""
    running = request.getfixturevalue(f"{request.param}_server")
    running.clear()
    return running


@pytest.fixture
def oxigraph(small_server, machine):  # noqa: ARG001  the log-in of that machine
    """Return the empty server in this process."""
    small_server.clear()
    return small_server
