"""kill -9 in the middle of writing: the ledger stays whole, and loses no more than the guide says."""

from __future__ import annotations

import contextlib
import itertools
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import pytest

from chime_shim.ledger import START, SqliteSink, read
from tests.load import ledger_worker
from tests.support.command import plain_environment
from tests.support.entries import entry

ROOT = Path(__file__).parents[2]
WORKERS = 4
CALLS = 10_000
MEMORY = Path("/dev/shm")


@pytest.fixture
def path():
    """A ledger in memory, where it can be: no disk is waited for, and a kill takes nothing away."""
    directory = tempfile.mkdtemp(dir=MEMORY if MEMORY.is_dir() else None)
    yield Path(directory) / "ledger.db"
    shutil.rmtree(directory)


def start(path, number, most_calls):
    command = [sys.executable, ledger_worker.__file__, path, str(number), str(most_calls)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, env=plain_environment(PYTHONPATH=str(ROOT)))


def run_and_kill(path, most_calls, until):
    """Start the workers, kill all when each has made ``until`` calls, and tell how many each has made."""
    workers = [start(path, number, most_calls) for number in range(WORKERS)]
    with contextlib.ExitStack() as stack:
        for worker in workers:
            stack.enter_context(worker)
            stack.callback(worker.kill)
        made = [len(worker.stdout.read(until)) for worker in workers]
        for worker in workers:
            worker.kill()
        # What was made between the last look and the end.
        made = [count + len(worker.stdout.read()) for count, worker in zip(made, workers, strict=True)]
        assert {worker.wait() for worker in workers} == {-signal.SIGKILL}
    return made


def counted(path):
    entries = read(str(path)).entries
    calls = Counter()
    for each in entries:
        if each.mode != START:
            calls[each.file] += each.calls
    return [calls[f"worker-{number}.py"] for number in range(WORKERS)], entries


def check(path, made, most_calls, rounds=1):
    with contextlib.closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    found, entries = counted(path)
    for calls, count in zip(made, found, strict=True):
        # The call that was being made when the process was killed may be in the ledger already.
        assert calls - rounds * (most_calls - 1) <= count <= calls + rounds
    sites = {(each.file, each.line) for each in entries if each.mode != START}
    assert len(sites) == WORKERS * ledger_worker.SITES, "no call site is lost"


# Each call is a write; or 10,000 calls are some 500 writes of 20.
@pytest.mark.parametrize(("most_calls", "calls"), [(1, 2_000), (20, CALLS)])
def test_killed_processes_leave_a_ledger_that_is_whole(most_calls, calls, path):
    made = run_and_kill(path, most_calls, calls // WORKERS)

    assert sum(made) >= calls
    check(path, made, most_calls)
    # And others go on with it.
    sink = SqliteSink(str(path))
    sink.write([entry()], patience=1)
    sink.close()


@pytest.mark.long
def test_processes_that_are_killed_after_10_000_writes_leave_a_ledger_that_is_whole(path):
    check(path, run_and_kill(path, 1, CALLS // WORKERS), 1)


@pytest.mark.long
def test_processes_that_are_killed_again_and_again_leave_a_ledger_that_is_whole(path):
    most_calls, rounds = 10, 40
    moments = random.Random(6)
    made = [0] * WORKERS
    for number in itertools.count(1):
        until = moments.randint(ledger_worker.SITES, CALLS // WORKERS)
        made = [sum(both) for both in zip(made, run_and_kill(path, most_calls, until), strict=True)]
        check(path, made, most_calls, number)
        if number == rounds:
            break
