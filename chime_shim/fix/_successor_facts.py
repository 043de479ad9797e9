"""What rules have to know of the models: computed from the routes and from botocore's models."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from chime_shim.routes import ROUTES
from chime_shim.routes._errors import CODES, RENAMED
from chime_shim.routes._names import method_name

if TYPE_CHECKING:
    from botocore.model import StructureShape

__all__ = [
    "CLIENT",
    "SERVICES",
    "class_name",
    "client_members",
    "has_member",
    "now_required",
    "renamed_codes",
    "required",
    "requirements",
    "statuses",
    "successor_errors",
]

CLIENT = "chime"
"""The service of what stays where it was."""

SERVICES = tuple(dict.fromkeys(route.to for route in ROUTES.values() if route.to is not None))
"""The successors of ``chime``."""


def class_name(service: str) -> str:
    """Return what packages of type stubs call the class of a service's client."""
    return "ChimeSDK" + "".join(map(str.title, service.removeprefix("chime-sdk-").split("-"))) + "Client"


@cache
def has_member(service: str, name: str) -> bool:
    """Tell whether a client of a successor has an attribute: an operation of it, or what all clients have."""
    from botocore.client import BaseClient

    return name in requirements(service) or name in _OF_ALL or hasattr(BaseClient, name)


# What botocore adds to its clients when they are made, and what those of aiobotocore have.
_OF_ALL = {"meta", "exceptions", "generate_presigned_url", "__aenter__", "__aexit__", "__enter__", "__exit__"}


@cache
def now_required(operation: str, service: str) -> tuple[str, ...]:
    """Return the members that the successor of a legacy operation requires and legacy did not."""
    from chime_shim._models.differences import differences

    found = differences(ROUTES[operation])
    return tuple(each.path for each in found if (each.service, each.kind) == (service, "now-required"))


@cache
def successor_errors(operation: str, service: str, name: str) -> tuple[str, ...]:
    """Return what an exception of a legacy operation is called at its successor.

    Args:
        operation: The legacy operation.
        service: Where it moves to.
        name: The legacy exception, such as ``"NotFoundException"``.

    Returns:
        Its names there: none if the successor has no such exception, several if the call becomes several.
    """
    from chime_shim._models.rehearsal import successor_model
    from chime_shim.routes.tags import ROUTES as TAGS

    renamed = RENAMED.get(service, {})
    model = successor_model(service)
    names: dict[str, None] = {}
    for successor in _successors(operation, service):
        declared = {shape.name for shape in model.operation_model(successor).error_shapes}
        names |= dict.fromkeys(each for each in sorted(declared) if renamed.get(each, each) == name)
    if not names and name in CODES:
        # Not declared for this operation: the service has it nevertheless, if any of its operations does.
        # Those on tags have names of their own.
        others = set(model.operation_names) - {route.operation for route in TAGS}
        known = {shape.name for each in others for shape in model.operation_model(each).error_shapes}
        names |= dict.fromkeys(each for each in sorted(known) if renamed.get(each, each) == name)
    return tuple(names)


def _successors(operation: str, service: str) -> list[str]:
    from chime_shim._models.rehearsal import destinations, rehearse

    route = ROUTES[operation]
    if route.compose is not None:
        return [step.operation for step in rehearse(route).steps]
    return [successor for each, successor in destinations(route) if each == service]


@cache
def renamed_codes(operation: str, service: str) -> dict[str, list[str]]:
    """Return the error codes of an operation that its successor has other names for, each with these."""
    if service not in RENAMED:
        return {}
    names = {code: [*successor_errors(operation, service, code)] for code in CODES}
    found = {code: [each for each in new if each != code] for code, new in names.items()}
    return {code: new for code, new in found.items() if new}


@cache
def statuses(operation: str, service: str) -> tuple[int, int]:
    """Return the HTTP status of a legacy operation, and that of its successor."""
    from chime_shim._models.rehearsal import successor_model
    from chime_shim.legacy_api.restored import legacy_model

    legacy = legacy_model().operation_model(operation)
    successor = successor_model(service).operation_model(_successors(operation, service)[-1])
    old, new = (each.http.get("responseCode", 200) for each in (legacy, successor))
    return old, new


@cache
def requirements(service: str) -> dict[str, frozenset[str]]:
    """Return the methods of a service's client, each with the parameters that it requires."""
    from chime_shim._models.rehearsal import successor_model

    model = successor_model(service)
    shapes = {name: model.operation_model(name).input_shape for name in model.operation_names}
    return {method_name(name): required(shape) if shape else frozenset() for name, shape in shapes.items()}


def required(shape: StructureShape) -> frozenset[str]:
    """Return the members that a caller has to give: botocore makes tokens up."""
    tokens = {name for name, member in shape.members.items() if member.metadata.get("idempotencyToken")}
    return frozenset(shape.required_members) - tokens


@cache
def client_members() -> frozenset[str]:
    """Return what every client has, what the successors' have, and what their classes are called."""
    from botocore.client import BaseClient

    from chime_shim._models.rehearsal import successor_model

    methods = {name for service in SERVICES for name in requirements(service)}
    errors = {shape.name for model in map(successor_model, SERVICES) for shape in model.error_shapes}
    return frozenset({*dir(BaseClient), *_OF_ALL, *methods, *errors, *map(class_name, SERVICES)})
