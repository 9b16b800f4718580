"""How the web process and its query workers talk: lengths, JSON, bytes; one request at a time."""

from __future__ import annotations

import asyncio
import json
import struct
from typing import IO, Any

from replygraph.store.serving import Ask

_REQUEST = struct.Struct("!I")
_REPLY = struct.Struct("!IQ")


def request(ask: Ask, rows: int) -> bytes:
    """Return a query as it travels to a worker."""
    parts = (ask.sparql, ask.defaults, ask.named, ask.base, ask.results, ask.graphs)
    data = json.dumps((rows, *parts)).encode("ascii")
    return _REQUEST.pack(len(data)) + data


def read_request(stream: IO[bytes]) -> tuple[Ask, int] | None:
    """Return the next query and its cap on rows; None where the web process has gone."""
    head = stream.read(_REQUEST.size)
    if len(head) < _REQUEST.size:
        return None
    given: list[Any] = json.loads(stream.read(_REQUEST.unpack(head)[0]))
    given = [tuple(one) if isinstance(one, list) else one for one in given]
    return Ask(*given[1:]), given[0]


def write_reply(stream: IO[bytes], head: dict[str, Any], body: bytes = b"") -> None:
    """Send an answer, or what went wrong, from the worker."""
    data = json.dumps(head).encode("utf-8")
    stream.write(_REPLY.pack(len(data), len(body)) + data)
    stream.write(body)
    stream.flush()


async def read_reply(stream: asyncio.StreamReader) -> tuple[dict[str, Any], bytes]:
    """Return head and body of an answer; asyncio.IncompleteReadError where the worker died."""
    head, body = _REPLY.unpack(await stream.readexactly(_REPLY.size))
    return json.loads(await stream.readexactly(head)), await stream.readexactly(body)
