"""A copy of a ledger is whole, or is refused: whenever it was made, and whatever was beside it."""

from __future__ import annotations

import itertools
import os
import random
import shutil
import signal
import sqlite3
from contextlib import closing

import pytest

from chime_shim.ledger import LedgerError, SqliteSink, read
from tests.support.entries import entry, start, write

PAGE = 4096


@pytest.fixture
def path(tmp_path):
    return tmp_path / "ledger.db"


def calls_of(path):
    return sum(each.calls for each in read(str(path)).entries)


def files(path):
    return sorted(each.name for each in path.parent.iterdir())


def test_between_writes_the_file_has_everything_and_nothing_is_beside_it(path, tmp_path):
    sink = SqliteSink(str(path))
    for number in range(1, 20):
        sink.write([entry(line=number % 7, calls=1)], patience=1)
        assert files(path) == ["ledger.db"]
        shutil.copyfile(path, tmp_path / "copy.db")
        assert calls_of(tmp_path / "copy.db") == number
        (tmp_path / "copy.db").unlink()
    sink.close()


def test_reading_leaves_nothing_beside_it(path):
    write(path, entry())
    for _ in range(2):
        read(str(path))
    assert files(path) == ["ledger.db"]


def pages(path):
    data = path.read_bytes()
    return [data[start : start + PAGE] for start in range(0, len(data), PAGE)]


def states(path, seed, count=60):
    """The file after each of some writes, page by page, and how many calls it had then."""
    random_ = random.Random(seed)
    sink = SqliteSink(str(path))
    sink.write([start()], patience=1)
    found = [(pages(path), 1)]
    for _ in range(count):
        entries = [
            entry(line=random_.randrange(900), calls=random_.choice([1, 1, 3]), file="a/file.py" * 20)
            for _ in range(random_.choice([1, 2, 30]))
        ]
        sink.write(entries, patience=1)
        found.append((pages(path), found[-1][1] + sum(each.calls for each in entries)))
    sink.close()
    return found


@pytest.mark.parametrize("seed", range(4))
def test_a_copy_that_was_torn_by_writes_is_whole_or_refused(seed, tmp_path):
    """As ``cp`` does it: page after page, each as it is at that moment."""
    history = states(tmp_path / "ledger.db", seed)
    truth = {calls for _, calls in history}
    random_ = random.Random(seed)
    refused = 0
    for number in range(150):
        moment = random_.randrange(len(history))
        copied = []
        for index in itertools.count():
            if index >= len(history[moment][0]):
                break
            copied.append(history[moment][0][index])
            moment = min(len(history) - 1, moment + random_.choice([0, 0, 0, 1, 3]))
        copy = tmp_path / f"copy-{number}.db"
        copy.write_bytes(b"".join(copied))
        try:
            assert calls_of(copy) in truth
        except LedgerError:
            refused += 1
    assert 0 < refused < 150


def test_a_copy_in_the_middle_of_a_write_is_refused_with_what_to_do(tmp_path):
    (before, _), (after, _) = states(tmp_path / "ledger.db", 1, 1)
    copy = tmp_path / "copy.db"
    copy.write_bytes(b"".join([*before[:2], *after[2:]]))

    with pytest.raises(LedgerError, match=r"copied while it was being written.*chime-shim ledger merge"):
        read(str(copy))


needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")


def killed_in_a_write(path):
    """Leave a file as a process does that was killed after it changed it, and before it was done."""
    write(path, *[entry(line=line, calls=1) for line in range(400)])
    pid = os.fork()
    if not pid:
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute("PRAGMA cache_size = 1")  # so that it writes before the end
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE entries SET calls = calls + 1, function = 'changed'")
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(pid, 0)


@needs_fork
def test_a_write_that_was_killed_in_the_middle_is_undone_for_the_reader_and_by_the_next_writer(path):
    killed_in_a_write(path)
    assert files(path) == ["ledger.db", "ledger.db-journal"]

    assert calls_of(path) == 400
    assert files(path) == ["ledger.db", "ledger.db-journal"], "a reader changes nothing"
    write(path, entry(calls=1))
    assert calls_of(path) == 401
    assert files(path) == ["ledger.db"]


@needs_fork
def test_a_copy_of_that_without_its_journal_is_refused(path, tmp_path):
    killed_in_a_write(path)
    shutil.copyfile(path, tmp_path / "copy.db")

    with pytest.raises(LedgerError, match=r"copied while it was being written|cannot be read as a ledger"):
        read(str(tmp_path / "copy.db"))


OLD = ["PRAGMA journal_mode = WAL", "DROP TRIGGER added", "DROP TRIGGER counted", "DROP TRIGGER removed"]


@pytest.fixture
def old(path):
    """A ledger of an early release that is being written: a connection to it."""
    write(path, entry(calls=1))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in [*OLD, "ALTER TABLE ledger DROP COLUMN calls"]:
            connection.execute(statement)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("UPDATE entries SET calls = 50")
        yield connection


@pytest.mark.skipif(sqlite3.sqlite_version_info < (3, 35), reason="it cannot drop a column")
class TestAnEarlyRelease:
    def test_its_latest_entries_are_read_while_it_writes(self, path, old):
        before = files(path)

        assert calls_of(path) == 50
        assert files(path) == before == ["ledger.db", "ledger.db-shm", "ledger.db-wal"]

    def test_they_are_read_from_a_copy_of_all_files_and_nothing_is_left_there(self, path, old, tmp_path):
        copies = tmp_path / "copies"
        copies.mkdir()
        for name in ("ledger.db", "ledger.db-wal"):
            shutil.copyfile(path.parent / name, copies / name)

        assert calls_of(copies / "ledger.db") == 50
        assert files(copies / "ledger.db") == ["ledger.db", "ledger.db-wal"]

    def test_a_copy_without_them_is_doubted(self, path, old, tmp_path):
        shutil.copyfile(path, tmp_path / "copy.db")
        found = read(str(tmp_path / "copy.db"))

        assert sum(each.calls for each in found.entries) == 1
        assert "second file (-wal)" in found.doubts[0]

    def test_old_and_new_write_one_file_at_the_same_time(self, path, old):
        sink = SqliteSink(str(path))
        sink.write([entry(calls=3)], patience=1)
        old.execute("UPDATE entries SET calls = calls + 100")
        sink.write([entry(calls=5)], patience=1)
        old.close()
        sink.close()

        assert calls_of(path) == 158
        write(path, entry(calls=1))
        assert calls_of(path) == 159
        assert files(path) == ["ledger.db"]


def test_who_removes_entries_by_hand_has_a_whole_ledger(path):
    write(path, entry(line=1), entry(line=2))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DELETE FROM entries WHERE line = 1")
        connection.commit()

    assert [each.line for each in read(str(path)).entries] == [2]
