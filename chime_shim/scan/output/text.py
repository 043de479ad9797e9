"""The report as text: a table for each file, and a summary."""

from __future__ import annotations

from collections import Counter
from textwrap import wrap
from typing import TYPE_CHECKING

from chime_shim._links import OPERATIONS_URL
from chime_shim.scan.output.message import counts, looked_at, number, others, position

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chime_shim.scan.output.report import Report

__all__ = ["render"]

_BOLD, _DIM, _RED, _YELLOW, _CYAN, _GREEN = "1", "2", "31", "33", "36", "32"
_COLOURS = {"certain": _RED, "likely": _YELLOW, "possible": _CYAN}
_MOST_LISTED = 10
_CHANGES = 3  # the column of what changes


class _Paint:
    def __init__(self, *, colour: bool) -> None:
        self._colour = colour

    def __call__(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self._colour and text else text


def render(report: Report, *, colour: bool = False, width: int | None = None) -> str:
    """Show the report as text.

    Args:
        report: The report.
        colour: Whether the terminal shows colours.
        width: How wide a table may be; as wide as it is unless given.
    """
    return "\n".join(_lines(report, _Paint(colour=colour), width)) + "\n"


def _lines(report: Report, paint: _Paint, most: int | None) -> Iterator[str]:
    for path, places in report.by_file().items():
        yield paint(path, _BOLD)
        yield from _table(report, places, paint, most)
        yield ""
    yield from _policies(report, paint, most)
    yield from _unfound(report, paint)
    yield from _kept(report, paint)
    if report.problems:
        yield paint("Passed over", _BOLD)
        for problem in report.problems:
            line = f":{problem.line}" if problem.line else ""
            yield f"  {problem.path}{line} {problem.reason}"
        yield ""
    yield paint(counts(report), _BOLD if report.findings or report.policies or report.missed else _GREEN)
    services = Counter(each.route.to or "elsewhere or nowhere" for each in report.findings if each.operation)
    width = max(map(len, services), default=0)
    for service, count in services.most_common():
        yield f"  {service:{width}}  {count:4}"
    for text in others(report):
        yield from _indented(text, 2, most)
    if report.findings:
        yield from _indented(f"Details: chime-shim explain OPERATION, and {OPERATIONS_URL}", 0, most)
    yield looked_at(report)


def _table(report: Report, places: list[int], paint: _Paint, most: int | None) -> Iterator[str]:
    from chime_shim.scan._rules import destination, summary

    rows: list[tuple[str, ...]] = []
    for index in places:
        each = report.findings[index]
        route = each.route
        seen = report.seen(index)
        rows.append(
            (
                position(each),
                each.operation or route.operation,
                destination(route),
                "the command" if each.kind == "command" and not route.retired else summary(route, each.given),
                each.rule,
                each.confidence,
                "" if seen is None else f"seen {number(seen, 'time')}" if seen else "never seen",
            )
        )
    header: tuple[str, ...] = ("line", "operation", "goes to", "what changes", "rule", "confidence", "")
    below = most is not None and 2 + len(_row(header, _widths(header, rows))) > most
    remarks = [row[_CHANGES] if below else "" for row in rows]
    if below:  # what changes has no room in the table: it goes into lines of its own
        header, *rows = [(*row[:_CHANGES], "", *row[_CHANGES + 1 :]) for row in (header, *rows)]
    widths = _widths(header, rows)
    yield paint("  " + _row(header, widths), _DIM)
    for index, row, remark in zip(places, rows, remarks, strict=True):
        finding = report.findings[index]
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        cells[0] = row[0].rjust(widths[0])
        cells[5] = cells[5].replace(row[5], paint(row[5], _COLOURS[finding.confidence]))
        yield ("  " + "  ".join(cell for cell, width in zip(cells, widths, strict=True) if width)).rstrip()
        why = finding.why if finding.confidence != "certain" else None
        notes = finding.notes if finding.kind == "command" and not finding.route.retired else ()
        for text in (remark, why, finding.instead, *notes, finding.route.remedy):
            yield from (paint(line, _DIM) for line in _indented(text or "", widths[0] + 4, most))


def _widths(header: tuple[str, ...], rows: list[tuple[str, ...]]) -> list[int]:
    return [max(map(len, column)) for column in zip(header, *rows, strict=True)]


def _indented(text: str, indent: int, most: int | None) -> list[str]:
    margin = " " * indent
    if most is None:
        return [margin + text] if text else []
    return wrap(
        text,
        most,
        initial_indent=margin,
        subsequent_indent=margin,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _row(cells: tuple[str, ...], widths: list[int]) -> str:
    padded = [cells[0].rjust(widths[0])]
    padded += [cell.ljust(width) for cell, width in zip(cells[1:], widths[1:], strict=True)]
    return "  ".join(cell for cell, width in zip(padded, widths, strict=True) if width).rstrip()


def _policies(report: Report, paint: _Paint, most: int | None) -> Iterator[str]:
    if not report.policies:
        return
    yield paint("Policies of IAM that lack names: chime-shim iam --diff shows how to add them", _BOLD)
    for each in report.policies:
        confidence = paint(each.confidence, _COLOURS[each.confidence])
        yield f"  {each.path}:{position(each)}  {each.rule}  {confidence}"
        for text in each.notes or (each.why,):
            yield from (paint(line, _DIM) for line in _indented(text, 6, most))
    yield ""


def _unfound(report: Report, paint: _Paint) -> Iterator[str]:
    if report.joined is None or not report.joined.unfound:
        return
    yield paint("Seen at run time, not found in the source", _BOLD)
    for call in report.joined.unfound:
        yield f"  {call.file}:{call.line}  {call.operation}  {number(call.calls, 'time')}"
    yield ""


def _kept(report: Report, paint: _Paint) -> Iterator[str]:
    if not report.kept:
        return
    movable = sum(each.movable for each in report.kept)
    also = f", {movable} of which chime-sdk-voice has too" if movable else ""
    yield paint(f"Still in chime, nothing to do: {number(len(report.kept), 'call')}{also}", _BOLD)
    for each in report.kept[:_MOST_LISTED]:
        yield f"  {each.path}:{each.span.line}  {each.method}"
    if len(report.kept) > _MOST_LISTED:
        yield f"  and {len(report.kept) - _MOST_LISTED} more: --format json lists them all"
    yield ""
