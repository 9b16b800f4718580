"""How the web process and its query workers talk: lengths, JSON, bytes; one request at a time."""

from __future__ import annotations

import asyncio
import json
import struct
from dataclasses import asdict
from typing import IO, Any

from replygraph.store.serving import Ask

_HEAD = struct.Struct("!I")
_BODY = struct.Struct("!Q")


def request(ask: Ask, rows: int) -> bytes:
    """Return a query as it travels to a worker."""
    data = json.dumps({**asdict(ask), "rows": rows}).encode("utf-8")
    return _HEAD.pack(len(data)) + data


def read_request(stream: IO[bytes]) -> tuple[Ask, int] | None:
    """Return the next query and its cap on rows; None where the web process has gone."""
    head = stream.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    given: dict[str, Any] = json.loads(stream.read(_HEAD.unpack(head)[0]))
    rows: int = given.pop("rows")
    lists: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in given.items()}
    return Ask(**lists), rows


def write_reply(stream: IO[bytes], head: dict[str, Any], body: bytes = b"") -> None:
    """Send an answer, or what went wrong, from the worker."""
    data = json.dumps(head).encode("utf-8")
    stream.write(_HEAD.pack(len(data)) + data + _BODY.pack(len(body)))
    stream.write(body)
    stream.flush()


async def read_reply(stream: asyncio.StreamReader) -> tuple[dict[str, Any], bytes]:
    """Return head and body of an answer; asyncio.IncompleteReadError where the worker died."""
    head = await stream.readexactly(_HEAD.unpack(await stream.readexactly(_HEAD.size))[0])
    size = _BODY.unpack(await stream.readexactly(_BODY.size))[0]
    return json.loads(head), await stream.readexactly(size)
