"""Terraform's language, with the place of each value; the parser is python-hcl2's."""

from __future__ import annotations

import re
from typing import Any

from hcl2 import parses_to_tree
from lark import Token, Tree

from ._json import read_within
from ._located import Fields, Items, Opaque, Source, Text

__all__ = ["read"]

_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}
_HEREDOC = re.compile(r"<<-?\w[\w.-]*\r?\n")


def read(source: Source) -> Any:
    """Read a text.

    Raises:
        lark.UnexpectedInput: If it is not Terraform's language.
    """
    # A file need not end in a line's end; the parser wants one after a heredoc.
    return _Reader(source).body(parses_to_tree(f"{source.text}\n").children[0])


class _Reader:
    def __init__(self, source: Source) -> None:
        self._source = source

    def body(self, node: Any) -> Fields:
        """Read attributes and blocks; of the latter there may be several by the same name."""
        fields: dict[str, Any] = {}
        for each in _trees(node):
            if each.data == "attribute":
                name, expression = _trees(each)
                fields[self._written(name)] = self.expression(expression)
            elif each.data == "block":
                name, *labels, inner = _trees(each)
                block = self.body(inner)
                block.span = self._span(each)
                # Labels are other names of the block's kind: only the innermost tells one from another.
                held = fields.setdefault(self._written(name), Items([], self._span(each)))
                if isinstance(held, Items):
                    held.append(_labelled(block, [self._written(label) for label in labels]))
        return Fields(fields, self._span(node))

    def expression(self, node: Any) -> Any:
        inner = _trees(node)
        if node.data == "expr_term" and len(inner) == 1:
            return self.expression(inner[0])
        known = getattr(self, f"_{node.data}", None)
        return known(node) if known is not None else self._opaque(node)

    def _string(self, node: Any) -> Text:
        parts = [each for part in _trees(node) for each in part.children]
        if all(isinstance(each, Token) for each in parts):
            value = re.sub(r"\\(.)", lambda found: _ESCAPES.get(found[1], found[0]), "".join(parts))
            return Text.of(value, self._span(node))
        return Text.of(self._written(node)[1:-1], self._span(node), known=False)

    def _tuple(self, node: Any) -> Items:
        items = (self.expression(each) for each in _trees(node) if each.data != "new_line_or_comment")
        return Items(items, self._span(node))

    def _object(self, node: Any) -> Fields:
        fields = {}
        for each in _trees(node):
            if each.data == "object_elem":
                key, value = _trees(each)
                fields[self._written(key).strip('"')] = self.expression(value)
        return Fields(fields, self._span(node))

    def _function_call(self, node: Any) -> Any:
        name, *arguments = _trees(node)
        if self._written(name) == "jsonencode" and arguments:
            given = [each for each in _trees(arguments[0]) if each.data != "new_line_or_comment"]
            if len(given) == 1:
                return self.expression(given[0])
        return self._opaque(node)

    def _heredoc_template(self, node: Any) -> Any:
        span = self._span(node)
        written = self._source.text[span.start : span.end].rstrip()
        opening = _HEREDOC.match(written)
        body = written.rpartition("\n")[0]
        if opening is None or not body[opening.end() :].lstrip().startswith(("{", "[")):
            return self._opaque(node)
        try:
            return read_within(self._source, span.start + opening.end(), span.start + len(body))
        except ValueError:
            return self._opaque(node)

    _heredoc_template_trim = _heredoc_template

    def _opaque(self, node: Any) -> Opaque:
        inside = [self.expression(each) for each in _trees(node) if each.data != "new_line_or_comment"]
        kept = [each for each in inside if not isinstance(each, Opaque) or each.inside]
        return Opaque(self._written(node), self._span(node), kept)

    def _written(self, node: Any) -> str:
        span = self._span(node)
        return self._source.text[span.start : span.end]

    def _span(self, node: Any) -> Any:
        first, last = _ends(node)
        return self._source.span(first, min(last, len(self._source.text)))


def _trees(node: Any) -> list[Any]:
    return [each for each in node.children if isinstance(each, Tree) and each.data != "new_line_or_comment"]


def _labelled(block: Fields, labels: list[str]) -> Fields:
    for label in reversed(labels):
        block = Fields({label.strip('"'): block}, block.span)
    return block


def _ends(node: Any) -> tuple[int, int]:
    """Return where the tokens of a node start and end."""
    first, last = _edge(node, 0), _edge(node, -1)
    return (first.start_pos if first else 0), (last.end_pos if last else 0)


def _edge(node: Any, which: int) -> Any:
    if isinstance(node, Token):
        return node
    children = node.children if which == 0 else reversed(node.children)
    return next((found for each in children if (found := _edge(each, which)) is not None), None)
