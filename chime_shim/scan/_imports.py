"""Reading imports and annotations: names that lead to other modules."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from chime_shim.scan._functions import Functions
from chime_shim.scan._known import SESSION_MAKERS, annotated_service
from chime_shim.scan._values import EMPTY, SESSION, Class, Client, External, Instance

if TYPE_CHECKING:
    from chime_shim.scan._scope import Scope
    from chime_shim.scan._values import Values

__all__ = ["Imports"]

_TRANSPARENT = frozenset({"Annotated", "ClassVar", "Final", "Optional"})


class Imports(Functions):
    """Reads imports and annotations."""

    def _read_import(self, node: ast.Import, scope: Scope) -> None:
        for alias in node.names:
            path = self.project.resolve(alias.name, scope.module.path)
            if alias.asname is not None:
                self._hold(alias.asname, self._module(alias.name, path), scope)
                continue
            first = alias.name.partition(".")[0]
            self._hold(first, self._module(first, self.project.resolve(first, scope.module.path)), scope)
            if path is not None and first != alias.name:
                scope.names[alias.name] = self._module(alias.name, path)
                scope.dotted = True

    def _module(self, name: str, path: str | None) -> Values:
        return frozenset({External(name)}) if path is None else self.project.module_values(path)

    def _read_import_from(self, node: ast.ImportFrom, scope: Scope) -> None:
        name = "." * node.level + (node.module or "")
        path = self.project.resolve(name, scope.module.path)
        for alias in node.names:
            bound = alias.asname or alias.name
            if alias.name == "*":
                if path is not None:
                    self.add((scope.module, "stars"), self.project.module_values(path))
                continue
            if path is None:
                values: Values = frozenset({External(f"{name}.{alias.name}")})
            else:
                values = self.project.exported_or_submodule(path, alias.name)
            if (External("boto3.DEFAULT_SESSION")) in values:
                values = self.attribute(frozenset({External("boto3")}), "DEFAULT_SESSION", scope)
            self._hold(bound, values, scope)

    def _hold(self, name: str, values: Values, scope: Scope) -> None:
        scope.bind(name, values)
        if self.matters(values):
            scope.module.relevance.add(name)
            if name in scope.nonlocals and scope.function is not None:
                scope.module.relevance.add(scope.function.name)

    def annotated(self, node: ast.expr | None, scope: Scope) -> Values:
        """Return what an annotation says of a value."""
        if node is None:
            return EMPTY
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            try:
                inner = ast.parse(node.value, mode="eval").body
            except SyntaxError:
                return EMPTY
            for each in ast.walk(inner):
                ast.copy_location(each, node)
            return self.annotated(inner, scope)
        if isinstance(node, ast.BinOp):
            return self.annotated(node.left, scope) | self.annotated(node.right, scope)
        if isinstance(node, ast.Subscript):
            inner = (
                node.slice.elts[0] if isinstance(node.slice, ast.Tuple) and node.slice.elts else node.slice
            )
            outer = ast.unparse(node.value).rpartition(".")[2]
            known = {"Optional", "Union", "Annotated", "Final", "ClassVar"}
            if outer == "Union" and isinstance(node.slice, ast.Tuple):
                return frozenset().union(*[self.annotated(each, scope) for each in node.slice.elts])
            return self.annotated(inner, scope) if outer in known else EMPTY
        if not isinstance(node, ast.Name | ast.Attribute):
            return EMPTY
        return self._annotated_name(node, scope)

    def _annotated_name(self, node: ast.expr, scope: Scope) -> Values:
        found: Values = EMPTY
        for value in self.evaluate(node, scope):
            if isinstance(value, External):
                service = annotated_service(value.name)
                if service is not None:
                    client = Client(service, self.origin(node, scope, "annotated"))
                    found |= {client}
                    if service == "chime":
                        self.record(scope).reference(node, "annotation", value.name, frozenset({client}))
                elif value.name in SESSION_MAKERS:
                    found |= {SESSION}
            elif isinstance(value, Class) and value in self.worthy:
                found |= self.get((value, "instances")) or {Instance(value)}
        return found
