"""Measures the service on made letters. One command for each figure, sizes as arguments::

    serve_speed.py questions N…    each question of the cookbook: bare engine in memory, service,
                                   and the service where the same was asked before
    serve_speed.py headline N…     the partners of one agency, 200 agencies: p50 and p95
    serve_speed.py beside N…       each question: ours, Oxigraph's own server on disk, Virtuoso,
                                   each asked for the first time, and where the same was asked
    serve_speed.py crowd N…        32 clients with these questions while 4 send endless ones

``--stores FOLDER`` keeps the stores (`made.py`) and takes those that are there; ``--seconds`` is
how long the crowd asks (60), ``--oxigraph`` the server's binary (from the package of that name),
``--only 01,02`` measures these questions alone (of ``questions`` and ``beside``).
Questions are asked about names that the store holds; figures are medians of seven turns, taken in
turn. Wanted: at most the engine + 5 ms, or 1.5 times where it takes over 10 ms; the headline within
10 ms at p50; three times Oxigraph's server where agencies' joint acts are asked for; no error.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
from made import filled, show, store_of, stores
from servers import Served, generation, ours, oxigraph, resident, virtuoso

from replygraph.serve.processes import free_memory
from replygraph.store.serving import fits
from replygraph.vocab import PREFIXES

TURNS = 7
CLIENTS, ENDLESS_CLIENTS = 32, 4
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
#: questions for who works with whom, and on what
COLLABORATION = ("01", "02", "03", "06", "23", "25", "26", "31")
Asked = Callable[[str], int]


def digest(folder: Path) -> str:
    """Return a digest of all files of a store."""
    found = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        with path.open("rb") as file:
            while piece := file.read(1 << 20):
                found.update(piece)
    return found.hexdigest()[:16]


def bare(folder: Path) -> Asked | None:
    """Return how to ask the engine in memory; None where there is not memory for it."""
    files = generation(folder)
    if not fits(files, free_memory()):
        return None
    disk, memory = ox.Store.read_only(str(files)), ox.Store()
    memory.bulk_extend(disk.quads_for_pattern(None, None, None, None))

    def asked(query: str) -> int:
        found = memory.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
        if isinstance(found, ox.QueryBoolean):
            return 1
        return (found.serialize(format=ox.QueryResultsFormat.CSV) or b"").count(b"\n")

    return asked


def over(served: Served) -> Asked:
    """Return how to ask a server over one connection that is kept."""
    link = served.link()

    def asked(query: str) -> int:
        status, rows = served.ask(link, query)
        assert status == "200", status
        return rows

    return asked


def compared(
    name: str, queries: list[str], by: dict[str, Asked], *, again: bool = False
) -> dict[str, float]:
    """Return the median milliseconds of each; who answers otherwise than the first is told of.

    With ``again`` the first of the queries is asked each time, else another text each time.
    """
    took: dict[str, list[float]] = {who: [] for who in by}
    for turn in range(TURNS + 1):
        rows = {}
        for who, asked in by.items():
            start = time.perf_counter()
            try:
                if again:
                    rows[who] = asked(queries[0])
                else:  # an answer that was kept would tell nothing
                    rows[who] = asked(f"# {turn}\n{queries[turn % len(queries)]}")
            except (AssertionError, OSError) as error:
                show(f"{name}: {who}", f"{type(error).__name__} {error}")
                took[who].append(float("inf"))
                continue
            if turn:  # the first one warms up
                took[who].append(time.perf_counter() - start)
        if len(set(rows.values())) > 1:
            show(f"{name}: rows differ", str(rows))
        if sum(max(some, default=0) for some in took.values()) > 4:
            break
    return {who: 1000 * statistics.median(some) if some else 0 for who, some in took.items()}


def chosen(folder: Path, only: tuple[str, ...]) -> dict[str, list[str]]:
    """Return the questions whose names begin with one of ``only``, as `filled` gives them."""
    return {name: some for name, some in filled(folder).items() if name.startswith(only)}


def questions(count: int, folder: Path, only: tuple[str, ...]) -> dict[str, float]:
    """Compare each question through the service with the bare engine; return the service's."""
    engine, found, missed = bare(folder), {}, 0
    with ours(folder) as served:
        by = {"engine": engine, "service": over(served)} if engine else {"service": over(served)}
        asked = {"nothing (ASK {})": ["ASK {}"], **chosen(folder, only)}

        for name, queries in asked.items():
            took = compared(name, queries, by)
            one, other = took.get("engine", 0), took["service"]
            wrong = bool(engine) and not (other <= one + 5 or (one > 10 and other <= 1.5 * one))
            missed += wrong
            again = compared(name, queries, {"service": by["service"]}, again=True)
            shown = f"engine {one:8.2f} ms   " if engine else ""
            kept = f"   again {again['service']:8.2f} ms"
            show(name, f"{shown}service {other:8.2f} ms{kept}{'  over' if wrong else ''}")
            found[name] = other
    if engine:
        show(f"{count} letters: over the bound", str(missed))
    return found


