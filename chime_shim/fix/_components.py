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

    def of_kind(self, kind: str) -> list[Reference]:
        """Return the references of a kind."""
        return [each for each in self.references if each.kind == kind]

    def dynamic(self, sources: dict[str, Source]) -> Reference | None:
        """Find a ``getattr`` of which the source does not tell the operation."""
        known = {id(each.node) for each in self.findings} | {id(each.call) for each in self.findings}
        for use in self.of_kind("use"):
            call = sources[use.path].parent(use.node) if use.node is not None else None
            if not isinstance(call, ast.Call) or getattr(call.func, "id", "") != "getattr":
                continue
            name = call.args[1] if len(call.args) > 1 else None
            if not isinstance(name, ast.Constant) and not known & {id(name), id(call)}:
                return use
        return None

    def leaves(self, sources: dict[str, Source]) -> Reference | None:
        """Find a client that is given to something outside of the files that were read."""
        known = {"getattr", "hasattr", "setattr", "isinstance", "Stubber", "object", "partial", "print"}
        known |= {"append", "submit", "map", "enter_context", "enter_async_context", "multiple", "field"}
        known |= {"type", "id", "repr", "wrap", "successor", "closing"}
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
        for each in (*result.findings, *result.suppressed, *result.references):
            if getattr(each, "kind", "") != "event":
                groups.join(each.origins)
    found: dict[Origin, Component] = {}
    unclear: list[Kept] = []
    for result in results:
        uses = {id(each.node): each.origins for each in result.references if each.kind == "use"}
        for finding in result.findings:
            if finding.origins and finding.kind != "event":
                _component(found, groups, finding.origins).findings.append(finding)
        for finding in result.suppressed:
            if finding.origins:
                # Somebody said that it is to stay.
                _component(found, groups, finding.origins).kept.append(finding)
        for reference in result.references:
            if reference.origins:
                _component(found, groups, reference.origins).references.append(reference)
        for kept in result.kept:
            receiver = kept.node.value if isinstance(kept.node, ast.Attribute) else None
            origins = uses.get(id(receiver))
            if origins is not None:
                _component(found, groups, origins).kept.append(kept)
            else:
                unclear.append(kept)
    for kept in unclear:
        # Nothing tells which client it is: any of the file.
        for component in _once(found.values()):
            if any(each.path == kept.path for each in (*component.findings, *component.references)):
                component.kept.append(kept)
    return _once(found.values())


def _component(found: dict[Origin, Component], groups: _Groups, origins: Iterable[Origin]) -> Component:
    first = groups.first(next(iter(origins)))
    component = found.setdefault(first, Component())
    component.origins.update(origins)
    return component


def _once(each: Iterable[Component]) -> list[Component]:
    return list({id(component): component for component in each}.values())


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
