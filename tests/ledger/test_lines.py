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
}


@pytest.mark.parametrize("log", LOGS.values(), ids=LOGS)
def test_entries_are_found_in_a_log(log):
    assert read_lines(log, "log") == ENTRIES


def test_an_entry_is_one_line_of_ascii():
    line = to_line(entry(function="a\nb", file="☃.py"))

    assert line.isascii()
    assert line.count("\n") == 1
    assert json.loads(line)["chime_shim_ledger"] == 1


def test_it_goes_to_stderr_as_it_is_now_and_is_numbered(capsys):
    sink = StderrSink()
    sink.write(ENTRIES[:1], patience=0)
    sink.write(ENTRIES[1:], patience=0)

    out, err = capsys.readouterr()
    assert out == ""
    assert read_lines(err.splitlines(), "log") == ENTRIES
    first, second = map(json.loads, err.splitlines())
    assert (first["number"], second["number"]) == (1, 2)
    assert first["process"] == second["process"]


def test_each_process_has_an_id(capsys, monkeypatch):
    sink = StderrSink()
    sink.write(ENTRIES[:1], patience=0)
    monkeypatch.setattr("os.getpid", lambda: -1)  # as in a child that was forked
    sink.write(ENTRIES[:1], patience=0)

    first, second = map(json.loads, capsys.readouterr().err.splitlines())
    assert first["process"] != second["process"]
    assert first["number"] == second["number"] == 1


def test_no_stderr_is_an_error(monkeypatch):
    monkeypatch.setattr("sys.stderr", None)
    with pytest.raises(OSError, match="no stderr"):
        StderrSink().write(ENTRIES, patience=0)


def test_a_log_without_entries_is_not_a_ledger():
    with pytest.raises(LedgerError, match=r"some\.log: no ledger"):
        read_lines(["nothing\n", '{"chime_shim": 1}\n'], "some.log")


def test_lines_of_a_newer_version_are_an_error_that_says_so():
    with pytest.raises(LedgerError, match="log:2: written by a newer chime_shim"):
        read_lines(["\n", LINES[0].replace('_ledger": 1', '_ledger": 3')], "log")


NUMBERED = {
    "no process": {"process": None},
    "no number": {"number": None},
    "a process that is no id": {"process": "a b"},
    "a process without end": {"process": "a" * 65},
    "a number that is none": {"number": "1"},
    "a number before the first": {"number": 0},
}


@pytest.mark.parametrize("change", NUMBERED.values(), ids=NUMBERED)
def test_a_line_with_a_wrong_number_is_an_error(change):
    line = json.dumps({**json.loads(to_line(ENTRIES[0], "ab", 1)), **change})
    with pytest.raises(LedgerError, match=r"log:1: (process|number) is not what a line of the ledger has"):
        read_lines([line], "log")
