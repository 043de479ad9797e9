"""``chime-sdk-messaging``: channels in app instances, who is in them, and what is said there."""

from chime_shim.emulator.chime_sdk_messaging.models import chime_sdk_messaging_backends

__all__ = ["chime_sdk_messaging_backends"]
