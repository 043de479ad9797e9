"""Reading calls of functions of other libraries: what they make of their arguments."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from chime_shim.scan._base import Arguments
from chime_shim.scan._calls import Calls
from chime_shim.scan._known import (
    CLIENT_MAKERS,
    MOCKS,
    PATCHES,
    SESSION_MAKERS,
    STUBBERS,
    kept_methods,
)
from chime_shim.scan._rules import operation_of
from chime_shim.scan._values import (
    EMPTY,
    NOTHING_KNOWN,
    SESSION,
    Box,
    External,
    Instance,
    Partial,
    Super,
    Text,
    legacy_clients,
    texts,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from chime_shim.scan._scope import Scope
    from chime_shim.scan._values import Values

__all__ = ["Externals"]

_LONGEST = 200


class Externals(Calls):
    """Reads calls of functions of other libraries."""

    def external(self, of: External, arguments: Arguments, scope: Scope, node: ast.Call | None) -> Values:
        name = of.name
        if name in CLIENT_MAKERS:
            return self._make(arguments, scope, node)
        if name in SESSION_MAKERS:
            return frozenset({SESSION})
        handler = _EXTERNALS.get(name)
        if handler is not None:
            return handler(self, arguments, scope, node)
        if name in STUBBERS or name.startswith(MOCKS) or name in PATCHES:
            return self._test_double(name, arguments, scope, node)
        self._callbacks(arguments, scope)
        self.note_pairs(arguments, node, scope)
        if name.endswith((".enter_context", ".enter_async_context")) and arguments.positional:
            return self.entered(arguments.positional[0], scope)
        if name.startswith("builtins."):
            return NOTHING_KNOWN
        return frozenset({External(f"{name}()")}) if len(name) < _LONGEST else NOTHING_KNOWN

    def _getattr(self, arguments: Arguments, scope: Scope, node: ast.Call | None) -> Values:
        if len(arguments.positional) < 2 or node is None:
            return NOTHING_KNOWN
        of, named = arguments.positional[0], arguments.positional[1]
        place = node.args[1] if len(node.args) > 1 else node
        if not texts(named):
            self.demand(place, scope)
            if legacy_clients(of):
                self.record(scope).reference(place, "dynamic", "", of)
            return NOTHING_KNOWN
        found: Values = arguments.positional[2] if len(arguments.positional) > 2 else EMPTY
        for text in texts(named):
            found |= self.attribute(of, text.value, scope)
            operation = operation_of(text.value)
            if operation is None or text.value[:1].isupper():
                if legacy_clients(of) and text.value in kept_methods():
                    self.record(scope).keep(place, text.value)
                continue
            if isinstance(text.node, ast.Attribute) and text.module is not None:
                # A class that hands on what it lacks: the attribute is where it was asked for.
                records = self.records_of(text.module)
                records.use(text.node, "call", operation, of, receiver=text.node.value)
            else:
                self.record(scope).use(place, "getattr", operation, of, receiver=node.args[0])
        return found

    def _setattr(self, arguments: Arguments, scope: Scope, node: ast.Call | None) -> Values:
        self.note_pairs(arguments, node, scope)
        if len(arguments.positional) > 2:
            of, named, values = arguments.positional[:3]
            for text in texts(named):
                self.set_attribute(of, text.value, values)
        return EMPTY

    def _hasattr(self, arguments: Arguments, scope: Scope, node: ast.Call | None) -> Values:
        self.note_pairs(arguments, node, scope)
        return EMPTY

    def _partial_made(self, arguments: Arguments, scope: Scope, node: ast.Call | None) -> Values:
        if not arguments.positional:
            return NOTHING_KNOWN
        function, *given = arguments.positional
        self.note_pairs(arguments, node, scope)
        return frozenset({Partial(function, tuple(given), tuple(sorted(arguments.keywords.items())))})

    def _method_caller(self, arguments: Arguments, scope: Scope, node: ast.Call | None) -> Values:
        # Called with a client, it gets the attribute of this name.
        named = arguments.positional[:1]
        return frozenset({Partial(frozenset({External("operator.methodcaller()")}), tuple(named), ())})

    def _method_called(self, arguments: Arguments, scope: Scope, node: ast.Call | None) -> Values:
        if len(arguments.positional) < 2 or node is None:
            return NOTHING_KNOWN
        named, of = arguments.positional[:2]
        for text in texts(named):
            operation = operation_of(text.value)
            if operation is not None and text.node is not None:
                self.record(scope).use(node, "getattr", operation, of, receiver=node.args[0])
        return NOTHING_KNOWN

    def _first(self, arguments: Arguments, scope: Scope, node: ast.Call | None) -> Values:
        return arguments.positional[0] if arguments.positional else NOTHING_KNOWN

    def _cast(self, arguments: Arguments, scope: Scope, node: ast.Call | None) -> Values:
        told = self.annotated(node.args[0], scope) if node is not None and node.args else EMPTY
        return told or (arguments.positional[1] if len(arguments.positional) > 1 else NOTHING_KNOWN)

    def _successor(self, arguments: Arguments, scope: Scope, node: ast.Call | None) -> Values:
        return self._made(node, scope, arguments.get(1, "service") or EMPTY, "") if node else NOTHING_KNOWN

    def _environment(self, arguments: Arguments, scope: Scope, node: ast.Call | None) -> Values:
        return (arguments.get(1, "default") or EMPTY) | NOTHING_KNOWN

    def _field(self, arguments: Arguments, scope: Scope, node: ast.Call | None) -> Values:
        factory = arguments.keywords.get("default_factory", EMPTY)
        made = self.call(factory, Arguments(), scope, node) if factory else EMPTY
        return made | arguments.keywords.get("default", EMPTY)

    def _dict_made(self, arguments: Arguments, scope: Scope, node: ast.Call | None) -> Values:
        if node is None:
            return NOTHING_KNOWN
        box = Box(node, scope.key, mapping=True)
        for values in arguments.positional:
            for inner in values:
                if isinstance(inner, Box):
                    for key, held in self.items(inner).items():
                        self.put(box, key, held)
        for name, held in arguments.keywords.items():
            self.put(box, name, held)
            self.add((box, "key texts"), frozenset({Text(name)}))
        return frozenset({box})

    def _super(self, arguments: Arguments, scope: Scope, node: ast.Call | None) -> Values:
        owner = scope
        while owner.owner is None and owner.parent is not None:
            owner = owner.parent
        if owner.owner is None:
            return NOTHING_KNOWN
        return frozenset({Super(owner.owner, owner.receiver)}) if owner.receiver else NOTHING_KNOWN

    def _type(self, arguments: Arguments, scope: Scope, node: ast.Call | None) -> Values:
        of = arguments.positional[0] if arguments.positional else EMPTY
        return frozenset(value.of for value in of if isinstance(value, Instance)) or NOTHING_KNOWN

    def _map(self, arguments: Arguments, scope: Scope, node: ast.Call | None) -> Values:
        if len(arguments.positional) < 2 or node is None:
            return NOTHING_KNOWN
        box = Box(node, scope.key)
        for values in self.elements(arguments.positional[1]):
            self.put(box, None, self.call(arguments.positional[0], Arguments([values]), scope, node))
        return frozenset({box})

    def _next(self, arguments: Arguments, scope: Scope, node: ast.Call | None) -> Values:
        return frozenset().union(*self.elements(arguments.positional[0] if arguments.positional else EMPTY))


_EXTERNALS: dict[str, Callable[[Any, Arguments, Scope, ast.Call | None], Values]] = {
    "asyncio.run": Externals._first,
    "builtins.dict": Externals._dict_made,
    "builtins.frozenset": Externals._first,
    "builtins.getattr": Externals._getattr,
    "builtins.hasattr": Externals._hasattr,
    "builtins.iter": Externals._first,
    "builtins.list": Externals._first,
    "builtins.map": Externals._map,
    "builtins.next": Externals._next,
    "builtins.reversed": Externals._first,
    "builtins.set": Externals._first,
    "builtins.setattr": Externals._setattr,
    "builtins.sorted": Externals._first,
    "builtins.super": Externals._super,
    "builtins.tuple": Externals._first,
    "builtins.type": Externals._type,
    "chime_shim.successor": Externals._successor,
    "chime_shim.wrap": Externals._first,
    "contextlib.aclosing": Externals._first,
    "contextlib.closing": Externals._first,
    "contextlib.nullcontext": Externals._first,
    "copy.copy": Externals._first,
    "copy.deepcopy": Externals._first,
    "dataclasses.field": Externals._field,
    "functools.partial": Externals._partial_made,
    "operator.attrgetter": Externals._method_caller,
    "operator.methodcaller": Externals._method_caller,
    "operator.methodcaller()": Externals._method_called,
    "os.environ.get": Externals._environment,
    "os.getenv": Externals._environment,
    "types.MappingProxyType": Externals._first,
    "typing.cast": Externals._cast,
    "weakref.proxy": Externals._first,
}
