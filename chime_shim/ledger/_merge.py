"""Ledgers in a ledger: what was collected from several hosts, as one file."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import uuid
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from . import _schema
from ._entry import Entry
from ._error import LedgerError, cause_of
from ._reader import read

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ._snapshot import Reading, Snapshot

_COLUMNS = f"origin TEXT NOT NULL, number INTEGER NOT NULL, {_schema.TYPED}"
_TABLES = (
    "CREATE TABLE ledger (id TEXT NOT NULL, copies INTEGER NOT NULL)",
    f"CREATE TABLE copies ({_COLUMNS}, PRIMARY KEY (origin, number, {', '.join(_schema.KEY)})) WITHOUT ROWID",
    "CREATE TABLE doubts (text TEXT NOT NULL PRIMARY KEY) WITHOUT ROWID",
    f"PRAGMA application_id = {_schema.APPLICATION_ID}",
    f"PRAGMA user_version = {_schema.MERGED}",
)
_INSERT = (
    f"INSERT INTO copies (origin, number, {_schema.COLUMNS}) "  # noqa: S608 - ours
    f"VALUES ({', '.join('?' * (2 + len(Entry._fields)))})"
)
_Copies = dict[tuple[str, int, "tuple[str | int, ...]"], Entry]


def merge(out: str, sources: Sequence[str]) -> Reading:
    """Put ledgers and logs into one file, together with what is in it already.

    Each ledger is kept apart, so that merging it again, or a copy of it, changes nothing. Nothing is written
    unless all of it can be read; the file is replaced in one step.

    Args:
        out: The file, which is made if it is not there.
        sources: The ledgers and logs.

    Returns:
        What is in the file now.

    Raises:
        LedgerError: If one cannot be read, or the file cannot be written.
    """
    path = Path(out)
    readings = [read(source) for source in dict.fromkeys(sources)]
    if path.exists():
        there = read(out)
        if not _is_merged(path):
            raise LedgerError(f"{out}: a ledger or log that a program writes: name a new file")
        readings.insert(0, there)
    unread = [each for reading in readings for each in reading.unread]
    if unread:
        raise LedgerError(f"{unread[0].place}: {unread[0].reason}; nothing was written")
    identity = readings[0].identity if path.exists() else uuid.uuid4().hex
    copies: _Copies = {}
    for reading in readings:
        for snapshot in reading.snapshots:
            _keep_latest(copies, snapshot)
    doubts = sorted({doubt for reading in readings for doubt in reading.doubts})
    _write(path, identity, copies, doubts)
    return read(out)


def _keep_latest(copies: _Copies, snapshot: Snapshot) -> None:
    numbers: Iterable[int] = snapshot.numbers or [0] * len(snapshot.entries)
    sums: _Copies = {}
    for number, entry in zip(numbers, snapshot.entries, strict=True):
        key = snapshot.identity, number, entry.key
        # Lines of version 1 that are alike are of different calls.
        sums[key] = sums[key].plus(entry) if key in sums else entry
    for key, entry in sums.items():
        if key not in copies or copies[key].calls < entry.calls:
            copies[key] = entry


def _write(path: Path, identity: str, copies: _Copies, doubts: Iterable[str]) -> None:
    new = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        try:
            with closing(sqlite3.connect(new, isolation_level=None)) as connection:
                connection.execute("BEGIN")
                for statement in _TABLES:
                    connection.execute(statement)
                connection.execute("INSERT INTO ledger VALUES (?, ?)", [identity, len(copies)])
                connection.executemany(_INSERT, [(*key[:2], *copies[key]) for key in sorted(copies)])
                connection.executemany("INSERT INTO doubts VALUES (?)", [(doubt,) for doubt in doubts])
                connection.execute("COMMIT")
            new.replace(path)
        except (sqlite3.Error, OSError) as error:
            raise LedgerError(f"{path}: cannot be written: {cause_of(error, str(path))}") from error
    finally:
        for left in (new, Path(f"{new}-journal")):
            with contextlib.suppress(OSError):
                left.unlink()


def _is_merged(path: Path) -> bool:
    with path.open("rb") as file:
        head = file.read(72)
    # user_version and application_id, in SQLite's header.
    version, application = int.from_bytes(head[60:64], "big"), int.from_bytes(head[68:72], "big")
    return application == _schema.APPLICATION_ID and version == _schema.MERGED
