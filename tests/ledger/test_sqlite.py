from __future__ import annotations

import os
import sqlite3
import threading
from contextlib import closing

import pytest

from chime_shim.ledger import OTHER, LedgerError, SqliteSink, read
from tests.support.entries import at, entry, write


@pytest.fixture
def path(tmp_path):
    return tmp_path / "ledger.db"


@pytest.fixture
def sink(path):
    sink = SqliteSink(str(path))
    yield sink
    sink.close()


def execute(path, *statements):
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def test_what_is_written_is_read(sink, path):
    entries = [entry(line=1, successor=""), entry(line=2, file="naïve — ☃.py")]
    sink.write(entries, patience=1)

    assert read(str(path)).entries == entries


def test_calls_that_are_alike_add_up(sink, path):
    sink.write([entry(calls=2, first=at("2026-11-25", 9))], patience=1)
    sink.write([entry(calls=5, last=at("2026-11-25", 20))], patience=1)

    (found,) = read(str(path)).entries
    assert (found.calls, found.first, found.last) == (7, at("2026-11-25", 9), at("2026-11-25", 20))


KEYS = ["day", "host", "operation", "successor", "file", "line", "function", "mode", "outcome"]


@pytest.mark.parametrize("name", KEYS)
def test_calls_that_differ_in_anything_are_kept_apart(name, sink, path):
    other = entry()._replace(**{name: 99 if name == "line" else "2026-11-26"})
    sink.write([entry(), other], patience=1)

    assert len(read(str(path)).entries) == 2


def test_several_writers_make_one_ledger(path):
    sinks = [SqliteSink(str(path)) for _ in range(4)]
    start = threading.Barrier(len(sinks))

    def work(sink):
        start.wait()
        for _ in range(25):
            sink.write([entry(calls=1)], patience=30)
        sink.close()

    threads = [threading.Thread(target=work, args=[sink]) for sink in sinks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [each.calls for each in read(str(path)).entries] == [100]


def test_it_can_be_read_while_it_is_written(sink, path):
    sink.write([entry()], patience=1)
    with closing(sqlite3.connect(path, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE entries SET calls = 1000")

        assert [each.calls for each in read(str(path)).entries] == [3]


def test_a_writer_that_finds_it_locked_writes_nothing_and_can_try_again(sink, path):
    sink.write([entry()], patience=1)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            sink.write([entry()], patience=0)
        other.execute("ROLLBACK")
    sink.write([entry()], patience=0)

    assert [each.calls for each in read(str(path)).entries] == [6]


def test_all_of_a_write_or_nothing(sink, path):
    sink.write([entry()], patience=1)
    with pytest.raises(sqlite3.Error):
        sink.write([entry(line=2), entry(calls=None)], patience=1)
    sink.write([entry(line=3)], patience=1)

    assert [each.line for each in read(str(path)).entries] == [3, 12]


def test_a_ledger_that_was_deleted_is_made_anew(sink, path):
    sink.write([entry()], patience=1)
    for each in list(path.parent.iterdir()):
        each.unlink()
    sink.write([entry(calls=1)], patience=1)

    assert [each.calls for each in read(str(path)).entries] == [1]


def test_beyond_its_size_new_call_sites_are_counted_as_others_by_operation(path):
    sink = SqliteSink(str(path), max_bytes=64 * 1024)
    known = entry(line=0)
    sink.write([known], patience=1)
    for number in range(1, 40):
        sink.write([entry(line=number * 1000 + each, calls=1) for each in range(100)], patience=1)
    sink.write([known, entry(operation="GetMeeting", outcome="NotFoundException", calls=1)], patience=1)
    sink.close()

    entries = read(str(path)).entries
    assert path.stat().st_size < 80 * 1024
    assert sum(each.calls for each in entries) == 3 + 3 + 1 + 39 * 100
    assert next(each for each in entries if each.line == 0 and each.file != OTHER).calls == 6
    others = [each for each in entries if each.file == OTHER]
    assert [(each.operation, each.outcome) for each in others] == [
        ("CreateMeeting", "ok"),
        ("GetMeeting", OTHER),
    ]


FOREIGN = {
    "another program's database": ["CREATE TABLE theirs (a)"],
    "with an application id": ["PRAGMA application_id = 1"],
    "of a newer chime_shim": ["PRAGMA application_id = 0x43534C47", "PRAGMA user_version = 2"],
}


@pytest.mark.parametrize("statements", FOREIGN.values(), ids=FOREIGN)
def test_a_database_that_is_no_ledger_of_ours_is_left_alone(statements, sink, path):
    execute(path, *statements)
    before = path.read_bytes()

    with pytest.raises(LedgerError, match=r"another file|newer chime_shim"):
        sink.write([entry()], patience=1)
    with pytest.raises(LedgerError, match=r"another file|newer chime_shim"):
        read(str(path))
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_left_alone(sink, path):
    path.write_text("Dear diary, " * 100)

    with pytest.raises(sqlite3.DatabaseError):
        sink.write([entry()], patience=1)
    assert path.read_text().startswith("Dear diary")


def test_a_damaged_ledger_is_an_error_that_names_it(path):
    write(path, *[entry(line=line) for line in range(500)])
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(data)

    with pytest.raises(LedgerError, match=r"ledger\.db: cannot be read as a ledger"):
        read(str(path))


@pytest.mark.parametrize("value", ["'many'", "-1", "NULL", "1.5"])
def test_an_entry_with_a_wrong_value_is_an_error(value, path):
    write(path, entry())
    execute(
        path,
        "ALTER TABLE entries RENAME TO old",
        f"CREATE TABLE entries AS SELECT day, host, operation, successor, file, line, function, mode, "
        f"outcome, {value} AS calls, first, last FROM old",
    )
    with pytest.raises(LedgerError, match="an entry of a ledger"):
        read(str(path))


def test_an_empty_database_is_not_a_ledger(path):
    execute(path, "VACUUM")

    with pytest.raises(LedgerError, match="empty"):
        read(str(path))


def test_each_ledger_has_an_id_that_its_copies_share(tmp_path):
    first, second = write(tmp_path / "1.db", entry()), write(tmp_path / "2.db", entry())
    (tmp_path / "copy.db").write_bytes(first.read_bytes())

    assert read(str(first)).identity == read(str(tmp_path / "copy.db")).identity != read(str(second)).identity


@pytest.mark.skipif(not hasattr(os, "umask"), reason="this system has no umask")
@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o027, 0o640)])
def test_who_may_read_it_is_up_to_the_umask(umask, mode, path):
    before = os.umask(umask)
    try:
        write(path, entry())
    finally:
        os.umask(before)
    assert path.stat().st_mode & 0o777 == mode


def test_a_home_directory_is_understood(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))

    assert SqliteSink("~/ledger.db").name == str(tmp_path / "ledger.db")


def test_a_ledger_of_which_only_the_first_file_was_deleted_is_made_anew(sink, path):
    sink.write([entry()], patience=1)
    path.unlink()
    sink.write([entry(calls=1)], patience=1)
    sink.close()

    assert [each.calls for each in read(str(path)).entries] == [1]
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
