"""SPARQL servers to measure beside one another: ours, Oxigraph's own on disk, Virtuoso."""

from __future__ import annotations

import http.client
import json
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from made import show

from replygraph.store import open_store
from replygraph.vocab import PREFIXES

_PROLOGUE = "".join(f"PREFIX {name}: <{base}>\n" for name, base in PREFIXES.items())
_OURS = "from replygraph.cli import main; main()"
#: answers from the files of a generation, as Oxigraph's server does, where its binary is not there
_PLAIN = """
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit
import pyoxigraph as ox
store = ox.Store.read_only(sys.argv[1])
class Handler(BaseHTTPRequestHandler):
    protocol_version, disable_nagle_algorithm = "HTTP/1.1", True
    def log_message(self, *_): pass
    def do_GET(self):
        query = parse_qs(urlsplit(self.path).query)["query"][0]
        found = store.query(query, use_default_graph_as_union=True)
        body = found.serialize(format=ox.QueryResultsFormat.CSV)
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
ThreadingHTTPServer(("127.0.0.1", int(sys.argv[2])), Handler).serve_forever()
"""
_INI = """[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = 340000
MaxDirtyBuffers = 250000
DirsAllowed = .
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 10
[SPARQL]
ResultSetMaxRows = 1000000
"""


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@dataclass(frozen=True, slots=True)
class Served:
    """A server that answers: its port, the path of its endpoint, its process."""

    port: int
    path: str
    process: subprocess.Popen[bytes]

    def link(self, timeout: float = 120) -> http.client.HTTPConnection:
        """Return a connection, which one thread may use for many queries."""
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)

    def ask(self, link: http.client.HTTPConnection, query: str) -> tuple[str, int]:
        """Send a query; return the status with the limit that was reached, and the rows."""
        asked = f"{self.path}?query={quote(_PROLOGUE + query)}"
        try:
            link.request("GET", asked, headers={"Accept": "text/csv"})
            answer = link.getresponse()
        except (ConnectionError, http.client.CannotSendRequest):  # ended while others were asked
            link.close()
            link.request("GET", asked, headers={"Accept": "text/csv"})
            answer = link.getresponse()
        body = answer.read()
        limit = answer.headers.get("X-Limit", "")
        return f"{answer.status} {limit}".strip(), body.count(b"\n")


@contextmanager
def _running(command: list[str], port: int, path: str, cwd: Path | None = None) -> Iterator[Served]:
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, stdout=quiet, stderr=quiet, cwd=cwd)
    try:
        for _ in range(600):
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                assert process.poll() is None, f"{command[0]} ended"
                time.sleep(0.1)
        yield Served(port, path, process)
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(30)
        process.kill()


@contextmanager
def ours(folder: Path) -> Iterator[Served]:
    """Serve a store with `replygraph serve`; it is in memory, if it fits, when this yields.

    It does not fit where the service has not grown for 40 seconds.
    """
    port = free_port()
    command = [sys.executable, "-c", _OURS, "serve", "--store", str(folder), "--port", str(port)]
    with _running(command, port, "/sparql") as served:
        most, still = 0, 0
        while not (about := _health(served))["memory"] and still < 20:
            time.sleep(2)
            grown = resident(served.process.pid)
            still = 0 if grown > most else still + 1
            most = max(most, grown)
        show("served", f"from {'memory' if about['memory'] else 'disk'}")
        yield served


def _health(served: Served) -> dict[str, object]:
    link = served.link()
    link.request("GET", "/healthz")
    found: dict[str, object] = json.loads(link.getresponse().read())
    link.close()
    return found


def resident(pid: int) -> int:
    """Return the proportional memory of a process and its children in MB."""
    total = 0
    listed = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False)
    with suppress(OSError):  # a worker may end meanwhile
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1]) // 1024
    return total + sum(resident(int(child)) for child in listed.stdout.split())


def generation(folder: Path) -> Path:
    """Return the engine's files of the generation that is served of a store."""
    number = int((folder / "CURRENT").read_text(encoding="ascii"))
    return folder / "generations" / f"{number:06d}" / "graph"


@contextmanager
def oxigraph(folder: Path, binary: str) -> Iterator[tuple[str, Served]]:
    """Serve the same files with Oxigraph's server, or with pyoxigraph; yield which one it is."""
    port, files = free_port(), str(generation(folder))
    if shutil.which(binary):
        command = [binary, "serve-read-only", "--union-default-graph", "--location", files]
        with _running([*command, "--bind", f"127.0.0.1:{port}"], port, "/query") as served:
            yield "oxigraph", served
    else:
        with _running([sys.executable, "-c", _PLAIN, files, str(port)], port, "/") as served:
            yield "pyoxigraph on disk over HTTP", served


@contextmanager
def virtuoso(folder: Path, scratch: Path) -> Iterator[Served | None]:
    """Load the store into Virtuoso in ``scratch`` and serve it; None where it is not installed."""
    isql = shutil.which("isql-vt")
    if not shutil.which("virtuoso-t") or not isql:
        yield None
        return
    with open_store(folder) as store, (scratch / "data.nq").open("w", encoding="utf-8") as file:
        file.writelines(store.quads())
    web, sql = free_port(), free_port()
    (scratch / "virtuoso.ini").write_text(_INI.format(http=web, sql=sql), encoding="utf-8")
    command = ["virtuoso-t", "+foreground", "+configfile", "virtuoso.ini"]
    with _running(command, web, "/sparql", scratch) as served:
        start = time.perf_counter()
        orders = "ld_dir('.', 'data.nq', 'urn:none'); rdf_loader_run(); checkpoint;"
        login = [isql, f"127.0.0.1:{sql}", "dba", "dba", f"exec={orders}"]
        subprocess.run(login, check=True, capture_output=True, cwd=scratch)
        show("Virtuoso, loading", f"{time.perf_counter() - start:.1f} s")
        yield served
