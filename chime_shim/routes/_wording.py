"""What became of an operation, in one voice.

Warnings, log events, reports, findings, pages and type stubs take their sentence from here. Each function
returns a phrase that follows the operation's name, or stands alone; none ends in a full stop.
"""

from __future__ import annotations

__all__ = ["ended", "fate", "instead", "kind_of_fate", "whither"]

BY_ARN = "the service that its ARN belongs to"
RETIRED = "was retired without a successor"


def kind_of_fate(ended_on: str | None, remedy: str | None) -> str:
    """Return ``"retired"``, ``"ended"`` or ``"moved"``."""
    if remedy is not None:
        return "retired"
    return "ended" if ended_on is not None else "moved"


def whither(service: str | None, operation: str) -> str:
    """Return where an operation went, such as ``"chime-sdk-voice:CreateProxySession"``.

    Args:
        service: The successor, or None if the ARN in the parameters decides.
        operation: What the operation is called there.
    """
    return f"{service}:{operation}" if service else BY_ARN


def ended(date: str) -> str:
    """Say that AWS ended a feature, and what that means."""
    return f"AWS ended support on {date}: calls may fail at any time"


def instead(remedy: str) -> str:
    """Say what to do in place of an operation without successor."""
    return f"Instead: {remedy}"


def fate(service: str | None, operation: str, *, ended_on: str | None, remedy: str | None) -> str:
    """Return the whole phrase, such as ``"moved to chime-sdk-meetings:CreateMeeting"``.

    Args:
        service: The successor, or None if there is none, or if the ARN decides.
        operation: What the operation is called there.
        ended_on: The date on which AWS ended the feature, if it did.
        remedy: What to do in place of an operation that has no successor.
    """
    if remedy is not None:
        return f"{RETIRED}. {instead(remedy)}"
    moved = f"moved to {whither(service, operation)}"
    return f"{moved} ({ended(ended_on)})" if ended_on is not None else moved
