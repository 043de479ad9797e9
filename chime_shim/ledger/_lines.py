"""The ledger as lines of JSON on stderr, for whoever collects the logs."""

from __future__ import annotations

import json
import os
import sys
import uuid
from typing import TYPE_CHECKING, Any, NamedTuple

from ._entry import Entry
from ._error import LedgerError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MARK = "chime_shim_ledger"
"""The key that tells a line of the ledger from all else in a log; its value is the version."""

VERSION = 2
"""Version 1 has no ``process`` and no ``number``: lines that got lost or are there twice are not noticed."""
_LONGEST_ID = 64


class Line(NamedTuple):
    """A line of the ledger.

    Attributes:
        entry: What it says.
        process: Which process wrote it: an id; empty in lines of version 1.
        number: Which of its lines it is, from 1 on; 0 in lines of version 1.
    """

    entry: Entry
    process: str = ""
    number: int = 0

    @classmethod
    def of(cls, fields: Mapping[str, Any], place: str) -> Line:
        """Make a line of what was read, all of which may be wrong.

        Raises:
            LedgerError: If it is none, or one of a newer version.
        """
        version = fields.get(MARK)
        if type(version) is not int or version < 1:
            raise LedgerError(f"{place}: no version of the ledger's lines")
        if version > VERSION:
            raise LedgerError(f"{place}: written by a newer chime_shim: read it with that one")
        entry = Entry.of(fields, place)
        if version == 1:
            return cls(entry)
        process, number = fields.get("process"), fields.get("number")
        if type(process) is not str or not 0 < len(process) <= _LONGEST_ID or not process.isalnum():
            raise LedgerError(f"{place}: process is not what a line of the ledger has there")
        if type(number) is not int or not 0 < number < 10**15:
            raise LedgerError(f"{place}: number is not what a line of the ledger has there")
        return cls(entry, process, number)


class StderrSink:
    """Writes entries to stderr, each as a line of its own, which logs are made for.

    Lines are numbered, by process, so that a report notices those that were lost on the way.
    """

    name = "stderr"

    def __init__(self) -> None:
        self.close()

    def write(self, entries: Iterable[Entry], *, patience: float) -> None:
        """Write some entries. ``patience`` is for sinks that share a file.

        Raises:
            OSError: If there is no stderr, or it is closed.
        """
        stream: Any = sys.stderr
        if stream is None or stream.closed:
            raise OSError("there is no stderr")
        if self._pid != os.getpid():
            self.close()
        for entry in entries:
            # One write for each line, so that lines of several processes stay whole.
            stream.write(to_line(entry, self._process, self._number + 1))
            self._number += 1
        stream.flush()

    def close(self) -> None:
        """Begin to number anew, as a process that was forked has to: stderr itself is the program's."""
        self._pid, self._process, self._number = os.getpid(), uuid.uuid4().hex[:16], 0


def to_line(entry: Entry, process: str = "", number: int = 0) -> str:
    """Give an entry as a line of JSON; without a process it is one of version 1."""
    written_by = {"process": process, "number": number} if process else {}
    return json.dumps({MARK: VERSION if process else 1, **written_by, **entry._asdict()}) + "\n"
