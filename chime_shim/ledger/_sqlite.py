"""The ledger as a file of SQLite, which any number of processes of one machine write at once."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import uuid
from contextlib import closing
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING

from ._entry import OTHER, Entry
from ._error import LedgerError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

VERSION = 1
MAX_BYTES = 64 * 1024 * 1024
"""How large the file may grow before new call sites are counted as "(other)": some 400,000 entries."""

_APPLICATION_ID = 0x43534C47  # "CSLG", in the header of the file
_KEY = Entry._fields[:9]
_COLUMNS = ", ".join(Entry._fields)
# The id tells copies of one ledger from another ledger.
_SCHEMA = f"""
CREATE TABLE ledger (id TEXT NOT NULL);
CREATE TABLE entries (
    day TEXT NOT NULL, host TEXT NOT NULL, operation TEXT NOT NULL, successor TEXT NOT NULL,
    file TEXT NOT NULL, line INTEGER NOT NULL, function TEXT NOT NULL, mode TEXT NOT NULL,
    outcome TEXT NOT NULL, calls INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
    PRIMARY KEY ({", ".join(_KEY)})
) WITHOUT ROWID;
PRAGMA application_id = {_APPLICATION_ID};
PRAGMA user_version = {VERSION};
"""
_ADD = "calls = calls + excluded.calls, first = min(first, excluded.first), last = max(last, excluded.last)"
_UPSERT = (
    f"INSERT INTO entries ({_COLUMNS}) VALUES ({', '.join('?' * len(Entry._fields))}) "  # noqa: S608 - ours
    f"ON CONFLICT ({', '.join(_KEY)}) DO UPDATE SET {_ADD}"
)
_KNOWN = f"SELECT 1 FROM entries WHERE {' AND '.join(f'{name} = ?' for name in _KEY)}"  # noqa: S608 - ours


class SqliteSink:
    """Adds entries to a file of SQLite, which it makes if it is not there.

    It is in WAL mode: a process that is killed at any moment leaves a file that is whole, and what was
    written before stays. It is for the threads of one process, one at a time, and not for its forks.

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
                self._prepare(connection, patience)
            except BaseException:
                connection.close()
                raise
            self._connection, self._inode = connection, _inode_of(self.name)
        else:
            self._connection.execute(f"PRAGMA busy_timeout = {int(patience * 1000)}")
        return self._connection

    def _prepare(self, connection: sqlite3.Connection, patience: float) -> None:
        if not _is_ledger(connection, self.name):
            _keep_a_log(connection, patience)
            connection.execute("BEGIN IMMEDIATE")
            if not _is_ledger(connection, self.name):  # another process may have been faster
                for statement in _SCHEMA.strip().split(";\n"):
                    connection.execute(statement)
                connection.execute("INSERT INTO ledger VALUES (?)", [uuid.uuid4().hex])
            connection.execute("COMMIT")
        # A power cut may cost the last entries, but not the file.
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(f"PRAGMA journal_size_limit = {self._max_bytes // 16}")
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        connection.execute(f"PRAGMA max_page_count = {self._max_bytes * 5 // 4 // size}")


def read_sqlite(path: Path) -> tuple[str, list[Entry]]:
    """Read a ledger, also while others write it.

    Returns:
        Its id, and its entries.

    Raises:
        LedgerError: If it is no ledger, or cannot be read.
    """
    try:
        with closing(_open(path)) as connection:
            if not _is_ledger(connection, str(path)):
                raise LedgerError(f"{path}: an empty database, not a ledger")
            (identity,) = connection.execute("SELECT id FROM ledger").fetchone()
            rows = connection.execute(f"SELECT {_COLUMNS} FROM entries ORDER BY {', '.join(_KEY)}")  # noqa: S608
            return identity, [Entry.of(dict(zip(Entry._fields, row, strict=True)), str(path)) for row in rows]
    except (sqlite3.Error, TypeError) as error:
        raise LedgerError(f"{path}: cannot be read as a ledger: {error}") from error


def is_busy(error: Exception) -> bool:
    """Tell whether an error says that other processes write, and that it may be tried again."""
    return isinstance(error, sqlite3.OperationalError) and "locked" in str(error)


def _open(path: Path) -> sqlite3.Connection:
    address = path.resolve().as_uri()
    try:
        connection = sqlite3.connect(f"{address}?mode=ro", uri=True, timeout=5)
        connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        # On a read-only file system a file in WAL mode can be read only as one that nobody writes.
        journal = Path(f"{path}-wal")
        if journal.exists() and journal.stat().st_size:
            raise
        connection = sqlite3.connect(f"{address}?immutable=1", uri=True)
    return connection


def _keep_a_log(connection: sqlite3.Connection, patience: float) -> None:
    """Put the file in WAL mode; SQLite itself does not wait for others who do the same."""
    end = monotonic() + patience
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:  # noqa: PERF203 - it waits anyway
            if not is_busy(error) or monotonic() > end:
                raise
            sleep(0.005)
        else:
            return


def _is_ledger(connection: sqlite3.Connection, name: str) -> bool:
    """Tell a ledger from an empty file; anything else is an error."""
    # In one transaction, for another process may be making a ledger of it.
    with contextlib.nullcontext() if connection.in_transaction else _reading(connection):
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        others = connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    if application == _APPLICATION_ID and version == VERSION:
        return True
    if application == _APPLICATION_ID:
        raise LedgerError(f"{name}: a ledger of a newer chime_shim: use that one")
    if application or others:
        raise LedgerError(f"{name}: not a ledger, but another program's database: name another file")
    return False


@contextlib.contextmanager
def _reading(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")


def _inode_of(path: str) -> tuple[int, int] | None:
    try:
        status = os.stat(path)  # noqa: PTH116 - it is done for every write
    except OSError:
        return None
    return status.st_dev, status.st_ino
