"""How wide the output is, and whether it has colours: the same answer for every command."""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from io import TextIOWrapper
from shutil import get_terminal_size
from textwrap import fill

__all__ = [
    "BOLD",
    "CYAN",
    "DIM",
    "GREEN",
    "RED",
    "YELLOW",
    "accept_any_text",
    "filled",
    "has_colours",
    "paint",
    "plain",
    "width",
]

BOLD, DIM, RED, GREEN, YELLOW, CYAN = "1", "2", "31", "32", "33", "36"

_COLOUR = re.compile(r"\x1b\[\d+m")
_NARROWEST = 40
_WIDEST_PROSE = 100


def width() -> int:
    """Return the width: ``COLUMNS`` if set, else the terminal's, else 80."""
    return max(_NARROWEST, get_terminal_size((80, 24)).columns)


def filled(text: str, first: str = "", further: str | None = None) -> str:
    """Fill a paragraph to the width, 100 at most; long words, such as URLs, stay whole.

    Args:
        text: The paragraph.
        first: What its first line begins with.
        further: What each further line begins with; as many spaces unless given.
    """
    return fill(
        text,
        min(width(), _WIDEST_PROSE),
        initial_indent=first,
        subsequent_indent=" " * len(first) if further is None else further,
        break_long_words=False,
        break_on_hyphens=False,
    )


def has_colours() -> bool:
    """Tell whether to write colours: not if ``NO_COLOR`` is set, else if ``FORCE_COLOR`` is or on a terminal.

    Empty, either variable is as good as not set. Of both, ``NO_COLOR`` wins.
    """
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return os.environ.get("TERM") != "dumb" and sys.stdout.isatty()


def paint(text: str, code: str) -> str:
    """Return the text in a colour, where colours are shown."""
    return f"\x1b[{code}m{text}\x1b[0m" if text and has_colours() else text


def plain(text: str) -> str:
    """Return a text without the colours that ``paint`` gave it."""
    return _COLOUR.sub("", text)


def accept_any_text() -> None:
    """Have characters that the console's encoding lacks escaped, and what goes to a closed stream lost."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and stream.errors == "strict":
            with suppress(ValueError, OSError):
                stream.reconfigure(errors="backslashreplace")
