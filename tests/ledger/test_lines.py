from __future__ import annotations

import json

import pytest

from chime_shim.ledger import LedgerError, StderrSink, read_lines
from chime_shim.ledger._lines import to_line
from tests.support.entries import entry

ENTRIES = [entry(line=1), entry(line=2, function='a "quoted" {name}', file="naïve — ☃.py")]
LINES = [to_line(each) for each in ENTRIES]
LOGS = {
    "as they were written": LINES,
    "in a log": ["START RequestId: 1\n", LINES[0], "\n", LINES[1], "END\n"],
    "with something before each": [f"2026-11-25T07:12:15.000Z\t{line}" for line in LINES],
    "joined to one line": ["\t".join(line.rstrip() for line in LINES)],
    "with one that was cut off": [*LINES, LINES[0][:80]],
    "cut off before another": [LINES[0], f"{LINES[0][:80]} {LINES[1]}"],
}


@pytest.mark.parametrize("log", LOGS.values(), ids=LOGS)
def test_entries_are_found_in_a_log(log):
    assert read_lines(log, "log") == ENTRIES


def test_an_entry_is_one_line_of_ascii():
    line = to_line(entry(function="a\nb", file="☃.py"))

    assert line.isascii()
    assert line.count("\n") == 1
    assert json.loads(line)["chime_shim_ledger"] == 1


def test_it_goes_to_stderr_as_it_is_now(capsys):
    StderrSink().write(ENTRIES, patience=0)

    assert capsys.readouterr() == ("", "".join(LINES))


def test_no_stderr_is_an_error(monkeypatch):
    monkeypatch.setattr("sys.stderr", None)
    with pytest.raises(OSError, match="no stderr"):
        StderrSink().write(ENTRIES, patience=0)


def test_a_log_without_entries_is_not_a_ledger():
    with pytest.raises(LedgerError, match=r"some\.log: no ledger"):
        read_lines(["nothing\n", '{"chime_shim": 1}\n'], "some.log")


def test_lines_of_a_newer_version_are_an_error_that_says_so():
    with pytest.raises(LedgerError, match="log:2: written by a newer chime_shim"):
        read_lines(["\n", LINES[0].replace('_ledger": 1', '_ledger": 2')], "log")


WRONG = {
    "a name too many": {"parameters": "x"},
    "a text for a number": {"calls": "3"},
    "a number for a text": {"operation": 3},
    "a truth value for a number": {"calls": True},
    "no calls": {"calls": 0},
    "no day": {"day": "today"},
}


@pytest.mark.parametrize("change", WRONG.values(), ids=WRONG)
def test_a_line_that_is_no_entry_is_an_error_with_its_place(change):
    line = json.dumps({**json.loads(LINES[0]), **change})
    with pytest.raises(LedgerError, match=r"^log:1: .*entry of a ledger"):
        read_lines([line], "log")


def test_a_line_without_a_field_is_an_error():
    fields = json.loads(LINES[0])
    del fields["host"]
    with pytest.raises(LedgerError, match="not an entry"):
        read_lines([json.dumps(fields)], "log")
