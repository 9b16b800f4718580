"""A graph of the sample letters for the tests of a module."""

import pytest
from typed import LETTERS, run


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("store") / "graph"
    run("build", LETTERS, "--store", folder)
    return folder
