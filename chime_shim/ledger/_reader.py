"""Reading a ledger of any kind: what it is, its first bytes tell."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ._error import LedgerError
from ._log import read_log
from ._snapshot import Reading, Snapshot
from ._sqlite_reader import read_sqlite

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ._entry import Entry
    from ._lines import Line

_SQLITE = b"SQLite format 3\0"
_COMPRESSED = {b"\x1f\x8b": "zcat", b"BZh": "bzcat", b"\xfd7zXZ": "xzcat", b"\x28\xb5\x2f\xfd": "zstdcat"}


def read(source: str) -> Reading:
    """Read a ledger of any kind.

    Args:
        source: A file: a ledger, or a log with lines of one. ``"-"`` is a log on standard input.

    Raises:
        LedgerError: If it is no ledger, or cannot be read; the text says what to do.
    """
    if source == "-":
        return _log(sys.stdin.buffer, "stdin", "stdin")
    path = Path(source)
    try:
        # A pipe would be waited for, and a device may have no end.
        if path.exists() and not path.is_file() and not path.is_dir():
            raise LedgerError(f"{source}: not a file: give what comes from it on standard input, as -")
        with path.open("rb") as file:
            head = file.peek(len(_SQLITE))
            for magic, command in _COMPRESSED.items():
                if head.startswith(magic):
                    raise LedgerError(f"{source}: compressed: {command} {source} | chime-shim report -")
            if head[: len(_SQLITE)] != _SQLITE:
                return _log(file, source, str(path.resolve()))
    except OSError as error:
        raise LedgerError(f"{source}: {_reason(error)}") from error
    except ValueError as error:
        raise LedgerError(f"{source!r}: cannot be read: {error}") from error
    return read_sqlite(path)


def _log(lines: Iterable[bytes], name: str, identity: str) -> Reading:
    log = read_log(_decoded(lines), name)
    if not log.lines and not log.unread:
        raise LedgerError(f"{name}: no ledger, and no log with lines of one in it")
    versions = sorted({2 if line.process else 1 for line in log.lines})
    kind = f"log with lines of version {' and '.join(map(str, versions))}" if versions else "log"
    return Reading(name, identity, kind, list(_ledgers(log.lines, name, identity)), log.unread)


def _ledgers(lines: Iterable[Line], name: str, identity: str) -> Iterator[Snapshot]:
    """Part lines by the process that wrote them; those that do not tell are one ledger, the log's."""
    by_process: dict[str, dict[int, Entry]] = {}
    others: list[Entry] = []
    for line in lines:
        if line.process:
            by_process.setdefault(line.process, {})[line.number] = line.entry
        else:
            others.append(line.entry)
    if others or not by_process:
        yield Snapshot(name, identity, others)
    for process, numbered in by_process.items():
        yield Snapshot(name, process, list(numbered.values()), list(numbered))


def _decoded(lines: Iterable[bytes]) -> Iterator[str]:
    # Logs may have anything in them; what PowerShell writes has a zero in every other byte.
    return (line.replace(b"\0", b"").decode("utf-8", "replace") for line in lines)


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file or directory"
    return f"cannot be read: {error.strerror or error}"
