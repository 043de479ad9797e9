"""Lists for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chime_shim.cli._terminal import filled

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["wrapped"]


def wrapped(text: str, bullet: str = "  - ") -> Iterator[str]:
    """Give a text as an item of a list."""
    yield filled(text, bullet)
