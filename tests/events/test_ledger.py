from __future__ import annotations

import contextlib
import logging
import os
import sqlite3
import threading
from pathlib import Path

import pytest

from chime_shim.events import CallSite, Comparison, _ledger, emit, set_hooks
from chime_shim.events._ledger import LedgerHook
from chime_shim.ledger import COMPARISON, OTHER, START, read, read_lines
from tests.support.entries import at

NOON = float(at("2026-11-25"))
OPERATIONS = """
import sys
from chime_shim.events import CallSite, LegacyCall
from chime_shim.events._ledger import LedgerHook

hook = LedgerHook("ledger.db")

def call(line):
    site = CallSite("app.py", line, "main")
    hook(LegacyCall(operation="GetMeeting", successor="x:GetMeeting", call_site=site, duration_ms=1))
"""


class Clock:
    now = NOON

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def path(tmp_path):
    return tmp_path / "ledger.db"


@pytest.fixture
def make(path, clock):
    """Makes hooks, and lets go of them after the test."""
    with contextlib.ExitStack() as stack:

        def make(target=path, **options):
            hook = LedgerHook(str(target), clock=clock, **options)
            stack.callback(hook.close)
            return hook

        yield make


def calls_in(path):
    return [each for each in read(str(path)).entries if each.mode != START]


def counts_in(path):
    return {(each.file, each.line): each.calls for each in calls_in(path)}


def warnings_of(caplog):
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]


def test_a_call_is_counted_with_all_that_is_known_of_its_kind(make, make_call, path):
    make()(make_call(outcome="NotFoundException", mode="legacy"))

    (found,) = calls_in(path)
    assert found[2:9] == (
        "CreateProxySession",
        "chime-sdk-voice:CreateProxySession",
        "app.py",
        12,
        "main",
        "legacy",
        "NotFoundException",
    )
    assert (found.day, found.calls, found.first, found.last) == ("2026-11-25", 1, NOON, NOON)


def test_that_a_process_began_to_count_is_in_the_ledger_without_any_call(make, path):
    make()

    (found,) = read(str(path)).entries
    assert (found.mode, found.operation, found.calls) == (START, "", 1)


# When it is written


def test_a_kind_of_call_that_is_new_is_written_at_once_and_more_of_it_later(make, make_call, path, clock):
    hook = make()
    for _ in range(3):
        hook(make_call())
    hook(make_call(call_site=CallSite("app.py", 13, "main")))
    hook(make_call(call_site=CallSite("app.py", 13, "main")))
    assert counts_in(path) == {("app.py", 12): 3, ("app.py", 13): 1}

    clock.now += 5
    hook(make_call())
    assert counts_in(path) == {("app.py", 12): 4, ("app.py", 13): 2}


def test_a_call_after_a_quiet_time_is_written_at_once(make, make_call, path, clock):
    hook = make()
    for number in range(1, 5):
        hook(make_call())
        clock.now += 5
        assert counts_in(path) == {("app.py", 12): number}


def test_many_calls_are_written_before_the_time_is_up(make, make_call, path):
    hook = make(most_calls=10)
    for _ in range(1 + 25):
        hook(make_call())

    assert counts_in(path) == {("app.py", 12): 21}


def test_what_is_left_is_written_when_it_is_closed_and_it_goes_on_if_it_has_to(make, make_call, path):
    hook = make()
    for _ in range(3):
        hook(make_call())
    hook.close()
    assert counts_in(path) == {("app.py", 12): 3}
    hook(make_call())
    hook.close()
    assert counts_in(path) == {("app.py", 12): 4}


def test_a_clock_that_is_set_back_delays_nothing(make, make_call, path, clock):
    hook = make()
    hook(make_call())
    clock.now -= 3600
    hook(make_call())

    assert sum(counts_in(path).values()) == 2


