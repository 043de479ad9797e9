"""The ledger as lines of JSON: on stderr, for whoever collects the logs; and out of those logs again."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from ._entry import Entry
from ._error import LedgerError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

VERSION = 1
# What a line begins with, whatever a log puts before it.
_MARK = '{"chime_shim_ledger": '
_DECODER = json.JSONDecoder()


class StderrSink:
    """Writes entries to stderr, each as a line of its own, which logs are made for."""

    name = "stderr"

    def write(self, entries: Iterable[Entry], *, patience: float) -> None:
        """Write some entries. ``patience`` is for sinks that share a file.

        Raises:
            OSError: If there is no stderr, or it is closed.
        """
        stream: Any = sys.stderr
        if stream is None or stream.closed:
            raise OSError("there is no stderr")
        for entry in entries:
            # One write for each line, so that lines of several processes stay whole.
            stream.write(to_line(entry))
        stream.flush()

    def close(self) -> None:
        """Do nothing: stderr is the program's."""


def to_line(entry: Entry) -> str:
    """Give an entry as a line of JSON."""
    return json.dumps({"chime_shim_ledger": VERSION, **entry._asdict()}) + "\n"


def read_lines(lines: Iterable[str], name: str) -> list[Entry]:
    """Find the entries in a log, whatever else is in it.

    Args:
        lines: The lines of the log.
        name: What to call it in an error.

    Raises:
        LedgerError: If there is no entry in it, or one of a newer version.
    """
    entries = [
        entry for number, line in enumerate(lines, 1) for entry in _entries_of(line, f"{name}:{number}")
    ]
    if not entries:
        raise LedgerError(f"{name}: no ledger, and no log with lines of one in it")
    return entries


def _entries_of(line: str, place: str) -> Iterator[Entry]:
    # More than one, where a tool joined what were lines.
    start = line.find(_MARK)
    while start >= 0:
        try:
            fields, end = _DECODER.raw_decode(line, start)
        except ValueError:
            # The end is missing: the process was killed, or the log cuts long lines.
            fields, end = None, start + 1
        if fields is not None:
            if fields.pop("chime_shim_ledger") != VERSION:
                raise LedgerError(f"{place}: written by a newer chime_shim: read it with that one")
            yield Entry.of(fields, place)
        start = line.find(_MARK, end)
