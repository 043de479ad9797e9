"""Modules and scopes: which names hold what, at the place that is being read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from chime_shim.scan._values import EMPTY

if TYPE_CHECKING:
    import ast

    from chime_shim.scan._relevance import Relevance
    from chime_shim.scan._values import Class, Function, Value, Values

__all__ = ["Module", "Scope"]


@dataclass(slots=True, eq=False)
class Module:
    """A file that is being read.

    Args:
        path: As it was given.
        text: Its source.
        tree: Its syntax tree.
        lines: The same, in lines.
        relevance: Which of its lines matter.
        names: What its global names held when it was last read to the end.
        tests: Whether it may have tests in it, to which pytest gives fixtures.
    """

    path: str
    text: str
    tree: ast.Module
    relevance: Relevance
    lines: list[str]
    names: dict[str, Values] = field(default_factory=dict)
    tests: bool = False

    def __post_init__(self) -> None:
        self.tests = "pytest" in self.text or "def test" in self.text


@dataclass(slots=True, eq=False)
class Scope:
    """The names of a module, class or function, while its statements are read in their order.

    Args:
        module: The module that it is in.
        parent: The scope around it; None for a module.
        kind: What it belongs to.
        key: The context of its function: what that was called with.
        owner: The class whose method this is.
        receiver: What that method is bound to.
        function: The function that it is of, if it is one's.
        parameters: The names of its parameters.
        names: What the names hold; dotted ones, such as ``"app.chime"``, too.
    """

    module: Module
    parent: Scope | None = None
    kind: str = "module"
    key: int = 0
    owner: Class | None = None
    receiver: Value | None = None
    function: Function | None = None
    parameters: frozenset[str] = frozenset()
    names: dict[str, Values] = field(default_factory=dict)
    globals: set[str] = field(default_factory=set)
    nonlocals: set[str] = field(default_factory=set)
    returns: set[Value] = field(default_factory=set)
    yields: set[Value] = field(default_factory=set)
    yielded: bool = False
    dotted: bool = False

    def find(self, name: str) -> Values | None:
        """Look up a name, here and then outwards; None if there is none."""
        scope: Scope | None = self
        first = True
        while scope is not None:
            if (first or scope.kind != "class") and name in scope.names and name not in scope.globals:
                return scope.names[name]
            scope, first = scope.parent, False
        return None

    def bind(self, name: str, values: Values) -> None:
        """Let a name hold values; what was known of its attributes is forgotten."""
        if name in self.nonlocals:
            owner = self.parent
            while owner is not None and (owner.kind != "function" or name not in owner.names):
                owner = owner.parent
            if owner is not None:
                owner.names[name] = owner.names[name] | values
        self.names[name] = values
        if self.dotted:
            prefix = f"{name}."
            for dotted in [each for each in self.names if each.startswith(prefix)]:
                del self.names[dotted]

    def join(self, *branches: dict[str, Values]) -> None:
        """Continue with whatever any of the branches left behind."""
        if not branches:
            return
        joined = dict(branches[0])
        for branch in branches[1:]:
            for name, values in branch.items():
                joined[name] = joined.get(name, EMPTY) | values
        self.names = joined
