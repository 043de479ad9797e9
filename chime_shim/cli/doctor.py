"""Check that legacy calls work here, and what could break next.

Releases, activation, settings, where calls go, what breaks next, and what to check in IAM. With a program:
it is run under the shim, and what was seen of it is told when it has ended. Its output goes to stderr then,
and stdout has the report alone. AWS is not asked, but by the program, and with --live: ten operations that
only read are called then, and nothing of what they give is told.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from typing import TYPE_CHECKING

from chime_shim.cli._flags import add_set
from chime_shim.cli._output import UsageError, add_format, add_output, emit, missing
from chime_shim.cli._terminal import GREEN, RED, YELLOW, filled, paint

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Literal, TextIO

    from chime_shim.doctor import Check, Operations, Run

__all__ = ["EXAMPLES", "add_arguments", "main"]

EXAMPLES = {
    "chime-shim doctor": "look at this machine, and make every call offline",
    "chime-shim doctor --scan src --ledger ledger.db": "with what is in use",
    "chime-shim doctor -- script.py --its --own": "run a program, and say how it went",
    "chime-shim doctor --live --dry-run": "list what AWS would be asked",
    "chime-shim doctor --live --ledger ledger.db": "ask AWS, for the operations in use",
    "chime-shim doctor --quick --json -- -m package": "for a program to read",
}

JSON_VERSION = 1
_COLOURS = {"ok": GREEN, "warn": YELLOW, "fail": RED}
_MARKS = {"ok": "ok", "note": "note", "warn": "WARN", "fail": "FAIL"}
_KINDS = {"-m": "module", "-c": "code"}
_COLUMN = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``chime-shim doctor``."""
    parser.usage = (
        "%(prog)s [-h] [--ledger FILE] [--scan PATH] [--quick]\n"
        "                         [--live [--dry-run]] [--format {text,json}] [--json]\n"
        "                         [--output FILE] [--set NAME=VALUE]\n"
        "                         [-- [-m | -c] program [arg ...]]"
    )
    parser.add_argument(
        "--ledger", action="append", default=[], metavar="FILE", help="a ledger with the operations in use"
    )
    parser.add_argument(
        "--scan", action="append", default=[], metavar="PATH", help="source with the operations in use"
    )
    parser.add_argument("--quick", action="store_true", help="do not try out every call, which takes seconds")
    parser.add_argument(
        "--live",
        action="store_true",
        help="ask AWS, with your credentials: at most ten operations that only read, each through the shim "
        "and through its successor's own client",
    )
    parser.add_argument("--dry-run", action="store_true", help="only list the calls of --live")
    add_format(parser)
    add_output(parser)
    add_set(parser)
    parser.add_argument(
        "program",
        nargs=argparse.REMAINDER,
        metavar="program",
        help="what chime-shim run takes: a script, or -m and a module, or -c and code",
    )


def main(options: argparse.Namespace) -> int:
    """Examine.

    Returns:
        0 if all is well; 1 if there is a warning or a failure.

    Raises:
        UsageError: If a program, path or ledger is not there, or the output cannot be written.
        SystemExit: With code 2, if a setting is wrong and ``strict`` is set.
    """
    from chime_shim import settings
    from chime_shim.doctor import Operations, examine, worst

    program = _program(options.program)
    if options.dry_run and not options.live:
        raise UsageError("--dry-run is for --live")
    operations = Operations()
    _gather(operations, options.ledger, options.scan)
    run = None
    if program:
        stream = _stdout_apart()
        run = _watched(program, operations, dict(options.flags))
    else:
        stream = sys.stdout
        settings.set_flags(dict(options.flags))
    live: Literal["dry-run", "ask"] | None = (
        ("dry-run" if options.dry_run else "ask") if options.live else None
    )
    checks = list(examine(operations, run, quick=options.quick, live=live if options.live else None))
    level = worst(checks)
    if options.format == "json":
        document = {
            "version": JSON_VERSION,
            "worst": level,
            "checks": [
                {
                    "name": each.name,
                    "level": each.level,
                    "text": each.text,
                    "details": list(each.details),
                    **({"table": [list(row) for row in each.table]} if each.table else {}),
                }
                for each in checks
            ],
        }
        text = json.dumps(document, indent=2)
    else:
        text = "\n".join(_page(checks))
    sys.stdout = stream
    emit(f"{text}\n", options.output)
    stream.flush()
    return int(level in {"warn", "fail"})


def _program(words: Sequence[str]) -> list[str]:
    """Return the program and its arguments."""
    program = list(words[1:] if words[:1] == ["--"] else words)
    if program and program[0] in _KINDS and len(program) == 1:
        raise UsageError(f"{program[0]} needs a program after it")
    if program and program[0].startswith("-") and program[0] not in {*_KINDS, "-"}:
        raise UsageError(f"unknown option {program[0]}")
    if program and program[0] not in {*_KINDS, "-"} and not os.path.exists(program[0]):  # noqa: PTH110 - as given
        raise missing(program[0])
    return program


def _gather(operations: Operations, ledgers: Iterable[str], paths: Sequence[str]) -> None:
    from chime_shim.ledger import LedgerError

    try:
        for ledger in ledgers:
            operations.add_ledger(ledger)
    except LedgerError as error:
        raise UsageError(str(error)) from None
    absent = [path for path in paths if not os.path.exists(path)]  # noqa: PTH110 - a string, as it was given
    if absent:
        raise missing(absent[0])
    if paths:
        operations.add_source(paths)


def _watched(program: list[str], operations: Operations, flags: dict[str, str]) -> Run:
    from chime_shim.cli._program import Program
    from chime_shim.cli._stage import set_stage
    from chime_shim.doctor import Run

    kind = _KINDS.get(program[0], "script")
    name, *arguments = program[1:] if program[0] in _KINDS else program
    set_stage(emulator=False, flags=flags)
    run = Run()
    run.watch(Program(kind, name, arguments).run, operations)  # type: ignore[arg-type]
    return run


def _stdout_apart() -> TextIO:
    """Return what was stdout; from now on the program's goes to stderr."""
    sys.stdout.flush()
    apart = os.fdopen(os.dup(1), "w", encoding=sys.stdout.encoding, errors="backslashreplace")
    os.dup2(2, 1)
    return apart


def _page(checks: Sequence[Check]) -> Iterator[str]:
    indent = " " * _COLUMN
    for each in checks:
        mark = f"{_MARKS[each.level]:6}"
        text = filled(each.text, f"{mark}{each.name:14}", indent)
        yield paint(mark, _COLOURS.get(each.level, "0")) + text[len(mark) :]
        for line in each.details:
            yield filled(line, f"{indent}- ", f"{indent}  ")
        yield from _table(each.table)
    counts = {level: sum(each.level == level for each in checks) for level in ("warn", "fail")}
    warnings, failures = counts["warn"], counts["fail"]
    yield ""
    if not warnings and not failures:
        yield "All is well."
    else:
        yield f"{failures} failed, {warnings} to look at."


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "      " + "  ".join(map(str.ljust, row, widths)).rstrip()
