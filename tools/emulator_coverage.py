"""The lists of what is emulated in docs/emulator.md, made from the code.

``python -m tools.emulator_coverage --write`` brings the page up to date; a test compares the two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import botocore

from chime_shim._models.rehearsal import destinations
from chime_shim.emulator import SERVICES
from chime_shim.emulator._model import operations_of
from chime_shim.emulator._moto import backends_of
from chime_shim.emulator._registry import LEGACY
from chime_shim.routes import KEPT_ROUTES, ROUTES
from chime_shim.routes._names import method_name
from tools.pages import ROOT, Part

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["ASSUMING", "PART", "Coverage", "assumed_not_found", "coverage", "lists"]

ASSUMING = ("chime-sdk-identity", "chime-sdk-messaging")
"""Services whose models declare no ``NotFoundException`` for most operations that name a resource."""


class Coverage(NamedTuple):
    """A service's operations, by their names: those that are emulated, and those that are not."""

    service: str
    emulated: Sequence[str]
    absent: Sequence[str]


def coverage(service: str) -> Coverage:
    """Tell what is emulated of a service.

    Args:
        service: Its name, such as ``"chime-sdk-voice"``.
    """
    names = sorted(operations_of(service).model.operation_names)
    emulated = [name for name in names if _is_emulated(service, name)]
    return Coverage(service, emulated, [name for name in names if name not in emulated])


def _is_emulated(service: str, operation: str) -> bool:
    if hasattr(backends_of(service).backend, method_name(operation)):
        return True
    route = ROUTES.get(operation) or KEPT_ROUTES.get(operation)
    if service != LEGACY or route is None:
        return False
    successors = destinations(route)
    return bool(successors) and all(_is_emulated(*successor) for successor in successors)


def assumed_not_found(service: str) -> Sequence[str]:
    """Name the operations that answer ``NotFoundException`` here although AWS's model does not declare it.

    Args:
        service: Its name: ``"chime-sdk-identity"`` or ``"chime-sdk-messaging"``. In the others, what has no
            such error does not name a resource, or is refused as a bad request.
    """
    return [name for name in coverage(service).emulated if _is_assumed(service, name)]


def _is_assumed(service: str, name: str) -> bool:
    operation = operations_of(service).model.operation_model(name)
    declared = {shape.name for shape in operation.error_shapes}
    members = operation.input_shape.members if operation.input_shape else ()
    named = [each for each in members if each.endswith(("Arn", "ARN")) or each == "MessageId"]
    return "NotFoundException" not in declared and bool(named)


def lists() -> str:
    """Return the lists, in Markdown: a table of all services, then each one's operations."""
    return "\n".join(_lines([coverage(service) for service in SERVICES]))


def _lines(services: Sequence[Coverage]) -> Iterator[str]:
    yield f"Of the operations that botocore {botocore.__version__} knows:\n"
    yield "| Service | Emulated |"
    yield "| --- | --- |"
    for each in services:
        of = len(each.emulated) + len(each.absent)
        yield f"| [`{each.service}`](#{each.service}) | {len(each.emulated)} of {of} operations |"
    for each in services:
        yield f"\n### {each.service}\n"
        yield _names(each.emulated)
        if each.absent:
            yield f"\nNot emulated: {_names(each.absent)}"
        if each.service in ASSUMING:
            assumed = _names(assumed_not_found(each.service))
            yield f"\n`NotFoundException` is assumed, as AWS's model declares no such error: {assumed}"
    yield ""


def _names(operations: Sequence[str]) -> str:
    return ", ".join(f"`{name}`" for name in operations) + "."


PART = Part(
    "tools.emulator_coverage",
    lists,
    "Make the lists of operations in docs/emulator.md.",
    page=ROOT / "docs" / "emulator.md",
    kind="page",
    pronoun="them",
)

if __name__ == "__main__":
    PART.main()
