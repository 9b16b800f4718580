"""Answers that are kept, queries that share one answer, and whose turn it is."""

import asyncio
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from served import service

from replygraph.serve import Settings
from replygraph.serve.kept import Kept, same_again
from replygraph.serve.pool import Pool
from replygraph.serve.processes import FORKS
from replygraph.store.serving import Ask, Reply

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
HARD = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?x a ?y FILTER(?c < ?f) }"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


def ask_without_end(running, many):
    """Have several queries run that never end; return the headers of answers as they come."""
    said = []
    threads = [
        threading.Thread(target=lambda i=i: said.append(running.ask(f"# {i}\n{ENDLESS}").headers))
        for i in range(many)
    ]
    for thread in threads:
        thread.start()
    return said, threads


def wait_until(true):
    deadline = time.monotonic() + 20
    while not true() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert true()


def reply(size):
    return Reply("select", "text/csv", b"x" * size)


def key(name):
    return (Ask(name), 10)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (NOW() AS ?n) { }",
        "select (rand () as ?n) { }",
        "SELECT (STRUUID() AS ?n) { }",
        "SELECT * { BIND(BNODE('a') AS ?b) }",
        "SELECT (\\u004eOW() AS ?n) { }",
        "CONSTRUCT { [] a ?t } WHERE { ?s a ?t }",
    ],
)
def test_what_may_be_another_answer_next_time_is_asked_again(query):
    assert not same_again(query)


def test_a_word_in_a_longer_word_does_no_harm():
    assert same_again("SELECT ?knows { ?brand foaf:knows ?knows }")


def test_the_least_used_answer_is_forgotten_and_the_room_is_kept():
    kept = Kept(134_000)
    for name in ("a", "b", "c", "d", "e"):
        kept.keep(key(name), reply(18_000), 1.0)
        assert kept.get(key("a"))
    kept.keep(key("f"), reply(18_000), 1.0)
    assert kept.size <= 100_500
    assert kept.get(key("a"))
    assert not kept.get(key("b"))


def test_what_is_too_large_is_not_kept():
    kept = Kept(100_000)
    kept.keep(key("large"), reply(90_000), 1.0)
    assert not kept.get(key("large"))
    assert kept.size == 0


def test_answers_had_in_a_moment_are_kept_but_push_out_none_that_took_long():
    kept = Kept(134_000)
    kept.keep(key("dear"), reply(18_000), 1.0)
    for number in range(100):
        kept.keep(key(f"quick {number}"), reply(3_000), 0.001)
        assert kept.get(key(f"quick {number}"))
        assert kept.size <= 134_000
    assert kept.get(key("dear"))
    assert not kept.get(key("quick 0"))


def test_what_was_asked_before_is_answered_without_a_worker(store, monkeypatch):
    asked, before = [], Pool._ask

    async def counted(pool, worker, ask, rows):
        asked.append(ask.sparql)
        return await before(pool, worker, ask, rows)

    monkeypatch.setattr(Pool, "_ask", counted)
    with service(store) as running:
        first, again = (running.ask("ASK { ?s ?p ?o }") for _ in range(2))
        other = running.ask("ASK { ?s ?p ?o }", accept="application/sparql-results+xml")
    assert (first.status, first.body) == (again.status, again.body)
    assert other.media == "application/sparql-results+xml"
    assert asked == ["ASK { ?s ?p ?o }"] * 2


def test_many_who_ask_the_same_wait_for_one_answer(store, monkeypatch):
    asked, before = [], Pool._ask

    async def counted(pool, worker, ask, rows):
        asked.append(ask.sparql)
        return await before(pool, worker, ask, rows)

    monkeypatch.setattr(Pool, "_ask", counted)
    with service(store, timeout=60) as running, ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(running.ask, [HARD] * 6))
        again = running.ask(HARD)
    assert {a.status for a in answers} == {200}
    assert {a.body for a in (*answers, again)} == {answers[0].body}
    assert asked == [HARD]


@pytest.mark.skipif(not FORKS, reason="workers cannot be held here")
def test_short_ones_are_answered_while_more_than_all_places_are_taken(store, monkeypatch):
    monkeypatch.setattr("replygraph.serve.turns._LONG", 0.3)
    with service(store, timeout=4, workers=12, quick=2) as running:
        statuses, threads = ask_without_end(running, 6)
        time.sleep(1)
        start = time.monotonic()
        for number in range(10):
            assert running.ask(f"# {number}\n{COUNT}").status == 200
        assert time.monotonic() - start < 5
        for thread in threads:
            thread.join()
        assert {headers["x-limit"] for headers in statuses} == {"time"}


@pytest.mark.skipif(not FORKS, reason="workers cannot be held here")
def test_the_longest_makes_room_when_no_worker_is_left(store, monkeypatch):
    monkeypatch.setattr("replygraph.serve.turns._LONG", 0.3)
    with service(store, timeout=8, workers=3, quick=3) as running:
        limits, _threads = ask_without_end(running, 3)
        deadline = time.monotonic() + 6
        while not limits and time.monotonic() < deadline:
            assert running.ask(f"# {time.monotonic()}\n{COUNT}").status == 200
        assert limits
        assert limits[0]["x-limit"] == "queue"


@pytest.mark.skipif(not FORKS, reason="memory is not counted here")
def test_all_together_keep_to_the_memory_they_have(store):
    with service(store, timeout=60, memory=1 << 30, together=60 << 20) as running:
        wide = "SELECT ?a ?d ?g { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?d ?g"
        answer = running.ask(wide)
        assert (answer.status, answer.headers["x-limit"]) == (503, "memory")
        assert "合计" in answer.text
        assert running.ask(COUNT).status == 200


@pytest.mark.skipif(not FORKS, reason="workers have a graph each here")
def test_idle_workers_have_read_the_whole_graph_before_anybody_asks(store):
    with service(store) as running:
        pool = running.live.now.pool
        wait_until(lambda: len(pool._idle) == 2 and all(worker.warm for worker in pool._idle))
        assert running.ask(COUNT).status == 200
        wait_until(lambda: len(pool._idle) == 2)
        assert all(worker.warm and worker.taken for worker in pool._idle)


@pytest.mark.skipif(not FORKS, reason="workers have a graph each here")
def test_no_worker_reads_the_whole_graph_where_memory_is_short(store):
    with service(store, together=1 << 20) as running:
        for number in range(3):
            assert running.ask(f"# {number}\n{COUNT}").status == 200
        assert not any(worker.warm for worker in running.live.now.pool._idle)


def test_who_waits_for_an_answer_asks_again_when_the_first_has_gone():
    class First(Pool):
        async def _answer(self, ask, rows):
            asked.append((ask.sparql, rows))
            await asyncio.sleep(0.01 if len(asked) > 1 else 60)
            return reply(10), 0.0

    async def run():
        pool = First(None, Settings("graph"))
        first = asyncio.create_task(pool.run(Ask("ASK {}")))
        second = asyncio.create_task(pool.run(Ask("ASK {}")))
        await asyncio.sleep(0.01)
        first.cancel()
        answer = await second
        assert first.cancelled()
        assert not pool._flights
        return answer

    asked = []
    assert asyncio.run(run()) == reply(10)
    assert asked == [("ASK {}", 200_000)] * 2
