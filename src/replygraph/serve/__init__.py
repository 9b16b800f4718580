"""Puts a graph on the web, read-only: SPARQL, pages and data for every IRI, dumps, the query page.

`serve` starts the parent of the query workers before any thread or web framework exists, then the
web server. ``app.py`` puts the routes together; each module answers one part of them.
"""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Callable
from contextlib import suppress

from replygraph.errors import MachineError
from replygraph.serve.live import Live
from replygraph.serve.settings import Settings

__all__ = ["Live", "Settings", "serve"]

#: connections that the system holds while the graph is made ready
_WAITING = 128


def _bound(settings: Settings) -> socket.socket:
    """Return a socket on the address, or raise MachineError."""
    kind = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    bound = socket.socket(kind, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # named: no delay is set
    try:
        if os.name == "posix":  # elsewhere it would let two services share the port
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((settings.host, settings.port))
        bound.listen(_WAITING)  # at once: of two that start together the later is told
    except OSError as error:
        bound.close()
        at = f"{settings.host}:{settings.port}"
        raise MachineError(
            f"无法监听 {at}（{error.strerror or error}），请换一个端口（--port）或地址（--host）。",
            f"cannot listen on {at} ({error.strerror or error}); choose another --port or --host.",
        ) from error
    return bound


def serve(settings: Settings, tell: Callable[[int], None] | None = None) -> None:
    """Serve until interrupted; ``tell`` is called with the port that is listened on.

    Raises StoreError where there is no store, MachineError where the address is taken.
    """
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    bound = _bound(settings)
    live = Live(settings)
    import uvicorn

    from replygraph.serve.app import app, begin
    from replygraph.serve.front import options

    live.begin = begin

    config = uvicorn.Config(
        app(live),
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=10,
        **options(),
    )
    if tell:
        tell(bound.getsockname()[1])
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[bound])
