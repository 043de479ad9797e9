"""The call that is being made, as far as the rest of the shim asks about it."""

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from chime_shim.routes import Route

__all__ = ["KEY", "REFUSED_AS", "Underway", "current_observation", "outcome_of"]

KEY = "chime_shim"
"""Where botocore's request context keeps the ``Forwarding``."""

REFUSED_AS = "chime_shim_refused_as"
"""Where it keeps the successor's name of an error, if botocore has to know that to try again."""


class Underway:
    """A call that is being made, as far as the rest of the shim asks about it.

    Args:
        route: The route of the call.
        side: Which side is asked: ``"forward"`` or ``"legacy"``.

    Attributes:
        cause: The error of the step that a composed call ended with.
        forwarding: The call on its way to a successor; None while it is not, or if it is not on one.
        replaceable: Whether a replacement may answer: not after one said to forward the call.
    """

    # What is rarely set is a default of the class, here and below: an observation is made at every call.
    cause: Exception | None = None
    forwarding: Any = None
    replaceable = True

    def __init__(self, route: Route, side: str) -> None:
        self.route = route
        self.side = side

    def sent_to(self, service: str, operation: str) -> None:
        """Hear of the successor, where the parameters decide it."""

    def sending(self) -> None:
        """Hear that the call is about to be sent."""

    def lost(self, texts: Iterable[str]) -> None:
        """Hear what is lost on the way to the successor."""

    def begin(self) -> None:
        """Make this the current call."""
        self._outer = _current.set(self)

    def end(self) -> None:
        """Make the one before the current call again."""
        _current.reset(self._outer)


def outcome_of(error: BaseException) -> tuple[str, Mapping[str, Any]]:
    """Return the code or class of an error, and the service's reply if botocore's ``ClientError`` has it."""
    reply: Mapping[str, Any] = getattr(error, "response", None) or {}
    return reply.get("Error", {}).get("Code") or type(error).__name__, reply


_current: ContextVar[Underway | None] = ContextVar("chime_shim_observation", default=None)


def current_observation() -> Underway | None:
    """Return the observation of the call that is being made, if one is."""
    return _current.get()
