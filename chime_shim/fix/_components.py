"""Clients that belong together: what reaches the same call, or the same name, has to move together."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from chime_shim.fix._source import Source
    from chime_shim.scan import Finding, Kept, Origin, Reference, ScanResult

__all__ = ["Component", "components"]


@dataclass(slots=True)
class Component:
    """Legacy clients, and all that is known of their use.

    Args:
        origins: Where they come from.
        findings: The legacy operations that they are asked for.
        references: What else leans on them.
        kept: The operations that ``chime`` still has, and what a ``# noqa`` comment keeps there.
    """

    origins: set[Origin] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    kept: list[Kept | Finding] = field(default_factory=list)

    @property
    def paths(self) -> set[str]:
        """The files in which the clients are made or used."""
        return {
            *(each.path for each in self.findings),
            *(each.path for each in self.references),
            *(each.path for each in self.kept),
        }

    def of_kind(self, kind: str) -> list[Reference]:
        """Return the references of a kind."""
        return [each for each in self.references if each.kind == kind]

    def of_the_shim(self, sources: dict[str, Source]) -> bool:
        """Tell whether the shim makes the client, or is given it: it takes those of ``chime``."""
        for each in (*self.of_kind("client"), *self.of_kind("use")):
            if each.node is None:
                continue
            around = sources[each.path].parent(each.node)
            for call in (each.node, around):
                if (
                    isinstance(call, ast.Call)
                    and getattr(getattr(call.func, "value", None), "id", "") == "chime_shim"
                ):
                    return True
        return False

    def leaves(self, sources: dict[str, Source]) -> Reference | None:
        """Find a client that is given to something outside of the files that were read."""
        known = {"getattr", "hasattr", "setattr", "isinstance", "Stubber", "object", "partial", "print"}
        known |= {"append", "submit", "map", "enter_context", "enter_async_context", "multiple", "field"}
        known |= {"type", "id", "repr", "closing"}
        for source in sources.values():
            known |= {
                node.name
                for node in ast.walk(source.tree)
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
            }
        for use in self.of_kind("use"):
            if use.node is None:
                continue
            parent = sources[use.path].parent(use.node)
            if isinstance(parent, ast.keyword):
                parent = sources[use.path].parent(parent)
            if isinstance(parent, ast.Call) and parent.func is not use.node:
                name = getattr(parent.func, "id", None) or getattr(parent.func, "attr", None)
                if name not in known:
                    return use
        return None


def components(results: Sequence[ScanResult]) -> list[Component]:
    """Put together what belongs together, in the order of the files."""
    groups = _Groups()
    for result in results:
        for used in (*_uses(result), *result.suppressed):
            groups.join(used.origins)
        for reference in result.references:
            groups.join(reference.origins)
    found = _Found(groups)
    for result in results:
        found.read(result)
    return found.all()


def _uses(result: ScanResult) -> list[Finding]:
    """Return the uses of clients; an event's hook may be on any."""
    return [each for each in result.findings if each.origins and each.kind not in {"event", "client"}]


class _Found:
    """Components, by the origin that stands for each."""

    def __init__(self, groups: _Groups) -> None:
        self._groups = groups
        self._by_origin: dict[Origin, Component] = {}
        self._unclear: list[Kept] = []

    def read(self, result: ScanResult) -> None:
        """Put what is in a file where it belongs."""
        for used in _uses(result):
            self._of(used.origins).findings.append(used)
        for silenced in result.suppressed:
            if silenced.origins:
                # Somebody said that it is to stay.
                self._of(silenced.origins).kept.append(silenced)
        for reference in result.references:
            if reference.origins:
                self._of(reference.origins).references.append(reference)
        clients = {id(each.node): each.origins for each in result.references if each.kind == "use"}
        for kept in result.kept:
            receiver = kept.node.value if isinstance(kept.node, ast.Attribute) else None
            if id(receiver) in clients:
                self._of(clients[id(receiver)]).kept.append(kept)
            else:
                self._unclear.append(kept)

    def all(self) -> list[Component]:
        """Return the components."""
        found = list({id(component): component for component in self._by_origin.values()}.values())
        for kept in self._unclear:
            # Nothing tells which client it is: any of the file.
            for component in found:
                if kept.path in component.paths:
                    component.kept.append(kept)
        return found

    def _of(self, origins: Iterable[Origin]) -> Component:
        first = self._groups.first(next(iter(origins)))
        component = self._by_origin.setdefault(first, Component())
        component.origins.update(origins)
        return component


class _Groups:
    """Disjoint sets of origins."""

    def __init__(self) -> None:
        self._above: dict[Origin, Origin] = {}

    def first(self, origin: Origin) -> Origin:
        """Return the origin that stands for the group of one."""
        while (above := self._above.get(origin, origin)) != origin:
            origin = above
        return origin

    def join(self, origins: Iterable[Origin]) -> None:
        """Put origins into one group."""
        firsts = [self.first(origin) for origin in origins]
        for other in firsts[1:]:
            if self.first(other) != self.first(firsts[0]):
                self._above[self.first(other)] = self.first(firsts[0])
