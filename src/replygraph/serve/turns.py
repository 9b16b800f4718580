"""Whose turn it is: short queries at once, longer ones in their order, those without end last.

A query begins as a quick one, and nobody can tell how long it will take. What has used a processor
for some hundredths of a second is a longer one: its place among the quick is free for another, and
of the longer ones as many go on as there are processors; the others are held. First are those that
have had less than a quarter of a second, and of these the first come: they are not held for what
never ends. Where memory is short, first are those that have had most, to give it back soon. What
has used a second is a long one, and of these one goes on at a time, more where processors are idle:
the first come, until it has used four seconds, then sixteen, and others have that too. What has
used four yields to all others, too. So what needs some seconds is done soon, one after the other,
and what never ends takes its few and is overtaken.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from replygraph.serve.processes import Start, Worker

_TICK = 0.025
_LONGER = 0.03
_SOME = 0.25
_LONG = 1.0
#: seconds of a processor after which a long query lets those go first that had less
_STEPS = (4.0, 16.0)
#: for how many times the limit one that had less than the first of them may be held
_PATIENT = 3
#: the share of the room from which on memory is short
_FULL = 0.75


@dataclass(slots=True, eq=False)
class Turn:
    """A query that runs: what it had of the machine, and why it was ended, if it was.

    ``worked`` is in seconds of a processor (the clock on the wall would not do: when many ask,
    short queries take long by it), ``waited`` in seconds during which it was held.
    """

    worker: Worker
    task: asyncio.Task[Any]
    began: float
    worked: float = 0.0
    waited: float = 0.0
    before: float | None = None
    longer: bool = False
    long: bool = False
    yields: bool = False
    held: bool = False
    limit: str = ""

    @property
    def step(self) -> int:
        """Return how many steps it has gone beyond what many queries need."""
        return sum(self.worked >= step for step in _STEPS)

    def look(self) -> None:
        """Look how long the worker has worked and what it holds; nothing where nobody says."""
        try:
            with Path(f"/proc/{self.worker.pid}/stat").open("rb") as file:
                fields = file.read().rpartition(b")")[2].split()
        except OSError:
            return
        worked = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        page = os.sysconf("SC_PAGE_SIZE")
        # a page that is written to is the worker's own from then on: each has been a fault
        self.worker.taken = page * min(int(fields[7]), int(fields[21]))
        if self.before is None:
            self.before = worked
        self.worked = worked - self.before

    def end(self, limit: str) -> None:
        """End it because of a limit."""
        if not self.limit:
            self.limit = limit
            self.task.cancel()


class Turns:
    """All queries that run for one generation.

    ``room`` is in bytes of memory that workers may have for themselves; ``looked`` is called when
    time has passed.
    """

    def __init__(self, start: Start, timeout: float, looked: Callable[[], None]) -> None:
        """Share out processors."""
        self.room = 0
        self._start = start
        self._timeout = timeout
        self._looked = looked
        self._processors = os.cpu_count() or 1
        self._running: list[Turn] = []
        self._any = asyncio.Event()
        self._ticker: asyncio.Task[None] | None = None

    def begin(self, worker: Worker) -> Turn:
        """Return the turn of a query that a worker is given; this task waits for its answer."""
        task = asyncio.current_task()
        assert task
        turn = Turn(worker, task, time.monotonic())
        self._running.append(turn)
        self._any.set()
        if self._ticker is None:
            self._ticker = asyncio.create_task(self._watch())
        return turn

    def finish(self, turn: Turn) -> None:
        """Let others have their turn."""
        self._running.remove(turn)
        if turn.held:
            self._start.hold(turn.worker, held=False)
        if turn.longer:
            self._share(0)

    def close(self) -> None:
        """Watch no more."""
        if self._ticker:
            self._ticker.cancel()

    def quick(self) -> int:
        """Return how many are not known to be longer."""
        return sum(not turn.longer for turn in self._running)

    def _taken(self) -> int:
        return sum(turn.worker.taken for turn in self._running)

    def full(self, idle: int) -> bool:
        """Tell whether memory is short; ``idle`` bytes are held by workers that wait."""
        return self._taken() + idle > self.room * _FULL

    def over(self) -> bool:
        """Tell whether the workers that run hold more than they may."""
        return self._taken() > self.room

    def end_largest(self) -> None:
        """End the query that holds most memory, a long one if there is any."""
        some = [turn for turn in self._running if turn.long] or self._running
        max(some, key=lambda turn: turn.worker.taken).end("room")

    def end_longest(self) -> None:
        """End the long query that has worked most, if there is one."""
        long = [turn for turn in self._running if turn.long]
        if long:
            max(long, key=lambda turn: turn.worked).end("busy")

    async def _watch(self) -> None:
        while True:
            await self._any.wait()
            await asyncio.sleep(_TICK)
            if not self._running:
                self._any.clear()
                continue
            if self._start.holds:
                self._grade()
                self._share(_TICK)
            self._in_time(time.monotonic())
            self._looked()

    def _grade(self) -> None:
        for turn in self._running:
            turn.look()
            turn.longer = turn.longer or turn.worked >= _LONGER
            turn.long = turn.long or turn.worked >= _LONG
            if turn.step and not turn.yields:
                turn.yields = True
                self._start.yields(turn.worker)

    def _share(self, passed: float) -> None:
        """Have some go on and hold the others."""
        longer = [turn for turn in self._running if turn.longer and not turn.long]
        if self.full(0):
            longer.sort(key=lambda turn: -turn.worked)
        else:
            longer.sort(key=lambda turn: (turn.worked >= _SOME, turn.began))
        long = sorted((t for t in self._running if t.long), key=lambda t: (t.step, t.began))
        most = max(1, self._processors - len(longer))
        going = {id(turn) for turn in (*longer[: self._processors], *long[:most])}
        for turn in (*longer, *long):
            held = id(turn) not in going
            turn.waited += passed if turn.held else 0
            if held != turn.held:
                turn.held = held
                self._start.hold(turn.worker, held=held)

    def _in_time(self, now: float) -> None:
        for turn in self._running:
            # what has not had much is not to blame for having been held
            waited = 0 if turn.step else min(turn.waited, self._timeout * _PATIENT)
            if now - turn.began - waited > self._timeout:
                turn.end("time")
