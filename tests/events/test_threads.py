"""What threads share is counted in full, however they take turns."""

from __future__ import annotations

import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from itertools import chain

import pytest

from chime_shim import pytest_plugin
from chime_shim.events._bounded import OTHER, BoundedNames, FirstTime
from chime_shim.routes._memory import Memory

THREADS = 8
EACH = 200


@pytest.fixture(autouse=True)
def _in_haste():
    """Threads take turns as often as the interpreter can manage."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def at_once(job):
    """Run ``job(number of the thread)`` in all threads, which begin together."""
    barrier = threading.Barrier(THREADS)

    def run(number):
        barrier.wait()
        return job(number)

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(run, range(THREADS)))


def test_a_first_time_has_one_winner():
    first = FirstTime()

    won = at_once(lambda _: [key for key in range(EACH) if first(key)])

    assert sorted(chain.from_iterable(won)) == list(range(EACH))


def test_names_are_bounded_but_for_one_for_each_thread():
    names = BoundedNames(limit=10)

    passed = at_once(lambda number: {names(f"Error{number}X{key}") for key in range(EACH)} - {OTHER})

    assert 10 <= len(set().union(*passed)) <= 10 + THREADS


def test_a_memory_keeps_its_bound_and_what_came_last():
    memory = Memory(limit=50)

    def fill(number):
        for key in range(EACH):
            memory[f"{number}-{key}"] = "x"

    at_once(fill)

    assert len(memory) == 50


def test_pytests_summary_counts_the_calls_of_all_threads(make_call):
    report = pytest_plugin._Report()
    call = make_call()

    at_once(lambda _: [report._count(call) for _ in range(EACH)])

    assert sum(report._counts.values()) == THREADS * EACH
