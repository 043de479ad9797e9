"""The reader, put together: modules are taken up, and values flow until nothing changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chime_shim.scan.reader.arguments import parameters_of, words_of
from chime_shim.scan.reader.libraries import CONTEXT_MANAGERS
from chime_shim.scan.reader.reach import Reach, is_source
from chime_shim.scan.reader.records import Records
from chime_shim.scan.reader.solver import Node
from chime_shim.scan.reader.values import (
    FOREIGN,
    PLAIN,
    UNKNOWN,
    Bound,
    Box,
    Class,
    Elsewhere,
    Function,
    Instance,
    is_vague,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from chime_shim.scan.reader.scope import Scope
    from chime_shim.scan.reader.values import Value

__all__ = ["Reader"]

_GIVING = frozenset({name.rpartition(".")[2] for name in CONTEXT_MANAGERS} | {"fixture"})
"""Decorators of generators that give what is yielded."""


class Reader(Reach):
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
        self.makers = []
        self.raised = Node()
        self.passed = []
        self.functions = []
        self.classes = []
        self._elsewhere: dict[str, list[tuple[Elsewhere, Node]]] = {}
        self._escapes = []
        self._rooted: set[Any] = set()
        self.uncalled: dict[Scope, None] = {}

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
        if scope.receiver is not None and not spec.names and spec.rest is not None:
            self.put(self.parameter(scope, "*0"), scope.receiver)
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
                if scope.receiver not in held.values:  # else all methods would be of interest
                    scope.module.binds.append((parameter, parameter.arg, held))
        if not hasattr(function.node, "name"):
            self.flow(self.evaluate(function.node.body, scope), scope.result)
            return
        self.execute(function.node.body, scope)
        gives = function.gives
        if gives is not None:
            if not scope.returned and not scope.yielding:
                self.flow(gives, scope.result)  # it is abstract
            self.watch(
                scope.returns,
                lambda value: self.flow(gives, scope.result) if is_vague(value) else None,
                scope.module,
            )
        if not scope.yielding:
            self.flow(scope.returns, scope.result)
            self.put(scope.result, PLAIN)
        elif {name.rpartition(".")[2] for name in function.decorators} & _GIVING:
            self.flow(scope.yields, scope.result)
        else:
            box, boxed = self.box(function.node, scope)
            self.flow(scope.yields, self.item(box, None))
            self.flow(scope.returns, self.field(box, "<ended>"))
            self.flow(boxed, scope.result)

    # Until nothing changes.

    def settle(self, tick: Callable[[], object] | None = None) -> None:
        """Let values flow until nothing changes, and what nothing calls or tells be taken as unknown."""
        self._used = None
        while True:
            self.run(tick)
            if self._start_uncalled(None) or self._take_as_unknown() or self._look_up():
                continue
            leading = self.leading()
            if not (self._start_uncalled(self.names_of_interest(leading)) or self._pass_on(leading)):
                break
        for scope in self.uncalled:
            function = scope.function
            if function is not None and function.handed is not None:
                decorator, name = function.handed
                reason = f"what {function.name}() returns goes to @{name}, which is not read"
                self.escape(scope.result, decorator, "returned", reason, scope)
            elif function is not None and function.node not in self.called:
                how = "yielded" if scope.yielding else "returned"
                reason = f"it is {how} by {function.name}(), which nothing here calls"
                for node, held in scope.returned:
                    self.escape(held, node, "returned", reason, scope)
        self._let_go(leading)

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
        makers, self.makers = self.makers, []
        guesses, self.guesses = self.guesses, []
        changed = any([self.guess(site) for site in guesses])  # noqa: C419 - all of them
        for binding, name in waiting:
            if not binding.options[name]:
                binding.arrive(name, None)
                changed = True
        for site in unnoticed:
            if not site.func.values:
                self.call_unknown(UNKNOWN, site)
                changed = True
        for site, service in makers:
            if not service.values:
                self._unnamed(site)
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
            if not each.instances:  # an annotation may be all that there is of it
                self.put(self.field(each, "<instances>"), Instance(each))
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
                    for wrapper in self.field(owner, function.name).values if owner is not None else ():
                        if isinstance(wrapper, Function) and wrapper.owner is None:
                            self._root(wrapper, to)
        return begun

    def _pass_on(self, leading: set[Value]) -> bool:
        """Read the modules whose functions are given something that leads to a client."""
        passed, self.passed = self.passed, []
        changed = False
        for path, node in passed:
            if self.project.module(path) is None:
                if any(is_source(value) or value in leading for value in node.values):
                    self.take_up(path)
                    changed = changed or self.project.module(path) is not None
                else:
                    self.passed.append((path, node))
        return changed

    def _may_matter(self, function: Function, names: set[str] | None) -> bool:
        """Tell whether there is a word in a function that has to do with clients, or leads to one."""
        if function.words is None:
            function.words = words_of(function.node, function.scope.module)
        words, telling = function.words
        return telling if names is None else not names.isdisjoint(words)

    def _overridden(self, function: Function, to: Value | None) -> bool:
        """Tell whether a method of the same name comes before one."""
        if not isinstance(to, Instance) or to.of is function.owner:
            return False
        return (
            next((each for each in self.classes_of(to.of) if function.name in each.names), None)
            is not function.owner
        )

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
                self.call_with(
                    Node(
                        [fixture if fixture.owner is None else Bound(to or Instance(fixture.owner), fixture)]
                    ),
                    [],
                    scope,
                    node,
                )
            else:
                self.put(node, FOREIGN if name in function.told else UNKNOWN)

    def _fixture(self, name: str, function: Function) -> Function | None:
        """Return the pytest fixture that a parameter is given, if there is one of its name."""
        module = function.scope.module
        if module.tests:
            for each in (module, *self.project.conftests(module.path)):
                if name in each.fixtures:
                    fixture: Function = each.fixtures[name]
                    return fixture
        return None
