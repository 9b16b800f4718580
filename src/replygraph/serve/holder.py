"""The small parent of the query workers of one generation: holds the graph, forks, reaps.

It is started as a process of its own, has no thread and no web framework, and so can fork at any
time. The web process speaks to it over one socket: a JSON object a line, a worker's socket beside
the request to fork it. When that socket closes, it kills its workers and ends.
"""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import sys
from pathlib import Path
from typing import IO, Any, cast

from replygraph.serve.worker import confine, work
from replygraph.store.serving import Served, opened

_NICE = 10
_SIGNALS = {"kill": signal.SIGKILL, "hold": signal.SIGSTOP, "go": signal.SIGCONT}


def own_memory() -> int:
    """Return how many bytes of memory this process has."""
    with Path("/proc/self/statm").open(encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def _tell(control: socket.socket, **what: Any) -> None:
    control.sendall(json.dumps(what).encode("utf-8") + b"\n")


class Holder:
    """Forks workers when asked, and reports how they end."""

    def __init__(self, control: socket.socket, folder: Path, *, union: bool, memory: int) -> None:
        """Take orders from ``control``; ``memory`` is what a worker may take beyond the graph."""
        self._control = control
        self._folder = folder
        self._union = union
        self._memory = memory
        self._served: Served | None = None
        self._workers: set[int] = set()
        self._rest = b""

    def load(self) -> None:
        """Load the graph into memory; without this each worker reads from disk."""
        wanted = select.poll()
        wanted.register(self._control, select.POLLRDHUP)

        def look() -> None:
            if wanted.poll(0):  # the web process is gone, and loading may take minutes yet
                os._exit(0)

        self._served = opened(self._folder, memory=True, union=self._union, look=look)

    def run(self) -> None:
        """Serve until the web process closes the socket."""
        wake, told = os.pipe()
        control = self._control.fileno()
        os.set_blocking(told, False)
        signal.set_wakeup_fd(told, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        try:
            _tell(self._control, ready=own_memory() if self._served else 0)
            while True:
                ready, _, _ = select.select([control, wake], [], [])
                if wake in ready:
                    os.read(wake, 4096)
                    self._reap()
                if control in ready and not self._order():
                    break
        except (BrokenPipeError, ConnectionResetError):
            pass  # the web process is gone, and so is the reason to stay
        for pid in self._workers:
            os.kill(pid, signal.SIGKILL)

    def _order(self) -> bool:
        data, handles, _, _ = socket.recv_fds(self._control, 65536, 64)
        if not data:
            return False
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            order = json.loads(line)
            if "fork" in order:
                self._fork(order["fork"], handles.pop(0))
            else:
                for what, pid in order.items():
                    self._obey(what, pid)
        return True

    def _obey(self, what: str, pid: int) -> None:
        """Do something to a worker that has not ended."""
        if pid not in self._workers:
            return
        if what == "yield":
            os.setpriority(os.PRIO_PROCESS, pid, _NICE)
        else:
            os.kill(pid, _SIGNALS[what])

    def _fork(self, number: int, handle: int) -> None:
        pid = os.fork()
        if pid:
            os.close(handle)
            self._workers.add(pid)
            _tell(self._control, forked=number, pid=pid)
            return
        try:
            self._control.close()
            signal.set_wakeup_fd(-1)
            with socket.socket(fileno=handle) as link, link.makefile("rwb") as file:
                stream = cast("IO[bytes]", file)
                served = self._served or opened(self._folder, memory=False, union=self._union)
                confine(self._memory, files=not served.memory)
                work(served, stream, stream)
        except (BrokenPipeError, ConnectionResetError):
            pass  # killed or let go while it answered
        finally:
            os._exit(0)

    def _reap(self) -> None:
        while self._workers:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if not pid:
                return
            self._workers.discard(pid)
            _tell(self._control, ended=pid, signal=os.WTERMSIG(status))


def main() -> None:
    """Run the holder that the command line describes."""
    handle, folder, mode, union, memory = sys.argv[1:6]
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the web process decides when to end
    control = socket.socket(fileno=int(handle))
    holder = Holder(control, Path(folder), union=union == "union", memory=int(memory))
    if mode == "memory":
        holder.load()
    holder.run()


if __name__ == "__main__":
    main()
