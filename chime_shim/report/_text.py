"""The report as text."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING

from ._fate import fate_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ._model import Report
    from ._tally import Tally

WIDTH = 110
SITES_SHOWN = 50

_BAR = 40
_ERRORS_NAMED = 3


def text(report: Report, *, all_sites: bool = False) -> str:
    """Show a report as text; the last line says whether the shim can be uninstalled.

    Args:
        report: The report.
        all_sites: Whether to show all call sites, and not only the first 50.
    """
    calls = "Legacy Chime calls" if report.calls else "No legacy Chime calls"
    lines = [f"{calls}: {scope(report)}", ""]
    if report.calls:
        for section in (_totals, _periods, _operations):
            lines += [*section(report), ""]
        lines += [*_sites(report, None if all_sites else SITES_SHOWN), ""]
    lines += _hosts(report)
    if report.comparisons:
        lines += ["", *_comparisons(report)]
    sentence = report.verdict.text
    return "\n".join([*lines, "", fill(f"{sentence[0].upper()}{sentence[1:]}.", WIDTH), ""])


def scope(report: Report) -> str:
    """Say what the report is about."""
    where = f"{number(len(report.names), 'ledger')}, {number(len(report.hosts), 'host')}"
    first = report.since or (report.periods[0].day if report.periods else None)
    return f"{first} to {report.today}, {where}" if first else f"up to {report.today}, {where}"


def number(count: int, noun: str) -> str:
    """Give a number with its noun, as in ``"1 call"`` and ``"12,345 calls"``."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def failures(tally: Tally) -> str:
    """Name the errors of calls, as in ``"NotFoundException (3), 502 (1)"``."""
    named = [f"{error} ({calls:,})" for error, calls in tally.failures.items()]
    rest = [f"{len(named) - _ERRORS_NAMED} others"] if len(named) > _ERRORS_NAMED else []
    return ", ".join(named[:_ERRORS_NAMED] + rest)


def _totals(report: Report) -> Iterator[str]:
    total = report.total
    pressing = sum(tally.calls for tally in report.pressing.values())
    operations, sites = number(len(report.operations), "operation"), number(len(report.sites), "call site")
    lines = [(total.calls, f"{'call' if total.calls == 1 else 'calls'} of {operations}, from {sites}")]
    if total.failed:
        lines.append((total.failed, "failed"))
    if pressing:
        lines.append((pressing, "of operations that AWS ended or retired"))
    yield from _columns([[f"{count:,}", what] for count, what in lines], right={0})


def _periods(report: Report) -> Iterator[str]:
    most = max(period.calls for period in report.periods)
    yield "Over time"
    yield from _columns(
        (
            [
                period.day,
                f"{period.calls:,}",
                "#" * -(-period.calls * _BAR // most),
            ]
            for period in report.periods
        ),
        right={1},
    )


def _operations(report: Report) -> Iterator[str]:
    yield "By operation"
    rows = [
        [
            fate_of(operation).kind,
            operation,
            number(tally.calls, "call"),
            number(len(tally.sites), "call site"),
            f"{tally.failed:,} failed" if tally.failed else "",
            f"last {tally.last_day}",
            fate_of(operation).text,
        ]
        for operation, tally in report.operations.items()
    ]
    yield from _columns(rows, right={2, 3, 4})


def _sites(report: Report, most: int | None) -> Iterator[str]:
    yield "By call site"
    shown = list(report.sites.items())[:most]
    rows = [
        [
            fate_of(site.operation).kind,
            site.place,
            site.function,
            site.operation,
            number(tally.calls, "call"),
            f"last {tally.last_day}",
            failures(tally),
        ]
        for site, tally in shown
    ]
    yield from _columns(rows, right={4})
    if len(shown) < len(report.sites):
        yield f"  and {len(report.sites) - len(shown):,} more: --all shows them"


def _hosts(report: Report) -> Iterator[str]:
    yield "By host"
    rows = [
        [
            host,
            number(calls.calls, "call"),
            f"last {calls.last_day}" if calls.calls else "",
            f"last start of a program {starts.last_day}" if starts.calls else "",
        ]
        for host, (calls, starts) in report.hosts.items()
    ]
    yield from _columns(rows, right={1})


def _comparisons(report: Report) -> Iterator[str]:
    yield "Comparisons of the old reply with the new"
    rows = [
        [site.operation, site.place, outcomes(tally.outcomes)] for site, tally in report.comparisons.items()
    ]
    yield from _columns(rows)


def outcomes(found: Mapping[str, int]) -> str:
    """Name the outcomes of comparisons, as in ``"mismatch 3, match 97"``."""
    order = sorted(found.items(), key=lambda item: (item[0] != "mismatch", -item[1], item[0]))
    return ", ".join(f"{outcome} {times:,}" for outcome, times in order)


def _columns(rows: Iterable[Sequence[str]], right: Iterable[int] = ()) -> Iterator[str]:
    rows = [["".join(c if c.isprintable() else "?" for c in cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [
            cell.rjust(width) if index in right else cell.ljust(width)
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
            if width
        ]
        yield f"  {'  '.join(cells)}".rstrip()
