"""Which lines of a module have to be read: most of a file has nothing to do with Chime.

It starts with lines that have a word in them that may lead to a client. Whatever is found to hold something
of interest becomes such a word itself, and the module is read again.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from functools import cache
from typing import TYPE_CHECKING

from chime_shim.routes import ROUTES
from chime_shim.scan._rules import method_name

if TYPE_CHECKING:
    import ast

__all__ = ["Relevance"]


@cache
def _first() -> re.Pattern[str]:
    names = sorted({*ROUTES, *map(method_name, ROUTES)}, key=len, reverse=True)
    # Imports are always read: what is of interest later may be called by such a name.
    return re.compile(
        rf"chime|ChimeClient|boto3|botocore|^[ \t]*(?:from|import)\b|\b(?:{'|'.join(names)})\b", re.MULTILINE
    )


class Relevance:
    """The lines of a text that matter.

    Args:
        text: The source.
        everything: Whether all of it is to be read.
    """

    __slots__ = ("_fresh", "_lines", "_starts", "_text", "everything", "words")

    def __init__(self, text: str, *, everything: bool = False) -> None:
        self._text = text
        self.everything = everything
        self.words: set[str] = set()
        self._fresh: set[str] = set()
        self._starts = [0, *(match.end() for match in re.finditer(r"\r\n|\n|\r", text))]
        self._lines: list[int] = sorted(set(self._found(_first())))

    def _found(self, pattern: re.Pattern[str]) -> list[int]:
        return [bisect_left(self._starts, match.end()) for match in pattern.finditer(self._text)]

    def add(self, word: str) -> None:
        """Let lines with this word matter, from the next time on that the module is read."""
        if word not in self.words:
            self.words.add(word)
            self._fresh.add(word)

    def refresh(self) -> bool:
        """Take up the words that were added; tell whether there are more lines now."""
        if not self._fresh:
            return False
        pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, self._fresh))})\b")
        self._fresh = set()
        before = len(self._lines)
        known = set(self._lines)
        for line in self._found(pattern):
            if line not in known:
                known.add(line)
                insort(self._lines, line)
        return len(self._lines) > before and not self.everything

    def covers(self, node: ast.stmt | ast.expr) -> bool:
        """Tell whether anything in a node matters."""
        if self.everything:
            return True
        index = bisect_left(self._lines, node.lineno)
        return index < len(self._lines) and self._lines[index] <= (node.end_lineno or node.lineno)
