"""The ledger: what was called, how often, from where; as a file of SQLite and as lines of JSON.

A ledger is a set of entries. Each counts the calls of one day that are alike: same operation, same line of
code, same outcome. It has no parameter, no value of one, and no text of an error.
"""

from __future__ import annotations

from ._check import check
from ._entry import BEGAN, COMPARISON, ENDED, OTHER, SET_BACK, START, Entry
from ._error import LedgerError, cause_of
from ._lines import StderrSink
from ._log import read_lines
from ._marked import Unread
from ._merge import merge
from ._reader import read
from ._snapshot import Reading, Snapshot, lost_lines, merged
from ._sqlite import MAX_BYTES, SqliteSink

__all__ = [
    "BEGAN",
    "COMPARISON",
    "ENDED",
    "MAX_BYTES",
    "OTHER",
    "SET_BACK",
    "START",
    "Entry",
    "LedgerError",
    "Reading",
    "Snapshot",
    "SqliteSink",
    "StderrSink",
    "Unread",
    "cause_of",
    "check",
    "lost_lines",
    "merge",
    "merged",
    "read",
    "read_lines",
]
