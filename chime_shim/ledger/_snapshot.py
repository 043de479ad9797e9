"""A ledger as it was read."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ._error import LedgerError
from ._lines import read_lines
from ._sqlite import read_sqlite

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ._entry import Entry

_SQLITE = b"SQLite format 3\0"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What one file had in it.

    Args:
        name: The file, ``"stdin"`` for standard input.
        identity: What all copies of one ledger have in common; the name for lines of JSON, which have none.
        entries: The entries.
    """

    name: str
    identity: str
    entries: Sequence[Entry]


def read(source: str) -> Snapshot:
    """Read a ledger of either kind.

    Args:
        source: A file; ``"-"`` is standard input, which has lines of JSON.

    Raises:
        LedgerError: If it is no ledger, or cannot be read.
    """
    if source == "-":
        return Snapshot("stdin", "stdin", read_lines(_decoded(sys.stdin.buffer), "stdin"))
    path = Path(source)
    try:
        with path.open("rb") as file:
            if file.peek(len(_SQLITE))[: len(_SQLITE)] != _SQLITE:
                return Snapshot(source, str(path.resolve()), read_lines(_decoded(file), source))
    except OSError as error:
        raise LedgerError(f"{source}: cannot be read: {error.strerror or error}") from error
    identity, entries = read_sqlite(path)
    return Snapshot(source, identity, entries)


def _decoded(lines: Iterable[bytes]) -> Iterator[str]:
    # Logs may have anything in them.
    return (line.decode("utf-8", "replace") for line in lines)
