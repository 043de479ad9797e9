from __future__ import annotations

import asyncio
import os
import sys
import threading

import pytest

from chime_shim._graft.compare.background import Background, Budget, Tasks
from tests.support.command import run

LONG = 30


@pytest.fixture
def gate():
    gate = threading.Event()
    yield gate
    gate.set()


def test_jobs_are_done_by_others():
    background, done = Background(Budget(1.0, 60.0), workers=2, limit=10), []
    for number in range(10):
        assert background.submit(lambda number=number: done.append((number, threading.current_thread())))
    assert background.join(LONG)
    assert sorted(number for number, _ in done) == list(range(10))
    assert threading.current_thread() not in {thread for _, thread in done}


def test_what_is_too_much_is_dropped_and_counted(gate):
    background, started, done = Background(Budget(1.0, 60.0), workers=1, limit=3), threading.Event(), []

    def first():
        started.set()
        gate.wait(LONG)

    background.submit(first)
    started.wait(LONG)
    taken = [background.submit(lambda: done.append(1)) for _ in range(5)]
    gate.set()

    assert taken == [True, True, True, False, False]
    assert background.dropped == 2
    assert background.join(LONG)
    assert len(done) == 3


def test_there_are_no_more_threads_than_agreed(gate):
    background, names = Background(Budget(1.0, 60.0), workers=3, limit=50), set()
    all_at_work = threading.Barrier(3)

    def job():
        names.add(threading.get_ident())
        if len(names) <= 3:
            all_at_work.wait(LONG)

    for _ in range(3):
        background.submit(job)
    assert background.join(LONG)
    for _ in range(20):
        background.submit(lambda: names.add(threading.get_ident()))
    assert background.join(LONG)
    assert len(names) == 3


def test_a_thread_without_work_ends_and_another_comes_when_there_is_some():
    background, threads = Background(Budget(1.0, 60.0), workers=1, limit=1, patience=0), []
    for _ in range(2):
        assert background.submit(lambda: threads.append(threading.current_thread()))
        assert background.join(LONG)
        threads[-1].join(LONG)
        assert not threads[-1].is_alive()
    assert threads[0] is not threads[1]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork")
def test_a_forked_child_starts_afresh():
    code = """
import os, threading, warnings
warnings.simplefilter("ignore")  # of threads at a fork, which is the point
from chime_shim._graft.compare.background import Background, Budget
background = Background(Budget(1.0, 60.0), workers=1, limit=1)
gate, started = threading.Event(), threading.Event()
def first():
    started.set()
    gate.wait(30)
background.submit(first)
started.wait(30)
background.submit(lambda: print("of the parent", flush=True))
assert not background.submit(print)
child = os.fork()
if child == 0:
    assert background.dropped == 0
    assert background.submit(lambda: print("of the child", flush=True))
    assert background.join(30)
    os._exit(0)
assert os.waitpid(child, 0)[1] == 0
gate.set()
assert background.join(30)
"""
    result = run(sys.executable, "-c", code)
    assert (result.returncode, result.stdout) == (0, "of the child\nof the parent\n"), result.stderr


def test_nothing_waits_for_it_at_exit():
    code = """
import threading
from chime_shim._graft.compare.background import Background, Budget
background, started = Background(Budget(1.0, 60.0), workers=1, limit=5), threading.Event()
def forever():
    started.set()
    threading.Event().wait()
for _ in range(3):
    background.submit(forever)
started.wait(30)
print("the end")
"""
    result = run(sys.executable, "-c", code, timeout=30)
    assert (result.returncode, result.stdout, result.stderr) == (0, "the end\n", "")


@pytest.fixture
def clocks(monkeypatch):
    """The time of day, and that which the processor spent; both stand still until they are moved."""

    class Clocks:
        now = spent = 0.0

    monkeypatch.setattr("chime_shim._graft.compare.background.monotonic", lambda: Clocks.now)
    monkeypatch.setattr("chime_shim._graft.compare.background.thread_time", lambda: Clocks.spent)
    return Clocks


def work(clocks, seconds):
    clocks.spent += seconds


def test_a_budget_gives_an_advance_and_then_a_share(clocks):
    budget = Budget(share=0.1, burst=1.0)
    budget.spend(1.0)
    assert not budget.is_spent()
    budget.spend(0.5)
    assert budget.is_spent()
    clocks.now += 4.9
    assert budget.is_spent()
    clocks.now += 0.2
    assert not budget.is_spent()
    clocks.now += 1000
    budget.spend(1.1)  # what was not taken is not saved up
    assert budget.is_spent()


def test_jobs_beyond_the_budget_are_dropped(clocks):
    background, done = Background(Budget(0.1, 1.0), workers=1, limit=9), []

    def job():
        work(clocks, 1.5)
        done.append(1)

    assert background.submit(job)
    assert background.join(LONG)
    assert not background.submit(job)
    assert (background.dropped, len(done)) == (1, 1)
    clocks.now += 10
    assert background.submit(job)
    assert background.join(LONG)


def test_tasks_beyond_the_budget_are_dropped_by_what_their_own_steps_took(clocks):
    tasks = Tasks(Budget(0.1, 1.0), limit=9)

    async def job():
        work(clocks, 0.8)
        for _ in range(3):
            await asyncio.sleep(0)
        work(clocks, 0.3)

    async def main():
        taken = [tasks.submit(job)]
        await asyncio.sleep(0)
        work(clocks, 100)  # of others
        taken.append(tasks.submit(job))
        await tasks.join()
        return [*taken, tasks.submit(job)]

    assert asyncio.run(main()) == [True, True, False]
    assert tasks.dropped == 1


def test_a_task_that_is_cancelled_hears_of_it():
    tasks, heard = Tasks(Budget(1.0, 60.0), limit=1), []

    async def job():
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            heard.append("cancelled")
            raise

    async def main():
        tasks.submit(job)
        await asyncio.sleep(0)

    asyncio.run(main())
    assert heard == ["cancelled"]
    assert not tasks._tasks


def test_tasks_are_held_bounded_and_counted():
    tasks, done = Tasks(Budget(1.0, 60.0), limit=2), []

    async def main():
        async def job():
            await asyncio.sleep(0)
            done.append(1)

        taken = [tasks.submit(job) for _ in range(3)]
        await tasks.join()
        return [*taken, tasks.submit(job)]

    assert asyncio.run(main()) == [True, True, False, True]
    assert (len(done), tasks.dropped) == (2, 1)


def test_a_loop_that_was_closed_leaves_room_for_another():
    tasks = Tasks(Budget(1.0, 60.0), limit=1)

    async def forever():
        await asyncio.Event().wait()

    async def submit(job):
        return tasks.submit(job)

    loop = asyncio.new_event_loop()
    assert loop.run_until_complete(submit(forever))
    (held,) = tasks._tasks
    loop.close()

    async def nothing():
        pass

    assert asyncio.run(submit(nothing))
    held._log_destroy_pending = False  # it is destroyed by this test's own doing
