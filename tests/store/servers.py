"""SPARQL servers for tests: a small one in this process, and Virtuoso where it is installed."""

import base64
import hashlib
import json
import shutil
import socket
import subprocess
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import pyoxigraph as ox
import pytest

from replygraph.store.remote_sparql import Server

USER, PASSWORD = "dba", "dba"
VIRTUOSO = shutil.which("virtuoso-t")


def free_port():
    """Return a port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def no_fault(_number, _update):
    """Let every update through."""


class Small:
    """SPARQL 1.1 query and update over an engine in memory, with faults on demand.

    ``fault(number, update)`` is asked before each update, numbered from 1: ``"refuse"`` answers 503
    without doing it, ``"break"`` does it and closes the connection, ``"deadlock"`` says what
    Virtuoso says of two changes that met.
    """

    def __init__(self, *, login=None, union=True, rows=None, graph_name="query"):
        self.store = ox.Store()
        self.login, self.union, self.rows = login, union, rows
        self.fault = no_fault
        self.updates, self.asked = [], 0
        self.path = f"/{graph_name}"
        handler = type("Handler", (_Handler,), {"small": self})
        self.http = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.http.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.http.server_port}{self.path}"
        self.thread = threading.Thread(target=self.http.serve_forever, args=(0.02,), daemon=True)
        self.thread.start()

    def clear(self):
        self.store.clear()
        self.fault = no_fault
        self.updates = []

    def stop(self):
        self.http.shutdown()
        self.http.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    small: Small

    def log_message(self, *_):
        """Say nothing."""

    def reply(self, status, body=b"", **headers):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def allowed(self):
        """Tell whether the log-in is right."""
        given = self.headers.get("Authorization", "")
        if self.small.login == "basic":
            return given == "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        if self.small.login == "digest":
            fields = (
                dict(
                    part.strip().split("=", 1) for part in given.removeprefix("Digest ").split(",")
                )
                if given
                else {}
            )
            got = {name: value.strip('"') for name, value in fields.items()}

            def md5(*parts):
                return hashlib.md5(":".join(parts).encode()).hexdigest()

            wanted = md5(
                md5(USER, "tests", PASSWORD),
                "n0nce",
                got.get("nc", ""),
                got.get("cnonce", ""),
                "auth",
                md5(self.command, self.path),
            )
            return got.get("response") == wanted
        return True

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if not self.allowed():
            kinds = {
                "basic": 'Basic realm="tests"',
                "digest": 'Digest realm="tests", nonce="n0nce", qop="auth", algorithm="MD5"',
            }
            self.reply(401, WWW_Authenticate=kinds[self.small.login])
        elif self.path == "/update":
            self.update(body.decode("utf-8"))
        elif self.path == self.small.path:
            self.query(parse_qs(body.decode("utf-8"))["query"][0])
        else:
            self.reply(404, b"<html>nothing here</html>")

    def update(self, text):
        small = self.small
        small.updates.append(text)
        fault = small.fault(len(small.updates), text)
        if fault == "refuse":
            self.reply(503, b"busy")
        elif fault == "deadlock":
            self.reply(500, b"Virtuoso 40001 Error SR172: Transaction deadlocked")
        else:
            small.store.update(text)
            if fault == "break":
                self.close_connection = True
                self.connection.shutdown(socket.SHUT_RDWR)
            else:
                self.reply(204)

    def query(self, text):
        self.small.asked += 1
        try:
            found = self.small.store.query(text, use_default_graph_as_union=self.small.union)
        except SyntaxError as error:
            self.reply(400, str(error).encode())
            return
        if isinstance(found, ox.QueryTriples):
            media, body = "application/n-triples", found.serialize(format=ox.RdfFormat.N_TRIPLES)
            self.reply(200, body, Content_Type=media)
            return
        body = found.serialize(format=ox.QueryResultsFormat.JSON)
        media, most = "application/sparql-results+json", self.small.rows
        if most and isinstance(found, ox.QuerySolutions):
            answer = json.loads(body)
            rows = answer["results"]["bindings"]
            if len(rows) > most:
                answer["results"]["bindings"] = rows[:most]
                self.reply(
                    200, json.dumps(answer).encode(), Content_Type=media, X_SPARQL_MaxRows=str(most)
                )
                return
        self.reply(200, body, Content_Type=media)


class Virtuoso:
    """Virtuoso 7 on a free port, with its files in a temporary folder."""

    def __init__(self, folder: Path):
        self.folder, self.port = folder, free_port()
        self.url = f"http://127.0.0.1:{self.port}/sparql"
        folder.joinpath("virtuoso.ini").write_text(_INI.format(self.port, free_port()), "utf-8")
        self.start()

    def start(self):
        """Start it and wait until it answers."""
        self.folder.joinpath("virtuoso.lck").unlink(missing_ok=True)
        self.process = subprocess.Popen(
            [VIRTUOSO, "+foreground", "+configfile", "virtuoso.ini"],
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(300):
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
            except OSError:
                assert self.process.poll() is None, self.log()
                time.sleep(0.1)
            else:
                return
        raise AssertionError(self.log())

    def log(self):
        return (self.folder / "virtuoso.log").read_text("utf-8", "replace")[-2000:]

    def kill(self):
        """End it at once, as a power cut does."""
        self.process.kill()
        self.process.wait()

    def clear(self):
        """Delete all graphs that are not Virtuoso's own."""
        server = Server(self.url)
        counted = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
        for graph, _ in server.query(counted).rows:
            if str(graph).startswith(("https://w3id.org/", "https://data.example/", "urn:")):
                server.update(f"CLEAR SILENT GRAPH <{graph}>")
        server.close()


_INI = """\
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{1}
NumberOfBuffers = 20000
MaxDirtyBuffers = 15000
DirsAllowed = .
[HTTPServer]
ServerPort = 127.0.0.1:{0}
ServerThreads = 10
[SPARQL]
ResultSetMaxRows = 10000
"""


@contextmanager
def small(**how):
    """Yield a server in this process."""
    server = Small(**how)
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def virtuoso(folder):
    """Yield Virtuoso, or skip where it is not installed."""
    if VIRTUOSO is None:
        pytest.skip("not here: virtuoso-t (Debian's package virtuoso-opensource-7-bin)")
    server = Virtuoso(folder)
    try:
        yield server
    finally:
        server.kill()
