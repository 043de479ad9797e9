"""Settings on the command line: ``--set NAME=VALUE``, for every command that runs with settings."""

from __future__ import annotations

import argparse

__all__ = ["add_set"]


def add_set(parser: argparse.ArgumentParser) -> None:
    """Declare ``--set``: the settings are in ``options.flags``, as pairs that are known to be right."""
    parser.add_argument(
        "--set",
        dest="flags",
        action="append",
        default=[],
        type=_flag,
        metavar="NAME=VALUE",
        help="a setting, before the environment and all else; `chime-shim settings` lists them",
    )


def _flag(argument: str) -> tuple[str, str]:
    from chime_shim.settings import problems_of

    name, equals, value = argument.partition("=")
    name = name.strip().lower().replace("-", "_")
    if not equals:
        raise argparse.ArgumentTypeError(f"expected NAME=VALUE, got {argument!r}")
    problems = problems_of({name: value})
    if problems:
        raise argparse.ArgumentTypeError("; ".join(problems))
    return name, value
