"""What the service is told when it starts."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

LOCAL = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class Settings:
    """How to serve.

    ``timeout`` is in seconds, ``memory`` in bytes a worker may take beyond the graph, ``rate`` in
    requests a minute that one client may make when others are listened to. ``names`` are the host
    names under which a proxy makes the service known. ``union`` says whether the default graph of
    queries is the union of all graphs, None that it is as the store has it.
    """

    store: Path
    host: str = "127.0.0.1"
    port: int = 8000
    timeout: float = 30.0
    rows: int = 200_000
    memory: int = 1 << 30
    workers: int = max(8, 4 * (os.cpu_count() or 1))
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
