"""Query workers and their limits: what a query may take, and what is said when it takes more."""

from __future__ import annotations

import asyncio
import os
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from replygraph.errors import MachineError, QueryError, ReplygraphError
from replygraph.serve import wire
from replygraph.serve.processes import Forked, Spawned, Worker
from replygraph.serve.settings import Settings
from replygraph.store.serving import Ask, NotAcceptableError, Reply

#: a query that has worked longer than this makes room for the others (its worker is not used again)
_LONG = 2.0
_NICE = 10
_GLANCE = 0.5
_SPARE = 2


class LimitError(ReplygraphError):
    """A query was ended because it reached a limit; ``limit`` is time, memory, rows or queue."""

    def __init__(self, limit: str, zh: str, en: str) -> None:
        """Keep the limit's name beside the wording."""
        super().__init__(zh, en)
        self.limit = limit


def _worked(pid: int) -> float:
    """Return the seconds that a process has had a processor; 0 where the system does not say.

    The clock on the wall would not do: when many ask, short queries take long by it.
    """
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0.0
    fields = text.rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@dataclass(slots=True)
class Pool:
    """The workers of one generation. Idle ones wait; at most ``settings.workers`` are alive."""

    start: Forked | Spawned
    settings: Settings
    _idle: deque[Worker] = field(default_factory=deque)
    _alive: int = 0
    _waiting: deque[asyncio.Future[Worker | None]] = field(default_factory=deque)
    _running: int = 0
    _closing: bool = False
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    async def open(self) -> None:
        """Wait for the graph, and have some workers ready."""
        await self.start.ready()
        await self._fill()

    async def _fill(self) -> None:
        while not self._closing and len(self._idle) < _SPARE and self._alive < self._most:
            self._alive += 1
            try:
                worker = await self._begin()
            except BaseException:
                self._alive -= 1
                raise
            self._put(worker)

    @property
    def _most(self) -> int:
        return self.settings.workers

    async def _begin(self) -> Worker:
        worker = await self.start.worker()
        try:
            await wire.read_reply(worker.source)
        except asyncio.IncompleteReadError as error:
            raise MachineError("查询进程无法启动。", "a query worker did not start.") from error
        return worker

    def _put(self, worker: Worker) -> None:
        """Hand a worker to the one who has waited longest, or keep it."""
        if not self._wake(worker):
            self._idle.append(worker)

    def _wake(self, worker: Worker | None) -> bool:
        """Give the first in the queue a worker or, with None, room for a new one."""
        while self._waiting:
            waiter = self._waiting.popleft()
            if not waiter.done():
                waiter.set_result(worker)
                return True
        return False

    async def _take(self) -> Worker:
        """Return an idle worker, a new one, or the next let go; in the order of asking."""
        if self._idle and not self._waiting:
            return self._idle.popleft()
        while self._alive >= self._most:
            if len(self._waiting) >= self.settings.waiting:
                raise LimitError("queue", "服务器繁忙，请稍后再试。", "too busy; try again soon.")
            waiter: asyncio.Future[Worker | None] = asyncio.get_running_loop().create_future()
            self._waiting.append(waiter)
            try:
                worker = await waiter
            except asyncio.CancelledError:
                if waiter.done() and not waiter.cancelled() and (left := waiter.result()):
                    self._put(left)
                raise
            if worker:
                return worker
        self._alive += 1
        try:
            return await self._begin()
        except BaseException:
            self._alive -= 1
            self._wake(None)
            raise

    async def run(self, ask: Ask, *, rows: int | None = None) -> Reply:
        """Return the answer to a query.

        Raises QueryError, NotAcceptableError, and LimitError where a limit ended it.
        """
        self._running += 1
        try:
            worker = await self._take()
            fresh = False
            try:
                head, body, fresh = await self._ask(worker, ask, rows or self.settings.rows)
            finally:
                if fresh:
                    self._put(worker)
                else:
                    self._drop(worker)
        finally:
            self._running -= 1
            if self._closing and not self._running:
                self._later(self._end())
        return self._reply(head, body)

    async def _ask(self, worker: Worker, ask: Ask, rows: int) -> tuple[dict[str, Any], bytes, bool]:
        """Return head and body of the answer, and whether the worker can go on."""
        worker.target.write(wire.request(ask, rows))
        reading = asyncio.ensure_future(wire.read_reply(worker.source))
        until = time.monotonic() + self.settings.timeout
        began, long = _worked(worker.pid), False
        while not reading.done() and (left := until - time.monotonic()) > 0:
            await asyncio.wait({reading}, timeout=left if long else min(_GLANCE, left))
            if not reading.done() and not long and _worked(worker.pid) - began >= _LONG:
                long = True
                with suppress(OSError):
                    os.setpriority(os.PRIO_PROCESS, worker.pid, _NICE)
        if not reading.done():
            reading.cancel()
            return {"limit": "time"}, b"", False
        try:
            head, body = reading.result()
        except (asyncio.IncompleteReadError, ConnectionError):
            return {"limit": "memory"}, b"", False
        return head, body, not long and head.get("limit") != "memory"

    def _drop(self, worker: Worker) -> None:
        """End a worker and have another in its place."""
        self.start.kill(worker)
        self._alive -= 1
        self._wake(None)
        if not self._closing:
            self._later(self._fill())

    def _later(self, work: Any) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _reply(self, head: dict[str, Any], body: bytes) -> Reply:
        limit = head.get("limit")
        if limit:
            raise LimitError(limit, *self._said(limit, head))
        if head.get("format"):
            raise NotAcceptableError(head["zh"], head["en"])
        if head.get("query"):
            raise QueryError(head["zh"], head["en"])
        return Reply(head["kind"], head["media"], body)

    def _said(self, limit: str, head: dict[str, Any]) -> tuple[str, str]:
        if limit == "rows":
            return head["zh"], head["en"]
        if limit == "time":
            seconds = f"{self.settings.timeout:g}"
            return (
                f"查询超过 {seconds} 秒的时限，已中止；请缩小范围或加 LIMIT。",
                f"the query took more than {seconds} seconds and was ended; ask for less.",
            )
        megabytes = self.settings.memory >> 20
        return (
            f"查询进程因内存超过 {megabytes} MB（或查询嵌套过深）而中止；请缩小范围。",
            f"the query took more than {megabytes} MB (or is nested too deep); ask for less.",
        )

    def retire(self) -> None:
        """End with the last query that runs."""
        self._closing = True
        if not self._running:
            self._later(self._end())

    async def _end(self) -> None:
        await self.start.close()

    async def close(self) -> None:
        """End now."""
        self._closing = True
        await self.start.close()
