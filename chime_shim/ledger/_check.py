"""Whether a ledger is whole, and where it is silent."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from ._error import LedgerError
from ._reader import read
from ._snapshot import Reading, lost_lines
from ._sqlite_reader import damage_of

if TYPE_CHECKING:
    from collections.abc import Iterator

GAP = 7
"""Days without a sign of life of a host that are worth a word."""


def check(source: str) -> tuple[Reading, list[str]]:
    """Read a ledger, and look for what is wrong with it.

    Args:
        source: As in `read`.

    Returns:
        What is in it, and what there is to say of it.

    Raises:
        LedgerError: If it cannot be read, or is damaged.
    """
    reading = read(source)
    if "log" not in reading.kind:
        try:
            damage = damage_of(Path(source))
        except sqlite3.Error as error:
            damage = str(error)
        if damage is not None:
            raise LedgerError(f"{source}: damaged: {damage}")
    return reading, [*_findings(reading)]


def _findings(reading: Reading) -> Iterator[str]:
    yield from (f"{place}: {reason}" for place, reason in reading.unread)
    yield from reading.doubts
    for process, count in lost_lines(reading.snapshots).items():
        yield f"{count:,} of the lines of process {process} are missing between others"
    days: dict[str, set[str]] = {}
    for entry in reading.entries:
        days.setdefault(entry.host, set()).add(entry.day)
    for host, seen in sorted(days.items()):
        alive = sorted(seen)
        for before, after in pairwise(alive):
            silent = (date.fromisoformat(after) - date.fromisoformat(before)).days - 1
            if silent >= GAP:
                first = date.fromisoformat(before) + timedelta(1)
                last = date.fromisoformat(after) - timedelta(1)
                yield f"no sign of life of {host} from {first} to {last}, {silent:,} days"
