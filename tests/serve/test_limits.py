"""What a query may take, what it may not do, and the generations of a store."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from served import service

from records import survey
from replygraph.store import open_store

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
WIDE = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


def number(answer):
    return int(json.loads(answer.text)["results"]["bindings"][0]["n"]["value"])


def there(pid):
    """Tell whether a process has not ended, though nobody may have asked how it did."""
    try:
        return bool(Path(f"/proc/{pid}/cmdline").read_bytes())
    except OSError:
        return False


def test_a_query_over_its_time_is_ended_and_the_answer_says_so(site):
    start = time.monotonic()
    answer = site.ask(ENDLESS)
    assert time.monotonic() - start < 10
    assert answer.status == 503
    assert answer.headers["x-limit"] == "time"
    assert "3 秒" in answer.text
    assert "3 seconds" in answer.text


def test_a_query_over_its_memory_is_ended_and_the_answer_says_so(store):
    with service(store, timeout=60, memory=80 << 20) as running:
        answer = running.ask(f"SELECT ?a ?d ?g {{ {WIDE} }} ORDER BY ?a ?d ?g")
        assert (answer.status, answer.headers["x-limit"]) == (503, "memory")
        assert "80 MB" in answer.text
        assert number(running.ask(COUNT)) > 100


@pytest.mark.parametrize(
    "accept",
    [
        "text/csv",
        "text/tab-separated-values",
        "application/sparql-results+json",
        "application/sparql-results+xml",
    ],
)
def test_too_many_rows_are_refused_in_every_format(site, accept):
    many = "SELECT * { ?a ?b ?c . ?d a ?e }"
    answer = site.ask(many, accept=accept)
    assert (answer.status, answer.headers["x-limit"]) == (503, "rows")
    assert "3000" in answer.text
    assert site.ask(f"{many} LIMIT 2990", accept=accept).status == 200


def test_others_are_answered_while_endless_queries_run(site):
    threads = [threading.Thread(target=site.ask, args=(ENDLESS,)) for _ in range(3)]
    for thread in threads:
        thread.start()
    time.sleep(0.2)
    start = time.monotonic()
    for _ in range(20):
        assert site.ask(COUNT).status == 200
    assert time.monotonic() - start < 3
    for thread in threads:
        thread.join()
    assert site.ask(COUNT).status == 200


def test_a_client_that_goes_away_leaves_no_query_behind(site):
    with pytest.raises(TimeoutError):
        site.get(f"/sparql?query={ENDLESS.replace(' ', '+')}", timeout=0.4)
    assert site.ask(COUNT).status == 200


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { SERV\\u0049CE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "LOAD <file:///etc/passwd>",
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        "DELETE WHERE { ?s ?p ?o }",
        "DROP ALL",
        "SELECT * { ?s ?p ",
        "",
    ],
)
def test_what_is_no_query_of_ours_is_refused_with_a_reason(site, query):
    answer = site.ask(query)
    assert answer.status == 400
    assert answer.text.strip()


def test_from_fetches_nothing(site):
    for graph in ("file:///etc/passwd", "http://127.0.0.1:9/x", "urn:nothing"):
        assert number(site.ask(f"SELECT (COUNT(*) AS ?n) FROM <{graph}> {{ ?s ?p ?o }}")) == 0
        assert number(site.ask(COUNT, default_graph_uri=[graph])) == 0


def test_a_query_nested_too_deep_ends_its_worker_only(site):
    answer = site.ask("ASK {" * 2 + "{" * 3000 + "}" * 3000 + "}" * 2)
    assert answer.status in (400, 503)
    answer = site.post(
        "/sparql", "ASK {" + "{" * 100_000 + "}" * 100_001, "application/sparql-query"
    )
    assert answer.status in (400, 503)
    assert site.ask(COUNT).status == 200


def test_the_store_is_as_it_was(store, site):
    def state():
        return {p: p.stat().st_mtime_ns for p in Path(store).rglob("*") if p.is_file()}

    before = state()
    for query in (COUNT, "DROP ALL", ENDLESS):
        site.ask(query)
    assert state() == before


def test_a_new_generation_takes_over_without_a_failed_request(tmp_path):
    folder = tmp_path / "graph"
    with open_store(folder, write=True) as kept:
        kept.update([survey("a")])
    with service(folder, timeout=20) as running:
        first = number(running.ask(COUNT))
        failed, stop = [], threading.Event()

        def ask():
            while not stop.is_set():
                answer = running.ask(COUNT)
                if answer.status != 200:
                    failed.append(answer)

        threads = [threading.Thread(target=ask) for _ in range(3)]
        for thread in threads:
            thread.start()
        slow = []
        long = threading.Thread(
            target=lambda: slow.append(
                running.ask(
                    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a = ?d) }"
                )
            )
        )
        long.start()
        for number_ in range(3):
            with open_store(folder, write=True) as kept:
                kept.update(
                    [survey(f"b{number_}", place=f"第{number_}号湿地", number=f"2021010{number_}")]
                )
            deadline = time.monotonic() + 15
            while time.monotonic() < deadline and running.live.now.number < number_ + 2:
                time.sleep(0.1)
            assert running.live.now.number == number_ + 2
        stop.set()
        for thread in [*threads, long]:
            thread.join()
        assert not failed
        assert slow[0].status == 200
        assert number(running.ask(COUNT)) > first


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the workers are processes of their own here")
def test_no_process_is_left_when_the_service_ends(store):
    with service(store) as running:
        running.ask(COUNT)
        holder = running.live.now.pool.start._process
    assert holder.poll() is not None


def test_workers_are_spawned_where_fork_is_missing(store, monkeypatch):
    monkeypatch.setattr("replygraph.serve.live.FORKS", False)
    with service(store, timeout=4, workers=2) as running:
        assert number(running.ask(COUNT)) > 100
        assert running.ask(ENDLESS).headers["x-limit"] == "time"
        assert number(running.ask(COUNT)) > 100


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the workers are processes of their own here")
def test_a_worker_that_is_killed_ends_one_answer_only(store):
    with service(store, timeout=20) as running:
        found = []
        asking = threading.Thread(target=lambda: found.append(running.ask(ENDLESS)))
        asking.start()
        turns = running.live.now.pool._turns
        until = time.monotonic() + 10
        while not turns._running and time.monotonic() < until:
            time.sleep(0.01)
        os.kill(turns._running[0].worker.pid, signal.SIGKILL)
        asking.join()
        assert (found[0].status, found[0].headers["x-limit"]) == (503, "memory")
        assert number(running.ask(COUNT)) > 100


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the workers are processes of their own here")
def test_a_holder_that_is_killed_is_replaced(store):
    """Where memory is short, the system ends the largest process: that is the holder."""
    with service(store, timeout=20) as running:
        before = number(running.ask(COUNT))
        first = running.live.now.pool.start
        idle = [worker.pid for worker in running.live.now.pool._idle]
        os.kill(first._process.pid, signal.SIGKILL)
        until = time.monotonic() + 15
        while running.live.now.pool.start is first and time.monotonic() < until:
            time.sleep(0.05)
        assert running.live.now.pool.start is not first
        assert number(running.ask(f"# again\n{COUNT}")) == before
        while any(there(pid) for pid in idle) and time.monotonic() < until:
            time.sleep(0.05)
        assert not any(there(pid) for pid in idle), "no worker is left behind"


SLOWLY = """
import time
from replygraph.serve import holder
from replygraph.store import serving

looking, serving._EVERY = serving._looking, 1
serving._looking = lambda quads, look: looking((time.sleep(0.05) or quad for quad in quads), look)
holder.main()
"""


def test_who_loads_a_graph_ends_with_the_service_that_wanted_it(store):
    """A holder in the midst of a long load is not left behind when the service is killed."""
    mine, its = socket.socketpair()
    with its:
        handle = its.fileno()
        graph = next(Path(store).glob("generations/*/graph"))
        call = [sys.executable, "-c", SLOWLY, str(handle), str(graph), "memory", "union", "9"]
        holder = subprocess.Popen(call, pass_fds=[handle])
    time.sleep(1.5)
    assert holder.poll() is None
    mine.close()
    assert holder.wait(10) == 0
