"""The ledger as a file of SQLite, which any number of processes of one machine write at once."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from typing import TYPE_CHECKING

from . import _schema
from ._entry import OTHER, Entry
from ._error import LedgerError

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_BYTES = 64 * 1024 * 1024
"""How large the file may grow before new call sites are counted as "(other)": some 400,000 entries."""

_ADD = "calls = calls + excluded.calls, first = min(first, excluded.first), last = max(last, excluded.last)"
_UPSERT = (
    f"INSERT INTO entries ({_schema.COLUMNS}) "  # noqa: S608 - ours
    f"VALUES ({', '.join('?' * len(Entry._fields))}) "
    f"ON CONFLICT ({', '.join(_schema.KEY)}) DO UPDATE SET {_ADD}"
)
_KNOWN = f"SELECT 1 FROM entries WHERE {' AND '.join(f'{name} = ?' for name in _schema.KEY)}"  # noqa: S608 - ours


class SqliteSink:
    """Adds entries to a file of SQLite, which it makes if it is not there.

    The file has all that was written, and nothing else is beside it, whenever nobody is in the middle of
    writing: SQLite's rollback journal is there only during a write. A process that is killed at any moment
    leaves a ledger that is whole. It is for the threads of one process, one at a time, and not for its forks.

    Args:
        path: The file.
        max_bytes: From what size on entries that are new to the file are counted as ``"(other)"``, by
            operation. SQLite itself is told to stop at a quarter more.
    """

    def __init__(self, path: str, max_bytes: int = MAX_BYTES) -> None:
        self.name = os.path.abspath(os.path.expanduser(path))  # noqa: PTH100, PTH111 - no link is to be resolved
        self._max_bytes = max_bytes
        self._connection: sqlite3.Connection | None = None
        self._inode: tuple[int, int] | None = None

    def write(self, entries: Iterable[Entry], *, patience: float) -> None:
        """Add some entries: all, or none and an error.

        Args:
            entries: The entries.
            patience: How many seconds to wait for other processes that write.

        Raises:
            sqlite3.Error: If it cannot be done.
            OSError: Likewise.
            LedgerError: If the file is something else than a ledger.
        """
        try:
            connection = self._connect(patience)
            connection.execute("BEGIN IMMEDIATE")
            try:
                self._add(connection, entries)
                connection.execute("COMMIT")
            except BaseException:
                with contextlib.suppress(sqlite3.Error):
                    connection.execute("ROLLBACK")
                raise
        except sqlite3.Error as error:
            if not is_busy(error):
                self.close()  # a new connection may find things better
            raise

    def close(self) -> None:
        """Let go of the file; the next write opens it again."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(sqlite3.Error):
                connection.close()

    def _add(self, connection: sqlite3.Connection, entries: Iterable[Entry]) -> None:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        if pages * size >= self._max_bytes:
            entries = [self._with_room(connection, entry) for entry in entries]
        connection.executemany(_UPSERT, entries)

    def _with_room(self, connection: sqlite3.Connection, entry: Entry) -> Entry:
        if connection.execute(_KNOWN, entry.key).fetchone():
            return entry
        outcome = entry.outcome if entry.outcome == "ok" else OTHER
        return entry._replace(file=OTHER, line=0, function="", outcome=outcome)

    def _connect(self, patience: float) -> sqlite3.Connection:
        if self._connection is not None and self._inode != _inode_of(self.name):
            self.close()  # the file was deleted, or replaced
        if self._connection is None:
            connection = sqlite3.connect(
                self.name, timeout=patience, isolation_level=None, check_same_thread=False
            )
            try:
                self._prepare(connection)
            except BaseException:
                connection.close()
                raise
            self._connection, self._inode = connection, _inode_of(self.name)
        else:
            self._connection.execute(f"PRAGMA busy_timeout = {int(patience * 1000)}")
        return self._connection

    def _prepare(self, connection: sqlite3.Connection) -> None:
        version = _schema.version_of(connection, self.name)
        if version == _schema.MERGED:
            raise LedgerError(
                f"{self.name}: made by `chime-shim ledger merge`, to be read: name another file"
            )
        if not version or not _schema.has_sum(connection):
            self._make(connection)
        # The first releases kept a log of their own beside it. While one of those writes, that stays.
        with contextlib.suppress(sqlite3.OperationalError):
            connection.execute("PRAGMA journal_mode = DELETE")
        # A power cut may cost the last entries, but not the file.
        connection.execute("PRAGMA synchronous = NORMAL")
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        connection.execute(f"PRAGMA max_page_count = {self._max_bytes * 5 // 4 // size}")

    def _make(self, connection: sqlite3.Connection) -> None:
        connection.execute("BEGIN IMMEDIATE")
        # Another process may have been faster.
        if not _schema.version_of(connection, self.name):
            _schema.create(connection)
        elif not _schema.has_sum(connection):
            _schema.add_sum(connection)
        connection.execute("COMMIT")


def is_busy(error: Exception) -> bool:
    """Tell whether an error says that other processes write, and that it may be tried again."""
    return isinstance(error, sqlite3.OperationalError) and "locked" in str(error)


def _inode_of(path: str) -> tuple[int, int] | None:
    try:
        status = os.stat(path)  # noqa: PTH116 - it is done for every write
    except OSError:
        return None
    return status.st_dev, status.st_ino
