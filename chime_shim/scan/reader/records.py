"""What is noted while values flow: uses, references, calls and escapes, each by its place."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from chime_shim.scan._finding import Span
from chime_shim.scan.reader.reading import CallRef
from chime_shim.scan.reader.values import LEGACY_SERVICE, Reply

if TYPE_CHECKING:
    from chime_shim.scan._finding import Kind, ReferenceKind
    from chime_shim.scan.reader.scope import Module
    from chime_shim.scan.reader.solver import Node
    from chime_shim.scan.reader.values import Client

__all__ = ["Leak", "Records", "Seen"]


@dataclass(slots=True, eq=False)
class Seen:
    """A use, and all that it may be a use of; a place is read once for each reading of its function."""

    node: ast.AST
    kind: Any
    name: str
    receivers: dict[Node, None] = field(default_factory=dict)
    receiver: ast.expr | None = None
    call: ast.Call | None = None
    only_clients: bool = False


@dataclass(slots=True, eq=False)
class Noted:
    """Something that is noted of certain clients."""

    node: ast.AST
    kind: Any
    name: str
    clients: dict[Client, None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Leak:
    """A client that goes out of sight."""

    module: Module
    node: ast.AST
    how: Any
    reason: str


class Records:
    """What was noted, by module."""

    def __init__(self) -> None:
        self.uses: dict[Module, dict[Any, Seen]] = {}
        self.notes: dict[Module, dict[Any, Noted]] = {}
        self.leaks: dict[Any, dict[tuple[int, str], Leak]] = {}
        self.replies: dict[tuple[int, str, str], CallRef] = {}
        self.calls: dict[Module, dict[CallRef, dict[Client, None]]] = {}
        self.callees: dict[int, dict[ast.AST, None]] = {}
        self.unclear: set[int] = set()

    def use(
        self,
        module: Module,
        node: ast.AST,
        kind: Kind,
        operation: str,
        values: Node,
        receiver: ast.expr | None = None,
        call: ast.Call | None = None,
        *,
        only_clients: bool = False,
    ) -> None:
        """Note the use of an operation; ``values`` is what it is called on."""
        seen = self.uses.setdefault(module, {}).setdefault(
            (id(node), kind, operation), Seen(node, kind, operation, only_clients=only_clients)
        )
        seen.receivers[values] = None
        seen.receiver = receiver or seen.receiver
        seen.call = call or seen.call

    def _note(self, module: Module, node: ast.AST, kind: Any, name: str, client: Client) -> None:
        notes = self.notes.setdefault(module, {})
        notes.setdefault((id(node), kind, name), Noted(node, kind, name)).clients[client] = None

    def keep(self, module: Module, node: ast.AST, method: str, client: Client) -> None:
        """Note the use of an operation that ``chime`` still has."""
        self._note(module, node, "kept", method, client)

    def member(self, module: Module, node: ast.AST, name: str, client: Client) -> None:
        """Note an attribute of a legacy client."""
        self._note(module, node, "member", name, client)

    def refer(self, module: Module, node: ast.AST, kind: ReferenceKind, name: str, client: Client) -> None:
        """Note something else that leans on a legacy client."""
        self._note(module, node, kind, name, client)

    def leak(self, module: Module, node: ast.AST, how: Any, reason: str, client: Client) -> None:
        """Note that a client goes out of sight."""
        leaks = self.leaks.setdefault(client.origin, {})
        leaks.setdefault((id(node), how), Leak(module, node, how, reason))

    def reply(self, module: Module, node: ast.Call, client: Client, method: str) -> Reply:
        """Note a call of an operation of any client; return what comes out of it."""
        key = (id(node), client.service, method)
        reference = self.replies.get(key)
        if reference is None:
            reference = CallRef(module.path, node.lineno, client.service, method, (), node)
            self.replies[key] = reference
        clients = self.calls.setdefault(module, {}).setdefault(reference, {})
        if client.service == LEGACY_SERVICE:
            clients[client] = None
        return Reply(reference)

    @staticmethod
    def span(module: Module, node: Any) -> Span:
        """Return where a node is, in characters: the parser counts bytes."""
        lines = module.lines

        def characters(line: int, offset: int) -> int:
            text = lines[line - 1]
            return offset if text.isascii() else len(text.encode()[:offset].decode(errors="ignore"))

        if isinstance(node, ast.withitem):
            node = node.context_expr
        start, end = node.lineno, node.end_lineno
        return Span(start, characters(start, node.col_offset), end, characters(end, node.end_col_offset))
