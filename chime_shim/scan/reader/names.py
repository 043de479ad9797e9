"""Names: which version of one is read at a place."""

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING

from chime_shim.scan.reader.classes import Classes
from chime_shim.scan.reader.heap import ANY

if TYPE_CHECKING:
    from chime_shim.scan.reader.scope import Scope
    from chime_shim.scan.reader.solver import Node

__all__ = ["Names"]

_BUILTINS = frozenset(dir(builtins))


class Names(Classes):
    """Looks names up."""

    def find(self, name: str, scope: Scope) -> Node:
        """Return what a name holds at the place that is read."""
        own = scope.names.get(name)
        shared = name in scope.module.shared
        if own is not None and not shared:
            return own
        found = [] if own is None else [own]
        if name in scope.globals:
            of = scope.module.scope
            return self.joined([*found, *(node for _, node in of.history.get(name, ())), self.cell(of, name)])
        if own is not None and name not in scope.nonlocals:
            return self.joined([own, self.cell(scope, name)])
        inner, outer = scope, scope.parent
        while outer is not None:
            if outer.kind != "class":
                moment = outer.moment() if inner.function is None else inner.function.moment
                versions = outer.versions(name, moment)
                if versions or name in outer.cells:
                    more = [self.cell(outer, name)] if shared else []
                    return self.joined([*found, *versions, *more])
                inner = outer
            outer = outer.parent
        if shared:
            found.append(self.cell(scope.module.scope, name))
        found += [self.load(star, f"*{name}", scope) for star in scope.module.stars]
        if name in _BUILTINS:
            found.append(self.external(f"builtins.{name}"))
        return self.joined(found) if found else ANY
