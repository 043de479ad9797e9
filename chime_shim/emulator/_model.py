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
class UriTemplate:
    """Where an operation is reached: the ``requestUri`` of its model."""

    operation: OperationModel
    path: re.Pattern[str]
    query: Collection[tuple[str, str]]
    labels: tuple[str, ...]

    @classmethod
    def of(cls, operation: OperationModel) -> UriTemplate:
        """Read the template of an operation."""
        template, _, query = operation.http["requestUri"].partition("?")
        literals = _LABEL.split(template)[::2]
        # An empty label matches too: an empty id is then refused by its pattern, which says more.
        pattern = re.compile("([^/]*)".join(map(re.escape, literals)) + "/?")
        return cls(operation, pattern, parse_qsl(query), tuple(_LABEL.findall(template)))

    @property
    def precision(self) -> tuple[int, int]:
        """How much of a request the template fixes: the more, the earlier it is tried."""
        return len(self.query), len(self.path.pattern)


class Operations:
    """All operations of one service, and the requests that they answer.

    Args:
        model: The service's model.
    """

    def __init__(self, model: ServiceModel) -> None:
        self.model = model
        every = (UriTemplate.of(model.operation_model(name)) for name in model.operation_names)
        self._by_method: dict[str, list[UriTemplate]] = {}
        for template in sorted(every, key=lambda template: template.precision, reverse=True):
            self._by_method.setdefault(template.operation.http["method"], []).append(template)

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
        for template in self._by_method.get(method, ()):
            matched = template.path.fullmatch(path)
            if matched and all(fixed in query for fixed in template.query):
                return template.operation, dict(
                    zip(template.labels, map(unquote, matched.groups()), strict=True)
                )
        raise UnknownOperationException(f"No operation answers {method} {path}")


@functools.cache
def operations_of(service: str) -> Operations:
    """Return the operations of a service, by its name in boto3; ``chime`` has its removed operations back."""
    description = create_loader().load_service_model(service, "service-2")
    if service == LEGACY:
        from chime_shim.legacy_api import restore

        description = restore(description)
    return Operations(ServiceModel(description, service))
