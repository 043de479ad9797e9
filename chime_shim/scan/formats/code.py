"""Python inside other files, as a module of its own with the place of each of its lines."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from chime_shim.scan._finding import Origin, Problem, ScanResult, Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chime_shim.scan._finding import Finding
    from chime_shim.scan.reader.reading import Escape, Reading, Use

__all__ = ["Code", "Row", "in_file"]

Item = TypeVar("Item", "Origin", "Use", "Escape")


class Row(NamedTuple):
    """Where a line of the code stands.

    Attributes:
        line: The line of the file.
        column: The column of its first character.
        escaped: Whether it stands in a string of JSON.
        cell: The code cell of a notebook, from 1; 0 elsewhere.
        cell_line: The line of that cell.
    """

    line: int
    column: int = 0
    escaped: bool = False
    cell: int = 0
    cell_line: int = 0


@dataclass(frozen=True)
class Code:
    """Python, or what a shell reads, inside a file.

    Args:
        path: The file.
        name: What it is called as a module: the path, unless there are several in the file.
        text: The code.
        rows: Where each of its lines stands.
        meant: Whether it is Python for sure: if it does not parse, that is a problem.
    """

    path: str
    name: str
    text: str
    rows: tuple[Row, ...]
    meant: bool = True

    def row(self, line: int) -> Row:
        """Return where a line stands."""
        return self.rows[min(max(line, 1), len(self.rows)) - 1]

    def place(self, line: int, column: int) -> tuple[int, int]:
        """Return the line and the column of the file."""
        row = self.row(line)
        if row.escaped:
            lines = self.text.split("\n", line)
            column = (
                len(json.dumps(lines[line - 1][:column], ensure_ascii=False)) - 2 if line <= len(lines) else 0
            )
        return row.line, row.column + column

    def span(self, span: Span) -> Span:
        """Return a span of the file."""
        return Span(*self.place(span.line, span.column), *self.place(span.end_line, span.end_column))


def in_file(result: ScanResult, codes: Mapping[str, Code]) -> ScanResult:
    """Put what was found in code to where it stands in its file."""
    code = codes.get(result.path)
    if result.problem is not None and code is not None:
        line = code.row(result.problem.line).line if result.problem.line else code.rows[0].line
        problem = Problem(code.path, result.problem.reason, line, code.meant)
        return ScanResult(code.path, problem=problem if code.meant else None)
    reading = None if result.reading is None else _reading(result.reading, codes)
    if code is None:
        findings = tuple(replace(each, origins=_origins(each, codes)) for each in result.findings)
        return replace(result, findings=findings, reading=reading) if codes else result
    return replace(
        result,
        path=code.path,
        findings=tuple(_finding(each, code, codes) for each in result.findings),
        suppressed=tuple(_finding(each, code, codes) for each in result.suppressed),
        kept=tuple(replace(each, path=code.path, span=code.span(each.span)) for each in result.kept),
        references=tuple(
            replace(each, path=code.path, span=code.span(each.span)) for each in result.references
        ),
        reading=reading,
    )


def _finding(finding: Finding, code: Code, codes: Mapping[str, Code]) -> Finding:
    row = code.row(finding.span.line)
    first, last = (code.row(line).line if line else 0 for line in finding.lines)
    cell = (row.cell, row.cell_line) if row.cell else None
    return replace(
        finding,
        path=code.path,
        span=code.span(finding.span),
        lines=(first, last),
        origins=_origins(finding, codes),
        cell=cell,
    )


def _origins(finding: Finding, codes: Mapping[str, Code]) -> tuple[Origin, ...]:
    return tuple(_moved(each, codes) for each in finding.origins)


def _moved(item: Item, codes: Mapping[str, Code]) -> Item:
    code = codes.get(item.path)
    if code is None:
        return item
    if isinstance(item, Origin):
        line, column = code.place(item.line, item.column)
        return replace(item, path=code.path, line=line, column=column)
    return replace(item, path=code.path, span=code.span(item.span))


def _reading(reading: Reading, codes: Mapping[str, Code]) -> Reading:
    clients = tuple(
        replace(
            each,
            origin=_moved(each.origin, codes),
            uses=[_moved(use, codes) for use in each.uses],
            escapes=[_moved(escape, codes) for escape in each.escapes],
        )
        for each in reading.clients
    )
    return replace(reading, clients=clients)
