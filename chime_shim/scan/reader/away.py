"""Calls of what is not read: the arguments go out of sight, and functions among them are called."""

from __future__ import annotations

import ast
from functools import partial
from typing import TYPE_CHECKING, Any

from chime_shim.routes._names import operation_of
from chime_shim.scan.reader.expressions import Expressions
from chime_shim.scan.reader.heap import NOTHING
from chime_shim.scan.reader.libraries import (
    CALLERS,
    CLIENT_MAKERS,
    GIVERS,
    SESSION_MEMBERS,
)
from chime_shim.scan.reader.site import Site
from chime_shim.scan.reader.solver import Node
from chime_shim.scan.reader.values import (
    FOREIGN,
    LEGACY_SERVICE,
    SESSION,
    UNKNOWN,
    Bound,
    Elsewhere,
    External,
    Function,
    Partial,
    Text,
    legacy_clients,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from chime_shim.scan.reader.values import Value

__all__ = ["Away"]

_ENTERING = frozenset({"enter_context", "enter_async_context"})
_OF_CALLERS = frozenset({"args", "func", "function", "kwargs", "kwds", "target"})
_SPREAD = frozenset({"starmap", "starmap_async"})
_EACH = _SPREAD | {"imap", "imap_unordered", "map", "map_async"}
_CALLED = frozenset({Bound, External, Function, Partial})
_PATCHING = ("patch", "setattr", "mock")


class Away(Expressions):
    """Reads calls of what is not read."""

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
            if isinstance(node.func, ast.Attribute) and node.func.attr in _ENTERING and site.args:
                self.each(site.args[0][0], site, lambda each: self._enter(each, site.result, site.scope))
            if any(word in site.name for word in _PATCHING):
                self._patch(site)
        self.pass_away(site, f"{site.name}(), which is not read")

    def guess(self, site: Site) -> bool:
        """Take ``.client("chime")`` of something unknown for what it looks like."""
        if External("boto3.client") in site.func.values or not isinstance(site.node.func, ast.Attribute):  # type: ignore[union-attr]
            return False
        why = f"what .{site.node.func.attr}(...) is called on is not known, but it looks like a session"  # type: ignore[union-attr]
        service = self.argument(site, 0, "service_name")
        self.each(
            service,
            site,
            lambda text: (
                self._made(site, text, why)
                if not isinstance(text, Text) or text.value == LEGACY_SERVICE
                else None
            ),
        )
        return True

    def call_elsewhere(self, of: Elsewhere, site: Site) -> None:
        self.put(site.result, of)
        for node in (*(node for node, _ in site.args), *(node for _, node in site.keywords)):
            if not node.settled or Text(LEGACY_SERVICE) in node.values:
                self.passed.append((of.path, node))
                self.each(node, site, lambda value: self.take_up(of.path) if _matters(value) else None)
        self.call_unknown(of, site)

    def pass_away(self, site: Site, whom: str) -> None:
        """Give the arguments of a call to something that is not read: it may call functions among them."""
        node = site.node
        if node is None or site.away:
            return
        site.away = True
        follows = site.name.rpartition(".")[2] in CALLERS
        unless = partial(self._has_callback, site) if follows else None
        self._pairs(site)
        given = dict(site.keywords)
        every: list[tuple[Node, ast.AST, list[tuple[Node, bool]]]] = []
        for index, (held, _) in enumerate(site.args):
            place: ast.AST = node.args[index] if index < len(node.args) else node
            every.append((held, place, site.args[index + 1 :]))
        for position, (name, held) in enumerate(site.keywords):
            place = node.keywords[position].value if position < len(node.keywords) else node
            named = name in {"target", "func", "function"} and "args" in given
            every.append((held, place, [(given["args"], True)] if named else []))
        for held, place, following in every:
            if not held.settled:
                hand_over = partial(self._hand_over, site, place, whom, following)
                self.watch(held, hand_over, site.scope.module, _CALLED)
                self.escape(held, place, "argument", f"it is given to {whom}", site.scope, unless)

    def _hand_over(
        self,
        site: Site,
        place: ast.AST,
        whom: str,
        following: list[tuple[Node, bool]],
        value: Value,
    ) -> None:
        if not isinstance(value, External) or value.name in CLIENT_MAKERS:
            if (last := site.name.rpartition(".")[2]) in _EACH:
                following = [(self._element(held, site), last in _SPREAD) for held, _ in following]
            inner = Site(site.node if isinstance(value, External) else None, site.scope, Node([value]))
            inner.args, inner.entered = following, site.entered
            inner.keywords = [each for each in site.keywords if each[0] not in _OF_CALLERS]
            inner.keywords += [(None, held) for name, held in site.keywords if name in {"kwargs", "kwds"}]
            self.call(inner, value)
            if site.name.rpartition(".")[2] in GIVERS:
                self.flow(inner.result, site.result)
            reason = f"what {getattr(value, 'name', 'a function')} returns goes to {whom}"
            self.escape(inner.result, place, "returned", reason, site.scope)

    def _element(self, held: Node, site: Site) -> Node:
        element = Node()
        self.elements(held, element, site.scope)
        return element

    def _has_callback(self, site: Site) -> bool:
        nodes = (*(node for node, _ in site.args), *(node for _, node in site.keywords))
        return any(isinstance(each, Function | Bound | Partial) for node in nodes for each in node.values)

    def _pairs(self, site: Site) -> None:
        """Note a legacy client that is followed by the name of an operation, whatever the call is."""
        node = site.node
        if node is None:
            return
        for index in range(min(len(site.args), len(node.args)) - 1):
            receiver, named = site.args[index][0], site.args[index + 1][0]
            for text in list(named.values):
                operation = operation_of(text.value) if isinstance(text, Text) else None
                if operation is not None and not receiver.settled:
                    place = node.args[index + 1]
                    kind: Any = "mock" if any(word in site.name for word in _PATCHING) else "getattr"
                    self.records.use(
                        site.scope.module,
                        place,
                        kind,
                        operation,
                        receiver,
                        node.args[index],
                        only_clients=True,
                    )


def _matters(value: Value) -> bool:
    return value is SESSION or bool(legacy_clients([value])) or value == Text(LEGACY_SERVICE)
