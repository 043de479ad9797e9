"""Which calls show that AWS answers: a few that only read, of the operations in use, and their parameters."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from chime_shim._models.rehearsal import destinations, successor_model
from chime_shim.legacy_api.restored import legacy_model
from chime_shim.routes import ROUTES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from chime_shim.routes import Route

    from ._operations import Operations

__all__ = ["MOST", "Plan", "Probe", "Supplier"]

MOST = 10
"""Operations that are called, each through the shim and through the successor's own client."""

_MADE_UP = {"MeetingId", "AttendeeId"}
"""What no operation lists any more: with an id that nothing has, the answer is that nothing was found."""

_PRIVATE = {"GetChannelMessage", "ListChannelMessages", "ListVoiceConnectorTerminationCredentials"}
"""Whose replies are content or credentials: not even looked at."""

_BEARER = "ChimeBearer"


@dataclass(frozen=True, slots=True)
class Supplier:
    """Where an id comes from.

    Args:
        operation: An operation that lists such things.
        items: The member of its reply that is the list.
        member: The member of an item that is the id.
    """

    operation: str
    items: str
    member: str


@dataclass(frozen=True, slots=True)
class Probe:
    """A call that only reads.

    Args:
        route: Where its operation went.
        supplied: By parameter: where the value comes from, or None if it is made up.
        limited: Whether it can be told to list one thing.
        bears: Whether somebody has to be named as the caller.
    """

    route: Route
    supplied: Mapping[str, Supplier | None]
    limited: bool
    bears: bool

    @property
    def text(self) -> str:
        """What it is given, in a few words."""
        given = [
            f"with {name} from {each.operation}" if each else f"with a {name} that nothing has"
            for name, each in self.supplied.items()
        ]
        return ", ".join([*given, *(["with the caller that chime_bearer names"] if self.bears else [])])


@dataclass(slots=True)
class Plan:
    """The calls, and what is not called.

    Attributes:
        probes: The calls, suppliers before those that need them.
        left_out: Operations that read and are not called, each with the reason.
        in_use: Whether they were chosen from what is in use.
    """

    probes: list[Probe] = field(default_factory=list)
    left_out: dict[str, str] = field(default_factory=dict)
    in_use: bool = False

    @classmethod
    def of(cls, operations: Operations, *, bearer: bool) -> Plan:
        """Choose the calls.

        Args:
            operations: The operations in use; the most called ones come first.
            bearer: Whether the setting ``chime_bearer`` names somebody.
        """
        plan = cls()
        used = operations.routes
        for route in _mixed(used, operations.calls):
            plan._add(route, bearer=bearer)
        plan.in_use = bool(plan.probes)
        if not plan.probes:
            services = {service for route in used for service, _ in destinations(route)}
            for route in _general():
                if not services or route.to in services:
                    plan._add(route, bearer=bearer)
        return plan

    def _add(self, route: Route, *, bearer: bool) -> bool:
        if any(each.route is route for each in self.probes):
            return True
        probe = _probe(route)
        reason = None
        if isinstance(probe, str):
            reason = probe
        elif probe.bears and not bearer:
            reason = "the setting chime_bearer has to name the caller"
        else:
            suppliers = [ROUTES[each.operation] for each in probe.supplied.values() if each is not None]
            if not all(self._add(each, bearer=bearer) for each in suppliers):
                reason = "what would give its parameters is not called"
            elif len(self.probes) == MOST:
                reason = f"{MOST} others come first"
        if reason is not None or isinstance(probe, str):
            self.left_out.setdefault(route.operation, str(reason))
            return False
        self.probes.append(probe)
        return True


def _mixed(routes: Iterable[Route], calls: Mapping[str, int]) -> list[Route]:
    """Return those that only read: the most called first, and of those called alike some of each service."""
    seen: Counter[str | None] = Counter()
    ranked = []
    for route in filter(_is_read, routes):
        ranked.append((-calls[route.operation], seen[route.to], route))
        seen[route.to] += 1
    return [route for _, _, route in sorted(ranked, key=lambda each: each[:2])]


def _is_read(route: Route) -> bool:
    operation = route.operation
    model = legacy_model().operation_model(operation)
    reads = operation.startswith(("Get", "List")) and model.http["method"] == "GET"
    return reads and not route.retired and operation in ROUTES


def _general() -> Iterator[Route]:
    """Give what can be called anywhere: without parameters, or to be told that there is no such meeting."""
    yield from (route for route in ROUTES.values() if _is_read(route) and not _required(route))
    yield ROUTES["GetMeeting"]


def _probe(route: Route) -> Probe | str:
    """Return the call of an operation, or why there is none."""
    if route.operation in _PRIVATE:
        return "what it gives is private"
    if route.to is None:
        return "an ARN would have to be chosen"
    shape = legacy_model().operation_model(route.operation).input_shape
    members = shape.members if shape is not None else {}
    supplied: dict[str, Supplier | None] = {}
    for name in sorted(_required(route)):
        supplier = None if name in _MADE_UP else _supplier(name)
        if supplier is None and name not in _MADE_UP:
            return f"nothing lists a {name}"
        supplied[name] = supplier
    successor = successor_model(route.to).operation_model(route.successor_operation)
    needed = set(successor.input_shape.required_members) if successor.input_shape is not None else set()
    if successor.http["method"] != "GET" or needed - supplied.keys() - {_BEARER}:
        return "its successor takes other parameters"
    return Probe(route, supplied, "MaxResults" in members, _BEARER in needed)


def _required(route: Route) -> set[str]:
    shape = legacy_model().operation_model(route.operation).input_shape
    return set(shape.required_members) if shape is not None else set()


@cache
def _supplier(member: str) -> Supplier | None:
    """Return the operation with the fewest parameters that lists things with such a member."""
    found = []
    for route in ROUTES.values():
        if _is_read(route) and route.operation.startswith("List") and member not in _required(route):
            output = legacy_model().operation_model(route.operation).output_shape
            for items, shape in output.members.items() if output is not None else ():
                if shape.type_name == "list" and member in getattr(shape.member, "members", {}):
                    found.append((len(_required(route)), Supplier(route.operation, items, member)))
    return min(found, key=lambda each: each[0])[1] if found else None
