"""Attributes and items: of clients, modules, classes, what these make, and containers."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from chime_shim.scan.reader.heap import ANY
from chime_shim.scan.reader.hierarchy import Hierarchy
from chime_shim.scan.reader.libraries import COPYING, SESSION_MAKERS, SESSION_MEMBERS
from chime_shim.scan.reader.site import Site
from chime_shim.scan.reader.solver import Node
from chime_shim.scan.reader.values import (
    FOREIGN,
    LEGACY_SERVICE,
    PLAIN,
    SESSION,
    UNKNOWN,
    Bound,
    Box,
    BoxMethod,
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
    Partial,
    Property,
    Reply,
    Super,
    Text,
    mocked,
)
from chime_shim.scan.reader.written import is_property

if TYPE_CHECKING:
    from collections.abc import Callable

    from chime_shim.scan.reader.records import Records
    from chime_shim.scan.reader.scope import Scope
    from chime_shim.scan.reader.values import Value

__all__ = ["Attributes"]

_MOST_KEYS = 6
_TEXTUAL = frozenset({"casefold", "lower", "removeprefix", "removesuffix", "replace", "strip"})
_OF_MAPPINGS = frozenset({"get", "items", "pop", "setdefault", "values"})


class Attributes(Hierarchy):
    """Reads and writes attributes and items."""

    records: Records
    project: Any

    def load(self, source: Node, name: str, scope: Scope, node: ast.expr | None = None) -> Node:
        """Return what an attribute of something holds."""
        if source.settled and len(source.values) == 1 and UNKNOWN in source.values:
            return ANY
        target = Node()
        self.watch(source, lambda value: self.attribute(value, name, target, scope, node), scope.module)
        return target

    def attribute(
        self, value: Value, name: str, target: Node, scope: Scope, node: ast.expr | None = None
    ) -> None:
        """Let an attribute of a value flow to a node."""
        reader = _READERS.get(type(value))
        if reader is not None:
            reader(self, value, name, target, scope, node)
        else:
            # The name of a member of an enumeration is as good as any.
            self.put(target, value if value in {PLAIN, FOREIGN} and name != "name" else UNKNOWN)

    def _of_client(self, of: Client, name: str, target: Node, scope: Scope, node: ast.expr | None) -> None:
        if name == "value":  # a member of an enumeration is kept as its value
            self.put(target, of)
            return
        self.put(target, ClientMember(of, name))
        if node is not None and of.service == LEGACY_SERVICE:
            self.records.member(scope.module, node, name, of)

    def _of_client_member(
        self, of: ClientMember, name: str, target: Node, scope: Scope, node: ast.expr | None
    ) -> None:
        if (of.name, name) in {("meta", "client"), ("stubber", "client")}:
            self.put(target, of.client)
        else:
            known = of.name in {"exceptions", "stubber"}
            self.put(target, ClientMember(of.client, f"{of.name}.{name}") if known else UNKNOWN)
        if of.name == "exceptions" and node is not None and of.client.service == LEGACY_SERVICE:
            self.records.refer(scope.module, node, "exceptions", name, of.client)

    def _of_external(self, of: External, name: str, target: Node, *_: Any) -> None:
        name = name.removeprefix("*")
        if of == SESSION or of.name in SESSION_MAKERS:
            if name in SESSION_MEMBERS:
                self.put(target, External("boto3.client"))
            else:
                self.put(target, SESSION if name in {"_session", "session"} else UNKNOWN)
        elif (of.name, name) == ("boto3", "DEFAULT_SESSION"):
            self.put(target, SESSION)
        else:
            self.flow(self.external(f"{of.name}.{name}"), target)

    def _of_instance(
        self, of: Instance, name: str, target: Node, scope: Scope, node: ast.expr | None
    ) -> None:
        if name == "__class__":
            self.put(target, of.of)
            return
        if name == "__dict__":
            box, boxed = self.box(of, "__dict__", mapping=True)
            for each in list(self._fields.get(of, ())):
                self.item(box, each)
            self.flow(boxed, target)
            return
        self.flow(self.field(of, name), target)
        if name in _OF_MAPPINGS and not self.has(of.of, name):
            self.put(target, BoxMethod(of, name))  # its base may be one
        if name in COPYING and not self.has(of.of, name):
            called = Site(None, scope, target)
            called.args = [(self.external(COPYING[name]), False), (Node([of]), False)]
            self.put(target, Partial(called))
        held = Node()
        self.lookup(of.of, name, held, scope)
        self.watch(held, lambda value: self.bind(value, of, target, scope), scope.module)
        if name.startswith("__"):
            return  # Python looks special methods up in the class
        for asking in ("__getattr__", "__getattribute__"):
            if not self.has(of.of, asking) or self.has_own(of.of, name):
                continue
            hook = Node()
            self.lookup(of.of, asking, hook, scope)
            asked = Node([Text(name, node if isinstance(node, ast.Attribute) else None, scope.module)])
            self.call_with(hook, [asked], scope, target, of)

    def bind(self, value: Value, to: Value, target: Node, scope: Scope) -> None:
        """Let what is found in a class flow to a node, bound to an instance or a class."""
        if isinstance(value, Property):
            self.call_with(self.argument(value.site, 0, "fget"), [Node([to])], scope, target)
        elif isinstance(value, Instance) and self.has(value.of, "__get__"):
            getter, owner = Node(), to.of if isinstance(to, Instance) else to
            self.attribute(value, "__get__", getter, scope)
            self.call_with(getter, [Node([to]), Node([owner])], scope, target)
        elif isinstance(value, Partial) and value.method:
            called, *given = value.site.args
            self.put(target, Partial(value.site.again(called, (Node([to]), False), *given)))
        elif not isinstance(value, Function):
            self.put(target, value)
        elif any(is_property(name) for name in value.decorators):
            self.call_with(Node([Bound(to, value)]), [], scope, target)
        elif "staticmethod" in value.decorators:
            self.put(target, value)
        elif "classmethod" in value.decorators:
            self.put(target, Bound(to.of if isinstance(to, Instance) else to, value))
        else:
            self.put(target, Bound(to, value))

    def _of_class(self, of: Class, name: str, target: Node, scope: Scope, *_: Any) -> None:
        held = Node()
        self.lookup(of, name, held, scope)

        def found(value: Value) -> None:
            if isinstance(value, Instance) or (
                isinstance(value, Function) and "classmethod" in value.decorators
            ):
                self.bind(value, of, target, scope)
            else:
                self.put(target, value)

        self.watch(held, found, scope.module)

    def _of_super(self, of: Super, name: str, target: Node, scope: Scope, *_: Any) -> None:
        def above(value: Value) -> None:
            if isinstance(value, Class):
                held = Node()
                self.lookup(value, name, held, scope)
                self.watch(held, lambda each: self.bind(each, of.to, target, scope), scope.module)
            elif value != External("builtins.object"):
                self.put(target, FOREIGN)

        if name == "__new__":
            self.put(target, External("builtins.object.__new__"))
        for base in of.of.bases:
            self.watch(base, above, scope.module)

    def _of_module(self, of: ModuleValue, name: str, target: Node, *_: Any) -> None:
        self.flow(self.export(of.module, name), target)

    def _of_elsewhere(self, of: Elsewhere, name: str, target: Node, *_: Any) -> None:
        self.from_elsewhere(of, name, target)

    def _of_box(self, of: Box, name: str, target: Node, *_: Any) -> None:
        self.put(target, BoxMethod(of, name))

    def _of_mock(self, of: Mock, name: str, target: Node, scope: Scope, *_: Any) -> None:
        inner = Node()
        if name in {"return_value", "side_effect"}:
            self.call_with(Node([of.of]), [], scope, inner)
        else:
            self.attribute(of.of, name, inner, scope)
        self.watch(inner, lambda value: self.put(target, mocked(value)), scope.module)

    def _of_text(self, of: Text, name: str, target: Node, *_: Any) -> None:
        # A member of an enumeration is kept as its value.
        self.put(target, of if name == "value" else BoxMethod(of, name) if name in _TEXTUAL else UNKNOWN)

    def _of_reply(self, of: Reply | Caught, name: str, target: Node, *_: Any) -> None:
        if name in {"get", "pop", "items", "values"}:
            self.put(target, BoxMethod(of, name))
        else:
            self.derive(of, name, target)

    def derive(self, of: Reply | Caught, key: str | None, target: Node) -> None:
        """Let what is under a key of a reply or an error flow to a node."""
        if len(of.keys) < _MOST_KEYS:
            of = type(of)(of.call if isinstance(of, Reply) else of.handler, (*of.keys, key))  # type: ignore[arg-type]
        self.put(target, of)

    def _of_function(self, of: Function, name: str, target: Node, *_: Any) -> None:
        self.flow(self.field(of, name), target)
        if name == "register" and of.dispatches:
            self.put(target, BoxMethod(of, name))
        elif name not in {"__wrapped__", "func"}:
            self.put(target, FOREIGN)
        else:
            self.put(target, of)


_READERS: dict[type, Callable[..., None]] = {
    Box: Attributes._of_box,
    Caught: Attributes._of_reply,
    Class: Attributes._of_class,
    Client: Attributes._of_client,
    ClientMember: Attributes._of_client_member,
    Elsewhere: Attributes._of_elsewhere,
    External: Attributes._of_external,
    Function: Attributes._of_function,
    Instance: Attributes._of_instance,
    Mock: Attributes._of_mock,
    ModuleValue: Attributes._of_module,
    Reply: Attributes._of_reply,
    Super: Attributes._of_super,
    Text: Attributes._of_text,
}
