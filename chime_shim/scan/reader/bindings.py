"""Binding names, attributes and items, and statements that only do that."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from chime_shim.routes._names import operation_of
from chime_shim.scan.reader.definitions import Definitions
from chime_shim.scan.reader.heap import ANY, NOTHING
from chime_shim.scan.reader.solver import Node
from chime_shim.scan.reader.values import (
    UNKNOWN,
    Box,
)
from chime_shim.scan.reader.written import dotted, number_of, same_name

if TYPE_CHECKING:
    from chime_shim.scan.reader.scope import Scope
    from chime_shim.scan.reader.values import Value

__all__ = ["Bindings"]


class Bindings(Definitions):
    """Binds what statements give names to."""

    stores: list[tuple[Node, Node, ast.AST, Scope]]

    def assign(self, target: ast.AST, held: Node, scope: Scope, value: ast.expr | None = None) -> None:
        """Bind a target of an assignment; ``value`` is what is assigned, if it is written there."""
        if isinstance(target, ast.Name):
            self.bind_name(target.id, held, scope, target)
        elif isinstance(target, ast.Attribute):
            of, name = self.evaluate(target.value, scope), target.attr
            operation = operation_of(name)
            if operation is not None and not name[:1].isupper():
                self.records.use(scope.module, target, "mock", operation, of, target.value)
            self.watch(of, lambda each: self.store(each, name, held, scope, target), scope.module)
            self.stores.append((of, held, target, scope))
            if not held.settled:
                scope.module.binds.append((target, dotted(target) or name, held))
        elif isinstance(target, ast.Subscript):
            of, keys = self.evaluate(target.value, scope), self.evaluate(target.slice, scope)
            paired = value is not None and same_name(target.slice, value)
            key = number_of(target.slice)
            self.watch(
                of,
                lambda each: self.store_item(each, keys, held, scope, target, key, paired=paired),
                scope.module,
            )
            self.stores.append((of, held, target, scope))
        elif isinstance(target, ast.Tuple | ast.List):
            starred = False
            for index, element in enumerate(target.elts):
                starred = starred or isinstance(element, ast.Starred)
                self.assign(element, self._unpacked(held, None if starred else index, scope), scope)
        elif isinstance(target, ast.Starred):
            box, boxed = self.box(target, scope)
            self.flow(held, self.item(box, None))
            self.assign(target.value, boxed, scope)
        else:
            self.unfollowed(target, scope)

    def _unpacked(self, source: Node, index: int | None, scope: Scope) -> Node:
        target = Node()

        def unpack(value: Value) -> None:
            if isinstance(value, Box) and not value.mapping:
                self.pick(value, index, target)
            else:
                self.iterate(value, target, scope)

        self.watch(source, unpack, scope.module)
        return target

    def bind_name(self, name: str, held: Node, scope: Scope, target: ast.AST | None = None) -> None:
        """Bind a name."""
        if held.settled and scope.kind != "function" and scope.temporary.isdisjoint((name,)):
            fresh = Node()  # others may set it from outside
            self.flow(held, fresh)
            held = fresh
        if target is not None and not held.settled:
            scope.module.binds.append((target, name, held))
        if name in scope.globals:
            self.flow(held, self.cell(scope.module.scope, name))
        elif name in scope.nonlocals:
            outer = scope.parent
            while outer is not None and (outer.kind != "function" or name not in outer.history):
                outer = outer.parent
            if outer is not None:
                self.flow(held, self.cell(outer, name))
        scope.set(name, held)
        if scope.kind == "class" and scope.owner is not None:
            scope.owner.names.add(name)
            self.flow(held, self.field(scope.owner, name))

    def _assignment(self, node: ast.Assign, scope: Scope) -> None:
        held = self.told_by_comment(node, self.evaluate(node.value, scope), scope)
        for target in node.targets:
            self.assign(target, held, scope, node.value)

    def told_by_comment(self, node: Any, held: Node, scope: Scope) -> Node:
        """Return what is bound: whatever a comment at a statement tells is better than nothing."""
        if node.type_comment is None:
            return held
        told = self.commented(node.type_comment, node, scope)
        return held if told is NOTHING else self.joined([held, told])

    def _annotated_assignment(self, node: ast.AnnAssign, scope: Scope) -> None:
        told = self.annotated(node.annotation, scope)
        nodes = [] if told is NOTHING else [told]
        if node.value is not None:
            nodes.append(self.evaluate(node.value, scope))
        if nodes:
            self.assign(node.target, self.joined(nodes), scope, node.value)
        elif not isinstance(node.target, ast.Name):
            self.unfollowed(node.target, scope)

    def _augmented(self, node: ast.AugAssign, scope: Scope) -> None:
        held = self.evaluate(node.value, scope)
        before = self.evaluate(node.target, scope)
        if isinstance(node.target, ast.Attribute | ast.Subscript | ast.Name):
            after = Node()

            def add(value: Value) -> None:
                if isinstance(value, Box):
                    self.elements(held, self.item(value, None), scope)
                    self.put(after, value)
                    self.watch(
                        held,
                        lambda each: (
                            self.copy(each, value)
                            if isinstance(each, Box) and each.mapping and value.mapping
                            else None
                        ),
                        scope.module,
                    )

            self.watch(before, add, scope.module)
            if isinstance(node.op, ast.Add):
                self.flow(self.sum(node, before, held, scope), after)
            else:
                self.put(after, UNKNOWN)
            self.escape(held, node.value, "construct", "it is an operand, which is not followed", scope)
            self.assign(node.target, after, scope)

    def _delete(self, node: ast.Delete, scope: Scope) -> None:
        for target in node.targets:
            if isinstance(target, ast.Name):
                scope.set(target.id, ANY)
            else:
                self.unfollowed(target, scope)

    def _return(self, node: ast.Return, scope: Scope) -> bool:
        held = self.evaluate(node.value, scope)
        self.flow(held, scope.returns)
        if node.value is not None and not held.settled:
            scope.returned.append((node.value, held))
        return True

    def _break(self, node: ast.Break, scope: Scope) -> bool:
        if scope.leaving:
            scope.leaving[-1][0].append(dict(scope.names))
        return True

    def _continue(self, node: ast.Continue, scope: Scope) -> bool:
        if scope.leaving:
            scope.leaving[-1][1].append(dict(scope.names))
        return True

    def _global(self, node: ast.Global, scope: Scope) -> None:
        scope.globals.update(node.names if scope.kind == "function" else ())

    def _nonlocal(self, node: ast.Nonlocal, scope: Scope) -> None:
        scope.nonlocals.update(node.names)

    def _expression(self, node: ast.Expr, scope: Scope) -> None:
        self.evaluate(node.value, scope)
