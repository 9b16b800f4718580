"""Requests as they come over the wire: raw bytes, slow clients, two heads that contradict."""

import socket
import time
from contextlib import suppress
from pathlib import Path

import pytest
from served import service

from replygraph.errors import MachineError
from replygraph.serve import Settings, _bound, serve
from replygraph.serve.connection import written

END = b" HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n"
OPEN = END.replace(b"connection: close\r\n", b"")
POST = b"POST /sparql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/sparql-query\r\n"
SLOW = 0.4


def sent(site, *pieces, pause=0.0, wait=20):
    """Send pieces over a connection; return all that comes until it is closed."""
    with socket.create_connection(("127.0.0.1", site.port), wait) as link:
        for piece in pieces:
            link.sendall(piece)
            time.sleep(pause)
        found = b""
        with suppress(ConnectionResetError):
            while piece := link.recv(65536):
                found += piece
    return found


def status(answer):
    return int(answer.split()[1])


@pytest.fixture
def hurried(store, monkeypatch):
    """A service that waits for nobody."""
    for name in ("HEAD_TIME", "BODY_TIME", "STILL_TIME"):
        monkeypatch.setattr(f"replygraph.serve.connection.{name}", SLOW)
    with service(store, timeout=4 * SLOW) as running:
        yield running


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_an_address_as_it_was_typed_is_understood(site, encoding):
    """As old clients send it, and curl: no browser does."""
    page = sent(site, "GET /search?q=教育局".encode(encoding) + END)
    assert status(page) == 200
    assert "教育局" in page.decode("utf-8")
    assert status(sent(site, "GET /page/agency/青岚市教育局".encode(encoding) + END)) == 200
    asked = 'GET /sparql?format=csv&query=SELECT%20("教育局"%20AS%20?x)%20{}'
    assert "x\r\n教育局\r\n".encode() in sent(site, asked.encode(encoding) + END)


def test_a_character_may_come_in_two_pieces(site):
    line = "GET /sparql?format=csv&query=SELECT%20('局'%20AS%20?x)%20{}".encode()
    cut = line.index("局".encode()) + 1
    assert "x\r\n局\r\n".encode() in sent(site, line[:cut], line[cut:] + END, pause=0.1)


def test_only_the_first_line_is_rewritten(site):
    """A body keeps its bytes, so its length stays true; the next request is a request."""
    query = "SELECT ('局' AS ?x) {}".encode()
    post = POST + b"accept: text/csv\r\ncontent-length: %d\r\n\r\n" % len(query)
    found = sent(site, post, query[:10], query[10:], "GET /search?q=局".encode() + END, pause=0.05)
    assert found.count(b"HTTP/1.1 200") == 2
    assert "x\r\n局\r\n".encode() in found


def test_bytes_that_are_no_text_are_escaped_and_nothing_else():
    line = b"GET /a\xff%20b\\|^`{}?c=d&e#f HTTP/1.1\r"
    assert written(line) == line.replace(b"\xff", b"%FF")


@pytest.mark.parametrize(
    "line",
    ["GET /search?q=教育 局", "GET /search?q=\x01", "GET /search?q=\x00局", "FOO /", "\x16\x03"],
)
def test_what_is_no_request_is_told_so_in_chinese(site, line):
    answer = sent(site, line.encode() + END)
    assert status(answer) == 400
    assert "不是完整的 HTTP 请求".encode() in answer


def test_an_address_too_long_is_told_so(site):
    assert status(sent(site, b"GET /search?q=" + b"a" * 60_000 + END)) == 200
    for far in (b"a" * 70_000, "局".encode() * 20_000):
        answer = sent(site, b"GET /search?q=" + far + END)
        assert status(answer) == 414
        assert "请求过长".encode() in answer


@pytest.mark.parametrize(
    "head",
    [
        "content-length: 4\r\ntransfer-encoding: chunked",
        "content-length: 4\r\ncontent-length: 5",
        "content-length: 4, 4",
        "content-length: +4",
        "content-length: 局",
        "transfer-encoding: xchunked",
        "transfer-encoding : chunked",
        "transfer-encoding: chunked\r\n x",
        "x: a\r\n b",
    ],
)
def test_heads_that_may_be_read_in_two_ways_are_refused(site, head):
    """Whoever stands before us could see another request in them than we do."""
    hidden = b"0\r\n\r\nGET /healthz" + OPEN
    found = sent(site, POST + head.encode() + b"\r\n\r\n" + hidden)
    assert status(found) == 400
    assert found.count(b"HTTP/1.1") == 1


