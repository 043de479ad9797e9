"""Replies of ``chime-sdk-messaging``."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from chime_shim.emulator._service import ServiceResponse, in_region
from chime_shim.emulator.chime_sdk_messaging.models import chime_sdk_messaging_backends

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from chime_shim.emulator._backend import Backend


class ChimeSDKMessagingResponse(ServiceResponse):
    """Answers requests to ``messaging-chime.<region>.amazonaws.com``."""

    service = "chime-sdk-messaging"

    # A request without a bearer is unauthorized rather than malformed. The content of an update was optional
    # in the legacy model; what the service makes of its absence is not documented: here it stays as it is.
    optional: ClassVar[Mapping[str, Collection[str]]] = {
        "*": ("ChimeBearer",),
        "UpdateChannelMessage": ("Content",),
    }

    def backend(self, method: str) -> Backend:
        """Return the state of the caller's account in the region that was called."""
        backend: Backend = in_region(chime_sdk_messaging_backends, self.current_account, self.region)
        return backend
