"""Two Dask workers against two processes of our own, and what harm does.

    python benchmarks/cluster_speed.py [LETTERS [MORE]]

Builds the same made letters (`varied.py`) with ``replygraph build --jobs 2`` and with ``replygraph
build --cluster`` on a scheduler and two workers of their own. Printed are seconds, CPU seconds of
all processes, their ratio (wanted at 20,000 letters: at most 1.2), and whether the graphs are equal
byte for byte as sorted N-Quads. Of two sizes it does this with both, and prints what starting costs
and what a letter costs. With one size it builds once more on the cluster, with a poisoned document
among the letters, one worker killed and the scheduler restarted on the way: the same graph, the
document named. (The poison is a hook of this benchmark: a worker that meets it kills itself.)
"""

from __future__ import annotations

import hashlib
import os
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from functools import cache
from pathlib import Path

import varied

HERE = Path(__file__).parent
POISON = "这封信会杀死读它的进程"
#: puts the poison into every Python process of the cluster
_HOOK = f"""
import os, signal
import replygraph.pipeline as pipeline
_read = pipeline.read_many
def read_many(batch):
    if any({POISON.encode()!r} in d for _, d in batch if isinstance(d, bytes)):
        os.kill(os.getpid(), signal.SIGKILL)
    return _read(batch)
pipeline.read_many = read_many
"""


class Machines:
    """A scheduler and two workers, whose CPU seconds are counted when they end."""

    def __init__(self, hook: Path | None = None) -> None:
        with socket.socket() as one:
            one.bind(("127.0.0.1", 0))
            self.port = one.getsockname()[1]
        self.address = f"tcp://127.0.0.1:{self.port}"
        paths = (str(hook or HERE), os.environ.get("PYTHONPATH", ""))
        self.env = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}
        self.preload = ("--preload", "poison") if hook else ()
        self.scheduler = self.start("scheduler", "--host", "127.0.0.1", "--port", str(self.port))
        self.workers = [self.worker(), self.worker()]

    def start(self, name: str, *options: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "dask", name, *options, "--no-dashboard"]
        quiet = subprocess.DEVNULL
        return subprocess.Popen(
            command, stdout=quiet, stderr=quiet, start_new_session=True, env=self.env
        )

    def worker(self) -> subprocess.Popen[bytes]:
        return self.start("worker", self.address, "--nthreads", "1", *self.preload)

    def kill(self, one: subprocess.Popen[bytes], how: int = signal.SIGKILL) -> None:
        os.killpg(one.pid, how)
        one.wait()

    def harm(self, after: float) -> None:
        """Kill a worker, then the scheduler with all workers; start them again."""
        time.sleep(after)
        self.kill(self.workers.pop())
        self.workers.append(self.worker())
        time.sleep(after)
        self.down()
        time.sleep(2)
        self.scheduler = self.start("scheduler", "--host", "127.0.0.1", "--port", str(self.port))
        self.workers = [self.worker(), self.worker()]

    def down(self) -> None:
        for one in (*self.workers, self.scheduler):
            self.kill(one, signal.SIGTERM)


def build(store: Path, letters: Path, *options: str) -> tuple[float, str]:
    """Build a graph; return seconds and what the command said."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "replygraph", "build", str(letters), "--store", str(store)]
    done = subprocess.run([*command, *options], capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    return time.perf_counter() - start, done.stderr


def cpu() -> float:
    """Return the CPU seconds of all processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@cache
def digest(store: Path) -> str:
    """Return a digest of the graph as sorted N-Quads."""
    command = [sys.executable, "-m", "replygraph", "export", "--store", str(store), "--format"]
    done = subprocess.run([*command, "nq", "-o", "-"], capture_output=True, check=True)
    found = hashlib.sha256()
    for line in sorted(done.stdout.splitlines()):
        found.update(line + b"\n")
    return found.hexdigest()[:16]


def measured(count: int, folder: Path) -> tuple[float, float, float]:
    """Build on two own processes and on two workers; return CPU seconds of both, seconds there."""
    letters = folder / "letters"
    varied.write(count, letters)
    before = cpu()
    seconds, _ = build(folder / "own", letters, "--jobs", "2")
    own = cpu() - before
    print(f"{count} letters; own processes: {seconds:.1f} s, CPU {own:.1f} s", flush=True)
    machines = Machines()
    before = cpu()
    seconds, _ = build(folder / "far", letters, "--cluster", machines.address)
    machines.down()
    far = cpu() - before
    ratio = far / own
    print(f"two Dask workers: {seconds:.1f} s, CPU {far:.1f} s, ratio {ratio:.2f}", flush=True)
    print(f"same graph: {digest(folder / 'own') == digest(folder / 'far')}", flush=True)
    return own, far, seconds


def harmed(folder: Path, seconds: float) -> None:
    """Build once more, with all that may go wrong; print what came of it."""
    letters = folder / "letters"
    poison = letters / "0000" / "poison.txt"
    poison.write_text(POISON, encoding="utf-8")
    (folder / "poison.py").write_text(_HOOK, encoding="utf-8")
    machines = Machines(folder)
    harm = threading.Thread(target=machines.harm, args=(max(5.0, seconds / 4),))
    harm.start()
    seconds, said = build(folder / "harmed", letters, "--cluster", machines.address)
    harm.join()
    machines.down()
    same = digest(folder / "own") == digest(folder / "harmed")
    named = [line for line in said.splitlines() if "poison.txt" in line]
    print(f"harmed: {seconds:.1f} s; same graph: {same}; named: {named[0][:120]}")


def main(*counts: int) -> None:
    """Measure and print."""
    from replygraph import compiled

    print("reading is", "compiled" if compiled() else "pure Python", flush=True)
    with tempfile.TemporaryDirectory(prefix="replygraph-bench-") as place:
        found = [measured(count, Path(place, str(count))) for count in counts]
        if len(counts) == 1:
            harmed(Path(place, str(counts[0])), found[0][2])
            return
        for number, name in enumerate(("own processes", "two Dask workers")):
            less, more = found[0][number], found[-1][number]
            each = (more - less) / (counts[-1] - counts[0])
            start = less - each * counts[0]
            print(f"{name}: starting {start:.1f} s of CPU, a letter {1000 * each:.1f} ms")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:] or ["1000"]))
