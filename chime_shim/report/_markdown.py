"""The report as Markdown, for a pull request or the summary of a job."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ._columns import printable
from ._fate import fate_of
from ._wording import exit_line, failures, grounds, number, outcomes, over_time, scope, title

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ._model import Report

SITES_SHOWN = 50
_MOST_DAYS = 14
# What may begin markup or a link. Raw, the text is still to be read.
_MARKUP = re.compile(r"([\\`*_{}\[\]#<>|~!&]|:(?=//)|(?<=www)\.)", re.IGNORECASE)
_WORD_JOINER = "\u2060"


def markdown(report: Report, *, all_sites: bool = False) -> str:
    """Show a report as Markdown; what may be long is folded up.

    Args:
        report: The report.
        all_sites: Whether to show all call sites, and not only the first 50.
    """
    return "\n".join(_lines(report, None if all_sites else SITES_SHOWN)) + "\n"


def _lines(report: Report, most: int | None) -> Iterator[str]:
    yield f"## {title(report)}\n"
    yield f"**{_prose(exit_line(report))}**\n"
    yield f"{_prose(scope(report))}\n"
    if report.calls:
        yield from _operations(report)
        yield from _sites(report, most)
        step, periods = report.periods_of(_MOST_DAYS)
        rows = [[it.day, f"{it.calls:,}", f"{it.pressing:,}", f"{it.sites:,}"] for it in periods]
        yield from _folded(over_time(step), ["From", "Calls:", "Ended or retired:", "Call sites:"], rows)
    if report.comparisons:
        rows = [
            [_code(site.operation), _code(site.place), _prose(outcomes(tally.outcomes))]
            for site, tally in report.comparisons.items()
        ]
        yield from _folded("Comparisons", ["Operation", "Call site", "Outcomes"], rows)
    yield "### What this rests on\n"
    yield from (f"- {_prose(ground)}" for ground in grounds(report))


def _operations(report: Report) -> Iterator[str]:
    rows = []
    for operation, tally in report.operations.items():
        fate = fate_of(operation)
        numbers = [f"{tally.calls:,}", f"{tally.failed:,}", f"{len(tally.sites):,}"]
        became = f"{fate.kind}{' ' if fate.text.startswith('to ') else '. '}{_prose(fate.text)}"
        rows.append([_code(operation), became, *numbers, tally.last_day])
    yield from _table(
        ["Operation", "What became of it", "Calls:", "Failed:", "Call sites:", "Last call"], rows
    )


def _sites(report: Report, most: int | None) -> Iterator[str]:
    shown = list(report.sites.items())[:most]
    rows = [
        [
            _code(f"{site.place} {site.function}".rstrip()),
            _code(site.operation),
            f"{tally.calls:,}",
            _prose(failures(tally)),
            tally.last_day,
        ]
        for site, tally in shown
    ]
    hidden = len(report.sites) - len(shown)
    more = f"; {len(shown):,} are shown" if hidden else ""
    header = ["Call site", "Operation", "Calls:", "Errors", "Last call"]
    yield from _folded(f"{number(len(report.sites), 'call site')}{more}", header, rows)


def _folded(summary: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"<details><summary>{summary}</summary>\n"
    yield from _table(header, rows)
    yield "</details>\n"


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Lay out cells; a header that ends with a colon is of numbers."""
    yield f"| {' | '.join(name.rstrip(':') for name in header)} |"
    yield f"|{'|'.join(' ---: ' if name.endswith(':') else ' --- ' for name in header)}|"
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""


def _prose(text: str) -> str:
    # Nothing in it may become markup, a link or a call of somebody's name.
    return _MARKUP.sub(r"\\\1", printable(text)).replace("@", f"@{_WORD_JOINER}")


def _code(text: str) -> str:
    text = printable(text)
    fence = "`" * (1 + max(map(len, re.findall("`+", text)), default=0))
    space = " " if "`" in text else ""
    return f"{fence}{space}{text}{space}{fence}".replace("|", "\\|") if text else ""
