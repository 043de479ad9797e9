"""The fast path: most files have no word about Chime in them, and are not even decoded."""

from __future__ import annotations

import re

__all__ = ["mentions"]

# Of the successors alone there is nothing to say.
_LEGACY = re.compile(rb"chime(?![-_]sdk)")
_LEFT_OVER = re.compile(
    rb"\.(?:\w+_)?(?:app_instance|attendee|channel_(?:ban|mem|mod)|e911|media_capture|messaging_session|meeting"
    rb"|proxy_session|sip_|voice_connector)"
)


def mentions(data: bytes) -> bool:
    """Tell whether a file may have something to do with a legacy client."""
    if b"chime" in data:
        return _LEGACY.search(data) is not None
    return b"boto" in data and _LEFT_OVER.search(data) is not None

