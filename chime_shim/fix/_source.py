"""The text of a file, where the nodes of its tree are in it, and edits that leave the rest as it is."""

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
    from collections.abc import Callable, Iterable, Sequence

__all__ = ["Edit", "NotThereError", "Source", "applied", "decoded"]

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_BLANK = {tokenize.NL, tokenize.NEWLINE, tokenize.COMMENT, tokenize.INDENT, tokenize.DEDENT}

_STRINGS = {tokenize.STRING, getattr(tokenize, "FSTRING_START", tokenize.STRING)}


class NotThereError(Exception):
    """Raised if a piece of text is not where the tree has it; the text says why."""


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """One piece of text in the place of another one.

    Args:
        start: Where it starts, in characters.
        end: Where it ends; the same for an insertion.
        text: What is there instead.
    """

    start: int
    end: int
    text: str


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
class Source:
    """A file's text with its tree.

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

    def parent(self, node: ast.AST) -> ast.AST | None:
        """Return the node around a node."""
        return self._parents.get(id(node))

    def around(self, node: ast.AST, *kinds: type[ast.AST]) -> ast.AST | None:
        """Return the nearest node around a node that is one of ``kinds``."""
        inner: ast.AST | None = self.parent(node)
        while inner is not None and not isinstance(inner, kinds):
            inner = self.parent(inner)
        return inner

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
        while (end := _LINE.match(self.text, starts[-1]).end()) < len(self.text):  # type: ignore[union-attr]
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
        return start + len(_LINE.match(self.text, start)[0].encode()[:column].decode())  # type: ignore[index]

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

    def line_end(self, offset: int) -> int:
        """Return where the line of a place ends, without its newline."""
        found = _LINE.match(self.text, offset)
        assert found is not None
        return offset + len(found[0].rstrip("\r\n"))

    def indent(self, offset: int) -> str:
        """Return the blanks at the start of the line of a place."""
        line = self.text[self.line_start(offset) : self.line_end(offset)]
        return line[: len(line) - len(line.lstrip())]

    def last_name(self, node: ast.expr, old: str, new: str) -> Edit:
        """Put ``new`` in the place of the name that a node ends with.

        Raises:
            NotThereError: If it does not end with ``old``.
        """
        end = self.end(node)
        if self.text[end - len(old) : end] != old:
            raise NotThereError("it is inside of a string")
        return Edit(end - len(old), end, new)

    def replace(self, node: ast.AST, text: str) -> Edit:
        """Put ``text`` in the place of a node."""
        return Edit(self.start(node), self.end(node), text)

    def retext(self, node: ast.Constant, old: str, new: str) -> Edit:
        """Put ``new`` in the place of ``old`` in a string, and leave its quotes alone.

        Raises:
            NotThereError: If the string is not written so.
        """
        at = self.segment(node).rfind(old)
        if at < 0:
            raise NotThereError(f"{old} is not written as one")
        start = at + self.start(node)
        return Edit(start, start + len(old), new)

    def add_arguments(self, call: ast.Call, *texts: str) -> Edit:
        """Add arguments at the end of a call; on lines of their own, if those before are."""
        items = sorted((*call.args, *call.keywords), key=self.start)
        return self._add(items, self.end(call), texts)

    def add_item(self, display: ast.Dict | ast.List, text: str) -> Edit:
        """Add an item at the end of a dictionary or list that is written out."""
        items = display.elts if isinstance(display, ast.List) else display.values
        if isinstance(display, ast.Dict):
            items = [key or value for key, value in zip(display.keys, display.values, strict=True)]
        return self._add(items, self.end(display), (text,))

    def _add(self, items: Sequence[ast.AST], end: int, texts: Sequence[str]) -> Edit:
        close = self._index(end) - 1
        last = self._before(close)
        joined = ", ".join(texts)
        if last.text in {"(", "{", "["}:
            return Edit(last.end, last.end, joined)
        has_comma = last.text == ","
        starts = [self.start(each) for each in items]
        each_on_its_own = all(self._opens_its_line(start) for start in starts)
        closes_alone = self.line_start(last.start) != self.line_start(self._tokens[close].start)
        if not (each_on_its_own and closes_alone and (has_comma or len(items) > 1)):
            if has_comma:
                return Edit(last.end, last.end, f" {joined}{',' * closes_alone}")
            return Edit(last.end, last.end, f", {joined}")
        between = f"{self.newline}{self.indent(max(starts))}"
        if not has_comma:
            return Edit(last.end, last.end, "".join(f",{between}{text}" for text in texts))
        at = self.line_end(last.end)
        return Edit(at, at, "".join(f"{between}{text}," for text in texts))

    def _opens_its_line(self, start: int) -> bool:
        # A keyword's stars, and parentheses around an item, come before it.
        return not self.text[self.line_start(start) : start].strip().strip("*(")

    def add_after(self, item: ast.AST, text: str) -> Edit:
        """Add an item behind one of a list that is written out; on a line of its own, if that one is."""
        start, end = self.start(item), self.end(item)
        comma = self._after(end)
        alone = not self.text[self.line_start(start) : start].strip() and comma.text == ","
        if alone and not self.text[comma.end : self.line_end(comma.end)].strip():
            return Edit(comma.end, comma.end, f"{self.newline}{self.indent(start)}{text},")
        return Edit(end, end, f", {text}")

    def replace_item(self, item: ast.AST, texts: Sequence[str]) -> Edit:
        """Put items in the place of one of a list; on lines of their own, if that one is."""
        start, end = self.start(item), self.end(item)
        alone = not self.text[self.line_start(start) : start].strip()
        between = f",{self.newline}{self.indent(start)}" if alone else ", "
        return Edit(start, end, between.join(texts))

    def remove_argument(self, node: ast.AST) -> Edit:
        """Take an argument, or an item of a dictionary from its key on, out; with its line, if it has one."""
        return self.remove(self.start(node), self.end(node))

    def remove(self, start: int, end: int) -> Edit:
        """Take what is between two commas out, with one of them."""
        after = self._after(end)
        if after.text != ",":
            comma = self._before(self._index_from(start))
            return Edit(comma.start if comma.text == "," else start, end, "")
        first = not self.text[self.line_start(start) : start].strip()
        rest = self.text[after.end : self.line_end(after.end)].strip()
        if first and (not rest or rest.startswith("#")):
            newline = _LINE.match(self.text, after.end)
            assert newline is not None
            return Edit(self.line_start(start), newline.end(), "")
        following = re.compile(r"[ \t]*").match(self.text, after.end)
        assert following is not None
        return Edit(start, following.end(), "")

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


def applied(text: str, edits: Iterable[Edit]) -> str:
    """Return a text with edits made.

    Raises:
        ValueError: If two of them are about the same piece.
    """
    parts = []
    at = 0
    for edit in sorted(set(edits)):
        if edit.start < at:
            raise ValueError(f"two edits of the same text at {edit.start}")
        parts += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join([*parts, text[at:]])


def decoded(content: bytes) -> tuple[str, str]:
    """Return a file's text, with its newlines as they are, and its encoding.

    Raises:
        UnicodeDecodeError: If it is not in its encoding.
        SyntaxError: If there is no such encoding.
    """
    encoding, _ = tokenize.detect_encoding(io.BytesIO(content).readline)
    return content.decode(encoding), encoding