def test_two_hosts_are_refused(site):
    for hosts in (b"localhost\r\nhost: evil", b"evil\r\nhost: localhost"):
        answer = sent(site, b"GET / HTTP/1.1\r\nhost: " + hosts + b"\r\nconnection: close\r\n\r\n")
        assert status(answer) == 400


def test_a_compressed_body_is_refused_unread(site):
    answer = site.post(
        "/sparql", b"\x1f\x8b" + bytes(5000), "application/sparql-query", content_encoding="gzip"
    )
    assert answer.status == 415


def test_another_protocol_is_not_taken_up(site):
    upgrade = b"GET /healthz HTTP/1.1\r\nhost: localhost\r\nupgrade: websocket\r\n"
    key = b"sec-websocket-version: 13\r\nsec-websocket-key: eA==\r\n"
    assert status(sent(site, upgrade + key + b"connection: upgrade, close\r\n\r\n")) == 200


@pytest.mark.parametrize(
    "begun",
    [
        b"GET /healthz",
        b"GET /healthz HTTP/1.1\r\nhost: localhost\r\nx: ",
        POST + b"content-length: 1000\r\n\r\nASK",
        POST + b"transfer-encoding: chunked\r\n\r\n3\r\nASK\r\n",
    ],
)
def test_who_sends_a_request_byte_by_byte_is_let_go(hurried, begun, caplog):
    """Neither the first bytes nor each one more buy time."""
    start = time.monotonic()
    with socket.create_connection(("127.0.0.1", hurried.port), 10) as link:
        link.sendall(begun)
        with suppress(OSError):
            while time.monotonic() - start < 8:
                link.sendall(b"1")
                time.sleep(0.05)
        took = time.monotonic() - start
        with suppress(ConnectionResetError):
            assert link.recv(100).split()[1:2] in ([b"408"], [])
    assert took < 4
    assert "Traceback" not in caplog.text
    assert hurried.get("/healthz").status == 200


def test_who_says_nothing_is_let_go_without_a_word(hurried):
    assert sent(hurried, wait=8) == b""


def test_who_waits_for_a_long_answer_is_not_let_go(hurried):
    query = b"SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    start = time.monotonic()
    head = b"content-length: %d\r\nconnection: close\r\n\r\n" % len(query)
    answer = sent(hurried, POST + head + query)
    assert status(answer) == 503
    assert b"x-limit: time" in answer
    assert time.monotonic() - start > 3 * SLOW


def test_who_takes_nothing_of_an_answer_is_let_go(hurried):
    many = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 20000".replace(" ", "%20")
    with socket.socket() as link:
        link.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        link.settimeout(20)
        link.connect(("127.0.0.1", hurried.port))
        link.sendall(f"GET /sparql?format=json&query={many}".encode() + OPEN)
        time.sleep(6 * SLOW)
        got = 0
        with suppress(ConnectionResetError):
            while piece := link.recv(65536):
                got += len(piece)
    assert got < 5_000_000  # of ten


def test_too_many_connections_are_told_to_come_again(store, monkeypatch):
    monkeypatch.setattr("replygraph.serve.front.CONNECTIONS", 5)
    with service(store) as running:
        links = [socket.create_connection(("127.0.0.1", running.port), 10) for _ in range(6)]
        time.sleep(0.3)
        assert running.get("/healthz").status == 503
        for link in links:
            link.close()
        time.sleep(0.3)
        assert running.get("/healthz").status == 200


def test_a_port_that_is_taken_is_named_before_anything_is_loaded(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(MachineError, match=f"{port}.*--port"):
            serve(Settings(tmp_path / "no graph", port=port))


def test_of_two_that_start_together_the_later_is_told():
    first = _bound(Settings(Path("graph"), port=0))
    with first, pytest.raises(MachineError):
        _bound(Settings(Path("graph"), port=first.getsockname()[1]))


def test_an_address_that_is_not_of_this_machine_is_named():
    with pytest.raises(MachineError, match=r"192\.0\.2\.1"):
        _bound(Settings(Path("graph"), host="192.0.2.1", port=0))
