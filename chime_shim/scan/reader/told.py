"""The reading of each module: clients with all of their uses, replies, errors and imports."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from chime_shim.routes._names import operation_of
from chime_shim.scan.reader.findings import Judge, origins_of
from chime_shim.scan.reader.libraries import NAMING_MEMBERS, kept_methods
from chime_shim.scan.reader.reading import Client, Derived, Escape, Handler, Import, Reading, Use
from chime_shim.scan.reader.values import Caught, Reply, legacy_clients

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from chime_shim.scan._finding import Origin
    from chime_shim.scan.reader.reader import Reader
    from chime_shim.scan.reader.reading import CallRef
    from chime_shim.scan.reader.scope import Module
    from chime_shim.scan.reader.values import Value

__all__ = ["Teller"]

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


class Teller:
    """Tells what was read.

    Args:
        reader: Read it.
        modules: All of the modules.
    """

    def __init__(self, reader: Reader, modules: Iterable[Module]) -> None:
        self.records = reader.records
        self._clients: dict[Origin, Client] = {}
        self._calls: dict[int, list[CallRef]] = {}
        self._lexical: dict[int, list[ast.Call]] = {}
        self._judges = {module: Judge(reader, module) for module in modules}
        self._bodies = {id(node): (module, body) for module in self._judges for node, body in module.handlers}
        self._handlers: dict[int, Handler] = {}
        for calls in self.records.calls.values():
            for reference, clients in calls.items():
                object.__setattr__(reference, "origins", origins_of(clients))
                self._calls.setdefault(id(reference.node), []).append(reference)
        for module, judge in self._judges.items():
            self._add(module, judge)
        for origin, leaks in self.records.leaks.items():
            for leak in leaks.values():
                span = self._judges[leak.module].span(leak.node)
                escape = Escape(leak.module.path, span, leak.reason, leak.how, leak.node)
                self._client(origin).escapes.append(escape)
        for client in self._clients.values():
            client.uses.sort(key=lambda use: (use.path, use.span, use.kind))
            client.escapes.sort(key=lambda escape: (escape.path, escape.span))
        self._by_path: dict[str, list[Client]] = {}
        for client in self._clients.values():
            paths = {client.origin.path, *(use.path for use in client.uses)}
            for path in paths | {escape.path for escape in client.escapes}:
                self._by_path.setdefault(path, []).append(client)

    def _client(self, origin: Origin) -> Client:
        return self._clients.setdefault(origin, Client(origin))

    def _add(self, module: Module, judge: Judge) -> None:
        called = {id(each.func): each for each in ast.walk(module.tree) if isinstance(each, ast.Call)}

        def note(node: Any, kind: Any, name: str, values: Iterable[Value], **more: Any) -> None:
            values = list(values)
            clients = legacy_clients(values)
            if not clients:
                return
            confidence, _ = judge.judge(clients, values, "")
            receiver = node.value if isinstance(node, ast.Attribute) else None
            known = {"receiver": receiver, "call": called.get(id(node)), "operation": None} | more
            use = Use(
                module.path,
                judge.span(node),
                kind,
                name,
                known["operation"],
                confidence,
                judge.alone(values),
                node,
                known["receiver"],
                known["call"],
            )
            for origin in origins_of(clients):
                self._client(origin).uses.append(use)

        for seen in self.records.uses.get(module, {}).values():
            if seen.kind not in {"event", "name"}:
                values = dict.fromkeys(value for node in seen.receivers for value in node.values)
                kind = "call" if seen.kind == "call" else "operation"
                given = {"operation": seen.name, "receiver": seen.receiver, "call": seen.call}
                name = getattr(seen.node, "attr", None) or getattr(seen.node, "value", "")
                note(seen.node, kind, str(name), values, **given)
        for noted in self.records.notes.get(module, {}).values():
            kind = noted.kind
            if kind in {"client", "annotation"}:
                for client in noted.clients:
                    self._client(client.origin).node = noted.node
            elif kind == "service":
                for client in noted.clients:
                    self._client(client.origin).service = noted.node  # type: ignore[assignment]
            elif kind == "member":
                if operation_of(noted.name) is None and noted.name not in {"exceptions", *NAMING_MEMBERS}:
                    kind = "kept" if noted.name in kept_methods() else "member"
                    note(noted.node, kind, noted.name, noted.clients)
            elif kind == "exceptions":
                note(noted.node, kind, noted.name, noted.clients, receiver=_client_of(noted.node))
            else:
                note(noted.node, kind, noted.name, noted.clients)
        for kind, places in (("read", module.reads), ("bind", module.binds)):
            merged: dict[int, tuple[Any, str, dict[Value, None]]] = {}
            for node, name, held in places:
                if legacy_clients(held.values):
                    merged.setdefault(id(node), (node, name, {}))[2].update(held.values)
            for node, name, found in merged.values():
                note(node, kind, name, found, receiver=node if kind == "read" else None)

    def reading(self, module: Module) -> Reading:
        """Return what there is in one module."""
        path, judge = module.path, self._judges[module]
        clients = self._by_path.get(path, ())
        handlers = tuple(dict.fromkeys(self._handler(node) for node, _ in module.handlers))
        replies, errors = self._derived(judge, module)
        return Reading(
            tuple(sorted(clients, key=lambda client: client.origin)),
            tuple(self.records.calls.get(module, ())),
            tuple(replies),
            tuple(errors),
            handlers,
            tuple(self._imports(module)),
        )

    def _handler(self, node: Any) -> Handler:
        if id(node) not in self._handlers:
            self._handlers[id(node)] = self._read_handler(node)
        return self._handlers[id(node)]

    def _read_handler(self, node: Any) -> Handler:
        module, body = self._bodies[id(node)]
        calls: dict[CallRef, None] = {}
        complete, seen = True, set()
        todo: list[ast.AST] = [*body]
        while todo:
            inside = todo.pop()
            for call in self._calls_in(inside):
                calls |= dict.fromkeys(self._calls.get(id(call), ()))
                complete = complete and id(call) not in self.records.unclear
                for function in self.records.callees.get(id(call), ()):
                    if id(function) not in seen:
                        seen.add(id(function))
                        todo.append(function)
        found = sorted(calls, key=lambda call: (call.path, call.line))
        return Handler(module.path, self._judges[module].span(node), tuple(found), complete, node)

    def _calls_in(self, node: ast.AST) -> list[ast.Call]:
        """Return the calls that are made when a statement is run, or a function is called."""
        if id(node) not in self._lexical:
            found: list[ast.Call] = []
            todo = [*ast.iter_child_nodes(node)] if isinstance(node, _FUNCTIONS) else [node]
            while todo:
                each = todo.pop()
                if isinstance(each, ast.Call):
                    found.append(each)
                if not isinstance(each, _FUNCTIONS):
                    todo += ast.iter_child_nodes(each)
            self._lexical[id(node)] = found
        return self._lexical[id(node)]

    def _derived(self, judge: Judge, module: Module) -> tuple[list[Derived], list[Derived]]:
        merged: dict[int, tuple[ast.expr, dict[Value, None]]] = {}
        reads = ((node, held) for node, _, held in module.reads)
        for node, held in (*module.derived, *reads):
            if any(isinstance(value, Reply | Caught) for value in held.values):
                merged.setdefault(id(node), (node, {}))[1].update(held.values)
        replies, errors = [], []
        for node, values in merged.values():
            span, others = judge.span(node), [each for each in values if judge.counts(each)]
            for keys in dict.fromkeys(value.keys for value in values if isinstance(value, Reply)):
                calls = tuple(each.call for each in values if isinstance(each, Reply) and each.keys == keys)
                alone = all(isinstance(each, Reply) and each.keys == keys for each in others)
                replies.append(Derived(module.path, span, keys, calls, alone, node))
            for value in values:
                if isinstance(value, Caught):
                    handler = self._handler(value.handler)
                    alone = len(others) == 1 and handler.complete
                    errors.append(Derived(module.path, span, value.keys, handler.calls, alone, node, handler))
        return replies, errors

    def _imports(self, module: Module) -> Iterator[Import]:
        seen: set[int] = set()
        for name, bound, alias, statement, held in module.imports:
            if id(alias) not in seen:
                seen.add(id(alias))
                uses = {
                    id(node): node
                    for node, read, source in module.reads
                    if read == bound and (source is held or not held.values.keys().isdisjoint(source.values))
                }
                yield Import(name, bound, alias, statement, tuple(uses.values()))


def _client_of(node: ast.AST) -> ast.expr | None:
    """Return the client of ``client.exceptions.X``."""
    inner = getattr(node, "value", None)
    return inner.value if isinstance(inner, ast.Attribute) else None
