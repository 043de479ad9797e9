"""Texts that are put together, and sums."""

from __future__ import annotations

import ast
import re
from itertools import product
from math import prod
from typing import TYPE_CHECKING

from chime_shim.scan.reader.heap import ANY
from chime_shim.scan.reader.names import Names
from chime_shim.scan.reader.solver import Node
from chime_shim.scan.reader.values import UNKNOWN, Box, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chime_shim.scan.reader.scope import Scope
    from chime_shim.scan.reader.site import Site
    from chime_shim.scan.reader.values import Value

__all__ = ["Texts"]

# A hook on an operation, as in "provide-client-params.chime.CreateMeeting".
_WORD = re.compile(r"[\w.-]*")
_MOST_TEXTS = 64


class Texts(Names):
    """Reads what puts texts together."""

    def _joined_text(self, node: ast.JoinedStr, scope: Scope) -> Node:
        fixed, given = [""], []
        for value in node.values:
            if isinstance(value, ast.FormattedValue):
                given.append(self.evaluate(value.value, scope))
                if value.format_spec is not None:
                    self.evaluate(value.format_spec, scope)
                fixed.append("")
            else:
                self.evaluate(value, scope)
                fixed[-1] += str(getattr(value, "value", ""))
        return self._put_together(fixed, given, scope)

    def _operation(self, node: ast.BinOp, scope: Scope) -> Node:
        operations: list[ast.BinOp] = []
        left: ast.expr = node
        while isinstance(left, ast.BinOp):  # a long sum is nested as deep as it is long
            operations.append(left)
            left = left.left
        held = self.evaluate(left, scope)
        while operations:
            inner = operations.pop()
            template = inner.left.value if isinstance(inner.left, ast.Constant) else None
            if isinstance(inner.op, ast.Mod) and isinstance(template, str):
                right = inner.right
                given = right.elts if isinstance(right, ast.Tuple) else [right]
                nodes = [self.evaluate(each, scope) for each in given]
                held = self._put_together(template.split("%s"), nodes, scope)
            else:
                held = self.sum(inner, held, self.evaluate(inner.right, scope), scope)
        return held

    def sum(self, node: ast.BinOp | ast.AugAssign, left: Node, right: Node, scope: Scope) -> Node:
        """Return what the sum of two expressions may be: a text, or a list of what is in both."""
        if left.settled and right.settled:
            return self._put_together(["", "", ""], [left, right], scope)
        target = Node()
        box, boxed = self.box(node, scope)

        def add(value: Value) -> None:
            if isinstance(value, Box):
                self.flow(self.contents(value), self.item(box, None))
                self.flow(boxed, target)
            elif not isinstance(value, Text):
                self.put(target, UNKNOWN)

        for side in (left, right):
            self.watch(side, add, scope.module)
            self.escape(side, node, "construct", "it is an operand, which is not followed", scope)
        self.flow(self._put_together(["", "", ""], [left, right], scope), target)
        return target

    def _put_together(self, fixed: Sequence[str], given: list[Node], scope: Scope) -> Node:
        """Return the texts that there are between fixed ones; none that could not be a name."""
        if len(fixed) != len(given) + 1 or not all(map(_WORD.fullmatch, fixed)):
            return ANY
        target = Node()

        def put_all(news: Value) -> None:
            if not isinstance(news, Text):
                # With a dash in it, it can be no attribute, and not the name of the service.
                self.put(target, Text("*".join(fixed)) if any("-" in each for each in fixed) else UNKNOWN)
                return
            texts = [[value.value for value in node.values if isinstance(value, Text)] for node in given]
            if 0 < prod(map(len, texts)) <= _MOST_TEXTS:
                for words in product(*texts):
                    pieces = [
                        piece for pair in zip(fixed[1:], words, strict=True) for piece in reversed(pair)
                    ]
                    self.put(target, Text(fixed[0] + "".join(pieces)))

        for node in given:
            self.watch(node, put_all, scope.module)
        if not given:
            return self.text(fixed[0])
        return target

    def _template(self, node: ast.Call, site: Site) -> Node | None:
        """Read ``"...".format(...)`` and ``"...".join([...])``."""
        called = node.func
        if not isinstance(called, ast.Attribute) or not isinstance(called.value, ast.Constant):
            return None
        text = str(called.value.value)
        if called.attr == "format":
            parts = re.split(r"\{\w*\}", text)
            if len(parts) == len(site.args) + len(site.keywords) + 1:
                given = [*(arg for arg, _ in site.args), *(arg for _, arg in site.keywords)]
                return self._put_together(parts, given, site.scope)
        elif called.attr == "join" and node.args and isinstance(node.args[0], ast.List | ast.Tuple):
            nodes = [self.evaluate(each, site.scope) for each in node.args[0].elts]
            if nodes:
                return self._put_together(["", *[text] * (len(nodes) - 1), ""], nodes, site.scope)
        return None
