"""What the doctor says of one thing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["LEVELS", "Check", "Level"]

Level = Literal["ok", "note", "warn", "fail"]
LEVELS: tuple[Level, ...] = ("ok", "note", "warn", "fail")
"""From the best to the worst. A note is something to know, and no reason to worry."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at.

    Args:
        name: What was looked at, such as ``"settings"``.
        level: How it is.
        text: How it is, in a sentence.
        details: More of it, an item each.
        table: The same in rows, the first of them with the names of the columns.
    """

    name: str
    level: Level
    text: str
    details: tuple[str, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()
