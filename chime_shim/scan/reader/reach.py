"""By what a legacy client can be got at: for modules and functions that need not be read otherwise."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from chime_shim.scan.reader.libraries import annotated_service
from chime_shim.scan.reader.modules import Modules
from chime_shim.scan.reader.values import (
    LEGACY_SERVICE,
    Bound,
    Box,
    Class,
    Client,
    ClientMember,
    External,
    Function,
    Instance,
    Mock,
    Partial,
    Text,
    legacy_clients,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from chime_shim.scan.reader.scope import Module, Scope
    from chime_shim.scan.reader.solver import Node
    from chime_shim.scan.reader.values import Value

__all__ = ["Reach", "is_source"]


class Reach(Modules):
    """Finds what leads to legacy clients."""

    _escapes: list[tuple[Any, ...]]
    _used: set[Any] | None = None

    def used(self) -> set[Any]:
        """Return the origins of the clients that something is seen to be called on, once all is settled."""
        if self._used is None:
            self._used = self._find_used()
        return self._used

    def _find_used(self) -> set[Any]:
        found = set()
        for uses in self.records.uses.values():
            for seen in uses.values():
                for node in seen.receivers:
                    found |= {client.origin for client in legacy_clients(node.values)}
        for notes in self.records.notes.values():
            for noted in notes.values():
                if noted.kind in {"kept", "member", "dynamic", "stubber", "exceptions"}:
                    found |= {client.origin for client in noted.clients}
        return found

    def leading(self) -> set[Value]:
        """Return all functions, classes, containers and the like by which a legacy client can be got at."""
        holders: list[Value] = [*self.boxes(), *self.functions]
        holders += [each for of in self.classes for each in (of, *(of.instances or [Instance(of)]))]
        within: dict[Value, list[Value]] = {}
        found: list[Value] = []
        for holder in holders:
            for node in self._inside(holder):
                for value in node.values:
                    if type(value) in _SOURCES and is_source(value):
                        found.append(holder)
                    else:
                        held = value.function if isinstance(value, Bound) else value
                        within.setdefault(held, []).append(holder)
        leading: set[Value] = {External(name) for name in self.stored()}
        while found:
            holder = found.pop()
            if holder not in leading:
                leading.add(holder)
                found += within.get(holder, ())
        return leading

    # Escapes.

    def escape(
        self,
        source: Node,
        node: ast.AST,
        how: Any,
        reason: str,
        scope: Scope,
        unless: Callable[[], bool] | None = None,
    ) -> None:
        """Let the clients that flow there go out of sight, once it is known which do."""
        if not source.settled:
            self._escapes.append((source, node, how, reason, scope.module, unless))

    def _let_go(self, leading: set[Value]) -> None:
        """Note the clients that go out of sight, by themselves, in a container or in an object."""
        for source, node, how, reason, module, unless in self._escapes:
            todo, seen = [(source, how, reason)], {source}
            while todo:
                held, way, why = todo.pop()
                for value in held.values:
                    if type(value) is Client and value.service == LEGACY_SERVICE:
                        if unless is None or not unless():
                            self.records.leak(module, node, way, why, value)
                        continue
                    inside: list[Node] = []
                    said = (way, why)
                    if value in leading and type(value) is Box:
                        inside = [self.contents(value)]
                    elif value in leading and type(value) in _OBJECTS and how == "argument":
                        inside = self._inside(value)
                        said = ("kept", reason.replace("it is", "what keeps it is", 1))
                    todo += [(each, *said) for each in inside if each not in seen]
                    seen.update(inside)

    def open_ends(self, module: Module) -> set[str]:
        """Return the functions and classes of a module that use a receiver or name that is not known."""
        notes = self.records.notes.get(module, {}).values()
        nodes: list[Any] = [each.node for each in notes if each.kind == "dynamic"]
        for seen in self.records.uses.get(module, {}).values():
            if not any(isinstance(value, Client) for node in seen.receivers for value in node.values):
                nodes += [seen.node]
        return {
            each.name
            for each in module.tree.body
            if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
            and any(each.lineno <= node.lineno <= (each.end_lineno or 0) for node in nodes)
        }

    def _inside(self, value: Value) -> list[Node]:
        if isinstance(value, Box):
            return [self.contents(value)]
        if isinstance(value, Function):
            return [scope.result for scope in value.variants.values()]
        nodes = self.fields_of(value)
        if isinstance(value, Class):
            nodes = [
                *nodes,
                *(node for each in value.instances or [Instance(value)] for node in self.fields_of(each)),
            ]
        return nodes

    def names_of_interest(self, leading: set[Value]) -> set[str]:
        """Return the names by which code may get at a legacy client."""

        def leads(node: Node) -> bool:
            for value in node.values:
                if value in leading or (type(value) in _SOURCES and is_source(value)):
                    return True
            return False

        found = {each.name for each in leading if isinstance(each, Function)}
        found |= {each.node.name for each in leading if isinstance(each, Class)}
        for module in self.project.modules.values():
            if module.scope is not None:
                found |= {name for name, node in module.scope.names.items() if leads(node)}
            found |= {name.rpartition(".")[2] for _, name, node in module.binds if leads(node)}
        return found | {name for name, node in self.fields() if leads(node)}


_OBJECTS = frozenset({Class, Instance})
_SOURCES = frozenset({Client, ClientMember, External, Mock, Partial, Text})


def is_source(value: Value, within: tuple[Value, ...] = ()) -> bool:
    """Tell whether a value is a legacy client, or the name of its service."""
    if type(value) not in _SOURCES:
        return False
    if isinstance(value, ClientMember):
        value = value.client
    if isinstance(value, Mock):
        return is_source(value.of, within)
    if isinstance(value, Client):
        return value.service == LEGACY_SERVICE
    if isinstance(value, External):
        return annotated_service(value.name) == LEGACY_SERVICE
    if isinstance(value, Partial):
        if value in within:
            return False
        nodes = (*(node for node, _ in value.site.args), *(node for _, node in value.site.keywords))
        return any(is_source(each, (*within, value)) for node in nodes for each in node.values)
    return isinstance(value, Text) and value.value == LEGACY_SERVICE
