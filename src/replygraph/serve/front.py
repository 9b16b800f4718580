"""How the web server reads requests: by the quicker parser, within bounds of size and time."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

#: bytes of a request before its body: a query by GET stands in them
MOST = 1 << 16
#: connections at once; who comes beyond them is told to come again
CONNECTIONS = 900


def options() -> dict[str, Any]:
    """Return the options of uvicorn that say how requests are read.

    httptools takes a quarter less time for a short query than h11, but reads heads of any length,
    and neither minds how long a client takes: `Connection` does.
    """
    both = {"ws": "none", "limit_concurrency": CONNECTIONS}
    if find_spec("httptools"):
        from replygraph.serve.connection import Connection

        return {"http": Connection, **both}
    return {"http": "h11", "h11_max_incomplete_event_size": MOST, **both}
