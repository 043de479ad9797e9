"""Calls that were observed at run time: what a ledger tells of places in the source."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chime_shim.scan import Finding

__all__ = ["Observed"]


@dataclass(frozen=True)
class Observed:
    """Where calls were observed.

    Args:
        places: Operations with the file and line that they were called from.
    """

    places: frozenset[tuple[str, str, int]]

    @classmethod
    def of_ledger(cls, source: str) -> Observed:
        """Read a ledger.

        Raises:
            ValueError: If it is none, or has no call of which the line is known.
        """
        from chime_shim.ledger import START, LedgerError, read

        try:
            entries = read(source).entries
        except LedgerError as error:
            raise ValueError(str(error)) from error
        places = {
            (each.operation, each.file, each.line) for each in entries if each.mode != START and each.line
        }
        if not places:
            raise ValueError(f"{source} has no call of which the line is known")
        return cls(frozenset(places))

    def has(self, findings: Iterable[Finding]) -> bool:
        """Tell whether one of some uses was observed."""
        return any(
            operation == finding.operation and _is_same(finding.path, file) and _covers(finding, line)
            for finding in findings
            for operation, file, line in self.places
        )


def _is_same(path: str, file: str) -> bool:
    """Tell whether two paths are of one file, as far as they go: each starts where it pleased."""
    one, other = Path(path).parts, Path(file).parts
    shorter = min(len(one), len(other))
    return one[-shorter:] == other[-shorter:]


def _covers(finding: Finding, line: int) -> bool:
    # Python takes the line of the call, or of its method's name.
    end = getattr(finding.call, "end_lineno", None) or finding.span.end_line
    return finding.span.line <= line <= end
