"""What happened to a legacy call: one event, handed to every hook. A comparison makes another one.

Forwarding code makes four calls here::

    frame = find_caller()                                # whose line is it?
    warn_deprecated(operation, fate, frame)              # before the request: a filter may raise
    announce(operation, successor, mode)                 # the request is about to be sent
    ...                                                  # the request itself
    emit(LegacyCall(call_site=CallSite.of(frame), ...))  # after it: never raises, never alters

Nothing is resolved at import, and structlog is not imported: who configures it has imported it.
"""

from __future__ import annotations

from chime_shim._links import GUIDE_URL

from ._call_site import CallSite, find_call_site, find_caller, speak_for
from ._comparison import Comparison
from ._emf import EmfHook
from ._from_settings import arrange, dismiss, suspended
from ._hooks import Hook, announce, emit, get_hooks, publish, set_hooks
from ._legacy_call import LegacyCall
from ._otel import OtelHook
from ._structlog import StructlogHook
from ._warnings import (
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
