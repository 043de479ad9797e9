"""Which lines of a module have to be read: most of a file has nothing to do with Chime.

It starts with lines that have a word in them that may lead to a client, or to the name of an operation.
Whatever is found to hold something of interest becomes such a word itself. Statements without such a line
are passed over; if one of them gets such a line later, the module is read again.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from typing import TYPE_CHECKING

from chime_shim.scan._known import DISTINCTIVE
from chime_shim.scan._rules import operation_of

if TYPE_CHECKING:
    import ast

__all__ = ["Relevance"]

_VERBS = (
    "associate|batch|create|delete|describe|disassociate|get|list|put|redact|send|start|stop|tag|untag|update"
    "|validate"
)
_ATTRIBUTE = 3

# An operation by its name in quotes, or as an attribute. If what it is an attribute of is known to be a
# client, the line matters anyway: else it must be a method that hardly anything else has.
_FIRST = re.compile(
    rf"chime|boto|[\"']((?:{_VERBS})_\w+)|[\"']((?:{_VERBS.title()})[A-Z]\w+)|\.((?:{_VERBS})_\w+)"
)


class Relevance:
    """The lines of a text that matter.

    Args:
        text: The source.
        everything: Whether all of it is to be read.
    """

    __slots__ = ("_lines", "_skipped", "_starts", "_text", "everything", "words")

    def __init__(self, text: str, *, everything: bool = False) -> None:
        self._text = text
        self.everything = everything
        self.words: set[str] = set()
        self._skipped: list[ast.stmt | ast.expr] = []
        self._starts = [0]
        position = text.find("\n")
        while position >= 0:
            self._starts.append(position + 1)
            position = text.find("\n", position + 1)
        offsets = [match.start() for match in _FIRST.finditer(text) if _leads_on(match)]
        self._lines = sorted({bisect_right(self._starts, offset) for offset in offsets})

    def add(self, word: str) -> None:
        """Let lines with this word matter from now on."""
        if word in self.words or self.everything:
            return
        self.words.add(word)
        text, lines, length = self._text, self._lines, len(word)
        position = text.find(word)
        while position >= 0:
            end = position + length
            before, after = text[position - 1 : position], text[end : end + 1]
            if not (before.isalnum() or before == "_" or after.isalnum() or after == "_"):
                line = bisect_right(self._starts, position)
                index = bisect_left(lines, line)
                if index == len(lines) or lines[index] != line:
                    insort(lines, line)
            position = text.find(word, end)

    def covers(self, node: ast.stmt | ast.expr) -> bool:
        """Tell whether anything in a node matters; if not, it is remembered as passed over."""
        if self.everything:
            return True
        decorators = getattr(node, "decorator_list", None)
        index = bisect_left(self._lines, decorators[0].lineno if decorators else node.lineno)
        if index < len(self._lines) and self._lines[index] <= (node.end_lineno or node.lineno):
            return True
        self._skipped.append(node)
        return False

    def missed(self) -> bool:
        """Tell whether something that was passed over matters now, and start again to remember such."""
        skipped, self._skipped = self._skipped, []
        found = any(self.covers(node) for node in skipped)
        self._skipped = []
        return found


def _leads_on(match: re.Match[str]) -> bool:
    if match.lastindex is None:
        return True
    name = match[match.lastindex]
    return name in DISTINCTIVE if match.lastindex == _ATTRIBUTE else operation_of(name) is not None
