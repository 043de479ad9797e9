"""Replies of the legacy ``chime`` endpoint, and the way to the others on a server."""

from __future__ import annotations

import functools
import importlib
import json
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from chime_shim.emulator._errors import ServiceError, UnknownOperationException
from chime_shim.emulator._model import operations_of
from chime_shim.emulator._moto import body_of
from chime_shim.emulator._registry import SERVICES, package
from chime_shim.emulator._service import ServiceResponse
from chime_shim.emulator._settings import current
from chime_shim.emulator.chime.exceptions import account_closed, legacy_form
from chime_shim.emulator.chime.models import REGION, chime_backends
from chime_shim.routes import ROUTES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chime_shim.emulator._moto import OperationModel


class ChimeResponse(ServiceResponse):
    """Answers requests to ``chime.us-east-1.amazonaws.com``, in the legacy shapes."""

    service = "chime"

    @classmethod
    def dispatch(cls, request: Any, full_url: str | None = None, headers: Any = None) -> Any:
        """Hand a request to the service that it is for.

        All Chime services sign as ``chime``, and that is all that moto's server goes by: there, each of
        their requests comes here.
        """
        response = _addressed(request, full_url or request.url)
        return response._dispatch(request, full_url, headers)

    def admit(self, operation: OperationModel) -> None:
        """Turn closed accounts away.

        The operations with a host prefix were on their successors' hosts all along, which are open.

        Raises:
            ForbiddenException: The settings say that the endpoint is closed.
        """
        if current().legacy_endpoint_closed and not operation.endpoint:
            raise account_closed(self.current_account)

    def _perform(self, operation: str, params: Mapping[str, Any]) -> Mapping[str, Any]:
        """Use the one state of the account, whatever region the request was signed for."""
        try:
            result: Mapping[str, Any] = chime_backends[self.current_account][REGION].serve(operation, params)
        except ServiceError as error:
            raise legacy_form(error) from error
        return result


@functools.cache
def _served() -> Mapping[str, type[ServiceResponse]]:
    for service in SERVICES:
        importlib.import_module(f"{package(service)}.responses")
    known = {each.service: each for each in ServiceResponse.__subclasses__()}
    return {service: known[service] for service in SERVICES}


def _addressed(request: Any, url: str) -> ServiceResponse:
    """Find the service that a request is for: by its host, by the start of its path, or by all of its path.

    A server has one host. A client that means one service only, and the legacy one in particular, has
    the name in its endpoint: ``http://localhost:5000/chime``.
    """
    parts = urlsplit(url)
    if (parts.hostname or "").endswith((".amazonaws.com", ".amazon.com")):
        return ChimeResponse()
    name = parts.path.split("/")[1]
    if name in _served():
        response = _served()[name]()
        response.mount = f"/{name}"
        return response
    query = parse_qsl(parts.query, keep_blank_values=True)
    for service in _served():
        try:
            operation, _ = operations_of(service).find(request.method, parts.path, query)
        except UnknownOperationException:
            continue
        return _served()[_keeper(operation.name, dict(query), request) or service]()
    return ChimeResponse()


def _keeper(operation: str, query: Mapping[str, str], request: Any) -> str | None:
    """Tell the service by the ARN, for an operation that all of them have by one path."""
    route = ROUTES.get(operation)
    if route is None or route.to or not route.choose:
        return None
    try:
        arn = query.get("arn") or json.loads(body_of(request))["ResourceARN"]
        return route.choose({"ResourceARN": arn})[0]
    except (ValueError, KeyError, TypeError):
        return None  # whichever service: it will refuse
