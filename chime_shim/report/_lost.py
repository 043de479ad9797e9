"""Numbered lines of logs that are not there: each process numbers its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from chime_shim.ledger import lost_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from chime_shim.ledger import Snapshot


class Lost(NamedTuple):
    """What is not in the logs, a text for each.

    Attributes:
        between: Lines between others: nobody takes those away, so something went wrong.
        before: Lines before all others of a process, which a log that is kept for some days loses.
        hiding: Such lines, if they may be of the quiet days.
    """

    between: Sequence[str]
    before: Sequence[str]
    hiding: Sequence[str]


def lost(snapshots: Sequence[Snapshot], quiet_since: str) -> Lost:
    """Tell which lines got lost.

    Args:
        snapshots: What was read.
        quiet_since: The first of the quiet days.
    """
    between = lost_lines(snapshots)
    written = f"{sum(between.values()):,} of the lines that {_processes(len(between))} wrote"
    firsts = _firsts(snapshots)
    hiding = sum(1 for _, day in firsts if day >= quiet_since)
    return Lost(
        [f"{written} got lost on the way to the logs"] if between else [],
        [f"the first lines of {_processes(len(firsts) - hiding)} are not in the logs"]
        if len(firsts) > hiding
        else [],
        [f"the first lines of {_processes(hiding)} are not in the logs, and may be of the quiet days"]
        if hiding
        else [],
    )


def _firsts(snapshots: Iterable[Snapshot]) -> Sequence[tuple[int, str]]:
    """Give the number and the day of each process's first line, if there were lines before it."""
    first: dict[str, tuple[int, str]] = {}
    for snapshot in snapshots:
        for number, entry in zip(snapshot.numbers, snapshot.entries, strict=False):
            known = first.get(snapshot.identity)
            if known is None or number < known[0]:
                first[snapshot.identity] = number, entry.day
    return [each for each in first.values() if each[0] > 1]


def _processes(count: int) -> str:
    return f"{count:,} process{'' if count == 1 else 'es'}"
