"""The command ``chime-shim``.

A command is a module here, and its name is the module's, with hyphens. It has a docstring, whose first line
is its help, ``EXAMPLES`` (command lines, and what each is for), ``add_arguments(parser)`` and
``main(options) -> int``. What it needs beyond the standard library it imports when it runs, so that no
command slows another one down.
"""

from __future__ import annotations

import argparse
import os
import sys
from difflib import get_close_matches
from textwrap import fill
from typing import TYPE_CHECKING

from chime_shim._version import __version__
from chime_shim.cli import (
    awscli,
    completion,
    demo,
    doctor,
    emulator,
    explain,
    fix,
    iam,
    lambda_layer,
    ledger,
    matrix,
    proxy_sessions,
    report,
    run,
    scan,
    settings,
    sitecustomize,
)
from chime_shim.cli._output import UsageError, reason_of
from chime_shim.cli._terminal import accept_any_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import ModuleType

__all__ = ["COMMANDS", "main", "name_of"]

COMMANDS = (
    run,
    awscli,
    demo,
    doctor,
    emulator,
    explain,
    fix,
    iam,
    lambda_layer,
    ledger,
    matrix,
    proxy_sessions,
    report,
    scan,
    settings,
    sitecustomize,
    completion,
)

_REFUSED = 2

_EPILOG = """\
"chime-shim COMMAND --help" describes a command, with examples.

Exit codes: 0, all is well; 1, something was found; 2, the command could not be carried out.
run and demo exit as the program does.

Text is as wide as COLUMNS or the terminal says. NO_COLOR takes the colours away, FORCE_COLOR has them in
pipes, too; empty, they are as good as not set.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command.

    Args:
        argv: The arguments, without the name of the program; those of the process unless given.

    Returns:
        The exit code.

    Raises:
        SystemExit: With code 2 if the arguments make no sense, with 0 after ``--help`` and ``--version``,
            and with whatever a program that ``run`` runs exits with.
    """
    arguments = sys.argv[1:] if argv is None else argv
    if not arguments:
        _parser().print_help(sys.stderr)
        return 2
    options = _parse(arguments)
    if options.main in (run.main, demo.main):
        code: int = options.main(options)  # what the program raises is its own affair
        return code
    accept_any_text()
    code = _carried_out(options)
    try:
        sys.stdout.flush()
    except OSError as error:
        # The interpreter is not to try again at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):
            return 1  # whoever read the output has seen enough
        return code if code == _REFUSED else _refuse(reason_of(error))
    return code


def _carried_out(options: argparse.Namespace) -> int:
    try:
        code: int = options.main(options)
    except UsageError as error:
        return _refuse(str(error))
    except BrokenPipeError:
        return 1
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        return _refuse(f"{where}{reason_of(error)}")
    return code


def name_of(command: ModuleType) -> str:
    """Return the name of a command, as one types it."""
    return command.__name__.rpartition(".")[2].replace("_", "-")


def _parse(argv: Sequence[str]) -> argparse.Namespace:
    parser = _parser()
    names = [name_of(command) for command in COMMANDS]
    if argv and not argv[0].startswith("-") and argv[0] not in names:
        close = get_close_matches(argv[0].replace("_", "-"), names, cutoff=0.5)
        hint = f"did you mean {' or '.join(close)}?" if close else "chime-shim --help lists them"
        parser.exit(2, f"chime-shim: there is no command {argv[0]!r}: {hint}\n")
    options, unknown = parser.parse_known_args(argv)
    if unknown:
        options.parser.error(f"unrecognized arguments: {' '.join(unknown)}")
    return options


def _refuse(problem: str) -> int:
    print(f"chime-shim: {problem}", file=sys.stderr)
    return _REFUSED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="chime-shim",
        description="Amazon Chime operations that boto3 removed, working again and on their way out.",
        epilog=_EPILOG,
        formatter_class=_HelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="command", required=True)
    for command in COMMANDS:
        description = (command.__doc__ or "").strip()
        subparser = commands.add_parser(
            name_of(command),
            help=description.partition("\n")[0].rstrip("."),
            description=description,
            epilog=_examples(getattr(command, "EXAMPLES", {})),
            formatter_class=_HelpFormatter,
            allow_abbrev=False,
        )
        command.add_arguments(subparser)
        subparser.set_defaults(main=command.main, parser=subparser, commands=commands.choices)
    return parser


def _examples(examples: Mapping[str, str]) -> str:
    lines = (f"  {line}\n      {remark}" for line, remark in examples.items())
    return "\n".join(["examples:", *lines]) if examples else ""


class _HelpFormatter(argparse.HelpFormatter):
    """Fills each paragraph to the width of the terminal; one with indented lines stays as it is."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        paragraphs = text.strip().split("\n\n")
        return "\n\n".join(each if "\n  " in each else fill(each, width) for each in paragraphs)
