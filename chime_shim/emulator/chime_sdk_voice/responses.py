"""Replies of ``chime-sdk-voice``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chime_shim.emulator._service import ServiceResponse, in_region
from chime_shim.emulator.chime_sdk_voice.models import chime_sdk_voice_backends

if TYPE_CHECKING:
    from chime_shim.emulator._backend import Backend


class ChimeSDKVoiceResponse(ServiceResponse):
    """Answers requests to ``voice-chime.<region>.amazonaws.com``."""

    service = "chime-sdk-voice"

    def backend(self, method: str) -> Backend:
        """Return the state of the caller's account in the region that was called."""
        backend: Backend = in_region(chime_sdk_voice_backends, self.current_account, self.region)
        return backend
