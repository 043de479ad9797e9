"""Modules and scopes: which version of a name is read at which place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from chime_shim.scan.reader.solver import Node, Value

if TYPE_CHECKING:
    import ast

__all__ = ["Module", "Moment", "Scope"]

_SHARED = re.compile(r"\b(?:global|nonlocal)[ \t]+(\w+(?:[ \t]*,[ \t]*\w+)*)")

_STEPS = 300_000
_STEPS_OF_A_CHARACTER = 30


@dataclass(slots=True, eq=False)
class Module:
    """A file that is read.

    Args:
        path: As it was given.
        text: Its source.
        tree: Its syntax tree.
        lines: The same, in lines.
        whole: Whether what a rewrite needs is noted as well.
        shared: Names that some function declares as global or nonlocal: these have no order.
        tests: Whether it may have tests in it, to which pytest gives fixtures.
        scope: Its names, while and after it is read.
        unnamed: Whether it makes a client of a service that the source does not tell.
        exports: What others may take from it, by name, as far as they do.
        stars: What it imports with a star.
        fixtures: Its pytest fixtures, by name.
        reads: The expressions that read a name or an attribute, with what they hold.
        binds: The places that bind one.
        derived: The expressions that may come out of a reply or an error.
        imports: Its aliases that lead to libraries with clients.
        handlers: Its places that catch errors, with what is read inside of them.
        steps: How many values were looked at on its behalf.
        most_steps: How many may be before it is passed over, and named: far more than any needs.
    """

    path: str
    text: str
    tree: ast.Module
    lines: list[str]
    whole: bool = True
    shared: frozenset[str] = frozenset()
    tests: bool = False
    scope: Any = None
    complete: bool = False
    unnamed: bool = False
    exports: dict[str, Node] = field(default_factory=dict)
    stars: list[Node] = field(default_factory=list)
    fixtures: dict[str, Any] = field(default_factory=dict)
    reads: list[tuple[ast.expr, str, Node]] = field(default_factory=list)
    binds: list[tuple[ast.AST, str, Node]] = field(default_factory=list)
    derived: list[tuple[ast.expr, Node]] = field(default_factory=list)
    imports: list[Any] = field(default_factory=list)
    handlers: list[Any] = field(default_factory=list)
    steps: int = 0
    most_steps: int = 0

    def __post_init__(self) -> None:
        self.most_steps = _STEPS + _STEPS_OF_A_CHARACTER * len(self.text)
        self.tests = "pytest" in self.text or "def test" in self.text
        found = _SHARED.findall(self.text)
        self.shared = frozenset(name.strip() for names in found for name in names.split(","))


class Moment(NamedTuple):
    """A place in the order of a scope: how many bindings came before, and what the names held in a branch."""

    serial: int
    names: dict[str, Node] | None


@dataclass(slots=True, eq=False)
class Scope:
    """The names of a module, class or function, while its statements are read in their order.

    Args:
        module: The module that it is in.
        parent: The scope around it; None for a module.
        kind: ``"module"``, ``"class"`` or ``"function"``.
        owner: The class that it is the body of, or whose method it is.
        receiver: What that method is bound to.
        function: The function that it is of, if it is one's.
        depth: How many functions are known to be around it, or given to one of these.
        names: The version of each name that is current.
        history: All versions, with their place in the order.
        cells: What functions inside bind names to that they declare as global or nonlocal.
        branches: How many statements are around the current one that may not be run, or more than once.
        loop: Where the outermost loop around it began.
        tries: What was bound in each ``try`` around.
        leaving: What the names held where each loop around was left, and where it was continued.
        temporary: Names of a comprehension: they are gone after it.
        parameters: What it is given.
        returns: What is returned.
        returned: The expressions that are.
        yields: What is yielded.
        yielding: Whether anything is.
        result: What a call of it gives.
    """

    module: Module
    parent: Scope | None
    kind: str
    owner: Any = None
    receiver: Value | None = None
    function: Any = None
    depth: int = 0
    names: dict[str, Node] = field(default_factory=dict)
    history: dict[str, list[tuple[int, Node]]] = field(default_factory=dict)
    cells: dict[str, Node] = field(default_factory=dict)
    globals: set[str] = field(default_factory=set)
    nonlocals: set[str] = field(default_factory=set)
    serial: int = 0
    branches: int = 0
    loop: int | None = None
    tries: list[dict[str, list[Node]]] = field(default_factory=list)
    leaving: list[tuple[list[dict[str, Node]], list[dict[str, Node]]]] = field(default_factory=list)
    temporary: frozenset[str] = frozenset()
    parameters: dict[str, Node] = field(default_factory=dict)
    returns: Node = field(default_factory=Node)
    returned: list[tuple[ast.expr, Node]] = field(default_factory=list)
    yields: Node = field(default_factory=Node)
    yielding: bool = False
    result: Node = field(default_factory=Node)

    def set(self, name: str, node: Node) -> None:
        """Let a name have another version."""
        self.names[name] = node
        if name in self.temporary:
            return
        self.serial += 1
        self.history.setdefault(name, []).append((self.serial, node))
        for tried in self.tries:
            tried.setdefault(name, []).append(node)

    def moment(self) -> Moment:
        """Return the current place in the order; within a loop, that of its beginning: it goes round."""
        names = dict(self.names) if self.branches or self.loop is not None else None
        return Moment(self.serial if self.loop is None else self.loop, names)

    def versions(self, name: str, moment: Moment) -> list[Node]:
        """Return what a function that was defined at a moment may find under a name."""
        history = self.history.get(name, ())
        found = [node for serial, node in history if serial > moment.serial]
        if moment.names is not None:
            before = moment.names.get(name)
        else:
            before = next((node for serial, node in reversed(history) if serial <= moment.serial), None)
        return found if before is None else [before, *found]
