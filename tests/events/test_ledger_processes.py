"""The ledger of processes that end, fork or start others."""

from __future__ import annotations

import os
from collections import Counter

import pytest

from chime_shim.ledger import BEGAN, ENDED, START, read
from tests.support.ledgers import OPERATIONS, counts_in


def processes(run_python, source, tmp_path, *, code=0):
    done = run_python(OPERATIONS + source)
    assert done.returncode == code, done.stderr
    assert done.stderr == ""
    return counts_in(tmp_path / "ledger.db")


ENDS = {
    "the last line": "",
    "sys.exit": "import sys; sys.exit(0)",
    "a thread that goes on": "import threading; threading.Thread(target=call, args=[1]).start()",
    "atexit": "import atexit; atexit.register(call, 1)",
}


@pytest.mark.parametrize(("how", "source"), ENDS.items(), ids=ENDS)
def test_nothing_is_lost_at_a_normal_end(how, source, run_python, tmp_path):
    counts = processes(run_python, f"for _ in range(5): call(1)\n{source}", tmp_path)

    assert counts == {("app.py", 1): 6 if how in {"a thread that goes on", "atexit"} else 5}


def test_atexit_functions_that_run_later_are_counted_too(run_python, tmp_path):
    source = "import atexit\natexit.register(lambda: [call(1), call(1), call(1)])\n"
    done = run_python(source + OPERATIONS + "call(1)\ncall(1)")

    assert (done.returncode, done.stderr) == (0, "")
    assert counts_in(tmp_path / "ledger.db") == {("app.py", 1): 5}


def test_an_unhandled_sigterm_costs_what_was_not_written_yet(run_python, tmp_path):
    counts = processes(
        run_python,
        "import os, signal\nfor line in (1, 1, 1, 2): call(line)\nos.kill(os.getpid(), signal.SIGTERM)",
        tmp_path,
        code=-15,
    )

    assert counts == {("app.py", 1): 3, ("app.py", 2): 1}


def signs_in(tmp_path):
    found = Counter()
    for each in read(str(tmp_path / "ledger.db")).entries:
        if each.mode == START:
            found[each.outcome] += each.calls
    return found


@pytest.mark.parametrize("source", ENDS.values(), ids=ENDS)
def test_a_normal_end_is_a_clean_one(source, run_python, tmp_path):
    processes(run_python, f"call(1)\n{source}", tmp_path)

    assert signs_in(tmp_path) == {BEGAN: 1, ENDED: 1}


@pytest.mark.parametrize("how", ["os.kill(os.getpid(), signal.SIGTERM)", "os._exit(-15)", "os.abort()"])
def test_a_kill_is_no_clean_end(how, run_python, tmp_path):
    done = run_python(f"{OPERATIONS}\nimport os, signal\ncall(1)\n{how}")

    assert done.returncode not in {0, 1}
    assert signs_in(tmp_path) == {BEGAN: 1}


FORKS = """
import os, sys
for _ in range(3): call(1)
children = []
for child in range(3):
    pid = os.fork()
    if not pid:
        for _ in range(4): call(2)
        sys.exit(0)
    children.append(pid)
call(1)
for pid in children: os.waitpid(pid, 0)
call(3)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_a_fork_neither_loses_nor_doubles_a_call(run_python, tmp_path):
    assert processes(run_python, FORKS, tmp_path) == {
        ("app.py", 1): 4,
        ("app.py", 2): 12,
        ("app.py", 3): 1,
    }
    assert signs_in(tmp_path) == {BEGAN: 4, ENDED: 4}


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_workers_of_multiprocessing_write_before_they_end(method, run_python, tmp_path):
    source = f"""
import multiprocessing

def work(number):
    for _ in range(5): call(2)

if __name__ == "__main__":
    context = multiprocessing.get_context("{method}")
    workers = [context.Process(target=work, args=[number]) for number in range(2)]
    for worker in workers: worker.start()
    for worker in workers: worker.join()
    for _ in range(2): call(1)
"""
    assert processes(run_python, source, tmp_path) == {("app.py", 1): 2, ("app.py", 2): 10}
    assert signs_in(tmp_path)[BEGAN] == signs_in(tmp_path)[ENDED] >= 3


FORK_IN_THE_MIDDLE = """
import os, threading
inside, leave = threading.Event(), threading.Event()
write = hook._sink.write

def slow(*args, **options):
    inside.set()
    leave.wait(20)
    return write(*args, **options)

hook._sink.write = slow
thread = threading.Thread(target=call, args=[1])
thread.start()
inside.wait(20)
hook._sink.write = write
threading.Timer(0.05, leave.set).start()
pid = os.fork()
if not pid:
    call(2)
    call(2)
    hook.close()
    os._exit(0)
os.waitpid(pid, 0)
thread.join()
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
def test_a_fork_while_a_thread_writes_waits_for_it_and_the_child_goes_on(run_python, tmp_path):
    done = run_python(OPERATIONS + FORK_IN_THE_MIDDLE, "-W", "ignore::DeprecationWarning")

    assert done.returncode == 0, done.stderr
    assert counts_in(tmp_path / "ledger.db") == {("app.py", 1): 1, ("app.py", 2): 2}
