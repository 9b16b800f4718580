"""Dumps over the wire: parts of them, conditions, and generations that come meanwhile."""

import gzip
import http.client
import time

import pytest
from served import service

from records import survey
from replygraph.store import open_store

NAME = "/dump/replygraph.nq.gz"


def publish(folder, number):
    with open_store(folder, write=True) as kept:
        kept.update([survey(f"b{number}", place=f"第{number}号湿地", number=f"2021010{number}")])


def served_within(running, number, seconds=20):
    until = time.monotonic() + seconds
    while time.monotonic() < until and running.live.now.number < number:
        time.sleep(0.05)
    assert running.live.now.number == number


def test_parts_and_conditions_are_as_the_standard_has_them(site):
    whole = site.get(NAME)
    tag, size = whole.headers["etag"], len(whole.body)
    assert whole.headers["accept-ranges"] == "bytes"
    last = site.get(NAME, range="bytes=-4")
    assert (last.status, last.body) == (206, whole.body[-4:])
    assert last.headers["content-range"] == f"bytes {size - 4}-{size - 1}/{size}"
    assert site.get(NAME, range=f"bytes={size}-").status == 416
    assert site.get(NAME, range="bytes=9-1").status in (200, 400, 416)
    assert site.get(NAME, range="bytes=0-3", if_range=tag).status == 206
    assert site.get(NAME, range="bytes=0-3", if_range='"other"').body == whole.body
    for known in (tag, f"W/{tag}", f'"x", {tag}'):
        answer = site.get(NAME, if_none_match=known)
        assert (answer.status, answer.body) == (304, b"")
    head = site.get(NAME, method="HEAD")
    assert (head.status, head.headers["content-length"], head.body) == (200, str(size), b"")
    many = ",".join(f"{n}-{n}" for n in range(0, 1000, 2))
    assert len(site.get(NAME, range=f"bytes={many}").body) < 2 * size + 100_000


def test_a_dump_that_is_sent_goes_on_when_generations_come_and_older_ones_go(tmp_path):
    folder = tmp_path / "graph"
    publish(folder, 1)
    with service(folder) as running:
        whole = running.get(NAME)
        link = http.client.HTTPConnection("127.0.0.1", running.port, timeout=30)
        link.request("GET", NAME)
        answer = link.getresponse()
        begun = answer.read(10)
        for number in (2, 3):
            publish(folder, number)
            served_within(running, number)
            later = running.get(NAME)
            assert later.headers["x-generation"] == str(number)
            assert later.headers["etag"] != whole.headers["etag"]
        assert begun + answer.read() == whole.body
        assert "20210103" in gzip.decompress(later.body).decode("utf-8")
        assert len(list(running.live.scratch.glob("dump-*"))) == 2


def test_a_dump_that_cannot_be_written_is_told_of_and_made_the_next_time(store, monkeypatch):
    with service(store) as running:
        with monkeypatch.context() as without:

            async def fails(*_):
                return False

            without.setattr("replygraph.serve.dumps.done_aside", fails)
            answer = running.get(NAME)
            assert answer.status == 500
            assert "临时文件夹" in answer.text
            assert not list(running.live.scratch.glob("dump-*"))
        assert running.get(NAME).status == 200


@pytest.mark.parametrize("name", ["", "x", "replygraph.nq", "SHA256SUMS%00", "..", "%2e%2e%2fx"])
def test_other_names_are_not_there(site, name):
    assert site.get(f"/dump/{name}", accept="*/*").status in (200 if not name else 404, 307)
