"""A ledger as it was read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ._entry import Entry
    from ._marked import Unread


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
