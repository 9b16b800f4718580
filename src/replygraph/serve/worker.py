"""A query worker: answers one query after another, and may be killed at any moment.

Run as a module it is the worker of systems without fork; on Linux `replygraph.serve.holder` forks
it from a process that holds the graph already. It never imports the web framework.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import IO

from replygraph.errors import ReplygraphError
from replygraph.serve import wire
from replygraph.store.serving import NotAcceptableError, Served, TooManyRowsError, opened

#: open files of a worker that has all it needs in memory: a query can open no more
_NO_FILES = 0


def work(served: Served, source: IO[bytes], target: IO[bytes]) -> None:
    """Answer what comes from ``source`` until it ends."""
    wire.write_reply(target, {"ready": True})
    while (asked := wire.read_request(source)) is not None:
        ask, rows = asked
        began = time.process_time()
        try:
            reply = served.answer(ask, rows)
        except TooManyRowsError as error:
            wire.write_reply(target, {"limit": "rows", "zh": error.zh, "en": error.en})
        except NotAcceptableError as error:
            wire.write_reply(target, {"format": True, "zh": error.zh, "en": error.en})
        except ReplygraphError as error:
            wire.write_reply(target, {"query": True, "zh": error.zh, "en": error.en})
        except MemoryError:
            wire.write_reply(target, {"limit": "memory"})
            return  # what it holds is lost to it: a new worker takes over
        else:
            took = round(time.process_time() - began, 4)
            head = {"kind": reply.kind, "media": reply.media, "took": took}
            wire.write_reply(target, head, reply.body)


def confine(memory: int, *, files: bool) -> None:
    """Cap what this process may take: ``memory`` bytes beyond what it has, no new files."""
    if sys.platform == "linux":
        import resource

        with Path("/proc/self/statm").open(encoding="ascii") as file:
            has = int(file.read().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (has + memory, has + memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if not files:
            resource.setrlimit(resource.RLIMIT_NOFILE, (_NO_FILES, _NO_FILES))


def main() -> None:
    """Open the graph named on the command line and answer over standard input and output."""
    folder, mode, union, memory = sys.argv[1:5]
    served = opened(Path(folder), memory=mode == "memory", union=union == "union")
    confine(int(memory), files=True)
    work(served, sys.stdin.buffer, sys.stdout.buffer)


if __name__ == "__main__":
    main()
