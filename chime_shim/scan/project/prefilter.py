"""The fast path: most files have no word about Chime in them, and are not even decoded."""

from __future__ import annotations

import re

__all__ = ["calls_removed", "mentions"]

# The service by its name, its types, or a hook on it. A client that comes from another module of the tree is
# followed from there; what is said of IAM's "chime:CreateMeeting" or of the successors is of no interest.
_LEGACY = re.compile(rb"""["']chime["']|boto(?:3|core)_chime\b|\.chime\.[A-Z]""")
_LEFT_OVER = re.compile(
    rb"\.(?:[a-z]+_)+(?:app_instance|attendee|channel_(?:ban|mem|mod)|e911|media_capture|messaging_session"
    rb"|proxy_session|sip_|voice_connector)"
)


# Encodings in which the words above are written as they are here; of all others the file itself has to tell.
_COOKIE = re.compile(rb"^[^\n]*coding[:=][ \t]*([-\w.]+)|^[^\n]*\n[^\n]*coding[:=][ \t]*([-\w.]+)")
_PLAIN = re.compile(
    rb"utf[-_]?8.*|ascii|us-ascii|latin.*|iso[-_]?8859.*|(cp|windows-?)?125\d|(cp)?(437|85\d)|koi8.*|mac.*"
)
_MARKS = (b"\xff\xfe", b"\xfe\xff")


# A helper that is given its client need not mention Chime: its arguments have names that few others have.
_ARGUMENTS = (b"MeetingId=", b"ClientRequestToken=", b"VoiceConnectorId=", b"AppInstanceArn=", b"ChannelArn=")
_HELPER = re.compile(rb"\.[a-z]+_[a-z_0-9]+\(\s*(?:\*\*\w+,\s*)?[A-Z]\w+=")


# A client whose service is not written out as one text: the source may still tell it, or nobody may.
_UNNAMED = re.compile(
    rb"""client\(\s*(?:service_name\s*=\s*)?(?![\s)]|(["'])[\w-]+\1\s*[,)])""",
)


_REMOVED = re.compile(
    rb"\.[a-z]+_(?:\w*_)?(?:app_instance|attendee|channel|e911|media_|meeting|messaging|proxy|sip_|voice)"
)


def calls_removed(data: bytes) -> bool:
    """Tell whether a file may call a removed operation, on whatever it is."""
    return _REMOVED.search(data) is not None


def mentions(data: bytes) -> bool:
    """Tell whether a file may have something to do with a legacy client."""
    if b"chime" in data and (_LEGACY.search(data) or _LEFT_OVER.search(data)) is not None:
        return True
    if any(each in data for each in _ARGUMENTS) and _HELPER.search(data) is not None:
        return True
    if b"boto" in data and b"client(" in data and _UNNAMED.search(data) is not None:
        return True
    head = data[:400]
    cookie = _COOKIE.match(head) if b"coding" in head else None
    if cookie is None:
        return data.startswith(_MARKS)
    return _PLAIN.fullmatch((cookie[1] or cookie[2]).lower()) is None
