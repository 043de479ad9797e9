"""Items of containers, and of whatever else has items."""

from __future__ import annotations

import ast
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
    ClientMember,
    Elsewhere,
    External,
    Function,
    Instance,
    Mock,
    ModuleValue,
    Reply,
    Text,
)
from chime_shim.scan.reader.written import written

if TYPE_CHECKING:
    from chime_shim.scan.reader.scope import Scope
    from chime_shim.scan.reader.values import Value

__all__ = ["Items", "declared"]


class Items(Attributes):
    """Reads items, and writes these and attributes."""

    def subscript(self, value: Value, keys: Node, target: Node, scope: Scope, key: int | None = None) -> None:
        """Let an item of a value flow to a node; ``key`` is a number that is written out."""
        if isinstance(value, Box | External | Reply | Caught):

            def picked(which: Value) -> None:
                known = which.value if isinstance(which, Text) else key
                if isinstance(value, Box):
                    self.pick(value, known, target)
                elif value == External("sys.modules") and isinstance(known, str):
                    self.flow(self.module_named(known, scope), target)
                elif isinstance(value, External):
                    self.flow(self.external(f"{value.name}[{known}]"), target)
                    if value.name.endswith(".Annotated") and isinstance(which, Box):
                        self.flow(self.contents(which), target)
                else:
                    self.derive(value, known if isinstance(known, str) else None, target)

            self.watch(keys, picked, scope.module)
        elif isinstance(value, Instance):
            for name in ("__getitem__", "__missing__"):
                method = Node()
                self.attribute(value, name, method, scope)
                self.call_with(method, [keys], scope, target)
            if not self.has(value.of, "__getitem__"):
                self.flow(self.field(value, "<items>"), target)
                # A TypedDict has its fields as items, a NamedTuple as well.
                self.watch(keys, lambda which: self._field_at(value, which, key, target), scope.module)
        elif isinstance(value, Class):
            method = Node()
            if self.has(value, "__class_getitem__"):
                self.lookup(value, "__class_getitem__", method, scope)
                self.call_with(method, [keys], scope, target, value)
            self.put(target, value)  # a member of an enumeration, or a generic class
        else:
            self.put(target, PLAIN if value is PLAIN else UNKNOWN)

    def _field_at(self, value: Instance, which: Value, key: int | None, target: Node) -> None:
        if isinstance(which, Text):
            self.flow(self.field(value, which.value), target)
        elif which is PLAIN:
            names = declared(value.of)
            for name in names if key is None else names[key : key + 1]:
                self.flow(self.field(value, name), target)

    def store(self, value: Value, name: str, source: Node, scope: Scope, node: ast.AST) -> None:
        """Keep something as an attribute of a value."""
        if isinstance(value, Instance | Class | Function):
            self.flow(source, self.field(value, name))
        elif isinstance(value, ModuleValue):
            self.flow(source, self.export(value.module, name))
            for _, version in value.module.scope.history.get(name, ()):
                self.flow(source, version)
        elif isinstance(value, Elsewhere) and not value.name and self.project.module(value.path) is None:
            self.passed.append((value.path, source))
            self.escape(source, node, "attribute", f"it is kept as {name} of {value.path}", scope)
        elif isinstance(value, External):
            self.flow(source, self.external(f"{value.name}.{name}"))
            self.escape(
                source, node, "attribute", f"it is kept as {name} of something that others read", scope
            )
        elif not isinstance(value, Mock | Client | ClientMember) and value is not PLAIN:
            self.escape(source, node, "attribute", f"it is kept as {name} of something unknown", scope)

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
            if isinstance(value.node, ast.Call) and not isinstance(value.key, str | int):
                called = written(value.node.func)
                if called in {"globals", "locals", "vars"}:
                    reason = f"it is kept in {called}(), by whatever name it is read"
                    self.escape(source, node, "attribute", reason, scope)

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
            if not self.has(value.of, "__setitem__"):
                self.flow(source, self.field(value, "<items>"))
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


def declared(of: Class) -> list[str]:
    """Return the fields that a class declares with annotations, in their order."""
    return [
        each.target.id
        for each in of.node.body
        if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)
    ]
