"""Query workers and their limits: what a query may take, and what is said when it takes more."""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from replygraph.errors import MachineError, QueryError, ReplygraphError
from replygraph.serve import wire
from replygraph.serve.kept import Kept, Key, same_again
from replygraph.serve.processes import Forked, Spawned, Worker, free_memory
from replygraph.serve.settings import Settings
from replygraph.serve.turns import Turn, Turns
from replygraph.store.serving import Ask, NotAcceptableError, Reply

#: workers that are ready before anybody asks
_SPARE = 2
#: where memory is short: what workers may have together beyond what one query may take
_BESIDE = 256 << 20
#: a worker that is idle and has no more than this is worth less than the fork of another
_LITTLE = 64 << 20
#: reads the whole graph
_WHOLE = Ask("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }")


class LimitError(ReplygraphError):
    """A query was ended because it reached a limit; ``limit`` is time, memory, rows or queue."""

    def __init__(self, limit: str, zh: str, en: str) -> None:
        """Keep the limit's name beside the wording."""
        super().__init__(zh, en)
        self.limit = limit


class _GoneError(Exception):
    """Who asked first has gone before the answer came."""


@dataclass(slots=True)
class Pool:
    """The workers of one generation: at most ``settings.workers``, some of them idle.

    Who asks what is being answered waits for that answer, and what took long is kept.
    """

    start: Forked | Spawned
    settings: Settings
    _idle: list[Worker] = field(default_factory=list)
    _alive: int = 0
    _starting: int = 0
    _waiting: deque[asyncio.Future[None]] = field(default_factory=deque)
    _running: int = 0
    _graph: int = 0
    _warming: Worker | None = None
    _closing: bool = False
    _turns: Turns = field(init=False)
    _kept: Kept = field(init=False)
    _flights: dict[Key, asyncio.Future[Reply]] = field(default_factory=dict)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Have room for answers, and let nobody begin."""
        self._kept = Kept(self.settings.kept)
        self._turns = Turns(self.start, self.settings.timeout, self._look)

    async def open(self) -> None:
        """Wait for the graph, and have some workers ready."""
        self._graph = await self.start.ready()
        least = self.settings.memory + _BESIDE
        self._turns.room = self.settings.together or max(least, free_memory() // 2)
        await self._fill()

    async def _fill(self) -> None:
        while not self._closing and len(self._idle) < _SPARE and self._alive < self._most:
            self._put(await self._begin())
        self._quiet()

    @property
    def _most(self) -> int:
        return self.settings.workers

    async def _begin(self) -> Worker:
        self._alive += 1
        try:
            worker = await self.start.worker()
            await wire.read_reply(worker.source)
        except asyncio.IncompleteReadError as error:
            self._alive -= 1
            raise MachineError("查询进程无法启动。", "a query worker did not start.") from error
        except BaseException:
            self._alive -= 1
            raise
        return worker

    def _put(self, worker: Worker) -> None:
        """Keep a worker for the next query; one that has copied much of the graph is quicker."""
        self._idle.append(worker)
        self._idle.sort(key=lambda one: one.taken)
        while len(self._idle) > max(_SPARE, self._at_once - self._quick):
            self._drop(self._idle.pop(0))
        while self._held() * 2 > self._turns.room:
            self._drop(self._idle.pop())
        self._let_in()

    @property
    def _at_once(self) -> int:
        """How many may begin; those told to be longer make room where they can be held."""
        return min(self.settings.quick, self._most) if self.start.holds else self._most

    @property
    def _quick(self) -> int:
        return self._starting + self._turns.quick()

    def _held(self) -> int:
        return sum(worker.taken for worker in (*self._idle, *filter(None, [self._warming])))

    def _quiet(self) -> None:
        """While nobody asks, have a worker read the whole graph: no query waits for copies then."""
        cold = [worker for worker in self._idle if not worker.warm]
        if self._running or self._warming or self._closing or not self._graph or not cold:
            return
        fits = (self._held() + self._graph) * 2 <= self._turns.room
        if fits and len(self._idle) - len(cold) < _SPARE:
            self._warming = cold[0]
            self._idle.remove(cold[0])
            self._later(self._warm(cold[0]))

    async def _warm(self, worker: Worker) -> None:
        worker.warm, worker.taken = True, self._graph
        try:
            worker.target.write(wire.request(_WHOLE, 1))
            await wire.read_reply(worker.source)
        except (asyncio.IncompleteReadError, ConnectionError):
            self._warming, self._graph = None, 0  # it has not the memory: nobody tries again
            self._drop(worker)
            return
        self._warming = None
        self._put(worker)
        self._quiet()

    def _free(self) -> bool:
        """Tell whether a query may begin."""
        if self._quick >= self._at_once or not (self._idle or self._alive < self._most):
            return False
        return not self._turns.over()

    def _let_in(self) -> None:
        """Let those begin who have waited longest."""
        while self._waiting and self._free():
            waiter = self._waiting.popleft()
            if not waiter.done():
                self._starting += 1
                waiter.set_result(None)

    def _look(self) -> None:
        """Do what is due when time has passed: keep to the memory, let others begin."""
        while self._idle and self._idle[-1].taken > _LITTLE and self._turns.full(self._held()):
            self._drop(self._idle.pop())
        if self._turns.over():
            self._turns.end_largest()
        self._let_in()
        if self._waiting and self._quick < self._at_once:
            self._turns.end_longest()  # it keeps others from what they wait for

    async def _take(self) -> Worker:
        """Return a worker, in the order of asking; `_starting` counts who has not begun with it."""
        if not self._waiting and self._free():
            self._starting += 1
        else:
            if len(self._waiting) >= self.settings.waiting:
                raise LimitError("queue", "服务器繁忙，请稍后再试。", "too busy; try again soon.")
            waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._waiting.append(waiter)
            try:
                await waiter
            except asyncio.CancelledError:
                if waiter.done() and not waiter.cancelled():
                    self._starting -= 1
                    self._let_in()
                raise
        if self._idle:
            return self._idle.pop()
        try:
            return await self._begin()
        except BaseException:
            self._starting -= 1
            self._let_in()
            raise

    async def run(self, ask: Ask, *, rows: int | None = None) -> Reply:
        """Return the answer to a query.

        Raises QueryError, NotAcceptableError, and LimitError where a limit ended it.
        """
        most = rows or self.settings.rows
        if not same_again(ask.sparql):
            return (await self._answer(ask, most))[0]
        key = (ask, most)
        kept = self._kept.get(key)
        if kept:
            return kept
        while flight := self._flights.get(key):
            with suppress(_GoneError):
                return await asyncio.shield(flight)
        return await self._fly(key)

    async def _fly(self, key: Key) -> Reply:
        """Return the answer to what nobody is asking; who asks meanwhile waits for it, too."""
        flight = self._flights[key] = asyncio.get_running_loop().create_future()
        try:
            reply, took = await self._answer(*key)
        except BaseException as error:
            flight.set_exception(error if isinstance(error, Exception) else _GoneError())
            flight.exception()  # there may be nobody who waits for it
            raise
        finally:
            del self._flights[key]
        flight.set_result(reply)
        self._kept.keep(key, reply, took)
        return reply

    async def _answer(self, ask: Ask, rows: int) -> tuple[Reply, float]:
        """Return the answer, and the seconds of a processor that it took."""
        self._running += 1
        try:
            worker = await self._take()
            fresh = False
            try:
                head, body, fresh = await self._ask(worker, ask, rows)
            finally:
                if fresh:
                    self._put(worker)
                else:
                    self._drop(worker)
        finally:
            self._running -= 1
            if not self._running:
                self._alone()
        return self._reply(head, body), head.get("took", 0.0)

    async def _ask(self, worker: Worker, ask: Ask, rows: int) -> tuple[dict[str, Any], bytes, bool]:
        """Return head and body of the answer, and whether the worker can go on."""
        turn = self._turns.begin(worker)
        self._starting -= 1
        try:
            worker.target.write(wire.request(ask, rows))
            head, body = await wire.read_reply(worker.source)
        except asyncio.CancelledError:
            if not turn.limit:
                raise
            turn.task.uncancel()  # it was us: the one who asked is told
            return self._ended(turn), b"", False
        except (asyncio.IncompleteReadError, ConnectionError):
            return {"limit": "memory"}, b"", False
        finally:
            self._turns.finish(turn)
        return head, body, not turn.yields and head.get("limit") != "memory"

    def _drop(self, worker: Worker) -> None:
        """End a worker and have another in its place."""
        self.start.kill(worker)
        self._alive -= 1
        if not self._closing:
            self._let_in()
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

    def _ended(self, turn: Turn) -> dict[str, Any]:
        """Return the head of the answer to a query that was ended from here."""
        if turn.limit == "room":
            zh = "各查询占用的内存合计过多，占用最多的这一条已中止；请缩小范围，或稍后再试。"
            en = "all queries together took too much memory, this one most; ask for less, or later."
            return {"limit": "memory", "zh": zh, "en": en}
        if turn.limit == "busy":
            zh = f"服务器繁忙，这条查询用了 {turn.worked:.0f} 秒，已中止；请缩小范围，或稍后再试。"
            en = (
                f"too busy: this query had used {turn.worked:.0f} seconds and was ended; "
                "ask for less, or later."
            )
            return {"limit": "queue", "zh": zh, "en": en}
        return {"limit": turn.limit}

    def _said(self, limit: str, head: dict[str, Any]) -> tuple[str, str]:
        if "zh" in head:
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

    def _alone(self) -> None:
        """Do what waits for the last query."""
        if self._closing:
            self._later(self._end())
        else:
            self._quiet()

    def retire(self) -> None:
        """End with the last query that runs."""
        self._closing = True
        if not self._running:
            self._alone()

    async def _end(self) -> None:
        self._turns.close()
        self._kept.clear()
        for worker in self._idle:
            self.start.kill(worker)
        await self.start.close()

    async def close(self) -> None:
        """End now."""
        self._closing = True
        await self._end()
