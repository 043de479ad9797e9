"""Columns of text that fit a width: what is too long goes on below, and nothing is cut off."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_INDENT, _GAP = "  ", "  "
_NARROWEST = 10
# Where a path or a name may be broken: after a separator, and before a capital.
_PIECES = re.compile(r"[A-Z]?[^A-Z/\\.:_\s-]*[/\\.:_\s-]?")


def columns(
    rows: Sequence[Sequence[str]],
    width: int,
    *,
    right: frozenset[int] = frozenset(),
    below: int | None = None,
) -> Iterator[str]:
    """Lay out rows.

    Args:
        rows: The cells; the rows have the same number.
        width: The most that a line may have.
        right: The columns that are set to the right; they are not folded.
        below: The column that goes below its row, in its full width, if it is not empty.
    """
    rows = [[printable(cell) for cell in row] for row in rows]
    shown = [index for index in range(len(rows[0]) if rows else 0) if index != below]
    widths = {index: max(width_of(row[index]) for row in rows) for index in shown}
    shown = [index for index in shown if widths[index]]
    _fit(widths, shown, right, width - len(_INDENT) - len(_GAP) * (len(shown) - 1))
    for row in rows:
        folded = [fold(row[index], widths[index]) for index in shown]
        for line in range(max(map(len, folded), default=0)):
            cells = (
                _set(cell[line] if line < len(cell) else "", widths[index], index in right)
                for index, cell in zip(shown, folded, strict=True)
            )
            yield f"{_INDENT}{_GAP.join(cells)}".rstrip()
        if below is not None and row[below]:
            yield from (f"{_INDENT * 2}{line}" for line in fold(row[below], width - 2 * len(_INDENT)))


def fold(text: str, width: int) -> list[str]:
    """Break a text into lines of at most a width."""
    lines = [""]
    for word in _PIECES.findall(text):
        piece = word
        while piece:
            room = width - width_of(lines[-1])
            if width_of(piece.rstrip()) <= room:
                lines[-1] += piece
                break
            if lines[-1].strip():
                lines[-1] = lines[-1].rstrip()
                lines.append("")
                continue
            # No place to break it: it is broken where the line ends.
            part = _beginning(piece, width)
            lines[-1], piece = part, piece[len(part) :]
            lines.append("")
    return [line.rstrip() for line in lines if line.strip()] or [""]


def printable(text: str) -> str:
    """Take out whatever would disturb a terminal."""
    return "".join(character if character.isprintable() else "?" for character in text)


def width_of(text: str) -> int:
    """Tell how many columns a terminal needs for a text."""
    return len(text) if text.isascii() else sum(map(_width_of_one, text))


def _width_of_one(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _beginning(text: str, width: int) -> str:
    length = 1
    while length < len(text) and width_of(text[: length + 1]) <= width:
        length += 1
    return text[:length]


def _fit(widths: dict[int, int], shown: Sequence[int], right: frozenset[int], room: int) -> None:
    """Take from the widest columns that can be folded, until all have room or are narrow."""
    foldable = [index for index in shown if index not in right]
    while foldable and sum(widths[index] for index in shown) > room:
        widest = max(foldable, key=lambda index: widths[index])
        if widths[widest] <= _NARROWEST:
            return
        widths[widest] -= 1


def _set(text: str, width: int, to_the_right: bool) -> str:
    space = " " * (width - width_of(text))
    return space + text if to_the_right else text + space
