"""The report as workflow commands of GitHub Actions: annotations in the pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chime_shim.scan._rules import RULES
from chime_shim.scan.output.message import counts, level_of, looked_at, message, position

if TYPE_CHECKING:
    from chime_shim.scan.output.report import Report

__all__ = ["render"]


def render(report: Report) -> str:
    """Show the report as workflow commands, and its sum as plain text."""
    lines = []
    for each in (*report.findings, *report.policies):
        span = each.span
        place = {
            "file": each.path.replace("\\", "/"),
            "line": str(span.line),
            "endLine": str(span.end_line),
            "title": f"{each.rule} {RULES[each.rule].name}" + (f" ({position(each)})" if each.cell else ""),
        }
        if span.line == span.end_line:  # GitHub takes columns only then
            place |= {"col": str(span.column + 1), "endColumn": str(span.end_column + 1)}
        properties = ",".join(f"{name}={_property(value)}" for name, value in place.items())
        lines.append(f"::{level_of(each)} {properties}::{_data(message(each))}")
    for problem in report.problems:
        line = f",line={problem.line}" if problem.line else ""
        path = _property(problem.path.replace("\\", "/"))
        lines.append(f"::notice file={path}{line}::{_data(f'chime-shim passed it over: {problem.reason}')}")
    return "".join(f"{line}\n" for line in [*lines, counts(report), looked_at(report)])


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
