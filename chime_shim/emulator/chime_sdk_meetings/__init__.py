"""``chime-sdk-meetings``: meetings, and the attendees that may join them."""

from chime_shim.emulator.chime_sdk_meetings.models import chime_sdk_meetings_backends

__all__ = ["chime_sdk_meetings_backends"]
