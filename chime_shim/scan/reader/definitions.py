"""Functions and classes as they are defined."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from chime_shim.scan.reader.externals import Externals
from chime_shim.scan.reader.scope import Scope
from chime_shim.scan.reader.site import Site
from chime_shim.scan.reader.solver import Node
from chime_shim.scan.reader.values import (
    Bound,
    Class,
    Function,
    Super,
    Value,
)
from chime_shim.scan.reader.written import written

if TYPE_CHECKING:
    import ast

__all__ = ["Definitions"]


class Definitions(Externals):
    """Reads definitions."""

    classes: list[Class]

    def _function(self, node: ast.FunctionDef | ast.AsyncFunctionDef, scope: Scope) -> None:
        owner = scope.owner if scope.kind == "class" else None
        decorators = [(each, self.evaluate(each, scope)) for each in node.decorator_list]
        function = self.define(node, scope, owner)
        held: Node = Node([function])
        for decorator, decorating in reversed(decorators):
            held = self.decorated(function, decorator, decorating, held, scope)
        self.bind_name(node.name, held, scope)

    def define(self, node: Any, scope: Scope, owner: Class | None) -> Function:
        """Make a function of a definition; it is read when it is called, or at last."""
        around = scope
        while around.kind == "class" and around.parent is not None:
            around = around.parent
        names = frozenset(written(each) for each in getattr(node, "decorator_list", ()))
        function = Function(node, around, owner, around.moment(), names)
        spec = node.args
        for each in getattr(node, "type_params", ()):
            self.unfollowed(each, scope)
        positional = [*spec.posonlyargs, *spec.args]
        pairs = list(zip(positional[len(positional) - len(spec.defaults) :], spec.defaults, strict=True))
        pairs += zip(spec.kwonlyargs, spec.kw_defaults, strict=True)
        for parameter, value in pairs:
            if value is not None:
                function.defaults[parameter.arg] = self.evaluate(value, scope)
        for parameter in (*positional, *spec.kwonlyargs, spec.vararg, spec.kwarg):
            if parameter is not None and parameter.annotation is not None:
                function.told[parameter.arg] = self.annotated(parameter.annotation, scope)
        if getattr(node, "returns", None) is not None:
            function.gives = self.annotated(node.returns, scope)
        self.commented_function(function, scope)
        self.functions.append(function)
        return function

    def _class(self, node: ast.ClassDef, scope: Scope) -> None:
        of = Class(node, scope)
        self.classes.append(of)
        for decorator in node.decorator_list:
            self.call_with(self.evaluate(decorator, scope), [Node([of])], scope, Node())
        for each in getattr(node, "type_params", ()):
            self.unfollowed(each, scope)
        of.bases = [self.evaluate(base, scope) for base in node.bases]
        given: list[tuple[str | None, Node]] = []
        for keyword in node.keywords:
            reason = "it is given to a class as it is made"
            given.append((keyword.arg, self.evaluate(keyword.value, scope)))
            self.escape(given[-1][1], keyword.value, "construct", reason, scope)
        inner = Scope(scope.module, scope, "class", of)
        inner.depth, inner.branches = scope.depth, scope.branches
        self.execute(node.body, inner)
        if node.bases:
            starter = Node()
            self.attribute(Super(of, of), "__init_subclass__", starter, scope)
            begun = Site(None, scope, starter)
            begun.keywords = given
            self.watch(starter, partial(self._begin_subclass, begun), scope.module)
        self.bind_name(node.name, Node([of]), scope)

    def _begin_subclass(self, site: Site, value: Value) -> None:
        if isinstance(value, Bound):
            self.call(site, value)

    def _alias(self, node: Any, scope: Scope) -> None:
        """Read ``type X = ...``."""
        for each in getattr(node, "type_params", ()):
            self.unfollowed(each, scope)
        self.bind_name(node.name.id, self.evaluate(node.value, scope), scope)
