"""A route tried out on made-up values, with botocore's models and nothing else: what it would send."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from botocore.exceptions import UnknownServiceError
from botocore.loaders import create_loader
from botocore.model import ServiceModel

from chime_shim.legacy_api.restored import legacy_model
from chime_shim.routes._route import Step
from chime_shim.routes._rules import Default, holders
from chime_shim.routes.tags import RESOURCES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from botocore.model import OperationModel, Shape

    from chime_shim.routes._route import Route

__all__ = [
    "Rehearsal",
    "destinations",
    "is_there",
    "native_params",
    "rehearse",
    "sample",
    "successor_model",
]


@cache
def successor_model(service: str) -> ServiceModel:
    """Return the installed model of ``service``, such as ``"chime-sdk-voice"``."""
    return ServiceModel(create_loader().load_service_model(service, "service-2"), service)


def is_there(service: str, operation: str) -> bool:
    """Tell whether the installed botocore has an operation of a successor."""
    try:
        return operation in successor_model(service).operation_names
    except UnknownServiceError:
        return False


def destinations(route: Route) -> tuple[tuple[str, str], ...]:
    """Return the services and operations that calls may go to: several if the ARN decides, or none."""
    if route.retired:
        return ()
    services = [route.to] if route.to else dict.fromkeys(service for _, service in RESOURCES)
    return tuple((service, route.successor_operation) for service in services)


def sample(shape: Shape | None, *paths: str, every: bool = False, name: str = "") -> Any:
    """Make up a value: text is ``"<MeetingId>"``, after the member that it is for.

    Args:
        shape: The shape, whose checks accept the value; None gives no members.
        *paths: Members to have beside the required ones, as in ``"Attendees[].Tags"``.
        every: Whether to have all members.
        name: The member that the value is for.
    """
    if shape is None:
        return {}
    if shape.type_name == "structure":
        wanted = {path.partition(".")[0].removesuffix("[]") for path in paths}
        return {
            member: sample(inner, *_below(paths, member), every=every, name=member)
            for member, inner in shape.members.items()
            if every or member in wanted or member in shape.required_members
        }
    if shape.type_name == "list":
        item = sample(shape.member, *paths, every=every, name=_singular(name))
        return [item] * max(1, shape.metadata.get("min", 1))
    if shape.type_name == "map":
        return {f"<{name}>": sample(shape.value, *paths, every=every, name=name)}
    if shape.type_name == "string":
        values = shape.metadata.get("enum")
        return values[0] if values else f"<{name}>".ljust(shape.metadata.get("min", 0), ".")
    plain = {"boolean": False, "timestamp": "2026-01-01T00:00:00Z", "blob": b"", "float": 1.0, "double": 1.0}
    return plain.get(shape.type_name, max(1, shape.metadata.get("min", 1)))


def native_params(route: Route, service: str) -> dict[str, Any]:
    """Make up the parameters of the successor's operation that a required-members-only call becomes."""
    legacy = legacy_model().operation_model(route.operation).input_shape
    shape = _operation(service, route.successor_operation).input_shape
    params: dict[str, Any] = sample(shape, *(legacy.required_members if legacy is not None else ()))
    for rule in route.rules:
        if isinstance(rule, Default):
            for holder, name in holders(params, rule.path):
                holder[name] = rule.value
    return params


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What a composed call does.

    Args:
        yielded: Its requests, in the order in which it makes them; those that may run at once in a list.
        reply: Its own reply.
    """

    yielded: tuple[Step | list[Step], ...]
    reply: dict[str, Any]

    @property
    def steps(self) -> list[Step]:
        """All requests."""
        return [step for each in self.yielded for step in ([each] if isinstance(each, Step) else each)]

    @property
    def text(self) -> str:
        """The requests in plain words, such as ``"GetMeeting, and then TagResource"``."""
        return ", and then ".join(
            each.operation if isinstance(each, Step) else f"{each[0].operation} for each item"
            for each in self.yielded
        )


def rehearse(route: Route) -> Rehearsal:
    """Run a composed call on made-up replies, of one item each where they are lists."""
    assert route.compose is not None
    assert route.to is not None
    params = sample(legacy_model().operation_model(route.operation).input_shape)
    composition = route.compose(params, {})
    yielded: list[Step | list[Step]] = []
    reply: Any = None
    try:
        while True:
            following = composition.send(reply)
            yielded.append(following)
            if isinstance(following, Step):
                reply = _reply(route.to, following)
            else:
                reply = [_reply(route.to, step) for step in following]
    except StopIteration as done:
        return Rehearsal(tuple(yielded), done.value)


def _reply(service: str, step: Step) -> Any:
    return sample(_operation(service, step.operation).output_shape, every=True)


def _operation(service: str, operation: str) -> OperationModel:
    return successor_model(service).operation_model(operation)


def _below(paths: Iterable[str], member: str) -> list[str]:
    split = (path.partition(".") for path in paths)
    return [rest for first, _, rest in split if rest and first.removesuffix("[]") == member]


def _singular(name: str) -> str:
    return name[:-3] + "y" if name.endswith("ies") else name.removesuffix("s")
