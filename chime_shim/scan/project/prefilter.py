"""The fast path: most files have no word about Chime in them, and are not even decoded."""

from __future__ import annotations

import re

__all__ = ["mentions"]

# The service by its name, its types, or a hook on it. A client that comes from another module of the tree is
# followed from there; what is said of IAM's "chime:CreateMeeting" or of the successors is of no interest.
_LEGACY = re.compile(rb"""["']chime["']|boto(?:3|core)_chime\b|\.chime\.[A-Z]""")
_LEFT_OVER = re.compile(
    rb"\.(?:[a-z]+_)+(?:app_instance|attendee|channel_(?:ban|mem|mod)|e911|media_capture|messaging_session"
    rb"|proxy_session|sip_|voice_connector)"
)


def mentions(data: bytes) -> bool:
    """Tell whether a file may have something to do with a legacy client."""
    return b"chime" in data and (_LEGACY.search(data) or _LEFT_OVER.search(data)) is not None
