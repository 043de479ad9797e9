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
from textwrap import fill
from typing import TYPE_CHECKING

from chime_shim._version import __version__
from chime_shim.cli import (
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
    run,
    scan,
    settings,
    sitecustomize,
)

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
)

_EPILOG = """\
"chime-shim COMMAND --help" tells more of a command, with examples.

Exit codes: 0, all is well; 1, something was found; 2, it cannot be told, or the arguments make no sense.
run and demo exit as the program does.
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
    options = _parser().parse_args(argv)
    try:
        code: int = options.main(options)
    except BrokenPipeError:
        if options.main in (run.main, demo.main):
            raise  # the program's own affair
        # Whoever read the output has seen enough; and the interpreter is not to try again at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 1
    return code


def name_of(command: ModuleType) -> str:
    """Return the name of a command, as one types it."""
    return command.__name__.rpartition(".")[2].replace("_", "-")


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
        subparser.set_defaults(main=command.main)
    return parser


def _examples(examples: Mapping[str, str]) -> str:
    lines = (f"  {line}\n      {remark}" for line, remark in examples.items())
    return "\n".join(["examples:", *lines]) if examples else ""


class _HelpFormatter(argparse.HelpFormatter):
    """Fills each paragraph to the width of the terminal; one with indented lines stays as it is."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        paragraphs = text.strip().split("\n\n")
        return "\n\n".join(each if "\n  " in each else fill(each, width) for each in paragraphs)
