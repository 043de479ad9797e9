"""Replies of ``chime-sdk-meetings``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chime_shim.emulator._service import ServiceResponse, in_region
from chime_shim.emulator.chime_sdk_meetings import external_ids
from chime_shim.emulator.chime_sdk_meetings.models import chime_sdk_meetings_backends

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chime_shim.emulator._backend import Backend


class ChimeSDKMeetingsResponse(ServiceResponse):
    """Answers requests to ``meetings-chime.<region>.amazonaws.com``."""

    service = "chime-sdk-meetings"

    def backend(self, method: str) -> Backend:
        """Return the state of the caller's account in the region that was called."""
        backend: Backend = in_region(chime_sdk_meetings_backends, self.current_account, self.region)
        return backend

    def _perform(self, operation: str, params: Mapping[str, Any]) -> Mapping[str, Any]:
        external_ids.check(params)  # here and not in the backend, for the legacy endpoint takes any
        return super()._perform(operation, params)
