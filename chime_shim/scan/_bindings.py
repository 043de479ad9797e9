"""Binding names, attributes and items of containers."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from chime_shim.scan._expressions import dotted
from chime_shim.scan._imports import Imports
from chime_shim.scan._values import EMPTY, NOTHING_KNOWN, Box, legacy_clients

if TYPE_CHECKING:
    from chime_shim.scan._scope import Scope
    from chime_shim.scan._values import Values

__all__ = ["Bindings"]


class Bindings(Imports):
    """Binds what assignments, loops and the like give names to."""

    def assign(self, target: ast.expr, values: Values, scope: Scope) -> None:
        """Bind a target of an assignment."""
        if isinstance(target, ast.Name):
            self._assign_name(target, values, scope)
        elif isinstance(target, ast.Attribute):
            of = self.evaluate(target.value, scope)
            self.note_member(target, of, scope, None)
            self.set_attribute(of, target.attr, values)
            path = dotted(target)
            if path is not None:
                scope.names[path] = values
                scope.dotted = True
                self._note_holder(target, path, values, scope)
        elif isinstance(target, ast.Subscript):
            keys = self.evaluate(target.slice, scope)
            if self.matters(values):
                self.demand(target.value, scope)
            for box in self.evaluate(target.value, scope):
                if isinstance(box, Box):
                    self.put_all(box, keys, values)
                    if self.matters(values):
                        self.worthy.add(box)
        elif isinstance(target, ast.Tuple | ast.List):
            self._unpack(target, values, scope)
        elif isinstance(target, ast.Starred):
            self.assign(target.value, NOTHING_KNOWN, scope)

    def _assign_name(self, target: ast.Name, values: Values, scope: Scope) -> None:
        name = target.id
        if name in scope.globals:
            self.add((scope.module, "global", name), values)
        self._hold(name, values, scope)
        self._note_holder(target, name, values, scope)
        if scope.kind == "class" and scope.owner is not None:
            self.set_attribute(frozenset({scope.owner}), name, values)

    def _note_holder(self, target: ast.expr, name: str, values: Values, scope: Scope) -> None:
        if values and legacy_clients(values):
            self.record(scope).reference(target, "holder", name, values)

    def _unpack(self, target: ast.Tuple | ast.List, values: Values, scope: Scope) -> None:
        for index, element in enumerate(target.elts):
            held: Values = EMPTY
            for value in values:
                if isinstance(value, Box) and not value.mapping:
                    items = self.items(value)
                    held |= items.get(index, items.get(None, NOTHING_KNOWN if index not in items else EMPTY))
                else:
                    held |= NOTHING_KNOWN
            self.assign(element, held, scope)

    def _demand_for_target(self, target: ast.expr, value: ast.expr | None, scope: Scope) -> None:
        words = scope.module.relevance.words
        if value is not None and any(
            isinstance(each, ast.Name) and each.id in words for each in ast.walk(target)
        ):
            self.demand(value, scope)

    def _mark_box(self, values: Values) -> None:
        for value in values:
            if isinstance(value, Box) and any(self.matters(held) for held in self.items(value).values()):
                self.worthy.add(value)
