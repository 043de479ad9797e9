"""Classes and their bases: where a name is looked up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chime_shim.scan.reader.heap import Heap
from chime_shim.scan.reader.values import FOREIGN, Class, External
from chime_shim.scan.reader.written import assigned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chime_shim.scan.reader.scope import Scope
    from chime_shim.scan.reader.solver import Node
    from chime_shim.scan.reader.values import Value

__all__ = ["Hierarchy"]


class Hierarchy(Heap):
    """Looks names up in classes."""

    def has_own(self, of: Class, name: str) -> bool:
        """Tell whether a class, or a base, has a name in its body or assigns it in a method."""
        return any(name in each.names or name in assigned(each.node) for each in self.classes_of(of))

    def has(self, of: Class, name: str) -> bool:
        """Tell whether a class of the tree has a name in its body, or in that of a base."""
        return any(name in each.names for each in self.classes_of(of))

    def classes_of(self, of: Class) -> Iterator[Class]:
        """Give a class and its bases, as far as they are known so far, in the order of look-ups."""
        todo, seen = [of], {of}
        while todo:
            first = todo.pop(0)
            yield first
            for base in first.bases:
                for value in base.values:
                    if isinstance(value, Class) and value not in seen:
                        seen.add(value)
                        todo.append(value)

    def lookup(
        self, of: Class, name: str, target: Node, scope: Scope, seen: frozenset[Class] = frozenset()
    ) -> None:
        """Let an attribute of a class, or of its bases, flow to a node."""
        self.flow(self.field(of, name), target)
        if name in of.names or of in seen:
            return

        def above(value: Value) -> None:
            if isinstance(value, Class):
                self.lookup(value, name, target, scope, seen | {of})
            elif value != External("builtins.object"):
                self.put(target, FOREIGN)

        for base in of.bases:
            self.watch(base, above, scope.module)
