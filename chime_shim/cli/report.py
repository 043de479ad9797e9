"""Show what ledgers have counted: what is still legacy, where, and whether the shim can go.

A ledger is a file that the setting "ledger" names, or a log with the lines of CHIME_SHIM_LEDGER=stderr in it.
Ledgers of all hosts are merged; copies of one ledger count once.
"""

from __future__ import annotations

import argparse
import sys
from datetime import date, datetime, timedelta, timezone
from io import TextIOWrapper
from typing import TYPE_CHECKING

from chime_shim.cli._output import UsageError, add_format, add_output, emit
from chime_shim.cli._terminal import has_colours, width
from chime_shim.cli._witness import add_witness, is_asked, shown_with, witness_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chime_shim.ledger import Reading
    from chime_shim.report import Report

__all__ = ["EXAMPLES", "add_arguments", "main"]

EXAMPLES = {
    "chime-shim report chime.ledger": "what is left, and where",
    "chime-shim report --format html a.ledger b.ledger > report.html": "of two hosts, as a page",
    "chime-shim report --fail-on unsafe --expect-hosts 2 *.ledger": "exit with 0 once the shim can go",
    "chime-shim report --format markdown --since 7d chime.ledger": "for a pull request",
    "chime-shim report --cloudtrail logs/ --scan src chime.ledger": "and what the account saw",
}

_QUIET_DAYS = 30
_LINES_NAMED = 5
_NARROWEST = 60
_FORMATS = ("text", "html", "json", "markdown", "sarif")
# What --fail-on takes, in the words of its help; the report knows how to tell.
_FAIL_ON = ("call", "error", "ended", "mismatch", "unsafe", "never")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``chime-shim report``."""
    parser.add_argument("ledgers", nargs="*", metavar="ledger", help="a ledger, or - for standard input")
    add_witness(parser)
    add_format(parser, _FORMATS)
    add_output(parser)
    parser.add_argument(
        "--since",
        type=_since,
        metavar="WHEN",
        help="leave out calls of earlier days: a date such as 2026-11-01, or a number of days such as 7d",
    )
    parser.add_argument(
        "--quiet-days",
        type=_days,
        default=_QUIET_DAYS,
        metavar="N",
        help="days without a legacy call that make it safe to uninstall; 30 unless given",
    )
    parser.add_argument(
        "--fail-on",
        action="append",
        choices=_FAIL_ON,
        help="exit with 1 if there is a legacy call (the default), one that failed, one of an operation that "
        "ended or was retired, a mismatch, or no safety to uninstall; or never; may be given more than once",
    )
    parser.add_argument(
        "--expect-hosts",
        action="append",
        default=[],
        metavar="HOSTS",
        help="the hosts that have to have given a sign of life in the quiet days, with commas between them, "
        "or how many; if one is missing, nothing is safe",
    )
    parser.add_argument("--all", action="store_true", help="show every call site, not the 50 busiest")


def main(options: argparse.Namespace) -> int:
    """Show the report.

    Returns:
        0; 1 if there is what ``--fail-on`` says; or 2, if something could not be read or is missing: all else
        is shown.
    """
    from chime_shim.report import FINDINGS, Report

    if not options.ledgers:
        return _of_the_account(options)
    readings, problems = _read(options.ledgers)
    for problem in problems:
        print(f"chime-shim: {''.join(c if c.isprintable() else '?' for c in problem)}", file=sys.stderr)
    if not readings:
        return 2
    report = Report.of(
        [snapshot for reading in readings for snapshot in reading.snapshots],
        problems=problems,
        since=options.since,
        today=datetime.now(timezone.utc).date().isoformat(),
        quiet_days=options.quiet_days,
        doubts=list(dict.fromkeys(doubt for reading in readings for doubt in reading.doubts)),
        expected=_expected(options.expect_hosts),
    )
    # A console may lack characters that a ledger has.
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="xmlcharrefreplace" if options.format == "html" else "replace")
    asked = options.fail_on or ["call"]
    found = any(FINDINGS[name](report) for name in asked)
    unknown = report.problems or report.missing or ("unsafe" in asked and not report.verdict.determined)
    shown = _shown(report, options)
    if is_asked(options):
        entries = [each for reading in readings for one in reading.snapshots for each in one.entries]
        witness = witness_of(options, entries)
        shown = shown_with(shown, options.format, witness)
        unknown = unknown or witness.problems
        found |= witness.still_legacy and "never" not in asked
    emit(shown, options.output)
    return 2 if unknown else int(found)


def _of_the_account(options: argparse.Namespace) -> int:
    """Show what the account tells, without a ledger."""
    if not is_asked(options) or options.format not in {"text", "json"}:
        needed = "a ledger" if is_asked(options) else "a ledger, --cloudtrail or --access-advisor"
        raise UsageError(f"report: give {needed}")
    witness = witness_of(options, ())
    emit(shown_with("", options.format, witness), options.output)
    return 2 if witness.problems else int(witness.still_legacy and "never" not in (options.fail_on or ()))


def _read(sources: list[str]) -> tuple[list[Reading], list[str]]:
    from chime_shim.ledger import LedgerError, read

    readings, problems = [], []
    for source in dict.fromkeys(sources):
        try:
            reading = read(source)
        except LedgerError as problem:
            problems.append(str(problem))  # one bad ledger does not stop the others
            continue
        readings.append(reading)
        if reading.unread:
            problems.append(_about(reading))
    return readings, problems


def _about(reading: Reading) -> str:
    """Name what bears the ledger's mark, and could not be read."""
    count = len(reading.unread)
    named = [f"{place.rpartition(':')[2]} ({reason})" for place, reason in reading.unread[:_LINES_NAMED]]
    rest = f" and {count - _LINES_NAMED:,} more" if count > _LINES_NAMED else ""
    lines = "1 line" if count == 1 else f"{count:,} lines"
    return f"{reading.name}: {lines} of the ledger could not be read: line {', '.join(named)}{rest}"


def _expected(given: Sequence[str]) -> int | list[str] | None:
    if not given:
        return None
    if len(given) == 1 and given[0].isdecimal():
        return int(given[0])
    return list(dict.fromkeys(name for names in given for name in names.split(",") if name))


def _shown(report: Report, options: argparse.Namespace) -> str:
    if options.format == "json":
        from chime_shim.report._json import as_json

        return as_json(report)
    if options.format == "html":
        from chime_shim.report._html import html

        return html(report)
    if options.format == "markdown":
        from chime_shim.report._markdown import markdown

        return markdown(report, all_sites=options.all)
    if options.format == "sarif":
        from chime_shim.report._sarif import sarif

        return sarif(report)
    from chime_shim.report._text import text

    return text(report, all_sites=options.all, width=max(_NARROWEST, width()), colour=has_colours())


def _since(text: str) -> str:
    try:
        if text.endswith("d"):
            today = datetime.now(timezone.utc).date()
            return (today - timedelta(int(text[:-1]) - 1)).isoformat()
        return date.fromisoformat(text).isoformat()
    except (ValueError, OverflowError):
        raise argparse.ArgumentTypeError(
            f"{text!r} is neither a date such as 2026-11-01 nor a number of days such as 7d"
        ) from None


def _days(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of days")
    return int(text)
