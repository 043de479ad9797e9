"""Calls of classes: what they make, told apart by the arguments that make a difference."""

from __future__ import annotations

import ast
from functools import partial
from typing import TYPE_CHECKING, Any

from chime_shim.scan.reader.arguments import Binding, Parameters, parameters_of
from chime_shim.scan.reader.calls import Calls
from chime_shim.scan.reader.solver import Node
from chime_shim.scan.reader.values import (
    PLAIN,
    Class,
    Function,
    Instance,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from chime_shim.scan.reader.site import Site
    from chime_shim.scan.reader.values import Value

__all__ = ["Classes"]


_MOST_INSTANCES = 32


class Classes(Calls):
    """Reads calls of classes."""

    def _call_class(self, of: Class, site: Site) -> None:
        classes = list(self.classes_of(of))
        if any("__init__" in each.names for each in classes):
            starter = Node()
            self.lookup(of, "__init__", starter, site.scope)
            self.watch(starter, partial(self._start, of, site), site.scope.module)
            return
        fields = [
            each.target.id
            for one in reversed(classes)
            for each in one.node.body
            if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)
        ]
        spec = Parameters(tuple(fields), frozenset(), None, None)
        sources = self.sources(site, spec, method=False)

        def enter(key: tuple[tuple[str, Value], ...]) -> Callable[[str], Node] | None:
            instance = self.instance(of, key)
            self.put(site.result, instance)
            return lambda name: self.field(instance, name.lstrip("*") or "<rest>")

        self.bind_arguments(Binding(sources, enter, lambda node, _, value: self.put(node, value)), site)
        foreign = [value for each in classes for base in each.bases for value in base.values]
        if any(not isinstance(value, Class) for value in foreign) and not fields:
            self.pass_away(site, f"{of.node.name}, whose base is not read")

    def _start(self, of: Class, site: Site, starter: Value) -> None:
        if not isinstance(starter, Function):
            self.put(site.result, self.instance(of, ()))
            if starter is not PLAIN:
                self.pass_away(site, f"{of.node.name}, whose base is not read")
            return
        if site.node is not None:
            self.records.callees.setdefault(id(site.node), {})[starter.node] = None

        def enter(key: tuple[tuple[str, Value], ...]) -> Callable[[str], Node] | None:
            instance = self.instance(of, key)
            self.put(site.result, instance)
            scope = self.variant(starter, instance, key)
            return None if scope is None else partial(self.parameter, scope)

        self._bind_function(starter, parameters_of(starter.node), site, enter, method=True)

    def instance(self, of: Class, key: tuple[Any, ...]) -> Instance:
        """Return what a class makes of arguments."""
        instance = Instance(of, key)
        if instance not in of.instances and len(of.instances) >= _MOST_INSTANCES:
            instance = Instance(of)
        of.instances[instance] = None
        self.put(self.field(of, "<instances>"), instance)
        return instance
