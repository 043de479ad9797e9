"""The reader, put together: passes over modules, until there is nothing new to learn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chime_shim.scan._scope import Scope
from chime_shim.scan._statements import Statements
from chime_shim.scan._values import Box, Class, Client, Function, Instance, legacy_clients

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chime_shim.scan._scope import Module
    from chime_shim.scan._values import Values

__all__ = ["Reader"]


class Reader(Statements):
    """Reads modules."""

    def pass_over(self, modules: Sequence[Module]) -> bool:
        """Read modules once more, and tell whether there was anything new."""
        before = self.facts
        known = len(self.worthy)
        self.before, self.facts = before, {}
        self.memo, self.variants, self.records = {}, {}, {}
        self.called_before, self.called = self.called, set()
        self.pending = []
        names = [dict(module.names) for module in modules]
        for module in modules:
            scope = self.project.scopes[module] = Scope(module)
            self.execute(module.tree.body, scope)
            module.names = scope.names
        self.read_pending()
        return (
            self.facts != before
            or len(self.worthy) != known
            or self.called != self.called_before
            or names != [module.names for module in modules]
        )

    def leads_to_client(self, values: Values) -> bool:
        """Tell whether a legacy client can be got at from any of the values."""
        if legacy_clients(values):
            return True
        return any(value in self.worthy for value in values if isinstance(value, Box | Class | Function | Instance))


_ = Client
