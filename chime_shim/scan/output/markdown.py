"""The report as Markdown, for a comment or the summary of a job."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chime_shim.scan._rules import destination, summary
from chime_shim.scan.output.message import counts, looked_at, others, position

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chime_shim.scan.output.report import Report

__all__ = ["render"]


def render(report: Report) -> str:
    """Show the report as Markdown."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield "## Legacy Chime calls"
    yield ""
    yield counts(report)
    seen = ["Seen"] if report.joined is not None else []
    header = ["Line", "Operation", "Goes to", "What changes", "Rule", "Confidence", *seen]
    for path, places in report.by_file().items():
        yield f"\n### `{path}`\n"
        yield f"| {' | '.join(header)} |"
        yield f"|{' --- |' * len(header)}"
        for index in places:
            each = report.findings[index]
            route = each.route
            doubt = "" if each.confidence == "certain" else f": {each.why}"
            cells = [
                position(each) if each.cell else str(each.span.line),
                f"`{each.operation}`" if each.operation else route.operation,
                f"`{route.to}`" if route.to else destination(route),
                f"`{each.instead}`" if each.instead else summary(route, each.given),
                each.rule,
                each.confidence + doubt,
            ]
            if seen:
                cells.append(f"{report.seen(index):,}" if report.seen(index) else "never")
            yield f"| {' | '.join(_cell(cell) for cell in cells)} |"
    if report.policies:
        yield "\n### Policies of IAM that lack names\n"
        for each in report.policies:
            text = "; ".join(each.notes or (each.why,))
            yield f"- `{each.path}:{each.span.line}` {_cell(text)} ({each.rule}, {each.confidence})"
    if report.joined is not None and report.joined.unfound:
        yield "\n### Seen at run time, not found in the source\n"
        for call in report.joined.unfound:
            yield f"- `{call.operation}` at `{call.file}:{call.line}`, {call.calls:,} times"
    if report.kept:
        yield f"\n{len(report.kept)} calls of operations that `chime` still has stay as they are."
    if report.problems:
        yield "\n### Passed over\n"
        yield from (f"- `{each.path}` {_cell(each.reason)}" for each in report.problems)
    if others(report):
        yield ""
        yield from (f"- {text}" for text in others(report))
    yield ""
    yield looked_at(report)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
