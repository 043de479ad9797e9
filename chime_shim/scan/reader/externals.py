"""What other libraries make of their arguments, imports, annotations and decorators."""

from __future__ import annotations

import ast
from functools import partial
from typing import TYPE_CHECKING, Any

from chime_shim.scan._rules import method_name, operation_of
from chime_shim.scan.reader.attributes import Site
from chime_shim.scan.reader.expressions import Expressions, written
from chime_shim.scan.reader.heap import ANY, NOTHING
from chime_shim.scan.reader.libraries import (
    CALLERS,
    CLIENT_MAKERS,
    CONTEXT_MANAGERS,
    DECORATORS,
    HARMLESS,
    MOCKS,
    NAMING_MEMBERS,
    PATCHES,
    SESSION_MAKERS,
    SESSION_MEMBERS,
    SHOWN,
    STUBBERS,
    annotated_service,
    kept_methods,
    leads_to_clients,
)
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
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from chime_shim.scan.reader.scope import Scope
    from chime_shim.scan.reader.values import Value

__all__ = ["Externals"]

_PATCHING = ("patch", "setattr", "mock")
_PUTTING = frozenset({"append", "add", "insert", "appendleft", "put", "put_nowait"})
_JUMBLING = frozenset({"reverse", "sort", "insert", "remove", "rotate"})


