"""The reader, put together: passes over modules, until there is nothing new to learn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chime_shim.scan._scope import Scope
from chime_shim.scan._statements import Statements
from chime_shim.scan._values import EMPTY, Box, Class, Function, Instance, legacy_clients

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chime_shim.scan._scope import Module
    from chime_shim.scan._values import Values

__all__ = ["Reader"]


class Reader(Statements):
    """Reads modules."""

    def pass_over(self, modules: Sequence[Module]) -> bool:
        """Read modules once more, and tell whether another time would show more."""
        self.before, self.facts = self.facts, {}
        self.memo, self.variants, self.records = {}, {}, {}
        self.called_before, self.called = self.called, set()
        self.reads, self.name_reads = {}, {}
        self.uncalled, self.unworthy, self.pending = set(), set(), []
        for module in modules:
            scope = self.project.scopes[module] = Scope(module)
            self.execute(module.tree.body, scope)
            module.names = scope.names
        self.read_pending()
        missed = [module.relevance.missed() for module in modules]
        return any(missed) or self._read_too_early()

    def _read_too_early(self) -> bool:
        """Tell whether something was made use of before it was known in full."""
        return (
            any(self.facts.get(key, EMPTY) != values for key, values in self.reads.items())
            or any(module.names.get(name) != held for (module, name), held in self.name_reads.items())
            or not self.unworthy.isdisjoint(self.worthy)
            or not self.uncalled.isdisjoint(self.called)
            or any(key in self.called_before and key not in self.called for key in self.called_before)
        )

    def leads_to_client(self, values: Values) -> bool:
        """Tell whether a legacy client can be got at from any of the values."""
        if legacy_clients(values):
            return True
        return any(value in self.worthy for value in values if isinstance(value, Box | Class | Function | Instance))

