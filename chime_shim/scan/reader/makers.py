"""Calls that make clients, ask them for operations by name, or put test doubles in their place."""

from __future__ import annotations

import ast
from functools import partial
from typing import TYPE_CHECKING, Any

from chime_shim.routes._names import method_name, operation_of
from chime_shim.scan.reader.away import Away
from chime_shim.scan.reader.heap import ANY
from chime_shim.scan.reader.libraries import (
    NAMING_MEMBERS,
    kept_methods,
)
from chime_shim.scan.reader.solver import Node
from chime_shim.scan.reader.values import (
    FOREIGN,
    LEGACY_SERVICE,
    PLAIN,
    UNKNOWN,
    Client,
    ClientMember,
    Mock,
    Text,
    Unnamed,
)
from chime_shim.scan.reader.written import written

if TYPE_CHECKING:
    from chime_shim.scan.reader.scope import Scope
    from chime_shim.scan.reader.site import Site
    from chime_shim.scan.reader.values import Value

__all__ = ["Makers"]


class Makers(Away):
    """Reads calls that have to do with clients."""

    makers: list[tuple[Site, Node]]

    # Clients.

    def _make(self, site: Site) -> None:
        service = self.argument(site, 0, "service_name")
        self.makers.append((site, service))
        self.each(service, site, lambda text: self._made(site, text, ""))

    def _made(self, site: Site, service: Value, why: str) -> None:
        if not isinstance(service, Text):
            if service is not PLAIN:
                self._unnamed(site)
            return
        if site.node is None:
            return
        origin = self.origin(site.node, site.scope)
        client = Client(service.value, origin, "likely" if why else "certain", why)
        self.put(site.result, client)
        if service.value == LEGACY_SERVICE:
            module = site.scope.module
            self.records.refer(module, site.node, "client", "", client)
            for each in ast.walk(site.node):
                if isinstance(each, ast.Constant) and each.value == LEGACY_SERVICE:
                    self.records.refer(module, each, "service", LEGACY_SERVICE, client)

    def _unnamed(self, site: Site) -> None:
        """Make a client of a service that the source does not tell."""
        if site.node is None:
            self.put(site.result, UNKNOWN)
            return
        module = site.scope.module
        module.unnamed = True
        self.put(site.result, Unnamed(module.path, site.node.lineno))

    def origin(self, node: ast.AST, scope: Scope, how: Any = "made") -> Any:
        """Return the place of a node, as that where a client comes from."""
        from chime_shim.scan._finding import Origin

        span = self.records.span(scope.module, node)
        return Origin(scope.module.path, span.line, span.column, how)

    def call_member(self, of: ClientMember, site: Site) -> None:
        node, client = site.node, of.client
        kind: Any = NAMING_MEMBERS.get(of.name)
        if of.name in {"stubber.add_response", "stubber.add_client_error"}:
            kind = "stub"
        if of.name == "stubber.__enter__":
            self.put(site.result, ClientMember(client, "stubber"))
        if of.name in {"__enter__", "__aenter__"}:
            self.put(site.result, client)
            return
        if node is None:
            self.put(site.result, UNKNOWN)
            return
        if kind is not None:
            name = {"stub": "method", "presigned": "ClientMethod"}.get(kind, "operation_name")
            named = self.argument(site, 0, name)
            place = next((each.value for each in node.keywords if each.arg == name), None)
            place = place or (node.args[0] if node.args else node)
            if client.service == LEGACY_SERVICE:
                self.each(named, site, partial(self._named, site, place, kind, client))
        if "." not in of.name and kind is None:
            self.put(site.result, self.records.reply(site.scope.module, node, client, of.name))
        else:
            self.put(site.result, UNKNOWN)

    def _named(self, site: Site, place: ast.expr, kind: Any, client: Client, text: Value) -> None:
        """Note the use of the operation that a text names."""
        node, module = site.node, site.scope.module
        assert node is not None
        if not isinstance(text, Text):
            self.records.refer(module, place, "dynamic", "", client)
            return
        receiver = node.func.value if isinstance(node.func, ast.Attribute) else None
        operation = operation_of(text.value)
        if operation is not None:
            self.records.use(module, place, kind, operation, Node([client]), receiver, node)
        elif method_name(text.value) in kept_methods():
            self.records.keep(module, place, method_name(text.value), client)

    def _stub(self, site: Site, value: Value) -> None:
        if isinstance(value, Client) and site.node is not None:
            if value.service == LEGACY_SERVICE:
                self.records.refer(site.scope.module, site.node, "stubber", "", value)
            self.put(site.result, ClientMember(value, "stubber"))
        else:
            self.put(site.result, UNKNOWN)

    def _test_double(self, name: str, site: Site) -> None:
        self._pairs(site)
        if "patch" in name:
            self._patch(site)
            return
        specs = [held for keyword, held in site.keywords if keyword in {"spec", "spec_set", "wraps"}]
        if name.endswith("create_autospec"):
            specs.append(self.argument(site, 0, "spec"))
        for spec in specs:
            self.each(
                spec, site, lambda value: self.put(site.result, Mock(value)) if value is not UNKNOWN else None
            )
        self.put(site.result, FOREIGN)

    def _patch(self, site: Site) -> None:
        """Read ``patch("app.chime.create_meeting")`` and the like, by whatever name they go."""
        node, scope = site.node, site.scope
        assert node is not None
        self.put(site.result, FOREIGN)
        self._pairs(site)
        if written(node).endswith(".object"):
            of, inner = self.argument(site, 0, "target"), Node()
            place = next((each.value for each in node.keywords if each.arg == "attribute"), None)

            def ask(text: Value) -> None:
                if isinstance(text, Text):
                    self.flow(self.load(of, text.value, scope), inner)
                    operation = operation_of(text.value)
                    if operation is not None and place is not None:
                        self.records.use(scope.module, place, "mock", operation, of, only_clients=True)

            self.each(self.argument(site, 1, "attribute"), site, ask)
            self.each(inner, site, lambda value: self.put(site.result, Mock(value)))
            return

        def named(text: Value) -> None:
            if not isinstance(text, Text):
                return
            holder, _, last = text.value.rpartition(".")
            found = self.find_dotted(holder, scope)
            operation = operation_of(last)
            if operation is not None and node.args:
                self.records.use(scope.module, node.args[0], "mock", operation, found or ANY)
            if found is not None:
                held = self.load(found, last, scope)
                self.each(held, site, lambda value: self.put(site.result, Mock(value)))

        self.each(self.argument(site, 0, "target"), site, named)
