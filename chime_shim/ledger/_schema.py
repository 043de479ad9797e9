"""The tables of a ledger in SQLite, and how one is told from other databases."""

from __future__ import annotations

import contextlib
import uuid
from typing import TYPE_CHECKING

from ._entry import Entry
from ._error import LedgerError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

VERSION = 1
"""The version of a ledger that programs write."""
MERGED = 2
"""The version of what ``chime-shim ledger merge`` writes: ledgers in a ledger."""

APPLICATION_ID = 0x43534C47  # "CSLG", in the header of the file
KEY = Entry._fields[:9]
COLUMNS = ", ".join(Entry._fields)
TYPED = """
    day TEXT NOT NULL, host TEXT NOT NULL, operation TEXT NOT NULL, successor TEXT NOT NULL,
    file TEXT NOT NULL, line INTEGER NOT NULL, function TEXT NOT NULL, mode TEXT NOT NULL,
    outcome TEXT NOT NULL, calls INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL
"""

_TABLES = (
    # The id tells copies of one ledger from another ledger.
    "CREATE TABLE ledger (id TEXT NOT NULL)",
    f"CREATE TABLE entries ({TYPED}, PRIMARY KEY ({', '.join(KEY)})) WITHOUT ROWID",
    f"PRAGMA application_id = {APPLICATION_ID}",
    f"PRAGMA user_version = {VERSION}",
)
# A copy that was made while somebody wrote may have some pages of before and some of after. Its sum tells.
# By triggers, so that it holds for what an older chime_shim writes to the same file, too.
_SUM = (
    "ALTER TABLE ledger ADD COLUMN calls INTEGER NOT NULL DEFAULT 0",
    "UPDATE ledger SET calls = (SELECT coalesce(sum(calls), 0) FROM entries)",
    *(
        f"CREATE TRIGGER {name} AFTER {event} ON entries BEGIN UPDATE ledger SET calls = calls {change}; END"  # noqa: S608 - ours
        for name, event, change in (
            ("added", "INSERT", "+ NEW.calls"),
            ("counted", "UPDATE", "+ NEW.calls - OLD.calls"),
            ("removed", "DELETE", "- OLD.calls"),
        )
    ),
)


def create(connection: sqlite3.Connection) -> None:
    """Make the tables, in the transaction that there is."""
    for statement in _TABLES:
        connection.execute(statement)
    connection.execute("INSERT INTO ledger VALUES (?)", [uuid.uuid4().hex])
    add_sum(connection)


def add_sum(connection: sqlite3.Connection) -> None:
    """Have the ledger keep its sum from now on, in the transaction that there is."""
    for statement in _SUM:
        connection.execute(statement)


def has_sum(connection: sqlite3.Connection) -> bool:
    """Tell whether the ledger keeps its sum; those of the first releases do not."""
    columns = connection.execute("SELECT name FROM pragma_table_info('ledger')").fetchall()
    return ("calls",) in columns


def version_of(connection: sqlite3.Connection, name: str) -> int:
    """Tell the version of a ledger, 0 of an empty file.

    Raises:
        LedgerError: If it is anything else.
    """
    # In one transaction, for another process may be making a ledger of it.
    with contextlib.nullcontext() if connection.in_transaction else _reading(connection):
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    if application == APPLICATION_ID and (version == VERSION or (version == MERGED and "copies" in tables)):
        return int(version)
    if application == APPLICATION_ID:
        raise LedgerError(f"{name}: a ledger of a newer chime_shim: use that one")
    if application or tables:
        raise LedgerError(f"{name}: not a ledger, but another program's database: name another file")
    return 0


@contextlib.contextmanager
def _reading(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")
