"""What keeps a client where it is, uses that are not known or of ``chime``, and what to say of them."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from chime_shim.fix._plan import Doubt
from chime_shim.fix._successor_facts import CLIENT, SERVICES, has_member

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from chime_shim.fix._client_groups import ClientGroup
    from chime_shim.fix._sites import Site
    from chime_shim.fix._source import Source

__all__ = ["Staying", "once", "reasons"]

# What a client's ``meta`` says of its service.
_OF_SERVICE = {"endpoint_url", "method_to_api_mapping", "region_name", "service_model"}


@dataclass(frozen=True)
class Staying:
    """A use for which the old client has to stay.

    Args:
        path: The file.
        node: Where.
        reason: Why, said of the client as a whole.
        comment: What to say at that place, once the client has another one beside it; empty for nothing.
        hinders: Whether it is what stands in the way, if the client cannot become several.
        unsafe: Whether ``--unsafe`` passes it over then.
    """

    path: str
    node: ast.AST | None = field(repr=False)
    reason: str
    comment: str
    hinders: bool = True
    unsafe: bool = False


def reasons(group: ClientGroup, services: Collection[str]) -> list[Staying]:
    """Return for what a client has to stay: each reason once."""
    found: dict[str, Staying] = {}
    for each in _all(group, services):
        found.setdefault(each.reason, each)
    return list(found.values())


def _all(group: ClientGroup, services: Collection[str]) -> Iterator[Staying]:
    for escape in group.escapes:
        if escape.how == "kept":
            continue  # who has the object has to know the attribute: a note says where to look
        text = f"from here on this is a client of chime still: {escape.reason}"
        hint = f"{escape.reason}; chime-shim fix --unsafe passes that over"
        yield Staying(escape.path, escape.node, hint, text, unsafe=True)
    for use in group.of_kind("dynamic"):
        text = "which operation this asks for is not written here: it is the client of chime still"
        yield Staying(use.path, use.node, "which operations it is asked for is not written here", text)
    for use in group.of_kind("member"):
        if not all(has_member(service, use.name) for service in services):
            reason = f"{use.name} is no method of {' or '.join(['chime', *services])}"
            yield Staying(use.path, use.node, reason, f"{reason}: it stays with the client of chime")
    kept = group.of_kind("kept")
    for use in kept[:1]:
        text = f"{use.name} stays with chime, which has it still"
        yield Staying(use.path, use.node, "chime has some of its operations still", text, hinders=False)
    for finding in group.silenced[:1]:
        assert finding.node is not None
        yield Staying(finding.path, finding.node, "a noqa comment keeps some of its calls", "", hinders=False)


def members(group: ClientGroup) -> list[Staying]:
    """Return what is asked of a client that others have beside it: each name once."""
    found: dict[str, Staying] = {}
    for use in group.of_kind("member"):
        text = f"{use.name} is asked of the client of chime here, and not of those beside it"
        if has_member(SERVICES[0], use.name):
            found.setdefault(use.name, Staying(use.path, use.node, "", text))
    return list(found.values())


def changed_members(group: ClientGroup, sources: Mapping[str, Source]) -> Iterator[tuple[str, ast.AST, str]]:
    """Give what is asked of a client's ``meta`` that is another thing for its successor, with what to say."""
    for use in group.of_kind("member"):
        asked = sources[use.path].parent(use.node) if use.name == "meta" and use.path in sources else None
        if not isinstance(asked, ast.Attribute):
            continue
        if asked.attr in _OF_SERVICE:
            yield use.path, asked, f"meta.{asked.attr} is that of the new client"
        elif asked.attr == "events" and not _is_named(sources[use.path], asked):
            yield use.path, asked, "events of the new client have other names"


def _is_named(source: Source, events: ast.Attribute) -> bool:
    """Tell whether an event's name is written where it is used: then a comment says what has to be said."""
    method = source.parent(events)
    call = source.parent(method) if isinstance(method, ast.Attribute) else None
    return isinstance(call, ast.Call) and bool(call.args) and isinstance(call.args[0], ast.Constant)


def ambiguous(
    group: ClientGroup, moving: Sequence[Site], held: Sequence[Site]
) -> dict[int, tuple[str, ast.AST | None]]:
    """Return the places that ask for operations of several clients, as a loop over their names does."""
    stay = [*(each.node for each in group.of_kind("kept", "dynamic")), *(each.finding.node for each in held)]
    services = {id(node): CLIENT for node in stay}
    found: dict[int, tuple[str, ast.AST | None]] = {}
    for site in moving:
        node = site.finding.node
        if node is not None and services.setdefault(id(node), site.service) != site.service:
            found[id(node)] = (site.finding.path, node)
    return found


def once(sites: Sequence[Site]) -> Iterator[tuple[str, Doubt]]:
    """Say why calls stay: of those of one client that stay for the same reason, once."""
    alike: dict[tuple[str, str], list[Site]] = {}
    for site in sites:
        if site.doubt and site.finding.node is not None:
            reason = site.doubt.replace(site.operation, "")
            alike.setdefault((site.finding.path, reason), []).append(site)
    for (path, _), (first, *more) in alike.items():
        text = first.doubt or ""
        if more:
            text += f"; the same goes for {len(more)} more of this client's calls"
        yield path, Doubt(first.finding.node, text)  # type: ignore[arg-type]
