"""Work that nobody waits for: bounded, never in the way of a call, and ended with the process."""

from __future__ import annotations

import os
import threading
import types
from collections import deque
from time import monotonic, thread_time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Coroutine, Generator

__all__ = ["Background", "Budget", "Tasks"]

_NAP = 0.02


class Budget:
    """How much processor time background work may use: it shares one interpreter with the callers.

    It has no lock: what two threads miss of each other's is little.

    Args:
        share: The part of one processor that it may have, in the long run.
        burst: How many seconds of it may be had in advance.
    """

    def __init__(self, share: float, burst: float) -> None:
        self.share = share
        self._burst = burst
        self._debt = 0.0
        self._settled = monotonic()

    def spend(self, seconds: float) -> None:
        """Count processor time that was used."""
        now = monotonic()
        self._debt = max(0.0, self._debt - (now - self._settled) * self.share) + seconds
        self._settled = now

    def is_spent(self) -> bool:
        """Tell whether there is to be a pause."""
        self.spend(0.0)
        return self._debt > self._burst


class Background:
    """A few threads, and a queue that takes no more than so much.

    Not ``concurrent.futures``, which waits at exit for what is queued. Threads start when there is work, and
    end when there is none for a while. Workers poll; waking them would contend for the GIL with the caller.

    Args:
        budget: What they may take of the processor.
        workers: How many threads there are at most.
        limit: How many jobs wait at most.
        patience: After how many seconds without work a thread ends.

    Attributes:
        dropped: How many jobs were not taken.
    """

    def __init__(self, budget: Budget, workers: int, limit: int, patience: float = 10.0) -> None:
        self._budget = budget
        self._workers = workers
        self._limit = limit
        self._patience = patience
        self._start_afresh()
        if hasattr(os, "register_at_fork"):  # the child has no threads, and the work is not its own
            os.register_at_fork(after_in_child=self._start_afresh)

    def _start_afresh(self) -> None:
        self.dropped = 0
        self._jobs: deque[Callable[[], object]] = deque()
        self._lock = threading.Lock()
        self._hurry = threading.Condition(self._lock)
        self._done = threading.Condition(self._lock)
        self._running = 0
        self._busy = 0

    def submit(self, job: Callable[[], object]) -> bool:
        """Have a job done, some time soon; it must not raise.

        Returns:
            Whether it was taken.
        """
        with self._lock:
            if len(self._jobs) >= self._limit or self._budget.is_spent():
                self.dropped += 1
                return False
            self._jobs.append(job)
            if self._running - self._busy < len(self._jobs) and self._running < self._workers:
                self._running += 1
                threading.Thread(target=self._work, name="chime_shim", daemon=True).start()
        return True

    def join(self, timeout: float | None = None) -> bool:
        """Wait until all is done: for tests. Tell whether it is."""
        with self._lock:
            self._hurry.notify_all()
            return self._done.wait_for(lambda: not self._jobs and not self._busy, timeout)

    def _work(self) -> None:
        while (job := self._next()) is not None:
            started = thread_time()
            job()
            self._budget.spend(thread_time() - started)
            with self._lock:
                self._busy -= 1
                self._done.notify_all()

    def _next(self) -> Callable[[], object] | None:
        waited = 0.0
        with self._lock:
            while not self._jobs:
                if waited >= self._patience:
                    self._running -= 1
                    return None
                self._hurry.wait(_NAP)
                waited += _NAP
            self._busy += 1
            return self._jobs.popleft()


class Tasks:
    """The same for coroutines: tasks of the loop that is running, held until they are done.

    Args:
        budget: What they may take of the processor.
        limit: How many are under way at most.

    Attributes:
        dropped: How many were not taken.
    """

    def __init__(self, budget: Budget, limit: int) -> None:
        self._budget = budget
        self._limit = limit
        self._start_afresh()
        if hasattr(os, "register_at_fork"):  # the child has loops of its own
            os.register_at_fork(after_in_child=self._start_afresh)

    def _start_afresh(self) -> None:
        self.dropped = 0
        self._tasks: set[asyncio.Task[None]] = set()

    def submit(self, job: Callable[[], Coroutine[Any, Any, None]]) -> bool:
        """Have a coroutine run by the running loop.

        Returns:
            Whether it was taken.
        """
        import asyncio

        if len(self._tasks) >= self._limit:
            # A loop that was closed does not end its tasks.
            self._tasks = {task for task in tuple(self._tasks) if not task.get_loop().is_closed()}
        if len(self._tasks) >= self._limit or self._budget.is_spent():
            self.dropped += 1
            return False
        task = asyncio.get_running_loop().create_task(self._run(job))
        self._tasks.add(task)
        task.add_done_callback(self._done)
        return True

    async def _run(self, job: Callable[[], Coroutine[Any, Any, None]]) -> None:
        await _metered(job(), self._budget)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)

    async def join(self) -> None:
        """Wait until all of the running loop's are done: for tests."""
        import asyncio

        loop = asyncio.get_running_loop()
        while mine := [task for task in self._tasks if task.get_loop() is loop]:
            await asyncio.wait(mine)


@types.coroutine
def _metered(coroutine: Coroutine[Any, Any, None], budget: Budget) -> Generator[Any, Any, None]:
    """Await a coroutine, and spend on it what its own steps take."""
    step: Callable[[Any], Any] = coroutine.send
    argument: Any = None
    while True:
        started = thread_time()
        try:
            awaited = step(argument)
        except StopIteration:
            return
        finally:
            budget.spend(thread_time() - started)
        try:
            step, argument = coroutine.send, (yield awaited)
        except BaseException as error:  # noqa: BLE001 - a task that is cancelled, too
            step, argument = coroutine.throw, error
