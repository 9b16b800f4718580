"""Starting query workers: forked from a holder of the graph, or spawned where fork is missing."""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import socket
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from replygraph.errors import MachineError

FORKS = sys.platform == "linux"
_ANSWER = 30.0


@dataclass(slots=True)
class Worker:
    """Our end of a query worker.

    ``taken``: bytes that are its own, when seen last; ``warm``: it has read the whole graph.
    """

    pid: int
    source: asyncio.StreamReader
    target: asyncio.StreamWriter
    taken: int = 0
    warm: bool = False


class Start(Protocol):
    """Starts and ends the workers of one generation; ``holds``: it can hold them, too."""

    holds: bool

    def gone(self) -> bool:
        """Tell whether no worker can be had any more."""

    async def ready(self) -> int:
        """Wait until workers can be had; return the bytes that one copies bit by bit as it reads.

        Forked workers share the graph until they write to it, and to read is to count references.
        """

    async def worker(self) -> Worker:
        """Return a worker that is ready."""

    def kill(self, worker: Worker) -> None:
        """End a worker at once."""

    def hold(self, worker: Worker, *, held: bool) -> None:
        """Hold a worker where it is, or have it go on."""

    def yields(self, worker: Worker) -> None:
        """Have a worker yield to all others from now on."""

    async def close(self) -> None:
        """End everything."""


def free_memory() -> int:
    """Return how many bytes of memory are free for a graph, 0 where the system does not say."""
    path = Path("/proc/meminfo")
    if path.exists():
        for line in path.read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    if hasattr(os, "sysconf") and "SC_AVPHYS_PAGES" in os.sysconf_names:
        return os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return 0


class Forked:
    """Workers forked from a holder, which is a process of its own."""

    holds = True

    def __init__(self, folder: Path, *, memory: bool, union: bool, cap: int) -> None:
        """Start the holder; it loads the graph while others go on."""
        ours, theirs = socket.socketpair()
        self._control = ours
        self._process = subprocess.Popen(  # noqa: S603  our own module
            [
                sys.executable,
                "-m",
                "replygraph.serve.holder",
                str(theirs.fileno()),
                str(folder),
                "memory" if memory else "disk",
                "union" if union else "named",
                str(cap),
            ],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        theirs.close()
        self._numbers = itertools.count()
        self._forked: dict[int, asyncio.Future[int]] = {}
        self._listener: asyncio.Task[None] | None = None
        self._ready: asyncio.Future[int] | None = None

    def gone(self) -> bool:
        """Tell whether the holder has ended: where memory is short, the system may end it."""
        return self._process.poll() is not None

    async def ready(self) -> int:
        """Wait until the holder has the graph; MachineError where it could not open it."""
        loop = asyncio.get_running_loop()
        self._control.setblocking(False)
        self._ready = loop.create_future()
        self._listener = asyncio.create_task(self._listen(loop))
        return await self._ready

    async def _listen(self, loop: asyncio.AbstractEventLoop) -> None:
        rest = b""
        while data := await loop.sock_recv(self._control, 65536):
            *lines, rest = (rest + data).split(b"\n")
            for line in lines:
                self._heard(json.loads(line))
        gone = MachineError("查询进程意外结束。", "the parent of the query workers ended.")
        if self._ready and not self._ready.done():
            self._ready.set_exception(gone)
        for future in self._forked.values():
            if not future.done():
                future.set_exception(gone)

    def _heard(self, what: dict[str, Any]) -> None:
        if "ready" in what and self._ready and not self._ready.done():
            self._ready.set_result(what["ready"])
        elif "forked" in what:
            future = self._forked.pop(what["forked"], None)
            if future and not future.done():
                future.set_result(what["pid"])

    async def worker(self) -> Worker:
        """Return a worker forked anew."""
        number = next(self._numbers)
        loop = asyncio.get_running_loop()
        self._forked[number] = loop.create_future()
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        order = json.dumps({"fork": number}).encode("ascii") + b"\n"
        try:
            socket.send_fds(self._control, [order], [theirs.fileno()])
        except OSError as error:
            raise MachineError("查询进程意外结束。", "the parent of workers ended.") from error
        finally:
            theirs.close()
        pid = await asyncio.wait_for(self._forked[number], _ANSWER)
        source, target = await asyncio.open_connection(sock=ours, limit=1 << 20)
        return Worker(pid, source, target)

    def _order(self, what: str, worker: Worker) -> None:
        """Have the holder do it: only it knows whether the process is still that one."""
        with suppress(OSError):
            self._control.send(json.dumps({what: worker.pid}).encode("ascii") + b"\n")

    def kill(self, worker: Worker) -> None:
        """End a worker at once."""
        worker.target.close()
        self._order("kill", worker)

    def hold(self, worker: Worker, *, held: bool) -> None:
        """Hold a worker where it is, or have it go on."""
        self._order("hold" if held else "go", worker)

    def yields(self, worker: Worker) -> None:
        """Have a worker yield to all others from now on."""
        self._order("yield", worker)

    async def close(self) -> None:
        """End the holder and its workers."""
        if self._listener:
            self._listener.cancel()
        self._control.close()
        await asyncio.to_thread(self._process.wait)


class Spawned:
    """Workers that are processes of their own, each with its own copy of the graph."""

    holds = False

    def __init__(self, folder: Path, *, memory: bool, union: bool, cap: int) -> None:
        """Say what each worker opens."""
        self._command = [
            sys.executable,
            "-m",
            "replygraph.serve.worker",
            str(folder),
            "memory" if memory else "disk",
            "union" if union else "named",
            str(cap),
        ]
        self._processes: dict[int, asyncio.subprocess.Process] = {}

    def gone(self) -> bool:
        """Return that workers can be had: each is a process of its own."""
        return False

    async def ready(self) -> int:
        """Return at once: every worker opens the graph itself."""
        return 0

    async def worker(self) -> Worker:
        """Return a worker started anew."""
        pipe = asyncio.subprocess.PIPE
        process = await asyncio.create_subprocess_exec(
            *self._command, stdin=pipe, stdout=pipe, limit=1 << 20
        )
        assert process.stdout
        assert process.stdin
        self._processes[process.pid] = process
        return Worker(process.pid, process.stdout, process.stdin)

    def kill(self, worker: Worker) -> None:
        """End a worker at once."""
        process = self._processes.pop(worker.pid, None)
        if process and process.returncode is None:
            process.kill()

    def hold(self, worker: Worker, *, held: bool) -> None:
        """Do nothing: not every system can."""

    def yields(self, worker: Worker) -> None:
        """Do nothing: not every system can."""

    async def close(self) -> None:
        """End all workers."""
        for process in list(self._processes.values()):
            if process.returncode is None:
                process.kill()
            await process.wait()
