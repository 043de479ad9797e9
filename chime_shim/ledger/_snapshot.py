"""A ledger as it was read."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ._error import LedgerError
from ._log import read_log

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ._entry import Entry
    from ._lines import Line
    from ._marked import Unread

_SQLITE = b"SQLite format 3\0"
_COMPRESSED = {b"\x1f\x8b": "zcat", b"BZh": "bzcat", b"\xfd7zXZ": "xzcat", b"\x28\xb5\x2f\xfd": "zstdcat"}


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What one ledger had in it when it was read, or copied.

    Args:
        name: The file, ``"stdin"`` for standard input.
        identity: What all copies of one ledger have in common: its id, that of the process whose lines they
            are, or the name of the log for lines of version 1, which have none.
        entries: The entries.
        numbers: For lines of a log, the number of each.
    """

    name: str
    identity: str
    entries: Sequence[Entry]
    numbers: Sequence[int] = ()


@dataclass(frozen=True)
class Reading:
    """What one file had in it.

    Args:
        name: The file, ``"stdin"`` for standard input.
        identity: What all copies of the file have in common.
        kind: What it is, with its version, in words.
        snapshots: The ledgers in it: one, or in a log and in what ``chime-shim ledger merge`` wrote, many.
        unread: What in it bears the ledger's mark, and could not be read.
        doubts: Why there may be more in the ledger than could be read.
    """

    name: str
    identity: str
    kind: str
    snapshots: Sequence[Snapshot]
    unread: Sequence[Unread] = ()
    doubts: Sequence[str] = ()

    @cached_property
    def entries(self) -> Sequence[Entry]:
        """All entries, each key once."""
        return merged(self.snapshots)


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
        raise LedgerError(f"{source}: cannot be read: {error.strerror or error}") from error
    except ValueError as error:
        raise LedgerError(f"{source!r}: cannot be read: {error}") from error
    from ._sqlite_reader import read_sqlite

    return read_sqlite(path)


def merged(snapshots: Iterable[Snapshot]) -> Sequence[Entry]:
    """Give the entries of all ledgers, each key once: of copies of one ledger, the latest counts."""
    ledgers: dict[str, dict[object, Entry]] = {}
    for snapshot in snapshots:
        latest = ledgers.setdefault(snapshot.identity, {})
        # What a ledger counts only grows.
        for key, entry in _by_key(snapshot).items():
            if key not in latest or latest[key].calls < entry.calls:
                latest[key] = entry
    every = [entry for ledger in ledgers.values() for entry in ledger.values()]
    return [entry for _, entry in sorted(_added(every).items())]


def lost_lines(snapshots: Iterable[Snapshot]) -> Mapping[str, int]:
    """Count, by process, the numbered lines that are missing between others."""
    numbers: dict[str, set[int]] = {}
    for snapshot in snapshots:
        if snapshot.numbers:
            numbers.setdefault(snapshot.identity, set()).update(snapshot.numbers)
    lost = {process: max(it) - min(it) + 1 - len(it) for process, it in numbers.items()}
    return {process: count for process, count in lost.items() if count}


def _by_key(snapshot: Snapshot) -> Mapping[object, Entry]:
    if snapshot.numbers:
        return dict(zip(snapshot.numbers, snapshot.entries, strict=True))
    return dict(_added(snapshot.entries).items())


def _added(entries: Iterable[Entry]) -> dict[tuple[str | int, ...], Entry]:
    sums: dict[tuple[str | int, ...], Entry] = {}
    for entry in entries:
        known = sums.get(entry.key)
        sums[entry.key] = entry if known is None else known.plus(entry)
    return sums


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
