"""Items of containers, and of whatever else has items."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chime_shim.scan.reader.attributes import Attributes
from chime_shim.scan.reader.solver import Node
from chime_shim.scan.reader.values import (
    PLAIN,
    UNKNOWN,
    Box,
    Caught,
    Class,
    Client,
    External,
    Instance,
    Reply,
    Text,
)

if TYPE_CHECKING:
    import ast

    from chime_shim.scan.reader.scope import Scope
    from chime_shim.scan.reader.values import Value

__all__ = ["Items"]

_MOST_KEYS = 6


class Items(Attributes):
    """Reads and writes items."""

    def subscript(self, value: Value, keys: Node, target: Node, scope: Scope, key: int | None = None) -> None:
        """Let an item of a value flow to a node; ``key`` is a number that is written out."""
        if isinstance(value, Box | External | Reply | Caught):

            def picked(which: Value) -> None:
                known = which.value if isinstance(which, Text) else key
                if isinstance(value, Box):
                    self.pick(value, known, target)
                elif isinstance(value, External):
                    self.flow(self.external(f"{value.name}[{known}]"), target)
                else:
                    self.derive(value, known if isinstance(known, str) else None, target)

            self.watch(keys, picked, scope.module)
        elif isinstance(value, Instance):
            method = Node()
            self.attribute(value, "__getitem__", method, scope)
            self.call_with(method, [keys], scope, target)
        elif isinstance(value, Class):
            self.put(target, value)  # a member of an enumeration, or a generic class
        else:
            self.put(target, PLAIN if value is PLAIN else UNKNOWN)

    def store_item(
        self,
        value: Value,
        keys: Node,
        source: Node,
        scope: Scope,
        node: ast.AST,
        key: int | None,
        paired: bool,
    ) -> None:
        """Keep something as an item of a value.

        Args:
            value: What it becomes an item of.
            keys: Under which keys.
            source: What is kept.
            scope: Where.
            node: The target of the assignment.
            key: The key, if it is a number that is written out.
            paired: Whether key and client are made of the same name, so that each client has its own key.
        """
        if isinstance(value, Box):

            def put(which: Value) -> None:
                if not isinstance(which, Text):
                    self.flow(source, self.item(value, key))
                    return
                self.put(self.field(value, "<keys>"), which)
                item = self.item(value, which.value)
                if paired:

                    def put_own(each: Value) -> None:
                        service = each.service if isinstance(each, Client) else which.value
                        if service == which.value or Text(service) not in keys.values:
                            self.put(item, each)

                    self.watch(source, put_own, scope.module)
                else:
                    self.flow(source, item)

            self.watch(keys, put, scope.module)
        elif isinstance(value, Instance):
            method = Node()
            self.attribute(value, "__setitem__", method, scope)
            self.call_with(method, [keys, source], scope, Node())
        elif value is not PLAIN:
            if isinstance(value, External):
                self.watch(
                    keys,
                    lambda which: self.flow(
                        source,
                        self.external(f"{value.name}[{which.value if isinstance(which, Text) else key}]"),
                    ),
                    scope.module,
                )
            self.escape(source, node, "attribute", "it becomes an item of something that others read", scope)
