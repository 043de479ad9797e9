"""What is called with what, and where the result goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chime_shim.scan.reader.solver import Node
from chime_shim.scan.reader.written import written

if TYPE_CHECKING:
    import ast
    from collections.abc import Collection

    from chime_shim.scan.reader.scope import Scope

__all__ = ["Site"]


class Site:
    """A call, or something that is as good as one: what is called with what, and where its result goes."""

    __slots__ = ("_name", "args", "away", "entered", "func", "keywords", "node", "result", "scope")

    def __init__(self, node: ast.Call | None, scope: Scope, func: Node) -> None:
        self.node = node
        self.scope = scope
        self.func = func
        self.args: list[tuple[Node, bool]] = []
        self.keywords: list[tuple[str | None, Node]] = []
        self.result = Node()
        self.away = False
        self._name: str | None = None
        self.entered: Collection[Any] = ()

    @property
    def name(self) -> str:
        """What is called, as it is written."""
        if self._name is None:
            self._name = written(self.node) if self.node is not None else ""
        return self._name

    def again(self, *args: tuple[Node, bool]) -> Site:
        """Return the same call with other positional arguments, and a result of its own."""
        made = Site(self.node, self.scope, self.func)
        made.args, made.keywords = list(args), self.keywords
        return made
