"""Reading statements, in their order."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from chime_shim.scan._bindings import Bindings
from chime_shim.scan._scope import Scope
from chime_shim.scan._values import (
    EMPTY,
    NOTHING_KNOWN,
    Box,
    Class,
    Function,
    Mock,
    legacy_clients,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from chime_shim.scan._values import Values

__all__ = ["Statements"]

_ALWAYS = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
# They may have imports in them.
_BLOCKS = (ast.If, ast.Try)
_ENDS = (ast.Return, ast.Raise, ast.Break, ast.Continue)


class Statements(Bindings):
    """Reads statements."""

    def execute(self, body: Sequence[ast.stmt], scope: Scope) -> bool:
        """Read statements, and tell whether what comes after them is never reached."""
        covers = scope.module.relevance.covers
        top = scope.kind == "module"
        ended = False
        for statement in body:
            kind = type(statement)
            if kind in _ENDS:
                ended = True
            elif kind not in _ALWAYS and not (kind in _BLOCKS and top) and not covers(statement):
                continue
            reader = _READERS.get(kind)
            if reader is not None:
                ended = bool(reader(self, statement, scope)) or ended
            else:
                for child in ast.iter_child_nodes(statement):
                    if isinstance(child, ast.expr):
                        self.evaluate(child, scope)
            if ended:
                return True
        return ended

    def _read_assignment(self, node: ast.Assign, scope: Scope) -> None:
        values = self.evaluate(node.value, scope)
        self._mark_box(values)
        for target in node.targets:
            self.assign(target, values, scope)
            self._demand_for_target(target, node.value, scope)

    def _read_annotation(self, node: ast.AnnAssign, scope: Scope) -> None:
        told = self.annotated(node.annotation, scope)
        values = self.evaluate(node.value, scope) if node.value is not None else EMPTY
        if told and not legacy_clients(values):
            values = told
        self._mark_box(values)
        if node.value is not None or told:
            self.assign(node.target, values, scope)
        self._demand_for_target(node.target, node.value, scope)

    def _read_augmented(self, node: ast.AugAssign, scope: Scope) -> None:
        values = self.evaluate(node.value, scope)
        if isinstance(node.target, ast.Name):
            held = scope.find(node.target.id) or EMPTY
            boxes = frozenset(value for value in held if isinstance(value, Box))
            for box in boxes:
                for element in self.elements(values):
                    self.put(box, None, element)
            self.assign(node.target, boxes or NOTHING_KNOWN, scope)

    def _read_return(self, node: ast.Return, scope: Scope) -> None:
        values = self.evaluate(node.value, scope)
        self._mark_box(values)
        scope.returns |= values

    def _read_function(self, node: ast.FunctionDef | ast.AsyncFunctionDef, scope: Scope) -> None:
        owner = scope.owner if scope.kind == "class" else None
        key = (node, scope.key, owner)
        around = scope if owner is None or scope.parent is None else scope.parent
        function = self.functions.setdefault(key, Function(node, around, owner))
        # The scope around it is a new one whenever that is read.
        function.scope = around
        covered = scope.module.relevance.covers(node)
        mocks: list[Values] = []
        for decorator in node.decorator_list if covered else ():
            held = self.evaluate(decorator, scope)
            if any(isinstance(value, Mock) for value in held):
                mocks.insert(0, held)
        if mocks:
            self.add((node, "mocks"), frozenset({Box(node)}))
            for index, held in enumerate(mocks):
                self.put(Box(node), index, held)
        values: Values = frozenset({function})
        scope.bind(node.name, values)
        if scope.kind == "class" and scope.owner is not None:
            self.add((scope.owner, "attribute", node.name), values)
        elif covered:
            # Whoever calls it is to be read at once, and not only when the need shows.
            scope.module.relevance.add(node.name)
        self.pending.append((function, owner))

    def _read_class_definition(self, node: ast.ClassDef, scope: Scope) -> None:
        key = (node, scope.key)
        of = self.classes.get(key)
        if of is None:
            of = self.classes[key] = Class(node, scope)
        of.scope = scope
        if scope.module.relevance.covers(node):
            scope.module.relevance.add(node.name)
        of.bases = tuple(self.evaluate(base, scope) for base in node.bases)
        for base in of.bases:
            if any(value in self.worthy for value in base):
                self.worthy.add(of)
                scope.module.relevance.add(node.name)
        scope.bind(node.name, frozenset({of}))
        if scope.kind == "class" and scope.owner is not None:
            self.add((scope.owner, "attribute", node.name), frozenset({of}))
        inner = Scope(scope.module, scope, "class", scope.key, of)
        self.execute(node.body, inner)

    def _read_global(self, node: ast.Global, scope: Scope) -> None:
        scope.globals.update(node.names)

    def _read_nonlocal(self, node: ast.Nonlocal, scope: Scope) -> None:
        scope.nonlocals.update(node.names)

    def _read_expression(self, node: ast.Expr, scope: Scope) -> None:
        self.evaluate(node.value, scope)

    def _branches(self, scope: Scope, *bodies: Sequence[ast.stmt], otherwise: bool = False) -> bool:
        """Read bodies of which one is run, or perhaps none; tell whether nothing comes after them."""
        before = scope.names
        left = [dict(before)] if otherwise else []
        for body in bodies:
            scope.names = dict(before)
            if not self.execute(body, scope):
                left.append(scope.names)
        scope.names = before
        scope.join(*left)
        return not left

    def _read_if_statement(self, node: ast.If, scope: Scope) -> bool:
        self.evaluate(node.test, scope)
        return self._branches(scope, node.body, node.orelse)

    def _read_loop(self, node: ast.For | ast.AsyncFor, scope: Scope) -> None:
        values = self.evaluate(node.iter, scope)
        rounds = self.elements(values) or [NOTHING_KNOWN]
        self._demand_for_target(node.target, node.iter, scope)
        before = dict(scope.names)
        for held in (*rounds, rounds[-1]) if len(rounds) == 1 else rounds:
            self.assign(node.target, held, scope)
            self.execute(node.body, scope)
        scope.join(scope.names, before)
        self.execute(node.orelse, scope)

    def _read_while(self, node: ast.While, scope: Scope) -> None:
        before = dict(scope.names)
        for _ in range(2):
            self.evaluate(node.test, scope)
            self.execute(node.body, scope)
        scope.join(scope.names, before)
        self.execute(node.orelse, scope)

    def _read_with(self, node: ast.With | ast.AsyncWith, scope: Scope) -> bool:
        for item in node.items:
            values = self.evaluate(item.context_expr, scope)
            held = self.entered(values, scope)
            if item.optional_vars is not None:
                self.assign(item.optional_vars, held, scope)
                self._demand_for_target(item.optional_vars, item.context_expr, scope)
        return self.execute(node.body, scope)

    def _read_try(self, node: Any, scope: Scope) -> bool:
        before = dict(scope.names)
        ended = self.execute(node.body, scope)
        if not ended:
            ended = self.execute(node.orelse, scope)
        left = [] if ended else [scope.names]
        tried = dict(scope.names)
        for handler in node.handlers:
            scope.names = {}
            scope.join(before, tried)
            self.evaluate(handler.type, scope)
            if handler.name is not None:
                scope.bind(handler.name, NOTHING_KNOWN)
            if not self.execute(handler.body, scope):
                left.append(scope.names)
        scope.names = tried
        scope.join(*left)
        return self.execute(node.finalbody, scope) or not left

    def _read_match(self, node: ast.Match, scope: Scope) -> bool:
        self.evaluate(node.subject, scope)
        for case in node.cases:
            for pattern in ast.walk(case.pattern):
                name = getattr(pattern, "name", None)
                if isinstance(name, str):
                    scope.bind(name, NOTHING_KNOWN)
        return self._branches(scope, *(case.body for case in node.cases), otherwise=True)

    def _read_delete(self, node: ast.Delete, scope: Scope) -> None:
        for target in node.targets:
            if isinstance(target, ast.Name):
                scope.bind(target.id, NOTHING_KNOWN)
            else:
                self.evaluate(target, scope)


_READERS: dict[type[ast.stmt], Callable[[Any, Any, Scope], Any]] = {
    ast.AnnAssign: Statements._read_annotation,
    ast.Assign: Statements._read_assignment,
    ast.AsyncFor: Statements._read_loop,
    ast.AsyncFunctionDef: Statements._read_function,
    ast.AsyncWith: Statements._read_with,
    ast.AugAssign: Statements._read_augmented,
    ast.ClassDef: Statements._read_class_definition,
    ast.Delete: Statements._read_delete,
    ast.Expr: Statements._read_expression,
    ast.For: Statements._read_loop,
    ast.FunctionDef: Statements._read_function,
    ast.Global: Statements._read_global,
    ast.If: Statements._read_if_statement,
    ast.Import: Bindings._read_import,
    ast.ImportFrom: Bindings._read_import_from,
    ast.Match: Statements._read_match,
    ast.Nonlocal: Statements._read_nonlocal,
    ast.Return: Statements._read_return,
    ast.Try: Statements._read_try,
    ast.While: Statements._read_while,
    ast.With: Statements._read_with,
}
if hasattr(ast, "TryStar"):
    _READERS[ast.TryStar] = Statements._read_try
