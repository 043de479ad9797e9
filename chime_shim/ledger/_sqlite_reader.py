"""Reading a ledger in SQLite: as it is, without leaving anything beside it, and not if it is not whole."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from . import _schema
from ._entry import Entry
from ._error import LedgerError
from ._snapshot import Reading, Snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE = 5
"""Seconds to wait for those who write."""

_JOURNALS = ("-journal", "-wal")
_WAL = 2  # in the header's bytes 18 and 19
_TORN = (
    "was copied while it was being written, and is not whole: copy it again, or use `chime-shim ledger merge`"
)
_WITHOUT_LOG = (
    "is of an early release, which kept its latest entries in a second file (-wal): that there was none, or "
    "whether it was copied as well could not be determined"
)


def read_sqlite(path: Path) -> Reading:
    """Read a ledger, also while others write it.

    Raises:
        LedgerError: If it is no ledger, is not whole, or cannot be read.
    """
    name = str(path)
    try:
        doubts = [f"{name} {_WITHOUT_LOG}"] if _is_wal(path) and not _journal_of(path) else []
        with _opened(path) as connection:
            version = _schema.version_of(connection, name)
            if not version:
                raise LedgerError(f"{name}: an empty database, not a ledger")
            (identity,) = connection.execute("SELECT id FROM ledger").fetchone()
            if version == _schema.MERGED:
                return _merged(connection, name, identity)
            entries = _entries(connection, name)
            kind = f"ledger of version {version}"
            return Reading(name, identity, kind, [Snapshot(name, identity, entries)], doubts=doubts)
    except (sqlite3.Error, TypeError, OSError, UnicodeError) as error:
        raise LedgerError(f"{name}: cannot be read as a ledger: {error}") from error


def damage_of(path: Path) -> str | None:
    """Tell what SQLite's own check finds wrong with a file, if anything."""
    with _opened(path) as connection:
        found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(3)")]
    return None if found == ["ok"] else "; ".join(found)


def _entries(connection: sqlite3.Connection, name: str) -> list[Entry]:
    connection.execute("BEGIN")  # one moment for all that follows
    if not _schema.has_sum(connection):
        (state,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        if state != "ok":
            raise LedgerError(f"{name}: {_TORN}")
    rows = connection.execute(f"SELECT {_schema.COLUMNS} FROM entries ORDER BY {', '.join(_schema.KEY)}")  # noqa: S608
    entries = [Entry.of(dict(zip(Entry._fields, row, strict=True)), name) for row in rows]
    if _schema.has_sum(connection):
        (calls,) = connection.execute("SELECT calls FROM ledger").fetchone()
        if calls != sum(entry.calls for entry in entries):
            raise LedgerError(f"{name}: {_TORN}")
    return entries


def _merged(connection: sqlite3.Connection, name: str, identity: str) -> Reading:
    rows = connection.execute(f"SELECT origin, number, {_schema.COLUMNS} FROM copies ORDER BY origin, number")  # noqa: S608
    origins: dict[str, tuple[list[Entry], list[int]]] = {}
    for origin, number, *row in rows:
        entries, numbers = origins.setdefault(origin, ([], []))
        entries.append(Entry.of(dict(zip(Entry._fields, row, strict=True)), name))
        if number:
            numbers.append(number)
    doubts = [text for (text,) in connection.execute("SELECT text FROM doubts ORDER BY text")]
    (copies,) = connection.execute("SELECT copies FROM ledger").fetchone()
    if copies != sum(len(entries) for entries, _ in origins.values()):
        raise LedgerError(f"{name}: {_TORN}")
    snapshots = [Snapshot(name, origin, *rest) for origin, rest in origins.items()]
    return Reading(name, identity, f"merged ledgers, version {_schema.MERGED}", snapshots, doubts=doubts)


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a file so that nothing is left beside it."""
    with contextlib.ExitStack() as stack:
        connection = _directly(path) or _recovered(path, stack)
        stack.callback(connection.close)
        yield connection


def _directly(path: Path) -> sqlite3.Connection | None:
    """Open a file as it is; None if it has to be recovered first, which is not for a reader to do."""
    if not _is_wal(path):
        how = "mode=ro"
    elif not _journal_of(path):
        how = "immutable=1"  # or SQLite would make a log for it
    elif Path(f"{path}-shm").exists():
        how = "mode=ro"
    else:
        return None
    connection = _connect(path, how)
    try:
        connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        connection.close()
        if _journal_of(path):
            return None
        raise
    return connection


def _recovered(path: Path, stack: contextlib.ExitStack) -> sqlite3.Connection:
    directory = stack.enter_context(tempfile.TemporaryDirectory(prefix="chime-shim-"))
    copy = Path(directory) / "ledger.db"
    # The journal first: what it lacks is in the file by then.
    for journal in _JOURNALS:
        with contextlib.suppress(FileNotFoundError):
            shutil.copyfile(f"{path}{journal}", f"{copy}{journal}")
    shutil.copyfile(path, copy)
    return _connect(copy, "mode=rw")


def _connect(path: Path, how: str) -> sqlite3.Connection:
    address = path.resolve().as_uri()
    return sqlite3.connect(f"{address}?{how}", uri=True, timeout=PATIENCE, isolation_level=None)


def _is_wal(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(20)[18:20] == bytes([_WAL, _WAL])


def _journal_of(path: Path) -> bool:
    """Tell whether there is something beside a file that belongs to it."""
    for journal in _JOURNALS:
        with contextlib.suppress(OSError):
            if Path(f"{path}{journal}").stat().st_size:
                return True
    return False
