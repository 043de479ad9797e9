"""Operations that the application answers itself."""

from __future__ import annotations

from enum import Enum
from functools import wraps
from typing import TYPE_CHECKING, Any, Final, Literal, TypeVar

from botocore.awsrequest import AWSResponse
from botocore.validate import ParamValidator

from chime_shim.errors import ReplacementError

if TYPE_CHECKING:
    from collections.abc import Callable

    from botocore.model import OperationModel

__all__ = ["FORWARD", "ForwardAfterAll", "replace", "replacement_of", "reply_of"]

Function = TypeVar("Function", bound="Callable[..., Any]")

_MINIMA = frozenset({"invalid length", "invalid range"})

_replacements: dict[str, Callable[..., Any]] = {}


class _Forward(Enum):
    FORWARD = "forward"


FORWARD: Final[Literal[_Forward.FORWARD]] = _Forward.FORWARD
"""What a replacement returns to have the call made as if there were no replacement."""


class ForwardAfterAll(Exception):
    """A replacement returned ``FORWARD``: the call is to be made again, without it."""


def replace(operation: str) -> Callable[[Function], Function]:
    """Register the decorated function as the answer to a legacy operation, for the whole process.

    It is called in the place of the request, after parameters were checked and hooks ran, with the client and
    the parameters by name, and returns the legacy reply without ``ResponseMetadata``, or None if the
    operation has no output. It may raise any of ``client.exceptions``. For an async client it may be a
    coroutine function. It may return ``chime_shim.FORWARD``: the call is then made as if there were no
    replacement, and hooks that run before a request run once more. A later registration takes the place of
    an earlier one; ``undo()``, an attribute of what is returned, takes it back. That is the function itself
    or, where one cannot give it an attribute, as a bound method, a function that calls it.

    Example::

        @chime_shim.replace("ListMeetings")
        def list_meetings(client, **params):
            return {"Meetings": my_own_records()}

    Args:
        operation: The legacy operation, such as ``"ListMeetings"``: retired, ended, or any other.

    Raises:
        ReplacementError: At the call, if the reply does not have the legacy output shape.
        ValueError: If ``chime`` never had such an operation.
    """
    _check_is_legacy(operation)

    def register(function: Function) -> Function:
        registered = _with_attributes(function)
        _replacements[operation] = registered

        def undo() -> None:
            # Another thread may register or undo at the same time.
            for name, each in tuple(_replacements.items()):
                if each is registered:
                    _replacements.pop(name, None)

        registered.undo = undo  # type: ignore[attr-defined]
        return registered

    return register


def _with_attributes(function: Function) -> Function:
    if hasattr(function, "__dict__") and not hasattr(function, "__self__"):
        return function

    @wraps(function)
    def answer(*args: Any, **kwargs: Any) -> Any:
        return function(*args, **kwargs)

    return answer  # type: ignore[return-value]


def replacement_of(operation: str) -> Callable[..., Any] | None:
    """Return the function that answers ``operation``, if one is registered."""
    return _replacements.get(operation)


def reply_of(operation_model: OperationModel, result: Any) -> tuple[AWSResponse, dict[str, Any]]:
    """Return what botocore makes of a reply, for the ``result`` of a replacement.

    Raises:
        ForwardAfterAll: If it is ``FORWARD``.
        ReplacementError: If it does not have the legacy output shape; no value of it is named.
    """
    if result is FORWARD:
        raise ForwardAfterAll
    operation = operation_model.name
    reply = {} if result is None else result
    if not isinstance(reply, dict):
        raise ReplacementError(
            f"{operation}: a replacement returns a dict or None, got {type(reply).__name__}"
        )
    shape = operation_model.output_shape
    members = {name: value for name, value in reply.items() if name != "ResponseMetadata"}
    if shape is None:
        problems = [f"unknown member {name}" for name in members]
    else:
        # Of botocore's report the kind and the path only: its text quotes values. Minima are for requests.
        report = ParamValidator().validate(members, shape)
        problems = [
            f"{kind} at {path or operation}" for kind, path, _ in report._errors if kind not in _MINIMA
        ]
    if problems:
        raise ReplacementError(
            f"{operation}: the replacement's reply is not a legacy reply: {'; '.join(problems)}. "
            "Return what the legacy operation returned, without ResponseMetadata."
        )
    status = operation_model.http.get("responseCode", 200)
    metadata = {"HTTPStatusCode": status, "HTTPHeaders": {}, "RetryAttempts": 0}
    return AWSResponse(None, status, {}, None), {**members, "ResponseMetadata": metadata}


def _check_is_legacy(operation: str) -> None:
    from botocore.loaders import create_loader

    from chime_shim.legacy_api import restore
    from chime_shim.legacy_api.restored import with_chime

    known = restore(with_chime(create_loader()).load_service_model("chime", "service-2"))["operations"]
    if operation not in known:
        raise ValueError(
            f"chime has no operation {operation!r}: use the name in the API, such as 'CreateMeeting'"
        )
