"""Errors of the tree's own, from where they are raised to where they are caught."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chime_shim.scan.reader.bindings import Bindings
from chime_shim.scan.reader.solver import Node
from chime_shim.scan.reader.values import Box, Caught, Class, Instance
from chime_shim.scan.reader.written import written

if TYPE_CHECKING:
    import ast

    from chime_shim.scan.reader.scope import Scope
    from chime_shim.scan.reader.values import Value

__all__ = ["Errors"]

_ANY = ("Exception", "BaseException")


class Errors(Bindings):
    """Lets an error flow to the handlers that take its class, whoever raises it: it may keep a client."""

    raised: Node

    def _raise(self, node: ast.Raise, scope: Scope) -> bool:
        raised, cause = self.evaluate(node.exc, scope), self.evaluate(node.cause, scope)
        self.escape(self.joined([raised, cause]), node, "construct", "it is raised", scope)
        self.watch(raised, lambda value: self._raised(value, scope), scope.module)
        return True

    def _raised(self, value: Value, scope: Scope) -> None:
        if isinstance(value, Class):
            self.call_with(Node([value]), [], scope, self.raised)
        elif isinstance(value, Instance):
            self.put(self.raised, value)

    def caught(self, handler: ast.ExceptHandler, kinds: Node, scope: Scope) -> Node:
        """Return what a handler's name is bound to.

        Args:
            handler: The handler.
            kinds: The classes of errors that it takes.
            scope: Where it is.
        """
        caught = Node([Caught(handler)])
        takes_all = handler.type is not None and written(handler.type) in _ANY

        def judge(error: Instance, kind: Value) -> None:
            if isinstance(kind, Box):
                self.watch(self.contents(kind), lambda each: judge(error, each), scope.module)
            elif any(kind is each for each in self.classes_of(error.of)):
                self.put(caught, error)

        def take(error: Value) -> None:
            if takes_all:
                self.put(caught, error)
            elif isinstance(error, Instance):
                self.watch(kinds, lambda kind: judge(error, kind), scope.module)

        self.watch(self.raised, take, scope.module)
        return caught
