"""The command ``chime-shim``.

A command is a module here, and its name is the module's. It has a docstring, whose first line is its help,
``add_arguments(parser)`` and ``main(options) -> int``. What it needs beyond the standard library it imports
when it runs, so that no command slows another one down.
"""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING

from chime_shim._version import __version__
from chime_shim.cli import demo, emulator, explain, matrix, run, settings

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["COMMANDS", "main"]

COMMANDS = (
    run,
    demo,
    emulator,
    explain,
    matrix,
    settings,
)


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


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="chime-shim",
        description="Amazon Chime operations that boto3 removed, working again and on their way out.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="command", required=True)
    for command in COMMANDS:
        description = (command.__doc__ or "").strip()
        subparser = commands.add_parser(
            command.__name__.rpartition(".")[2],
            help=description.partition("\n")[0].rstrip("."),
            description=description,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        command.add_arguments(subparser)
        subparser.set_defaults(main=command.main)
    return parser
