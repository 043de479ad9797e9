"""What breaks, or will: operations that AWS retired, ended or marked, and successors that are not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chime_shim._graft.replacements import replacement_of
from chime_shim._models.rehearsal import destinations, successor_model
from chime_shim.routes import ROUTES

from ._check import Check

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from chime_shim.routes import Route

    from ._check import Level
    from ._operations import Operations

__all__ = ["check_future"]


def check_future(operations: Operations) -> Iterator[Check]:
    """Say what of the operations in use breaks, or will; of all, if those in use are not known."""
    routes = operations.routes if operations.asked else list(ROUTES.values())
    routes = [route for route in routes if replacement_of(route.operation) is None]
    # What nobody is known to call is only to be known.
    concern: Level = "warn" if operations.asked else "note"
    worst: Level = "fail" if operations.asked else "note"
    found = [
        _check("fail", "the installed botocore lacks where they go", _missing(routes)),
        _check(worst, "retired by AWS: each call raises OperationRetiredError", _retired(routes)),
        _check(concern, "AWS ended support: calls may fail at any time", _ended(routes)),
        _check(concern, "the installed botocore calls the successor deprecated, too", _deprecated(routes)),
    ]
    checks = [each for each in found if each is not None]
    yield from checks
    if not checks:
        yield Check("future", "ok", "of the operations in use none is retired, ended or deprecated")


def _check(level: Level, text: str, pairs: Iterable[tuple[str, str]]) -> Check | None:
    """Put together the operations (the second of each pair) of which there is the same to say."""
    together: dict[str, list[str]] = {}
    for remark, operation in pairs:
        together.setdefault(remark, []).append(operation)
    if not together:
        return None
    count = len({operation for operations in together.values() for operation in operations})
    lines = tuple(f"{', '.join(operations)}: {remark}" for remark, operations in together.items())
    return Check("future", level, f"{count} operation{'' if count == 1 else 's'}: {text}", lines)


def _retired(routes: Iterable[Route]) -> Iterator[tuple[str, str]]:
    return ((route.remedy, route.operation) for route in routes if route.remedy is not None)


def _ended(routes: Iterable[Route]) -> Iterator[tuple[str, str]]:
    return ((f"on {route.ended}", route.operation) for route in routes if route.ended is not None)


def _missing(routes: Iterable[Route]) -> Iterator[tuple[str, str]]:
    for route in routes:
        for service, name in destinations(route):
            if name not in _names(service) and route.ended is None:
                yield service, route.operation


def _deprecated(routes: Iterable[Route]) -> Iterator[tuple[str, str]]:
    for route in routes:
        for service, name in destinations(route):
            marked = name in _names(service) and successor_model(service).operation_model(name).deprecated
            if marked and route.ended is None:  # what ended is said already
                yield service, route.operation


def _names(service: str) -> Iterable[str]:
    from botocore.exceptions import UnknownServiceError

    try:
        names: Iterable[str] = successor_model(service).operation_names
    except UnknownServiceError:
        return ()
    return names
