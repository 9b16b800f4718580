"""Puts a graph on the web, read-only: SPARQL, pages and data for every IRI, dumps, the query page.

`serve` starts the parent of the query workers before any thread or web framework exists, then the
web server. ``app.py`` puts the routes together; each module answers one part of them.
"""

from __future__ import annotations

import logging

from replygraph.errors import MachineError
from replygraph.serve.live import Live
from replygraph.serve.settings import Settings

__all__ = ["Live", "Settings", "serve"]


def serve(settings: Settings) -> None:
    """Serve until interrupted. Raises StoreError where there is no store, MachineError."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    live = Live(settings)
    import uvicorn

    from replygraph.serve.app import app

    server = uvicorn.Server(
        uvicorn.Config(
            app(live),
            host=settings.host,
            port=settings.port,
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=True,
            timeout_graceful_shutdown=10,
            h11_max_incomplete_event_size=1 << 16,
        )
    )
    server.run()
    if not server.started:
        raise MachineError(
            f"无法监听 {settings.host}:{settings.port}，请换一个端口（--port）。",
            f"cannot listen on {settings.host}:{settings.port}; choose another --port.",
        )
