"""What becomes of one file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chime_shim.scan import Finding, Problem

__all__ = ["FixResult"]


@dataclass(frozen=True, slots=True)
class FixResult:
    """What becomes of one file.

    Args:
        path: The file, as it was given.
        before: Its text; empty if it was passed over.
        after: The text that it should have.
        encoding: How it is to be written.
        fixed: The uses that move, each with its service.
        left: The uses that stay.
        unobserved: The uses of clients of which no call was observed.
        comments: How many comments say why.
        problem: Why the file could not be read, if so.
        refused: Why its clients were left alone, though they might move, if so.
        together: The files that share a client with it: all of them are to be written, or none.
        policies: What the policies of IAM in it lack; ``chime-shim iam`` mends them.
        notes: What no rule could do and somebody should look at, each with its line in the new text.
    """

    path: str
    before: str = ""
    after: str = ""
    encoding: str = "utf-8"
    fixed: tuple[tuple[Finding, str], ...] = ()
    left: tuple[Finding, ...] = ()
    unobserved: tuple[Finding, ...] = ()
    comments: int = 0
    problem: Problem | None = None
    refused: str = ""
    together: frozenset[str] = frozenset()
    notes: tuple[tuple[int, str], ...] = ()
    policies: tuple[Finding, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether it is to be written."""
        return self.after != self.before
