"""Measures the service on made letters: each ready question, and many clients beside endless ones.

``serve_speed.py [--store DIR] [--seconds S] [N]`` builds N letters (by default 1000), or serves the
store given. First each question, through the service and in the bare engine in memory: median of
several turns. Then 32 clients for S seconds (by default 20) with the ready questions while 4 more
send queries that never end: requests, errors, p50, p95, memory, and whether the store changed.
"""

from __future__ import annotations

import argparse
import hashlib
import http.client
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox
from letters import letters

from replygraph.ask import cookbook
from replygraph.store import open_store
from replygraph.vocab import PREFIXES

PORT = 8970
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def show(name: str, value: str) -> None:
    """Print one figure."""
    sys.stdout.write(f"{name:<34} {value}\n")
    sys.stdout.flush()


def ask(link: http.client.HTTPConnection, query: str) -> str:
    """Send a query; return the status with the limit that was reached, the answer read."""
    link.request("GET", f"/sparql?query={quote(query)}", headers={"Accept": "text/csv"})
    answer = link.getresponse()
    answer.read()
    return f"{answer.status} {answer.headers.get('X-Limit', '')}".strip()


def digest(folder: Path) -> str:
    """Return a digest of all files of a store."""
    found = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        found.update(path.read_bytes())
    return found.hexdigest()[:16]


def resident(pid: int) -> int:
    """Return the proportional memory of a process and its children in MB."""
    total = 0
    listed = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False)
    with suppress(OSError):  # a worker may end meanwhile
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1]) // 1024
    return total + sum(resident(int(child)) for child in listed.stdout.split())


def questions(folder: Path) -> None:
    """Compare each question through the service with the bare engine in memory."""
    places = open_store(folder)
    disk = ox.Store.read_only(str(places.places.generation(places.generation) / "graph"))
    memory = ox.Store()
    memory.bulk_extend(disk.quads_for_pattern(None, None, None, None))
    show("quads", f"{len(memory):,}")
    link = http.client.HTTPConnection("127.0.0.1", PORT)
    for question in cookbook():
        query, bare, through = question.sparql(), [], []
        for _ in range(7):
            start = time.perf_counter()
            found = memory.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
            found.serialize(format=ox.QueryResultsFormat.CSV)
            bare.append(time.perf_counter() - start)
            start = time.perf_counter()
            assert ask(link, query) == "200", question.name
            through.append(time.perf_counter() - start)
            if through[-1] > 2:
                break
        one, other = 1000 * statistics.median(bare), 1000 * statistics.median(through)
        verdict = "" if other <= one + 5 or (one > 10 and other <= 1.5 * one) else "  over"
        show(question.name, f"engine {one:8.2f} ms   service {other:8.2f} ms{verdict}")


def crowd(seconds: float, pid: int) -> None:
    """Have many clients ask at once, some of them without end."""
    until = time.monotonic() + seconds
    times: list[float] = []
    wrong: list[str] = []
    quick = [(q.name, q.sparql()) for q in cookbook()]

    def client(seed: int) -> None:
        chance = random.Random(seed)
        link = http.client.HTTPConnection("127.0.0.1", PORT, timeout=120)
        while time.monotonic() < until:
            start = time.perf_counter()
            name, query = chance.choice(quick)
            status = ask(link, query)
            times.append(time.perf_counter() - start)
            if status != "200":
                wrong.append(f"{status} {name}")

    def endless() -> None:
        link = http.client.HTTPConnection("127.0.0.1", PORT, timeout=120)
        while time.monotonic() < until:
            if not ask(link, ENDLESS).startswith("503"):
                wrong.append("endless query ended")

    threads = [threading.Thread(target=client, args=(i,)) for i in range(32)]
    threads += [threading.Thread(target=endless) for _ in range(4)]
    for thread in threads:
        thread.start()
    time.sleep(seconds * 0.8)
    show("memory, shared pages once", f"{resident(pid)} MB")
    for thread in threads:
        thread.join()
    ordered = sorted(times)
    show("32 clients, 4 endless beside", f"{len(times)} requests, {len(wrong)} errors {set(wrong)}")
    p50, p95 = ordered[len(ordered) // 2], ordered[len(ordered) * 95 // 100]
    show("p50, p95", f"{1000 * p50:.0f} ms, {1000 * p95:.0f} ms")


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("count", nargs="?", type=int, default=1000)
    parser.add_argument("--store", type=Path)
    parser.add_argument("--seconds", type=float, default=20)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = given.store or Path(made) / "graph"
        if not given.store:
            with open_store(folder, write=True) as store:
                store.update(letters(given.count))
        before = digest(folder)
        run = "from replygraph.cli import main; main()"
        command = [sys.executable, "-c", run, "serve", "--store", str(folder)]
        command += ["--port", str(PORT)]
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as server:
            time.sleep(5)
            questions(folder)
            crowd(given.seconds, server.pid)
            server.terminate()
        show("store unchanged", str(digest(folder) == before))


if __name__ == "__main__":
    main()
