"""Which names are bound, and read, in each scope of a file."""

from __future__ import annotations

import ast
import builtins
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Scope", "scopes"]

_ALWAYS_THERE = {*dir(builtins), "__file__", "__path__", "__annotations__", "__builtins__", "__class__"}
_ALWAYS_THERE |= {"__module__", "__qualname__", "__cached__"}
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


@dataclass(eq=False)
class Scope:
    """A module, a class, a function, a lambda or a comprehension.

    Args:
        node: What it is.
        outer: The scope that it is in.

    Attributes:
        bound: How often each name is bound in it.
        read: Where each name is read in it.
        elsewhere: The names that are declared global or nonlocal, each with whether it is global.
    """

    node: ast.AST
    outer: Scope | None = None
    bound: Counter[str] = field(default_factory=Counter)
    read: dict[str, list[ast.AST]] = field(default_factory=dict)
    elsewhere: dict[str, bool] = field(default_factory=dict)

    def binder(self, name: str) -> Scope | None:
        """Return the scope whose name is meant if ``name`` is read here; None if nobody binds it."""
        scope: Scope | None = self
        if self.elsewhere.get(name):
            scope = self.module
        elif name in self.elsewhere:
            scope = self.outer
        while scope is not None:
            is_seen = scope is self or not isinstance(scope.node, ast.ClassDef)
            if is_seen and scope.bound[name] and name not in scope.elsewhere:
                return scope
            scope = scope.outer
        return None

    @property
    def module(self) -> Scope:
        """The scope of the module."""
        return self if self.outer is None else self.outer.module

    def unbound(self) -> set[str]:
        """Return what is read here, and bound nowhere."""
        return {name for name in self.read if name not in _ALWAYS_THERE and self.binder(name) is None}


def scopes(tree: ast.Module) -> list[Scope]:
    """Return the scopes of a file, outer ones first, in the order of the source."""
    reader = _Reader(Scope(tree))
    for statement in tree.body:
        reader.visit(statement)
    for scope in reader.found:
        for name, is_global in scope.elsewhere.items():
            # What a function binds for the module is bound there.
            if is_global and scope.bound[name]:
                scope.module.bound[name] += scope.bound[name]
    return reader.found


class _Reader(ast.NodeVisitor):
    def __init__(self, module: Scope) -> None:
        self.found = [module]
        self._scope = module

    def _inside(self, node: ast.AST, parts: Sequence[ast.AST]) -> None:
        outer = self._scope
        self._scope = Scope(node, outer)
        self.found.append(self._scope)
        for part in parts:
            self.visit(part)
        self._scope = outer

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Store):
            self._scope.bound[node.id] += 1
        else:
            self._scope.read.setdefault(node.id, []).append(node)

    def visit_NamedExpr(self, node: ast.NamedExpr) -> None:
        self.visit(node.value)
        scope = self._scope
        while isinstance(scope.node, _COMPREHENSIONS) and scope.outer is not None:
            scope = scope.outer
        scope.bound[node.target.id] += 1

    def _function(self, node: Any) -> None:
        arguments: ast.arguments = node.args
        outside = [*getattr(node, "decorator_list", ()), *arguments.defaults]
        outside += [each for each in arguments.kw_defaults if each is not None]
        names = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
        names += [each for each in (arguments.vararg, arguments.kwarg) if each is not None]
        outside += [each.annotation for each in names if each.annotation is not None]
        outside += [each for each in (getattr(node, "returns", None),) if each is not None]
        for each in outside:
            self.visit(each)
        body = node.body if isinstance(node.body, list) else [node.body]
        self._inside(node, [*getattr(node, "type_params", ()), *names, *body])

    def visit_arg(self, node: ast.arg) -> None:
        self._scope.bound[node.arg] += 1

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        self._scope.bound[node.name] += 1
        self._function(node)

    visit_AsyncFunctionDef = visit_FunctionDef  # noqa: N815
    visit_Lambda = _function  # noqa: N815

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._scope.bound[node.name] += 1
        for each in (*node.decorator_list, *node.bases, *node.keywords):
            self.visit(each)
        self._inside(node, [*getattr(node, "type_params", ()), *node.body])

    def _comprehension(self, node: Any) -> None:
        first = node.generators[0]
        self.visit(first.iter)
        elements = (getattr(node, name, None) for name in ("elt", "key", "value"))
        rest = [part for each in node.generators[1:] for part in (each.target, each.iter, *each.ifs)]
        inside = [first.target, *first.ifs, *rest, *(each for each in elements if each is not None)]
        self._inside(node, inside)

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = _comprehension  # noqa: N815

    def visit_Global(self, node: ast.Global | ast.Nonlocal) -> None:
        self._scope.elsewhere |= dict.fromkeys(node.names, isinstance(node, ast.Global))

    visit_Nonlocal = visit_Global  # noqa: N815

    def visit_alias(self, node: ast.alias) -> None:
        self._scope.bound[node.asname or node.name.partition(".")[0]] += 1

    def generic_visit(self, node: ast.AST) -> None:
        # An except clause, a capture of a pattern, a type parameter: their names are strings.
        for name in _names_of(node):
            self._scope.bound[name] += 1
        super().generic_visit(node)


def _names_of(node: ast.AST) -> Iterator[str]:
    for kind, member in _NAMING:
        if isinstance(node, kind) and getattr(node, member) is not None:
            yield getattr(node, member)


_NAMING = [
    (ast.ExceptHandler, "name"),
    (ast.MatchAs, "name"),
    (ast.MatchStar, "name"),
    (ast.MatchMapping, "rest"),
    *(
        (getattr(ast, kind), "name")
        for kind in ("TypeVar", "ParamSpec", "TypeVarTuple")
        if hasattr(ast, kind)
    ),
]
