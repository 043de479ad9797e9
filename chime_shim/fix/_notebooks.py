"""Putting new code into the cells of a notebook; everything else keeps its bytes."""

from __future__ import annotations

import json
import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from chime_shim.scan.formats.notebooks import MARK, Notebook, notebook

if TYPE_CHECKING:
    from chime_shim.scan.formats.notebooks import Cell

__all__ = ["NotebookError", "with_code"]

_MARKER = re.compile(rf"{re.escape(MARK)}(\d+)")


class NotebookError(Exception):
    """Raised if the new code cannot be put into the cells; the text says why."""


def with_code(held: Notebook, code: str) -> str:
    """Return the text of a notebook with other code.

    Args:
        held: The notebook as it is.
        code: What ``held.python()`` should give.

    Raises:
        NotebookError: If it cannot be told which cell a line belongs to, or a magic would change.
    """
    pieces: list[tuple[int, int, str]] = []
    for cell, lines in zip(held.cells, _by_cell(held, code), strict=True):
        if lines != cell.python:
            pieces += _edits(held.text, cell, _with_magics(cell, lines))
    text = held.text
    for start, end, new in sorted(pieces, reverse=True):
        text = text[:start] + new + text[end:]
    _check(held, text, code)
    return text


def _by_cell(held: Notebook, code: str) -> list[list[str]]:
    cells: list[list[str]] = []
    before: list[str] = []
    numbers = []
    for line in code.removesuffix("\n").split("\n"):
        marker = _MARKER.fullmatch(line)
        if marker is not None:
            cells.append([])
            numbers.append(int(marker[1]))
        else:
            (cells[-1] if cells else before).append(line)
    if before or numbers != [cell.number for cell in held.cells]:
        raise NotebookError("it cannot be told which of its cells a line belongs to")
    return cells


def _with_magics(cell: Cell, lines: list[str]) -> list[str]:
    """Put back what stands for magics."""
    found: list[str] = []
    matcher = SequenceMatcher(None, cell.python, lines, autojunk=False)
    for what, start, end, new_start, new_end in matcher.get_opcodes():
        if what == "equal":
            found += cell.lines[start:end]
        elif cell.python[start:end] != cell.lines[start:end]:
            raise NotebookError(f"a magic of cell {cell.number} would change")
        else:
            found += lines[new_start:new_end]
    return found


def _edits(text: str, cell: Cell, lines: list[str]) -> list[tuple[int, int, str]]:
    raw = [text[each.start : each.end] for each in cell.strings]
    first, last = cell.strings[0], cell.strings[-1]
    if not isinstance(first.path[-1], int):
        return [(first.start, last.end, _dumped("\n".join(lines), raw))]
    kept = {json.loads(each, strict=False): each for each in raw}
    new = [f"{line}\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])
    strings = [kept.get(each) or _dumped(each, raw) for each in new]
    return [(first.start, last.end, _separator(text, cell).join(strings))]


def _separator(text: str, cell: Cell) -> str:
    first = cell.strings[0]
    if len(cell.strings) > 1:
        return text[first.end : cell.strings[1].start]
    before = text[: first.start]
    indent = before[len(before.rstrip()) :]
    return f",{indent}" if "\n" in indent else ", "


def _dumped(text: str, raw: list[str]) -> str:
    return json.dumps(text, ensure_ascii=any("\\u" in each for each in raw))


def _check(held: Notebook, text: str, code: str) -> None:
    """See that the notebook has the new code, and nothing else that is new."""
    after = notebook(held.path, text.encode())
    python = after.python() if isinstance(after, Notebook) else None
    if python is None or python.text != code:
        raise NotebookError("its cells would not have the code that they should")
    if _but_sources(json.loads(held.text)) != _but_sources(json.loads(text)):
        raise NotebookError("more than the code of its cells would change")


def _but_sources(value: object) -> object:
    if isinstance(value, dict):
        is_code = value.get("cell_type") == "code"
        return {
            key: _but_sources(each)
            for key, each in value.items()
            if not (is_code and key in {"source", "input"})
        }
    return [_but_sources(each) for each in value] if isinstance(value, list) else value
