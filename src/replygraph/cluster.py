"""Runs the tasks of `replygraph.parts` on a Dask cluster, whatever becomes of its machines.

A worker that dies costs its task some time. A task that dies with its workers is taken apart and
its pieces run alone, so that only the file to blame is left out. A scheduler that goes away is
waited for, and what was under way is given to it again: parts are whole or not there, so doing a
task twice does no harm.
"""

from __future__ import annotations

import logging
import pickle
import pkgutil
import platform
import queue
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any

from replygraph import __version__
from replygraph.errors import MachineError, UsageError
from replygraph.parts import Done, How, Manifest, Task, extra_missing, make, there

if TYPE_CHECKING:
    from distributed import Client, Future

#: tasks given to the cluster at a time, for each of its threads
_AHEAD = 3
#: how long a scheduler that has gone away is waited for, in seconds
PATIENCE = 600.0
_LOOK = 2.0
#: how long there may be no workers before new ones are started, in seconds
_REVIVE = 20.0
_PAUSE = 1.0
_TRIES = 2
#: settings of a cluster of our own
_OWN = {
    # A task is taken apart once two workers have died with it.
    "distributed.scheduler.allowed-failures": 1,
    # Nobody looks at what the workers do a hundred times a second.
    "distributed.worker.profile.enabled": False,
}


class _LostError(Exception):
    """The scheduler has gone away."""


@dataclass(frozen=True, slots=True)
class _Call:
    """A task that is done where its pickle is loaded.

    As bytes, it is a task's own failure where it cannot be loaded. Else the connection of the
    worker would break, and the files of the task seem to have killed it.
    """

    work: Callable[[Task, How], Done]
    task: Task
    how: How

    def __reduce__(self) -> tuple[Any, ...]:
        return _called, (__version__, self.work, self.task, self.how)


def _called(version: str, work: Callable[[Task, How], Done], task: Task, how: How) -> Done:
    """Do a task in a worker, if it has the version of those who ask."""
    if version != __version__:
        from distributed import get_worker

        raise _unfit(get_worker().address, __version__, platform.python_version(), version)
    return work(task, how)


def _unfit(place: str, found: str | Exception, python: object, wanted: str) -> MachineError:
    """Return the error of a worker without replygraph, or with another version of it."""
    if isinstance(found, Exception):
        zh, en = f"没有可用的 replygraph（{found}）", f"has no replygraph that works ({found})"
    else:
        zh, en = f"装的是 replygraph {found}", f"has replygraph {found}"
    return MachineError(
        f"工作机 {place}（Python {python}）{zh}，本机为 {wanted}。请在所有工作机上运行 "
        f"pip install 'replygraph[scale]=={wanted}' 并重启工作进程，再次运行即从断处继续。",
        f"worker {place} (Python {python}) {en}; this machine has {wanted}. Run pip install "
        f"'replygraph[scale]=={wanted}' on all workers, restart them, and run again to go on "
        "from here.",
    )


def run(
    address: str,
    todo: Iterable[Task],
    how: How,
    manifest: Manifest,
    *,
    jobs: int | None = None,
    work: Callable[[Task, How], Done] = make,
    patience: float = PATIENCE,
) -> Iterator[Done]:
    """Yield what each task came to, in no order that can be relied on; write it down as well.

    ``address`` is that of a Dask scheduler (``tcp://10.0.0.5:8786``), or ``local`` for a cluster of
    ``jobs`` processes on this machine. Tasks that ``manifest`` knows, and whose parts are still
    there, are not done again. Raises MachineError where the cluster cannot be reached for
    ``patience`` seconds, where a worker has no replygraph of this version, or where parts cannot
    be written. ``work`` is a function that the workers can import.
    """
    rest = _unfinished(todo, how, manifest)
    for task in rest:
        if isinstance(task, Done):
            yield task
            continue
        # Only now is a cluster needed.
        with _reachable(address, jobs) as (place, revive):
            under_way = _Run(place, how, work, patience, revive)
            try:
                for done in under_way.all(chain([task], rest)):
                    if done.task not in manifest.done:
                        manifest.add(done)
                    yield done
            finally:
                under_way.close()