class Externals(Expressions):
    """Reads what has to do with other libraries."""

    # Arguments.

    def argument(self, site: Site, index: int, name: str) -> Node:
        """Return an argument that may be given either way."""
        nodes = []
        for keyword, node in site.keywords:
            if keyword == name:
                return node
            if keyword is None:
                picked = Node()
                self.watch(node, partial(self._pick_into, name, picked), site.scope.module)
                nodes.append(picked)
        for position, (node, star) in enumerate(site.args[: index + 1]):
            if star:
                picked = Node()
                self.watch(node, partial(self._pick_into, index - position, picked), site.scope.module)
                nodes.append(picked)
            elif position == index:
                nodes.append(node)
        return self.joined(nodes) if nodes else NOTHING

    def each(self, node: Node, site: Site, task: Callable[[Any], object]) -> None:
        """Do something with each value of an argument."""
        self.watch(node, task, site.scope.module)

    # Calls of what is not read.

    def call_unknown(self, of: Value, site: Site) -> None:
        self.records.unclear.add(id(site.node))
        self.put(site.result, FOREIGN if of is FOREIGN else UNKNOWN)
        node = site.node
        if node is not None:
            if isinstance(node.func, ast.Attribute) and node.func.attr in SESSION_MEMBERS:
                self.guesses.append(site)
            if any(word in written(node) for word in _PATCHING):
                self._patch(site)
        self.pass_away(site, f"{_called(site)}(), which is not read")

    def guess(self, site: Site) -> bool:
        """Take ``.client("chime")`` of something unknown for what it looks like."""
        if External("boto3.client") in site.func.values or not isinstance(site.node.func, ast.Attribute):  # type: ignore[union-attr]
            return False
        why = f"what .{site.node.func.attr}(...) is called on is not known, but it looks like a session"  # type: ignore[union-attr]
        service = self.argument(site, 0, "service_name")
        self.each(
            service, site, lambda text: self._made(site, text, why) if text == Text(LEGACY_SERVICE) else None
        )
        return True

    def call_elsewhere(self, of: Elsewhere, site: Site) -> None:
        self.put(site.result, of)
        for node in (*(node for node, _ in site.args), *(node for _, node in site.keywords)):
            self.each(node, site, lambda value: self.take_up(of.path) if self.matters(value) else None)
        self.call_unknown(of, site)

    def matters(self, value: Value) -> bool:
        """Tell whether a value leads to a client, or makes one."""
        if isinstance(value, Text):
            return value.value == LEGACY_SERVICE
        return isinstance(value, Client | Instance | Box | Function | Bound | Class | Partial) or value is SESSION

    def pass_away(self, site: Site, whom: str) -> None:
        """Give the arguments of a call to something that is not read: it may call functions among them."""
        node = site.node
        if node is None:
            return
        scope, follows = site.scope, _called(site).rpartition(".")[2] in CALLERS
        self._pairs(site)
        for index, (held, _) in enumerate(site.args):
            if not held.settled:
                following = site.args[index + 1 :]
                place = node.args[index] if index < len(node.args) else node
                self.each(held, site, partial(self._hand_over, site, place, whom, following, follows))
        given = {name: held for name, held in site.keywords}
        for position, (name, held) in enumerate(site.keywords):
            if held.settled:
                continue
            place = node.keywords[position].value if position < len(node.keywords) else node
            following = []
            if name in {"target", "func", "function"} and "args" in given:
                following = [(given["args"], True)]
            self.each(held, site, partial(self._hand_over, site, place, whom, following, follows))

    def _hand_over(
        self,
        site: Site,
        place: ast.AST,
        whom: str,
        following: list[tuple[Node, bool]],
        follows: bool,
        value: Value,
    ) -> None:
        if isinstance(value, Function | Bound | Partial):
            inner = Site(None, site.scope, Node([value]))
            inner.args = following
            inner.keywords = [each for each in site.keywords if each[0] not in {"target", "func", "args"}]
            self.call(inner, value)
            reason = f"what {getattr(value, 'name', 'a function')} returns goes to {whom}"
            self.escape(inner.result, place, "returned", reason, site.scope)
        elif isinstance(value, Client | Box) and not (follows and self._has_callback(site)):
            self.escape(Node([value]), place, "argument", f"it is given to {whom}", site.scope)

    def _has_callback(self, site: Site) -> bool:
        nodes = (*(node for node, _ in site.args), *(node for _, node in site.keywords))
        return any(isinstance(each, Function | Bound | Partial) for node in nodes for each in node.values)

    def _pairs(self, site: Site) -> None:
        """Note a legacy client that is followed by the name of an operation, whatever the call is."""
        node = site.node
        if node is None:
            return
        kind: Any = "mock" if any(word in written(node) for word in _PATCHING) else "getattr"
        for index in range(min(len(site.args), len(node.args)) - 1):
            receiver, named = site.args[index][0], site.args[index + 1][0]
            for text in list(named.values):
                operation = operation_of(text.value) if isinstance(text, Text) else None
                if operation is not None and not receiver.settled:
                    place = node.args[index + 1]
                    self.records.use(
                        site.scope.module, place, kind, operation, receiver, node.args[index], only_clients=True
                    )

    # Clients.

    def _make(self, site: Site) -> None:
        service = self.argument(site, 0, "service_name")
        self.each(service, site, lambda text: self._made(site, text, ""))

    def _made(self, site: Site, service: Value, why: str) -> None:
        if not isinstance(service, Text):
            if service is not PLAIN:
                self.put(site.result, UNKNOWN)
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
        if not isinstance(text, Text):
            return
        node, module = site.node, site.scope.module
        assert node is not None
        receiver = node.func.value if isinstance(node.func, ast.Attribute) else None
        operation = operation_of(text.value)
        if operation is not None:
            self.records.use(module, place, kind, operation, Node([client]), receiver, node)
        elif method_name(text.value) in kept_methods():
            self.records.keep(module, place, method_name(text.value), client)

    # Calls of other libraries.

    def call_external(self, of: External, site: Site) -> None:
        name = of.name
        if name in CLIENT_MAKERS:
            self._make(site)
            return
        if name in SESSION_MAKERS:
            self.put(site.result, SESSION)
            return
        handler = _EXTERNALS.get(name)
        if handler is not None:
            handler(self, site)
            return
        if name in STUBBERS:
            self.each(self.argument(site, 0, "client"), site, partial(self._stub, site))
        elif name.startswith(MOCKS) or name in PATCHES:
            self._test_double(name, site)
        elif name in SHOWN:
            held = self.argument(site, 0, "")
            self.flow(held, site.result)
        elif name.endswith((".enter_context", ".enter_async_context")):
            held = self.argument(site, 0, "cm")
            self.each(held, site, lambda value: self._enter(value, site.result, site.scope))
        elif name in HARMLESS or name.startswith("logging."):
            self.put(site.result, PLAIN if name.startswith("builtins.") else UNKNOWN)
        elif name.endswith((".Depends", ".Security")):
            self.call_with(self.argument(site, 0, "dependency"), [], site.scope, site.result)
            self.put(site.result, UNKNOWN)
            self.pass_away(site, f"{name}(), which is not read")
        else:
            self.pass_away(site, f"{_called(site) or name}(), which is not read")
            if site.node is not None and any(word in written(site.node) for word in _PATCHING):
                self._patch(site)
            self.flow(self.external(f"{name}()"), site.result)

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
            self.each(spec, site, lambda value: self.put(site.result, Mock(value)) if value is not UNKNOWN else None)
        self.put(site.result, FOREIGN)

    def _patch(self, site: Site) -> None:
        """Read ``patch("app.chime.create_meeting")`` and the like, by whatever name they go."""
        node, scope = site.node, site.scope
        assert node is not None
        self.put(site.result, FOREIGN)
        self._pairs(site)
        if written(node).endswith(".object"):
            of, inner = self.argument(site, 0, "target"), Node()
            self.each(
                self.argument(site, 1, "attribute"),
                site,
                lambda text: self.flow(self.load(of, text.value, scope), inner) if isinstance(text, Text) else None,
            )
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

    # Functions of Python itself.

    def _getattr(self, site: Site) -> None:
        node, scope = site.node, site.scope
        of, named = self.argument(site, 0, ""), self.argument(site, 1, "")
        self.flow(self.argument(site, 2, ""), site.result) if len(site.args) > 2 else None
        if node is None or len(site.args) < 2:
            self.put(site.result, UNKNOWN)
            return
        place = node.args[1] if len(node.args) > 1 else node

        def ask(text: Value) -> None:
            if not isinstance(text, Text):
                if text is not PLAIN:
                    self.each(
                        of,
                        site,
                        lambda value: self.records.refer(scope.module, place, "dynamic", "", value)
                        if isinstance(value, Client) and value.service == LEGACY_SERVICE
                        else None,
                    )
                    self.put(site.result, UNKNOWN)
                return
            operation = operation_of(text.value)
            if text.node is not None and text.module is not None:
                # A class that hands on what it lacks: the attribute is where it was asked for.
                if operation is not None:
                    self.records.use(text.module, text.node, "call", operation, of, text.node.value)
                self.flow(self.load(of, text.value, scope), site.result)
                return
            self.flow(self.load(of, text.value, scope, place), site.result)
            if operation is not None and not text.value[:1].isupper():
                self.records.use(scope.module, place, "getattr", operation, of, node.args[0])

        self.each(named, site, ask)

    def _setattr(self, site: Site) -> None:
        self._pairs(site)
        if len(site.args) < 3 or site.node is None:
            return
        node, scope = site.node, site.scope
        of, named, held = (held for held, _ in site.args[:3])

        def keep(value: Value) -> None:
            self.each(
                named,
                site,
                lambda text: self.store(value, text.value, held, scope, node)
                if isinstance(text, Text)
                else self.escape(held, node, "attribute", "it is kept under a name that is not written here", scope),
            )

        self.each(of, site, keep)

    def _nothing(self, site: Site) -> None:
        self._pairs(site)
        self.put(site.result, PLAIN)

    def _partial_made(self, site: Site) -> None:
        self._pairs(site)
        self.put(site.result, Partial(site) if site.args and not site.args[0][1] else UNKNOWN)

    def _method_caller(self, site: Site) -> None:
        caller = Site(site.node, site.scope, site.func)
        caller.args = [(Node([External("operator.methodcaller()")]), False), *site.args[:1]]
        self.put(site.result, Partial(caller))

    def _method_called(self, site: Site) -> None:
        node, scope = site.node, site.scope
        named, of = self.argument(site, 0, ""), self.argument(site, 1, "")

        def ask(text: Value) -> None:
            operation = operation_of(text.value) if isinstance(text, Text) else None
            if operation is not None and node is not None and node.args:
                self.records.use(scope.module, node, "getattr", operation, of, node.args[0])
            elif isinstance(text, Text):
                self.flow(self.load(of, text.value, scope), site.result)

        self.each(named, site, ask)
        self.put(site.result, UNKNOWN)

    def _cast(self, site: Site) -> None:
        told = self.annotated(site.node.args[0], site.scope) if site.node and site.node.args else NOTHING
        self.flow(told, site.result)
        held = self.argument(site, 1, "val")
        # What the annotation tells is better than nothing.
        self.each(held, site, lambda value: self.put(site.result, FOREIGN if value is UNKNOWN else value))

    def _successor(self, site: Site) -> None:
        self.each(self.argument(site, 1, "service"), site, lambda text: self._made(site, text, ""))

    def _environment(self, site: Site) -> None:
        self.flow(self.argument(site, 1, "default"), site.result)
        self.put(site.result, UNKNOWN)

    def _field(self, site: Site) -> None:
        self.call_with(self.argument(site, 9, "default_factory"), [], site.scope, site.result)
        self.flow(self.argument(site, 9, "default"), site.result)

    def _dict_made(self, site: Site) -> None:
        box, boxed = self.box(site.node or site, site.scope, mapping=True)
        self._update(box, site)
        self.flow(boxed, site.result)

    def _update(self, box: Box, site: Site) -> None:
        for name, held in (*((None, held) for held, _ in site.args), *site.keywords):
            if name is not None:
                self.put(self.field(box, "<keys>"), Text(name))
                self.flow(held, self.item(box, name))
            else:
                self.each(held, site, partial(self._copy_into, box, site))

    def _copy_into(self, box: Box, site: Site, value: Value) -> None:
        if isinstance(value, Box) and value.mapping == box.mapping and box.mapping:
            self.copy(value, box)
            return
        target = self.item(box, None)
        if box.mapping:  # pairs
            pairs = Node()
            self.iterate_value(value, pairs, site.scope)
            self.each(pairs, site, lambda pair: self.pick(pair, 1, target) if isinstance(pair, Box) else None)
        else:
            self.iterate_value(value, target, site.scope)

    def _list_made(self, site: Site) -> None:
        """Read what makes one container of others, with all that is in them."""
        box, boxed = self.box(site.node or site, site.scope)
        for held, _ in site.args:
            self.elements(held, self.item(box, None), site.scope)
        self.flow(boxed, site.result)

    def _zip(self, site: Site) -> None:
        pair, paired = self.box((site.node, "pair"), site.scope)
        box, boxed = self.box(site.node, site.scope)
        for index, (held, _) in enumerate(site.args):
            self.elements(held, self.item(pair, index), site.scope)
        self.flow(paired, self.item(box, None))
        self.flow(boxed, site.result)

    def _enumerate(self, site: Site) -> None:
        pair, paired = self.box((site.node, "pair"), site.scope)
        box, boxed = self.box(site.node, site.scope)
        self.put(self.item(pair, 0), PLAIN)
        self.elements(self.argument(site, 0, "iterable"), self.item(pair, 1), site.scope)
        self.flow(paired, self.item(box, None))
        self.flow(boxed, site.result)

    def _map(self, site: Site) -> None:
        box, boxed = self.box(site.node or site, site.scope)
        elements = []
        for held, _ in site.args[1:]:
            element = Node()
            self.elements(held, element, site.scope)
            elements.append(element)
        inner = Site(site.node, site.scope, self.argument(site, 0, "func"))
        inner.args = [(element, False) for element in elements]
        self.watch(inner.func, partial(self.call, inner), site.scope.module)
        self.flow(inner.result, self.item(box, None))
        self.flow(boxed, site.result)

    def _filter(self, site: Site) -> None:
        box, boxed = self.box(site.node or site, site.scope)
        self.elements(self.argument(site, 1, "iterable"), self.item(box, None), site.scope)
        self.call_with(self.argument(site, 0, "function"), [self.item(box, None)], site.scope, Node())
        self.flow(boxed, site.result)

    def _first_element(self, site: Site) -> None:
        self.elements(self.argument(site, 0, "iterable"), site.result, site.scope)
        self.flow(self.argument(site, 1, "default"), site.result) if len(site.args) > 1 else None

    def _super(self, site: Site) -> None:
        scope: Scope | None = site.scope
        while scope is not None and scope.owner is None:
            scope = scope.parent
        if scope is not None and scope.receiver is not None and scope.owner is not None:
            self.put(site.result, Super(scope.owner, scope.receiver))
        else:
            self.put(site.result, FOREIGN)

    def _type(self, site: Site) -> None:
        self.each(
            self.argument(site, 0, "object"),
            site,
            lambda value: self.put(site.result, value.of if isinstance(value, Instance) else UNKNOWN),
        )

    def _property(self, site: Site) -> None:
        self.put(site.result, Property(site))

    def _names(self, site: Site) -> None:
        """Read ``globals()``, ``locals()`` and ``vars()``."""
        scope = site.scope
        if site.args:
            self.flow(self.load(site.args[0][0], "__dict__", scope), site.result)
            return
        whole = _called(site) == "globals"
        of = scope.module.scope if whole else scope
        box, boxed = self.box(site.node or site, of, mapping=True)
        for name, versions in list(of.history.items()):
            self.put(self.field(box, "<keys>"), Text(name))
            for _, held in versions:
                self.flow(held, self.item(box, name))
        self.flow(boxed, site.result)

    def _import_module(self, site: Site) -> None:
        self.each(
            self.argument(site, 0, "name"),
            site,
            lambda text: self.flow(self.module_named(text.value, site.scope), site.result)
            if isinstance(text, Text)
            else self.put(site.result, UNKNOWN),
        )

    # Containers.

    def call_box_method(self, of: BoxMethod, site: Site) -> None:
        box, name, scope = of.box, of.name, site.scope
        if isinstance(box, Reply | Caught):
            self.subscript(box, self.argument(site, 0, "key"), site.result, scope)
            if site.node is not None:
                scope.module.derived.append((site.node, site.result))
            return
        if name in {"get", "pop", "setdefault", "__getitem__"} and site.args:
            default = site.args[1][0] if len(site.args) > 1 else NOTHING
            keys = site.args[0][0]
            if name == "setdefault" and site.node is not None:
                self.store_item(box, keys, default, scope, site.node, None, paired=False)
            if box.mapping:
                self.subscript(box, keys, site.result, scope)
            else:
                self.flow(self.contents(box), site.result)
            self.flow(default, site.result)
        elif name in _PUTTING and site.args:
            self.flow(site.args[-1][0], self.item(box, None))
            self.put(site.result, PLAIN)
        elif name in {"update", "extend", "extendleft", "union", "__or__"}:
            self._update(box, site)
            self.put(site.result, box)
        elif name in {"copy", "__iter__", "fromkeys"}:
            self.put(site.result, box)
        elif name in {"pop", "popleft", "popitem", "get", "get_nowait"}:
            self.flow(self.contents(box), site.result)
        elif name in {"keys", "values", "items"}:
            self._view(box, name, site)
        else:
            self.put(site.result, PLAIN)
        if name in _JUMBLING or (name == "pop" and not box.mapping):
            self.jumble(box)

    def _view(self, box: Box, name: str, site: Site) -> None:
        scope = site.scope
        view, viewed = self.box((site.node, name), scope)
        if name == "items":
            pair, paired = self.box((site.node, "pair"), scope)
            self.flow(self.field(box, "<keys>"), self.item(pair, 0))
            self.flow(self.contents(box), self.item(pair, 1))
            self.flow(paired, self.item(view, None))
        else:
            source = self.field(box, "<keys>") if name == "keys" else self.contents(box)
            self.flow(source, self.item(view, None))
        self.flow(viewed, site.result)

    def iterate_value(self, value: Value, target: Node, scope: Scope) -> None:
        """Let what an iteration over a value gives flow to a node."""
        self.elements(Node([value]), target, scope)

    def iterate(self, value: Value, target: Node, scope: Scope) -> None:
        if isinstance(value, Reply | Caught):
            self.derive(value, None, target)
        elif isinstance(value, Class):
            for name in value.names:
                self.flow(self.field(value, name), target)
        elif isinstance(value, Instance):
            for name in ("__iter__", "__next__"):
                method, made = Node(), Node()
                self.attribute(value, name, method, scope)
                self.call_with(method, [], scope, made)
                if name == "__next__":
                    self.flow(made, target)
                else:
                    self.watch(
                        made,
                        lambda each: self.iterate_value(each, target, scope) if isinstance(each, Box) else None,
                        scope.module,
                    )
            self.put(target, FOREIGN)
        else:
            self.put(target, PLAIN if value is PLAIN or isinstance(value, Text) else UNKNOWN)

    # Imports.

    def _import(self, node: ast.Import, scope: Scope) -> None:
        for alias in node.names:
            if alias.asname is not None:
                self._hold_import(alias.asname, self.module_named(alias.name, scope), alias.name, alias, node, scope)
                continue
            first, _, rest = alias.name.partition(".")
            top = self.module_named(first, scope)
            self._hold_import(first, top, alias.name, alias, node, scope)
            parts = rest.split(".") if rest else []
            for index, part in enumerate(parts):
                # In the tree, a package may have no file of its own.
                inner = self.module_named(".".join([first, *parts[: index + 1]]), scope)
                if not any(isinstance(value, External) for value in inner.values):
                    for value in top.values:
                        if isinstance(value, External):
                            self.flow(inner, self.external(f"{value.name}.{part}"))
                top = inner

    def _import_from(self, node: ast.ImportFrom, scope: Scope) -> None:
        name = "." * node.level + (node.module or "")
        for alias in node.names:
            if alias.name == "*":
                star = self.module_named(name, scope)
                scope.module.stars.append(star)
                # Whatever is not found here may come from there.
                self.each_path(star, scope)
                continue
            held = self.imported(name, alias.name, scope)
            self._hold_import(alias.asname or alias.name, held, f"{name}.{alias.name}", alias, node, scope)

    def _hold_import(
        self, bound: str, held: Node, name: str, alias: ast.alias, node: ast.AST, scope: Scope
    ) -> None:
        if External("boto3.DEFAULT_SESSION") in held.values:
            held = Node([SESSION])
        self.bind_name(bound, held, scope)
        if leads_to_clients(name):
            scope.module.imports.append((name, bound, alias, node, held))

    def each_path(self, star: Node, scope: Scope) -> None:
        """Read a module of which all is imported."""
        for value in list(star.values):
            if isinstance(value, Elsewhere):
                self.later(self.take_up, value.path, scope.module)

    # Annotations and decorators.

    def annotated(self, node: ast.expr, scope: Scope, place: ast.expr | None = None) -> Node:
        """Read an annotation; return what it says of a value."""
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            try:
                inner = ast.parse(node.value.strip(), mode="eval").body
            except (SyntaxError, ValueError):
                return NOTHING
            for each in ast.walk(inner):
                ast.copy_location(each, node)
            return self.annotated(inner, scope, place or node)
        if isinstance(node, ast.BinOp):
            sides = [self.annotated(side, scope, place) for side in (node.left, node.right)]
            return self.joined(sides)
        if isinstance(node, ast.Subscript):
            return self._annotated_generic(node, scope, place)
        held = self.evaluate(node, scope)
        if not isinstance(node, ast.Name | ast.Attribute):
            return NOTHING
        if held.settled:
            return NOTHING
        told = Node()
        self.watch(held, lambda value: self._annotated_as(value, node, place or node, told, scope), scope.module)
        return told

    def _annotated_generic(self, node: ast.Subscript, scope: Scope, place: ast.expr | None) -> Node:
        self.evaluate(node.value, scope)
        inner = list(node.slice.elts) if isinstance(node.slice, ast.Tuple) else [node.slice]
        outer = written(node.value).rpartition(".")[2]
        if outer in {"Union", "Optional", "Final", "ClassVar"}:
            return self.joined([self.annotated(each, scope, place) for each in inner])
        if outer == "Annotated" and inner:
            told, held = self.annotated(inner[0], scope, place), Node()
            self.flow(told, held)
            for each in inner[1:]:
                found = self.evaluate(each, scope)
                self.watch(
                    found,
                    lambda value: self.put(held, value) if isinstance(value, Client | Instance | Box) else None,
                    scope.module,
                )
            return held
        for each in inner if outer != "Literal" else ():
            self.annotated(each, scope, place)
        return NOTHING

    def _annotated_as(self, value: Value, node: ast.expr, place: ast.expr, told: Node, scope: Scope) -> None:
        if isinstance(value, External):
            service = annotated_service(value.name)
            if service is not None:
                client = Client(service, self.origin(place, scope, "annotated"))
                self.put(told, client)
                if service == LEGACY_SERVICE:
                    self.records.refer(scope.module, place, "annotation", value.name, client)
            elif value.name in SESSION_MAKERS:
                self.put(told, SESSION)
        elif isinstance(value, Class):
            self.flow(self.field(value, "<instances>"), told)

    def decorated(
        self, function: Function, decorator: ast.expr, decorating: Node, held: Node, scope: Scope
    ) -> Node:
        """Return what a name holds whose function is decorated."""
        name = written(decorator)
        last = name.rpartition(".")[2]
        if last == "fixture":
            fixture = function.node.name  # type: ignore[union-attr]
            for each in getattr(decorator, "keywords", ()):
                if each.arg == "name" and isinstance(each.value, ast.Constant):
                    fixture = str(each.value.value)
            scope.module.fixtures[fixture] = function
        if "patch" in name and last not in {"dict"}:
            new = [each for each in getattr(decorator, "keywords", ()) if each.arg == "new"]
            if not new and len(getattr(decorator, "args", ())) < (3 if last == "object" else 2):
                function.mocks.append(decorating)
            return held
        if last in DECORATORS or last in {each.rpartition(".")[2] for each in CONTEXT_MANAGERS}:
            return held
        site = Site(decorator if isinstance(decorator, ast.Call) else None, scope, decorating)
        result = Node()

        def decorate(value: Value) -> None:
            if isinstance(value, Function | Bound | Class | Instance | Partial):
                inner = Site(None, scope, decorating)
                inner.args, inner.result = [(held, False)], result
                self.call(inner, value)
            else:
                self.flow(held, result)
                made = Node()
                self.call_with(held, [], scope, made) if function.owner is None else None
                reason = f"what {function.name}() returns goes to @{name}, which is not read"
                self.escape(made, decorator, "returned", reason, scope)

        self.watch(decorating, decorate, scope.module)
        del site
        return result

    # What the reader provides.

    guesses: list[Site]

    def take_up(self, path: str) -> None:
        raise NotImplementedError

    def module_named(self, name: str, scope: Scope) -> Node:
        raise NotImplementedError

    def imported(self, module: str, name: str, scope: Scope) -> Node:
        raise NotImplementedError

    def find_dotted(self, name: str, scope: Scope) -> Node | None:
        raise NotImplementedError

    def _enter(self, value: Value, target: Node, scope: Scope) -> None:
        raise NotImplementedError

    def bind_name(self, name: str, held: Node, scope: Scope, target: ast.AST | None = None) -> None:
        raise NotImplementedError


