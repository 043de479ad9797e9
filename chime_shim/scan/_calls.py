"""Reading calls: what the functions of other libraries make of their arguments."""

from __future__ import annotations

import ast
from abc import abstractmethod
from typing import TYPE_CHECKING, Any

from chime_shim.scan._attributes import Attributes
from chime_shim.scan._base import Arguments
from chime_shim.scan._expressions import written
from chime_shim.scan._known import (
    NAMING_MEMBERS,
    SESSION_MEMBERS,
    STUBBERS,
    kept_methods,
)
from chime_shim.scan._rules import method_name, operation_of
from chime_shim.scan._values import (
    EMPTY,
    LEGACY_SERVICE,
    NOTHING_KNOWN,
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
        found = []
        for value in function:
            caller: Callable[..., Values] = _CALLERS.get(type(value), Calls._anything)
            found.append(caller(self, value, arguments, scope, node))
        return found[0] if len(found) == 1 else EMPTY.union(*found)

    def _call_function(
        self, of: Function, arguments: Arguments, scope: Scope, node: ast.Call | None
    ) -> Values:
        self.demand_for(of, node, scope)
        return self.invoke(of, arguments)

    def _call_bound(self, of: Bound, arguments: Arguments, scope: Scope, node: ast.Call | None) -> Values:
        self.demand_for(of.function, node, scope)
        return self.invoke(of.function, arguments, of.to)

    def _call_class(self, of: Class, arguments: Arguments, scope: Scope, node: ast.Call | None) -> Values:
        return self.instantiate(of, arguments)

    def _call_instance(
        self, of: Instance, arguments: Arguments, scope: Scope, node: ast.Call | None
    ) -> Values:
        return self.call(self.attribute(frozenset({of}), "__call__", scope), arguments, scope, node)

    def _call_partial(self, of: Partial, arguments: Arguments, scope: Scope, node: ast.Call | None) -> Values:
        combined = Arguments([*of.args, *arguments.positional], {**dict(of.keywords), **arguments.keywords})
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
            named = arguments.get(
                0, {"api-call": "operation_name", "stub": "method"}.get(kind, "operation_name")
            )
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

    def _call_elsewhere(
        self, of: Elsewhere, arguments: Arguments, scope: Scope, node: ast.Call | None
    ) -> Values:
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
        clients = frozenset(Client(text.value, origin, confidence, why) for text in texts(service))
        if legacy_clients(clients):
            self.record(scope).reference(node, "client", "", clients)
            for each in ast.walk(node):
                if isinstance(each, ast.Constant) and each.value == LEGACY_SERVICE:
                    self.record(scope).reference(each, "service", LEGACY_SERVICE, clients)
        return clients | (NOTHING_KNOWN if UNKNOWN in service or not clients else EMPTY)

    def _test_double(self, name: str, arguments: Arguments, scope: Scope, node: ast.Call | None) -> Values:
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

    def call_external(
        self, of: External, arguments: Arguments, scope: Scope, node: ast.Call | None
    ) -> Values:
        """Return what a function of another library returns."""
        return self.external(of, arguments, scope, node)

    @abstractmethod
    def external(self, of: External, arguments: Arguments, scope: Scope, node: ast.Call | None) -> Values:
        """Return what a function of another library returns."""


_CALLERS: dict[type, Callable[[Any, Any, Arguments, Scope, ast.Call | None], Values]] = {
    Bound: Calls._call_bound,
    BoxMethod: Calls._call_box_method,
    Class: Calls._call_class,
    ClientMember: Calls._call_client_member,
    Elsewhere: Calls._call_elsewhere,
    External: Calls.call_external,
    Function: Calls._call_function,
    Instance: Calls._call_instance,
    Mock: Calls._call_mock,
    Partial: Calls._call_partial,
}
