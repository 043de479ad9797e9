"""An action of a function's answer, and what became of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from chime_shim.emulator.calls.leg import Leg

_E164 = re.compile(r"\+[1-9]\d{1,14}")


@dataclass(frozen=True)
class Kind:
    """A kind of action.

    Args:
        perform: Begins it on a machine. It raises ``ActionFailedError`` before it has changed anything.
        answers: Whether it answers a call that still rings.
        reports: Whether the function is told of its success even if more actions follow.
        interruptible: Whether new actions cut it short.
        tag: The leg that it is for if it names none; otherwise that of the event it answers.
    """

    perform: Callable[[Any, Action], None]
    answers: bool = True
    reports: bool = False
    interruptible: bool = False
    tag: str | None = None


@dataclass(eq=False)
class Action:
    """An action.

    Attributes:
        type: Its name, such as ``CallAndBridge``.
        parameters: Its parameters, as the function gave them.
        leg: The leg that it is for: until it begins, that of the event it answers.
        kind: What is done with all actions of its type.
        started: When it began; None if it never did.
        outcome: ``waiting`` or ``running``, and in the end ``successful``, ``failed``, ``interrupted``,
            ``dropped`` for a later answer or an earlier failure, or ``abandoned`` because its leg was over.
        error: Why it failed: the event's ErrorType and ErrorMessage.
    """

    type: str
    parameters: Mapping[str, Any]
    leg: Leg
    kind: Kind
    started: datetime | None = None
    outcome: str = "waiting"
    error: str | None = None


class ActionFailedError(Exception):
    """An action fails, and the function is told why.

    Args:
        message: The event's ErrorMessage.
        error_type: Its ErrorType.
    """

    def __init__(self, message: str, error_type: str = "InvalidActionParameter") -> None:
        super().__init__(message)
        self.error_type = error_type


def integer(  # noqa: PLR0913 - all but two have names
    action: Action,
    name: str,
    *,
    message: str,
    low: int,
    high: float = float("inf"),
    default: int | None = None,
) -> int:
    """Read a number from an action's parameters; the guide writes some of them as texts.

    Raises:
        ActionFailedError: It is missing, or out of its range.
    """
    value = action.parameters.get(name, default)
    if isinstance(value, str) and re.fullmatch(r"\d{1,9}", value):
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise ActionFailedError(message)
    return value


def text(action: Action, name: str, *, message: str, error_type: str = "InvalidActionParameter") -> str:
    """Read a text from an action's parameters.

    Raises:
        ActionFailedError: It is missing, or empty.
    """
    value = action.parameters.get(name)
    if not isinstance(value, str) or not value:
        raise ActionFailedError(message, error_type)
    return value


def is_e164(number: Any) -> bool:
    """Say whether something is a phone number in E.164 form."""
    return isinstance(number, str) and _E164.fullmatch(number) is not None


def source(value: Any, message: str) -> Mapping[str, Any]:
    """Check where audio is to come from. S3 itself is not looked at.

    Raises:
        ActionFailedError: It is not an object in S3.
    """
    if (
        not isinstance(value, dict)
        or value.get("Type") != "S3"
        or not all(isinstance(value.get(name), str) and value[name] for name in ("BucketName", "Key"))
    ):
        raise ActionFailedError(message, "InvalidAudioSource")
    return value
