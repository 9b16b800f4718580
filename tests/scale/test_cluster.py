"""A real cluster of processes: the same graph as one process makes, whatever dies meanwhile."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

pytest.importorskip("distributed", reason="needs the extra scale")

from distributed import Client
from spread import LETTER, POISON, deadly, letters, slow

from replygraph import __version__, cluster, iri, parts
from replygraph.errors import MachineError, UsageError
from replygraph.parts import How, Manifest, items, tasks
from replygraph.pipeline import extract_all
from replygraph.read import sources
from replygraph.store import open_store

pytestmark = pytest.mark.xdist_group("cluster")


@pytest.fixture
def how(tmp_path):
    return How(str(tmp_path / "parts"), iri.BASE, "test")


@pytest.fixture
def manifest(tmp_path):
    return Manifest(tmp_path / "manifest.jsonl")


def graph_of(found) -> list[str]:
    with open_store(None) as store:
        store.update(found)
        return list(store.nquads_sorted())


def of_parts(done, how) -> list[str]:
    return graph_of(r for one in done for part in one.parts for r in parts.letters(part, how))


def of_one_process(folder: Path) -> list[str]:
    outcomes = extract_all(sources([folder]), jobs=1)
    return graph_of(r for outcome in outcomes for r in outcome.records)


def test_a_poisoned_file_is_named_and_nothing_else_is_lost(tmp_path, how, manifest):
    folder = letters(tmp_path / "in", 40)
    (folder / "0099.txt").write_text(LETTER.format(n=99) + POISON, encoding="utf-8")
    todo = tasks(items([str(folder)]))
    done = list(cluster.run("local", todo, how, manifest, jobs=2, work=deadly))
    problems = [words for one in done for words in one.problems]
    assert len(problems) == 1
    assert "0099.txt" in problems[0][0]
    (folder / "0099.txt").unlink()
    assert of_parts(done, how) == of_one_process(folder)


def test_what_is_done_is_not_done_again(tmp_path, how, manifest):
    folder = letters(tmp_path / "in", 5)

    def never(task, _):
        raise AssertionError(task)

    first = list(cluster.run("local", tasks(items([str(folder)])), how, manifest, jobs=1))
    again = Manifest(tmp_path / "manifest.jsonl")
    second = cluster.run("local", tasks(items([str(folder)])), how, again, work=never)
    assert list(second) == first
    for file in Path(how.parts).glob("*.letters.gz"):
        file.unlink()
    third = cluster.run("local", tasks(items([str(folder)])), how, again, jobs=1)
    assert of_parts(list(third), how) == of_one_process(folder)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


class Machines:
    """A scheduler and workers as processes of their own, as on a cluster."""

    def __init__(self) -> None:
        self.port = free_port()
        self.address = f"tcp://127.0.0.1:{self.port}"
        self.scheduler: subprocess.Popen | None = None
        self.workers: list[subprocess.Popen] = []

    def start(self, name: str, *options: str, first: str = "") -> subprocess.Popen:
        command = [sys.executable, "-m", "dask", name, *options]
        quiet = subprocess.DEVNULL
        # The functions of the tasks live here: the machines must find them.
        places = filter(None, (first, str(Path(__file__).parent)))
        paths = {**os.environ, "PYTHONPATH": os.pathsep.join(places)}
        return subprocess.Popen(
            command, stdout=quiet, stderr=quiet, start_new_session=True, env=paths
        )

    def up(self, workers: int = 2) -> None:
        self.scheduler = self.start(
            "scheduler", "--host", "127.0.0.1", "--port", str(self.port), "--no-dashboard"
        )
        for _ in range(workers):
            self.worker()

    def worker(self, first: str = "") -> None:
        """Start a worker that finds packages in the folder ``first`` before all others."""
        options = ("worker", self.address, "--nthreads", "1", "--no-dashboard")
        self.workers.append(self.start(*options, first=first))

    def kill(self, *some: subprocess.Popen | None) -> None:
        for one in some:
            if one and one.poll() is None:
                os.killpg(one.pid, signal.SIGKILL)
                one.wait()

    def down(self) -> None:
        self.kill(self.scheduler, *self.workers)
        self.workers.clear()


@pytest.fixture
def machines():
    found = Machines()
    yield found
    found.down()


def test_a_killed_worker_and_a_restarted_scheduler_cost_nothing_but_time(
    tmp_path, how, manifest, machines
):
    folder = letters(tmp_path / "in", 600)
    machines.up()
    done = []

    def harm() -> None:
        machines.kill(machines.workers[0])
        time.sleep(2)
        machines.down()
        time.sleep(1)
        machines.up()

    harmful = threading.Thread(target=harm)
    for one in cluster.run(
        machines.address, tasks(items([str(folder)])), how, manifest, work=slow, patience=60
    ):
        if not done:
            harmful.start()
        done.append(one)
    harmful.join()
    assert sum(one.letters for one in done) == 600
    assert len(done) == len({one.task for one in done}) == 5
    assert of_parts(done, how) == of_one_process(folder)


def test_a_scheduler_that_is_not_there_is_named_with_the_remedy(tmp_path, how, manifest):
    folder = letters(tmp_path / "in", 1)
    address = f"tcp://127.0.0.1:{free_port()}"
    with pytest.raises(MachineError, match=address):
        list(cluster.run(address, tasks(items([str(folder)])), how, manifest, patience=1))
    with pytest.raises(UsageError, match="nowhere"):
        list(cluster.run("nowhere", tasks(items([str(folder)])), how, manifest))


#: what stands for replygraph on machines that were not kept up, and what is said of it
OLD = ('__version__ = "0.0.9"', "replygraph 0.0.9")
NONE = ("raise ModuleNotFoundError('No module named replygraph')", "No module named replygraph")


def instead(folder: Path, code: str) -> str:
    """Return a folder in which ``code`` stands for replygraph."""
    folder.mkdir()
    (folder / "replygraph.py").write_text(code, encoding="utf-8")
    return str(folder)


@pytest.mark.parametrize(("code", "said"), [OLD, NONE])
def test_a_worker_with_another_version_is_named_with_the_remedy_before_tasks_are_given(
    tmp_path, how, manifest, machines, code, said
):
    machines.up(0)
    machines.worker(instead(tmp_path / "other", code))
    todo = tasks(items([str(letters(tmp_path / "in", 3))]))
    with pytest.raises(MachineError, match=r"127\.0\.0\.1.*pip install") as error:
        list(cluster.run(machines.address, todo, how, manifest, patience=60))
    assert said in error.value.zh
    assert __version__ in error.value.en
    assert not manifest.done


def test_a_worker_with_another_version_that_joins_later_is_named(tmp_path, how, manifest, machines):
    machines.up(1)
    todo = tasks(items([str(letters(tmp_path / "in", 600))]))
    done = cluster.run(machines.address, todo, how, manifest, work=slow, patience=60)
    next(done)
    machines.worker(instead(tmp_path / "other", OLD[0]))
    with Client(machines.address, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=60)
    with pytest.raises(MachineError, match=OLD[1]):
        list(done)
    assert not [words for one in manifest.done.values() for words in one.problems]


def test_no_file_is_blamed_where_a_worker_cannot_load_a_task(
    tmp_path, how, manifest, machines, monkeypatch
):
    # It takes tasks before it has been asked.
    monkeypatch.setattr(cluster._Run, "_check", lambda *_: None)
    machines.up(0)
    machines.worker(instead(tmp_path / "other", OLD[0]))
    todo = tasks(items([str(letters(tmp_path / "in", 3))]))
    with pytest.raises(MachineError, match="replygraph"):
        list(cluster.run(machines.address, todo, how, manifest, patience=60))
    assert not manifest.done
