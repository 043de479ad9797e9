"""What was found in the source beside what was seen at run time."""

from __future__ import annotations

from dataclasses import dataclass

# Which takes either slash for one: what ran on Windows may be looked for elsewhere.
from pathlib import PureWindowsPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from chime_shim.scan._finding import Finding

__all__ = ["Call", "Joined", "join"]


@dataclass(frozen=True, slots=True)
class Call:
    """Calls that were seen at run time.

    Args:
        operation: The legacy operation.
        file: Where they were made, as the interpreter names it.
        line: Its line.
        calls: How many.
    """

    operation: str
    file: str
    line: int
    calls: int


@dataclass(frozen=True, slots=True)
class Joined:
    """The two put together.

    Args:
        calls: How often each finding was seen, by its place in the sequence; 0 for those that never were.
        unfound: Calls that were seen in a scanned file, or one that is not there, without a finding.
    """

    calls: Mapping[int, int]
    unfound: tuple[Call, ...]


def join(findings: Sequence[Finding], observed: Iterable[Call]) -> Joined:
    """Match calls with findings: the same operation, at a line of it, in a file whose path ends alike."""
    places: dict[tuple[str, str], list[int]] = {}
    for index, finding in enumerate(findings):
        places.setdefault((finding.operation, PureWindowsPath(finding.path).name), []).append(index)
    counts = dict.fromkeys(range(len(findings)), 0)
    unfound = []
    for call in observed:
        near = places.get((call.operation, PureWindowsPath(call.file).name), ())
        hits = [index for index in near if _same(findings[index], call)]
        if not hits:
            unfound.append(call)
        for index in hits:
            counts[index] += call.calls
    return Joined(counts, tuple(unfound))


def _same(finding: Finding, call: Call) -> bool:
    first, last = finding.lines
    if not first <= call.line <= last:
        return False
    found, seen = PureWindowsPath(finding.path).parts, PureWindowsPath(call.file).parts
    shared = min(len(found), len(seen))
    # One of them may be relative to where the program was started.
    return found[-shared:] == seen[-shared:]
