"""Run a program with the removed operations working again.

The program runs as python itself would run it, unchanged; all that follows its name is its own. The
operations work in every Python that it starts, too: workers of a server, processes of multiprocessing and
scripts.
"""

from __future__ import annotations

import argparse

from chime_shim.cli._flags import add_set
from chime_shim.cli._program import Program
from chime_shim.cli._stage import set_stage

__all__ = ["EXAMPLES", "add_arguments", "main"]

EXAMPLES = {
    "chime-shim run app.py --port 80": "a script and its arguments",
    "chime-shim run -m gunicorn app:wsgi": "a module",
    "chime-shim run --emulator app.py": "on an emulated AWS, without credentials",
    "chime-shim run -c 'import boto3; boto3.client(\"chime\")'": "code",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``chime-shim run``."""
    parser.usage = (
        "%(prog)s [-h] [--emulator] [--no-children] [--set NAME=VALUE]\n"
        "                      [-m | -c] program [arg ...]"
    )
    parser.add_argument(
        "--emulator",
        action="store_true",
        help="answer AWS calls in this process: no account, no credentials, no network",
    )
    parser.add_argument(
        "--no-children",
        dest="children",
        action="store_false",
        help="leave alone the Python processes that the program starts, as --emulator always does",
    )
    add_set(parser)
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument("-m", dest="kind", action="store_const", const="module", help="the program is a module")
    kind.add_argument(
        "-c", dest="kind", action="store_const", const="code", help="the program is Python code"
    )
    parser.add_argument(
        "program",
        nargs=argparse.PARSER,
        metavar="program",
        help="a script, a directory or a zip file with a __main__.py, or - for standard input",
    )
    parser.set_defaults(kind="script")


def main(options: argparse.Namespace) -> int:
    """Run the program.

    Returns:
        0, if the program comes to its end.

    Raises:
        SystemExit: With code 2, if there is no emulator to run it on, or a setting is wrong and
            ``strict`` is set.
        BaseException: Whatever the program raises, for the interpreter to report.
    """
    set_stage(emulator=options.emulator, children=options.children, flags=dict(options.flags))
    name, *arguments = options.program
    Program(options.kind, name, arguments).run()
    return 0
