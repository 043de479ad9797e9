"""The reader, put together: passes over modules, until there is nothing new to learn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chime_shim.scan._base import MOST_VARIANTS, Arguments
from chime_shim.scan._scope import Scope
from chime_shim.scan._statements import Statements
from chime_shim.scan._values import (
    EMPTY,
    LEGACY_SERVICE,
    Box,
    Class,
    Function,
    Instance,
    Text,
    legacy_clients,
)

if TYPE_CHECKING:
    from chime_shim.scan._scope import Module
    from chime_shim.scan._values import Values

__all__ = ["Reader"]


class Reader(Statements):
    """Reads modules."""

    def pass_over(self) -> bool:
        """Read the modules once more, and tell whether another time would show more."""
        earlier = self.records
        self.before, self.facts = self.facts, {}
        self.memo, self.variants, self.records = {}, {}, {}
        self.called_before, self.called = self.called, set()
        self.reads, self.name_reads = {}, {}
        self.uncalled, self.unworthy, self.pending = set(), set(), []
        for module in self.modules:
            scope = self.project.scopes[module] = Scope(module)
            self.execute(module.tree.body, scope)
            module.names = scope.names
        self.read_pending()
        for module in self.modules:
            self._hear_of_imports(module)
        if self.spent:
            for module, records in earlier.items():
                self.records_of(module).add(records)
            return False
        missed = [module.relevance.missed() for module in self.modules]
        return any(missed) or self._read_too_early()

    def _hear_of_imports(self, module: Module) -> None:
        """Let the names matter by which other modules have something to give: by whatever way it comes."""
        for path in self.project.edges.get(module.path, ()):
            other = self.project.modules.get(path)
            if other is not None:
                for name, values in other.names.items():
                    if self.leads_to_client(values):
                        module.relevance.add(name)

    def _read_too_early(self) -> bool:
        """Tell whether something was made use of before it was known in full."""
        return (
            any(self.facts.get(key, EMPTY) != values for key, values in self.reads.items())
            or any(module.names.get(name) != held for (module, name), held in self.name_reads.items())
            or not self.unworthy.isdisjoint(self.worthy)
            or not self.uncalled.isdisjoint(self.called)
            or any(key in self.called_before and key not in self.called for key in self.called_before)
        )

    def read_pending(self) -> None:
        """Read the functions that nothing called: with what their annotations and fixtures tell."""
        while self.pending:
            pending, self.pending = self.pending, []
            self._find_heirs()
            for function, owner in pending:
                if function.scope.module.relevance.covers(function.node):
                    self._read_uncalled(function, owner)

    def _read_uncalled(self, function: Function, owner: Class | None) -> None:
        for to in [None] if owner is None else self._instances(owner):
            key = (function.node, to)
            if key not in self.called and key not in self.called_before:
                self.invoke(function, Arguments(self._mocks(function)), to)
                self.called.discard(key)
                self.uncalled.add(key)

    def _mocks(self, function: Function) -> list[Values]:
        items = self.items(Box(function.node))
        return [items[key] for key in sorted(items, key=str)]

    def _instances(self, owner: Class) -> list[Instance]:
        found: list[Instance] = []
        for each in self.heirs.get(owner, ()):
            known = [value for value in self.get((each, "instances")) if isinstance(value, Instance)]
            found += known or [Instance(each)]
        return found[:MOST_VARIANTS]

    def _find_heirs(self) -> None:
        """Find the classes that are of a class, itself among them."""
        self.heirs = {}
        for each in self.classes.values():
            for base in self.bases(each):
                if base is not None:
                    self.heirs.setdefault(base, []).append(each)

    def leads_to_client(self, values: Values) -> bool:
        """Tell whether a legacy client can be got at from any of the values."""
        if legacy_clients(values):
            return True
        return any(
            value.value == LEGACY_SERVICE
            if isinstance(value, Text)
            else isinstance(value, Box | Class | Function | Instance) and value in self.worthy
            for value in values
        )
