"""Reading strings that are put together."""

from __future__ import annotations

import ast
from itertools import product
from math import prod
from typing import TYPE_CHECKING

from chime_shim.scan._containers import Containers
from chime_shim.scan._values import NOTHING_KNOWN, Box, Text, texts

if TYPE_CHECKING:
    from chime_shim.scan._scope import Scope
    from chime_shim.scan._values import Values

__all__ = ["Texts"]

_MOST_TEXTS = 64


class Texts(Containers):
    """Reads strings that are put together."""

    def _value_of_joined(self, node: ast.JoinedStr, scope: Scope) -> Values:
        parts: list[list[str]] = []
        for value in node.values:
            inner = value.value if isinstance(value, ast.FormattedValue) else value
            parts.append([text.value for text in texts(self.evaluate(inner, scope))])
        return self._combined(parts)

    def _value_of_plus(self, node: ast.BinOp, scope: Scope) -> Values:
        left, right = self.evaluate(node.left, scope), self.evaluate(node.right, scope)
        if isinstance(node.op, ast.Add):
            parts = [[text.value for text in texts(side)] for side in (left, right)]
            if all(parts):
                return self._combined(parts)
        if isinstance(node.op, ast.Mod) and isinstance(node.left, ast.Constant):
            return self._formatted(str(node.left.value), node.right, scope)
        boxes = frozenset(value for value in left | right if isinstance(value, Box))
        return boxes or NOTHING_KNOWN

    def _formatted(self, template: str, values: ast.expr, scope: Scope) -> Values:
        given = values.elts if isinstance(values, ast.Tuple) else [values]
        fixed = template.split("%s")
        if "%" in "".join(fixed) or len(fixed) != len(given) + 1:
            return NOTHING_KNOWN
        parts = [[fixed[0]]]
        for piece, value in zip(fixed[1:], given, strict=True):
            parts += [[text.value for text in texts(self.evaluate(value, scope))], [piece]]
        return self._combined(parts)

    @staticmethod
    def _combined(parts: list[list[str]]) -> Values:
        if not 0 < prod(map(len, parts)) <= _MOST_TEXTS:
            return NOTHING_KNOWN
        return frozenset(Text("".join(words)) for words in product(*parts))
