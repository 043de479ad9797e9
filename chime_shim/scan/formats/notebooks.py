"""Notebooks: their code cells as one module, and what their magics give to a shell."""

from __future__ import annotations

import ast
import json
import re
import warnings
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from chime_shim.scan._finding import Problem
from chime_shim.scan.formats.code import Code, Row
from chime_shim.scan.formats.strings import strings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chime_shim.scan.formats.strings import String

__all__ = ["Cell", "Notebook", "notebook"]

MARK = "# %% cell "
"""Begins the line that stands before the code of each cell."""

_RUNS_PYTHON = frozenset(
    {"time", "timeit", "prun", "capture", "memit", "mprun", "lprun", "python", "python3"}
)
_RUNS_SHELL = frozenset({"bash", "sh", "script", "system", "sx", "!"})
_MAGIC = re.compile(r"[ \t]*(?P<left>[\w., \t*\[\]()]+=[ \t]*)?(?P<sign>%%?|!!?|\?\??)(?P<rest>.*)")
_RUN = re.compile(r"[ \t]*%(?P<name>time|timeit|prun)[ \t]+(?:-\S+[ \t]+(?:\d+[ \t]+)?)*")
_ASKED = re.compile(r"[ \t]*[\w.%]+\?{1,2}[ \t]*")


@dataclass
class Cell:
    """A code cell.

    Args:
        number: Which of the code cells it is, from 1.
        lines: Its lines as they are.
        strings: Where the strings of its source are.
        rows: Where each of its lines stands.
        python: The lines as Python, or empty ones.
        shell: The lines that a shell reads, or empty ones.
        fault: Why it is not read, if so, and the line that is to blame.
    """

    number: int
    lines: list[str]
    strings: list[String]
    rows: list[Row]
    python: list[str] = field(default_factory=list)
    shell: list[str] = field(default_factory=list)
    fault: tuple[str, int] | None = None


@dataclass
class Notebook:
    """A notebook that was read.

    Args:
        path: The file.
        text: Its text.
        cells: Its code cells.
        encoding: How it is written.
    """

    path: str
    text: str
    cells: list[Cell]
    encoding: str = "utf-8"

    def python(self) -> Code | None:
        """Return all of its cells as one module; None if there is none."""
        lines: list[str] = []
        rows: list[Row] = []
        for cell in self.cells:
            lines += [f"{MARK}{cell.number}", *cell.python]
            rows += [cell.rows[0], *cell.rows]
        return Code(self.path, self.path, "\n".join([*lines, ""]), (*rows, rows[-1])) if rows else None

    def shell(self) -> Code | None:
        """Return what its magics give to a shell; None if that is nothing."""
        lines = [line for cell in self.cells for line in (*cell.shell, "")]
        if not any(lines):
            return None
        rows = [row for cell in self.cells for row in (*cell.rows, cell.rows[-1])]
        return Code(self.path, self.path, "\n".join(lines), tuple(rows))

    def problem(self) -> Problem | None:
        """Return what could not be read of it."""
        bad = [cell for cell in self.cells if cell.fault is not None]
        if not bad:
            return None
        named = [f"cell {cell.number} {cell.fault[0]}" for cell in bad if cell.fault]
        line = bad[0].fault[1] if bad[0].fault else 0
        return Problem(self.path, "; ".join(named), bad[0].rows[max(line - 1, 0)].line)


def notebook(path: str, data: bytes) -> Notebook | Problem:
    """Read a notebook; one whose kernel is not Python's has no cells but those of a shell."""
    try:
        text = data.decode("utf-8-sig")
        document = json.loads(text)
        metadata = document.get("metadata") or {}
    except (ValueError, AttributeError, RecursionError) as error:
        return Problem(path, f"is not a notebook: {error}")
    about = {**(metadata.get("kernelspec") or {}), **(metadata.get("language_info") or {})}
    language = str(about.get("language") or about.get("name") or "python").lower()
    encoding = "utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "utf-8"
    held = Notebook(path, text, list(_cells(text)), encoding)
    for cell in held.cells:
        if language.startswith(("python", "ipython", "xpython")):
            _read(cell)
        else:
            cell.python = [""] * len(cell.lines)
            is_shell = language in {"bash", "sh", "shell", "zsh"}
            cell.shell = list(cell.lines) if is_shell else [""] * len(cell.lines)
    return held


