"""Findings of the AWS CLI's lost commands."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from chime_shim.scan._finding import Finding, Span
from chime_shim.scan.formats.plain import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chime_shim.places import Command

__all__ = ["MAY_HAVE", "commands_of", "findings"]

MAY_HAVE = re.compile(rb"chime[\s\"',\\^`\]-]+[a-z]+-[a-z]")
"""What a file has in it if there may be such a command."""

# What follows a command that somebody runs: an option, a variable, a redirection, or the end.
_FOLLOWS = re.compile(
    r"""(?:[ \t]|\\\r?\n)*(?:$|[-$"'{<>|&;)`%@\\\[\]#}*!=]|\d>|else\b|then\b)""", re.MULTILINE
)
# Words before one that make it a sentence.
_SENTENCE = re.compile(
    r"(?:^|\s)(?:a|an|and|an?other|by|deprecated|for|from|instead|like|legacy|of|old|or|our|removed|replaces?|see|that|the|"
    r"this|to|try|use[ds]?|using|via|was|were|with|your?|it|calls|called|calling|runs|ran|running|note|usage)\s+$",
    re.IGNORECASE,
)
_WHY = "it is a command of the AWS CLI"


def commands_of(kind: str, text: str) -> list[Command]:
    """Return the lost commands of a text; their places are those of the text.

    Args:
        kind: The kind of the file.
        text: Its text.
    """
    from chime_shim.places import commands_in

    read = plain(kind, text)
    return [each for each in commands_in(read) if _is_run(each, read)]


def _is_run(command: Command, text: str) -> bool:
    """Tell a command from a sentence about one."""
    place = next((at for at, each in enumerate(command.words) if each.value == "chime"), 0)
    name = command.words[place + 1]
    if command.whole and _FOLLOWS.match(text, name.end) is None:
        return False
    start = command.words[0].start
    return _SENTENCE.search(text[text.rfind("\n", 0, start) + 1 : start]) is None


def findings(path: str, kind: str, text: str) -> Iterator[Finding]:
    """Give the lost commands of a text as findings."""
    from chime_shim.places import rewritten

    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    for command in commands_of(kind, text):
        first, last = command.words[0].start, command.words[-1].end
        line, end_line = (bisect_right(starts, place) for place in (first, last))
        span = Span(line, first - starts[line - 1], end_line, last - starts[end_line - 1])
        new = rewritten(command)
        doubt = kind == "markdown"
        yield Finding(
            path,
            span,
            command.operation,
            "command",
            "likely" if doubt else "certain",
            f"{_WHY}, in an example" if doubt else _WHY,
            "aws chime",
            source=text[starts[line - 1] :].split("\n", 1)[0].strip(),
            lines=(line, end_line),
            instead=_in_one_line(new.text) if new.text else "",
            notes=new.notes,
        )


def _in_one_line(command: str) -> str:
    return re.sub(r"(?:\\?\r?\n|[ \t])+", " ", command).strip()
