"""Lists for a terminal."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["wrapped"]

_WIDTH = 92


def wrapped(text: str, bullet: str = "  - ") -> Iterator[str]:
    """Give a text as an item of a list."""
    yield fill(
        text,
        _WIDTH,
        initial_indent=bullet,
        subsequent_indent=" " * len(bullet),
        break_long_words=False,
        break_on_hyphens=False,
    )