def _cells(text: str) -> Iterator[Cell]:
    """Give the code cells that have a source."""
    found: dict[tuple[str | int, ...], list[String]] = {}
    code: set[tuple[str | int, ...]] = set()
    for string in strings(text):
        for depth in (2, 4):  # the latter in the old format, with its worksheets
            if len(string.path) <= depth or string.path[depth - 2] != "cells":
                continue
            key, cell = string.path[depth], string.path[:depth]
            if key == "cell_type" and text[string.start : string.end] == '"code"':
                code.add(cell)
            elif key in {"source", "input"}:
                found.setdefault(cell, []).append(string)
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    written = [pieces for cell, pieces in found.items() if cell in code]
    for number, pieces in enumerate(written, start=1):
        lines, rows = _lines(text, pieces, starts, number)
        yield Cell(number, lines, pieces, rows)


def _lines(text: str, pieces: list[String], starts: list[int], number: int) -> tuple[list[str], list[Row]]:
    """Join the strings of a source, and tell where each of its lines stands."""
    lines, rows = [""], []
    fresh = True
    for piece in pieces:
        line = bisect_right(starts, piece.start)
        first = piece.start - starts[line - 1] + 1
        held = json.loads(text[piece.start : piece.end], strict=False)
        parts = held.split("\n")
        for count, part in enumerate(parts):
            if count:
                lines.append("")
                fresh = True
            # A line that ends a string may go on in the next one, or start there.
            if fresh and (part or count < len(parts) - 1):
                before = json.dumps("\n".join(parts[:count]), ensure_ascii=False)
                rows.append(Row(line, first + (len(before) if count else 0), True, number, len(lines)))
                fresh = False
            lines[-1] += part
    if len(rows) < len(lines):
        rows.append(Row(bisect_right(starts, pieces[-1].start), 0, True, number, len(lines)))
    return lines, rows


def _parses(lines: list[str]) -> tuple[str, int] | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse("\n".join(lines))
    except SyntaxError as error:
        return f"has a syntax error: {error.msg}", error.lineno or 1
    except (ValueError, RecursionError, MemoryError) as error:
        return f"cannot be parsed: {error}", 1
    return None


def _read(cell: Cell) -> None:
    """Tell Python from magics, which stay as lines that do nothing."""
    empty = [""] * len(cell.lines)
    cell.python, cell.shell = list(cell.lines), empty
    first = next((at for at, line in enumerate(cell.lines) if line.strip()), 0)
    if cell.lines[first].startswith("%%"):
        words = cell.lines[first][2:].split()
        cell.python[first] = ""
        if not words or words[0] not in _RUNS_PYTHON:
            cell.shell = ["", *cell.lines[first + 1 :]] if words and words[0] in _RUNS_SHELL else empty
            cell.shell = [*[""] * (len(cell.lines) - len(cell.shell)), *cell.shell]
            cell.python = list(empty)
            return
    if _parses(cell.python) is None:
        return
    cell.python, cell.shell = _without_magics(cell.python)
    cell.fault = _parses(cell.python)
    if cell.fault is not None:
        cell.python = list(empty)


def _without_magics(lines: list[str]) -> tuple[list[str], list[str]]:
    python, shell = [], []
    continued = ""
    for line in lines:
        if continued:
            python.append("")
            shell.append(line if continued == "!" else "")
            continued = continued if line.endswith("\\") else ""
            continue
        run = _RUN.match(line)
        magic = _MAGIC.fullmatch(line)
        indent = line[: len(line) - len(line.lstrip())]
        text = line
        given = ""
        if run is not None:
            # Its statement is read, at the column where it stands.
            text = f"{indent}pass;".ljust(run.end()) + line[run.end() :]
        elif magic is not None and (magic["sign"] != "%" or not magic["rest"].startswith(" ")):
            sign = magic["sign"][0]
            words = magic["rest"].split(None, 1)
            is_shell = sign == "!" or (sign == "%" and words[:1] and words[0] in _RUNS_SHELL)
            at = magic.start("rest") + (0 if sign == "!" else len(words[0]) if words else 0)
            given = " " * at + line[at:] if is_shell else ""
            text = f"{magic['left']}None".lstrip() if magic["left"] else "pass"
            text = indent + text
            continued = ("!" if is_shell else "%") if line.endswith("\\") else ""
        elif _ASKED.fullmatch(line):
            text = f"{indent}pass"
        python.append(text)
        shell.append(given)
    return python, shell
