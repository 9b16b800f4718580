"""A service that runs for a test, and the plainest of clients."""

import http.client
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import quote, urlencode

import uvicorn

from replygraph.serve import Live, Settings
from replygraph.serve.app import app
from replygraph.serve.front import options


@dataclass
class Answer:
    status: int
    headers: dict
    body: bytes

    @property
    def text(self):
        return self.body.decode("utf-8")

    @property
    def media(self):
        return self.headers.get("content-type", "").partition(";")[0]


@dataclass
class Service:
    port: int
    live: Live

    def get(self, path, *, method="GET", body=None, timeout=60, **headers):
        """Return the answer; header names with _ for -, the path may hold Chinese."""
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        link.request(method, quote(path, safe="/%?&=+:#,;@!$'()*~"), body, given)
        reply = link.getresponse()
        found = Answer(reply.status, {k.lower(): v for k, v in reply.getheaders()}, reply.read())
        link.close()
        return found

    def ask(self, query, *, accept="application/sparql-results+json", **more):
        """Send a query by GET."""
        pairs = [("query", query)]
        for name, values in more.items():
            pairs += [(name.replace("_", "-"), v) for v in values]
        return self.get(f"/sparql?{urlencode(pairs)}", accept=accept)

    def post(self, path, body, kind, **headers):
        data = body.encode("utf-8") if isinstance(body, str) else body
        return self.get(path, method="POST", body=data, content_type=kind, **headers)


@contextmanager
def service(store, **settings):
    """Run a service for a store on a free port."""
    live = Live(Settings(store, port=0, **settings))
    config = uvicorn.Config(app(live), port=0, log_level="error", access_log=False, **options())
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    for _ in range(600):
        if server.started or not thread.is_alive():
            break
        time.sleep(0.05)
    assert server.started
    try:
        yield Service(server.servers[0].sockets[0].getsockname()[1], live)
    finally:
        server.should_exit = True
        thread.join()
