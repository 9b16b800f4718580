"""What the service is told when it starts."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

LOCAL = ("127.0.0.1", "localhost", "::1")
_CORES = os.cpu_count() or 1
#: forked workers share the graph and most of them are held; others have a copy each
_WORKERS = min(128, max(16, 16 * _CORES)) if sys.platform == "linux" else max(8, 4 * _CORES)


@dataclass(frozen=True, slots=True)
class Settings:
    """How to serve.

    ``timeout`` is in seconds, ``memory`` in bytes a worker may take beyond the graph, ``together``
    in bytes that all workers may have for themselves, pages of the graph that they wrote to
    included (0: half of what is free); ``kept`` is in bytes of answers to keep. ``quick``
    queries may begin at once, the rest of the ``workers`` hold longer ones. ``rate`` is in requests
    a minute that one client may make when others are listened to. ``names`` are the host names
    under which a proxy makes the service known. ``union`` says whether the default graph of queries
    is the union of all graphs, None that it is as the store has it.
    """

    store: Path
    host: str = "127.0.0.1"
    port: int = 8000
    timeout: float = 30.0
    rows: int = 200_000
    memory: int = 1 << 30
    together: int = 0
    kept: int = 128 << 20
    workers: int = _WORKERS
    quick: int = max(4, 2 * _CORES)
    waiting: int = 256
    rate: int = 600
    public_only: bool = False
    names: tuple[str, ...] = ()
    union: bool | None = None

    @property
    def open_to_others(self) -> bool:
        """Tell whether other machines can reach the service."""
        return self.host not in LOCAL or bool(self.names)

    @property
    def known_as(self) -> tuple[str, ...]:
        """Return the host names that requests may use, none where any will do."""
        if self.host in LOCAL or self.names:
            return (*LOCAL, *self.names)
        return ()
