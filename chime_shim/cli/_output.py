"""``--format`` and ``--output``, and what can go wrong with a file: the same for every command."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from chime_shim.cli._terminal import plain

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

__all__ = ["UsageError", "add_format", "add_output", "emit", "missing", "reason_of"]


class UsageError(Exception):
    """The command cannot do what it was asked to; the text says why. The exit code is 2."""


def add_format(parser: argparse.ArgumentParser, formats: Sequence[str] = ("text", "json")) -> None:
    """Declare ``--format``, and ``--json`` where there are only these two.

    Args:
        parser: The command's.
        formats: The formats, the default first.
    """
    parser.add_argument("--format", choices=formats, default=formats[0], help=f"{formats[0]} by default")
    if "json" in formats:
        parser.add_argument(
            "--json", dest="format", action="store_const", const="json", help="short for --format json"
        )


def add_output(parser: argparse.ArgumentParser) -> None:
    """Declare ``--output``."""
    parser.add_argument("--output", metavar="FILE", help="write to FILE, not to standard output")


def emit(text: str, output: str | None) -> None:
    """Write the result of a command to standard output, or to the file that ``--output`` names.

    Args:
        text: The result, with its last newline.
        output: The file, in UTF-8 and without colours; None or ``"-"`` for standard output.

    Raises:
        UsageError: If the file cannot be written.
    """
    if output in {None, "-"}:
        sys.stdout.write(text)
        return
    try:
        Path(str(output)).write_text(plain(text), encoding="utf-8", errors="backslashreplace")
    except (OSError, ValueError) as error:
        raise UsageError(f"{output}: cannot be written: {reason_of(error)}") from None


def missing(path: str) -> UsageError:
    """Return the error for a path that is not there."""
    return UsageError(f"{path}: no such file or directory")


def reason_of(error: Exception) -> str:
    """Return why a file cannot be read or written, without its path."""
    if isinstance(error, OSError):
        text = error.strerror or type(error).__name__
        return text[:1].lower() + text[1:]
    return "it is not UTF-8" if isinstance(error, UnicodeError) else str(error)
