"""The deprecation warning: what tests and ``python -W`` see of a legacy call."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

from chime_shim._links import GUIDE_URL

if TYPE_CHECKING:
    from types import FrameType


class ChimeDeprecationWarning(DeprecationWarning):
    """A legacy ``chime`` operation was called that AWS moved or retired."""


class ChimeCompatibilityWarning(UserWarning):
    """Something that the caller of a legacy operation asked for is lost: the successor does not have it."""


def warn_deprecated(operation: str, fate: str, frame: FrameType) -> None:
    """Warn at the caller's line, as `warnings.warn` would do from there.

    Call it before the request is sent: a filter that turns the warning into an error asks for the
    call not to happen.

    Args:
        operation: The legacy operation, such as ``"CreateProxySession"``.
        fate: What became of it, such as ``"moved to chime-sdk-voice:CreateProxySession"``.
        frame: The caller's frame, from `find_caller`.

    Raises:
        ChimeDeprecationWarning: If the application's warning filters say so.
    """
    _warn(f"chime:{operation} {fate}; see {GUIDE_URL}", ChimeDeprecationWarning, frame)


def warn_lost(operation: str, text: str, frame: FrameType) -> None:
    """Warn at the caller's line that something of the call is lost, before it is sent.

    Args:
        operation: The legacy operation, such as ``"CreateAttendee"``.
        text: What is lost and why, without any value of the caller's.
        frame: The caller's frame, from `find_caller`.

    Raises:
        ChimeCompatibilityWarning: If the application's warning filters say so.
    """
    _warn(f"chime:{operation}: {text}; see {GUIDE_URL}", ChimeCompatibilityWarning, frame)


def _warn(text: str, category: type[Warning], frame: FrameType) -> None:
    names = frame.f_globals
    warnings.warn_explicit(
        text,
        category,
        frame.f_code.co_filename,
        frame.f_lineno,
        # These two, with their fallbacks, are what warnings.warn itself takes from the frame:
        # filters by module and the once-per-line memory then work without knowing of us.
        names.get("__name__", "<string>"),
        names.setdefault("__warningregistry__", {}),
    )
