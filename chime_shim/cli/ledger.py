"""Merge and check ledgers, and tell where the ledger is.

"merge" puts ledgers, also of running programs, and logs into one file; to merge one again changes nothing.
"check" tells whether they are whole, and where they are silent. "path" tells where programs that are started
here keep theirs.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from chime_shim.cli._flags import add_set

if TYPE_CHECKING:
    import argparse
    from collections.abc import Collection

    from chime_shim.ledger import Reading

__all__ = ["EXAMPLES", "add_arguments", "main"]

EXAMPLES = {
    "chime-shim ledger merge all.ledger web-1.ledger web-2.log": "of two hosts, as one file",
    "chime-shim ledger check chime.ledger": "exit with 0 if it is whole, and has no gap",
    "chime-shim ledger path": "where it is, by the settings",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``chime-shim ledger``."""
    actions = parser.add_subparsers(metavar="action", required=True, help="merge, check or path")
    merge = actions.add_parser("merge", help="put ledgers and logs into one file", allow_abbrev=False)
    merge.add_argument("out", help="the file, which is made, or added to if merge made it")
    merge.add_argument(
        "ledgers", nargs="+", metavar="ledger", help="a ledger, or - for a log on standard input"
    )
    merge.set_defaults(action=_merge)
    check = actions.add_parser("check", help="tell whether ledgers are whole", allow_abbrev=False)
    check.add_argument(
        "ledgers", nargs="+", metavar="ledger", help="a ledger, or - for a log on standard input"
    )
    check.set_defaults(action=_check)
    path = actions.add_parser("path", help="tell where the ledger is", allow_abbrev=False)
    add_set(path)
    path.set_defaults(action=_path)


def main(options: argparse.Namespace) -> int:
    """Do what is asked.

    Returns:
        0; 1 if ``check`` has found a gap, or ``path`` no ledger that can be written; 2 if something cannot be
        read or written.
    """
    code: int = options.action(options)
    return code


def _merge(options: argparse.Namespace) -> int:
    from chime_shim.ledger import LedgerError, merge

    try:
        reading = merge(options.out, options.ledgers)
    except LedgerError as error:
        return _refused(str(error))
    calls = sum(entry.calls for entry in reading.entries)
    ledgers, entries = _number(reading.snapshots, "ledger", "ledgers"), _entries(reading)
    print(f"{_printable(options.out)}: {ledgers}, {entries} that count {calls:,}")
    for doubt in reading.doubts:
        print(f"chime-shim: {_printable(doubt)}", file=sys.stderr)
    return 0


def _check(options: argparse.Namespace) -> int:
    from chime_shim.ledger import LedgerError, check

    code = 0
    for source in dict.fromkeys(options.ledgers):
        try:
            reading, findings = check(source)
        except LedgerError as error:
            code = _refused(str(error))
            continue
        days = sorted({entry.day for entry in reading.entries})
        span = f", {days[0]} to {days[-1]}" if days else ""
        hosts = _number({entry.host for entry in reading.entries}, "host", "hosts")
        print(_printable(f"{reading.name}: {reading.kind}: {_entries(reading)}, {hosts}{span}"))
        for finding in findings:
            print(f"  {_printable(finding)}")
        code = max(code, 2 if reading.unread else int(bool(findings)))
    return code


def _path(options: argparse.Namespace) -> int:
    from chime_shim import settings

    settings.set_flags(dict(options.flags))
    ledger = settings.resolve().settings.ledger
    if ledger is None:
        print(
            'chime-shim: no ledger is kept: set "ledger", as in CHIME_SHIM_LEDGER=ledger.db', file=sys.stderr
        )
        return 1
    if ledger in {"stderr", "-"}:
        print("stderr")
        return 0
    path = Path(os.path.abspath(os.path.expanduser(ledger)))  # noqa: PTH100, PTH111 - as the ledger does
    print(path)
    problem = _problem_of(path)
    if problem:
        print(f"chime-shim: {problem}", file=sys.stderr)
    return int(bool(problem))


def _problem_of(path: Path) -> str | None:
    from chime_shim.ledger import LedgerError, cause_of, read

    usable = path.parent.is_dir() and os.access(path.parent, os.W_OK) and not path.is_dir()
    if not usable or (path.exists() and not os.access(path, os.W_OK)):
        return cause_of(OSError(), str(path))
    if not path.exists():
        return None
    try:
        read(str(path))
    except LedgerError as error:
        return str(error)
    return None


def _entries(reading: Reading) -> str:
    return _number(reading.entries, "entry", "entries")


def _number(things: Collection[object], one: str, many: str) -> str:
    return f"{len(things):,} {one if len(things) == 1 else many}"


def _refused(problem: str) -> int:
    print(f"chime-shim: {_printable(problem)}", file=sys.stderr)
    return 2


def _printable(text: str) -> str:
    return "".join(character if character.isprintable() else "?" for character in text)
