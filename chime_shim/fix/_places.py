"""The text of a file, and where the nodes of its tree are in it."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["LINE", "NEWLINE", "NotThereError", "Places", "decoded"]

NEWLINE = re.compile(r"\r\n|\r|\n")
LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_BLANK = {tokenize.NL, tokenize.NEWLINE, tokenize.COMMENT, tokenize.INDENT, tokenize.DEDENT}

_STRINGS = {tokenize.STRING, getattr(tokenize, "FSTRING_START", tokenize.STRING)}


class NotThereError(Exception):
    """Raised if a piece of text is not where the tree has it; the text says why."""


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    text: str
    kind: int

    @property
    def blank(self) -> bool:
        return self.kind in _BLANK

    @property
    def is_string(self) -> bool:
        """Whether it is a string, or the start of one, other than a long one."""
        return self.kind in _STRINGS and not self.text.endswith(('"""', "'''"))


@dataclass(frozen=True)
class Places:
    """A file's text with its tree, and where things are in it.

    Args:
        text: The text, with its own newlines.
        tree: Its tree.
    """

    text: str
    tree: ast.Module
    _parents: dict[int, ast.AST] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for parent in ast.walk(self.tree):
            for child in ast.iter_child_nodes(parent):
                self._parents[id(child)] = parent

    def parent(self, node: ast.AST | None) -> ast.AST | None:
        """Return the node around a node."""
        return self._parents.get(id(node))

    def around(self, node: ast.AST | None, *kinds: type[ast.AST]) -> ast.AST | None:
        """Return the nearest node around a node that is one of ``kinds``."""
        inner: ast.AST | None = self.parent(node)
        while inner is not None and not isinstance(inner, kinds):
            inner = self.parent(inner)
        return inner

    def reads(self, name: ast.Name) -> list[ast.Name]:
        """Return where the file reads a name."""
        nodes = (each for each in ast.walk(self.tree) if isinstance(each, ast.Name) and each.id == name.id)
        return [each for each in nodes if isinstance(each.ctx, ast.Load)]

    @cached_property
    def texts(self) -> list[ast.Constant]:
        """The constant texts of the file."""
        constants = (each for each in ast.walk(self.tree) if isinstance(each, ast.Constant))
        return [each for each in constants if isinstance(each.value, str)]

    def function(self, node: ast.AST | None) -> ast.AST | None:
        """Return the function that a node is in."""
        return None if node is None else self.around(node, ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)

    @cached_property
    def newline(self) -> str:
        """What ends the lines of the file."""
        found = re.search(r"\r\n|\r|\n", self.text)
        return found[0] if found else "\n"

    @cached_property
    def _quote(self) -> str:
        """What most of the file's short strings are written with."""
        found = [token.text.lstrip("bBfFrRtTuU")[:1] for token in self._tokens if token.is_string]
        return "'" if found.count("'") > found.count('"') else '"'

    def quoted(self, text: str, near: ast.AST) -> str:
        """Write a string as the file writes its own.

        Args:
            text: The string; it has no quotes in it.
            near: Where it is to be written: not with the quotes of an f-string around it.
        """
        quote = self._quote
        around = self.around(near, ast.JoinedStr)
        while around is not None:
            opening = self.segment(around).lstrip("bBfFrRtTuU")[:1]
            if opening == quote:
                return f"{quote}{text}{quote}".translate({ord("'"): '"', ord('"'): "'"})
            around = self.around(around, ast.JoinedStr)
        return f"{quote}{text}{quote}"

    @cached_property
    def _lines(self) -> list[int]:
        """Where lines start, as Python counts them."""
        starts = [0]
        while (end := LINE.match(self.text, starts[-1]).end()) < len(self.text):  # type: ignore[union-attr]
            starts.append(end)
        return starts

    @cached_property
    def _tokens(self) -> list[_Token]:
        # StringIO would translate newlines, and then columns of the last token of a line would differ.
        lines = io.StringIO(self.text, newline="")
        return [
            _Token(
                self._lines[token.start[0] - 1] + token.start[1],
                self._lines[token.end[0] - 1] + token.end[1],
                token.string,
                token.type,
            )
            for token in tokenize.generate_tokens(lines.readline)
            if token.type != tokenize.ENDMARKER and token.start[0] <= len(self._lines)
            if token.end[0] <= len(self._lines)
        ]

    def offset(self, line: int, column: int) -> int:
        """Return where a place of the tree is: its columns count the bytes of UTF-8."""
        start = self._lines[line - 1]
        rest = self.text[start : start + column]
        if rest.isascii():
            return start + column
        return start + len(LINE.match(self.text, start)[0].encode()[:column].decode())  # type: ignore[index]

    def start(self, node: ast.AST) -> int:
        """Return where a node starts."""
        return self.offset(node.lineno, node.col_offset)  # type: ignore[attr-defined]

    def end(self, node: ast.AST) -> int:
        """Return where a node ends."""
        return self.offset(node.end_lineno, node.end_col_offset)  # type: ignore[attr-defined]

    def segment(self, node: ast.AST) -> str:
        """Return the text of a node."""
        return self.text[self.start(node) : self.end(node)]

    def line_start(self, offset: int) -> int:
        """Return where the line of a place starts."""
        return self._lines[bisect_right(self._lines, offset) - 1]

    def logical_line(self, offset: int) -> int:
        """Return where the line of a place starts; it may go on over strings and backslashes up to there."""
        return self._logical_lines[bisect_right(self._logical_lines, offset) - 1]

    @cached_property
    def _logical_lines(self) -> list[int]:
        starts, is_new = [0], True
        for token in self._tokens:
            if is_new and not token.blank:
                starts.append(self.line_start(token.start))
            is_new = token.kind == tokenize.NEWLINE or (is_new and token.blank)
        return starts

    def line_end(self, offset: int) -> int:
        """Return where the line of a place ends, without its newline."""
        found = LINE.match(self.text, offset)
        assert found is not None
        return offset + len(found[0].rstrip("\r\n"))

    def indent(self, offset: int) -> str:
        """Return the blanks at the start of the line of a place."""
        line = self.text[self.line_start(offset) : self.line_end(offset)]
        return line[: len(line) - len(line.lstrip())]

    def _index(self, offset: int) -> int:
        """Return the index of the token after the one that ends at ``offset``."""
        return self._first(lambda token: token.end == offset) + 1

    def _index_from(self, offset: int) -> int:
        return self._first(lambda token: token.start == offset)

    def _first(self, is_meant: Callable[[_Token], bool]) -> int:
        for index, token in enumerate(self._tokens):
            if not token.blank and is_meant(token):
                return index
        # Up to Python 3.11 an f-string is one token, and its inner places are not always right.
        raise NotThereError("it is inside of a string")

    def _before(self, index: int) -> _Token:
        return next(token for token in reversed(self._tokens[:index]) if not token.blank)

    def _after(self, offset: int) -> _Token:
        return self._tokens[self._first(lambda token: token.start >= offset)]


def decoded(content: bytes) -> tuple[str, str]:
    """Return a file's text, with its newlines as they are, and its encoding.

    Raises:
        UnicodeDecodeError: If it is not in its encoding.
        SyntaxError: If there is no such encoding.
    """
    encoding, _ = tokenize.detect_encoding(io.BytesIO(content).readline)
    return content.decode(encoding), encoding
