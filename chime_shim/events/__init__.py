"""What happened to a legacy call: one event, handed to every hook. A comparison makes another one.

Forwarding code makes four calls here::

    frame = find_caller()                                # whose line is it?
    warn_deprecated(operation, successor, notice, frame) # before the request: a filter may raise
    announce(operation, successor, mode)                 # the request is about to be sent
    ...                                                  # the request itself
    emit(LegacyCall(call_site=CallSite.of(frame), ...))  # after it: never raises, never alters

Nothing is resolved at import: structlog is imported by the first event that is logged.
"""

from __future__ import annotations

from ._call_site import CallSite, find_call_site, find_caller, speak_for
from ._comparison import Comparison
from ._emf import EmfHook
from ._hooks import Hook, announce, emit, get_hooks, publish, set_hooks
from ._legacy_call import Draft, LegacyCall
from ._otel import OtelHook
from ._standing import arrange, dismiss, suspended
from ._structlog import StructlogHook
from ._warnings import (
    GUIDE_URL,
    ChimeCompatibilityWarning,
    ChimeDeprecationWarning,
    warn_deprecated,
    warn_lost,
)

__all__ = [
    "GUIDE_URL",
    "CallSite",
    "ChimeCompatibilityWarning",
    "ChimeDeprecationWarning",
    "Comparison",
    "Draft",
    "EmfHook",
    "Hook",
    "LegacyCall",
    "OtelHook",
    "StructlogHook",
    "announce",
    "arrange",
    "dismiss",
    "emit",
    "find_call_site",
    "find_caller",
    "get_hooks",
    "publish",
    "set_hooks",
    "speak_for",
    "suspended",
    "warn_deprecated",
    "warn_lost",
]
