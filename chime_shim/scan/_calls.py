"""Reading calls: what the functions of other libraries make of their arguments."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from chime_shim.scan._attributes import Attributes
from chime_shim.scan._base import Arguments
from chime_shim.scan._expressions import written
from chime_shim.scan._known import (
    CLIENT_MAKERS,
    MOCKS,
    NAMING_MEMBERS,
    PATCHES,
    SESSION_MAKERS,
    SESSION_MEMBERS,
    STUBBERS,
    kept_methods,
)
from chime_shim.scan._rules import method_name, operation_of
from chime_shim.scan._values import (
    EMPTY,
    LEGACY_SERVICE,
    NOTHING_KNOWN,
    SESSION,
    UNKNOWN,
    Bound,
    Box,
    BoxMethod,
    Class,
    Client,
    ClientMember,
    Elsewhere,
    External,
    Function,
    Instance,
    Mock,
    Partial,
    Super,
    Text,
    legacy_clients,
    texts,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from chime_shim.scan._finding import Kind
    from chime_shim.scan._scope import Scope
    from chime_shim.scan._values import Values

__all__ = ["Calls"]


_PATCHING = ("patch", "setattr", "mock")


class Calls(Attributes):
    """Reads calls."""

    def call(self, function: Values, arguments: Arguments, scope: Scope, node: ast.Call | None) -> Values:
        """Return what a call of any of the values returns."""
        found: Values = EMPTY
        for value in function:
            caller = _CALLERS.get(type(value), Calls._anything)
            found |= caller(self, value, arguments, scope, node)
        return found

    def _call_function(self, of: Function, arguments: Arguments, scope: Scope, node: ast.Call | None) -> Values:
        self.demand_for(of, node, scope)
        return self.invoke(of, arguments)

    def _call_bound(self, of: Bound, arguments: Arguments, scope: Scope, node: ast.Call | None) -> Values:
        self.demand_for(of.function, node, scope)
        return self.invoke(of.function, arguments, of.to)

    def _call_class(self, of: Class, arguments: Arguments, scope: Scope, node: ast.Call | None) -> Values:
        return self.instantiate(of, arguments)

    def _call_instance(self, of: Instance, arguments: Arguments, scope: Scope, node: ast.Call | None) -> Values:
        return self.call(self.attribute(frozenset({of}), "__call__", scope), arguments, scope, node)

    def _call_partial(self, of: Partial, arguments: Arguments, scope: Scope, node: ast.Call | None) -> Values:
        combined = Arguments(
            [*of.args, *arguments.positional], {**dict(of.keywords), **arguments.keywords}
        )
        return self.call(of.function, combined, scope, node)

    def _call_mock(self, of: Mock, arguments: Arguments, scope: Scope, node: ast.Call | None) -> Values:
        made = self.call(of.of - NOTHING_KNOWN, arguments, scope, node)
        return frozenset({Mock(made)}) if made else NOTHING_KNOWN

    def _call_client_member(
        self, of: ClientMember, arguments: Arguments, scope: Scope, node: ast.Call | None
    ) -> Values:
        kind: Any = NAMING_MEMBERS.get(of.name)
        if of.name in {"stubber.add_response", "stubber.add_client_error"}:
            kind = "stub"
        if kind is not None and node is not None:
            named = arguments.get(0, {"api-call": "operation_name", "stub": "method"}.get(kind, "operation_name"))
            if kind == "presigned":
                named = arguments.get(0, "ClientMethod")
            self._named(named or EMPTY, kind, of.client, node, scope)
        if of.name == "stubber.__enter__":
            return frozenset({ClientMember(of.client, "stubber")})
        return NOTHING_KNOWN

    def _named(self, named: Values, kind: Kind, client: Client, node: ast.Call, scope: Scope) -> None:
        """Note the use of each operation that ``named`` may name, at the first argument."""
        if client.service != LEGACY_SERVICE:
            return
        place = node.args[0] if node.args else node.keywords[0].value if node.keywords else node
        for operation in {operation_of(text.value) for text in texts(named)} - {None}:
            receiver = node.func.value if isinstance(node.func, ast.Attribute) else None
            self.record(scope).use(
                place, kind, str(operation), frozenset({client}), receiver=receiver, call=node
            )
        for text in texts(named):
            if method_name(text.value) in kept_methods():
                self.record(scope).keep(place, method_name(text.value))
        if not texts(named):
            self.demand(place, scope)

    def _call_box_method(
        self, of: BoxMethod, arguments: Arguments, scope: Scope, node: ast.Call | None
    ) -> Values:
        box, name = of.box, of.name
        if name in {"get", "pop", "setdefault", "__getitem__"} and node is not None and arguments.positional:
            default = arguments.positional[1] if len(arguments.positional) > 1 else EMPTY
            if name == "setdefault":
                self.put_all(box, arguments.positional[0], default)
            return self.subscript(frozenset({box}), node.args[0], arguments.positional[0]) | default
        if name in {"append", "add", "insert", "appendleft"} and arguments.positional:
            self.put(box, None, arguments.positional[-1])
        elif name in {"update", "extend"}:
            for values in arguments.positional:
                for inner in values:
                    if isinstance(inner, Box):
                        for key, held in self.items(inner).items():
                            self.put(box, key if box.mapping else None, held)
            for key, held in arguments.keywords.items():
                self.put(box, key, held)
        elif name == "copy":
            return frozenset({box})
        elif name in {"keys", "pop", "values", "items", "popitem"} and node is not None:
            return self._view(box, name, node)
        return EMPTY

    def _view(self, box: Box, name: str, node: ast.Call) -> Values:
        items = self.items(box)
        if name in {"pop", "popitem"}:
            return frozenset().union(*items.values())
        view = Box(node, (box, name))
        for index, (key, held) in enumerate(sorted(items.items(), key=lambda item: str(item[0]))):
            keys = frozenset({Text(key)}) if isinstance(key, str) else NOTHING_KNOWN
            if name == "items":
                pair = Box(node, (box, key))
                self.put(pair, 0, keys)
                self.put(pair, 1, held)
                self.put(view, index, frozenset({pair}))
            else:
                self.put(view, index, keys if name == "keys" else held)
        return frozenset({view})

    def _call_elsewhere(self, of: Elsewhere, arguments: Arguments, scope: Scope, node: ast.Call | None) -> Values:
        given = [*arguments.positional, *arguments.keywords.values()]
        if any(self.matters(values) for values in given):
            self.project.want(of.path)
        return self._anything(of, arguments, scope, node)

    def _anything(self, of: Any, arguments: Arguments, scope: Scope, node: ast.Call | None) -> Values:
        """Read a call of something that is not known."""
        self._callbacks(arguments, scope)
        self.note_pairs(arguments, node, scope)
        if node is None:
            return NOTHING_KNOWN
        if isinstance(node.func, ast.Attribute) and any(map(self.matters, arguments.positional)):
            self.demand(node.func.value, scope)
        return self._guessed(of, arguments, scope, node) or self._patched(arguments, scope, node)

    def _guessed(self, of: Any, arguments: Arguments, scope: Scope, node: ast.Call) -> Values:
        """Take ``.client("chime")`` of something unknown for what it looks like."""
        name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        service = arguments.get(0, "service_name") or EMPTY
        if name not in SESSION_MEMBERS or LEGACY_SERVICE not in {text.value for text in texts(service)}:
            return EMPTY
        self.demand(node.func, scope)
        why = f"what .{name}(...) is called on is not known, but it looks like a session"
        return self._made(node, scope, service, why)

    def _callbacks(self, arguments: Arguments, scope: Scope) -> None:
        """Take it that a function that is given away is called with the arguments after it."""
        for index, values in enumerate(arguments.positional):
            for value in values:
                if isinstance(value, Function | Bound | Partial):
                    following = Arguments(arguments.positional[index + 1 :], dict(arguments.keywords))
                    self.call(frozenset({value}), following, scope, None)
        target = arguments.keywords.get("target", EMPTY) | arguments.keywords.get("func", EMPTY)
        if target:
            given = self._in_one(arguments.keywords.get("args", EMPTY))
            self.call(target, Arguments(given), scope, None)

    def _in_one(self, values: Values) -> list[Values]:
        return self.elements(frozenset(value for value in values if isinstance(value, Box)))

    def note_pairs(self, arguments: Arguments, node: ast.Call | None, scope: Scope) -> None:
        """Note a legacy client that is followed by the name of an operation, whatever the call is."""
        if node is None:
            return
        for index, values in enumerate(arguments.positional[:-1]):
            if legacy_clients(values) and index + 1 < len(node.args):
                named = arguments.positional[index + 1]
                mock = any(word in written(node) for word in _PATCHING)
                for operation in {operation_of(text.value) for text in texts(named)} - {None}:
                    self.record(scope).use(
                        node.args[index + 1],
                        "mock" if mock else "getattr",
                        str(operation),
                        values,
                        receiver=node.args[index],
                    )

    def _patched(self, arguments: Arguments, scope: Scope, node: ast.Call) -> Values:
        """Read ``patch("app.chime.create_meeting")`` and its kin, by whatever name they go."""
        name = written(node)
        if not any(word in name for word in _PATCHING):
            return NOTHING_KNOWN
        if name.endswith(".object") and len(arguments.positional) > 1:
            members = texts(arguments.positional[1])
            of = self.attribute(arguments.positional[0], members[0].value, scope) if members else EMPTY
            return frozenset({Mock(of)}) if of else NOTHING_KNOWN
        for text in texts(arguments.get(0, "target") or EMPTY):
            holder, _, last = text.value.rpartition(".")
            values = self.project.find_dotted(holder, scope)
            operation = operation_of(last)
            if operation is not None and node.args:
                self.record(scope).use(node.args[0], "mock", operation, values or EMPTY)
            if values:
                return frozenset({Mock(self.attribute(values, last, scope))})
        return NOTHING_KNOWN

    def _call_external(self, of: External, arguments: Arguments, scope: Scope, node: ast.Call | None) -> Values:
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
        return frozenset({External(f"{name}()")}) if len(name) < 200 else NOTHING_KNOWN

    def _make(self, arguments: Arguments, scope: Scope, node: ast.Call | None) -> Values:
        if node is None:
            return NOTHING_KNOWN
        service = arguments.get(0, "service_name") or EMPTY
        if not texts(service):
            for argument in node.args[:1] or [each.value for each in node.keywords]:
                self.demand(argument, scope)
        why = "the name of the service is only a default" if UNKNOWN in service else ""
        return self._made(node, scope, service, why)

    def _made(self, node: ast.Call, scope: Scope, service: Values, why: str) -> Values:
        origin = self.origin(node, scope)
        confidence: Any = "likely" if why else "certain"
        clients = frozenset(
            Client(text.value, origin, confidence, why) for text in texts(service)
        )
        if legacy_clients(clients):
            self.record(scope).reference(node, "client", "", clients)
            for each in ast.walk(node):
                if isinstance(each, ast.Constant) and each.value == LEGACY_SERVICE:
                    self.record(scope).reference(each, "service", LEGACY_SERVICE, clients)
        return clients | (NOTHING_KNOWN if UNKNOWN in service or not clients else EMPTY)

    def _test_double(
        self, name: str, arguments: Arguments, scope: Scope, node: ast.Call | None
    ) -> Values:
        if name in STUBBERS:
            clients = frozenset(
                value
                for values in [arguments.get(0, "client") or EMPTY]
                for value in values
                if isinstance(value, Client)
            )
            if legacy_clients(clients) and node is not None:
                self.record(scope).reference(node, "stubber", "", clients)
            members = frozenset(ClientMember(each, "stubber") for each in clients if isinstance(each, Client))
            return members or NOTHING_KNOWN
        self.note_pairs(arguments, node, scope)
        if "patch" in name and node is not None:
            return self._patched(arguments, scope, node)
        spec = arguments.keywords.get("spec", EMPTY) | arguments.keywords.get("spec_set", EMPTY)
        if name.endswith("create_autospec"):
            spec |= arguments.get(0, "spec") or EMPTY
        return frozenset({Mock(spec)}) if spec - NOTHING_KNOWN else NOTHING_KNOWN

    # What follows is in the table of functions of other libraries.

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


_CALLERS: dict[type, Callable[[Any, Any, Arguments, Scope, ast.Call | None], Values]] = {
    Bound: Calls._call_bound,
    BoxMethod: Calls._call_box_method,
    Class: Calls._call_class,
    ClientMember: Calls._call_client_member,
    Elsewhere: Calls._call_elsewhere,
    External: Calls._call_external,
    Function: Calls._call_function,
    Instance: Calls._call_instance,
    Mock: Calls._call_mock,
    Partial: Calls._call_partial,
}

_EXTERNALS: dict[str, Callable[[Any, Arguments, Scope, ast.Call | None], Values]] = {
    "asyncio.run": Calls._first,
    "builtins.dict": Calls._dict_made,
    "builtins.frozenset": Calls._first,
    "builtins.getattr": Calls._getattr,
    "builtins.hasattr": Calls._hasattr,
    "builtins.iter": Calls._first,
    "builtins.list": Calls._first,
    "builtins.map": Calls._map,
    "builtins.next": Calls._next,
    "builtins.reversed": Calls._first,
    "builtins.set": Calls._first,
    "builtins.setattr": Calls._setattr,
    "builtins.sorted": Calls._first,
    "builtins.super": Calls._super,
    "builtins.tuple": Calls._first,
    "builtins.type": Calls._type,
    "chime_shim.successor": Calls._successor,
    "chime_shim.wrap": Calls._first,
    "contextlib.aclosing": Calls._first,
    "contextlib.closing": Calls._first,
    "contextlib.nullcontext": Calls._first,
    "copy.copy": Calls._first,
    "copy.deepcopy": Calls._first,
    "dataclasses.field": Calls._field,
    "functools.partial": Calls._partial_made,
    "operator.attrgetter": Calls._method_caller,
    "operator.methodcaller": Calls._method_caller,
    "operator.methodcaller()": Calls._method_called,
    "os.environ.get": Calls._environment,
    "os.getenv": Calls._environment,
    "types.MappingProxyType": Calls._first,
    "typing.cast": Calls._cast,
    "weakref.proxy": Calls._first,
}

