"""From a request to its reply: find the operation, read and check the parameters, do it, write the result."""

from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING, Any, ClassVar

from botocore import xform_name

from chime_shim.emulator._constraints import check
from chime_shim.emulator._errors import (
    AccessDeniedException,
    BadRequestException,
    NotImplementedException,
    ServiceError,
)
from chime_shim.emulator._faults import faults
from chime_shim.emulator._model import operations_of
from chime_shim.emulator._moto import HTTPException, Reply, ServiceRequest, serialize

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from chime_shim.emulator._backend import Backend
    from chime_shim.emulator._moto import OperationModel

one_at_a_time = threading.RLock()
"""Held by whoever looks at the state: moto's server has a thread for each request."""

afterwards: dict[str, Callable[[str], None]] = {}
"""What goes on after the reply to an operation, in the account of the caller."""


class ServiceResponse(ServiceRequest):
    """Answers the requests to one service, by the service's own model."""

    service: ClassVar[str]

    optional: ClassVar[Mapping[str, Collection[str]]] = {}
    """Members that the model requires, and whose absence the service answers with a rule of its own, by the
    operation; ``*`` is for all."""

    def __init__(self) -> None:
        super().__init__(service_name=self.service)

    def call_action(self) -> Reply:
        """Answer the request."""
        try:
            self.operation, labels = operations_of(self.service).find(
                self.method, self.service_path, self.query
            )
            self.note(f"{self.service}:{self.operation.name}")
            if (spoilt := faults.meet(self.service, self.operation.name, self)) is not None:
                return spoilt
            self.admit(self.operation)
            self._authorize()
            params = self._read(self.operation, labels)
            with one_at_a_time:
                result = self._perform(self.operation.name, params)
                # Written under the lock too, for the result holds the state itself.
                reply = self.reply(*serialize(self.operation, result))
        except ServiceError as error:
            return self._refusal(error)
        if go_on := afterwards.get(self.operation.name):
            go_on(self.current_account)  # without the lock: it may come back with requests of its own
        return reply

    def admit(self, operation: OperationModel) -> None:
        """Turn the caller away before anything is read; most services never do."""

    if TYPE_CHECKING:

        def backend(self, method: str) -> Backend:
            """Return the state that the method works on: each service has its own, and ``chime`` none."""

    def _authorize(self) -> None:
        try:
            self.authorize()
        except HTTPException as refused:
            raise AccessDeniedException(getattr(refused, "message", "Access denied")) from refused

    def _read(self, operation: OperationModel, labels: dict[str, str]) -> dict[str, Any]:
        try:
            body = json.loads(self.body) if self.body else {}
            params = self.parse(operation, labels)
        except (ValueError, TypeError, AttributeError) as error:
            raise BadRequestException("The request could not be parsed") from error
        if not isinstance(body, dict):
            raise BadRequestException("The body is not a JSON object")
        # The body is checked as it came, for the parser is lenient: it reads "yes" as false.
        members = operation.input_shape.members if operation.input_shape else {}
        outside = {name for name, member in members.items() if "location" in member.serialization}
        given = {**body, **{name: params[name] for name in outside & params.keys()}}
        optional = {*self.optional.get("*", ()), *self.optional.get(operation.name, ())}
        check(given, operation.input_shape, optional)
        return params

    def _perform(self, operation: str, params: Mapping[str, Any]) -> Mapping[str, Any]:
        method = xform_name(operation)
        perform = getattr(self.backend(method), method, None)
        if perform is None:
            raise NotImplementedException(f"chime_shim's emulator of {self.service} has no {operation} yet")
        result: Mapping[str, Any] = perform(params)
        return result

    def _refusal(self, error: ServiceError) -> Reply:
        if self.operation:
            self.note(f"{self.service}:{self.operation.name} {error.name}")
        headers = {"x-amzn-ErrorType": error.name, "Content-Type": "application/json"}
        status, headers, _ = self.reply(error.status, headers, "")
        body = {"Code": error.code, "Message": str(error), "RequestId": headers["x-amzn-requestid"]}
        return status, headers, json.dumps(body)


def in_region(backends: Any, account_id: str, region: str) -> Any:
    """Return the backend of an account in a region.

    Raises:
        BadRequestException: The service is not offered in the region.
    """
    try:
        return backends[account_id][region]
    except KeyError:
        raise BadRequestException(f"{backends.service_name} is not offered in {region}") from None
