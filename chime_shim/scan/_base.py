"""What the parts of the reader have in common."""

from __future__ import annotations

import ast
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any

from chime_shim.scan._known import leads_to_clients
from chime_shim.scan._record import Records
from chime_shim.scan._rules import operation_of
from chime_shim.scan._values import (
    EMPTY,
    LEGACY_SERVICE,
    NOTHING_KNOWN,
    UNKNOWN,
    Bound,
    Box,
    BoxMethod,
    Class,
    Client,
    ClientMember,
    Elsewhere,
    External,
    Function,
    Instance,
    Key,
    ModuleValue,
    Text,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from chime_shim.scan._project import Project
    from chime_shim.scan._scope import Module, Scope
    from chime_shim.scan._values import Value, Values

__all__ = ["DEPTH", "MANY", "MOST_VARIANTS", "Arguments", "Base"]

DEPTH = 12
"""How deep calls are followed into functions."""

MANY = 0
"""The context in which all that a function is called with is taken together."""

MOST_VARIANTS = 12
"""With how many different arguments a function is read before they are taken together."""

_DEEPEST = 3
"""How many contexts may be within one another: what was called with what was made by what was called."""

_STEPS = 20_000
"""How many expressions are read, in a module of any size."""

_STEPS_PER_CHARACTER = 0.15
"""How many more are read for each character of the modules, before all is taken together."""


_MOST_VALUES = 64
"""How many values something may have before only those are kept that are clients or name operations."""

_HOLDERS = frozenset({Box, Class, Function, Instance})
_IDLE = frozenset({BoxMethod, Elsewhere, ModuleValue, type(UNKNOWN)})


class Arguments:
    """The arguments of a call, read."""

    __slots__ = ("keywords", "positional", "rest")

    def __init__(
        self,
        positional: Sequence[Values] = (),
        keywords: Mapping[str, Values] | None = None,
        rest: Values = EMPTY,
    ) -> None:
        self.positional = list(positional)
        self.keywords = dict(keywords or {})
        self.rest = rest

    def get(self, index: int, name: str) -> Values | None:
        """Return an argument that may be given either way."""
        if name in self.keywords:
            return self.keywords[name]
        return self.positional[index] if index < len(self.positional) else None


def _stays(value: Value) -> bool:
    if isinstance(value, Text):
        return value.value == LEGACY_SERVICE or operation_of(value.value) is not None
    return isinstance(value, Client | ClientMember | Key | ModuleValue)


def dotted_root(node: ast.Attribute) -> str | None:
    """Return the name that an attribute is directly of, if it is of a name."""
    return node.value.id if isinstance(node.value, ast.Name) else None


class Base(ABC):
    """Facts, which all passes over the modules add to, and the records of the current pass."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.records: dict[Module, Records] = {}
        self.modules: tuple[Module, ...] = ()
        self.contexts: dict[Any, int] = {}
        self.depths: dict[int, int] = {}
        self.steps = 0
        self.most_steps = 0.0
        self.facts: dict[Any, Values] = {}
        self.before: dict[Any, Values] = {}
        self.memo: dict[Any, Values] = {}
        self.variants: dict[Any, int] = {}
        self.called: set[Any] = set()
        self.called_before: set[Any] = set()
        self.functions: dict[Any, Function] = {}
        self.classes: dict[Any, Class] = {}
        self.heirs: dict[Class, list[Class]] = {}
        self.reads: dict[Any, Values] = {}
        self.name_reads: dict[tuple[Module, str], Values | None] = {}
        self.uncalled: set[Any] = set()
        self.unworthy: set[Value] = set()
        self.asked: set[ast.AST] = set()
        self.running: set[Any] = set()
        self.depth = 0
        self.worthy: set[Value] = set()
        self.pending: list[tuple[Function, Class | None]] = []

    def take_up(self, modules: Iterable[Module]) -> None:
        """Read these modules from now on, with as many steps as their size allows."""
        self.modules = tuple(modules)
        size = sum(len(module.text) for module in self.modules)
        self.most_steps = _STEPS + _STEPS_PER_CHARACTER * size

    @property
    def spent(self) -> bool:
        """Whether there were too many steps to tell any longer what was called with what."""
        return self.steps > self.most_steps

    def context(self, *parts: Any) -> int:
        """Return a number for what a function or the like was called with; ``MANY`` if it goes too deep."""
        number = self.contexts.get(parts)
        if number is None:
            depth = 1 + max(map(self._depth, parts))
            number = MANY if depth > _DEEPEST else len(self.contexts) + 1
            self.contexts[parts] = number
            self.depths[number] = depth
        return number

    def _depth(self, part: Any) -> int:
        if isinstance(part, int):
            return self.depths.get(part, 0) if part else 0
        if isinstance(part, Box | Instance):
            return self._depth(part.key)
        if isinstance(part, Bound):
            return self._depth(part.to)
        if isinstance(part, Function):
            return self._depth(part.scope.key)
        return max(map(self._depth, part), default=0) if isinstance(part, tuple | frozenset) else 0

    def get(self, key: Any) -> Values:
        """Return what is known so far."""
        values = self.facts.get(key, EMPTY)
        if key in self.before:
            values |= self.before[key]
        # What is read first is the least that is read.
        self.reads.setdefault(key, values)
        return values

    def module_name(self, module: Module, name: str) -> Values | None:
        """Return what a name held at the end of a module; None if there is no such name."""
        values = module.names.get(name)
        self.name_reads.setdefault((module, name), values)
        return values

    def add(self, key: Any, values: Iterable[Value]) -> None:
        """Add to what is known."""
        held = self.facts.get(key, EMPTY).union(values)
        if len(held) > _MOST_VALUES:
            held = frozenset(value for value in held if _stays(value)) | NOTHING_KNOWN
        self.facts[key] = held

    def record(self, scope: Scope) -> Records:
        """Return the records of the module that is being read."""
        return self.records_of(scope.module)

    def records_of(self, module: Module) -> Records:
        """Return the records of a module."""
        records = self.records.get(module)
        if records is None:
            records = self.records[module] = Records(module)
        records.cut = self.spent
        return records

    def demand(self, node: ast.AST, scope: Scope) -> None:
        """Let the lines matter that tell what the names in an expression hold."""
        for each in [node] if isinstance(node, ast.Name) else ast.walk(node):
            if isinstance(each, ast.Name):
                self._demand_name(each.id, scope)
            elif isinstance(each, ast.Attribute) and dotted_root(each) in {"self", "cls"}:
                scope.module.relevance.add(each.attr)

    def _demand_name(self, name: str, scope: Scope) -> None:
        owner: Scope | None = scope
        while owner is not None:
            function = owner.function
            if function is not None and name in owner.parameters:
                # Its callers tell.
                if name not in {"self", "cls"}:
                    of = function.owner if function.name == "__init__" else None
                    scope.module.relevance.add(function.name if of is None else of.name)
                    self.asked.add(function.node)
                return
            owner = owner.parent
        scope.module.relevance.add(name)

    def matters(self, values: Values) -> bool:
        """Tell whether anything in there may lead to a client, or to the name of an operation."""
        for value in values:
            if isinstance(value, Text):
                if value.value == LEGACY_SERVICE or operation_of(value.value):
                    return True
            elif isinstance(value, External):
                if leads_to_clients(value.name):
                    return True
            elif type(value) in _HOLDERS:
                if value in self.worthy:
                    return True
                self.unworthy.add(value)
            elif type(value) not in _IDLE:
                return True
        return False

    @abstractmethod
    def evaluate(self, node: ast.expr | None, scope: Scope) -> Values:
        """Read an expression, with all that is in it."""

    @abstractmethod
    def execute(self, body: Sequence[ast.stmt], scope: Scope) -> bool:
        """Read statements, and tell whether what comes after them is never reached."""

    @abstractmethod
    def attribute(self, values: Values, name: str, scope: Scope, node: ast.expr | None = None) -> Values:
        """Return what an attribute of any of the values holds."""

    @abstractmethod
    def call(self, function: Values, arguments: Arguments, scope: Scope, node: ast.Call | None) -> Values:
        """Return what a call of any of the values returns."""

    @abstractmethod
    def invoke(self, function: Function, arguments: Arguments, to: Value | None = None) -> Values:
        """Return what a function of the tree returns."""

    @abstractmethod
    def instantiate(self, of: Class, arguments: Arguments) -> Values:
        """Return what a class makes."""

    @abstractmethod
    def set_attribute(self, of: Values, name: str, values: Values) -> None:
        """Set an attribute of any of the values."""

    @abstractmethod
    def demand_for(self, function: Function, node: ast.Call | None, scope: Scope) -> None:
        """Let the lines matter that tell what a function is called with, if that matters."""

    @abstractmethod
    def assign(self, target: ast.expr, values: Values, scope: Scope) -> None:
        """Bind a target of an assignment."""

    @abstractmethod
    def items(self, box: Box) -> dict[Any, Values]:
        """Return what is known to be in a container, by key."""

    @abstractmethod
    def elements(self, values: Values) -> list[Values]:
        """Return what an iteration over any of the values gives, one after the other."""

    @abstractmethod
    def annotated(self, node: ast.expr | None, scope: Scope) -> Values:
        """Return what an annotation says of a value."""

    @abstractmethod
    def entered(self, values: Values, scope: Scope) -> Values:
        """Return what ``with`` binds."""

    @abstractmethod
    def lookup_class(self, of: Any, name: str) -> Any:
        """Find an attribute in a class or its bases."""
