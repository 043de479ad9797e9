"""What can be set, and where the value came from."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["LEGACY_REGION", "Settings", "configure", "current", "disabled"]

LEGACY_REGION = "us-east-1"

_DISABLED = "CHIME_SHIM_DISABLED"
_PREFIX = "CHIME_SHIM_"
_OFF = frozenset({"", "0", "false", "no", "off"})


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings in force.

    Args:
        region: Where successors are called: one region for all of them (``"us-east-1"``, the only region
            that the legacy namespace had), optionally followed by exceptions by service, as in
            ``"us-east-1,chime-sdk-voice=us-west-2"``.
        chime_bearer: The ``ChimeBearer`` of messaging calls that have none: the ARN of an app instance user
            or bot, or a function that is called with the operation and its parameters and returns one, or
            None. Without it such a call goes out as it always did, and the service answers.
        forward_phone_numbers: Whether the 16 operations on phone numbers and global settings that ``chime``
            still has are sent to ``chime-sdk-voice`` too. Wrong for numbers of Business Calling.
    """

    region: str = LEGACY_REGION
    chime_bearer: str | Callable[[str, Mapping[str, Any]], str | None] | None = None
    forward_phone_numbers: bool = False

    def region_of(self, service: str) -> str:
        """Return the region in which ``service`` (such as ``"chime-sdk-voice"``) is called."""
        default, by_service = _parse_regions(self.region)
        return by_service.get(service, default)


def disabled() -> bool:
    """Tell whether ``CHIME_SHIM_DISABLED`` is set: it is read at every call, so that it works at run time."""
    return os.environ.get(_DISABLED, "").lower() not in _OFF


def current() -> Settings:
    """Return the settings in force: the environment first, then what was configured, then the defaults.

    The environment has ``CHIME_SHIM_REGION``, ``CHIME_SHIM_CHIME_BEARER`` (an ARN) and
    ``CHIME_SHIM_FORWARD_PHONE_NUMBERS``.
    """
    changes: dict[str, Any] = {
        name: value
        for name in ("region", "chime_bearer")
        if (value := os.environ.get(_PREFIX + name.upper()))
    }
    forward = os.environ.get(_PREFIX + "FORWARD_PHONE_NUMBERS")
    if forward is not None:
        changes["forward_phone_numbers"] = forward.lower() not in _OFF
    return replace(_configured, **changes) if changes else _configured


def configure(**changes: Any) -> None:
    """Change the settings of the process, for clients made from now on; what is None stays as it is."""
    global _configured  # noqa: PLW0603 - the one place that holds them
    _configured = replace(
        _configured, **{name: value for name, value in changes.items() if value is not None}
    )


def _parse_regions(text: str) -> tuple[str, Mapping[str, str]]:
    words = [word.strip() for word in text.split(",") if word.strip()]
    by_service = dict(word.split("=", 1) for word in words if "=" in word)
    defaults = [word for word in words if "=" not in word]
    return (defaults[0] if defaults else LEGACY_REGION), by_service


_configured = Settings()
