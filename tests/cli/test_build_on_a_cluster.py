"""`replygraph build --cluster local` as people type it."""

import subprocess
import sys

import pytest

from replygraph.resources import demo_letters
from replygraph.store import open_store

pytestmark = pytest.mark.xdist_group("cluster")


def run(*arguments):
    """Run the command in a process of its own, as its workers must find it."""
    command = [sys.executable, "-m", "replygraph", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def quads(store) -> list[str]:
    with open_store(store) as graph:
        return list(graph.nquads_sorted())


def test_gives_the_same_graph_and_does_nothing_twice(tmp_path):
    pytest.importorskip("distributed", reason="needs the extra scale")
    here, far = tmp_path / "here", tmp_path / "far"
    assert run("build", demo_letters(), "--store", here, "--jobs", 1).returncode == 0
    first = run("build", demo_letters(), "--store", far, "--cluster", "local", "--jobs", 1)
    assert first.returncode == 0, first.stderr
    assert quads(far) == quads(here)
    again = run("build", demo_letters(), "--store", far, "--cluster", "local", "--jobs", 1)
    assert "新增 0 封" in again.stderr
    assert len(list((far / "parts").glob("*.nq.gz"))) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "请给出"),
        (("--list", "all.txt"), "--cluster"),
        (("letters.parquet",), "--cluster"),
        (("-", "--cluster", "local"), "标准输入"),
        (("a", "--cluster", "local", "--store", "http://localhost/sparql"), "--parts"),
    ],
)
def test_says_what_cannot_be_read_so(arguments, said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = run("build", *arguments)
    assert done.returncode == 2
    assert said in done.stderr
