"""The reader, put together: modules are taken up, and values flow until nothing changes."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from chime_shim.scan.reader.calls import parameters_of, words_of
from chime_shim.scan.reader.libraries import CONTEXT_MANAGERS, annotated_service
from chime_shim.scan.reader.records import Records
from chime_shim.scan.reader.scope import Scope
from chime_shim.scan.reader.solver import Node
from chime_shim.scan.reader.statements import Statements
from chime_shim.scan.reader.values import (
    FOREIGN,
    LEGACY_SERVICE,
    PLAIN,
    UNKNOWN,
    Bound,
    Box,
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
    Text,
    legacy_clients,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from chime_shim.scan.reader.scope import Module
    from chime_shim.scan.reader.values import Value

__all__ = ["Reader"]

_GIVING = frozenset({name.rpartition(".")[2] for name in CONTEXT_MANAGERS} | {"fixture"})
"""Decorators of generators that give what is yielded."""


class Reader(Statements):
    """Reads modules.

    Args:
        project: Knows which file an import leads to, and reads it.
    """

    def __init__(self, project: Any) -> None:
        super().__init__(self._failed)
        self.project = project
        self.records = Records()
        self.called = set()
        self.unnoticed = []
        self.waiting = []
        self.stores = []
        self.guesses = []
        self.functions = []
        self.classes = []
        self._elsewhere: dict[str, list[tuple[Elsewhere, Node]]] = {}
        self._escaping: set[tuple[Any, ...]] = set()
        self._rooted: set[Any] = set()
        self.uncalled: dict[Scope, None] = {}

    def _failed(self, module: Module, error: Exception) -> None:
        self.project.fail(module, error)

    # Modules.

    def take(self, module: Module) -> None:
        """Read a module."""
        module.scope = Scope(module, None, "module")
        try:
            self.execute(module.tree.body, module.scope)
        except Exception as error:  # noqa: BLE001 - one odd module is not to stop the run
            self._failed(module, error)
        module.complete = True
        for name, node in module.exports.items():
            self._connect(module, name, node)
        for what, node in self._elsewhere.pop(module.path, ()):
            self.flow(self.export(module, what.name) if what.name else Node([ModuleValue(module)]), node)

    def export(self, module: Module, name: str) -> Node:
        node = module.exports.get(name)
        if node is None:
            node = module.exports[name] = Node()
            if module.complete:
                self._connect(module, name, node)
        return node

    def _connect(self, module: Module, name: str, node: Node) -> None:
        """Let what a module ends up with under a name flow to a node."""
        held = module.scope.names.get(name)
        if name in module.shared:
            self.flow(self.cell(module.scope, name), node)
        if held is not None:
            self.flow(held, node)
            return
        below = self.project.submodule(module.path, name)
        if below is not None:
            self.flow(self._module(below), node)
            return
        for star in module.stars:
            self.flow(self.load(star, name, module.scope), node)

    def _module(self, path: str, name: str = "") -> Node:
        module = self.project.module(path)
        if module is not None:
            return self.export(module, name) if name else Node([ModuleValue(module)])
        what, node = Elsewhere(path, name), Node()
        self.put(node, what)
        self._elsewhere.setdefault(path, []).append((what, node))
        return node

    def from_elsewhere(self, of: Elsewhere, name: str, target: Node) -> None:
        module = self.project.module(of.path)
        if of.name:
            self.put(target, of)
        elif module is not None:
            self.flow(self.export(module, name), target)
        else:
            self.flow(self._module(of.path, name), target)

    def take_up(self, path: str) -> None:
        module = self.project.module(path)
        if module is None and self.project.read(path):
            self.take(self.project.module(path))

    def module_named(self, name: str, scope: Scope) -> Node:
        path = self.project.resolve(name, scope.module.path)
        return self.external(name) if path is None else self._module(path)

    def imported(self, module: str, name: str, scope: Scope) -> Node:
        path = self.project.resolve(module, scope.module.path)
        if path is None:
            below = self.project.resolve(f"{module}.{name}" if module.strip(".") else module + name, scope.module.path)
            return self.external(f"{module}.{name}") if below is None else self._module(below)
        if self.project.module(path) is None:
            below = self.project.submodule(path, name)
            if below is not None:
                return self._module(below)
        return self._module(path, name)

    def find_dotted(self, name: str, scope: Scope) -> Node | None:
        parts = name.split(".")
        for count in range(len(parts), 0, -1):
            path = self.project.resolve(".".join(parts[:count]), scope.module.path)
            if path is not None:
                self.take_up(path)
                node = self._module(path)
                for part in parts[count:]:
                    node = self.load(node, part, scope)
                return node
        return None

    # Functions.

    def begin(self, scope: Scope) -> None:
        function = scope.function
        assert function is not None
        spec = parameters_of(function.node)
        for name in (*spec.names, *spec.keywords):
            scope.parameters[name] = Node()
        if scope.receiver is not None and spec.names and "staticmethod" not in function.decorators:
            self.put(scope.parameters[spec.names[0]], scope.receiver)
        for holder in (spec.rest, spec.options):
            if holder is not None:
                scope.parameters[holder.arg] = Node([Box(holder, scope, mapping=holder is spec.options)])
        self.later(self._read, scope, scope.module)

    def _read(self, scope: Scope) -> None:
        function = scope.function
        assert function is not None
        spec = function.node.args
        every = (*spec.posonlyargs, *spec.args, spec.vararg, *spec.kwonlyargs, spec.kwarg)
        for parameter in every:
            if parameter is not None:
                held = scope.parameters[parameter.arg]
                scope.set(parameter.arg, held)
                scope.module.binds.append((parameter, parameter.arg, held))
        if not hasattr(function.node, "name"):
            self.flow(self.evaluate(function.node.body, scope), scope.result)  # type: ignore[arg-type]
            return
        self.execute(function.node.body, scope)  # type: ignore[arg-type]
        if not scope.yielding:
            self.flow(scope.returns, scope.result)
            self.put(scope.result, PLAIN)
        elif {name.rpartition(".")[2] for name in function.decorators} & _GIVING:
            self.flow(scope.yields, scope.result)
        else:
            box, boxed = self.box(function.node, scope)
            self.flow(scope.yields, self.item(box, None))
            self.flow(boxed, scope.result)

    def cell(self, scope: Scope, name: str) -> Node:
        """Return what functions inside bind a name of a scope to."""
        node = scope.cells.get(name)
        if node is None:
            node = scope.cells[name] = Node()
        return node

    # Escapes.

    def escape(self, source: Node, node: ast.AST, how: Any, reason: str, scope: Scope) -> None:
        """Let the clients that flow there go out of sight."""
        if source.settled:
            return

        def leave(value: Value) -> None:
            if isinstance(value, Client):
                if value.service == LEGACY_SERVICE:
                    self.records.leak(scope.module, node, how, reason, value)
            elif isinstance(value, Box):
                contents = self.contents(value)
                if (contents, id(node), how) not in self._escaping:
                    self._escaping.add((contents, id(node), how))
                    self.watch(contents, leave, scope.module)

        self.watch(source, leave, scope.module)

    # Until nothing changes.

    def settle(self, tick: Callable[[], object] | None = None) -> None:
        """Let values flow until nothing changes, and what nothing calls or tells be taken as unknown."""
        while True:
            self.run(tick)
            if self._start_uncalled(None) or self._take_as_unknown() or self._look_up():
                continue
            if not self._start_uncalled(self.names_of_interest()):
                break
        for scope in self.uncalled:
            function = scope.function
            if function is not None and function.node not in self.called:
                reason = f"it is returned by {function.name}(), which nothing here calls"
                for node, held in scope.returned:
                    self.escape(held, node, "returned", reason, scope)
        self.run()

    def _look_up(self) -> bool:
        """Read the modules that operations come from, if they do not come from one that is read."""
        paths = {
            value.path
            for uses in self.records.uses.values()
            for seen in uses.values()
            for node in seen.receivers
            for value in node.values
            if isinstance(value, Elsewhere)
        }
        wanted = [path for path in sorted(paths) if self.project.module(path) is None]
        for path in wanted:
            self.take_up(path)
        return any(self.project.module(path) is not None for path in wanted)

    def _take_as_unknown(self) -> bool:
        """Go on where nothing ever arrived."""
        waiting, self.waiting = self.waiting, []
        unnoticed, self.unnoticed = self.unnoticed, []
        stores, self.stores = self.stores, []
        guesses, self.guesses = self.guesses, []
        changed = any([self.guess(site) for site in guesses])
        for binding, name in waiting:
            if not binding.options[name]:
                binding.arrive(name, None)
                changed = True
        for site in unnoticed:
            if not site.func.values:
                self.call_unknown(UNKNOWN, site)
                changed = True
        for of, held, target, scope in stores:
            if not of.values:
                self.escape(held, target, "attribute", "it is kept as part of something unknown", scope)
                changed = True
        return changed

    def _start_uncalled(self, names: set[str] | None) -> bool:
        """Read the functions that nothing calls, with what their annotations, fixtures and patches tell.

        Those without a word about clients are read only if they have one of ``names``.
        """
        heirs: dict[Class, dict[Instance, None]] = {}
        for each in self.classes:
            for instance in each.instances or [Instance(each)]:
                for one in self.classes_of(each):
                    heirs.setdefault(one, {})[instance] = None
        begun = False
        for function in list(self.functions):
            if not self._may_matter(function, names):
                continue
            owner = function.owner
            receivers: list[Value | None] = [None]
            if owner is not None and "staticmethod" not in function.decorators:
                receivers = [*heirs.get(owner, {Instance(owner): None})]
                if "classmethod" in function.decorators:
                    receivers = [*dict.fromkeys(each.of for each in receivers if isinstance(each, Instance))]
            called = {to for to, _ in function.variants}
            for to in receivers:
                if to not in called and not self._overridden(function, to):
                    begun = True
                    self._root(function, to)
        return begun

    def names_of_interest(self) -> set[str]:
        """Return the names by which code may get at a legacy client."""
        leading = self.leading()

        def leads(node: Node) -> bool:
            return any(is_source(value) or value in leading for value in node.values)

        found = {each.name for each in leading if isinstance(each, Function)}
        found |= {each.node.name for each in leading if isinstance(each, Class)}
        for module in self.project.modules.values():
            if module.scope is not None:
                found |= {name for name, node in module.scope.names.items() if leads(node)}
            found |= {name.rpartition(".")[2] for _, name, node in module.binds if leads(node)}
        return found | {name for name, node in self.fields() if leads(node)}

    def _may_matter(self, function: Function, names: set[str] | None) -> bool:
        """Tell whether there is a word in a function that has to do with clients, or leads to one."""
        words, telling = words_of(function.node, function.scope.module)
        return telling if names is None else not names.isdisjoint(words)

    def _overridden(self, function: Function, to: Value | None) -> bool:
        """Tell whether a method of the same name comes before one."""
        if not isinstance(to, Instance) or to.of is function.owner:
            return False
        return next((each for each in self.classes_of(to.of) if function.name in each.names), None) is not function.owner

    def _root(self, function: Function, to: Value | None) -> None:
        scope = self.variant(function, to, ())
        assert scope is not None
        self.uncalled[scope] = None
        spec = parameters_of(function.node)
        names = spec.names[1:] if to is not None else spec.names
        for index, name in enumerate((*names, *spec.keywords)):
            node = scope.parameters[name]
            for known in (function.defaults, function.told):
                if name in known:
                    self.flow(known[name], node)
            if index < len(function.mocks):
                self.flow(function.mocks[index], node)
                continue
            fixture = self._fixture(name, function)
            if fixture is not None and fixture is not function:
                self.call_with(Node([fixture if fixture.owner is None else Bound(to or Instance(fixture.owner), fixture)]), [], scope, node)
            else:
                self.put(node, FOREIGN if name in function.told else UNKNOWN)

    def _fixture(self, name: str, function: Function) -> Function | None:
        """Return the pytest fixture that a parameter is given, if there is one of its name."""
        module = function.scope.module
        if module.tests:
            for each in (module, *self.project.conftests(module.path)):
                if name in each.fixtures:
                    return each.fixtures[name]
        return None

    # What others may take.

    def used(self) -> set[Any]:
        """Return the origins of the clients that something is seen to be called on."""
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
                    if is_source(value):
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

    def open_ends(self, module: Module) -> set[str]:
        """Return the functions and classes of a module that ask for something whose receiver or name is not known."""
        notes = self.records.notes.get(module, {}).values()
        nodes: list[Any] = [each.node for each in notes if each.kind == "dynamic"]
        for seen in self.records.uses.get(module, {}).values():
            if not any(legacy_clients(node.values) for node in seen.receivers):
                nodes.append(seen.node)
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
            nodes = [*nodes, *(node for each in value.instances or [Instance(value)] for node in self.fields_of(each))]
        return nodes


_SOURCES = frozenset({Client, ClientMember, External, Mock, Partial, Text})


def is_source(value: Value) -> bool:
    """Tell whether a value is a legacy client, or the name of its service."""
    if type(value) not in _SOURCES:
        return False
    if isinstance(value, ClientMember):
        value = value.client
    if isinstance(value, Mock):
        return is_source(value.of)
    if isinstance(value, Client):
        return value.service == LEGACY_SERVICE
    if isinstance(value, External):
        return annotated_service(value.name) == LEGACY_SERVICE
    if isinstance(value, Partial):
        nodes = (*(node for node, _ in value.site.args), *(node for _, node in value.site.keywords))
        return any(is_source(each) for node in nodes for each in node.values if each != value)
    return isinstance(value, Text) and value.value == LEGACY_SERVICE
