"""The report as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._columns import columns, fold, printable
from ._fate import fate_of
from ._wording import exit_line, failures, grounds, number, outcomes, over_time, scope, title

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ._model import Report

WIDTH = 80
SITES_SHOWN = 50
HOSTS_SHOWN = 50

_BOLD, _RED, _GREEN, _YELLOW = "1", "31", "32", "33"
_PRESSING = ("ended ", "retired ")

_BAR = 40
_MOST_DAYS = 14


def text(report: Report, *, all_sites: bool = False, width: int = WIDTH, colour: bool = False) -> str:
    """Show a report as text; the last line says whether the shim can be uninstalled.

    Args:
        report: The report.
        all_sites: Whether to show all call sites and hosts, and not only the first 50.
        width: How wide it may be.
        colour: Whether to colour what is a heading, what ended or was retired, and the verdict.
    """
    lines = _lines(report, width, all_sites=all_sites)
    return "\n".join(_painted(lines, report) if colour else lines)


def _lines(report: Report, width: int, *, all_sites: bool) -> list[str]:
    lines = [*_paragraph(f"{title(report)}: {scope(report)}", width), ""]
    if report.calls:
        for section in (_totals, _periods, _operations):
            lines += [*section(report, width), ""]
        lines += [*_sites(report, width, None if all_sites else SITES_SHOWN), ""]
    if report.hosts:
        lines += [*_hosts(report, width, None if all_sites else HOSTS_SHOWN), ""]
    if report.comparisons:
        lines += [*_comparisons(report, width), ""]
    lines.append("What this rests on")
    for ground in grounds(report):
        first, *more = _paragraph(ground, width - 4)
        lines += [f"  - {first}", *(f"    {line}" for line in more)]
    return [*lines, "", *_paragraph(exit_line(report), width), ""]


def _painted(lines: list[str], report: Report) -> Iterator[str]:
    """Colour whole lines, by where they stand and how they begin: widths are settled by then."""
    verdict = len(lines) - 1 - lines[-2::-1].index("")
    for index, line in enumerate(lines):
        style = ""
        if index >= verdict:
            style = _GREEN if report.verdict.safe else _YELLOW
        elif line and line[0] != " " and (index == 0 or not lines[index - 1]):
            style = _BOLD
        elif line.lstrip().startswith(_PRESSING):
            style = _RED
        yield f"\x1b[{style}m{line}\x1b[0m" if style and line else line


def _paragraph(sentence: str, width: int) -> list[str]:
    # At spaces only, unless a word has no room.
    lines = [""]
    for word in printable(sentence).split(" "):
        joined = f"{lines[-1]} {word}" if lines[-1] else word
        if len(joined) <= width:
            lines[-1] = joined
        else:
            lines += fold(word, width)
    return [line for line in lines if line] or [""]


def _totals(report: Report, width: int) -> Iterator[str]:
    total = report.total
    pressing = sum(tally.calls for tally in report.pressing.values())
    operations, sites = number(len(report.operations), "operation"), number(len(report.sites), "call site")
    lines = [(total.calls, f"{'call' if total.calls == 1 else 'calls'} of {operations}, from {sites}")]
    if total.failed:
        lines.append((total.failed, "failed"))
    if pressing:
        lines.append((pressing, "of operations that AWS ended or retired"))
    yield from columns([[f"{count:,}", what] for count, what in lines], width, right=frozenset({0}))


def _periods(report: Report, width: int) -> Iterator[str]:
    step, periods = report.periods_of(_MOST_DAYS)
    most = max(period.calls for period in periods)
    bar = min(_BAR, width - 30)
    yield over_time(step)
    rows = [[it.day, f"{it.calls:,}", "#" * -(-it.calls * bar // most)] for it in periods]
    yield from columns(rows, width, right=frozenset({1}))


def _operations(report: Report, width: int) -> Iterator[str]:
    rows = [["", "By operation", "calls", "failed", "sites", "last call", ""]]
    for operation, tally in report.operations.items():
        fate = fate_of(operation)
        numbers = [f"{tally.calls:,}", f"{tally.failed:,}", f"{len(tally.sites):,}", tally.last_day]
        rows.append([fate.kind, operation, *numbers, fate.text])
    yield from _headed(columns(rows, width, right=frozenset({2, 3, 4, 5}), below=6))


def _sites(report: Report, width: int, most: int | None) -> Iterator[str]:
    shown = list(report.sites.items())[:most]
    rows = [["", "By call site", "", "calls", "last call", ""]]
    for site, tally in shown:
        place = f"{site.place} {site.function}".rstrip()
        failed = f"{tally.failed:,} failed: {failures(tally)}" if tally.failed else ""
        rows.append(
            [fate_of(site.operation).kind, place, site.operation, f"{tally.calls:,}", tally.last_day, failed]
        )
    yield from _headed(columns(rows, width, right=frozenset({3, 4}), below=5))
    yield from _more(len(report.sites) - len(shown))


def _hosts(report: Report, width: int, most: int | None) -> Iterator[str]:
    shown = list(report.hosts.items())[:most]
    rows = [["By host", "calls", "began", "ended", "first sign", "last sign", ""]]
    for host, (calls, life) in shown:
        numbers = [f"{calls.calls:,}", f"{life.began:,}", f"{life.ended:,}"]
        rows.append([host, *numbers, life.first, life.last, report.remark_on(life)])
    yield from _headed(columns(rows, width, right=frozenset({1, 2, 3, 4, 5}), below=6))
    yield from _more(len(report.hosts) - len(shown))


def _comparisons(report: Report, width: int) -> Iterator[str]:
    yield "Comparisons of the old reply with the new"
    rows = [[site.operation, site.place, outcomes(it.outcomes)] for site, it in report.comparisons.items()]
    yield from columns(rows, width)


def _headed(lines: Iterable[str]) -> Iterator[str]:
    """Begin a table with its name at the edge, over the first column, on the line of the other names."""
    for index, line in enumerate(lines):
        yield _moved_left(line) if index == 0 else line


def _moved_left(line: str) -> str:
    name = line.lstrip()
    return name[: name.index("  ")].ljust(len(line) - len(name) + name.index("  ")) + name[name.index("  ") :]


def _more(count: int) -> Iterator[str]:
    if count:
        yield f"  and {count:,} more: --all shows them"
