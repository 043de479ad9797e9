"""What is wanted, and what is to be done to a file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from chime_shim.fix._imports import nobody
from chime_shim.fix.rules import RULES

if TYPE_CHECKING:
    import ast
    from collections.abc import Callable, Collection, Sequence

    from chime_shim.fix._source import Edit
    from chime_shim.scan import Finding
    from chime_shim.scan.output.observed import Call

__all__ = ["Doubt", "FilePlan", "Options", "Plan"]


@dataclass(frozen=True, slots=True)
class Options:
    """What is wanted.

    Args:
        unsafe: Whether unsafe fixes are.
        rules: The names of the rules that are.
        observed: The calls that were observed; all clients of which none was are left alone.
        importers: Tells which files import a name from a module.
    """

    unsafe: bool = False
    rules: Collection[str] = tuple(rule.name for rule in RULES)
    observed: Sequence[Call] | None = None
    importers: Callable[[str, str], set[str]] = nobody


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that is left as it is, with a comment.

    Args:
        node: What.
        reason: Why.
        where: The file and the node that the reason is about, if that is another place.
    """

    node: ast.AST
    reason: str
    where: tuple[str, ast.AST | None] | None = None


@dataclass(slots=True)
class FilePlan:
    """What is to be done to a file.

    Attributes:
        edits: The changes.
        fixed: The uses that move.
        left: The uses that stay.
        unobserved: The uses that nobody asked for.
        doubts: What is to be said, and where.
        notes: What the summary has to say, and of what.
        seen: All nodes of legacy use: comments of an earlier run are above them.
        settled: Nodes whose comments of an earlier run stay.
    """

    edits: list[Edit] = field(default_factory=list)
    fixed: list[tuple[Finding, str]] = field(default_factory=list)
    left: list[Finding] = field(default_factory=list)
    unobserved: list[Finding] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    notes: list[tuple[ast.AST, str]] = field(default_factory=list)
    seen: list[ast.AST] = field(default_factory=list)
    settled: list[ast.AST] = field(default_factory=list)


@dataclass(slots=True)
class Plan:
    """What is to be done.

    Attributes:
        files: To each file, by its path.
        shared: Sets of files that have to change together, for a client that moves is used in them.
        services: What the clients that are used in a file have become, by its path.
        staying: The files with clients that are of ``chime`` still.
        annotated: The files in which a client that moves is annotated.
    """

    files: dict[str, FilePlan] = field(default_factory=dict)
    shared: list[set[str]] = field(default_factory=list)
    services: dict[str, set[str]] = field(default_factory=dict)
    staying: set[str] = field(default_factory=set)
    annotated: set[str] = field(default_factory=set)

    def moves(self, paths: set[str], services: set[str], *, wholly: bool) -> None:
        """Note that a client moves.

        Args:
            paths: The files that it is used in.
            services: What it becomes.
            wholly: Whether nothing is left of the old one.
        """
        self.shared.append(paths)
        for path in paths:
            self.services.setdefault(path, set()).update(services)
        if not wholly:
            self.staying |= paths

    def together(self) -> dict[str, frozenset[str]]:
        """Return the files that have to change together with each, and that one."""
        found: dict[str, set[str]] = {path: {path} for path in self.files}
        for paths in self.shared:
            joined = set(paths).union(*(found.get(path, ()) for path in paths))
            found |= dict.fromkeys(joined, joined)
        return {path: frozenset(paths) for path, paths in found.items()}
