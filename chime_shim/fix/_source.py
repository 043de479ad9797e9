"""Edits of a file's text that leave the rest as it is."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chime_shim.fix._places import LINE, NEWLINE, NotThereError, Places, decoded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["ClashError", "Edit", "NotThereError", "Source", "applied", "decoded"]


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


class ClashError(ValueError):
    """Raised if two edits are about the same piece of text."""


@dataclass(frozen=True)
class Source(Places):
    """A file that may be edited."""

    def last_name(self, node: ast.expr, old: str, new: str) -> Edit:
        """Put ``new`` in the place of the name that a node ends with.

        Raises:
            NotThereError: If it does not end with ``old``.
        """
        end = self.end(node)
        if self.text[end - len(old) : end] != old:
            raise NotThereError("it is inside of a string")
        return Edit(end - len(old), end, new)

    def operator(self, left: ast.AST, right: ast.AST, text: str) -> Edit:
        """Put another operator, of one word or two, between two operands.

        Raises:
            NotThereError: If there is none of one word.
        """
        start, end = self.end(left), self.start(right)
        between = [
            each
            for each in self._tokens
            if start <= each.start < end and not each.blank and each.text not in "()"
        ]
        if len(between) != 1:
            raise NotThereError("the operator is not written as one")
        token = between[0]
        before = "" if self.text[token.start - 1 : token.start].isspace() else " "
        after = "" if self.text[token.end : token.end + 1].isspace() else " "
        return Edit(token.start, token.end, f"{before}{text}{after}")

    def replace(self, node: ast.AST, text: str) -> Edit:
        """Put ``text`` in the place of a node."""
        return Edit(self.start(node), self.end(node), text)

    def replace_argument(self, node: ast.AST, text: str) -> list[Edit]:
        """Put another argument in the place of one, whose comment goes with it."""
        start, end = self.start(node), self.end(node)
        comma = self._after(end)
        rest = self.text[comma.end : self.line_end(comma.end)]
        edits = [Edit(start, end, text)]
        if self._opens_its_line(start) and comma.text == "," and rest.lstrip().startswith("#"):
            edits.append(Edit(comma.end, comma.end + len(rest), ""))
        return edits

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
            newline = LINE.match(self.text, after.end)
            assert newline is not None
            return Edit(self.line_start(start), newline.end(), "")
        following = re.compile(r"[ \t]*").match(self.text, after.end)
        assert following is not None
        return Edit(start, following.end(), "")

    def remove_statement(self, statement: ast.stmt) -> Edit | None:
        """Take a statement out with its lines; None if it shares them, or is all of its block."""
        start, end = self.line_start(self.start(statement)), self.line_end(self.end(statement))
        rest = self.text[self.end(statement) : end].strip()
        block = next(
            body
            for _, body in ast.iter_fields(self.parent(statement) or self.tree)
            if isinstance(body, list) and statement in body
        )
        if not self._opens_its_line(self.start(statement)) or (rest and rest[0] != "#") or len(block) == 1:
            return None
        newline = LINE.match(self.text, end)
        assert newline is not None
        return Edit(start, newline.end(), "")

    def line_in(self, edits: Iterable[Edit], offset: int) -> int:
        """Return the line that a place is in once edits are made, counted from 1."""
        before = {each for each in edits if each.start < offset or each.start == each.end == offset}
        end = min([offset, *(each.start for each in before if each.end > offset)])
        text = applied(self.text[:end], [each for each in before if each.end <= end])
        return len(NEWLINE.findall(text)) + 1


def applied(text: str, edits: Iterable[Edit]) -> str:
    """Return a text with edits made.

    Raises:
        ClashError: If two of them are about the same piece.
    """
    parts = []
    at = 0
    for edit in sorted(set(edits)):
        if edit.start < at:
            raise ClashError(f"two edits of the same text at {edit.start}")
        parts += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join([*parts, text[at:]])