def _unfinished(todo: Iterable[Task], how: How, manifest: Manifest) -> Iterator[Task | Done]:
    """Yield the tasks that are still to do, and what those that are done came to."""
    for task in todo:
        done = manifest.done.get(task.id(how))
        if done and all(there(part, how) for part in done.parts):
            yield done
        else:
            yield task


@contextmanager
def _reachable(address: str, jobs: int | None) -> Iterator[tuple[str, Callable[[], None]]]:
    """Give the address of the scheduler, and what brings back workers that are all gone.

    A cluster of our own ends with the block; that of others sees to its workers itself.
    """
    try:
        import dask
        from distributed import LocalCluster
    except ImportError as error:
        raise extra_missing() from error
    # What Dask tells of a worker's death or a lost connection is said by us, once.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    if address != "local":
        if "://" not in address:
            raise UsageError(
                f"--cluster {address}：应为 local 或调度器地址，如 tcp://10.0.0.5:8786。",
                f"--cluster {address}: local or a scheduler's address as tcp://10.0.0.5:8786.",
            )
        yield address, lambda: None
        return
    with (
        dask.config.set(_OWN),
        LocalCluster(
            n_workers=jobs, threads_per_worker=1, processes=True, dashboard_address=":0"
        ) as cluster,
    ):
        many = len(cluster.worker_spec)

        def revive() -> None:
            # A worker that dies while it starts is given up by what watches over it.
            cluster.scale(0)
            cluster.scale(many)

        yield str(cluster.scheduler_address), revive


