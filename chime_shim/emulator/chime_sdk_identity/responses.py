"""Replies of ``chime-sdk-identity``."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from chime_shim.emulator._service import ServiceResponse, in_region
from chime_shim.emulator.chime_sdk_identity.models import chime_sdk_identity_backends

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from chime_shim.emulator._backend import Backend


class ChimeSDKIdentityResponse(ServiceResponse):
    """Answers requests to ``identity-chime.<region>.amazonaws.com``."""

    service = "chime-sdk-identity"

    # The legacy model did not require it. AWS does not say what the service makes of its absence; legacy
    # called it the metadata "that you want to change", so an update without it leaves it as it is.
    optional: ClassVar[Mapping[str, Collection[str]]] = {
        "UpdateAppInstance": ("Metadata",),
        "UpdateAppInstanceUser": ("Metadata",),
    }

    def backend(self, method: str) -> Backend:
        """Return the state of the caller's account in the region that was called."""
        backend: Backend = in_region(chime_sdk_identity_backends, self.current_account, self.region)
        return backend
