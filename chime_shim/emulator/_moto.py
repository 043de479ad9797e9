"""What is used of moto's insides. A moto release that changes them breaks this file and ``_server.py`` only.

Needs moto 5.2.0, the first with a parser for REST-JSON requests.
"""

from __future__ import annotations

import re
import sys
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from moto import backend_index, backends
from moto.core.base_backend import BackendDict, BaseBackend
from moto.core.model import OperationModel, ServiceModel
from moto.core.model_instances import model_data
from moto.core.parse import PROTOCOL_PARSERS
from moto.core.responses import BaseResponse
from moto.core.serialize import RestJSONSerializer, TimestampSerializer
from moto.moto_api._internal import mock_random
from moto.moto_api._internal.urls import url_paths as api_paths
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime
    from types import ModuleType

__all__ = [
    "OPERATION",
    "BackendDict",
    "BaseBackend",
    "HTTPException",
    "OperationModel",
    "Reply",
    "ServiceModel",
    "ServiceRequest",
    "add_api",
    "add_service",
    "at_next_reset",
    "backends_of",
    "body_of",
    "invoke_lambda",
    "mock_random",
    "serialize",
    "show_resources",
]

OPERATION = "chime_shim.operation"
"""Where a request's environment says what it turned out to be, for the log of a server."""

Reply = tuple[int, dict[str, str], str]
"""Status, headers and body: what moto wants of a handler."""


def add_service(service: str, folder: ModuleType, hosts: Iterable[str]) -> None:
    """Let moto find a service that lives outside of its own package.

    moto goes from the host to a name, and from the name to ``moto.<name>.<name>_backends``. Should moto
    come to have the service itself, this one goes before.

    Args:
        service: The service's name, such as ``"chime-sdk-voice"``.
        folder: The package of the service; it has a ``chime_sdk_voice_backends``.
        hosts: Patterns of the URLs, without their path, for which the service answers.
    """
    name = service.replace("-", "")
    sys.modules[f"moto.{name}"] = folder
    backends.ALT_BACKEND_NAMES[name] = service.replace("-", "_")
    known = backend_index.backend_url_patterns
    known[:0] = [entry for host in hosts if (entry := (name, re.compile(host))) not in known]


def backends_of(service: str) -> Any:
    """Return the state of a service, in moto's own way: by account, then by region."""
    find: Any = backends.get_backend  # whose type knows moto's own services only
    return find(service)


def invoke_lambda(arn: str, payload: str) -> str:
    """Invoke a function of moto's Lambda.

    Args:
        arn: The function's ARN, with or without a version.
        payload: The event, as JSON.

    Returns:
        What the function answered.

    Raises:
        LookupError: There is no such function.
        RuntimeError: It failed.
    """
    from moto.awslambda.exceptions import UnknownFunctionException
    from moto.awslambda.utils import get_backend

    _, _, _, region, account, _, name, qualifier = f"{arn}:".split(":")[:8]
    lambdas: Any = get_backend(account, region)
    headers: dict[str, str] = {}
    try:
        lambdas.get_function(name, qualifier or None)
        answer = lambdas.invoke(name, qualifier or None, payload, {}, headers)
    except UnknownFunctionException:
        raise LookupError(f"no function is called {name}: name one in calls.exchange().functions") from None
    if "x-amz-function-error" in headers:
        raise RuntimeError("the function failed: moto's Lambda has its log")
    return answer.decode() if isinstance(answer, bytes) else str(answer or "null")


def add_api(name: str, handler: Callable[[Any, str, Any], Reply]) -> None:
    """Have a path of moto's own API, ``/moto-api/<name>``, answered."""
    paths: Any = api_paths  # whose type knows moto's own handlers only
    paths[f"{{0}}/moto-api/{name}"] = handler


def show_resources(service: str, kinds: Mapping[str, Any]) -> None:
    """Show resources in ``/moto-api/data.json`` and in moto's dashboard."""
    shown: Any = model_data  # which wants a dict, and only reads
    shown[service] = kinds


