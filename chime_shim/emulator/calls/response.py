"""Reading what a function answered: a list of actions, or the reason why AWS does not follow it.

Messages are those of AWS's guide, unexpected-hangups and attribute-trans-invalid. Of the error types only
``TransactionAttributesInvalidMapSize`` is documented; the others are this emulator's.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chime_shim.emulator.calls.action import Action

if TYPE_CHECKING:
    from collections.abc import Collection

    from chime_shim.emulator.calls.action import Kind
    from chime_shim.emulator.calls.leg import Leg

SCHEMA_VERSION = "1.0"
MAX_ACTIONS = 10
MAX_ATTRIBUTES = 100
MAX_ATTRIBUTES_SIZE = 20 * 1024


class InvalidResponseError(Exception):
    """AWS does not follow an answer, and says so to the function.

    Args:
        error_type: The event's ``ErrorType``.
        message: Its ``ErrorMessage``.
    """

    def __init__(self, error_type: str, message: str) -> None:
        super().__init__(f"{error_type}: {message}")
        self.error_type = error_type
        self.message = message


class ActionNotEmulatedError(NotImplementedError):  # its base says that the gap is ours
    """AWS has an action that this emulator has not, so that the call cannot be played any further."""


@dataclass(frozen=True)
class Vocabulary:
    """The actions that a function may ask for.

    Args:
        kinds: Those that are emulated, by name.
        not_emulated: The names of those that AWS has and this emulator has not.
    """

    kinds: Mapping[str, Kind]
    not_emulated: Collection[str]


@dataclass(frozen=True)
class Response:
    """A function's answer that AWS follows.

    Args:
        actions: What is to be done; none leaves everything as it is.
        attributes: The new TransactionAttributes; None leaves them as they are.
    """

    actions: list[Action]
    attributes: dict[str, Any] | None


def read(answer: Any, vocabulary: Vocabulary, leg: Leg, *, first: bool) -> Response:
    """Read an answer.

    Args:
        answer: What the function gave back.
        vocabulary: The actions there are.
        leg: The leg that is meant by actions that name none.
        first: Whether it answers the invitation to take a call, for which it has to do something.

    Raises:
        InvalidResponseError: AWS does not follow it.
        ActionNotEmulatedError: AWS might, and this emulator cannot.
    """
    if not isinstance(answer, Mapping):
        raise InvalidResponseError("InvalidResponse", "The response is not a JSON object.")
    if answer.get("SchemaVersion") != SCHEMA_VERSION:
        raise InvalidResponseError(
            "InvalidSchemaVersion",
            "The schema version in the invocation request does not match the schema version in the response.",
        )
    attributes = _attributes(answer.get("TransactionAttributes"))
    listed = answer.get("Actions")
    if listed is not None and not isinstance(listed, list):
        raise InvalidResponseError("InvalidActions", "Error while reading actions list.")
    if not listed and first:
        raise InvalidResponseError("EmptyActions", "The actions list is empty.")
    if len(listed or []) > MAX_ACTIONS:
        raise InvalidResponseError("TooManyActions", f"Maximum number of actions is {MAX_ACTIONS}.")
    return Response([_action(each, vocabulary, leg) for each in listed or []], attributes)


def _action(listed: Any, vocabulary: Vocabulary, leg: Leg) -> Action:
    if not isinstance(listed, Mapping) or not isinstance(listed.get("Type"), str):
        raise InvalidResponseError("InvalidActions", "Error while reading actions list.")
    parameters = listed.get("Parameters")
    if parameters is None:
        parameters = {}
    if not isinstance(parameters, Mapping):
        raise InvalidResponseError("InvalidActions", "Error while reading actions list.")
    name = listed["Type"]
    if name in vocabulary.not_emulated:
        raise ActionNotEmulatedError(f"the action {name} is not emulated")
    if name not in vocabulary.kinds:
        raise InvalidResponseError("UnsupportedAction", "Unsupported action name specified.")
    return Action(name, dict(parameters), leg, vocabulary.kinds[name])


def _attributes(given: Any) -> dict[str, Any] | None:
    if given is None:
        return None
    if not isinstance(given, Mapping):
        raise InvalidResponseError(
            "TransactionAttributesInvalid", "Transaction Attributes is not a JSON object."
        )
    if len(given) > MAX_ATTRIBUTES:
        raise InvalidResponseError(
            "TransactionAttributesInvalidMapSize",
            f"Transaction Attributes has too many mappings. Maximum number of mappings is {MAX_ATTRIBUTES}",
        )
    if len(json.dumps(given)) > MAX_ATTRIBUTES_SIZE:
        raise InvalidResponseError(
            "TransactionAttributesInvalidSize", f"Transaction Attributes exceeds {MAX_ATTRIBUTES_SIZE} bytes."
        )
    return dict(given)