@dataclass(slots=True)
class _Run:
    """The tasks under way on a cluster, and the connection to it."""

    address: str
    how: How
    work: Callable[[Task, How], Done]
    patience: float
    revive: Callable[[], None]
    _client: Client | None = None
    _fit: set[str] = field(default_factory=set)
    _under_way: dict[Future[Done], Task] = field(default_factory=dict)
    _ended: queue.SimpleQueue[Future[Done]] = field(default_factory=queue.SimpleQueue)

    def close(self) -> None:
        """Let the cluster forget what is under way."""
        self._under_way.clear()
        if self._client:
            self._client.close(timeout=5)
            self._client = None

    def all(self, todo: Iterator[Task | Done]) -> Iterator[Done]:
        """Yield what all tasks came to; those that died with their workers come last."""
        suspects: list[Task] = []
        open_tasks = iter(todo)
        more = True
        while more or self._under_way:
            while more and len(self._under_way) < self._room():
                task = next(open_tasks, None)
                if task is None:
                    more = False
                elif isinstance(task, Done):
                    yield task
                else:
                    self._give(task)
            for task, done in self._some() if self._under_way else ():
                if done:
                    yield done
                else:
                    suspects.append(task)
        for task in suspects:
            yield self._apart(task)

    def _apart(self, task: Task) -> Done:
        """Return what a task came to whose pieces are run one at a time."""
        whole = Done(task.id(self.how))
        for piece in task.smaller():
            self._give(piece)
            while not (found := list(self._some())):
                pass
            done = found[0][1]
            if done is None and piece.files > 1:
                done = self._apart(piece)
            if done is None:
                self._check(self._threads())
                done = _blamed(piece)
            whole.include(done)
        return whole

    def _room(self) -> int:
        """Return how many tasks may be under way: the cluster may grow and shrink."""
        threads = self._threads()
        self._check(threads.keys() - self._fit)
        return max(_AHEAD, _AHEAD * sum(threads.values()))

    def _threads(self) -> dict[str, int]:
        """Return how many threads each worker has, by address; none without a scheduler."""
        if self._client is None:
            self._connect()
        assert self._client
        try:
            return dict(self._client.nthreads())
        except (OSError, TimeoutError):
            return {}

    def _check(self, workers: Iterable[str]) -> None:
        """Raise where one of the workers cannot do our tasks."""
        places = sorted(workers)
        if not places or self._client is None:
            return
        # Asked for by names of the standard library, which each worker can load.
        ask = partial(self._client.run, workers=places, on_error="return")
        try:
            found = ask(pkgutil.resolve_name, "replygraph:__version__")
            pythons = ask(platform.python_version)
        except (OSError, TimeoutError):
            return
        for place in places:
            version = found.get(place)
            # One that has gone meanwhile is nobody's fault.
            if version is None or isinstance(version, OSError):
                continue
            if version != __version__:
                raise _unfit(place, version, pythons.get(place), __version__)
            self._fit.add(place)

    def _give(self, task: Task) -> None:
        if self._client is None:
            self._connect()
        assert self._client
        future = self._client.submit(
            pickle.loads,
            pickle.dumps(_Call(self.work, task, self.how)),
            key=f"replygraph-{task.id(self.how)}",
            retries=_TRIES,
        )
        self._under_way[future] = task
        future.add_done_callback(self._ended.put)

    def _some(self) -> Iterator[tuple[Task, Done | None]]:
        """Yield a task that has ended with what it came to, None where its workers died."""
        from distributed import KilledWorker

        try:
            future = self._next()
        except _LostError:
            self._again()
            return
        task = self._under_way.pop(future, None)
        if task is None:
            return  # of a connection that was given up
        if future.status == "finished":
            yield task, future.result()
            return
        error = future.exception()
        if isinstance(error, KilledWorker):
            yield task, None
            return
        if isinstance(error, MachineError):
            raise error
        self._check(self._threads())
        first = next(item.address for batch in task.batches for item in batch)
        raise MachineError(
            f"分片写入 {self.how.parts} 失败（从 {first} 起的 {task.files} 个文件）：{error}。"
            "请检查各工作机对该位置的读写权限和已装版本，再次运行即从断处继续。",
            f"a part could not be made in {self.how.parts} ({task.files} files from {first}): "
            f"{error}. Check that all workers can write there and have the same version; run "
            "again to go on from here.",
        ) from error

    def _next(self) -> Future[Done]:
        """Return a future that has ended; raise where the scheduler is gone."""
        alone = 0.0
        while True:
            try:
                future = self._ended.get(timeout=_LOOK)
            except queue.Empty:
                alone = self._alone(alone)
                lost = {future.status for future in self._under_way} & {"cancelled", "lost"}
                if lost or self._client is None or self._client.status != "running":
                    raise _LostError from None
                continue
            if future.status in ("cancelled", "lost"):
                if future in self._under_way:
                    raise _LostError
                continue
            return future

    def _alone(self, before: float) -> float:
        """Return for how many seconds there have been no workers; bring them back in time."""
        if self._client is None or self._client.status != "running" or self._threads():
            return 0.0
        now = before + _LOOK
        if now >= self.patience:
            raise self._deserted()
        if now % _REVIVE < _LOOK:
            self.revive()
        return now

    def _deserted(self) -> MachineError:
        return MachineError(
            f"{self.address}：{self.patience:.0f} 秒内没有可用的调度器和工作进程。"
            "已完成的分片保留，恢复后再次运行即可继续。",
            f"{self.address}: no scheduler with workers for {self.patience:.0f} "
            "seconds. Finished parts are kept; run again when the cluster is back.",
        )

    def _again(self) -> None:
        """Connect anew and give the cluster what was under way."""
        tasks = list(self._under_way.values())
        self.close()
        self._ended = queue.SimpleQueue()
        self._connect()
        for task in tasks:
            self._give(task)

    def _connect(self) -> None:
        from distributed import Client

        until = time.monotonic() + self.patience
        pause = _PAUSE
        while True:
            try:
                client: Any = Client(
                    self.address, timeout=min(10.0, self.patience), set_as_default=False
                )
                client.wait_for_workers(1, timeout=max(1.0, until - time.monotonic()))
            except (OSError, TimeoutError) as error:
                if time.monotonic() + pause > until:
                    raise self._deserted() from error
                time.sleep(pause)
                pause = min(2 * pause, 15.0)
                continue
            self._client = client
            return


def _blamed(task: Task) -> Done:
    """Return what is said of a file that ended each worker that read it."""
    [[item]] = task.batches
    zh = f"{item.address}：处理该文件的进程每次都异常退出，已跳过；请把该文件发给我们。"
    en = f"{item.address}: this file killed every worker that read it and was left out; report it."
    return Done("", [], 1, 0, [(zh, en)])