def test_days_are_counted_apart(make, make_call, path, clock):
    hook = make()
    for _ in range(3):
        hook(make_call())
        clock.now += 24 * 60 * 60

    assert [each.day for each in calls_in(path)] == ["2026-11-25", "2026-11-26", "2026-11-27"]


def test_threads_lose_no_call(make, make_call, path):
    hook, threads = make(most_calls=7), 8
    start = threading.Barrier(threads)

    def work(number):
        start.wait()
        for _ in range(200):
            hook(make_call(call_site=CallSite("app.py", number % 3, "main")))

    workers = [threading.Thread(target=work, args=[number]) for number in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    hook.close()

    assert sum(counts_in(path).values()) == threads * 200


# Bounds


def test_call_sites_without_end_are_counted_together(make, make_call, path, monkeypatch):
    monkeypatch.setattr(_ledger, "MOST_KEYS", 5)
    hook = make()
    for line in range(20):
        hook(make_call(call_site=CallSite("generated.py", line, "main"), outcome="BadRequestException"))
    hook(make_call(call_site=CallSite("generated.py", 0, "main"), outcome="BadRequestException"))
    hook.close()

    counts = counts_in(path)
    assert len(counts) == 5  # one of the five is the start of the process
    assert counts[OTHER, 0] == 16
    assert counts["generated.py", 0] == 2
    assert {each.outcome for each in calls_in(path) if each.file == OTHER} == {OTHER}


def test_a_new_day_has_room_for_new_call_sites(make, make_call, path, monkeypatch, clock):
    monkeypatch.setattr(_ledger, "MOST_KEYS", 2)
    hook = make()
    for line in range(3):
        hook(make_call(call_site=CallSite("app.py", line, "main")))
    clock.now += 24 * 60 * 60
    hook(make_call(call_site=CallSite("app.py", 9, "main")))
    hook.close()

    assert counts_in(path) == {("app.py", 0): 1, (OTHER, 0): 2, ("app.py", 9): 1}


def test_long_names_are_shortened_and_odd_ones_are_mended(make, make_call, path):
    make()(make_call(call_site=CallSite("d/" * 500 + "app.py", 1, "\udcff")))

    (found,) = calls_in(path)
    assert len(found.file) == 300
    assert found.file.startswith("…")
    assert found.file.endswith("d/app.py")
    assert found.function == "?"


@pytest.mark.parametrize("outcome", ["", "two words", "x" * 65, "a\nb", "é"])
def test_an_outcome_that_is_no_code_is_not_kept(outcome, make, make_call, path):
    make()(make_call(outcome=outcome))

    assert calls_in(path)[0].outcome == OTHER


# Where it cannot be written


def other_database(path):
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE theirs (a)")


UNWRITABLE = {
    "no such directory": (lambda _: None, "none/ledger.db"),
    "a directory": (lambda path: path.mkdir(), "ledger.db"),
    "another program's database": (other_database, "ledger.db"),
    "no database": (lambda path: path.write_text("text " * 100), "ledger.db"),
    "a file system that takes no files": (lambda _: None, "/proc/ledger.db"),
}


@pytest.mark.parametrize(("prepare", "name"), UNWRITABLE.values(), ids=UNWRITABLE)
def test_a_ledger_that_cannot_be_written_is_complained_of_once_and_calls_go_on(
    prepare, name, make, make_call, path, clock, caplog
):
    prepare(path)
    hook = make(path.parent / name)
    with set_hooks([hook]):
        for _ in range(3):
            emit(make_call())
            clock.now += 60

    (complaint,) = warnings_of(caplog)
    assert complaint.startswith(f"chime_shim cannot write the ledger {path.parent / name} (")
    assert "Calls go on" in complaint


def test_what_could_not_be_written_is_written_when_it_can(make, make_call, path, clock, caplog):
    path.mkdir()
    hook = make()
    for line in (1, 1, 2):
        hook(make_call(call_site=CallSite("app.py", line, "main")))
    path.rmdir()
    hook(make_call())
    assert not path.exists(), "it is not tried at every call"
    clock.now += 30
    hook(make_call())

    assert counts_in(path) == {("app.py", 1): 2, ("app.py", 2): 1, ("app.py", 12): 2}
    assert len(warnings_of(caplog)) == 1


def test_a_ledger_that_others_are_writing_is_tried_again_without_a_complaint(
    make, make_call, path, clock, caplog
):
    hook = make(patience=0)
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        hook(make_call())
        hook(make_call())
        other.execute("ROLLBACK")
    clock.now += 5
    hook(make_call())

    assert counts_in(path) == {("app.py", 12): 3}
    assert warnings_of(caplog) == []


def test_a_full_disk_costs_no_call_and_the_ledger_stays_whole(run_python):
    # No process may write beyond this size: SQLite is told so as it is by a disk without room.
    done = run_python(
        OPERATIONS
        + """
import logging, resource
logging.basicConfig(format="%(message)s")
call(0)
resource.setrlimit(resource.RLIMIT_FSIZE, (16384, resource.RLIM_INFINITY))
for line in range(300):
    call(line)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
print("went on")
"""
    )

    assert (done.returncode, done.stdout) == (0, "went on\n"), done.stderr
    assert done.stderr.count("\n") == 1
    assert "cannot write the ledger" in done.stderr


def test_a_full_stderr_costs_no_call(run_python):
    done = run_python(
        OPERATIONS.replace('"ledger.db"', '"-"').replace(
            "hook =", 'sys.stderr = open("/dev/full", "w")\nhook ='
        )
        + "call(1)\nprint('went on')\nsys.stderr = sys.__stderr__",
    )

    assert (done.returncode, done.stdout) == (0, "went on\n"), done.stderr


def test_a_filter_of_the_applications_that_fails_is_no_concern(make, make_call, tmp_path):
    def broken(record):
        raise ValueError

    logger = logging.getLogger("chime_shim")
    logger.addFilter(broken)
    try:
        make(tmp_path / "none" / "ledger.db")(make_call())
    finally:
        logger.removeFilter(broken)


# Lines on stderr


def test_lines_on_stderr_are_written_as_often_as_a_file_is(make, make_call, capsys):
    hook = make("stderr")
    for _ in range(3):
        hook(make_call())
    hook.close()

    written = read_lines(capsys.readouterr().err.splitlines(), "stderr")
    assert [(each.mode, each.calls) for each in written] == [(START, 1), ("forward", 1), ("forward", 2)]


def test_in_lambda_every_call_is_a_line_and_the_host_is_the_function(make, make_call, capsys, monkeypatch):
    monkeypatch.setenv("AWS_LAMBDA_FUNCTION_NAME", "rooms")
    hook = make("-")
    for _ in range(3):
        hook(make_call())

    written = read_lines(capsys.readouterr().err.splitlines(), "stderr")
    assert [(each.host, each.calls) for each in written] == [("lambda:rooms", 1)] * 4


# Processes


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


def test_a_relative_path_is_one_of_the_directory_at_the_start(make, make_call, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    hook = make("here.db")
    monkeypatch.chdir("/")
    hook(make_call())
    hook.close()

    assert len(calls_in(tmp_path / "here.db")) == 1
    assert not Path("/here.db").exists()


def test_comparisons_are_counted_beside_the_calls(make, path):
    hook = make()
    site = CallSite("app.py", 12, "main")
    for outcome in ("match", "mismatch", "control unavailable", "match"):
        hook.compared(
            Comparison(
                operation="ListChannels",
                successor="chime-sdk-messaging:ListChannels",
                call_site=site,
                control="legacy",
                outcome=outcome,
                differences=("Channels[].Name: only in control",),
                control_ms=1,
                candidate_ms=1,
            )
        )
    hook.close()

    found = {each.outcome: each.calls for each in calls_in(path) if each.mode == COMPARISON}
    assert found == {"match": 2, "mismatch": 1, "control unavailable": 1}
