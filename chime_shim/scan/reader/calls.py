"""Calls of what the tree itself has: functions, classes and what is bound to them.

A function is read once for each combination of those arguments that tell what comes out of it: the name
of the
service, a client, a function. All other arguments flow together. So there is no depth, and no order.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from chime_shim.scan.reader.arguments import Binding, Parameters, doubted, parameters_of, weight
from chime_shim.scan.reader.scope import Scope
from chime_shim.scan.reader.site import Site
from chime_shim.scan.reader.solver import Node
from chime_shim.scan.reader.values import (
    FOREIGN,
    PLAIN,
    UNKNOWN,
    Bound,
    Box,
    Class,
    ClientMember,
    Elsewhere,
    External,
    Function,
    Instance,
    Mock,
    Partial,
    Text,
    is_vague,
)
from chime_shim.scan.reader.wrapped import Wrapped

if TYPE_CHECKING:
    import ast
    from collections.abc import Callable

    from chime_shim.scan.reader.values import Value

__all__ = ["Calls"]

_MOST_VARIANTS = 32
"""How many readings a function has before further arguments flow together."""


class Calls(Wrapped):
    """Reads calls."""

    called: set[ast.AST]
    unnoticed: list[Site]
    functions: list[Function]

    def enter(self, site: Site) -> Node:
        """Read a call; return what it returns."""
        self.unnoticed.append(site)
        self.watch(site.func, partial(self.call, site), site.scope.module)
        return site.result

    def call_with(
        self, func: Node, args: list[Node], scope: Scope, result: Node, to: Value | None = None
    ) -> None:
        """Let what a call that is not written out returns flow to a node."""
        site = Site(None, scope, func)
        site.args = [(arg, False) for arg in args]
        site.result = result
        if to is None:
            self.watch(func, partial(self.call, site), scope.module)
        else:
            bind: Callable[[Value], object] = lambda value: self.call(  # noqa: E731
                site, Bound(to, value) if isinstance(value, Function) else value
            )
            self.watch(func, bind, scope.module)

    def call(self, site: Site, value: Value) -> None:
        """Read a call of a value."""
        caller = _CALLERS.get(type(value))
        if caller is not None:
            caller(self, value, site)
        elif value is not PLAIN:
            self.call_unknown(value, site)

    def _call_function(self, of: Function, site: Site) -> None:
        self.invoke(of, site, None)

    def _call_bound(self, of: Bound, site: Site) -> None:
        self.invoke(of.function, site, of.to)

    # Functions.

    def sources(self, site: Site, spec: Parameters, *, method: bool) -> dict[str, Node]:
        """Return what each parameter is given; ``*1`` is the second of those that take all the rest."""
        names = spec.names[1:] if method else spec.names
        given: dict[str, list[Node]] = {}
        module = site.scope.module
        position, spread = 0, False
        for node, star in site.args:
            if star:
                for index, name in enumerate(names[position:]):
                    picked = Node()
                    self.watch(node, partial(self._pick_into, index, picked), module)
                    given.setdefault(name, []).append(picked)
                rest = Node()
                self.elements(node, rest, site.scope)
                given.setdefault("*", []).append(rest)
                spread = True
            elif spread:
                for name in (*names[position:], "*"):
                    given.setdefault(name, []).append(node)
            elif position < len(names):
                given.setdefault(names[position], []).append(node)
                position += 1
            else:
                given.setdefault(f"*{position - len(names)}", []).append(node)
                position += 1
        known = {*names, *spec.keywords}
        for keyword, node in site.keywords:
            if keyword is None:
                for name in known:
                    picked = Node()
                    self.watch(node, partial(self._pick_into, name, picked), module)
                    given.setdefault(name, []).append(picked)
                given.setdefault("**", []).append(node)
            else:
                given.setdefault(keyword if keyword in known else f"**{keyword}", []).append(node)
        return {name: self.joined(nodes) for name, nodes in given.items()}

    def _pick_into(self, key: str | int, target: Node, value: Value) -> None:
        if isinstance(value, Box):
            self.pick(value, key, target)
        else:
            self.put(target, UNKNOWN)

    def invoke(self, function: Function, site: Site, to: Value | None) -> None:
        """Read a call of a function of the tree, perhaps as a method of ``to``."""
        self.called.add(function.node)
        if function.dispatches:
            registered = self.field(function, "<registered>")
            self.watch(registered, lambda each: self._instead(each, site, to), site.scope.module)
        spec = parameters_of(function.node)
        if to is not None and not spec.names and spec.rest is not None:  # it takes its instance as any other
            inner = Site(site.node, site.scope, site.func)
            inner.args, inner.keywords, inner.result = (
                [(Node([to]), False), *site.args],
                site.keywords,
                site.result,
            )
            site, to = inner, None
        method = to is not None and bool(spec.names) and "staticmethod" not in function.decorators
        if site.node is not None:
            self.records.callees.setdefault(id(site.node), {})[function.node] = None

        def enter(key: tuple[tuple[str, Value], ...]) -> Callable[[str], Node] | None:
            scope = self.variant(function, to, key)
            if scope is None:
                return None
            self.flow(scope.result, site.result)
            return partial(self.parameter, scope)

        self._bind_function(function, spec, site, enter, method=method)

    def _instead(self, value: Value, site: Site, to: Value | None) -> None:
        if isinstance(value, Function):
            self.invoke(value, site, to)

    def _bind_function(
        self, function: Function, spec: Parameters, site: Site, enter: Any, *, method: bool
    ) -> None:
        sources = self.sources(site, spec, method=method)
        own = {name for name in (*spec.names[method:], *spec.keywords) if name not in sources}
        sources |= {name: function.defaults[name] for name in own if name in function.defaults}

        def give(node: Node, name: str, value: Value) -> None:
            if name in own:
                self.put(node, value)
            elif name in function.told and is_vague(value):
                self.flow(function.told[name], node)  # its annotation knows better
                self.put(node, FOREIGN)
            else:
                self.put(node, doubted(value, function))

        self.bind_arguments(Binding(sources, enter, give), site)

    def bind_arguments(self, binding: Binding, site: Site) -> None:
        """Let the arguments of a call arrive."""
        if not binding.sources:
            binding.link({})
            return
        for name, source in binding.sources.items():
            self.waiting.append((binding, name))
            self.watch(source, partial(binding.arrive, name), site.scope.module)

    def variant(self, function: Function, to: Value | None, key: tuple[Any, ...]) -> Scope | None:
        """Return the reading of a function for arguments; None if there are too many."""
        scope = function.variants.get((to, key))
        if scope is None:
            if key and len(function.variants) >= _MOST_VARIANTS:
                return None
            around = function.scope
            deep = max((1 + weight(value) for _, value in key), default=0)
            scope = Scope(around.module, around, "function", function.owner, to, function)
            scope.depth = max(around.depth, deep, weight(to))
            function.variants[to, key] = scope
            self.begin(scope)
        return scope

    def parameter(self, scope: Scope, name: str) -> Node:
        """Return where a reading of a function keeps a parameter."""
        if not name.startswith("*"):
            node = scope.parameters.get(name)
            return Node() if node is None else node  # there is no such parameter
        assert scope.function is not None
        spec = parameters_of(scope.function.node)
        holder = spec.options if name.startswith("**") else spec.rest
        if holder is None:
            return Node()
        bare = name.lstrip("*")
        box = Box(holder, scope, mapping=holder is spec.options)
        if holder is spec.options:
            if not bare:
                into = Node()
                self.watch(
                    into,
                    lambda each: self.copy(each, box) if isinstance(each, Box) else None,
                    scope.module,
                )
                return into
            self.put(self.field(box, "<keys>"), Text(bare))
            return self.item(box, bare)
        return self.item(box, int(bare) if bare else None)


def _dispatch() -> dict[type, Callable[..., None]]:
    from chime_shim.scan.reader.values import BoxMethod

    return {
        Bound: Calls._call_bound,
        BoxMethod: lambda reader, of, site: reader.call_box_method(of, site),
        Class: lambda reader, of, site: reader._call_class(of, site),
        ClientMember: lambda reader, of, site: reader.call_member(of, site),
        Elsewhere: lambda reader, of, site: reader.call_elsewhere(of, site),
        External: lambda reader, of, site: reader.call_external(of, site),
        Function: Calls._call_function,
        Instance: Calls._call_instance,
        Mock: Calls._call_mock,
        Partial: Calls._call_partial,
    }


_CALLERS = _dispatch()
