"""How the web server reads requests: by the quicker parser if it is there, with a cap on heads."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import asyncio

#: bytes of a request before its body: a query by GET stands in them
MOST = 1 << 16
_TOO_LONG = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\nconnection: close\r\n"
    b"content-type: text/plain; charset=utf-8\r\ncontent-length: 25\r\n\r\n"
    b"the request is too long.\n"
)


def options() -> dict[str, Any]:
    """Return the options of uvicorn that say how requests are read.

    httptools takes a quarter less time for a short query than h11, but reads heads of any length.
    """
    if find_spec("httptools"):
        return {"http": _capped()}
    return {"http": "h11", "h11_max_incomplete_event_size": MOST}


def _capped() -> type[asyncio.Protocol]:
    from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

    class Capped(HttpToolsProtocol):
        """Refuses a request whose head does not end."""

        _head: int | None = None  # bytes of a head that has begun, as far as they are counted

        def on_message_begin(self) -> None:
            self._head = 0
            super().on_message_begin()

        def on_headers_complete(self) -> None:
            self._head = None
            super().on_headers_complete()

        def data_received(self, data: bytes) -> None:
            before = self.headers if self._head is not None else None
            super().data_received(data)
            # a piece that began in this head, and did not end it, is all of it
            if self._head is not None and before is self.headers:
                self._head += len(data)
                if self._head > MOST:
                    self._head = None
                    self.transport.write(_TOO_LONG)
                    self.transport.close()

    return Capped
