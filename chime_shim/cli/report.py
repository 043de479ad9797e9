"""Show what ledgers have counted: what is still legacy, where, and whether the shim can go.

A ledger is a file that the setting "ledger" names, or a log with the lines of CHIME_SHIM_LEDGER=stderr in it.
Ledgers of all hosts are merged; copies of one ledger count once.
"""

from __future__ import annotations

import argparse
import sys
from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING

from chime_shim.cli._witness import add_witness, is_asked, shown_with, witness_of

if TYPE_CHECKING:
    from chime_shim.ledger import Snapshot
    from chime_shim.report import Report

__all__ = ["EXAMPLES", "add_arguments", "main"]

EXAMPLES = {
    "chime-shim report chime.ledger": "what is left, and where",
    "chime-shim report --format html a.ledger b.ledger > report.html": "of two hosts, as a page",
    "chime-shim report --cloudtrail logs/ --scan src chime.ledger": "and what the account saw",
    "chime-shim report --fail-on unsafe --quiet-days 60 chime.ledger": "exit with 0 once the shim can go",
}

_QUIET_DAYS = 30
# What --fail-on takes, in the words of its help; the report knows how to tell.
_FAIL_ON = ("call", "error", "ended", "mismatch", "unsafe", "never")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``chime-shim report``."""
    parser.add_argument("ledgers", nargs="*", metavar="ledger", help="a ledger, or - for standard input")
    add_witness(parser)
    parser.add_argument(
        "--format", choices=["text", "json", "sarif", "html"], default="text", help="text unless given"
    )
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
    parser.add_argument("--all", action="store_true", help="show every call site in the text")


def main(options: argparse.Namespace) -> int:
    """Show the report.

    Returns:
        0; 1 if there is what ``--fail-on`` says; or 2, if a ledger could not be read: the others are shown.
    """
    from chime_shim.report import FINDINGS, Report

    if not options.ledgers:
        return _of_the_account(options)
    snapshots, problems = _read(options.ledgers)
    for problem in problems:
        print(f"chime-shim: {problem}", file=sys.stderr)
    if not snapshots:
        return 2
    report = Report.of(
        snapshots,
        problems=problems,
        since=options.since,
        today=datetime.now(timezone.utc).date().isoformat(),
        quiet_days=options.quiet_days,
    )
    found = any(FINDINGS[name](report) for name in options.fail_on or ["call"])
    shown = _shown(report, options)
    if is_asked(options):
        witness = witness_of(options, [each for one in snapshots for each in one.entries])
        shown = shown_with(shown, options.format, witness)
        problems += witness.problems
        found |= witness.still_legacy and "never" not in (options.fail_on or ())
    print(shown, end="")
    return 2 if problems else int(found)


def _of_the_account(options: argparse.Namespace) -> int:
    """Show what the account tells, without a ledger."""
    if not is_asked(options) or options.format not in {"text", "json"}:
        needed = "a ledger" if is_asked(options) else "a ledger, --cloudtrail or --access-advisor"
        print(f"chime-shim: report: give {needed}", file=sys.stderr)
        raise SystemExit(2)
    witness = witness_of(options, ())
    print(shown_with("", options.format, witness), end="")
    return 2 if witness.problems else int(witness.still_legacy and "never" not in (options.fail_on or ()))


def _read(sources: list[str]) -> tuple[list[Snapshot], list[str]]:
    from chime_shim.ledger import LedgerError, read

    snapshots, problems = [], []
    for source in dict.fromkeys(sources):
        try:
            snapshots.append(read(source))
        except LedgerError as problem:  # noqa: PERF203 - one bad ledger does not stop the others
            problems.append(str(problem))
    return snapshots, problems


def _shown(report: Report, options: argparse.Namespace) -> str:
    if options.format == "json":
        from chime_shim.report._json import as_json

        return as_json(report)
    if options.format == "html":
        from chime_shim.report._html import html

        return html(report)
    if options.format == "sarif":
        from chime_shim.report._sarif import sarif

        return sarif(report)
    from chime_shim.report._text import text

    return text(report, all_sites=options.all)


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
