"""The ledger: what was called, how often, from where; as a file of SQLite and as lines of JSON.

A ledger is a set of entries. Each counts the calls of one day that are alike: same operation, same line of
code, same outcome. It has no parameter, no value of one, and no text of an error.
"""

from __future__ import annotations

from ._entry import COMPARISON, OTHER, START, Entry
from ._error import LedgerError
from ._lines import StderrSink, read_lines
from ._snapshot import Snapshot, read
from ._sqlite import MAX_BYTES, SqliteSink, read_sqlite

__all__ = [
    "COMPARISON",
    "MAX_BYTES",
    "OTHER",
    "START",
    "Entry",
    "LedgerError",
    "Snapshot",
    "SqliteSink",
    "StderrSink",
    "read",
    "read_lines",
    "read_sqlite",
]
