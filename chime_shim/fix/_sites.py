"""What rules are given, and what they answer with."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from chime_shim.fix._successor_facts import CLIENT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from chime_shim.fix._facts import Facts
    from chime_shim.fix._source import Edit, Source
    from chime_shim.routes import Route
    from chime_shim.scan import Finding
    from chime_shim.scan.reader import Derived, Reading, Use

__all__ = ["CLIENT", "Example", "ExceptionSite", "FileSite", "Rule", "Site"]


@dataclass(frozen=True, slots=True)
class Example:
    """A program before and after: the rule's test, and what the guide shows.

    Args:
        before: The program.
        after: What becomes of it; the same as before, if the rule has nothing to do.
        unsafe: Whether it takes ``--unsafe``.
    """

    before: str
    after: str
    unsafe: bool = False


@dataclass(slots=True)
class Site:
    """A use of a legacy operation, and what rules want to be done to it.

    Args:
        finding: The use.
        source: The file that it is in.
        receiver: How the successor's client is called there.
        unsafe: Whether unsafe fixes are wanted.
        service: Where the operation moves to; empty if the route does not tell.
        facts: What the reader tells of all files.

    Attributes:
        edits: What is to be changed.
        doubt: Why nothing can be changed, if so.
        notes: What the summary has to say if it moves.
    """

    finding: Finding
    source: Source
    receiver: str
    unsafe: bool
    service: str
    facts: Facts
    edits: list[Edit] = field(default_factory=list)
    doubt: str | None = None
    notes: list[tuple[ast.AST, str]] = field(default_factory=list)

    @property
    def route(self) -> Route:
        """Where the operation went."""
        return self.finding.route

    @property
    def operation(self) -> str:
        """The legacy operation."""
        return self.finding.operation

    @property
    def call(self) -> ast.Call | None:
        """The call of it with the operation's own parameters, if there is one here."""
        if self.finding.kind == "getattr" and self.finding.call is None and self.finding.node is not None:
            asked = self.source.parent(self.finding.node)
            called = self.source.parent(asked) if asked is not None else None
            return called if isinstance(called, ast.Call) and called.func is asked else None
        return self.finding.call if self.finding.kind in {"call", "getattr"} else None

    @property
    def called_elsewhere(self) -> bool:
        """Whether the operation is called with parameters that are not seen here."""
        if self.call is not None or self.finding.kind in {"mock", "stub", "name", "paginator"}:
            return False
        parent = self.source.parent(self.finding.node) if self.finding.node is not None else None
        is_asked_for = isinstance(parent, ast.Call) and getattr(parent.func, "id", "") == "hasattr"
        return not is_asked_for

    def keyword(self, name: str) -> ast.keyword | None:
        """Return the argument of that name."""
        return next((each for each in self.call.keywords if each.arg == name), None) if self.call else None

    def spread(self) -> ast.keyword | None:
        """Return the first argument with two stars."""
        return self.keyword(None)  # type: ignore[arg-type]

    def rename(self, method: str) -> None:
        """Let the operation go by another name."""
        from chime_shim.routes._names import method_name

        node = self.finding.node
        old = self.finding.method
        if isinstance(node, ast.Attribute):
            self.edits.append(self.source.last_name(node, node.attr, method))
        elif isinstance(node, ast.Constant) and old in self.source.segment(node):
            self.edits.append(self.source.retext(node, old, method))
        else:
            new = "".join(word.title() for word in method.split("_"))
            self.hold(f"it is {new} there, and its name is not written here as {method_name(self.operation)}")

    def hold(self, reason: str) -> None:
        """Say why nothing can be changed; the first reason counts."""
        self.doubt = self.doubt or reason

    def may(self, reason: str) -> bool:
        """Ask whether something unsafe may be done; ``reason`` says what is unsafe about it."""
        if not self.unsafe:
            self.hold(f"{reason}; chime-shim fix --unsafe does it")
        return self.unsafe


@dataclass(slots=True)
class ExceptionSite:
    """An exception of a legacy client.

    Args:
        use: Where it is, as in ``chime.exceptions.NotFoundException``.
        source: The file that it is in.
        clients: How the clients are called that may raise it, by the services that do, each with the legacy
            operations that it is asked for there.
    """

    use: Use
    source: Source
    clients: dict[str, tuple[str, tuple[str, ...]]]
    edits: list[Edit] = field(default_factory=list)
    doubt: str | None = None


@dataclass(slots=True)
class FileSite:
    """A file of a program in which operations move.

    Args:
        source: The file.
        reading: What the reader tells of it.
        here: The findings of the file that move, each with its service.
        moved: Those of all files, by the id of the call's node.
        services: The successors that the clients that are used in it have become.
        stays: Whether there are clients of ``chime`` in it still.
        annotated: Whether a client that moves is annotated in it.
        is_shared: Tells whether other files use a name of it.

    Attributes:
        edits: What is to be changed.
        doubts: What cannot be changed, and why.
        notes: What the summary has to say.
    """

    source: Source
    reading: Reading
    here: list[tuple[Finding, str]]
    moved: Mapping[int, tuple[Finding, str]]
    services: set[str]
    stays: bool
    annotated: bool
    is_shared: Callable[[str], object]
    edits: list[Edit] = field(default_factory=list)
    doubts: list[tuple[ast.AST, str]] = field(default_factory=list)
    notes: list[tuple[ast.AST, str]] = field(default_factory=list)

    def movers(self, derived: Derived) -> list[tuple[Finding, str]]:
        """Return the calls that move of those that an expression may come from."""
        return [self.moved[id(each.node)] for each in derived.calls if id(each.node) in self.moved]


Apply: TypeAlias = "Callable[[Site], None] | Callable[[ExceptionSite], None] | Callable[[FileSite], None]"


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of rewrite.

    Args:
        name: Its name, as ``--select`` takes it.
        title: What it does, in one line.
        on: What it is applied to.
        apply: Does it.
        examples: Programs before and after, those first with which it has nothing to do.
        unsafe: Whether all that it does takes ``--unsafe``.
    """

    name: str
    title: str
    on: Literal["operation", "exception", "file", "client"]
    apply: Apply | None
    examples: tuple[Example, ...] = ()
    unsafe: bool = False
