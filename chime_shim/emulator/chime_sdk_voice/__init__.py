"""``chime-sdk-voice``: voice connectors, proxy sessions, phone numbers, and SIP media applications."""

from chime_shim.emulator.chime_sdk_voice.models import chime_sdk_voice_backends

__all__ = ["chime_sdk_voice_backends"]