def body_of(request: Any) -> bytes:
    """Return the body of a request as it came, whatever its content type says that it is."""
    read: Callable[[], bytes] | None = getattr(request, "get_data", None)
    return read() if read else request.body or b""  # in process, older moto has botocore's own request


def at_next_reset(forget: Callable[[], None]) -> None:
    """Have something forgotten when moto forgets its state for the next time."""

    class Forgetful(BaseBackend):
        def reset(self) -> None:
            forget()

    region = "us-east-1"
    state: Any = BackendDict(Forgetful, "chime", use_boto3_regions=False, additional_regions=[region])
    state["123456789012"][region]  # moto resets what was looked at since the last reset


class ServiceRequest(BaseResponse):
    """A request as moto reads it: whose it is, for which region, and what it says.

    moto makes one for each request and calls :meth:`call_action` for the reply.
    """

    mount = ""
    """The part of the path, before the service's own, by which a server tells services apart."""

    operation: OperationModel | None = None

    _environ: Mapping[str, Any] = MappingProxyType({})

    def _dispatch(self, request: Any, full_url: str | None = None, headers: Any = None) -> Any:
        self._environ = getattr(request, "environ", self._environ)
        body_of(request)  # before moto reads it, which takes it for a form if curl sent it
        # The body as bytes: what does not decode is the caller's error, to be answered and not raised.
        self.setup_class(request, full_url or request.url, headers or request.headers, use_raw_body=True)
        return self.call_action()

    def _get_action(self) -> str:
        return str(self.operation.name) if self.operation else ""

    @property
    def connection(self) -> socket.socket | None:
        """The connection to the caller; None within a process, which needs none."""
        return self._environ.get("werkzeug.socket")

    def note(self, what: str) -> None:
        """Say what the request turned out to be, for the log of a server."""
        if isinstance(self._environ, dict):
            self._environ[OPERATION] = what

    @property
    def service_path(self) -> str:
        """The path within the service, as it came: still percent-encoded."""
        # Not the URL's: before 5.2.4, a server of moto's has that decoded.
        return str(self.raw_path).removeprefix(self.mount)

    @property
    def query(self) -> list[tuple[str, str]]:
        """The parameters of the query string, in order."""
        return parse_qsl(self.parsed_url.query, keep_blank_values=True)

    def authorize(self) -> None:
        """Apply moto's IAM, when the caller has switched it on.

        Raises:
            HTTPException: IAM refuses.
        """
        if not self.body:
            # In its place moto would check the signature of the headers, or of the query.
            self.data = {}
        self._authenticate_and_authorize_normal_action()

    def parse(self, operation: OperationModel, labels: dict[str, str]) -> dict[str, Any]:
        """Read the parameters by the operation's input shape.

        Raises:
            ValueError, TypeError, AttributeError: A value has another type than the shape says.
        """
        parser = PROTOCOL_PARSERS["rest-json"](operation)
        parsed: dict[str, Any] = parser.parse(
            {
                "method": self.method,
                "values": MultiDict(self.query),
                "headers": self.headers,
                "body": self.body,
                "url_path": self.service_path,
                "url_params": labels,
            }
        )
        return parsed

    def reply(self, status: int, headers: Mapping[str, str], body: str) -> Reply:
        """Add the headers that every reply has."""
        complete = {**self.response_headers, **headers}
        self._enrich_response(complete, body)
        return status, complete, body


def serialize(operation: OperationModel, result: Mapping[str, Any]) -> Reply:
    """Write a result by the operation's output shape; what the shape does not have is left out."""
    serializer = RestJSONSerializer(operation)
    serializer._timestamp_serializer = _Milliseconds(serializer.DEFAULT_TIMESTAMP_FORMAT)
    reply = serializer.serialize(result)
    return reply["status_code"], dict(reply["headers"]), str(reply["body"])


class _Milliseconds(TimestampSerializer):
    """AWS's timestamps have three decimals, where moto writes six or none."""

    def _timestamp_iso8601(self, value: datetime) -> str:
        return f"{value:%Y-%m-%dT%H:%M:%S}.{value.microsecond // 1000:03d}Z"
