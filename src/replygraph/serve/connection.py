"""One connection of a client: what was typed is read as meant, what does not end is let go."""

from __future__ import annotations

import asyncio
from urllib.parse import quote

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from replygraph.serve.front import MOST

#: seconds within which the head of a request has come, and then its body
HEAD_TIME = 15.0
BODY_TIME = 60.0
#: seconds after which a client that takes nothing of its answer is let go
STILL_TIME = 60.0
_ASCII = "".join(map(chr, range(128)))
_LONG = ("请求过长。", "the request is too long.")
_SLOW = ("请求没有及时发完。", "the request did not come in time.")
_INVALID = (
    "这不是完整的 HTTP 请求；地址中不能有空格和控制字符，请用 %20 等编码。",
    "this is no valid HTTP request; write blanks and control characters in an address as %20 etc.",
)


def written(line: bytes) -> bytes:
    """Return a request line with its raw bytes percent-encoded, as a browser would have sent it.

    Old clients send what was typed: UTF-8, or on a Chinese Windows GBK. Nothing else is changed.

    >>> written("GET /search?q=局".encode("gbk")) == written("GET /search?q=局".encode())
    True
    >>> written("GET /a%20局".encode()), written(b"GET /" + bytes([255]))
    (b'GET /a%20%E5%B1%80', b'GET /%FF')
    """
    if line.isascii():
        return line
    for encoding in ("utf-8", "gb18030"):
        try:
            return quote(line.decode(encoding), _ASCII).encode("ascii")
        except UnicodeDecodeError:
            pass
    return quote(line, _ASCII).encode("ascii")


def _refusal(status: str, words: tuple[str, str]) -> bytes:
    body = "\n".join((*words, "")).encode("utf-8")
    head = (
        f"HTTP/1.1 {status}\r\nconnection: close\r\ncontent-type: text/plain; charset=utf-8\r\n"
        f"content-length: {len(body)}\r\n\r\n"
    )
    return head.encode("ascii") + body


class Connection(HttpToolsProtocol):
    """Lets go whoever sends a request, or takes its answer, without end."""

    _begins = True  # a request has ended, or none was: what comes is a request line
    _line = b""  # as much of that line as there is
    _head: int | None = None  # bytes of a head that has begun, as far as they are counted
    _until: asyncio.TimerHandle | None = None  # when the request has to be there
    _still: asyncio.TimerHandle | None = None  # when more of the answer has to be taken

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Expect a request."""
        super().connection_made(transport)  # type: ignore[arg-type]
        self._expect(HEAD_TIME)

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing more."""
        self._expect(None)
        self.resume_writing()
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        """Count the bytes of a head, and its time."""
        self._begins, self._head = False, 0
        self._expect(HEAD_TIME)
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Expect the body."""
        self._head = None
        self._expect(BODY_TIME)
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Expect another request, if there is one: that is not hurried."""
        self._begins = True
        self._expect(None)
        super().on_message_complete()

    def data_received(self, data: bytes) -> None:
        """Have the parser read what came; a request line when it is whole, raw bytes escaped."""
        if self._begins:
            data, self._line = self._line + data, b""
            line, end, rest = data.partition(b"\n")
            if not end and len(line) <= MOST and line[:1].isalpha():
                self._line = line  # a character may have come in part
                return
            line = written(line)
            if len(line) > MOST:
                self._refuse("414 URI Too Long", _LONG)
                return
            data = line + end + rest
        before = self.headers if self._head is not None else None
        super().data_received(data)
        # a piece that began in this head, and did not end it, is all of it
        if self._head is not None and before is self.headers:
            self._head += len(data)
            if self._head > MOST:
                self._refuse("431 Request Header Fields Too Large", _LONG)

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002  it says less than we do
        """Refuse what the parser cannot read."""
        self._refuse("400 Bad Request", _INVALID)

    def _unsupported_upgrade_warning(self) -> None:
        """Say nothing: the request is answered as if it asked for no other protocol."""

    def _refuse(self, status: str, words: tuple[str, str]) -> None:
        """End the connection; say why, unless that would stand in the midst of an answer."""
        self._head = None
        self._expect(None)
        if not self._answering():
            self.transport.write(_refusal(status, words))
        self.transport.close()

    def _answering(self) -> bool:
        cycle = self.cycle
        return bool(cycle and cycle.response_started and not cycle.response_complete)

    def _expect(self, seconds: float | None) -> None:
        """Have the request come within a time from now on; None where it is there."""
        if self._until:
            self._until.cancel()
        self._until = self.loop.call_later(seconds, self._late) if seconds else None

    def _late(self) -> None:
        cycle = self.cycle
        earlier = self._head is not None and cycle and not cycle.response_complete
        if self.flow.read_paused or earlier:  # it waits for us, or for an answer before it
            self._expect(HEAD_TIME)
        elif self._head is None and cycle is None:  # nothing was ever asked
            self.transport.close()
        else:
            self._refuse("408 Request Timeout", _SLOW)

    def pause_writing(self) -> None:
        """Watch whether any of the answer is taken."""
        super().pause_writing()
        self._watch(self.transport.get_write_buffer_size())

    def resume_writing(self) -> None:
        """Watch no more."""
        if self._still:
            self._still.cancel()
            self._still = None
        super().resume_writing()

    def _watch(self, left: int) -> None:
        self._still = self.loop.call_later(STILL_TIME, self._looked, left)

    def _looked(self, before: int) -> None:
        left = self.transport.get_write_buffer_size()
        if left < before:
            self._watch(left)
        else:
            self.transport.abort()