def headline(count: int, folder: Path) -> None:
    """Ask for the partners of many agencies, one after the other."""
    with ours(folder) as served:
        asked = over(served)
        queries = next(q for name, q in filled(folder, 200).items() if name.startswith("02"))
        took, rows = [], 0
        for query in (*(f"# before\n{query}" for query in queries[:5]), *queries):
            start = time.perf_counter()
            rows += asked(query) - 1
            took.append(1000 * (time.perf_counter() - start))
    p95 = statistics.quantiles(took[5:], n=20)[-1]
    middle = statistics.median(took[5:])
    show(
        f"{count} letters: partners of one agency",
        f"p50 {middle:.2f} ms, p95 {p95:.2f} ms, {rows / len(took):.0f} rows",
    )


def beside(count: int, folder: Path, binary: str, only: tuple[str, ...]) -> None:
    """Compare each question with Oxigraph's own server and with Virtuoso."""
    with (
        tempfile.TemporaryDirectory() as scratch,
        virtuoso(folder, Path(scratch)) as other,
        oxigraph(folder, binary) as (name, plain),
        ours(folder) as served,
    ):
        by = {"ours": over(served), name: over(plain)}
        if other:
            by["Virtuoso"] = over(other)
        slow: dict[str, list[str]] = {"first": [], "again": []}
        for question, queries in chosen(folder, only).items():
            for when, some in slow.items():
                took = compared(question, queries, by, again=when == "again")
                times = took[name] / max(took["ours"], 0.001)
                shown = "   ".join(f"{who} {ms:.2f} ms" for who, ms in took.items())
                show(question, f"{when}   {shown}   {times:.1f} times")
                if question.startswith(COLLABORATION) and times < 3:
                    some.append(question)
    for when, some in slow.items():
        listed = ", ".join(some) or "none"
        show(f"{count} letters: below 3 times, {when}", listed)


def crowd(count: int, folder: Path, seconds: float) -> None:
    """Have many clients ask at once, some of them without end."""
    before, asked = digest(folder), filled(folder)
    times: list[float] = []
    wrong: list[str] = []
    with ours(folder) as served:
        until = time.monotonic() + seconds

        def client(seed: int) -> None:
            chance, link = random.Random(seed), served.link()
            while time.monotonic() < until:
                name = chance.choice(sorted(asked))
                start = time.perf_counter()
                status, _ = served.ask(link, chance.choice(asked[name]))
                times.append(time.perf_counter() - start)
                if status != "200":
                    wrong.append(f"{status} {name}")

        def endless(seed: int) -> None:
            link, turn = served.link(), 0
            while time.monotonic() < until:
                turn += 1  # each is another query: no two are answered as one
                status, _ = served.ask(link, f"# {seed} {turn}\n{ENDLESS}")
                if not status.startswith("503 "):  # at its limit of time or memory
                    wrong.append(f"endless: {status}")

        threads = [threading.Thread(target=client, args=(i,)) for i in range(CLIENTS)]
        threads += [threading.Thread(target=endless, args=(i,)) for i in range(ENDLESS_CLIENTS)]
        start_memory = resident(served.process.pid)
        for thread in threads:
            thread.start()
        most = 0
        while time.monotonic() < until:
            time.sleep(max(0.5, seconds / 20))
            most = max(most, resident(served.process.pid))
        for thread in threads:
            thread.join()
    ordered = sorted(times)
    p50, p95 = (1000 * ordered[len(ordered) * part // 100] for part in (50, 95))
    show(
        f"{count} letters: {CLIENTS} clients, {ENDLESS_CLIENTS} endless",
        f"{len(times)} requests in {seconds:.0f} s, {len(wrong)} errors {sorted(set(wrong))}",
    )
    show("p50, p95", f"{p50:.0f} ms, {p95:.0f} ms")
    show("memory, shared pages once", f"{start_memory} MB before, {most} MB at most")
    show("store unchanged", str(digest(folder) == before))


def curve(found: dict[int, dict[str, float]]) -> None:
    """Print what each question costs by the number of letters."""
    show("milliseconds at letters", "".join(f"{count:>12,}" for count in found))
    for name in next(iter(found.values())):
        show(name, "".join(f"{took[name]:12.2f}" for took in found.values()))


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=["questions", "headline", "beside", "crowd"])
    parser.add_argument("counts", nargs="*", type=int, default=[1000])
    parser.add_argument("--stores", type=Path)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--oxigraph", default="oxigraph")
    parser.add_argument("--only", type=lambda names: tuple(names.split(",")), default=("",))
    given = parser.parse_intermixed_args()
    found = {}
    with stores(given.stores) as kept:
        for count in given.counts:
            folder = store_of(count, kept)
            if given.what == "questions":
                found[count] = questions(count, folder, given.only)
            elif given.what == "headline":
                headline(count, folder)
            elif given.what == "beside":
                beside(count, folder, given.oxigraph, given.only)
            else:
                crowd(count, folder, given.seconds)
    if len(found) > 1:
        curve(found)


if __name__ == "__main__":
    main()
