"""Clients that belong together: what reaches the same place has to move together."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from chime_shim.fix._source import Source
    from chime_shim.scan import Finding, ScanResult
    from chime_shim.scan.reader import Client, Escape, Use, UseKind

__all__ = ["ClientGroup", "client_groups", "place"]


@dataclass(slots=True)
class ClientGroup:
    """Legacy clients that reach the same places, and all that is known of their use.

    Args:
        clients: The clients.
        findings: The removed operations that they are asked for.
        unseen: The findings that say that a client goes out of sight, and nothing is seen to be called on it.
        silenced: Those that a ``# noqa`` comment keeps where they are.
    """

    clients: list[Client] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    silenced: list[Finding] = field(default_factory=list)
    unseen: list[Finding] = field(default_factory=list)

    @property
    def uses(self) -> list[Use]:
        """What happens to the clients, each place once."""
        found = {(each.path, id(each.node), each.kind): each for one in self.clients for each in one.uses}
        return list(found.values())

    def of_kind(self, *kinds: UseKind) -> list[Use]:
        """Return the uses of some kinds."""
        return [each for each in self.uses if each.kind in kinds]

    @property
    def escapes(self) -> list[Escape]:
        """Where the clients go out of sight, each place once."""
        found = {
            (each.path, id(each.node), each.reason): each for one in self.clients for each in one.escapes
        }
        return list(found.values())

    @property
    def paths(self) -> set[str]:
        """The files in which the clients are made or used."""
        found = {each.path for each in self.findings} | {each.path for each in self.uses}
        return found | {each.path for each in self.escapes} | {each.origin.path for each in self.clients}

    def places(self, sources: Mapping[str, Source]) -> Iterator[tuple[str, ast.AST]]:
        """Give where a comment about the clients may go, the best place first."""
        made = [(each.origin.path, each.node) for each in self.clients]
        for path, node in (*made, *map(place, self.uses)):
            if path in sources and node is not None:
                yield path, node

    def of_the_shim(self, sources: Mapping[str, Source]) -> bool:
        """Tell whether the shim makes the client, or is given it: it takes those of ``chime``."""
        makers = (each.node for each in self.clients)
        takers = (
            sources[each.path].around(each.node, ast.Call)
            for each in self.of_kind("read")
            if each.path in sources
        )
        return any(
            isinstance(call, ast.Call)
            and getattr(getattr(call.func, "value", None), "id", "") == "chime_shim"
            for call in (*makers, *takers)
        )


def place(use: Use) -> tuple[str, ast.AST | None]:
    """Return where a use is."""
    return (use.path, use.node)


def client_groups(results: Sequence[ScanResult]) -> list[ClientGroup]:
    """Put together what belongs together, in the order of the files."""
    clients = {id(each): each for result in results for each in _clients(result)}
    groups = _Groups()
    by_node: dict[int, list[int]] = {}
    for key, client in clients.items():
        for node in {id(use.node) for use in client.uses}:
            by_node.setdefault(node, []).append(key)
    for together in by_node.values():
        groups.join(together)
    found: dict[int, ClientGroup] = {}
    for key, client in clients.items():
        found.setdefault(groups.first(key), ClientGroup()).clients.append(client)
    for result in results:
        for each, silenced in _operations(result):
            if id(each.node) in by_node:
                group = found[groups.first(by_node[id(each.node)][0])]
                (group.silenced if silenced else group.findings).append(each)
    by_origin = {client.origin: found[groups.first(key)] for key, client in clients.items()}
    for each in (each for result in results for each in result.findings if each.kind == "client"):
        by_origin[each.origins[0]].unseen.append(each)
    return list(found.values())


def _clients(result: ScanResult) -> Iterable[Client]:
    return result.reading.clients if result.reading is not None else ()


def _operations(result: ScanResult) -> Iterator[tuple[Finding, bool]]:
    """Give the operations of clients, and whether they are silenced; an event's hook may be on any client."""
    for each in result.findings:
        if each.kind not in {"event", "client"} and each.origins:
            yield each, False
    for each in result.suppressed:
        if each.origins:
            yield each, True


class _Groups:
    """Disjoint sets."""

    def __init__(self) -> None:
        self._above: dict[int, int] = {}

    def first(self, key: int) -> int:
        """Return the member that stands for the set of one."""
        while (above := self._above.get(key, key)) != key:
            key = above
        return key

    def join(self, keys: Sequence[int]) -> None:
        """Make one set of those of some members."""
        first = self.first(keys[0])
        for other in keys[1:]:
            self._above[self.first(other)] = first
            first = self.first(first)
