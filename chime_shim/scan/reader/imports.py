"""Imports, annotations and decorators."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from chime_shim.scan.reader.containers import Containers
from chime_shim.scan.reader.heap import NOTHING
from chime_shim.scan.reader.libraries import (
    CONTEXT_MANAGERS,
    DECORATORS,
    SESSION_MAKERS,
    annotated_service,
    leads_to_clients,
)
from chime_shim.scan.reader.site import Site
from chime_shim.scan.reader.solver import Node
from chime_shim.scan.reader.values import (
    LEGACY_SERVICE,
    SESSION,
    Bound,
    Box,
    BoxMethod,
    Class,
    Client,
    Elsewhere,
    External,
    Function,
    Instance,
    Partial,
)
from chime_shim.scan.reader.written import written

if TYPE_CHECKING:
    from chime_shim.scan.reader.scope import Scope
    from chime_shim.scan.reader.values import Value

__all__ = ["Imports"]


class Imports(Containers):
    """Reads imports, annotations and decorators."""

    # Imports.

    def _import(self, node: ast.Import, scope: Scope) -> None:
        for alias in node.names:
            if alias.asname is not None:
                self._hold_import(
                    alias.asname, self.module_named(alias.name, scope), alias.name, alias, node, scope
                )
                continue
            first, _, rest = alias.name.partition(".")
            top = self.module_named(first, scope)
            self._hold_import(first, top, alias.name, alias, node, scope)
            parts = rest.split(".") if rest else []
            for index, part in enumerate(parts):
                # In the tree, a package may have no file of its own.
                inner = self.module_named(".".join([first, *parts[: index + 1]]), scope)
                if not any(isinstance(value, External) for value in inner.values):
                    for value in top.values:
                        if isinstance(value, External):
                            self.flow(inner, self.external(f"{value.name}.{part}"))
                top = inner

    def _import_from(self, node: ast.ImportFrom, scope: Scope) -> None:
        name = "." * node.level + (node.module or "")
        for alias in node.names:
            if alias.name == "*":
                star = self.module_named(name, scope)
                scope.module.stars.append(star)
                # Whatever is not found here may come from there.
                self.each_path(star, scope)
                continue
            held = self.imported(name, alias.name, scope)
            self._hold_import(alias.asname or alias.name, held, f"{name}.{alias.name}", alias, node, scope)

    def _hold_import(
        self, bound: str, held: Node, name: str, alias: ast.alias, node: ast.AST, scope: Scope
    ) -> None:
        if External("boto3.DEFAULT_SESSION") in held.values:
            held = Node([SESSION])
        self.bind_name(bound, held, scope)
        if leads_to_clients(name):
            scope.module.imports.append((name, bound, alias, node, held))

    def each_path(self, star: Node, scope: Scope) -> None:
        """Read a module of which all is imported."""
        for value in list(star.values):
            if isinstance(value, Elsewhere):
                self.later(self.take_up, value.path, scope.module)

    # Annotations and decorators.

    def annotated(self, node: ast.expr, scope: Scope, place: ast.expr | None = None) -> Node:
        """Read an annotation; return what it says of a value."""
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            try:
                inner = ast.parse(node.value.strip(), mode="eval").body
            except (SyntaxError, ValueError):
                return NOTHING
            for each in ast.walk(inner):
                ast.copy_location(each, node)
            return self.annotated(inner, scope, place or node)
        if isinstance(node, ast.BinOp):
            sides = [self.annotated(side, scope, place) for side in (node.left, node.right)]
            return self.joined(sides)
        if isinstance(node, ast.Subscript):
            return self._annotated_generic(node, scope, place)
        held = self.evaluate(node, scope)
        if not isinstance(node, ast.Name | ast.Attribute):
            return NOTHING
        if held.settled:
            return NOTHING
        told = Node()
        self.watch(
            held, lambda value: self._annotated_as(value, node, place or node, told, scope), scope.module
        )
        return told

    def commented(self, text: str | None, node: ast.AST, scope: Scope) -> Node:
        """Read a comment that tells a type; nothing rewrites those, so the client escapes."""
        if text is None:
            return NOTHING
        try:
            inner = ast.parse(text.strip(), mode="eval").body
        except (SyntaxError, ValueError):
            return NOTHING
        for each in ast.walk(inner):
            ast.copy_location(each, node)
        told = self.annotated(inner, scope)
        self.escape(told, node, "construct", "a comment tells its type, and is not rewritten", scope)
        return told

    def commented_function(self, function: Function, scope: Scope) -> None:
        """Read the comments that tell what a function takes and gives."""
        node = function.node
        spec = node.args
        parameters = [*spec.posonlyargs, *spec.args, spec.vararg, *spec.kwonlyargs, spec.kwarg]
        every = [each for each in parameters if each is not None]
        for each in every:
            if each.type_comment is not None:
                function.told[each.arg] = self.commented(each.type_comment, each, scope)
        text = getattr(node, "type_comment", None)
        if text is None:
            return
        try:
            types = ast.parse(text.strip(), mode="func_type")
        except (SyntaxError, ValueError):
            return
        function.gives = self.commented(ast.unparse(types.returns), node, scope)
        if len(types.argtypes) == len(every) - 1:
            every = every[1:]  # of a method, without the instance
        for parameter, told in zip(every, types.argtypes, strict=False):
            if parameter.arg not in function.told:
                function.told[parameter.arg] = self.commented(ast.unparse(told), parameter, scope)

    def _annotated_generic(self, node: ast.Subscript, scope: Scope, place: ast.expr | None) -> Node:
        self.evaluate(node.value, scope)
        inner = list(node.slice.elts) if isinstance(node.slice, ast.Tuple) else [node.slice]
        outer = written(node.value).rpartition(".")[2]
        if outer in {"Union", "Optional", "Final", "ClassVar"}:
            return self.joined([self.annotated(each, scope, place) for each in inner])
        if outer == "Annotated" and inner:
            told, held = self.annotated(inner[0], scope, place), Node()
            self.flow(told, held)
            for each in inner[1:]:
                found = self.evaluate(each, scope)
                self.watch(
                    found,
                    lambda value: (
                        self.put(held, value) if isinstance(value, Client | Instance | Box) else None
                    ),
                    scope.module,
                )
            return held
        all_told = [self.annotated(each, scope, place) for each in inner if outer != "Literal"]
        if not all_told or all_told[-1] is NOTHING:
            return NOTHING
        if outer.lower() in {"callable", "type"}:
            reason = f"it is what a {outer} gives, which is not followed"
            self.escape(all_told[-1], place or node, "construct", reason, scope)
            return NOTHING
        if outer in {"Awaitable", "Coroutine"}:
            return all_told[-1]
        given = outer.lower().removeprefix("async")
        mapping = given.endswith(("dict", "mapping"))
        box, boxed = self.box(node, scope, mapping=mapping)
        self.flow(all_told[0] if given.endswith("generator") else all_told[-1], self.item(box, None))
        return boxed

    def _annotated_as(self, value: Value, node: ast.expr, place: ast.expr, told: Node, scope: Scope) -> None:
        if isinstance(value, External):
            service = annotated_service(value.name)
            if service is not None:
                client = Client(service, self.origin(place, scope, "annotated"))
                self.put(told, client)
                if service == LEGACY_SERVICE:
                    self.records.refer(scope.module, place, "annotation", value.name, client)
            elif value.name in SESSION_MAKERS:
                self.put(told, SESSION)
        elif isinstance(value, Class):
            self.flow(self.field(value, "<instances>"), told)
        elif isinstance(value, Client | Instance):
            self.put(told, value)  # of a name for Annotated[...]

    def _parametrized(self, function: Function, decorator: ast.Call, scope: Scope) -> None:
        """Read what pytest gives a test in turn."""
        if len(decorator.args) < 2 or not isinstance(decorator.args[0], ast.Constant):
            return
        names = [name.strip() for name in str(decorator.args[0].value).split(",")]
        given = Node()
        self.elements(self.evaluate(decorator.args[1], scope), given, scope)
        for index, name in enumerate(names):
            held = given if len(names) == 1 else self._unpacked(given, index, scope)
            function.told[name] = self.joined([held, function.told.get(name, NOTHING)])

    def decorated(
        self, function: Function, decorator: ast.expr, decorating: Node, held: Node, scope: Scope
    ) -> Node:
        """Return what a name holds whose function is decorated."""
        name = written(decorator)
        last = name.rpartition(".")[2]
        if last == "fixture":
            fixture = function.node.name  # type: ignore[union-attr]
            for each in getattr(decorator, "keywords", ()):
                if each.arg == "name" and isinstance(each.value, ast.Constant):
                    fixture = str(each.value.value)
            scope.module.fixtures[fixture] = function
        if last == "parametrize" and isinstance(decorator, ast.Call):
            self._parametrized(function, decorator, scope)
        if "patch" in name and last != "dict":
            new = [each for each in getattr(decorator, "keywords", ()) if each.arg == "new"]
            if not new and len(getattr(decorator, "args", ())) < (3 if last == "object" else 2):
                function.mocks.append(decorating)
            return held
        if last in DECORATORS or last in {each.rpartition(".")[2] for each in CONTEXT_MANAGERS}:
            return held
        site = Site(decorator if isinstance(decorator, ast.Call) else None, scope, decorating)
        result = Node()

        def decorate(value: Value) -> None:
            if isinstance(value, Function | Bound | BoxMethod | Class | Instance | Partial):
                inner = Site(None, scope, decorating)
                inner.args, inner.result = [(held, False)], result
                self.call(inner, value)
            else:
                self.flow(held, result)
                function.handed = function.handed or (decorator, name)

        self.watch(decorating, decorate, scope.module)
        del site
        return result
