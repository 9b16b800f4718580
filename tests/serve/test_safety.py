"""What nobody gets: other files, other hosts' pages, letters that are not public."""

import gzip
import logging
import socket
import time
from contextlib import suppress
from urllib.parse import quote

import pytest
from served import service

from records import survey
from replygraph.errors import StoreError
from replygraph.serve import Live, Settings
from replygraph.store import open_store

DIRECT = "application/sparql-query"
BROWSER = "text/html,*/*;q=0.5"


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%2fapp.py",
        "/static//etc/passwd",
        "/static/..%5c..%5capp.py",
        "/dump/..%2f..%2fetc%2fpasswd",
        "/dump/../SHA256SUMS/../../etc/passwd",
        "/page/../../../../etc/passwd",
        "/page/%2e%2e/%2e%2e/etc/passwd",
        "/data/file:///etc/passwd",
        "/data?iri=file:///etc/passwd",
        "/id/..%2f..%2fetc%2fpasswd",
        "/%00",
        "/page/%00",
    ],
)
def test_no_path_leads_out_of_the_data(site, path):
    answer = site.get(path, accept="*/*")
    if answer.status == 303:
        answer = site.get(answer.headers["location"], accept="*/*")
    assert answer.status in (400, 404, 405)
    assert "root:" not in answer.text
    assert "import" not in answer.text


@pytest.mark.parametrize(
    "iri", ["urn:x> ?p ?o } # ", 'urn:x"', "urn:x y", "javascript:alert(1)", "<", "urn:x\n", ""]
)
def test_an_iri_cannot_break_out_of_its_query(site, iri):
    for kind in ("page", "data", "id"):
        answer = site.get(f"/{kind}?iri={quote(iri, safe='')}", accept=BROWSER)
        assert answer.status in (303, 404)


def test_every_answer_carries_the_headers(site):
    for path in ("/", "/sparql", "/none", "/sparql?query=x", "/static/site.css", "/healthz"):
        headers = site.get(path, accept=BROWSER).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["access-control-allow-origin"] == "*"
        assert "server" not in headers or headers["server"] == "uvicorn"


def test_pages_name_no_other_host(site):
    import re

    for path in ("/", "/sparql", "/ontology", "/dump", "/search?q=a"):
        page = site.get(path, accept=BROWSER).text
        assert not re.findall(r'(?:src|href|action)="(?:https?:)?//', page), path
        assert not re.findall(r"<script>|<style|\sstyle=|\son\w+=", page), path


def test_a_local_service_knows_its_own_names_only(site):
    assert site.get("/", host="evil.example").status == 421
    assert site.get("/", host=f"localhost:{site.port}").status == 200


def test_a_client_that_asks_too_much_must_wait(store):
    with service(store, host="0.0.0.0", rate=60) as running:
        found = [running.get("/static/site.css").status for _ in range(70)]
    assert found.count(200) in range(60, 64)
    assert found[-1] == 429


def test_public_only_leaves_nothing_of_other_letters(store):
    hidden = ("暗流行动", "档案局", "保密办", "20210099")
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    with service(store) as running:
        everything = running.ask(count, accept="text/csv").text
        dump = gzip.decompress(running.get("/dump/replygraph.nq.gz").body).decode("utf-8")
        assert all(word in dump for word in hidden)
    with service(store, public_only=True) as running:
        copy = running.live.now.store
        assert copy != store
        dump = gzip.decompress(running.get("/dump/replygraph.nq.gz").body).decode("utf-8")
        assert not any(word in dump for word in hidden)
        assert "urn:mine" in dump
        assert running.ask(count, accept="text/csv").text != everything
        assert running.get("/page/program/暗流行动", accept=BROWSER).status == 404
    assert not copy.exists()


def test_a_store_with_contacts_is_not_served_to_others(tmp_path):
    with open_store(tmp_path / "graph", write=True) as kept:
        kept.update([survey("a", contact={"name": "王某", "phone": "0755-12345678"})])
    with pytest.raises(StoreError, match="with-contacts"):
        Live(Settings(tmp_path / "graph", public_only=True))


def test_logs_tell_neither_who_nor_what(site, caplog):
    with caplog.at_level(logging.INFO, logger="replygraph.serve"):
        site.get("/page/agency/青岚市教育局", accept=BROWSER)
        site.ask('SELECT * { ?s ?p "王某 13800000000" }')
    assert caplog.text
    for word in ("127.0.0.1", "青岚", "王某", "13800000000", quote("青岚")):
        assert word not in caplog.text


def test_behind_a_proxy_it_is_known_by_the_name_given_and_by_no_other(store):
    with service(store, names=("data.example.cn",)) as running:
        assert running.get("/healthz", host="data.example.cn").status == 200
        assert running.get("/healthz", host="evil.example").status == 421
        described = running.get("/sparql", accept="text/turtle", host="data.example.cn").text
        assert "<http://data.example.cn/sparql>" in described
        proxied = running.get(
            "/sparql", accept="text/turtle", host="data.example.cn", x_forwarded_proto="https"
        )
        assert "<https://data.example.cn/sparql>" in proxied.text


@pytest.mark.parametrize("known", [True, False])
def test_a_head_that_does_not_end_is_refused(store, monkeypatch, known):
    if not known:
        monkeypatch.setattr("replygraph.serve.front.find_spec", lambda _: None)
    with service(store) as running:
        with socket.create_connection(("127.0.0.1", running.port), 10) as link:
            link.sendall(b"GET / HTTP/1.1\r\nhost: localhost\r\nx: ")
            with suppress(OSError):  # it may be refused before all is sent
                for _ in range(100):
                    link.sendall(b"y" * 8000)
                    time.sleep(0.01)
            with suppress(OSError):
                assert link.recv(100).split()[1:2] in ([b"431"], [b"400"], [])
        long = "# " + "x" * 50_000
        assert running.ask(f"ASK {{ }} {long}").status == 200
        assert running.post("/sparql", f"ASK {{ }} {long * 4}", DIRECT).status == 200
