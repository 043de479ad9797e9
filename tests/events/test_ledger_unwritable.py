"""A ledger that cannot be written: it is complained of once, and calls go on."""

from __future__ import annotations

import contextlib
import logging
import sqlite3

import pytest

from chime_shim.events import CallSite, emit, set_hooks
from tests.support.ledgers import OPERATIONS, counts_in


def warnings_of(caplog):
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]


def other_database(path):
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE theirs (a)")


UNWRITABLE = {
    "no such directory": (lambda _: None, "none/ledger.db", "/none: make it, or name another file"),
    "a directory": (lambda path: path.mkdir(), "ledger.db", "it is a directory: name a file in it"),
    "another program's database": (
        other_database,
        "ledger.db",
        "not a ledger, but another program's database",
    ),
    "no database": (lambda path: path.write_text("text " * 100), "ledger.db", "something else than a ledger"),
    "a file system that takes no files": (lambda _: None, "/proc/ledger.db", "see that the file and its"),
}


@pytest.mark.parametrize(("prepare", "name", "why"), UNWRITABLE.values(), ids=UNWRITABLE)
def test_a_ledger_that_cannot_be_written_is_complained_of_once_and_calls_go_on(
    prepare, name, why, make_ledger, make_call, path, clock, caplog
):
    prepare(path)
    hook = make_ledger(path.parent / name)
    with set_hooks([hook]):
        for _ in range(3):
            emit(make_call())
            clock.now += 60

    (complaint,) = warnings_of(caplog)
    assert complaint.startswith(f"chime_shim cannot write the ledger {path.parent / name} (")
    assert why in complaint
    assert "Calls go on" in complaint


def test_what_could_not_be_written_is_written_when_it_can(make_ledger, make_call, path, clock, caplog):
    path.mkdir()
    hook = make_ledger()
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
    make_ledger, make_call, path, clock, caplog
):
    hook = make_ledger(patience=0)
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


def test_a_filter_of_the_applications_that_fails_is_no_concern(make_ledger, make_call, tmp_path):
    def broken(record):
        raise ValueError

    logger = logging.getLogger("chime_shim")
    logger.addFilter(broken)
    try:
        make_ledger(tmp_path / "none" / "ledger.db")(make_call())
    finally:
        logger.removeFilter(broken)
