"""The deprecation warning: what tests and ``python -W`` see of a legacy call."""

from __future__ import annotations

import sys
import warnings
from typing import TYPE_CHECKING

from chime_shim._links import operation_url

from ._hooks import get_hooks
from ._structlog import StructlogHook, logs_to_stderr

if TYPE_CHECKING:
    from types import FrameType


_PYTHONS_OWN: object = ("default", None, DeprecationWarning, "__main__", 0)


class ChimeDeprecationWarning(DeprecationWarning):
    """A legacy ``chime`` operation was called that AWS moved or retired."""


class ChimeCompatibilityWarning(UserWarning):
    """Something that the caller of a legacy operation asked for is lost: the successor does not have it."""


def warn_deprecated(operation: str, fate: str, frame: FrameType) -> None:
    """Warn at the caller's line, as `warnings.warn` would do from there.

    Call it before the request is sent: a filter that turns the warning into an error asks for the
    call not to happen. A script that sets up neither warnings nor logging gets one notice and not two:
    the log's, which has the outcome.

    Args:
        operation: The legacy operation, such as ``"CreateProxySession"``.
        fate: What became of it, such as ``"moved to chime-sdk-voice:CreateProxySession"``.
        frame: The caller's frame, from `find_caller`.

    Raises:
        ChimeDeprecationWarning: If the application's warning filters say so.
    """
    if _is_plain_script(frame) and _log_tells():
        return
    _warn(f"chime:{operation} {fate}; see {operation_url(operation)}", ChimeDeprecationWarning, frame)


def warn_lost(operation: str, text: str, frame: FrameType) -> None:
    """Warn at the caller's line that something of the call is lost, before it is sent.

    Args:
        operation: The legacy operation, such as ``"CreateAttendee"``.
        text: What is lost and why, without any value of the caller's.
        frame: The caller's frame, from `find_caller`.

    Raises:
        ChimeCompatibilityWarning: If the application's warning filters say so.
    """
    _warn(f"chime:{operation}: {text}; see {operation_url(operation)}", ChimeCompatibilityWarning, frame)


def _is_plain_script(frame: FrameType) -> bool:
    """Tell whether the warning would be shown only because Python shows those of ``__main__``."""
    if frame.f_globals.get("__name__") != "__main__" or sys.warnoptions:
        return False
    ours = (each for each in warnings.filters if issubclass(ChimeDeprecationWarning, each[2]))
    return next(ours, None) == _PYTHONS_OWN


def _log_tells() -> bool:
    return logs_to_stderr() and any(isinstance(hook, StructlogHook) for hook in get_hooks())


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
