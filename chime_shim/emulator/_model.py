"""The services' own models, as botocore has them, and the way from a request to an operation."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, unquote

from botocore.loaders import create_loader

from chime_shim.emulator._errors import UnknownOperationException
from chime_shim.emulator._moto import OperationModel, ServiceModel
from chime_shim.emulator._registry import LEGACY

if TYPE_CHECKING:
    from collections.abc import Collection

_LABEL = re.compile(r"\{(\w+)\+?\}")


@dataclass(frozen=True)
class Route:
    """Where an operation is reached."""

    operation: OperationModel
    path: re.Pattern[str]
    query: Collection[tuple[str, str]]
    labels: tuple[str, ...]

    @classmethod
    def to(cls, operation: OperationModel) -> Route:
        """Read the route from the operation's ``requestUri``."""
        template, _, query = operation.http["requestUri"].partition("?")
        literals = _LABEL.split(template)[::2]
        # An empty label matches too: an empty id is then refused by its pattern, which says more.
        pattern = re.compile("([^/]*)".join(map(re.escape, literals)) + "/?")
        return cls(operation, pattern, parse_qsl(query), tuple(_LABEL.findall(template)))

    @property
    def precision(self) -> tuple[int, int]:
        """How much of a request the route fixes: the more, the earlier it is tried."""
        return len(self.query), len(self.path.pattern)


class Routes:
    """All routes of one service.

    Args:
        model: The service's model.
    """

    def __init__(self, model: ServiceModel) -> None:
        self.model = model
        every = (Route.to(model.operation_model(name)) for name in model.operation_names)
        self._by_method: dict[str, list[Route]] = {}
        for route in sorted(every, key=lambda route: route.precision, reverse=True):
            self._by_method.setdefault(route.operation.http["method"], []).append(route)

    def find(
        self, method: str, path: str, query: Collection[tuple[str, str]]
    ) -> tuple[OperationModel, dict[str, str]]:
        """Find the operation that a request is for.

        Args:
            method: The HTTP method.
            path: The path, still percent-encoded, so that an encoded slash does not end a label.
            query: The parameters of the query string.

        Returns:
            The operation and the values of the labels in its path.

        Raises:
            UnknownOperationException: There is none.
        """
        for route in self._by_method.get(method, ()):
            matched = route.path.fullmatch(path)
            if matched and all(fixed in query for fixed in route.query):
                return route.operation, dict(zip(route.labels, map(unquote, matched.groups()), strict=True))
        raise UnknownOperationException(f"No operation answers {method} {path}")


@functools.cache
def routes(service: str) -> Routes:
    """Return the routes of a service, by its name in boto3; ``chime`` has its removed operations back."""
    description = create_loader().load_service_model(service, "service-2")
    if service == LEGACY:
        from chime_shim.legacy_api import restore

        description = restore(description)
    return Routes(ServiceModel(description, service))
