"""One call of one function: which arguments go to which of its readings."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import product
from math import prod
from typing import TYPE_CHECKING, Any, NamedTuple

from chime_shim.routes import ROUTES
from chime_shim.routes._names import method_name, operation_of
from chime_shim.scan.reader.kept import kept_at_the_node
from chime_shim.scan.reader.values import (
    LEGACY_SERVICE,
    Bound,
    Class,
    Client,
    Function,
    Instance,
    Partial,
    Text,
)

if TYPE_CHECKING:
    import ast
    from collections.abc import Callable

    from chime_shim.scan.reader.scope import Module
    from chime_shim.scan.reader.solver import Node
    from chime_shim.scan.reader.values import Value

__all__ = ["Binding", "Parameters", "doubted", "parameters_of", "selects", "weight", "words_of"]


_CLIENTS = ("boto", "chime", "client", "session", "stub")
_BY_NAME = ("eval", "exec", "getattr", "globals", "import_", "locals", "methodcaller", "setattr", "vars")
_TELLING = (*_CLIENTS, *_BY_NAME)
_REMOVED = frozenset({name for operation in ROUTES for name in (operation, method_name(operation))})
_NAME = re.compile(r"[^\W\d]\w*")

_MOST_COMBINATIONS = 8
_DEEPEST = 4
"""How many functions may be given to one another before they flow together."""


class Parameters(NamedTuple):
    """The parameters of a function: names in their order, those by keyword only, and those with stars."""

    names: tuple[str, ...]
    keywords: frozenset[str]
    rest: ast.arg | None
    options: ast.arg | None


@kept_at_the_node
def parameters_of(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> Parameters:
    """Return the parameters of a function."""
    spec = node.args
    return Parameters(
        tuple(each.arg for each in (*spec.posonlyargs, *spec.args)),
        frozenset(each.arg for each in spec.kwonlyargs),
        spec.vararg,
        spec.kwarg,
    )


def weight(value: Any) -> int:
    """Return how many functions are given to one another in a value."""
    if isinstance(value, Function):
        return value.scope.depth
    if isinstance(value, Bound):
        return max(weight(value.to), weight(value.function))
    if isinstance(value, Instance):
        return max((1 + weight(each) for _, each in value.key), default=value.of.scope.depth)
    if isinstance(value, Class | Partial):
        return (value.scope if isinstance(value, Class) else value.site.scope).depth
    return 0


def selects(value: Value) -> bool:
    """Tell whether a value makes a difference to what comes out of a function."""
    if isinstance(value, Text):
        return value.value == LEGACY_SERVICE or operation_of(value.value) is not None
    if isinstance(value, Client):
        return value.service == LEGACY_SERVICE
    if isinstance(value, Partial):
        return weight(value) < _DEEPEST
    if isinstance(value, Bound | Class | Function):
        of = value.function if isinstance(value, Bound) else value
        return words_of(of.node, of.scope.module)[1] and weight(value) < _DEEPEST
    return False


@kept_at_the_node
def words_of(node: Any, module: Module) -> tuple[frozenset[str], bool]:
    """Return the names in a function or class, and whether any of them has to do with clients by itself."""
    text = "\n".join(module.lines[node.lineno - 1 : node.end_lineno])
    words = frozenset(_NAME.findall(text))
    text = text.lower()
    return words, any(each in text for each in _TELLING) or not words.isdisjoint(_REMOVED)


def doubted(value: Value, function: Function) -> Value:
    """Return a value as its callers give it: other callers may give another one."""
    if isinstance(value, Client) and value.service == LEGACY_SERVICE and value.confidence == "certain":
        why = f"passed to {function.name}() by the calls that were seen"
        return replace(value, confidence="likely", why=why)
    return value


class Binding:
    """One call of one function: which arguments go to which of its readings.

    Args:
        sources: What each parameter is given.
        enter: Makes the reading for the arguments that tell readings apart, and returns its parameters; None
            if there are too many.
        give: Gives a value to a parameter.
    """

    __slots__ = ("enter", "give", "merged", "names", "options", "readings", "sources")

    def __init__(
        self,
        sources: dict[str, Node],
        enter: Callable[[tuple[tuple[str, Value], ...]], Callable[[str], Node] | None],
        give: Callable[[Node, str, Value], None],
    ) -> None:
        self.sources, self.enter, self.give = sources, enter, give
        self.names = tuple(sources)
        self.options: dict[str, dict[Value | None, None]] = {name: {} for name in sources}
        self.readings: list[tuple[dict[str, Value | None], Callable[[str], Node]]] = []
        self.merged: Callable[[str], Node] | None = None

    def arrive(self, name: str, value: Value | None) -> None:
        """Take a value of an argument; None if nothing is ever given."""
        option = value if value is not None and selects(value) else None
        if option not in self.options[name]:
            self.options[name][option] = None
            self._combine(name, option)
        if value is None:
            return
        for chosen, parameter in self.readings:
            if chosen[name] == option:
                self.give(parameter(name), name, value)
        if self.merged is not None:
            self.give(self.merged(name), name, value)

    def _combine(self, name: str, option: Value | None) -> None:
        if self.merged is not None:
            return  # everything flows there already
        if prod(len(each) for each in self.options.values()) > _MOST_COMBINATIONS:
            self.link({})
            return
        others = [[option] if each == name else list(self.options[each]) for each in self.names]
        for combination in product(*others):
            self.link(dict(zip(self.names, combination, strict=True)))

    def link(self, chosen: dict[str, Value | None]) -> None:
        """Go into the reading for a combination of arguments; for none, into the common one."""
        key = tuple((name, value) for name, value in chosen.items() if value is not None)
        parameter = self.enter(key) if chosen or not self.names else None
        if parameter is None:
            if self.merged is not None:
                return
            self.merged = parameter = self.enter(())
            assert parameter is not None
            chosen = {}
        else:
            self.readings.append((chosen, parameter))
        for name, source in self.sources.items():
            for value in source.values:
                if not chosen or (value if selects(value) else None) == chosen[name]:
                    self.give(parameter(name), name, value)
