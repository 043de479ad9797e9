"""Python, as far as programs for the AWS CDK and policies in dictionaries go."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from ._json import read_escaped, read_within
from ._located import DEEPEST, Fields, Items, Opaque, Source, Span, Text, TooDeepError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["read"]

# Arguments of aws_iam.PolicyStatement, as a policy names them.
_STATEMENT = {
    "sid": "Sid",
    "actions": "Action",
    "not_actions": "NotAction",
    "resources": "Resource",
    "not_resources": "NotResource",
    "conditions": "Condition",
}
_ANYBODY = {"AnyPrincipal", "StarPrincipal"}
_DEEPEST = 8 * DEEPEST


def read(source: Source) -> Any:
    """Read a text.

    Raises:
        SyntaxError: If it is not Python.
        TooDeepError: If it is nested too deeply.
    """
    try:
        tree = ast.parse(source.text)
        return _Reader(source, tree).value(tree, 0)
    except RecursionError:
        raise TooDeepError from None


class _Reader:
    def __init__(self, source: Source, tree: ast.Module) -> None:
        self._source = source
        self._lines = source.text.split("\n")
        self._constants = _constants(tree)
        self._read: dict[ast.AST, Any] = {}

    def value(self, node: ast.AST, depth: int) -> Any:
        """Read an expression or a statement, once: a list may be used in several places, by its name."""
        if depth > _DEEPEST:
            raise TooDeepError
        if node not in self._read:
            self._read[node] = self._made(node, depth)
        return self._read[node]

    def _made(self, node: ast.AST, depth: int) -> Any:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return self._text(node)
        if isinstance(node, ast.List | ast.Tuple | ast.Set):
            return Items((self.value(each, depth + 1) for each in node.elts), self._span(node))
        if isinstance(node, ast.Dict):
            return self._dict(node, depth)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in self._constants:
            return self.value(self._constants[node.id], depth + 1)
        return self._call(node, depth) if isinstance(node, ast.Call) else self._expression(node, depth)

    def _call(self, node: ast.Call, depth: int) -> Any:
        if _name(node) == "PolicyStatement" and not node.args:
            return self._statement(node, depth)
        if _name(node) == "ServicePrincipal" and node.args:
            name = self.value(node.args[0], depth + 1)
            if isinstance(name, Text):
                return Text.of(name, self._span(node), known=name.known)
        return self._expression(node, depth)

    def _expression(self, node: ast.AST, depth: int) -> Opaque:
        inside = [self.value(each, depth + 1) for each in ast.iter_child_nodes(node)]
        kept = [each for each in inside if not isinstance(each, Opaque) or each.inside]
        span = self._span(node)
        return Opaque(self._source.text[span.start : span.end] if span.start >= 0 else "", span, kept)

    def _text(self, node: ast.Constant) -> Any:
        span = self._span(node)
        value = str(node.value)
        if value.lstrip().startswith("{") and '"Statement"' in value:
            # A policy as a text. With escapes in it, only its line is known.
            at = self._source.text.find(value, span.start, span.end)
            try:
                if at >= 0:
                    return read_within(self._source, at, at + len(value))
                return read_escaped(value, span.line)
            except ValueError:
                pass
        return Text.of(value, span)

    def _dict(self, node: ast.Dict, depth: int) -> Any:
        keys = [each.value if isinstance(each, ast.Constant) else None for each in node.keys]
        values = [self.value(each, depth + 1) for each in node.values]
        span = self._span(node)
        if not all(isinstance(each, str) for each in keys) or len(set(keys)) < len(keys):
            return Opaque(self._source.text[span.start : span.end], span, values)
        return Fields({str(key): value for key, value in zip(keys, values, strict=True)}, span)

    def _statement(self, node: ast.Call, depth: int) -> Any:
        given = {each.arg: each.value for each in node.keywords}
        span = self._span(node)
        effect = given.pop("effect", None)
        name = effect.attr if isinstance(effect, ast.Attribute) else "ALLOW" if effect is None else ""
        fields: dict[str, Any] = {}
        if name in {"ALLOW", "DENY"}:
            fields["Effect"] = Text.of(name.capitalize(), span)
        for argument, value in given.items():
            if argument in {"principals", "not_principals"}:
                principal = self._principals(self.value(value, depth + 1), value, depth)
                fields["Principal" if argument == "principals" else "NotPrincipal"] = principal
            else:
                fields[_STATEMENT.get(str(argument), f"({argument})")] = self.value(value, depth + 1)
        return Fields(fields, span)

    def _principals(self, found: Any, node: ast.expr, depth: int) -> Any:
        if not isinstance(found, Items) or not isinstance(node, ast.List | ast.Tuple):
            return found
        if any(isinstance(each, ast.Call) and _name(each) in _ANYBODY for each in node.elts):
            return Text.of("*", found.span)
        services = [each for each in found if isinstance(each, Text)]
        others = [Text.of(each.source, each.span) for each in found if isinstance(each, Opaque)]
        fields = {"Service": Items(services, found.span)} if services else {}
        if others:
            fields["AWS"] = Items(others, Span(-1, -1, found.span.line))
        return Fields(fields, found.span)

    def _span(self, node: ast.AST) -> Span:
        if (
            not isinstance(node, ast.expr | ast.stmt)
            or node.end_lineno is None
            or node.end_col_offset is None
        ):
            return self._source.span(-1, -1)
        start = self._offset(node.lineno, node.col_offset)
        return self._source.span(start, self._offset(node.end_lineno, node.end_col_offset))

    def _offset(self, line: int, column: int) -> int:
        # Columns are of bytes.
        written = self._lines[line - 1]
        before = column if written.isascii() else len(written.encode()[:column].decode(errors="replace"))
        return self._source.offset(line) + before


def _constants(tree: ast.Module) -> Mapping[str, ast.expr]:
    """Return what names of the module stand for, if they are given a list once and nowhere else."""
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    stored = [node.id for node in names if isinstance(node.ctx, ast.Store)]
    found = {}
    for node in tree.body:
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.value, ast.List):
            target = node.targets[0]
            if isinstance(target, ast.Name) and stored.count(target.id) == 1:
                found[target.id] = node.value
    return found


def _name(node: ast.Call) -> str:
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