def _called(site: Site) -> str:
    return written(site.node) if site.node is not None else ""


_ = ModuleValue

_EXTERNALS: dict[str, Callable[[Any, Site], None]] = {
    "builtins.delattr": Externals._nothing,
    "builtins.dict": Externals._dict_made,
    "builtins.enumerate": Externals._enumerate,
    "builtins.filter": Externals._filter,
    "builtins.frozenset": Externals._list_made,
    "builtins.getattr": Externals._getattr,
    "builtins.globals": Externals._names,
    "builtins.hasattr": Externals._nothing,
    "builtins.list": Externals._list_made,
    "builtins.locals": Externals._names,
    "builtins.map": Externals._map,
    "builtins.next": Externals._first_element,
    "builtins.property": Externals._property,
    "builtins.reversed": Externals._list_made,
    "builtins.set": Externals._list_made,
    "builtins.setattr": Externals._setattr,
    "builtins.sorted": Externals._list_made,
    "builtins.super": Externals._super,
    "builtins.tuple": Externals._list_made,
    "builtins.type": Externals._type,
    "builtins.vars": Externals._names,
    "builtins.zip": Externals._zip,
    "builtins.__import__": Externals._import_module,
    "chime_shim.successor": Externals._successor,
    "collections.deque": Externals._list_made,
    "collections.OrderedDict": Externals._dict_made,
    "dataclasses.field": Externals._field,
    "functools.partial": Externals._partial_made,
    "importlib.import_module": Externals._import_module,
    "itertools.chain": Externals._list_made,
    "itertools.cycle": Externals._list_made,
    "itertools.zip_longest": Externals._zip,
    "operator.attrgetter": Externals._method_caller,
    "operator.methodcaller": Externals._method_caller,
    "operator.methodcaller()": Externals._method_called,
    "os.environ.get": Externals._environment,
    "os.getenv": Externals._environment,
    "typing.cast": Externals._cast,
}
