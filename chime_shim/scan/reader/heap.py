"""Where values are kept: attributes, containers, and what has a dotted name outside of the tree."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from chime_shim.scan.reader.parts import Parts
from chime_shim.scan.reader.solver import Node
from chime_shim.scan.reader.values import (
    COARSE,
    PLAIN,
    UNKNOWN,
    Box,
    External,
    Text,
    legacy_clients,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from chime_shim.scan.reader.scope import Scope
    from chime_shim.scan.reader.values import Value

__all__ = ["ANY", "NOTHING", "Heap"]

NOTHING = Node([PLAIN], settled=True)
ANY = Node([UNKNOWN], settled=True)

_MOST_KEYS = 256
_MOST_STEPS = 3
_MOST_PARTS = 6
_STEP = re.compile(r"\.|\[|\(\)")


class Heap(Parts):
    """Nodes for attributes and items, made when they are first asked for."""

    def __init__(self, failed: Callable[[Any, Exception], object]) -> None:
        super().__init__(failed)
        self._fields: dict[Any, dict[str, Node]] = {}
        self._external: dict[str, Node] = {}
        self._texts: dict[str, Node] = {}
        self._items: dict[Box, dict[str | int | None, Node]] = {}
        self._contents: dict[Box, Node] = {}
        self._copies: dict[Box, list[Box]] = {}

    def field(self, owner: Any, name: str) -> Node:
        """Return what is kept as an attribute."""
        fields = self._fields.setdefault(owner, {})
        node = fields.get(name)
        if node is None:
            node = fields[name] = Node()
        return node

    def fields_of(self, owner: Any) -> list[Node]:
        """Return all that is kept as attributes."""
        return list(self._fields.get(owner, {}).values())

    def external(self, name: str) -> Node:
        """Return what has a dotted name outside of the tree, and whatever the tree stores there."""
        node = self._external.get(name)
        if node is None:
            start, _, rest = name.partition("()")
            if _steps(rest) > _MOST_STEPS or _steps(start) > _MOST_PARTS:
                return ANY  # a loop would go on and on
            node = self._external[name] = Node([External(name)])
        return node

    def coarse(self, value: Value) -> Value:
        return value if value is PLAIN or legacy_clients([value]) else COARSE

    def stored(self) -> set[str]:
        """Return the dotted names, and the beginnings of such, under which the tree keeps legacy clients."""
        found: set[str] = set()
        for name, node in self._external.items():
            if legacy_clients(node.values):
                found.add(name)
                found |= {
                    name[: match.end() if match[0] == "()" else match.start()]
                    for match in _STEP.finditer(name)
                }
        return found

    def text(self, text: str) -> Node:
        """Return a node for a constant text."""
        node = self._texts.get(text)
        if node is None:
            node = self._texts[text] = Node([Text(text)], settled=True)
        return node

    def joined(self, nodes: Iterable[Node]) -> Node:
        """Return a node for what any of some nodes holds."""
        distinct = list(dict.fromkeys(nodes))
        if len(distinct) == 1:
            return distinct[0]
        found = Node()
        for node in distinct:
            self.flow(node, found)
        return found

    def fields(self) -> Iterator[tuple[str, Node]]:
        """Give all that is kept as attributes, each with its name."""
        for fields in self._fields.values():
            yield from fields.items()

    def cell(self, scope: Scope, name: str) -> Node:
        """Return what functions inside bind a name of a scope to."""
        node = scope.cells.get(name)
        if node is None:
            node = scope.cells[name] = Node()
        return node

    # Containers.

    def contents(self, box: Box) -> Node:
        """Return what is anywhere in a container."""
        node = self._contents.get(box)
        if node is None:
            node = self._contents[box] = Node()
            self._items[box] = {}
        return node

    def boxes(self) -> list[Box]:
        """Return all containers in which there is anything."""
        return list(self._contents)

    def item(self, box: Box, key: str | int | None) -> Node:
        """Return where a container keeps what is put under a key; None if it is not known which."""
        contents = self.contents(box)
        items = self._items[box]
        if key not in items and len(items) > _MOST_KEYS:
            key = None
        node = items.get(key)
        if node is None:
            node = items[key] = Node()
            self.flow(node, contents)
            if box.key == "__dict__" and isinstance(key, str):
                self.flow(node, self.field(box.node, key))
                self.flow(self.field(box.node, key), node)
            for copy in self._copies.get(box, ()):
                self.flow(node, self.item(copy, key))
        return node

    def copy(self, box: Box, to: Box) -> None:
        """Let all that a container has, and will have, be in another one, under the same keys."""
        self.contents(box)
        if box != to and to not in self._copies.setdefault(box, []):
            self._copies[box].append(to)
            self.flow(self.field(box, "<keys>"), self.field(to, "<keys>"))
            for key, node in list(self._items[box].items()):
                self.flow(node, self.item(to, key))

    def jumble(self, box: Box) -> None:
        """Let what is in a list be at any place of it."""
        self.flow(self.contents(box), self.item(box, None))

    def pick(self, box: Box, key: str | int | None, target: Node) -> None:
        """Let what a key gives flow to a node; whatever is in there, if it is not known which."""
        if key is None or (isinstance(key, int) and (key < 0 or box.mapping)):
            self.flow(self.contents(box), target)
        else:
            self.flow(self.item(box, key), target)
            self.flow(self.item(box, None), target)

    def box(self, node: Any, key: Any, *, mapping: bool = False) -> tuple[Box, Node]:
        """Return a container, and a node that holds it."""
        box = Box(node, key, mapping)
        return box, Node([box])

    def elements(self, source: Node, target: Node, scope: Scope) -> None:
        """Let what an iteration gives flow to a node."""

        def iterate(value: Value) -> None:
            if isinstance(value, Box):
                if value.mapping:
                    self.flow(self.field(value, "<keys>"), target)
                else:
                    self.flow(self.contents(value), target)
            else:
                self.iterate(value, target, scope)

        self.watch(source, iterate, scope.module)


def _steps(name: str) -> int:
    return name.count(".") + name.count("[") + name.count("()")
