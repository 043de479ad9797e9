"""What is wrong with a ledger, and what to do."""

from __future__ import annotations

import os
from errno import ENOSPC
from pathlib import Path


class LedgerError(Exception):
    """A file is not a ledger, or not one that this version can read or write; the text says what to do."""


def cause_of(error: Exception, path: str) -> str:  # noqa: PLR0911 - a table of causes
    """Say why a ledger cannot be written, and what to do: SQLite's own words name neither.

    Args:
        error: What writing it raised.
        path: The file of the ledger.
    """
    file = Path(path)
    directory = file.parent
    if isinstance(error, LedgerError):
        return str(error).removeprefix(f"{path}: ")
    # The text of an OSError has a path in it, which may say anything.
    is_full = error.errno == ENOSPC if isinstance(error, OSError) else "disk is full" in str(error)
    if is_full:
        return (
            "the disk is full, or the ledger at its limit: make room, or move the ledger away for a new one"
        )
    if not directory.is_dir():
        return f"there is no directory {directory}: make it, or name another file"
    if file.is_dir():
        return "it is a directory: name a file in it"
    if not os.access(directory, os.W_OK):
        return (
            f"this user may not write in {directory}: change that, or name another file; where no file can "
            "be written, as in AWS Lambda, set the ledger to stderr"
        )
    if file.exists() and not os.access(file, os.W_OK):
        return "this user may not write the file: change that, or name another file"
    if "not a database" in str(error) or "malformed" in str(error):
        return "it is something else than a ledger, or damaged: move it away, or name another file"
    return "see that the file and its directory can be written, or name another file"
